"""Every address of the product, filled in with the ids of one launch."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")


def addresses(ids: dict[str, list[str]]) -> list[str]:
    """One address for each route and each id given for its parameters.

    `ids` is {parameter: values}; a parameter that is not there becomes 1 where the
    route wants a number and "x" elsewhere, and a number takes numbers only. Routes added
    later are covered too.
    """
    found: dict[str, None] = {}
    for route in _routes(get_resolver(), ""):
        for filled in _filled(route, ids):
            found["/" + filled] = None
    return list(found)


def parameters(*, outside: str) -> set[str]:
    """The names of all parameters that are not numbers, of routes not under `outside`."""
    routes = [route for route in _routes(get_resolver(), "") if not route.startswith(outside)]
    found = [part for route in routes for part in CONVERTER.findall(route)]
    return {name for kind, name in found if kind != "int"}


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, before + _text(pattern))
        elif isinstance(pattern, URLPattern):
            yield before + _text(pattern)


def _text(pattern: URLPattern | URLResolver) -> str:
    own = pattern.pattern
    if isinstance(own, RoutePattern):
        return str(own)
    plain = str(own).lstrip("^").removesuffix("$").removesuffix("\\Z").replace("\\.", ".")
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", plain).replace("/?", "/")


def _filled(route: str, ids: dict[str, list[str]]) -> Iterator[str]:
    names = CONVERTER.findall(route)
    given = {part: _given(*part, ids) for part in names}
    most = max(map(len, given.values()), default=1)
    for turn in range(most):
        text = route
        for values in (given[part] for part in names):
            text = CONVERTER.sub(values[turn % len(values)], text, count=1)
        yield text


def _given(kind: str, name: str, ids: dict[str, list[str]]) -> list[str]:
    fitting = [value for value in ids.get(name, []) if kind != "int" or value.isdigit()]
    return fitting or ["1" if kind == "int" else "x"]
