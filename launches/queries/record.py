"""Reading the audit: who did what, by launch, person, act, door and day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from django.db.models import Model, Q, QuerySet

from launches.models import (
    AuditEntry,
    CommitteeList,
    Company,
    DecisionBatch,
    EntryType,
    Launch,
    Outlet,
    Phase,
    Slate,
    SlatePage,
    Stage,
    Tag,
    Theme,
    User,
)
from launches.numbers import whole
from launches.zones import midnight

MOST_NAMES = 500  # launches or people that one search can mean

Names = dict[tuple[str, str], str]  # (kind of thing, its key in the audit): its name
# {kind of thing: (its model, by what the audit knows it)}; a detail of that name holds one
THINGS: dict[str, tuple[type[Model], str]] = {
    "launch": (Launch, "uid"),
    "company": (Company, "uid"),
    "outlet": (Outlet, "pk"),
    "person": (User, "pk"),
    "slate": (Slate, "uid"),
    "page": (SlatePage, "page"),
    "list": (CommitteeList, "uid"),
    "stage": (Stage, "slug"),
    "theme": (Theme, "slug"),
    "phase": (Phase, "pk"),
    "batch": (DecisionBatch, "uid"),
    "tag": (Tag, "uid"),
    "type": (EntryType, "slug"),
}
SAME = {
    "agency": ("company",),
    "user": ("person",),
    "former": ("person",),
    "target": ("launch", "slate", "company"),  # of an emergency act
}


@dataclass(frozen=True)
class Wanted:
    """A search. Empty is everything; `since` and `until` are whole days of the forum's clock."""

    launch: str = ""
    person: str = ""
    verb: str = ""
    door: str = ""
    since: date | None = None
    until: date | None = None


def entries(wanted: Wanted, *, zone: tzinfo) -> QuerySet[AuditEntry]:
    """The rows that match, newest first.

    A launch is found by its id or by words of its product's or company's name, a person
    by words of the name or address. Names are looked up first, so that the long table
    is asked by its indexes only.
    """
    rows = AuditEntry.objects.select_related("actor")
    if wanted.launch:
        rows = rows.filter(launch_uid__in=_launches(wanted.launch))
    if wanted.person:
        rows = rows.filter(actor__in=_people(wanted.person))
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.door:
        rows = rows.filter(door=wanted.door)
    if wanted.since:
        rows = rows.filter(at__gte=midnight(wanted.since, zone))
    if wanted.until:
        rows = rows.filter(at__lt=midnight(wanted.until + timedelta(days=1), zone))
    return rows


def _launches(words: str) -> list[str]:
    names = Q(uid=words) | Q(product__icontains=words) | Q(company__name__icontains=words)
    return list(Launch.objects.filter(names).values_list("uid", flat=True)[:MOST_NAMES])


def _people(words: str) -> list[int]:
    found = User.objects.filter(Q(name__icontains=words) | Q(email__icontains=words))
    return list(found.values_list("pk", flat=True)[:MOST_NAMES])


def products_of(rows: list[AuditEntry]) -> dict[str, str]:
    """{launch uid: its product} of some rows, in one query."""
    uids = {row.launch_uid for row in rows if row.launch_uid}
    return dict(Launch.objects.filter(uid__in=uids).values_list("uid", "product"))


def kinds_of(verb: str, key: str) -> tuple[str, ...]:
    """What kinds of thing a detail of an act may name; none where it says what it says."""
    if verb == "theme_moved":
        return ("theme",)
    kinds = SAME.get(key, (key,))
    return tuple(kind for kind in kinds if kind in THINGS)


def names_in(rows: Iterable[AuditEntry]) -> Names:
    """The names of the things in the details of these rows; one query a kind that is there."""
    wanted: dict[str, set[str]] = {}
    for row in rows:
        for key, value in row.detail.items():
            for kind in kinds_of(row.verb, key):
                if isinstance(value, str | int) and value != "":
                    wanted.setdefault(kind, set()).add(str(value))
    found: Names = {}
    for kind, keys in wanted.items():
        model, by = THINGS[kind]
        if by in {"pk", "page"}:
            keys = {key for key in keys if whole(key) is not None}
        for thing in model._default_manager.filter(**{f"{by}__in": keys}):
            found[kind, str(getattr(thing, by))] = str(thing)
    return found
