"""A correction goes from the editor to a slate, and with it to the readers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from launches import clock
from launches.domain import release, slates
from launches.models import AuditEntry, Launch
from tests import factories
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(editor):
    """The page of an open launch with a newer version by an editor."""
    page, boss = approved(), factories.UserFactory(releaser=True)
    release.release_now(page.launch, reason="Now.", by=boss, at=clock.now())
    said = page.get_latest_revision_as_object()
    texts = list(said.texts.all())
    texts[0].headline = "CANARY mended"
    said.texts = texts
    said.save_revision(user=editor)
    return page


def approved():
    page = entry("in_review")
    release.approve(
        page.launch,
        revision=page.launch.latest_revision,
        content=page.get_latest_revision_as_object().content(),
        by=factories.UserFactory(approver=True),
        at=clock.now(),
    )
    return page


def act(page):
    return reverse("desk:act", args=[page.launch.uid, "correct-later"])


def test_prepared_on_the_review_page_and_read_after_the_instant(
    client, page, chief, desk_user, time_machine
):
    opens_at = clock.now() + timedelta(hours=1)
    slate = factories.slate([], "draft", opens_at=opens_at, name="Corrections")
    locked = factories.slate([factories.launch("approved")], opens_at=opens_at, name="Locked")
    client.force_login(chief)
    assert act(page) in client.get(reverse("desk:review", args=[page.launch.uid])).text
    form = client.get(act(page)).text
    assert ("CANARY" in form, locked.uid in form, slate.uid in form) == (True, False, True)
    said = {"revision": Launch.objects.get(pk=page.launch.pk).latest_revision}
    assert client.post(act(page), {**said, "slate": slate.uid, "reason": ""}).status_code == 422
    lost = client.post(act(page), {**said, "slate": "absent", "reason": "A price."})
    assert (lost.status_code, "A price." in lost.text) == (422, True)
    done = client.post(act(page), {**said, "slate": slate.uid, "reason": "A price."})
    assert done.status_code == 302
    assert "brings a correction" in client.get(reverse("slates:slate", args=[slate.uid])).text
    assert AuditEntry.objects.filter(verb="correction_prepared", actor=chief).count() == 1
    again = client.post(act(page), {**said, "slate": slate.uid, "reason": "A price."})
    assert again.status_code == 409
    slates.send(slate, by=slate.made_by, at=clock.now())
    slates.lock(slate, by=desk_user("Release managers"), at=clock.now())
    public = f"/launches/{page.launch.slug}/"
    time_machine.move_to(opens_at - timedelta(seconds=1), tick=False)
    assert "CANARY" not in client.get(public).text
    time_machine.move_to(opens_at, tick=False)
    text = client.get(public).text
    assert ("CANARY mended" in text, "A price." in text) == (True, True)


def test_not_offered_where_nothing_is_newer_or_nothing_open(client, chief):
    client.force_login(chief)
    page, boss = approved(), factories.UserFactory(releaser=True)
    review = reverse("desk:review", args=[page.launch.uid])
    assert act(page) not in client.get(review).text
    release.release_now(page.launch, reason="Now.", by=boss, at=clock.now())
    assert act(page) not in client.get(review).text
