"""Answers that keys of the same reach share: made once by Django, given to each with its mark.

How long one holds is the edge's rule (api.edge); which key may have it is decided at each
request (api.admission). They lie apart from public bytes, and their place names the Reader.
"""

from typing import NamedTuple

from django.utils.encoding import escape_uri_path, iri_to_uri

from api.edge import DROPPED, MARK, Headers
from api.v1.base import is_object, with_mark
from launches.domain.ledger import Shown
from launches.queries.gate import Reader

ROOM = "/api/v1/launches/"
MARKED = len('"ledger":"",') + 16  # bytes that a mark adds to an object
Place = tuple[str, str, str, str, Reader]  # path, query, Accept, host, for whom


class Answer(NamedTuple):
    """`shown` is None where nothing in it is under embargo; `bare` is for 304."""

    beat: int
    body: bytes
    tags: frozenset[str]
    headers: Headers
    bare: Headers
    has_place: bool  # for a mark
    shown: Shown | None
    size: int

    def length(self, mark: str) -> str:
        return str(len(self.body) + (MARKED if mark and self.has_place else 0))

    def marked(self, mark: str) -> bytes:
        """The body with its entry of the ledger, as Django writes it."""
        return with_mark(self.body, mark) if mark and self.has_place else self.body


def build(status: int, headers: Headers, body: bytes, *, place: Place, beat: int) -> Answer | None:
    """None for what keys do not share: the view has to say so, and what it shows."""
    found = dict(headers)
    sort, *closed = found.get(MARK, "").split(" ")
    if status != 200 or sort != "keyed" or "set-cookie" in found:
        return None
    kept = [pair for pair in headers if pair[0] not in DROPPED]
    kept.append(("etag", found["etag"]))
    shown = Shown(tuple(map(int, closed)), asked_for(place)) if closed else None
    return Answer(
        beat=beat,
        body=body,
        tags=frozenset((found["etag"].strip('"'), "*")),
        headers=kept,
        bare=[pair for pair in kept if pair[0] != "content-type"],
        has_place=is_object(found.get("content-type", ""), body),
        shown=shown,
        size=len(body) + 2048,
    )


def asked_for(place: Place) -> str:
    """The address as Django's get_full_path writes it."""
    path, query = place[:2]
    return escape_uri_path(path) + (f"?{iri_to_uri(query)}" if query else "")
