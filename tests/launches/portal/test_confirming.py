"""The company reads what the desk changed, word by word, and confirms it or objects."""

import pytest
from django.urls import reverse

from cms.models import LaunchPage
from launches import clock
from launches.domain import review
from launches.enums import Role
from tests.factories import MemberFactory, UserFactory
from tests.factories.judging import PhaseFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """An entry whose headline the desk has just changed."""
    PhaseFactory(active=True, confirms_edits=True)
    found = entry("submitted")
    edit(found, "Quieter <words>")
    return found


def edit(page, headline: str) -> None:
    editor = UserFactory(reviewer=True)
    review.start_review(page.launch, by=editor, at=clock.now())
    newest = LaunchPage.latest_of(page.launch)
    texts = list(newest.texts.all())
    texts[0].headline = headline
    newest.texts = texts
    newest.save_revision(user=editor, clean=False)
    page.launch.refresh_from_db()


@pytest.fixture
def member(client, page):
    owner = page.launch.company.memberships.get()
    client.force_login(owner.user)
    return owner


def url(name: str, page) -> str:
    return reverse(f"portal:{name}", args=[page.launch.uid])


def test_the_dashboard_and_the_status_lead_to_the_differences(client, member, page):
    assert url("confirm", page) in client.get(reverse("portal:dashboard")).content.decode()
    assert url("confirm", page) in client.get(url("status", page)).content.decode()
    text = client.get(url("confirm", page)).content.decode()
    assert "Quieter" in text
    assert "&lt;words&gt;" in text
    assert "<ins>" in text


def test_confirming_ends_it_and_twice_is_too_late(client, member, page):
    form = {"revision": page.launch.latest_revision, "answer": "confirm"}
    assert client.post(url("confirm", page), form).status_code == 302
    again = client.post(url("confirm", page), form)
    assert again.status_code == 409
    assert "There is nothing to confirm" in again.content.decode()
    assert url("confirm", page) not in client.get(url("status", page)).content.decode()


def test_an_objection_keeps_its_words_and_the_desk_reads_them(client, member, page):
    form = {"revision": page.launch.latest_revision, "answer": "object", "words": " "}
    assert client.post(url("confirm", page), form).status_code == 422
    form["words"] = "Our <name>, please."
    stale = client.post(url("confirm", page), form | {"revision": 1})
    assert (stale.status_code, "Our &lt;name&gt;" in stale.content.decode()) == (409, True)
    assert client.post(url("confirm", page), form).status_code == 302
    assert "You have objected." in client.get(url("confirm", page)).content.decode()
    client.force_login(UserFactory(reviewer=True, is_staff=True, is_superuser=True))
    desk = client.get(reverse("desk:review", args=[page.launch.uid])).content.decode()
    assert "Our &lt;name&gt;, please." in desk
    listed = client.get("/cms/desk/?view=all&blocked=confirmation").content.decode()
    assert page.launch.uid in listed


def test_a_viewer_reads_and_another_company_finds_nothing(client, page):
    viewer = MemberFactory(company=page.launch.company, role=Role.VIEWER).user
    client.force_login(viewer)
    text = client.get(url("confirm", page)).content.decode()
    assert ("Quieter" in text, "Confirm the changes" in text) == (True, False)
    form = {"revision": page.launch.latest_revision, "answer": "confirm"}
    assert client.post(url("confirm", page), form).status_code == 403
    client.force_login(MemberFactory().user)
    for answer in (client.get(url("confirm", page)), client.post(url("confirm", page), form)):
        assert answer.status_code == 404


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40, "\0"])
def test_what_is_no_version_is_refused(client, member, page, revision):
    form = {"revision": revision, "answer": "confirm"}
    assert client.post(url("confirm", page), form).status_code == 409


def test_the_chief_is_told_why_the_entry_cannot_be_approved(client, page):
    chief = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(chief)
    act = reverse("desk:act", args=[page.launch.uid, "pass"])
    form = {"revision": page.launch.latest_revision}
    answers = [client.post(act, form) for _step in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 409]
    assert "has not yet confirmed what the desk changed" in answers[2].content.decode()
