"""The queue: which entries, in which order, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from launches import clock
from launches.enums import State
from launches.models import Launch, Theme, User
from launches.queries import desk

PER_SHEET = 50
ORDERS = {
    "age": ("submitted_at", "pk"),
    "opens": ("opens_at", "pk"),
    "product": ("product", "pk"),
    "edited": ("-edited_at", "-pk"),
}
VIEWS = [
    ("mine", _("Waiting for me")),
    ("waiting", _("Under review")),
    (State.CHANGES_REQUESTED, _("With the company")),
    ("embargoed", _("Under embargo")),
    ("released", _("Released")),
    (State.DRAFT, _("Drafts")),
    ("closed", _("Closed")),
    ("all", _("All")),
]


@dataclass
class Queue:
    """One sheet of the queue with what the listing shows around it."""

    view: str
    sheet: Sheet
    steps: dict[int, str]
    themes: list[Theme]
    filters: dict[str, str]


def queue_for(user: User, params: Any) -> Queue:
    """The sheet a person asked for. Unknown values of a parameter are passed over."""
    view, filters = _wanted(params)
    sheet = Paginator(rows_for(user, params), PER_SHEET).get_page(params.get("p", "1"))
    return Queue(view, sheet, _steps(sheet), list(Theme.objects.all()), filters)


def rows_for(user: User, params: Any) -> QuerySet[Launch]:
    """Every entry of the view and filters a person asked for, in its order."""
    view, filters = _wanted(params)
    rows = _in_view(desk.queue(), view, user)
    if filters["theme"]:
        rows = rows.filter(theme__slug=filters["theme"].replace("\0", ""))
    if q := filters["q"].replace("\0", ""):
        rows = rows.filter(
            Q(product__icontains=q)
            | Q(company__name__icontains=q)
            | Q(company__name_native__icontains=q)
            | Q(uid=q)
        )
    return rows.order_by(*ORDERS.get(filters["order"], ORDERS["age"])).select_related("page")


def _wanted(params: Any) -> tuple[str, dict[str, str]]:
    view = params.get("view", "mine")
    filters = {name: params.get(name, "").strip()[:100] for name in ("q", "theme", "order")}
    return (view if view in dict(VIEWS) else "mine"), filters


def _in_view(rows: QuerySet[Launch], view: str, user: User) -> QuerySet[Launch]:
    now = clock.now()
    closed = [State.REJECTED, State.WITHDRAWN, State.KILLED]
    approved = Q(state=State.APPROVED)
    conditions = {
        "all": Q(),
        "mine": Q(page__pk__in=waiting_for(user), state__in=[State.SUBMITTED, State.IN_REVIEW]),
        "waiting": Q(state__in=[State.SUBMITTED, State.IN_REVIEW]),
        "embargoed": approved & (Q(opens_at=None) | Q(opens_at__gt=now)),
        "released": approved & Q(opens_at__lte=now),
        "closed": Q(state__in=closed),
    }
    return rows.filter(conditions.get(view, Q(state=view)))


def waiting_for(user: User) -> list[int]:
    """Ids of the pages whose step in progress is passed by one of the person's groups."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    if not user.is_superuser:
        groups = user.groups.all()
        states = states.filter(
            Q(task__eligibilitytask__groups__in=groups)
            | Q(task__editorialtask__groups__in=groups)
            | Q(task__releaseapprovaltask__groups__in=groups)
        )
    return [int(pk) for pk in states.values_list("workflow_state__object_id", flat=True)]


def _steps(sheet: Sheet) -> dict[int, str]:
    """{launch id: name of the step in progress} for one sheet."""
    pages = {str(row.page.pk): row.pk for row in sheet.object_list if hasattr(row, "page")}
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=pages
    ).values_list("workflow_state__object_id", "task__name")
    return {pages[object_id]: name for object_id, name in states}
