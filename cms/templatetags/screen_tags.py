"""What the slate takes out of a listing. The browser does the same in js/screen/slate.js."""

from typing import Any

from django import template

from launches.queries.render import best_language

register = template.Library()
Listing = dict[str, Any]
FORMATS = ("avif", "webp", "jpeg", "png")
LONG, VERY_LONG = 22, 44


@register.filter
def hero_picture(launch: Listing) -> dict[str, Any] | None:
    """{"src", "alt", "sources"} of the hero at stage size, else at press size."""
    for material in launch["materials"]:
        for role in ("stage", "press"):
            found = {row["format"]: row for row in material["renditions"] if row["role"] == role}
            if found:
                best = found.get("jpeg") or found.get("png") or next(iter(found.values()))
                sources = [
                    {"type": f"image/{name}", "href": found[name]["href"]}
                    for name in FORMATS
                    if name in found and found[name] is not best
                ]
                return {"src": best["href"], "alt": material["alt"], "sources": sources}
    return None


@register.filter
def said(launch: Listing, language: str) -> str:
    """The tagline in a language, else the headline."""
    words = launch["texts"].get(language) or {}
    return words.get("tagline") or words.get("headline") or ""


@register.filter
def spoken(launch: Listing, wanted: str) -> tuple[str, str]:
    """(language, words) of the tagline for a reader of `wanted`; falls back like every door."""
    language = best_language(launch["texts"], wanted)
    return language, said(launch, language)


@register.filter
def zh(launch: Listing, field: str) -> str:
    """The Chinese name of the theme, where it differs."""
    names = launch[field]["name"]
    return names["zh-hans"] if names.get("zh-hans") != names["en"] else ""


@register.filter
def size_class(text: str) -> str:
    """Long names are set smaller. Wide signs (Chinese, Japanese, Korean) count twice."""
    width = sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
    if width > VERY_LONG:
        return "slate__product--small"
    return "slate__product--medium" if width > LONG else ""
