"""What no act of ours causes is noticed while there is time."""

from pathlib import Path

import pytest
from django.conf import settings

from launches.domain import slates
from launches.domain.watching import Watch
from launches.enums import Audience
from launches.models import AuditEntry, EditionFile, Mail, Slate
from launches.queries.gate import visible_to
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_file_lost_before_the_instant_keeps_all_closed_and_alarms_the_desk(moment):
    at = moment.at(-3600)
    rows = [factories.launch("approved", at=at, product=f"P{n}") for n in range(3)]
    slate = factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    watch = Watch()
    assert watch.run(at=moment.at(-15)) == 0
    lost = EditionFile.objects.filter(edition__launch=rows[1], role="stage").get()
    (Path(settings.PRIVATE_ROOT) / lost.stored).unlink()
    assert Watch().run(at=moment.at(-2)) == 1
    slate.refresh_from_db()
    assert slate.blocked_by == rows[1]
    assert slate.blocked_why == "The file “hero.jpg” is not on the disk."
    assert not visible_to(Audience.PUBLIC, at=moment.at(1)).exists()
    alarms = Mail.objects.filter(kind="slate_blocked")
    assert alarms.count() > 0
    assert all(slate.uid in mail.subject and "P1" not in mail.text for mail in alarms)


def seen_by_two(slate) -> list[Slate]:
    """The row as two workers read it before one of them acts."""
    return [Slate.objects.get(pk=slate.pk) for _worker in range(2)]


def test_of_two_that_block_a_slate_one_does(moment):
    launch = factories.launch("approved", at=moment.at(-3600))
    slate = factories.slate([launch], opens_at=moment.T, at=moment.at(-60))
    blocked = [
        slates.block(one, why, by=None, at=moment.at(-5))
        for one, why in zip(seen_by_two(slate), ("first", "second"), strict=True)
    ]
    slate.refresh_from_db()
    alarms = Mail.objects.filter(kind="slate_blocked")
    assert (blocked, slate.blocked_why) == ([True, False], "first")
    rows = AuditEntry.objects.filter(verb="slate_blocked").order_by("launch_uid")
    assert list(rows.values_list("launch_uid", flat=True)) == ["", launch.uid]
    assert alarms.count() == alarms.values("to").distinct().count() > 0


@pytest.mark.parametrize("open_", [False, True])
def test_a_slate_unlocked_or_open_meanwhile_is_not_blocked(moment, open_):
    launch = factories.launch("approved", at=moment.at(-3600))
    slate = factories.slate([launch], opens_at=moment.T, at=moment.at(-60))
    stale, mine = seen_by_two(slate)
    if not open_:
        boss = factories.UserFactory(releaser=True)
        slates.unlock(mine, reason="Not yet.", by=boss, at=moment.at(-30))
    assert not slates.block(stale, "A page.", by=None, at=moment.at(0 if open_ else -5))
    assert not AuditEntry.objects.filter(verb="slate_blocked").exists()
    assert visible_to(Audience.PUBLIC, at=moment.at(1)).exists() is open_


def test_far_from_the_instant_it_looks_seldom(moment, django_assert_num_queries):
    rows = [factories.launch("approved", at=moment.at(-7200))]
    factories.slate(rows, opens_at=moment.T, at=moment.at(-3600))
    watch = Watch()
    watch.run(at=moment.at(-3000))
    with django_assert_num_queries(1):
        assert watch.run(at=moment.at(-2990)) == 0
