"""Assignment by rule: the first that fits, in turn, to whoever minds the fewest."""

import pytest

from launches import clock
from launches.domain import assigning, dealing
from launches.errors import NotAllowed, UnveilError
from launches.models import AssignmentRule, AuditEntry
from tests.factories import MemberFactory, ThemeFactory, UserFactory, launch

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [UserFactory(reviewer=True, name=name) for name in ("Ada", "Bo", "Cy")]


def rule(*people, **fits) -> AssignmentRule:
    found = AssignmentRule.objects.create(forum=ThemeFactory().forum, **fits)
    found.people.set(people)
    return found


def minded(entry) -> list[str]:
    return [one.user.name for one in entry.assignments.all()]


def test_new_entries_go_round_and_to_who_minds_the_fewest(people):
    ada, bo, cy = people
    rule(ada, bo, cy)
    assert [minded(launch("submitted")) for _ in range(4)] == [["Ada"], ["Bo"], ["Cy"], ["Ada"]]
    busy = launch("submitted")  # to Bo
    assert minded(busy) == ["Bo"]
    assigning.assign(busy, to=cy, by=ada, at=clock.now())
    assert minded(launch("submitted")) == ["Ada"]  # two each now: who waited longest


def test_what_is_decided_no_longer_fills_a_desk(people):
    ada, bo, _cy = people
    rule(ada, bo)
    launch("rejected", reviewer=ada)
    launch("submitted")
    assert minded(launch("submitted")) == ["Ada"]


def test_the_first_rule_that_fits_decides(people):
    ada, bo, cy = people
    other = ThemeFactory(slug="energy", name="Energy")
    rule(cy, position=9)
    rule(ada, theme=other, position=1)
    rule(bo, theme=other, position=2)
    assert minded(launch("submitted", theme=other)) == ["Ada"]
    assert minded(launch("submitted")) == ["Cy"]


def test_a_rule_that_is_off_deals_on_demand_only(people):
    ada, bo, _cy = people
    rule(ada, is_on=False)
    entry = launch("submitted")
    assert minded(entry) == []
    dealing.deal(entry, by=bo, at=clock.now())
    assert minded(entry) == ["Ada"]
    row = AuditEntry.objects.get(verb="assigned", launch_uid=entry.uid)
    assert (row.actor, row.detail) == (
        bo,
        {"user": ada.pk, "rule": AssignmentRule.objects.get().pk},
    )


def test_who_minds_it_keeps_it_and_nothing_is_guessed(people):
    ada, bo, _cy = people
    entry = launch("submitted")
    with pytest.raises(UnveilError, match="No rule of assignment fits"):
        dealing.deal(entry, by=ada, at=clock.now())
    rule(ada)
    assigning.assign(entry, to=bo, by=ada, at=clock.now())
    with pytest.raises(UnveilError, match="minds this entry already"):
        dealing.deal(entry, by=ada, at=clock.now())
    with pytest.raises(NotAllowed):
        dealing.deal(entry, by=UserFactory(), at=clock.now())
    assert minded(entry) == ["Bo"]


def test_nobody_gets_their_own_companys_entry(people):
    ada, bo, _cy = people
    owner = MemberFactory()
    MemberFactory(company=owner.company, user=ada)
    rule(ada)
    entry = launch("submitted", company=owner.company)
    assert minded(entry) == []
    with pytest.raises(UnveilError, match="Nobody of the rule"):
        dealing.deal(entry, by=bo, at=clock.now())
    bo.is_active = False
    bo.save()
    AssignmentRule.objects.get().people.add(bo)
    assert minded(launch("submitted", company=owner.company)) == []


def test_without_rules_a_submission_asks_one_question(django_assert_num_queries):
    entry = launch("submitted")
    with django_assert_num_queries(1):
        assert dealing.deal_new(entry, at=clock.now()) is None
