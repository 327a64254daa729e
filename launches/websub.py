"""Telling a WebSub hub that feeds have changed (https://www.w3.org/TR/websub/).

Off unless WEBSUB_HUB names one. A ping is a hint: the hub fetches the feeds, and the gate
decides. So nothing is stored: a worker that starts pings for the last minutes again, and of two
workers both do; a hub that finds nothing new sends nothing on.
"""

import logging
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import product
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from launches import clock, outbound
from launches.enums import Audience
from launches.errors import BadAddress
from launches.models import Edition, EditionText, WireEntry
from launches.queries import wire

log = logging.getLogger("unveil.websub")
LOOK_BACK = timedelta(minutes=10)
MOST = 100  # facts in one ping
LONGEST_WAIT = 300.0  # seconds between tries
FORMS = ("rss", "atom", "json")


class Publisher:
    """Call `run` again and again; True where the hub was told something."""

    def __init__(self) -> None:
        self._after: wire.Cursor | None = None
        self._failed, self._again = 0, 0.0

    def run(self) -> bool:
        if not settings.WEBSUB_HUB or time.monotonic() < self._again:
            return False
        at = clock.now()
        after = self._after or wire.Cursor(at - LOOK_BACK, "")
        found = wire.visible_entries(Audience.PUBLIC, after=after, at=at, limit=MOST)
        if not found:
            self._after = after
            return False
        if not _ping(topics_of(found)):
            self._failed += 1
            self._again = time.monotonic() + min(2.0**self._failed, LONGEST_WAIT)
            return False
        self._after, self._failed = wire.cursor_of(found[-1]), 0
        return True


def topics_of(entries: Iterable[WireEntry]) -> list[str]:
    """The addresses of every feed that these facts may have changed, in every narrowing."""
    rows = [entry.edition_id for entry in entries if entry.edition_id]
    editions = Edition.objects.filter(pk__in=rows).values_list("pk", "theme", "country")
    languages: dict[int, list[str]] = {}
    texts = EditionText.objects.filter(edition__in=rows).values_list("edition", "language")
    for edition, language in texts:
        languages.setdefault(edition, [""]).append(language)
    found = {
        query
        for pk, theme, country in editions
        for query in _queries(theme, country, languages.get(pk, [""]))
    }
    paths = [reverse(f"feeds:{form}") for form in FORMS]
    return sorted(settings.SITE_URL + path + query for path in paths for query in found)


def _queries(theme: str, country: str, languages: list[str]) -> Iterator[str]:
    """As the feeds write their own addresses: see api.feeds.views.own_address."""
    for chosen in product({"", theme}, {"", country}, languages):
        named = zip(("theme", "country", "lang"), chosen, strict=True)
        kept = {name: value for name, value in named if value}
        yield f"?{urlencode(kept)}" if kept else ""


def _ping(topics: list[str]) -> bool:
    """Whether the hub took it. One request: `hub.url` once for each topic."""
    body = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = outbound.send("POST", settings.WEBSUB_HUB, body=body.encode(), headers=headers)
    except (outbound.NoAnswer, BadAddress) as error:
        log.warning("hub not told (%s)", getattr(error, "kind", "address"))
        return False
    if not 200 <= answer.status < 300:
        log.warning("hub not told (%d)", answer.status)
    return 200 <= answer.status < 300
