"""The details of acts in the reader's words: what each is called, and names in place of numbers.

The audit keeps keys, numbers and closed words, so that it says the same for ever and holds no
name that would have to be erased. A file of it keeps them so; this is for the page.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.templatetags.site_tags import when
from launches.content import labels, language_name
from launches.enums import (
    BulkAct,
    BulkItemState,
    CheckVerdict,
    CommentAudience,
    EmergencyAct,
    Office,
    OutletRole,
    OutletState,
    Purpose,
    ReleaseMode,
    Role,
    Ruling,
    Scope,
    SlateState,
    Slot,
    State,
    Verdict,
)
from launches.models import AuditEntry
from launches.queries import record
from launches.verbs import Verb

NAMES = {
    "act": pgettext_lazy("detail", "Act"),
    "added": _("Added"),
    "address": _("Address"),
    "agency": _("Agency"),
    "alert": _("Alert"),
    "alone_because": _("Alone, because"),
    "applied": _("Applied"),
    "audience": _("For whom"),
    "batch": _("Batch"),
    "bytes": _("Bytes"),
    "changed": pgettext_lazy("detail", "Changed"),
    "checker": _("Checker"),
    "code": _("Access code"),
    "company": _("Company"),
    "contact": _("Contact"),
    "crops": _("Cuts"),
    "cue": _("Cue"),
    "day": _("Day"),
    "digest": _("Fingerprint"),
    "entries": _("Entries"),
    "entry": _("Line of the audit"),
    "fields": _("Fields"),
    "file": _("File"),
    "former": _("Former owner"),
    "gone": _("Files taken away"),
    "invitation": _("Invitation"),
    "job": _("Act on many"),
    "key": _("Held together"),
    "kind": _("Kind"),
    "language": _("Language"),
    "launches": _("Launches"),
    "link": _("Link"),
    "list": _("List"),
    "mail": _("Mail"),
    "mails": _("Mails"),
    "marks": _("Marks"),
    "messages": _("Messages"),
    "mode": _("Opens by"),
    "now": pgettext_lazy("detail", "Now"),
    "office": _("On behalf of"),
    "opened": _("Opened at once"),
    "opens_at": _("Opens at"),
    "outlet": _("Outlet"),
    "page": _("Page"),
    "person": _("Person"),
    "phase": _("Phase"),
    "point": _("Point"),
    "prefix": _("Key"),
    "proposal": _("Proposal"),
    "purpose": _("Purpose"),
    "put": _("Files brought"),
    "refused": _("Not possible"),
    "remarks": _("Remarks"),
    "replaces": _("Replaces the key"),
    "revision": _("Version"),
    "role": _("Role"),
    "roles": _("Roles"),
    "row": _("Row"),
    "rule": _("Rule"),
    "scope": _("What was taken out"),
    "scopes": _("Rights of the key"),
    "sha256": _("Fingerprint of the file"),
    "sign_off": _("Sign-off"),
    "slate": _("Slate"),
    "slot": _("Place"),
    "stage": _("Stage"),
    "tag": _("Tag"),
    "target": _("What it is done to"),
    "times": _("Times sent"),
    "type": _("Type of entry"),
    "user": _("Editor"),
    "verdict": _("Verdict"),
    "version": _("Version"),
    "was": pgettext_lazy("detail", "Before"),
    "webhook": _("Webhook"),
}
ACTS = {"made": _("made"), "changed": _("changed"), "deleted": _("deleted")}
WORDS: dict[str, tuple[type[TextChoices], ...]] = {
    "act": (EmergencyAct, BulkAct, Verb),
    "audience": (CommentAudience,),
    "entries": (BulkItemState,),
    "mode": (ReleaseMode,),
    "office": (Office,),
    "purpose": (Purpose,),
    "role": (OutletRole, Role),
    "scopes": (Scope,),
    "slot": (Slot,),
    "verdict": (Verdict, CheckVerdict),
}
INSTANTS = {"now", "was", "opens_at"}
OF_LAUNCH: tuple[type[TextChoices], ...] = (State, Ruling)
OF_OTHERS: tuple[type[TextChoices], ...] = (SlateState, OutletState, Role, OutletRole)


def tell(rows: Iterable[AuditEntry]) -> None:
    """Give each row `was`, `now` and `facts`, [(name, value)], in the reader's language.

    Asks once for each kind of thing that the rows name.
    """
    rows = list(rows)
    names = record.names_in(rows)
    for row in rows:
        states = OF_LAUNCH if row.launch_uid else OF_OTHERS
        row.was, row.now = _word(row.before, states), _word(row.after, states)
        row.facts = [
            (str(NAMES.get(key, key)), _value(row, key, value, names))
            for key, value in row.detail.items()
            if value not in ("", [], {}, None)
        ]


def _word(value: Any, words: tuple[type[TextChoices], ...]) -> str:
    """A closed word as it is called; anything else as it is."""
    found = (dict(one.choices) for one in words)
    return str(next((said[value] for said in found if value in said), value))


def _value(row: AuditEntry, key: str, value: Any, names: record.Names) -> str:
    if row.verb == Verb.CALL_CHANGED and key in {"list", "act", "fields"}:
        return _of_call(row.detail.get("list", ""), key, value)
    if key == "fields":
        return ", ".join(_field(name) for name in value)
    if isinstance(value, list):
        return ", ".join(_value(row, key, one, names) for one in value)
    if isinstance(value, dict):
        return ", ".join(
            f"{_word(name, WORDS.get(key, ()))}: {said}" for name, said in value.items()
        )
    for kind in record.kinds_of(row.verb, key):
        if name := names.get((kind, str(value))):
            return name
    if key in WORDS:
        return _word(value, WORDS[key])
    if key == "language":
        return language_name(value)
    return _instant(value) if key in INSTANTS else str(value)


def _instant(value: Any) -> str:
    try:
        return when(timezone.localtime(datetime.fromisoformat(str(value))), "exact")
    except ValueError:
        return str(value)


def _field(path: str) -> str:
    """ "texts.en.tagline" as people know it."""
    part, _dot, rest = path.partition(".")
    language, _dot, name = rest.partition(".")
    if part == "texts" and name in labels():
        return f"{labels()[name]} ({language_name(language)})"
    return _word(rest, (Slot,)) if part == "materials" else path


def _of_call(model: str, key: str, value: Any) -> str:
    """What was changed of the call: its list, and its fields by their names."""
    try:
        meta = apps.get_model("launches", model)._meta
    except LookupError:
        return str(value)
    if key == "list":
        return capfirst(str(meta.verbose_name))
    if key == "act":
        return str(ACTS.get(value, value))
    known = {field.name: field for field in meta.get_fields()}
    told = []
    for name, pair in value.items():
        field = capfirst(str(getattr(known.get(name), "verbose_name", name)))
        told.append(
            f"{field}: {pair[0]} → {pair[1]}"
            if pair
            else gettext("%(field)s: other words") % {"field": field}
        )
    return "; ".join(told)
