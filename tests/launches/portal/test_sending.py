"""Handing in, and what follows."""

from datetime import UTC, datetime
from threading import Thread

import pytest
from django.db import connection
from django.test import Client

from launches import clock
from launches.domain import review
from launches.enums import Role
from launches.models import Launch, Receipt
from tests.factories import MemberFactory, UserFactory
from tests.factories.page import entry as ready_entry

from .conftest import autosave


@pytest.fixture
def ready(owner):
    """A complete draft of the owner's company."""
    return ready_entry(owner=owner).launch


def hand_in(client, launch, revision=None):
    fields = {"revision": revision or launch.latest_revision}
    return client.post(f"/portal/launches/{launch.uid}/submit/", fields)


def test_twice_is_one_receipt(signed, ready):
    first, second = hand_in(signed, ready), hand_in(signed, ready)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Receipt.objects.count() == 1


@pytest.mark.database
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory gives threads one connection"
)
@pytest.mark.django_db(transaction=True)
def test_at_the_same_time_is_one_receipt(ready, owner):
    answers = []

    def press():
        browser = Client()
        browser.force_login(owner.user)
        answers.append(hand_in(browser, ready)["Location"])
        connection.close()

    presses = [Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert answers == [f"/portal/receipts/{Receipt.objects.get().number}/"] * 4


def test_an_older_version_is_not_handed_in(signed, ready):
    seen = ready.latest_revision
    colleague = MemberFactory(company=ready.company, role=Role.EDITOR)
    browser = Client()
    browser.force_login(colleague.user)
    autosave(browser, ready, seen, {"product": "Aurora Two"})
    answer = hand_in(signed, ready, seen)
    assert answer.status_code == 409
    assert f"{colleague.user} saved a newer version" in answer.content.decode()
    assert Launch.objects.get().state == "draft"


def test_what_is_missing_is_listed_with_links(signed, entry):
    answer = hand_in(signed, entry)
    assert answer.status_code == 422
    link = f'href="/portal/launches/{entry.uid}/#f-texts.zh-hans.body"'
    assert link in answer.content.decode()
    assert Receipt.objects.count() == 0


def test_after_the_deadline_the_draft_is_kept(signed, ready):
    ready.forum.submissions_close_at = datetime(2001, 1, 1, tzinfo=UTC)
    ready.forum.save()
    answer = hand_in(signed, ready)
    assert answer.status_code == 409
    assert b"The call for entries is closed. Your draft is kept." in answer.content
    assert Launch.objects.get().state == "draft"
    saved = autosave(signed, ready, ready.latest_revision, {"category": "AI"})
    assert saved.status_code == 200


def test_changes_are_asked_answered_and_told(signed, ready):
    hand_in(signed, ready)
    ready.refresh_from_db()
    editor = UserFactory(reviewer=True, name="Secret Editor")
    points = [("texts.en.headline", "Shorter, please."), ("materials.logo", "Send a <b>logo</b>.")]
    content = ready.page.get_latest_revision_as_object().content()
    review.request_changes(ready, points=points, content=content, by=editor, at=clock.now())
    page = signed.get(f"/portal/launches/{ready.uid}/status/").content.decode()
    link = f'<a href="/portal/launches/{ready.uid}/#f-texts.en.headline">Headline · English</a>'
    assert link in page
    assert "Send a &lt;b&gt;logo&lt;/b&gt;." in page
    assert "The editors asked for changes." in page
    assert "Secret Editor" not in page
    assert "Shorter, please." in signed.get(f"/portal/launches/{ready.uid}/").content.decode()
    autosave(signed, ready, ready.latest_revision, {"texts.en.headline": "Short"})
    ready.refresh_from_db()
    refused = hand_in(signed, ready)
    assert refused.status_code == 422
    assert "Send a &lt;b&gt;logo&lt;/b&gt;." in refused.content.decode()
    answer = f"/portal/launches/{ready.uid}/points/2/"
    empty = signed.post(answer, {"answer": " "})
    assert (empty.status_code, b"Please say why it stays" in empty.content) == (422, True)
    kept = signed.post(answer, {"answer": "There is <none>."}, follow=True).content.decode()
    assert "There is &lt;none&gt;." in kept
    assert "Secret Editor" not in kept
    assert hand_in(signed, ready).status_code == 302
    assert Receipt.objects.count() == 2
    assert not ready.change_requests.filter(resolved_at=None).exists()


def test_withdraw_asks_why_and_reopen_brings_back(signed, ready):
    path = f"/portal/launches/{ready.uid}/"
    assert signed.post(f"{path}withdraw/", {"reason": " "}).status_code == 422
    assert signed.post(f"{path}withdraw/", {"reason": "Too early"})["Location"] == f"{path}status/"
    page = signed.get(f"{path}status/").content.decode()
    assert "Too early" in page
    assert autosave(signed, ready, ready.latest_revision, {"category": "x"}).status_code == 403
    assert signed.post(f"{path}reopen/")["Location"] == path
    assert Launch.objects.get().state == "draft"
    assert signed.post(f"{path}reopen/").status_code == 302
    assert Launch.objects.get().state == "draft"


def test_in_review_it_can_be_read_not_written(signed, ready):
    hand_in(signed, ready)
    page = signed.get(f"/portal/launches/{ready.uid}/")
    assert b"The editors have it now" in page.content
    assert b"<textarea" not in page.content
    lost = signed.post(f"/portal/launches/{ready.uid}/", {"product": "Too late", "revision": "1"})
    assert lost.status_code == 403
    assert b"Too late" in lost.content


def test_receipt_numbers_of_any_kind(signed, ready):
    for number in ("UNV-0000-0000", "x" * 300, "-"):
        assert signed.get(f"/portal/receipts/{number}/").status_code == 404


def test_the_story_keeps_the_last_of_several_moments(signed, entry):
    for day in ("16", "17", "18"):
        autosave(signed, entry, entry.latest_revision, {"opens_at": f"2099-09-{day}T09:00"})
    story = signed.get(f"/portal/launches/{entry.uid}/status/").context["story"]
    assert [(chapter.verb, chapter.instant and chapter.instant.day) for chapter in story] == [
        ("moment_wished", 18),
        ("opened", None),
    ]
