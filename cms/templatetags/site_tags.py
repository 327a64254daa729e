"""Filters of the public pages: rich text made harmless, languages and countries by name."""

from functools import cache

import nh3
from babel import Locale, UnknownLocaleError
from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from launches import fonts

register = template.Library()

TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "h2", "h3", "h4", "a", "blockquote"}
TAGS |= {"sub", "sup", "table", "thead", "tbody", "tr", "th", "td", "hr", "code"}


@register.filter
def rich(text: str) -> SafeString:
    """A launch's rich text with nothing but plain elements and links left in it.

    Text without any markup gets paragraphs. Cleaned here although it was cleaned on
    the way in: what strangers wrote is never trusted twice.
    """
    markup = text if "<" in text else linebreaks(text, autoescape=True)
    return mark_safe(nh3.clean(markup, tags=TAGS, attributes={"a": {"href"}}))


@register.filter
def script_lang(text: str) -> str:
    """The likely language of a name in its own script ("" for Latin)."""
    return fonts.language_for(text or "")


@register.filter
def language_name(code: str) -> str:
    """A language's name in itself: "简体中文" for zh-hans; the code where unknown."""
    try:
        return get_language_info(code)["name_local"].capitalize()
    except KeyError:
        return code


@register.filter
def country_name(code: str) -> str:
    """A country's name in the reader's language; the code where unknown."""
    return _territories(get_language() or "en").get(code, code)


@cache
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language.replace("-", "_")).territories)
    except (UnknownLocaleError, ValueError):
        return dict(Locale("en").territories)
