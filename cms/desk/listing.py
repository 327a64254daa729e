"""The queue: which entries, in which order, in a fixed number of queries."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from cms.desk.blocked import launches_at
from cms.desk.filters import FilterForm
from launches import clock
from launches.enums import CLOSED_STATES, UNDER_REVIEW, State
from launches.models import Assignment, Launch, User
from launches.queries import desk, listing, proposals, thread

PER_SHEET = 50
DEFAULT_ORDER = "age"
COLUMNS = [  # name of the order, heading
    ("product", _("Launch")),
    ("company", _("Company")),
    ("country", _("Country")),
    ("theme", _("Theme")),
    ("state", _("State")),
    ("readiness", _("Readiness")),
    ("assignee", _("Editor")),
    ("age", _("Waits since")),
    ("opens", _("Opens")),
]
VIEWS = [
    ("mine", _("Waiting for me")),
    ("waiting", _("Under review")),
    (State.CHANGES_REQUESTED, _("With the company")),
    ("proposed", _("Changes proposed")),
    ("embargoed", _("Under embargo")),
    ("released", _("Released")),
    (State.DRAFT, _("Drafts")),
    ("closed", _("Closed")),
    ("all", _("All")),
]
TELLING = {"company", "country"}  # columns and orders that a blind reviewer does without


@dataclass
class Queue:
    """One sheet of the queue with what the listing shows around it."""

    view: str
    sheet: Sheet
    order: str
    form: FilterForm


def queue_for(user: User, params: Any, *, is_blind: bool = False) -> Queue:
    """The sheet a person asked for. Unknown values of a parameter are passed over.

    To a blind reviewer what is asked about submitters is unknown.
    """
    form = FilterForm(user, params, is_blind=is_blind)
    order = order_of(params, is_blind=is_blind)
    rows = _rows(user, params, form, order)
    sheet = Paginator(_shown(rows), PER_SHEET).get_page(params.get("p", "1"))
    _add_steps(sheet)
    _add_news(sheet, user)
    return Queue(view_of(params), sheet, order, form)


def rows_for(user: User, params: Any) -> QuerySet[Launch]:
    """Every entry of the view and filters a person asked for, in its order."""
    rows = _rows(user, params, FilterForm(user, params), order_of(params))
    return rows.select_related("page")


def _rows(user: User, params: Any, form: FilterForm, order: str) -> QuerySet[Launch]:
    at = clock.now()
    rows = desk.queue().filter(_in_view(view_of(params), user))
    rows = listing.matching(rows, form.wanted(), at=at)
    return listing.ordered(rows, order)


def _shown(rows: QuerySet[Launch]) -> QuerySet[Launch]:
    """With what the cells show, and without what only the review page does."""
    return (
        rows.select_related(None)
        .select_related("company", "theme", "finding", "page")
        .defer("finding__text", "company__boilerplate")
        .prefetch_related("tags", "assignments__user")
    )


def view_of(params: Any) -> str:
    view = params.get("view", "mine")
    return view if view in dict(VIEWS) else "mine"


def order_of(params: Any, *, is_blind: bool = False) -> str:
    order = params.get("order", DEFAULT_ORDER)
    known = set(listing.ORDERS) - (TELLING if is_blind else set())
    return order if order.removeprefix("-") in known else DEFAULT_ORDER


def _in_view(view: str, user: User) -> Q:
    if view == "mine":
        return mine(user)
    if view == "waiting":
        return Q(state__in=UNDER_REVIEW)
    if view == "proposed":
        return proposals.waiting()
    if view == "closed":
        return Q(state__in=CLOSED_STATES)
    return Q() if view == "all" else listing.in_state(view, at=clock.now())


def mine(user: User) -> Q:
    """What waits for a person: at a step of theirs, and nobody else's to mind."""
    own = Assignment.objects.filter(launch=OuterRef("pk"), user=user)
    anybodys = ~Exists(Assignment.objects.filter(launch=OuterRef("pk")))
    at_my_step = Q(pk__in=waiting_for(user), state__in=UNDER_REVIEW)
    return at_my_step & (Exists(own) | anybodys)


def waiting_for(user: User) -> QuerySet:
    """Ids of the launches whose step in progress is passed by one of the person's groups."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    if not user.is_superuser:
        states = states.filter(task__in=_tasks_of(user))
    return launches_at(states)


def _tasks_of(user: User) -> list[int]:
    """Ids of the steps that one of the person's groups passes: a handful, so read first."""
    groups = user.groups.all()
    kinds = ("eligibilitytask", "editorialtask", "releaseapprovaltask")
    mine = reduce(or_, (Q(**{f"{kind}__groups__in": groups}) for kind in kinds))
    return list(Task.objects.filter(mine).order_by().values_list("pk", flat=True).distinct())


def _add_steps(sheet: Sheet) -> None:
    """Give each row of a sheet the name of its step in progress, as `step`."""
    rows = {str(row.page.pk): row for row in sheet.object_list if hasattr(row, "page")}
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=rows
    ).values_list("workflow_state__object_id", "task__name")
    for object_id, name in states:
        rows[object_id].step = name


def _add_news(sheet: Sheet, user: User) -> None:
    """Give each row what the company has said: `unread` messages, and whether it `proposes`."""
    rows = list(sheet.object_list)
    unread = thread.unread(user, rows, desk=True)
    proposed = proposals.open_among(rows)
    for row in rows:
        row.unread, row.proposes = unread.get(row.pk, 0), row.pk in proposed
