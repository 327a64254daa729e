"""Answers that keys of the same reach share: made once by Django, given to each with its mark.

How long one holds is the edge's rule (api.edge); which key may have it is decided at each
request (api.admission). They lie apart from public bytes, and their place names the Reader.
"""

from typing import NamedTuple

from django.utils.encoding import escape_uri_path, iri_to_uri

from api import edge, marking
from api.edge import DROPPED, MARK, Form, Headers
from api.v1.base import is_object
from launches.domain.ledger import Shown
from launches.queries.gate import Reader

ROOM = "/api/v1/launches/"
Place = tuple[str, str, str, str, Reader]  # path, query, Accept, host, for whom


class Answer(NamedTuple):
    """`shown` is None where nothing in it is under embargo.

    Where a mark has a place the forms are plain and gzip, the second packed as api.marking wants
    it, and their headers name no length.
    """

    beat: int
    forms: dict[str, Form]
    tags: frozenset[str]
    has_place: bool
    shown: Shown | None
    size: int

    def given(self, form: Form, mark: str) -> tuple[Headers, bytes]:
        """Headers and body of one of the forms, with an entry of the ledger as Django writes it.

        Without a mark, where nobody gets the body, they are those of the plain form.
        """
        if not self.has_place:
            return form.headers, form.body
        plain = self.forms[""]
        if not mark:
            form, body = plain, plain.body
        elif form is plain:
            body = marking.plain(plain.body, mark)
        else:
            body = marking.gzipped(plain.body, form.body, mark)
        return [*form.headers, ("content-length", str(len(body)))], body


def build(status: int, headers: Headers, body: bytes, *, place: Place, beat: int) -> Answer | None:
    """None for what keys do not share: the view has to say so, and what it shows.

    Compresses: call it in a thread.
    """
    found = dict(headers)
    sort, *closed = found.get(MARK, "").split(" ")
    if status != 200 or sort != "keyed" or "set-cookie" in found:
        return None
    kept, tag = [pair for pair in headers if pair[0] not in DROPPED], found["etag"].strip('"')
    shown = Shown(tuple(map(int, closed)), asked_for(place)) if closed else None
    has_place = bool(closed) and is_object(found.get("content-type", ""), body)
    forms = (
        _to_be_marked(kept, tag, body)
        if has_place
        else edge.forms_of(kept, tag, edge.compressed(body))
    )
    tags = edge.tags_of(tag, forms)
    return Answer(beat, forms, tags, has_place, shown, edge.size_of(forms))


def _to_be_marked(kept: Headers, tag: str, body: bytes) -> dict[str, Form]:
    bodies = {"": body}
    if len(body) > edge.SMALL:
        bodies["gzip"] = marking.packed(body)
    forms = edge.forms_of(kept, tag, bodies)
    return {name: form._replace(headers=form.headers[:-1]) for name, form in forms.items()}


def asked_for(place: Place) -> str:
    """The address as Django's get_full_path writes it."""
    path, query = place[:2]
    return escape_uri_path(path) + (f"?{iri_to_uri(query)}" if query else "")
