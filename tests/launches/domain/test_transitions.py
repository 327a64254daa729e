"""The table: every state times every action, by every kind of person."""

from datetime import timedelta

import pytest

from launches import clock
from launches.domain.transitions import TABLE, allowed_actions, transition
from launches.enums import Action, Role, State
from launches.errors import NoSuchTransition, NotAllowed, Stale
from launches.models import AuditEntry, Launch
from tests import factories

pytestmark = pytest.mark.django_db

NEXT = {
    ("draft", "submit"): "submitted",
    ("draft", "withdraw"): "withdrawn",
    ("submitted", "start_review"): "in_review",
    ("submitted", "request_changes"): "changes_requested",
    ("submitted", "reject"): "rejected",
    ("submitted", "withdraw"): "withdrawn",
    ("in_review", "request_changes"): "changes_requested",
    ("in_review", "approve"): "approved",
    ("in_review", "reject"): "rejected",
    ("in_review", "withdraw"): "withdrawn",
    ("changes_requested", "submit"): "submitted",
    ("changes_requested", "reject"): "rejected",
    ("changes_requested", "withdraw"): "withdrawn",
    ("changes_requested", "take_back"): "in_review",
    ("approved", "revoke"): "in_review",
    ("approved", "correct"): "approved",
    ("approved", "prepare_correction"): "approved",
    ("approved", "move_embargo"): "approved",
    ("approved", "release_now"): "approved",
    ("approved", "kill"): "killed",
    ("rejected", "take_back"): "in_review",
    ("rejected", "reopen"): "changes_requested",
    ("withdrawn", "reopen"): "draft",
}
COMPANY_ACTS = {"submit", "withdraw"}
REVIEWER_ACTS = {"start_review", "request_changes", "take_back", "reject", "withdraw"}
APPROVER_ACTS = REVIEWER_ACTS | {"approve", "correct", "prepare_correction"}
RELEASER_ACTS = APPROVER_ACTS | {"revoke", "move_embargo", "release_now", "kill"}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_every_state_times_every_action(state, action):
    launch = factories.launch(state)
    person = _everything_but_four_eyes(launch, action)
    expected = NEXT.get((state.value, action.value))
    before = AuditEntry.objects.count()
    if expected is None:
        with pytest.raises(NoSuchTransition):
            transition(launch, action, by=person, at=clock.now())
        assert Launch.objects.get(pk=launch.pk).state == state
        assert AuditEntry.objects.count() == before
        return
    transition(launch, action, by=person, at=clock.now(), **_columns(launch, action, person))
    assert Launch.objects.get(pk=launch.pk).state == expected
    entry = AuditEntry.objects.latest("id")
    assert (entry.launch_uid, entry.actor, entry.before, entry.after) == (
        launch.uid,
        person,
        state,
        expected,
    )


def _columns(launch, action, person):
    """What the caller of the door must bring, or the database refuses."""
    revision = launch.latest_revision
    return {
        Action.SUBMIT: {"submitted_revision": revision},
        Action.APPROVE: {
            "approver": person,
            "approved_at": clock.now(),
            "approved_revision": revision,
        },
    }.get(action, {})


def _everything_but_four_eyes(launch, action):
    step = TABLE.get((State(launch.state), action))
    if step and step.rule.__name__ == "is_writer":
        return launch.company.memberships.get(role="owner").user
    return factories.UserFactory(releaser=True)


def test_the_table_is_the_one_written_down_here():
    table = {(s.value, a.value): step.next_state.value for (s, a), step in TABLE.items()}
    assert table == NEXT


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    ("who", "acts"),
    [
        ("owner", COMPANY_ACTS),
        ("viewer", set()),
        ("stranger", set()),
        ("reviewer", REVIEWER_ACTS),
        ("approver", APPROVER_ACTS),
        ("releaser", RELEASER_ACTS),
        ("superuser", RELEASER_ACTS),
    ],
)
def test_who_may_do_what(state, who, acts):
    launch = factories.launch(state)
    person = _person(who, launch)
    possible = {action for (name, action) in NEXT if name == state.value}
    expected = possible & acts
    reopeners = {("withdrawn", "owner")} | {
        ("rejected", name) for name in ("reviewer", "approver", "releaser", "superuser")
    }
    if (state.value, who) in reopeners:
        expected = {"reopen"} | ({"take_back"} if state == State.REJECTED else set())
    assert {action.value for action in allowed_actions(person, launch)} == expected


def _person(who, launch):
    if who == "owner":
        return launch.company.memberships.get(role="owner").user
    if who == "viewer":
        return factories.MemberFactory(company=launch.company, role=Role.VIEWER).user
    if who == "superuser":
        return factories.UserFactory(is_superuser=True)
    if who == "stranger":
        return factories.MemberFactory().user
    return factories.UserFactory(**{who: True})


def test_the_second_of_two_is_told_who_was_first():
    launch = factories.launch("in_review")
    second_view = Launch.objects.get(pk=launch.pk)
    first, second = (
        factories.UserFactory(reviewer=True, name="Li Wei"),
        factories.UserFactory(reviewer=True),
    )
    at = clock.now()
    transition(launch, Action.REJECT, by=first, at=at)
    with pytest.raises(Stale) as refusal:
        transition(second_view, Action.REQUEST_CHANGES, by=second, at=at + timedelta(seconds=1))
    assert (refusal.value.by, refusal.value.at) == (first, at)
    assert str(refusal.value) == "Li Wei was first: the entry is now “Not accepted”."
    assert AuditEntry.objects.filter(actor=second).count() == 0


def test_a_member_with_desk_rights_cannot_judge_the_own_company():
    launch = factories.launch("in_review")
    insider = factories.MemberFactory(
        company=launch.company, user=factories.UserFactory(releaser=True)
    ).user
    assert allowed_actions(insider, launch) == [Action.WITHDRAW]
    with pytest.raises(NotAllowed):
        transition(launch, Action.APPROVE, by=insider, at=clock.now())
