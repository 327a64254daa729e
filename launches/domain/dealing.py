"""Deals entries out by the organisers' rules: in turn, to whoever minds the fewest."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import UNDER_REVIEW
from launches.errors import NotAllowed, UnveilError
from launches.models import Assignment, AssignmentRule, Launch, User

from . import assigning


def deal(launch: Launch, *, by: User, at: datetime) -> Assignment:
    """Give an entry that nobody minds to the next person of the first rule that fits.

    Raises NotAllowed for whoever may not review it, UnveilError where somebody minds it
    already, no rule fits, or nobody of the rule may review it.
    """
    if not rules.reviews(by, launch):
        raise NotAllowed()
    if launch.assignments.exists():
        raise UnveilError(_("Somebody minds this entry already."))
    rule = fitting(launch)
    if rule is None:
        raise UnveilError(_("No rule of assignment fits this entry."))
    to = next_of(rule, launch)
    if to is None:
        raise UnveilError(_("Nobody of the rule “%(rule)s” may review it.") % {"rule": rule})
    return assigning.give(launch, to=to, by=by, at=at, rule=rule.pk)


def deal_new(launch: Launch, *, at: datetime) -> Assignment | None:
    """An entry has just come in: deal it out where a rule does so by itself.

    One query where there are no rules. Whoever minds it from before keeps it.
    """
    rule = fitting(launch, by_itself=True)
    if rule is None or launch.assignments.exists():
        return None
    to = next_of(rule, launch)
    return assigning.give(launch, to=to, by=None, at=at, rule=rule.pk) if to else None


def fitting(launch: Launch, *, by_itself: bool = False) -> AssignmentRule | None:
    """The first rule of the forum that fits an entry."""
    found = AssignmentRule.objects.filter(
        Q(theme=None) | Q(theme=launch.theme_id),
        Q(section=None) | Q(section=launch.section_id),
        Q(entry_type=None) | Q(entry_type=launch.entry_type_id),
        forum=launch.forum_id,
    )
    return (found.filter(is_on=True) if by_itself else found).first()


def next_of(rule: AssignmentRule, launch: Launch) -> User | None:
    """Of the rule's people who may review the entry: the fewest open ones, then the longest wait.

    The rule's row is locked until the transaction ends, so that two entries that come at
    once do not both go to the same person.
    """
    with transaction.atomic():
        AssignmentRule.objects.select_for_update().get(pk=rule.pk)
        under_review = Q(assignments__launch__state__in=UNDER_REVIEW)
        people = rule.people.filter(is_active=True).annotate(
            minding=Count("assignments", filter=under_review), last=Max("assignments__at")
        )
        in_turn = sorted(people, key=lambda one: (one.minding, bool(one.last), one.last, one.pk))
        return next((one for one in in_turn if rules.reviews(one, launch)), None)
