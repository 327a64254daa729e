"""Saving as one types: small JSON answers to the editor's script."""

import json

from django.http import HttpRequest, JsonResponse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.models import Launch
from launches.queries import tenancy

from .. import moment, saving
from ..access import json_view
from ..anchors import anchors
from ..saving import Outcome
from ..values import label_of, spec_of

MOST_FIELDS = 500


class BadBody(ValueError):
    """The body is not what the script sends."""


@json_view
@require_POST
def autosave(request: HttpRequest, uid: str) -> JsonResponse:
    """Store changed fields on top of a known revision.

    Answers 200 with the new revision, errors and gaps; 409 with both versions
    where somebody else changed the same field; 400 for a body that cannot be read.
    """
    entry = tenancy.launch_for(request.user, uid)
    try:
        based_on, typed = _body(request)
    except BadBody as error:
        return JsonResponse({"code": "bad_request", "message": str(error)}, status=400)
    words = {name: value for name, value in typed.items() if name not in moment.NAMES}
    unknown = {name: _("There is no such field.") for name in words if not spec_of(name)}
    words = {name: value for name, value in words.items() if name not in unknown}
    outcome = saving.save(entry, based_on=based_on, typed=words, by=request.user)
    if outcome.conflicts:
        return _conflict(entry, outcome)
    when = {name: typed[name] for name in moment.NAMES if name in typed}
    outcome.errors |= moment.save(entry, when, by=request.user, at=clock.now()) | unknown
    return _saved(entry, outcome)


def _body(request: HttpRequest) -> tuple[int, dict]:
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadBody(_("JSON is wanted.")) from error
    based_on = body.get("revision") if isinstance(body, dict) else None
    values = body.get("values") if isinstance(body, dict) else None
    if not isinstance(based_on, int) or isinstance(based_on, bool) or not 0 <= based_on < 2**63:
        raise BadBody(_("“revision” must be the number of the revision you started from."))
    if not isinstance(values, dict) or len(values) > MOST_FIELDS:
        raise BadBody(_("“values” must be an object of fields."))
    return based_on, values


def _saved(entry: Launch, outcome: Outcome) -> JsonResponse:
    at = clock.now()
    body = {
        "revision": outcome.revision,
        "at": clock_time(at),
        "errors": {clean_name(name): text for name, text in outcome.errors.items()},
        **gaps(entry, at),
    }
    if outcome.news:
        body |= {"news": outcome.news, **_who(outcome)}
    return JsonResponse(body)


def gaps(entry: Launch, at) -> dict:
    """What the entry still lacks, for the readiness panel."""
    page = saving.open_page(entry)
    missing = rules.missing(entry, page.content(), at=at)
    return {"missing": [{"id": name, "text": text} for name, text in anchors(missing, page)]}


def _conflict(entry: Launch, outcome: Outcome) -> JsonResponse:
    fields = [
        {"name": name, "label": label_of(name), "mine": mine, "theirs": theirs}
        for name, (mine, theirs) in outcome.conflicts.items()
    ]
    body = {
        "code": "stale",
        "revision": outcome.revision,
        "fields": fields,
        "news": outcome.news,
        **_who(outcome),
    }
    return JsonResponse(body, status=409)


def _who(outcome: Outcome) -> dict[str, str]:
    who = str(outcome.by) if outcome.by else _("Somebody")
    message = _("%(who)s changed this launch in the meantime.") % {"who": who}
    when = outcome.at.isoformat() if outcome.at else ""
    return {"by": who, "changed_at": when, "message": message}


def clock_time(instant) -> str:
    """The time of day in the house's zone, as the reader writes it."""
    return time_format(localtime(instant), "H:i")


def clean_name(name: str) -> str:
    """A field name that can be sent back as JSON whatever was in it."""
    return name.encode("utf-8", "replace").decode()
