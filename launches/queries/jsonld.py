"""Launches as schema.org data (JSON-LD 1.1): a NewsArticle about a Product.

Made from the stored text in one language, so it says nothing that the gate did not let
through. The site's pages carry the same.
"""

from datetime import datetime
from typing import Any

from django.conf import settings

from launches.content import plain
from launches.enums import Slot
from launches.models import Edition
from launches.queries.render import envelope, tag

MEDIA_TYPE = "application/ld+json"
CONTEXT = "https://schema.org"
HEADLINE = 110  # signs that search engines take
Node = dict[str, Any]


def page(said: Node, edition: Edition, *, at: datetime) -> Node:
    """One launch on its own. `said` is the document or listing in one language."""
    return {"@context": CONTEXT, **article(said, edition, at=at)}


def item_list(nodes: list[Node]) -> Node:
    """Several, in their order."""
    items = [
        {"@type": "ListItem", "position": place, "item": node}
        for place, node in enumerate(nodes, 1)
    ]
    return {"@context": CONTEXT, "@type": "ItemList", "itemListElement": items}


def article(said: Node, edition: Edition, *, at: datetime) -> Node:
    """The launch's news. What is empty is left out."""
    text, address = said["text"], _whole(said["page"])
    shown = envelope(edition, at=at)
    company = _organisation(said["company"])
    return _filled(
        {
            "@type": "NewsArticle",
            "@id": address,
            "url": address,
            "mainEntityOfPage": address,
            "identifier": edition.launch_uid,
            "headline": text["headline"][:HEADLINE],
            "alternativeHeadline": text["tagline"],
            "description": text["summary"],
            "articleBody": plain(text.get("body", "")),
            "articleSection": said["theme"]["name"]["en"],
            "inLanguage": tag(said["language"]),
            "datePublished": shown["opens_at"],
            "dateModified": shown["updated_at"],
            "version": shown["version"],
            "creativeWorkStatus": "Published" if shown["status"] == "released" else "Embargoed",
            "correction": shown["correction_note"],
            "image": [_image(row) for row in said["materials"] if row["slot"] in PICTURES],
            "about": _product(said, company),
            "sourceOrganization": company,
            "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
        }
    )


PICTURES = (Slot.HERO, Slot.GALLERY)


def _product(said: Node, company: Node) -> Node:
    return _filled(
        {
            "@type": "Product",
            "name": said["product"],
            "alternateName": said["product_native"],
            "category": said["category"],
            "url": said["website"],
            "brand": {"@type": "Brand", "name": company["name"]},
            "manufacturer": {"@type": "Organization", "name": company["name"]},
        }
    )


def _organisation(company: Node) -> Node:
    country = company["country"]
    return _filled(
        {
            "@type": "Organization",
            "name": company["name"],
            "alternateName": company["name_native"],
            "url": company["website"],
            "logo": _whole(company["logo"]["href"]) if company.get("logo") else "",
            "address": {"@type": "PostalAddress", "addressCountry": country} if country else "",
        }
    )


def _image(row: Node) -> Node:
    """One picture: its press cut as JPEG where there is one, else the largest there is."""
    ranked = sorted(row["renditions"], key=lambda one: (_rank(one), -one["width"]))
    best = ranked[0] if ranked else row
    return _filled(
        {
            "@type": "ImageObject",
            "contentUrl": _whole(best["href"]),
            "width": best["width"],
            "height": best["height"],
            "caption": row["caption"] or row["alt"],
            "creditText": row["credit"],
            "usageInfo": row.get("licence", ""),
        }
    )


def _rank(rendition: Node) -> bool:
    return (rendition["role"], rendition["format"]) != ("press", "jpeg")


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", [], None)}


def _whole(path: str) -> str:
    return settings.SITE_URL + path
