"""Which entries the desk asked for, and in which order. Filters that are empty narrow nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from launches.content import fold
from launches.enums import State
from launches.models import Assignment, Finding, Launch, User
from launches.models.launch import released

from . import desk

NOBODY = "none"
MOST_WORDS = 8
ORDERS = {
    "age": ("waits_since",),
    "opens": ("opens_at",),
    "product": ("product",),
    "company": ("company__name",),
    "country": ("company__country", "company__name"),
    "theme": ("theme__position", "theme__name"),
    "state": ("state", "opens_at"),
    "readiness": ("finding__gaps",),
    "assignee": ("minded_by",),
    "edited": ("edited_at",),
}
# Of the orders people mean the other way round when they name them plainly.
NEWEST_FIRST = {"edited"}


@dataclass(frozen=True)
class Wanted:
    """What somebody filters by. `assignee` is a person or NOBODY; instants are aware.

    `blocked` is a condition (launches.queries.blocked), None for any. `is_blind`: words are
    looked for in products only, and find none that its company's name would give away.
    """

    q: str = ""
    is_blind: bool = False
    state: str = ""
    theme: int | None = None
    section: int | None = None
    entry_type: int | None = None
    country: str = ""
    assignee: User | str | None = None
    readiness: str = ""
    tag: int | None = None
    late: bool = False
    blocked: Q | None = None
    opens_from: datetime | None = None
    opens_to: datetime | None = None


def matching(rows: QuerySet[Launch], wanted: Wanted, *, at: datetime) -> QuerySet[Launch]:
    """Those of these launches that were asked for."""
    for name in ("theme", "section", "entry_type"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.state:
        rows = rows.filter(in_state(wanted.state, at=at))
    if wanted.country:
        rows = rows.filter(company__country=wanted.country)
    if wanted.readiness:
        rows = rows.filter(finding__standing=wanted.readiness)
    if wanted.tag:
        rows = rows.filter(
            pk__in=Launch.tags.through.objects.filter(tag=wanted.tag).values("launch")
        )
    if wanted.assignee == NOBODY:
        rows = rows.filter(assignments=None)
    elif isinstance(wanted.assignee, User):
        mine = Assignment.objects.filter(user=wanted.assignee)
        rows = rows.filter(pk__in=mine.values("launch"))
    if wanted.blocked:
        rows = rows.filter(wanted.blocked)
    if wanted.late:
        rows = rows.filter(desk.late(at))
    say = saying_of_product if wanted.is_blind else saying
    return say(_opening(rows, wanted), wanted.q)


def in_state(state: str, *, at: datetime) -> Q:
    """A stored state, or one that time makes: "embargoed" and "released"."""
    if state == "released":
        return released(at)
    if state == "embargoed":
        return Q(state=State.APPROVED) & ~released(at)
    return Q(state=state)


def _opening(rows: QuerySet[Launch], wanted: Wanted) -> QuerySet[Launch]:
    if wanted.opens_from:
        rows = rows.filter(opens_at__gte=wanted.opens_from)
    if wanted.opens_to:
        rows = rows.filter(opens_at__lt=wanted.opens_to)
    return rows


def saying(rows: QuerySet[Launch], text: str) -> QuerySet[Launch]:
    """Those that hold each of these words somewhere, in any language.

    A word is any run of characters: Chinese is found by any two of its signs. What the
    worker has not read yet is found by its names.
    """
    for word in fold(text.replace("\0", "")).split()[:MOST_WORDS]:
        said = Q(pk__in=Finding.objects.filter(text__contains=word).values("launch"))
        named = Q(product__icontains=word) | Q(company__name__icontains=word)
        rows = rows.filter(said | named | Q(company__name_native__contains=word) | Q(uid=word))
    return rows


def saying_of_product(rows: QuerySet[Launch], text: str) -> QuerySet[Launch]:
    """Those whose product has each of these words, or whose id it is.

    A word that is part of the company's name finds nothing of that company, so that
    nobody learns by searching who submits what.
    """
    for word in fold(text.replace("\0", "")).split()[:MOST_WORDS]:
        rows = rows.filter(Q(product__icontains=word) | Q(uid=word))
        rows = rows.exclude(company__name__icontains=word)
        rows = rows.exclude(company__name_native__icontains=word)
    return rows


def ordered(rows: QuerySet[Launch], order: str) -> QuerySet[Launch]:
    """By one of ORDERS; "-" turns it round. What has no value stands last either way."""
    name = order.removeprefix("-")
    down = order.startswith("-") ^ (name in NEWEST_FIRST)
    first = Assignment.objects.filter(launch=OuterRef("pk")).order_by()
    rows = rows.annotate(
        waits_since=Coalesce("submitted_at", "created_at"),
    )
    if name == "assignee":
        names = first.values("launch").annotate(name=Min("user__name")).values("name")
        rows = rows.annotate(minded_by=Subquery(names))
    keys = [
        F(key).desc(nulls_last=True) if down else F(key).asc(nulls_last=True)
        for key in ORDERS[name]
    ]
    return rows.order_by(*keys, "-pk" if down else "pk")
