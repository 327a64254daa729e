"""What a grave act can be about, found by its id or its name."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from launches.enums import EmergencyAct, SlateState, State
from launches.errors import NotReady
from launches.models import Company, Emergency, Launch, Slate

A = EmergencyAct
KINDS: dict[EmergencyAct, tuple[str, ...]] = {
    A.RELEASE_NOW: ("launch", "slate"),
    A.POSTPONE: ("launch", "slate"),
    A.KILL: ("launch",),
    A.KILL_COMPANY: ("company",),
}
MOST = 400


def _rows(kind: str) -> tuple[QuerySet[Any], str]:
    """(what may be meant, the field that names it)."""
    if kind == "slate":
        return Slate.objects.filter(state=SlateState.READY), "name"
    if kind == "company":
        return Company.objects.filter(launches__state=State.APPROVED).distinct(), "name"
    return Launch.objects.filter(state=State.APPROVED), "product"


def find(act: EmergencyAct, words: str) -> str:
    """The uid of what is meant; "" where the act is about everything.

    Raises NotReady, with the field, for nothing and for several of the same name.
    """
    words = words.replace("\0", "").strip()
    found: set[str] = set()
    for kind in KINDS.get(act, ()):
        rows, name = _rows(kind)
        by_id = rows.filter(uid=words)
        found |= set(
            (by_id if by_id.exists() else rows.filter(**{f"{name}__iexact": words})).values_list(
                "uid", flat=True
            )
        )
    if act not in KINDS:
        return ""
    if len(found) == 1:
        return found.pop()
    message = _("Nothing is called “%(words)s” here.") % {"words": words[:80]}
    if found:
        ids = ", ".join(sorted(found))
        message = _("Several are called that. Give the id: %(ids)s") % {"ids": ids}
    raise NotReady(fields={"target": message})


def offered() -> list[tuple[str, str]]:
    """(id, name) for the list under the field."""
    return [
        pair
        for kind in ("slate", "company", "launch")
        for pair in _rows(kind)[0].values_list("uid", _rows(kind)[1])[:MOST]
    ]


def named(asked: Iterable[Emergency]) -> list[tuple[Emergency, str]]:
    """Each request with the name of what it is about, in three queries."""
    rows = list(asked)
    uids = [one.target for one in rows if one.target]
    names: dict[str, str] = {}
    models: tuple[tuple[type[Model], str], ...] = (
        (Launch, "product"), (Slate, "name"), (Company, "name"),
    )  # fmt: skip
    for model, field in models:
        names |= dict(model._default_manager.filter(uid__in=uids).values_list("uid", field))
    return [(one, names.get(one.target, "")) for one in rows]
