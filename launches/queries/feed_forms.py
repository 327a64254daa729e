"""The entries of launches.queries.feeds as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.html import escape

from launches.compact import dumps
from launches.queries.feeds import Channel, Item
from launches.queries.render import iso, tag

Build = Callable[[list[Item], Channel], str]
LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00Z")


class Hubbed:
    """Names the WebSub hub (https://www.w3.org/TR/websub/) beside the feed's own address."""

    feed: dict[str, Any]
    hub_element = ""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)  # type: ignore[misc]
        if self.feed["hub"]:
            handler.addQuickElement(self.hub_element, "", {"rel": "hub", "href": self.feed["hub"]})


class Rss(Hubbed, Rss201rev2Feed):
    hub_element = "atom:link"


class Atom(Hubbed, Atom1Feed):
    hub_element = "link"


def _xml(kind: type[Any]) -> Build:
    def build(rows: list[Item], channel: Channel) -> str:
        feed = kind(
            title=channel.name,
            link=settings.SITE_URL + "/launches/",
            description=channel.name,
            language=tag(channel.language),
            feed_url=channel.address,
            feed_guid=channel.address,
            hub=channel.hub,
        )
        # Without this the library writes the present time, and no two answers were equal.
        newest = max((row["updated"] for row in rows), default=LONG_AGO)
        feed.latest_post_date = lambda: newest
        for row in rows:
            feed.add_item(**_entry(row))
        return feed.writeString("utf-8")

    return build


def _entry(row: Item) -> dict[str, Any]:
    picture = [Enclosure(row["picture"], str(row["bytes"]), "image/jpeg")] if row["picture"] else []
    return {
        "title": row["title"],
        "link": row["link"],
        "description": escape(row["summary"]),  # readers take it for HTML
        "unique_id": row["id"],
        "unique_id_is_permalink": False,
        "author_name": row["author"],
        "categories": [row["category"]],
        "pubdate": row["published"],
        "updateddate": row["updated"],
        "enclosures": picture,
    }


def as_json(rows: list[Item], channel: Channel) -> str:
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.name,
        "home_page_url": settings.SITE_URL + "/launches/",
        "feed_url": channel.address,
        "language": tag(channel.language),
        "items": [_json_entry(row) for row in rows],
    }
    if channel.hub:
        found["hubs"] = [{"type": "WebSub", "url": channel.hub}]
    return dumps(found)


def _json_entry(row: Item) -> dict[str, Any]:
    return {
        "id": row["id"],
        "url": row["link"],
        "language": row["language"],
        "title": row["title"],
        "content_text": row["summary"],
        "date_published": iso(row["published"]),
        "date_modified": iso(row["updated"]),
        "authors": [{"name": row["author"]}],
        "tags": [row["category"]],
        **({"image": row["picture"]} if row["picture"] else {}),
    }


as_rss, as_atom = _xml(Rss), _xml(Atom)
