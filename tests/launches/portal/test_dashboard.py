"""The list of a company's launches."""

from datetime import timedelta

import pytest
from django.test import override_settings

from launches import clock
from launches.domain import proposals, thread
from launches.enums import CommentAudience
from tests.factories import launch as launch_in
from tests.factories.page import entry as ready_entry

from .conftest import autosave, opened

QUERIES = 23


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_for_few_and_many(signed, owner, count, django_assert_num_queries):
    for number in range(count):
        ready_entry(owner=owner, product=f"Product {number}")
    signed.get("/portal/")
    with django_assert_num_queries(QUERIES):
        answer = signed.get("/portal/")
    assert [row.missing for row in answer.context["rows"]] == [0] * count


def test_tells_of_new_messages_and_of_a_proposal_that_waits(signed, owner):
    launch, at = launch_in("approved", company=owner.company), clock.now()
    desk, company = launch.approver, launch.created_by
    for audience in ("company", "company", "desk"):
        thread.say(launch, text="Canary", audience=CommentAudience(audience), by=desk, at=at)
    said = {"values": {"category": "AI"}, "was": {}, "base": 1, "by": company, "at": at}
    proposals.propose(launch, **said)
    answer = signed.get("/portal/")
    assert [(row.unread, row.proposes) for row in answer.context["rows"]] == [(2, True)]
    assert b"2 new messages from the editors" in answer.content
    assert f"/portal/launches/{launch.uid}/proposal/" in answer.content.decode()
    thread.read(launch, by=owner.user, at=clock.now())
    assert signed.get("/portal/").context["rows"][0].unread == 0


def test_counts_what_the_editor_counts(signed, entry):
    autosave(signed, entry, entry.latest_revision, {"texts.en.headline": "One"})
    row = signed.get("/portal/").context["rows"][0]
    gaps = signed.get(f"/portal/launches/{entry.uid}/").context["gaps"]
    assert (row.state, row.missing) == ("draft", len(gaps))
    assert b"7 things are missing" in signed.get("/portal/").content


@pytest.mark.parametrize("count", [1, 3])
def test_a_missing_sign_off_is_missing(signed, owner, count, django_assert_num_queries):
    for number in range(count):
        forum = ready_entry(owner=owner, product=f"Product {number}").launch.forum
    forum.sign_offs_to_submit = ["legal", "ministry"]
    forum.save()
    signed.get("/portal/")
    with django_assert_num_queries(QUERIES + 1):
        answer = signed.get("/portal/")
    assert [row.missing for row in answer.context["rows"]] == [2] * count


@pytest.mark.parametrize(
    ("state", "tag"),
    [
        ("submitted", "tag--submitted"),
        ("approved", "tag--embargoed"),
        ("released", "tag--released"),
        ("killed", "tag--killed"),
    ],
)
def test_shows_the_state_as_of_now(signed, owner, state, tag):
    launch_in(state, company=owner.company)
    assert tag.encode() in signed.get("/portal/").content


def test_opens_in_the_forums_zone(signed, owner):
    ready_entry(owner=owner, opens_at=clock.now().replace(year=2099, month=9, day=16, hour=1))
    page = signed.get("/portal/").content.decode()
    assert "16 Sep 2099, 09:" in page


def test_the_first_visit_invites(signed, owner):
    page = signed.get("/portal/").content
    assert b"Your first launch starts here" in page
    assert b'href="/portal/launches/new/"' in page


def test_newest_work_stands_first(signed, owner):
    first, second = opened(owner, "First"), opened(owner, "Second")
    autosave(signed, first, first.latest_revision, {"category": "AI"})
    rows = signed.get("/portal/").context["rows"]
    assert [row.launch.pk for row in rows] == [first.pk, second.pk]


def test_the_language_a_person_reads_is_remembered(signed, owner):
    signed.get("/portal/", headers={"accept-language": "zh-hans"})
    owner.user.refresh_from_db()
    assert owner.user.language == "zh-hans"


@override_settings(EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend")
def test_the_demo_outbox_shows_mail_newest_first(client, db, tmp_path):
    from django.core.mail import EmailMultiAlternatives

    with override_settings(EMAIL_FILE_PATH=tmp_path):
        assert b"No mail yet" in client.get("/outbox/").content
        for number in (1, 2):
            mail = EmailMultiAlternatives(
                f"Number {number} <b>", "See http://x.example/a?b=1&c=2 <i>", to=["a@x.example"]
            )
            mail.extra_headers["Date"] = f"Tue, 24 Nov 2026 10:00:0{number} +0000"
            mail.attach_alternative("<p>Hello <a href='http://x.example/'>you</a></p>", "text/html")
            mail.send()
        page = client.get("/outbox/")
        letters = page.context["letters"]
        assert [letter.subject for letter in letters] == ["Number 2 <b>", "Number 1 <b>"]
        assert b'<a href="http://x.example/a?b=1&amp;c=2">' in page.content
        html = client.get(f"/outbox/{letters[0].key}/")
        assert html["Content-Security-Policy"].startswith("sandbox allow-popups ")
        assert client.get("/outbox/nothing/").status_code == 404
    assert timedelta(seconds=1) == letters[0].at - letters[1].at
