"""Cleaning one value at a time: (value, codes of what was done to it)."""

import html
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from launches.exporting.guard import unguarded
from launches.importing.cells import text_of

# What shows as nothing: removed, save between letters of scripts that spell with it and in emoji.
SPELLING = "\u0590-\u109f\u1780-\u18af\ufe0f\U0001f000-\U0001faff\u2640\u2642"
UNSEEN = re.compile(f"(?<![{SPELLING}])[\u200b-\u200f\u00ad](?![{SPELLING}])|[\u2060\ufeff]")
BLANKS = re.compile(r"[^\S\n]+")
HIDDEN = re.compile(r"(?s)<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE)
BREAK = re.compile(
    r"(?s)</?(?:address|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)"
    r"(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
TAG = re.compile(r"(?s)</?[A-Za-z][A-Za-z0-9:-]*(?:[\s/][^<>]*)?>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
WIDE = re.compile("[\uff01-\uff5e]")
WIDE_LETTERS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
NOTHING = {"-", "--", "—", "–", "/", "n/a", "na", "none", "null", "无", "暂无", "没有"}
URL_STARTS = re.compile(r"^h?tt?ps?(?::/{0,2}|;/{0,2}|/{1,2})(?=[^/:;])", re.IGNORECASE)
OTHER_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.([^\W\d_]{2,}|xn--[a-z0-9-]+)", re.IGNORECASE)
LONGEST_URL = 300
LINK = re.compile(r"""<a\s[^<>]*?href\s*=\s*["']?([^"'<>\s]+)""", re.IGNORECASE)


def plain(value: Any, *, lines: bool = False) -> tuple[str, list[str]]:
    """Text without markup, odd spaces and wide Latin; other scripts stay as they are.

    `lines` keeps line breaks, for texts of several paragraphs.
    """
    raw = unguarded(text_of(value))  # our own exports hold formulas by an apostrophe
    text, codes = raw, []
    if raw != _tidy(raw, lines=lines):
        codes.append("whitespace")
    while (bare := _unmarked(_narrowed(text))) != _narrowed(text):
        text = bare
        codes += [] if "html_removed" in codes else ["html_removed"]
    if _narrowed(raw) != raw:
        codes.append("fullwidth")
    text = _tidy(_narrowed(text), lines=lines)
    return unicodedata.normalize("NFC", text), codes


def _tidy(text: str, *, lines: bool = False) -> str:
    """One blank between words, none at the ends, nothing unseen."""
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not lines:
        return " ".join(text.split())
    kept = "\n".join(BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _unmarked(text: str) -> str:
    """Without tags and with the signs that entities stand for."""
    if "<" in text:
        text = TAG.sub("", BREAK.sub("\n", HIDDEN.sub(" ", text)))
    return ENTITY.sub(lambda found: html.unescape(found.group()), text) if "&" in text else text


def _narrowed(text: str) -> str:
    """Wide letters and digits as usual ones; wide punctuation too where nothing is East Asian."""
    wide = WIDE_LETTERS if EAST_ASIAN.search(text) else WIDE
    return wide.sub(lambda found: chr(ord(found.group()) - 0xFEE0), text)


def key_of(*parts: str) -> tuple[str, ...]:
    """For telling duplicates: NFKC, case folded, without markup and outer space."""
    return tuple(map(_key, parts))


def _key(text: str) -> str:
    before = None
    while text != before:
        before = text
        text = plain(unicodedata.normalize("NFKC", text))[0].casefold()
    return text


def says_nothing(text: str) -> bool:
    return not text or text.casefold() in NOTHING


def website(value: Any) -> tuple[str, list[str]]:
    """A web address, mended where the mending is sure, dropped where it is not one."""
    text, codes = plain(value)
    if link := LINK.search(text_of(value)):
        text = plain(link.group(1))[0]
    if says_nothing(text):
        return "", []
    for part in [*re.split(r"[\s,;，；、]+", text), text.replace(" ", "")]:
        if found := _address(part):
            return found, codes + ([] if found == text else ["url_fixed"])
    return "", [*codes, "url_dropped"]


def _address(text: str) -> str:
    """The address that a word means, or nothing."""
    fixed = text.strip("<>\"'()").rstrip(".,;").replace("\\", "/")
    if start := URL_STARTS.match(fixed):
        scheme = "https://" if "s" in start.group().lower() else "http://"
        written = fixed[: start.end()].lower() == scheme
        fixed = fixed if written else scheme + fixed[start.end() :]
    elif OTHER_SCHEME.match(fixed):
        return ""
    else:
        fixed = f"https://{fixed.lstrip('/')}"
    try:
        parts = urlsplit(fixed)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    sure = HOST.fullmatch(host) and "@" not in parts.netloc and len(fixed) <= LONGEST_URL
    return fixed if sure and not re.search(r"\s", fixed) else ""
