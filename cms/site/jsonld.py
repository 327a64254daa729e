"""A released launch for search engines, as schema.org data."""

import json
from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def article(item: dict[str, Any], absolute: Callable[[str], str]) -> SafeString:
    """NewsArticle about a Product, as text that is safe inside a script element."""
    text, company, hero = item["text"], item["company"], item["hero"]
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": text.get("headline", item["product"])[:110],
        "description": text.get("summary", ""),
        "inLanguage": item["language"],
        "datePublished": item["opens_at"].isoformat(),
        "dateModified": (item["corrected_at"] or item["opens_at"]).isoformat(),
        "mainEntityOfPage": absolute(item["page"]),
        "about": {
            "@type": "Product",
            "name": item["product"],
            "category": item["category"],
            "brand": {"@type": "Brand", "name": company["name"]},
        },
        "publisher": {"@type": "Organization", "name": "Unveil"},
    }
    if hero and hero["wide"]:
        data["image"] = [absolute(hero["wide"][-1]["last"]["href"])]
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))
