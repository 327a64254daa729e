"""The forms in which launches can be had beside our own JSON: by Accept or by `?format=`."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from api.errors import BadParameter
from api.v1 import pages, params
from launches.compact import dumps
from launches.models import Edition, EditionText
from launches.queries import calendars, jsonld, ninjs

Row = tuple[Edition, EditionText]
OURS = "json"


class Form(NamedTuple):
    """How one launch and how a list of them are written. `whole`: lists need documents too."""

    media_type: str
    one: Callable[[Row, datetime], str]
    many: Callable[[list[Row], datetime, str | None], str]
    whole: bool = False


def _ninjs(row: Row, at: datetime) -> str:
    return dumps(ninjs.item(*row, at=at))


def _ninjs_list(rows: list[Row], at: datetime, more: str | None) -> str:
    return pages.body_of([_ninjs(row, at) for row in rows], more)


def _jsonld(row: Row, at: datetime) -> str:
    edition, text = row
    return dumps(jsonld.page(json.loads(text.document), edition, at=at))


def _jsonld_list(rows: list[Row], at: datetime, more: str | None) -> str:
    nodes = [jsonld.article(json.loads(text.listing), edition, at=at) for edition, text in rows]
    return dumps(jsonld.item_list(nodes))


def _calendar(row: Row, at: datetime) -> str:
    return _calendars([row], at, None)


def _calendars(rows: list[Row], at: datetime, more: str | None) -> str:
    said = {edition.pk: (text.headline, text.tagline) for edition, text in rows}
    events = calendars.instants([edition for edition, _text in rows], said, at=at)
    return calendars.calendar("Unveil", events)


FORMS = {
    "ninjs": Form(ninjs.MEDIA_TYPE, _ninjs, _ninjs_list, whole=True),
    "jsonld": Form(jsonld.MEDIA_TYPE, _jsonld, _jsonld_list),
    "ics": Form(calendars.MEDIA_TYPE, _calendar, _calendars),
}


def _renderer(name: str, form: Form) -> type[JSONRenderer]:
    """Only says that this type can be had; the view writes the bytes."""
    members = {"media_type": form.media_type, "format": name}
    return type(f"{name.title()}Renderer", (JSONRenderer,), members)


def renderers(*names: str) -> tuple[type[JSONRenderer], ...]:
    """Our own JSON first, then these forms: what a view may be asked for by Accept."""
    return (JSONRenderer, *(_renderer(name, FORMS[name]) for name in names))


def wanted(request: Request, *names: str) -> Form | None:
    """Which of these forms is asked for, by `format` before Accept; None for our own JSON."""
    query = request.query_params
    if query.get("format"):
        return FORMS.get(params.choice(query, "format", (OURS, *names), default=OURS))
    return FORMS.get(request.accepted_renderer.format)


def with_fields(
    request: Request, shape: type[Serializer], *names: str
) -> tuple[Form | None, tuple[str, ...]]:
    """What is `wanted`, and of our own JSON the members; the other forms are had whole."""
    form, fields = wanted(request, *names), params.fields(request.query_params, shape)
    if form and fields:
        raise BadParameter("fields", ",".join(fields), "format=json beside it")
    return form, fields
