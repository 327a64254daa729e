"""The slates of the demo forum."""

from datetime import timedelta

import pytest

from launches import clock
from launches.demo import slates
from launches.domain import release
from launches.enums import Audience
from launches.models import Edition, Launch, Slate, SlateMember
from launches.queries.gate import visible_to
from tests.factories import ForumFactory, UserFactory, launch
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


def test_one_brings_a_correction_that_nobody_reads_yet():
    chief, boss = UserFactory(approver=True), UserFactory(is_superuser=True)
    page = entry("in_review")
    content = page.get_latest_revision_as_object().content()
    said = {"revision": page.launch.latest_revision, "content": content, "at": clock.now()}
    release.approve(page.launch, by=chief, **said)
    release.release_now(page.launch, reason="Now.", by=boss, at=clock.now())
    for _free in range(12):
        launch("approved", opens_at=clock.now() + timedelta(days=5))
    slates.write(ForumFactory(), UserFactory(is_superuser=True), boss, clock.now())
    member = SlateMember.objects.select_related("slate").get(corrects=True)
    assert (member.launch_id, member.slate.name) == (page.launch.pk, "Agriculture at noon")
    assert (member.slate.state, member.slate.members.count()) == ("in_review", 2 + 1)
    states = dict(Slate.objects.values_list("name", "state"))
    assert (states["Quantum afternoon"], states["Lunch releases"]) == ("draft", "cancelled")
    assert Edition.objects.filter(launch=page.launch).count() == 2
    [read] = visible_to(Audience.PUBLIC, at=clock.now())
    assert (read.launch_id, read.note) == (page.launch.pk, "")
    assert Launch.objects.get(pk=page.launch.pk).is_released(at=clock.now())
