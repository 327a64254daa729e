"""The newest launches as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1: entries and their text."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.html import escape

from launches.enums import Audience
from launches.models import Edition, Forum
from launches.queries.gate import visible_to
from launches.queries.render import iso

Item = dict[str, Any]
Build = Callable[[list[Item], str, str, str], str]
SHOWN = 50
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def items(wanted: str, *, at: datetime) -> list[Item]:
    """What each feed says of the newest launches, in the wanted language or English."""
    return [item(row, wanted) for row in _newest(at).defer("document", "words")[:SHOWN]]


def shown(*, at: datetime) -> set[str]:
    """The uids of the launches that the feeds hold."""
    return set(_newest(at).values_list("launch_uid", flat=True)[:SHOWN])


def _newest(at: datetime) -> QuerySet[Edition]:
    return visible_to(Audience.PUBLIC, at=at).order_by("-opens_at", "launch_uid")


def name() -> str:
    """What the feeds are called."""
    forum = Forum.objects.first()
    return plain(f"{forum.name}: launches" if forum else "Launches")


def item(edition: Edition, wanted: str) -> Item:
    """One entry. `edition` needs its listing and an instant of opening."""
    listing = json.loads(edition.listing)
    texts = listing["texts"]
    text = texts.get(wanted) or texts.get("en") or next(iter(texts.values()))
    picture = next(
        (
            rendition
            for material in listing["materials"]
            for rendition in material["renditions"]
            if (rendition["role"], rendition["format"]) == ("press", "jpeg")
        ),
        None,
    )
    corrected = edition.opens_at is not None and edition.made_at > edition.opens_at
    return {
        "id": f"urn:unveil:{edition.launch_uid}",
        "title": plain(text["headline"] or edition.product),
        "summary": plain(text["summary"] or text["tagline"]),
        "link": settings.SITE_URL + listing["page"],
        "author": plain(edition.company),
        "category": plain(listing["theme"]["name"]["en"]),
        "published": edition.opens_at,
        "updated": edition.made_at if corrected else edition.opens_at,
        "picture": settings.SITE_URL + picture["href"] if picture else "",
    }


def plain(text: str) -> str:
    """Without what XML 1.0 cannot carry."""
    return NOT_XML.sub("", text)


def _xml(kind: type[Any]) -> Build:
    def build(rows: list[dict[str, Any]], name: str, language: str, address: str) -> str:
        feed = kind(
            title=name,
            link=settings.SITE_URL + "/launches/",
            description=name,
            language=language,
            feed_url=address,
        )
        # Without this the library writes the present time, and no two answers were equal.
        newest = max((row["updated"] for row in rows), default=None)
        feed.latest_post_date = lambda: newest or datetime.fromisoformat("2000-01-01T00:00:00Z")
        for row in rows:
            picture = [Enclosure(row["picture"], "0", "image/jpeg")] if row["picture"] else []
            feed.add_item(
                title=row["title"],
                link=row["link"],
                description=escape(row["summary"]),  # readers take it for HTML
                unique_id=row["id"],
                unique_id_is_permalink=False,
                author_name=row["author"],
                categories=[row["category"]],
                pubdate=row["published"],
                updateddate=row["updated"],
                enclosures=picture,
            )
        return feed.writeString("utf-8")

    return build


def as_json(rows: list[dict[str, Any]], name: str, language: str, address: str) -> str:
    entries = [
        {
            "id": row["id"],
            "url": row["link"],
            "title": row["title"],
            "content_text": row["summary"],
            "date_published": iso(row["published"]),
            "date_modified": iso(row["updated"]),
            "authors": [{"name": row["author"]}],
            "tags": [row["category"]],
            **({"image": row["picture"]} if row["picture"] else {}),
        }
        for row in rows
    ]
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": name,
            "home_page_url": settings.SITE_URL + "/launches/",
            "feed_url": address,
            "language": language,
            "items": entries,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


as_rss, as_atom = _xml(Rss201rev2Feed), _xml(Atom1Feed)
