"""Slates: all or none, at one instant, whatever fails before it."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from launches import clock
from launches.domain import editing, release, slates
from launches.enums import Audience, SlateState, State
from launches.errors import BadInstant, FourEyes, NoSuchTransition, NotAllowed, NotReady, Stale
from launches.models import AuditEntry, Launch, Slate, SlateMember, User, WireEntry
from launches.queries import wire
from launches.queries.gate import visible_to
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LOCKING, HELD = 28, 4  # statements, and those that take the wire's lock


@pytest.fixture
def boss():
    return factories.UserFactory(releaser=True)


def approved(count: int, at) -> list[Launch]:
    """Launches that open by themselves a day later, unless a slate takes them."""
    company = factories.MemberFactory().company
    theme, later = factories.ThemeFactory(), at + timedelta(days=1)
    return [
        factories.launch(
            "approved", at=at, opens_at=later, company=company, theme=theme, product=f"P{n}"
        )
        for n in range(count)
    ]


def seen(at, audience=Audience.PUBLIC) -> set[str]:
    return set(visible_to(audience, at=at).values_list("launch_uid", flat=True))


def told(at, audience=Audience.PUBLIC) -> list[tuple[str, str]]:
    entries = wire.visible_entries(audience, after=None, at=at, limit=1000)
    return [(entry.kind, entry.launch_uid) for entry in entries]


@pytest.mark.parametrize(("seconds", "open_"), [(-1, False), (0, True), (1, True)])
def test_all_open_at_the_instant_and_none_before(moment, seconds, open_):
    rows = approved(3, moment.at(-3600))
    factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    uids = {row.uid for row in rows}
    at = moment.at(seconds)
    assert seen(at) == (uids if open_ else set())
    assert set(told(at)) == ({("released", uid) for uid in uids} if open_ else set())
    assert seen(at, Audience.PRESS) == uids


def test_until_it_is_locked_its_launches_have_no_instant(moment):
    rows = approved(2, moment.at(-3600))
    factories.slate(rows, "in_review", opens_at=moment.T, at=moment.at(-60))
    much_later = moment.at(30 * 86400)
    assert (seen(much_later), told(much_later)) == (set(), [])


def test_number_seven_of_ten_fails_one_second_before_and_none_opens(moment, boss):
    rows = approved(10, moment.at(-3600))
    slate = factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    release.kill(rows[6], reason="A lawyer called.", by=boss, at=moment.at(-1))
    slate.refresh_from_db()
    assert (slate.blocked_by, slate.blocked_why) == (rows[6], "A lawyer called.")
    assert (seen(moment.at(5)), told(moment.at(5))) == (set(), [])
    with pytest.raises(NotReady) as refusal:
        slates.retry(slate, by=boss, at=moment.at(6))
    assert list(refusal.value.fields) == [rows[6].uid]
    slates.remove(slate, rows[6], by=boss, at=moment.at(7))
    slates.retry(slate, by=boss, at=moment.at(8))
    rest = {row.uid for row in rows} - {rows[6].uid}
    assert (seen(moment.at(8)), set(told(moment.at(9)))) == (rest, {("released", u) for u in rest})


def test_an_approval_anew_and_a_retry_open_all(moment, boss):
    rows = approved(3, moment.at(-3600))
    slate = factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    seventh = rows[1]
    release.revoke(seventh, reason="A typo.", by=boss, at=moment.at(-1))
    said = factories.content_of(seventh)
    chief, revision = factories.UserFactory(approver=True), seventh.latest_revision
    release.approve(seventh, revision=revision, content=said, by=chief, at=moment.at(5))
    assert seen(moment.at(6)) == set()
    slates.retry(slate, by=boss, at=moment.at(10))
    assert seen(moment.at(9)) == set()
    assert seen(moment.at(10)) == {row.uid for row in rows}


def test_a_failure_in_the_midst_of_locking_locks_nothing(moment, boss, monkeypatch):
    rows = approved(3, moment.at(-3600))
    slate = factories.slate(rows, "in_review", opens_at=moment.T, at=moment.at(-60))
    make = WireEntry.__init__

    def failing(self, *args, **values):
        if values.get("launch_uid") == rows[1].uid:
            raise IntegrityError("the disk")
        make(self, *args, **values)

    monkeypatch.setattr(WireEntry, "__init__", failing)
    with pytest.raises(IntegrityError):
        slates.lock(slate, by=boss, at=moment.at(-30))
    monkeypatch.undo()
    slate.refresh_from_db()
    assert (slate.state, seen(moment.at(1)), told(moment.at(1))) == ("in_review", set(), [])


def test_in_the_last_moment_it_counts_as_open(moment, boss):
    rows = approved(2, moment.at(-3600))
    slate = factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    with pytest.raises(Stale):
        release.revoke(rows[0], reason="Too late.", by=boss, at=moment.at(-0.05))
    assert seen(moment.at(0)) == {row.uid for row in rows}
    release.kill(rows[0], reason="Now really.", by=boss, at=moment.at(1))
    slate.refresh_from_db()
    assert (slate.is_blocked, seen(moment.at(2))) == (False, {rows[1].uid})


def test_moving_keeps_the_old_instant_and_tells_outlets(moment, boss):
    rows = approved(2, moment.at(-3600))
    slate = factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    later = moment.T + timedelta(hours=1)
    slates.move(slate, opens_at=later, reason="The minister is late.", by=boss, at=moment.at(-30))
    move = slate.moves.get()
    assert (move.was, move.became, move.by) == (moment.T, later, boss)
    assert (seen(moment.at(1)), told(moment.at(1))) == (set(), [])
    press = [kind for kind, _uid in told(moment.at(1), Audience.PRESS)]
    assert press[-2:] == ["embargo_moved"] * 2
    assert seen(moment.at(3600)) == {row.uid for row in rows}


@pytest.mark.parametrize("act", [slates.unlock, slates.cancel])
def test_unlocked_or_cancelled_nothing_opens(moment, boss, act):
    rows = approved(2, moment.at(-3600))
    slate = factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    act(slate, reason="Rain.", by=boss, at=moment.at(-30))
    assert (seen(moment.at(1)), told(moment.at(1))) == (set(), [])
    with pytest.raises((NoSuchTransition, Stale)):
        slates.move(slate, opens_at=moment.T, reason="No.", by=boss, at=moment.at(-20))


def test_now_means_now(moment, boss):
    rows = approved(3, moment.at(-3600))
    slate = factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    slates.release_now(slate, reason="They leaked it.", by=boss, at=moment.at(-30))
    assert seen(moment.at(-30)) == {row.uid for row in rows}
    assert len(told(moment.at(-29))) == 3


def test_after_the_instant_nothing_closes_it_by_the_back_door(moment, boss):
    slate = factories.slate(approved(2, moment.at(-3600)), opens_at=moment.T, at=moment.at(-60))
    at = moment.at(1)
    for act in (slates.unlock, slates.cancel):
        with pytest.raises((NoSuchTransition, Stale)):
            act(slate, reason="Oh.", by=boss, at=at)
    with pytest.raises((NoSuchTransition, Stale)):
        slates.retry(slate, by=boss, at=at)
    assert len(seen(at)) == 2


def test_who_sent_it_does_not_lock_it_and_the_database_agrees(moment):
    slate = factories.slate(approved(1, moment.at(-3600)), "in_review", opens_at=moment.T)
    with pytest.raises(FourEyes):
        slates.lock(slate, by=slate.sent_by, at=moment.at(-50))
    with pytest.raises(IntegrityError), transaction.atomic():
        Slate.objects.update(state=SlateState.READY, locked_by=slate.sent_by)


def test_nobody_of_a_company_on_it_decides(moment):
    rows = approved(1, moment.at(-3600))
    insider = factories.UserFactory(releaser=True)
    factories.MemberFactory(company=rows[0].company, user=insider)
    slate = factories.slate(rows, "in_review", opens_at=moment.T)
    for act in (slates.lock, slates.take_back):
        with pytest.raises(NotAllowed):
            act(slate, by=insider, at=moment.at(-50))


def test_a_launch_is_on_one_open_slate(moment, boss):
    rows = approved(1, moment.at(-3600))
    factories.slate(rows, "draft", opens_at=moment.T)
    other = factories.slate([], "draft", opens_at=moment.T, name="Other")
    with pytest.raises(NoSuchTransition):
        slates.add(other, rows[0], by=boss, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        SlateMember.objects.create(slate=other, launch=rows[0])


def test_a_locked_launch_is_neither_edited_nor_opened_alone(moment, boss):
    rows = approved(1, moment.at(-3600))
    factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    editor = factories.UserFactory(reviewer=True)
    with pytest.raises(NotAllowed):
        editing.record_edit(rows[0], revision=9, product="New", by=editor, at=moment.at(-30))
    with pytest.raises(NoSuchTransition):
        release.release_now(rows[0], reason="Now.", by=boss, at=moment.at(-30))
    later = moment.T + timedelta(hours=1)
    with pytest.raises(NoSuchTransition):
        release.move_embargo(rows[0], opens_at=later, reason="L.", by=boss, at=moment.at(-30))


def test_an_entry_joins_before_its_approval_and_waits_for_the_slate(moment, boss):
    entry = factories.launch("in_review", at=moment.at(-7200), opens_at=moment.T)
    slate = factories.slate([entry], "in_review", opens_at=moment.T, at=moment.at(-3600))
    with pytest.raises(NotReady):
        slates.lock(slate, by=boss, at=moment.at(-60))
    slate.refresh_from_db()
    said, chief = factories.content_of(entry), factories.UserFactory(approver=True)
    release.approve(
        entry, revision=entry.latest_revision, content=said, by=chief, at=moment.at(-50)
    )
    assert seen(moment.at(1)) == set()
    slates.lock(slate, by=boss, at=moment.at(-40))
    assert seen(moment.at(0)) == {entry.uid}


def test_a_locked_slate_needs_an_instant_ahead(moment, boss):
    rows = approved(1, moment.at(-3600))
    slate = factories.slate(rows, "in_review", opens_at=None, at=moment.at(-60))
    with pytest.raises(BadInstant):
        slates.lock(slate, by=boss, at=moment.at(-50))


def test_every_act_is_in_the_audit_of_the_slate_and_of_each_launch(moment):
    rows = approved(2, moment.at(-3600))
    slate = factories.slate(rows, opens_at=moment.T, at=moment.at(-60))
    own = AuditEntry.objects.filter(detail__slate=slate.uid).order_by("pk")
    verbs = ["slate_opened", "slate_joined", "slate_joined", *["slate_sent"] * 3]
    assert [row.verb for row in own] == [*verbs, *["slate_locked"] * 3]
    assert {row.launch_uid for row in own} == {"", *(row.uid for row in rows)}


@pytest.mark.parametrize("size", [1, 3])
def test_locking_costs_the_same_for_one_and_three(moment, boss, size, django_assert_num_queries):
    rows = approved(size, moment.at(-3600))
    slate = factories.slate(rows, "in_review", opens_at=moment.T)
    at = moment.at(-60)
    boss = User.objects.get(pk=boss.pk)
    with django_assert_num_queries(LOCKING + (connection.vendor == "postgresql") * HELD):
        slates.lock(slate, by=boss, at=at)


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory gives threads one connection"
)
@pytest.mark.django_db(transaction=True)
def test_a_lock_and_a_revocation_at_once_never_leave_one_behind(boss):
    at = clock.now()
    opens = at + timedelta(minutes=10)
    for _round in range(6):
        rows = approved(4, at - timedelta(hours=1))
        slate = factories.slate(rows, "in_review", opens_at=opens, name="Race")
        begin, other = threading.Barrier(2), Launch.objects.get(pk=rows[2].pk)
        acts = [
            lambda slate=slate: slates.lock(slate, by=boss, at=clock.now()),
            lambda other=other: release.revoke(other, reason="No.", by=boss, at=clock.now()),
        ]
        _together(acts, begin)
        assert Launch.objects.get(pk=other.pk).state == State.IN_REVIEW
        assert seen(opens) & {row.uid for row in rows} == set()


def _together(acts, begin) -> None:
    def run(act) -> None:
        begin.wait()
        try:
            act()
        except (NotReady, Stale, NoSuchTransition):
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
