"""Filters of the public pages: rich text made harmless; languages, countries, dates by name."""

from datetime import date, datetime, time
from functools import cache

import nh3
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from launches import fonts, zones
from launches.models import Forum

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
def direction(code: str) -> str:
    """ "rtl" for a language written from the right, else "ltr"."""
    return "rtl" if code.partition("-")[0] in {"ar", "he", "fa", "ur"} else "ltr"


@register.filter
def country_name(code: str) -> str:
    """A country's name in the reader's language; the code where unknown."""
    return _locale(get_language() or "en").territories.get(code, code)


@register.filter
def city_name(forum: Forum) -> str:
    """The forum's city in the reader's language, where its time zone is named after it."""
    return zones.city_of(forum) if forum.city else ""


@register.filter(expects_localtime=True)
def when(value: date | datetime | None, style: str = "short") -> str:
    """A day, or a moment, as the reader writes it: "short", "long", "full", "weekday".

    "exact" is short and to the second, for the desk.
    """
    if value is None:
        return ""
    locale = _locale(get_language() or "en")
    if style == "weekday":
        return format_date(value, "EEEE", locale=locale)
    if style in {"short", "exact"}:
        plain = datetime.combine(value, time())
        day = format_skeleton("MMMd", plain, locale=locale)
    else:
        day = format_date(value, style, locale=locale)
    if not isinstance(value, datetime):
        return day
    clock = "%H:%M:%S" if style == "exact" else "%H:%M"
    return f"{day}{' ' if locale.language == 'zh' else ', '}{value:{clock}}"


@register.simple_tag
def days_from_to(first: date, last: date) -> str:
    """Two dates as one range: "16–19 September 2026"."""
    return format_interval(first, last, "yMMMMd", locale=_locale(get_language() or "en"))


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale("en", "GB") if language == "en" else Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")
