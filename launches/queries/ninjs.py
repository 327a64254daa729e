"""Launches as IPTC ninjs 3.1 items (https://iptc.org/std/ninjs/).

One item for each launch, in one language: headlines and bodies of the wanted one. Files are
associations with their renditions, credit and caption. Made from the same stored text as our
own JSON, so it says nothing that the gate did not let through.
"""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from launches.content import plain
from launches.models import Edition, EditionText
from launches.queries.render import envelope, iso, tag

MEDIA_TYPE = "application/vnd.iptc.ninjs+json"
SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
# Items speak English; the kits' captions say these two in Chinese too.
USABLE = _("For editorial use in reports on this launch; the credit is printed as given.")
UNTIL = _("Licensed until %(day)s")
EMBARGO = "Embargoed. Not for publication in any form before embargoedUntil."
NO_INSTANT = "Embargoed. Not for publication in any form before it is released on stage."


def item(
    edition: Edition,
    text: EditionText,
    *,
    at: datetime,
    document: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """One launch in one language. `document` is the edition's, where it has been parsed."""
    document = document or json.loads(edition.document)
    shown = envelope(edition, at=at)
    released = shown["status"] == "released"
    found = {
        "uri": _whole(document["href"]),
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "type": "text",
        "representationType": "full",
        "version": str(edition.number),
        "versionCreated": iso(edition.stands_from),
        "pubStatus": "usable" if released else "withheld",
        "language": tag(text.language),
        "title": document["product"],
        "slugline": edition.slug,
        "by": document["company"]["name"],
        "copyrightHolder": document["company"]["name"],
        "usageTerms": USABLE,
        "edNote": shown["correction_note"] if released else _embargo(edition),
        "headlines": _texts(main=text.headline, tagline=text.tagline),
        "descriptions": _texts(summary=text.summary),
        "bodies": _bodies(text),
        "organisations": [_organisation(document["company"])],
        "subjects": _subjects(document),
        "places": _places(document),
        "altIds": [{"role": "unveil", "value": edition.launch_uid}],
        "associations": [
            _association(place, row) for place, row in enumerate(document["materials"], 1)
        ],
    }
    if edition.opens_at:
        found["embargoedUntil"] = iso(edition.opens_at)
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _embargo(edition: Edition) -> str:
    return EMBARGO if edition.opens_at else NO_INSTANT


def _whole(path: str) -> str:
    return settings.SITE_URL + path


def _texts(**by_role: str) -> list[dict[str, str]]:
    return [
        {"role": role, "contentType": "text/plain", "value": value}
        for role, value in by_role.items()
        if value
    ]


def _bodies(text: EditionText) -> list[dict[str, Any]]:
    parts = {"main": text.body, "pressRelease": text.press_release}
    return [
        {
            "role": role,
            "contentType": "text/html",
            "charCount": len(value),
            "wordCount": len(plain(value).split()),
            "value": value,
        }
        for role, value in parts.items()
        if value
    ]


def _organisation(company: dict[str, Any]) -> dict[str, Any]:
    """The presenter, with the contacts that everybody may read."""
    ways = [("web", company["website"])]
    for contact in company.get("contacts", []):
        ways += [("email", contact["email"]), ("phone", contact["phone"])]
    info = [{"type": way, "value": value} for way, value in ways if value]
    return {"name": company["name"], "rel": "presenter", **({"contactInfo": info} if info else {})}


def _subjects(document: dict[str, Any]) -> list[dict[str, str]]:
    theme = document["theme"]
    found = [{"name": theme["name"]["en"], "rel": "theme", "literal": theme["slug"]}]
    if document["category"]:
        found.append({"name": document["category"], "rel": "category"})
    return found


def _places(document: dict[str, Any]) -> list[dict[str, str]]:
    country = document["company"]["country"]
    return [{"rel": "countryOfCompany", "literal": country}] if country else []


def _association(place: int, row: dict[str, Any]) -> dict[str, Any]:
    """One file. Its renditions carry whole addresses, that open with the launch."""
    original = {
        "name": "original",
        "href": _whole(row["href"]),
        "contentType": row["content_type"],
        "sizeInBytes": row["bytes"],
        **_size(row),
    }
    renditions = [
        {
            "name": f"{one['role']}-{one['format']}",
            "href": _whole(one["href"]),
            "contentType": f"image/{one['format']}",
            "sizeInBytes": one["bytes"],
            **_size(one),
        }
        for one in row["renditions"]
    ]
    sort = row["content_type"].partition("/")[0]
    found = {
        "name": f"{row['slot']}-{place}",
        "rel": row["slot"],
        "uri": _whole(row["href"]),
        "type": {"image": "picture", "video": "video"}.get(sort, "component"),
        "title": row["name"],
        "copyrightNotice": row["credit"],
        "usageTerms": terms(row),
        "descriptions": _texts(caption=row["caption"], altText=row["alt"]),
        "renditions": [original, *renditions],
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def terms(row: dict[str, Any], *, until: str = UNTIL) -> str:
    """The licence in words, and its last day; "" where the company said nothing."""
    last = row.get("licence_until")
    parts = [row.get("licence", ""), until % {"day": last} if last else ""]
    return ". ".join(part for part in parts if part)


def _size(row: dict[str, Any]) -> dict[str, int]:
    return {"width": row["width"], "height": row["height"]} if row.get("width") else {}
