"""Reading query parameters: each is right, absent, or refused by name."""

import re
from collections.abc import Collection
from datetime import UTC, date, datetime
from functools import cache

from django.core import signing
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from rest_framework.serializers import Serializer

from api.errors import BadParameter
from launches.queries.search import Place

MOST = 100
LONGEST = 200
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UNREADABLE = re.compile("[\0\ud800-\udfff\ufffd]")
COUNTRY = re.compile(r"[A-Za-z]{2}")


def text(query: QueryDict, name: str) -> str:
    """Plain text of at most 200 characters, without NUL and without what is no UTF-8.

    Django has read bytes that are none (a lone surrogate's too) as U+FFFD.
    """
    value = query.get(name, "").strip()
    if len(value) > LONGEST:
        raise BadParameter(name, value, f"at most {LONGEST} characters")
    if UNREADABLE.search(value):
        raise BadParameter(name, ascii(value)[1:-1], "text in UTF-8 without NUL")
    return value


def only(query: QueryDict, known: Collection[str]) -> None:
    """Refuse parameters we do not know: a misspelt filter must not widen an answer."""
    for name in query:
        if name not in known:
            raise BadParameter(
                ascii(name)[1:-1], text_of(query, name), f"one of {', '.join(known)}"
            )


def text_of(query: QueryDict, name: str) -> str:
    return ascii(query.get(name, ""))[1:-1]


def limit(query: QueryDict, *, default: int, most: int = MOST) -> int:
    return whole(query, "limit", default=default, least=1, most=most)


def whole(query: QueryDict, name: str, *, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    value = text(query, name)
    if not value:
        return default
    digits = value.isascii() and value.isdigit() and len(value) <= 4
    if not (digits and least <= int(value) <= most):
        raise BadParameter(name, value, f"a whole number from {least} to {most}")
    return int(value)


def day(query: QueryDict, name: str) -> date | None:
    value = text(query, name)
    if not value:
        return None
    found = day_in_path(value)
    if found is None:
        raise BadParameter(name, value, "a date such as 2026-09-16, between 2000 and 2200")
    return found


def day_in_path(value: str) -> date | None:
    """A date as addresses write it; None for what is none, or far away."""
    try:
        found = date.fromisoformat(value if DAY.fullmatch(value) else "")
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


def country(query: QueryDict) -> str:
    """Two letters of ISO 3166-1, in capitals."""
    value = text(query, "country")
    if value and not COUNTRY.fullmatch(value):
        raise BadParameter("country", value, "two letters such as KR")
    return value.upper()


def instant(query: QueryDict, name: str) -> datetime | None:
    """An RFC 3339 instant with its offset."""
    value = text(query, name).replace(" ", "+")  # a plus that was not escaped
    if not value:
        return None
    try:
        found = parse_datetime(value)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 2000 <= found.year <= 2200:
        raise BadParameter(name, value, "an instant such as 2026-09-16T09:00:00Z")
    return found.astimezone(UTC)


def choice(query: QueryDict, name: str, known: Collection[str], *, default: str) -> str:
    value = text(query, name) or default
    if value not in known:
        raise BadParameter(name, value, f"one of {', '.join(known)}")
    return value


def fields(query: QueryDict, shape: type[Serializer]) -> tuple[str, ...]:
    """The members of this shape that are wanted; empty for all of them."""
    names = tuple(name.strip() for name in text(query, "fields").split(",") if name.strip())
    for name in names:
        if name not in (known := _members(shape)):
            raise BadParameter("fields", name, f"names out of {', '.join(known)}")
    return names


@cache
def _members(shape: type[Serializer]) -> tuple[str, ...]:
    return tuple(shape().fields)


def place(query: QueryDict, *, of: str = "list") -> Place | None:
    """The signed place a list goes on from. `of` names the list: each has cursors of its own."""
    value = query.get("cursor", "")
    if not value:
        return None
    try:
        moment, uid = _signer(of).unsign_object(value)
        return Place(datetime.fromisoformat(moment), str(uid))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadParameter(
            "cursor", ascii(value)[1:-1], "a cursor from an earlier answer of this list"
        ) from error


def signed(found: Place, *, of: str = "list") -> str:
    return _signer(of).sign_object([found.instant.isoformat(), found.uid])


def _signer(of: str) -> signing.Signer:
    return signing.Signer(salt=f"unveil.{of}")
