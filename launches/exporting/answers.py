"""An export over HTTP: the same for a company and for the desk, of what each may see."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from launches.domain import audit
from launches.models import Launch, Material, User

from . import columns, tables
from .bundle import bundle
from .columns import Entry

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
IN_MEMORY = 2**22


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
        return StreamingHttpResponse(tables.csv_of(columns.headings(languages), rows))

    def _xlsx(self, languages: list[str]) -> HttpResponseBase:
        file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- closed by the response
        tables.write_xlsx(
            file, columns.headings(languages), columns.rows(self._entries(), languages)
        )
        length = file.tell()
        file.seek(0)
        response = FileResponse(file)
        response.headers["Content-Length"] = str(length)
        return response

    def _zip(self, languages: list[str]) -> HttpResponseBase:
        made = {
            f"launches.{kind}": b"".join(build(languages))
            for kind, build in (("csv", self._csv), ("xlsx", self._xlsx))
        }
        rows = Material.objects.filter(launch__in=self.launches.order_by().values("pk"))
        stream = bundle(made, self._entries(), {row.pk: row for row in rows})
        response = StreamingHttpResponse(stream)
        response.headers["Content-Length"] = str(len(stream))
        return response
