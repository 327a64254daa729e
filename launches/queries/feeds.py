"""The newest launches as entries of a feed; launches.queries.feed_forms writes them out."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from launches.enums import Audience
from launches.models import Edition, Forum, Theme
from launches.queries.gate import visible_to
from launches.queries.render import best_language, is_corrected, tag
from launches.queries.search import UTC_ZONE, Wanted, matching

Item = dict[str, Any]
SHOWN = 50
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself. `hub` is the WebSub hub that pushes it, "" for none."""

    name: str
    language: str
    address: str
    hub: str = ""


def items(wanted: str, *, at: datetime, theme: str = "", country: str = "") -> list[Item]:
    """What each feed says of the newest launches, in the wanted language or its fallback."""
    found = newest(at=at, theme=theme, country=country)
    return [item(row, wanted) for row in found.defer("document", "words")[:SHOWN]]


def shown(*, at: datetime) -> set[str]:
    """The uids of the launches that the feeds hold."""
    return set(newest(at=at).values_list("launch_uid", flat=True)[:SHOWN])


def newest(*, at: datetime, theme: str = "", country: str = "") -> QuerySet[Edition]:
    """The public launches of a theme and a country, "" for all, latest first."""
    found = matching(
        visible_to(Audience.PUBLIC, at=at), Wanted(theme=theme, country=country), UTC_ZONE
    )
    return found.order_by("-opens_at", "launch_uid")


def name(language: str, *, theme: str = "", country: str = "") -> str:
    """What a feed is called, in English or Chinese."""
    forum = Forum.objects.first()
    topic = Theme.objects.filter(slug=theme).first() if theme else None
    with override(language):
        first = _("%(forum)s: launches") % {"forum": forum} if forum else _("Launches")
    parts = [first, topic.name_in(language) if topic else "", country]
    return plain(" · ".join(part for part in parts if part))


def item(edition: Edition, wanted: str) -> Item:
    """One entry. `edition` needs its listing and an instant of opening."""
    listing = json.loads(edition.listing)
    texts = listing["texts"]
    language = best_language(texts, wanted)
    text, picture = texts[language], _picture(listing)
    return {
        "id": f"urn:unveil:{edition.launch_uid}",
        "language": tag(language),
        "title": plain(text["headline"] or edition.product),
        "summary": plain(text["summary"] or text["tagline"]),
        "link": settings.SITE_URL + listing["page"],
        "author": plain(edition.company),
        "category": plain(listing["theme"]["name"]["en"]),
        "published": edition.opens_at,
        "updated": edition.stands_from if is_corrected(edition) else edition.opens_at,
        "picture": settings.SITE_URL + picture["href"] if picture else "",
        "bytes": picture.get("bytes", 0) if picture else 0,
    }


def _picture(listing: dict[str, Any]) -> dict[str, Any] | None:
    """The press cut as JPEG, which readers of feeds take."""
    cuts = [one for material in listing["materials"] for one in material["renditions"]]
    return next((one for one in cuts if (one["role"], one["format"]) == ("press", "jpeg")), None)


def plain(text: str) -> str:
    """Without what XML 1.0 cannot carry."""
    return NOT_XML.sub("", text)
