"""The newest launches as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.views.decorators.http import require_safe

from api.v1.base import conditional
from launches import clock
from launches.domain.freeze import dumps
from launches.enums import Audience
from launches.models import Forum
from launches.queries.gate import visible_to
from launches.queries.render import iso

SHOWN = 50
LANGUAGES = ("en", "zh-hans")


def items(request: HttpRequest, at: datetime) -> list[dict[str, Any]]:
    """What each feed says of the newest launches, in the wanted language or English."""
    wanted = request.GET.get("lang", "en")
    rows = visible_to(Audience.PUBLIC, at=at).defer("document", "words")
    return [_item(row, wanted) for row in rows.order_by("-opens_at", "launch_uid")[:SHOWN]]


def _item(edition: Any, wanted: str) -> dict[str, Any]:
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
    corrected = edition.made_at > edition.opens_at
    return {
        "id": f"urn:unveil:{edition.launch_uid}",
        "title": _plain(text["headline"] or edition.product),
        "summary": _plain(text["summary"] or text["tagline"]),
        "link": settings.SITE_URL + listing["page"],
        "author": _plain(edition.company),
        "category": _plain(listing["theme"]["name"]["en"]),
        "published": edition.opens_at,
        "updated": edition.made_at if corrected else edition.opens_at,
        "picture": settings.SITE_URL + picture["href"] if picture else "",
    }


def _plain(text: str) -> str:
    """Without what XML 1.0 cannot carry."""
    return "".join(sign for sign in text if sign in "\t\n" or ord(sign) >= 0x20)


def _feed(request: HttpRequest, build: Callable[..., str], content_type: str) -> HttpResponse:
    rows = items(request, clock.now())
    forum = Forum.objects.first()
    name = f"{forum.name}: launches" if forum else "Launches"
    language = request.GET.get("lang", "en")
    language = language if language in LANGUAGES else "en"
    body = build(rows, name, language, settings.SITE_URL + request.path)
    return conditional(request, body.encode(), content_type, {}, keyed=False)


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    return _feed(request, _xml(Rss201rev2Feed), "application/rss+xml; charset=utf-8")


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    return _feed(request, _xml(Atom1Feed), "application/atom+xml; charset=utf-8")


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, _json, "application/feed+json; charset=utf-8")


def _xml(kind: type[Any]) -> Callable[..., str]:
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
                description=row["summary"],
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


def _json(rows: list[dict[str, Any]], name: str, language: str, address: str) -> str:
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
    return dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": name,
            "home_page_url": settings.SITE_URL + "/launches/",
            "feed_url": address,
            "language": language,
            "items": entries,
        }
    )
