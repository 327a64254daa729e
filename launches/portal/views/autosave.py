"""Saving as one types: small JSON answers to the editor's script."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.models import LaunchPage
from launches import clock, rules
from launches.domain import presence
from launches.models import Launch
from launches.queries import readiness, tenancy

from .. import marking, moment, names, saving
from ..access import json_view
from ..anchors import anchors
from ..channels import cells
from ..saving import Conflict, Outcome
from ..values import label_of, spec_of

MOST_FIELDS = 500


class BadBody(ValueError):
    """The body is not what the script sends."""


@dataclass(frozen=True)
class Sent:
    """What the script sends: the fields it changed, on top of which revision; the moment as
    it last saw it; translations found to be current; and the input the person is in."""

    revision: int
    values: dict[str, object]
    seen: dict[str, object]
    confirmed: list[str]
    field: str


@json_view
@require_POST
def autosave(request: HttpRequest, uid: str) -> JsonResponse:
    """Store changed fields on top of a known revision, and tell what colleagues do.

    Answers 200 with the new revision, errors, gaps, news and who else is here; 409 with
    both versions where somebody else changed the same field (all others are stored); 400
    for a body that cannot be read. With no values it only tells the news.
    """
    entry = tenancy.launch_for(request.user, uid)
    try:
        sent = _sent(request)
    except BadBody as error:
        return JsonResponse({"code": "bad_request", "message": str(error)}, status=400)
    if _is_quiet(request, entry, sent):
        return _nothing_new(request, entry, sent.field)
    return _answer(request, entry, sent, _store(request, entry, sent))


def _is_quiet(request: HttpRequest, entry: Launch, sent: Sent) -> bool:
    """Whether this is a mere look, and nobody has changed anything since the last one."""
    return (
        not (sent.values or sent.confirmed)
        and sent.revision == entry.latest_revision
        and not moment.news(entry, sent.seen)
        and rules.may_edit(request.user, entry)
    )


def _store(request: HttpRequest, entry: Launch, sent: Sent) -> Outcome:
    """Store the words and the moment, each with what others made of it meanwhile."""
    when = {name: sent.values[name] for name in moment.NAMES if name in sent.values}
    words = {name: value for name, value in sent.values.items() if spec_of(name)}
    unknown = {
        name: _("There is no such field.") for name in sent.values if name not in {*words, *when}
    }
    outcome = saving.save(
        entry, based_on=sent.revision, typed=words, by=request.user, confirmed=sent.confirmed
    )
    kept = moment.store(entry, when, sent.seen, by=request.user, at=clock.now())
    outcome.errors |= kept.errors | unknown
    outcome.conflicts |= kept.conflicts
    outcome.news |= moment.news(entry, {k: v for k, v in sent.seen.items() if k not in sent.values})
    return outcome


def _sent(request: HttpRequest) -> Sent:
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadBody(_("JSON is wanted.")) from error
    if not isinstance(body, dict):
        raise BadBody(_("A JSON object is wanted."))
    based_on, values = body.get("revision"), body.get("values")
    if not isinstance(based_on, int) or isinstance(based_on, bool) or not 0 <= based_on < 2**63:
        raise BadBody(_("“revision” must be the number of the revision you started from."))
    if not isinstance(values, dict) or len(values) > MOST_FIELDS:
        raise BadBody(_("“values” must be an object of fields."))
    seen, confirmed, field = body.get("seen"), body.get("confirmed"), body.get("field")
    return Sent(
        based_on,
        values,
        seen if isinstance(seen, dict) else {},
        [name for name in confirmed if isinstance(name, str)][:MOST_FIELDS]
        if isinstance(confirmed, list)
        else [],
        field if isinstance(field, str) and (spec_of(field) or field in moment.NAMES) else "",
    )


def _nothing_new(request: HttpRequest, entry: Launch, field: str) -> JsonResponse:
    """The answer to most looks: the words are what they were."""
    people = _people(request, entry, field, clock.now())
    return JsonResponse({"revision": entry.latest_revision, "errors": {}, "people": people})


def _answer(request: HttpRequest, entry: Launch, sent: Sent, outcome: Outcome) -> JsonResponse:
    at = clock.now()
    name_of = names.namer(entry)
    body = {
        "revision": outcome.revision,
        "at": clock_time(at),
        "errors": {clean_name(name): text for name, text in outcome.errors.items()},
        "people": _people(request, entry, sent.field, at),
        "marks": marking.told(outcome.page, entry),
        **gaps(entry, outcome.page, at),
    }
    if outcome.news:
        body |= {"news": outcome.news, **_who(name_of, outcome.by, outcome.at)}
    if not outcome.conflicts:
        return JsonResponse(body)
    fields = [
        _conflict(name, conflict, name_of) for name, conflict in sorted(outcome.conflicts.items())
    ]
    first = next(iter(outcome.conflicts.values()))
    body |= {"code": "stale", "fields": fields, **_who(name_of, first.by, first.at)}
    return JsonResponse(body, status=409)


def gaps(entry: Launch, page: LaunchPage, at: datetime) -> dict:
    """What the entry still lacks, for the readiness panel."""
    found = readiness.of(entry, page.content(), at=at)
    matrix = render_to_string("portal/_matrix.html", {"cells": cells(found, page)})
    missing = [{"id": name, "text": text} for name, text in anchors(found.required, page)]
    return {"missing": missing, "matrix": matrix}


def _people(request: HttpRequest, entry: Launch, field: str, at: datetime) -> list[dict[str, str]]:
    """The colleagues who have this editor open, and the field each is in."""
    others = presence.here(entry, by=request.user, field=field, at=at)
    return [
        {
            "name": str(row.user),
            "field": row.field,
            "label": label_of(row.field) if row.field else "",
        }
        for row in others
    ]


def _conflict(name: str, conflict: Conflict, name_of) -> dict[str, str]:
    return {
        "name": name,
        "label": label_of(name),
        "mine": conflict.mine,
        "theirs": conflict.theirs,
        "by": name_of(conflict.by),
        "changed_at": conflict.at.isoformat() if conflict.at else "",
    }


def _who(name_of, by, at: datetime | None) -> dict[str, str]:
    who = name_of(by)
    message = _("%(who)s changed this launch in the meantime.") % {"who": who}
    return {"by": who, "changed_at": at.isoformat() if at else "", "message": message}


def clock_time(instant: datetime) -> str:
    """The time of day in the house's zone, as the reader writes it."""
    return time_format(localtime(instant), "H:i")


def clean_name(name: str) -> str:
    """A field name that can be sent back as JSON whatever was in it."""
    return name.encode("utf-8", "replace").decode()
