"""The contract (OpenAPI 3.1): shapes from the views, examples that are real answers.

The examples lie in api/examples, named by operation and form; the tests ask for them
anew and compare (tests/api/v1/test_examples.py).
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.generators import SchemaGenerator

EXAMPLES = Path(__file__).parent / "examples"
NINJS = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
SHAPES = {
    "application/ld+json": {"type": "object", "description": "schema.org, JSON-LD 1.1"},
    "application/vnd.iptc.ninjs+json": {"type": "object", "description": f"ninjs 3.1: {NINJS}"},
    "text/calendar": {"type": "string", "description": "iCalendar (RFC 5545)"},
}
FORMS = {
    "application/json": "json",
    "application/ld+json": "jsonld",
    "application/vnd.iptc.ninjs+json": "ninjs",
    "text/calendar": "ics",
}
EVERYWHERE = {  # what any operation may answer
    406: "None of the accepted types can be had.",
    429: "More requests than the budget of this minute.",
    503: "The database is away for the moment, or papers are being made.",
}
Node = dict[str, Any]


@cache
def schema() -> Node:
    """The contract as plain values; the same for everybody, made once."""
    return SchemaGenerator().get_schema(request=None, public=True)


def only_ours(endpoints: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Hook of the generator: Wagtail's inner views are not part of this contract."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]


def complete(result: Node, **kwargs: Any) -> Node:
    """Hook of the generator: the refusals of everywhere, other forms as they are, examples."""
    for operation in operations(result):
        responses = operation["responses"]
        for status, words in EVERYWHERE.items():
            responses.setdefault(str(status), _refusal(words))
        for status, response in responses.items():
            for kind, content in response.get("content", {}).items():
                content["schema"] = SHAPES.get(kind, content["schema"])
                if (found := example(operation["operationId"], int(status), kind)) is not None:
                    content["example"] = found
    return result


def operations(contract: Node) -> Iterator[Node]:
    """Every operation of a contract."""
    for path in contract["paths"].values():
        for method in ("get", "post", "put", "patch", "delete"):
            if method in path:
                yield path[method]


def _refusal(words: str) -> Node:
    shape = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {"application/problem+json": {"schema": shape}}}


def example(operation: str, status: int, kind: str) -> Any:
    """A real answer; None where none is kept."""
    name = f"problem-{status}.json" if status >= 400 else f"{operation}.{FORMS.get(kind, kind)}"
    file = EXAMPLES / name
    if not file.exists():
        return None
    text = file.read_text()
    return text if kind.startswith("text/") else json.loads(text)
