"""Lists alike: rows joined as they are, `next` in the body and in Link (RFC 8288)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from api.v1 import params
from launches.compact import dumps
from launches.queries.render import sparse
from launches.queries.search import Place

Row = TypeVar("Row")


def cut(
    rows: Sequence[Row], limit: int, place_of: Callable[[Row], Place]
) -> tuple[list[Row], Place | None]:
    """Of `limit` + 1 rows the first `limit`, and the place after them if there are more."""
    kept = list(rows[:limit])
    return kept, place_of(kept[-1]) if len(rows) > limit else None


def body_of(rows: Iterable[str], more: str | None) -> str:
    return f'{{"results":[{",".join(rows)}],"next":{dumps(more)}}}'


def objects(rows: Iterable[dict[str, Any]], fields: Sequence[str] = ()) -> list[str]:
    """Plain values as JSON texts, with the wanted members only."""
    return [sparse(dumps(row), fields) for row in rows]


def next_of(path: str, query: QueryDict, place: Place | None, *, of: str = "list") -> str | None:
    """The address of the next page: the same question with another cursor."""
    if place is None:
        return None
    kept = {name: query[name] for name in query if name != "cursor"}
    return f"{path}?{urlencode({**kept, 'cursor': params.signed(place, of=of)})}"


def everywhere(words: str) -> dict[str, str]:
    """Where the lists are that a search shows the beginning of."""
    query = urlencode({"q": words})
    kinds = {"launches": "launches", "companies": "companies", "sessions": "programme"}
    return {kind: f"/api/v1/{path}/?{query}" for kind, path in kinds.items()}


def links(more: str | None) -> dict[str, str]:
    return {"Link": f'<{more}>; rel="next"'} if more else {}
