"""An export over HTTP: the same for a company and for the desk, of what each may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from launches.domain import audit
from launches.models import Launch, Material, User

from . import columns, tables
from .bundle import bundle
from .columns import Entry

TYPES = {**tables.TYPES, "zip": "application/zip"}


@dataclass(frozen=True)
class Export:
    """What is exported: the launches a person may see, and how their words are read.

    `read` gives each launch with its content, in one query whatever their number.
    """

    launches: QuerySet[Launch]
    read: Callable[[QuerySet[Launch]], Iterator[Entry]]

    def answer(self, kind: str, *, by: User, at: datetime, scope: str) -> HttpResponseBase:
        """The file, kept by nobody on the way. Raises Http404 for an unknown kind.

        The export is audited: who took what out, when. The tables are read twice,
        first for the languages that there are.
        """
        if kind not in TYPES:
            raise Http404
        languages = columns.languages_of(self._entries())
        response = {"csv": self._csv, "xlsx": self._xlsx, "zip": self._zip}[kind](languages)
        name = f"unveil-{at:%Y-%m-%d}.{kind}"
        response.headers["Content-Type"] = TYPES[kind]
        response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
        response.headers["Cache-Control"] = "private, no-store"
        audit.record("exported", by=by, at=at, kind=kind, scope=scope)
        return response

    def _entries(self) -> Iterator[Entry]:
        return self.read(self.launches)

    def _csv(self, languages: list[str]) -> HttpResponseBase:
        rows = columns.rows(self._entries(), languages)
        return tables.csv_answer(columns.headings(languages), rows)

    def _xlsx(self, languages: list[str]) -> HttpResponseBase:
        rows = columns.rows(self._entries(), languages)
        return tables.xlsx_answer(columns.headings(languages), rows)

    def _zip(self, languages: list[str]) -> HttpResponseBase:
        made = {"launches.csv": self._csv(languages), "launches.xlsx": self._xlsx(languages)}
        stream = bundle(made, self._entries(), Material.objects.all())
        response = StreamingHttpResponse(stream)
        response.headers["Content-Length"] = str(len(stream))
        return response
