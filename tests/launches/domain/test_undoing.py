"""Undo: a table of acts, each until its time, by its author or a chief, once."""

from datetime import timedelta

import pytest

from launches import clock
from launches.domain import (
    assigning,
    claims,
    decisions,
    dues,
    placing,
    review,
    slates,
    tagging,
    undoing,
)
from launches.enums import Ruling, RulingState, State
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import Assignment, AuditEntry, Claim, Launch, Mail, SlateMember
from tests.factories import ThemeFactory, UserFactory, content_of, launch

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


class Case:
    """An entry in review, an editor who acts on it, and a chief."""

    def __init__(self) -> None:
        self.launch, self.at = launch("in_review"), clock.now()
        self.editor = UserFactory(reviewer=True)
        self.chief = UserFactory(releaser=True)
        self.other = UserFactory(reviewer=True)

    def last(self) -> AuditEntry:
        return AuditEntry.objects.filter(launch_uid=self.launch.uid).latest("pk")

    def undo(self, act=None, *, by=None, at=None) -> None:
        undoing.undo(act or self.last(), by=by or self.editor, at=at or self.at)
        self.launch.refresh_from_db()

    def state(self) -> dict[str, object]:
        entry = Launch.objects.get(pk=self.launch.pk)
        return {
            "state": entry.state,
            "theme": entry.theme.slug,
            "minded by": set(entry.assignments.values_list("user", flat=True)),
            "tags": set(entry.tags.values_list("name", flat=True)),
            "held by": set(Claim.objects.values_list("user", flat=True)),
            "slates": SlateMember.objects.filter(launch=entry).count(),
            "points": entry.change_requests.count(),
            "prepared": entry.decisions.count(),
            "mails": Mail.objects.filter(launch_uid=entry.uid, state="held").count(),
        }


@pytest.fixture
def case(db):
    return Case()


def assign(case) -> None:
    assigning.assign(case.launch, to=case.other, by=case.editor, at=case.at)


def unassign(case) -> None:
    assigning.give(case.launch, to=case.other, by=None, at=case.at)
    yield
    assigning.unassign(case.launch, of=case.other, by=case.editor, at=case.at)


def tag(case) -> None:
    tagging.tag(case.launch, name="Stars", by=case.editor, at=case.at)


def untag(case) -> None:
    tagging.tag(launch("submitted"), name="Stars", by=case.editor, at=case.at)
    tagging.tag(case.launch, name="Stars", by=case.editor, at=case.at)
    yield
    tagging.untag(case.launch, name="Stars", by=case.editor, at=case.at)


def move_theme(case) -> None:
    placing.move_theme(case.launch, to=ThemeFactory(slug="energy"), by=case.editor, at=case.at)


def take_over(case) -> None:
    claims.claim(case.launch, by=case.other, at=case.at)
    yield
    claims.take_over(case.launch, by=case.editor, at=case.at)


def put_on_slate(case) -> None:
    opened = slates.open_slate(
        case.launch.forum, name="S", opens_at=None, by=case.editor, at=case.at
    )
    yield
    slates.add(opened, case.launch, by=case.editor, at=case.at)


def prepare(case) -> None:
    batch = decisions.open_batch(
        name="B", apply_at=None, holds_mail=True, by=case.editor, at=case.at
    )
    yield
    decisions.prepare(
        batch, case.launch, ruling=Ruling.DECLINE, words="No.", by=case.editor, at=case.at
    )


def ask(case) -> None:
    review.request_changes(case.launch, points=[("", "Why?")], by=case.editor, at=case.at)


def decline(case) -> None:
    review.reject(case.launch, reason="No.", by=case.editor, at=case.at)


def decline_what_the_company_has(case) -> None:
    ask(case)
    yield
    decline(case)


ACTS = [
    assign,
    unassign,
    tag,
    untag,
    move_theme,
    take_over,
    put_on_slate,
    prepare,
    ask,
    decline,
    decline_what_the_company_has,
]


def do(case, act) -> dict[str, object]:
    """Do an act, after what it needs; how things were between the two."""
    steps = act(case)
    if steps is None:
        return {}
    next(steps)
    before = case.state()
    list(steps)
    return before


@pytest.mark.parametrize("act", ACTS)
def test_each_act_of_the_table_is_undone_to_what_was_before(case, act):
    plain = case.state()
    before = do(case, act) or plain
    done = case.last()
    assert case.state() != before or act is take_over
    assert undoing.may_undo([done], case.launch, by=case.editor, at=case.at) == {done.pk}
    case.undo(done)
    assert case.state() == before
    row = AuditEntry.objects.get(verb="undone")
    assert (row.actor, row.detail) == (case.editor, {"act": done.verb, "entry": done.pk})
    assert undoing.may_undo([done], case.launch, by=case.editor, at=case.at) == set()
    with pytest.raises(Stale, match="undone already"):
        case.undo(done)


@pytest.mark.parametrize("act", ACTS)
def test_until_when_and_by_whom(case, act):
    do(case, act)
    done, within = case.last(), undoing.TABLE[case.last().verb].within
    for person in (case.other, UserFactory(), case.launch.created_by):
        assert undoing.may_undo([done], case.launch, by=person, at=case.at) == set()
        with pytest.raises(NotAllowed):
            case.undo(done, by=person)
    end = case.at + within
    assert undoing.may_undo([done], case.launch, by=case.chief, at=end) == {done.pk}
    assert undoing.may_undo([done], case.launch, by=case.chief, at=end + SECOND) == set()
    with pytest.raises(Stale, match="too late"):
        case.undo(done, at=end + SECOND)
    assert not AuditEntry.objects.filter(verb="undone").exists()


def test_the_table_and_the_tests_name_the_same_acts(case):
    verbs = set()
    for act in ACTS:
        fresh = Case()
        do(fresh, act)
        verbs.add(fresh.last().verb)
    assert verbs | {"approved"} == set(undoing.TABLE)


@pytest.mark.parametrize("act", [ask, decline])
def test_what_the_company_has_been_told_is_not_undone(case, act):
    do(case, act)
    done = case.last()
    Mail.objects.filter(launch_uid=case.launch.uid, made_at=case.at).update(
        state="sent", sent_at=case.at
    )
    with pytest.raises(Stale, match="told already"):
        case.undo(done)


def test_acts_that_cannot_be_undone_say_what_to_do_instead(case):
    ask(case)
    point = case.launch.change_requests.get()
    dues.move(point, to=case.at + timedelta(days=9), reason="x", by=case.editor, at=case.at)
    with pytest.raises(UnveilError, match="Move the date once more"):
        case.undo()
    submitted = AuditEntry.objects.get(verb="submitted", launch_uid=case.launch.uid)
    with pytest.raises(UnveilError, match="cannot be undone"):
        case.undo(submitted)


def test_what_became_of_it_since_is_not_undone_over(case):
    assign(case)
    done = case.last()
    assigning.unassign(case.launch, by=case.other, at=case.at)
    with pytest.raises(Stale):
        case.undo(done)
    move_theme(case)
    moved = case.last()
    placing.move_theme(case.launch, to=ThemeFactory(slug="sea"), by=case.other, at=case.at)
    with pytest.raises(Stale):
        case.undo(moved)
    assert case.launch.theme.slug == "sea"
    assert not Assignment.objects.exists()


def applied(case, ruling, *, holds_mail: bool):
    batch = decisions.open_batch(
        name="B", apply_at=None, holds_mail=holds_mail, by=case.chief, at=case.at
    )
    decisions.prepare(batch, case.launch, ruling=ruling, words="W.", by=case.chief, at=case.at)
    report = decisions.apply(
        batch, read=lambda one, ruling: content_of(one), by=case.chief, at=case.at
    )
    assert report.applied == 1
    case.launch.refresh_from_db()
    verbs = {"accept": "approved", "decline": "rejected", "changes": "changes_requested"}
    return AuditEntry.objects.get(verb=verbs[ruling], launch_uid=case.launch.uid)


@pytest.mark.parametrize("ruling", [Ruling.ACCEPT, Ruling.DECLINE])
def test_an_applied_decision_goes_back_to_its_batch_while_its_mails_are_held(case, ruling):
    done = applied(case, ruling, holds_mail=True)
    case.undo(done, by=case.chief, at=case.at)
    assert case.launch.state == State.IN_REVIEW
    assert case.launch.decisions.get().state == RulingState.PENDING
    news = ["approved", "rejected", "approval_revoked"]
    assert not Mail.objects.filter(launch_uid=case.launch.uid, kind__in=news).exists()


@pytest.mark.parametrize("ruling", [Ruling.ACCEPT, Ruling.DECLINE])
def test_an_applied_decision_that_was_told_stays(case, ruling):
    done = applied(case, ruling, holds_mail=False)
    with pytest.raises(Stale, match="told already"):
        case.undo(done, by=case.chief)
    assert case.launch.state in (State.APPROVED, State.REJECTED)


def test_an_approval_whose_moment_has_come_stays(case, time_machine):
    done = applied(case, Ruling.ACCEPT, holds_mail=True)
    time_machine.move_to(case.launch.opens_at, tick=False)
    with pytest.raises(UnveilError):
        case.undo(done, by=case.chief, at=clock.now())
    assert case.launch.state == State.APPROVED
