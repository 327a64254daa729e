"""How plain words become a letter.

A wording is plain text. Its first paragraph is the heading, the others are
paragraphs; a line of its own such as `See the receipt: {link}` becomes a button.
`{name}` is filled in from a closed list; there is nothing to call, loop or look up,
so an organiser's wording can neither break a mail nor read anything else. No
product's name is on any list: a mail travels through many hands.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from launches.errors import UnveilError
from launches.mail_kinds import KINDS, Values, kind_of

PLACE = re.compile(r"\{([^{}\s]*)\}")
BUTTON = re.compile(r"^(?P<label>[^\n]{1,80}?)\s*[:：]\s*(?P<link>https?://\S+|\{link\})$")
LONGEST_SUBJECT, LONGEST_TEXT = 200, 5000
OPEN = ("link", "code")  # the places that a secret can be left open at
SIGNATURE = "\n\n-- \n"


class Wording(NamedTuple):
    """A subject and a text with places still to be filled, or already filled."""

    subject: str
    text: str


@cache
def default(kind: str, language: str) -> Wording:
    """The wording of templates/mail/<language>/<kind>.txt, in English where there is none.

    The file's first line is the subject, the rest after it the text.
    """
    for code in (language, settings.LANGUAGE_CODE):
        name = f"mail/{code}/{kind}.txt"
        if (found := _file(name)) is not None:
            subject, _newline, text = found.partition("\n")
            return Wording(subject.strip(), text.strip())
    raise LookupError(f"templates/mail has no wording for {kind}")


def _file(name: str) -> str | None:
    path = Path(settings.BASE_DIR) / "templates" / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def check(kind: str, wording: Wording) -> Wording:
    """The wording as it may be kept. Raises UnveilError with the fields that are wrong."""
    places = kind_of(kind).all_places()
    subject, text = wording.subject.strip(), wording.text.replace("\r\n", "\n").strip()
    faults = {
        "subject": _fault(subject, places, LONGEST_SUBJECT),
        "text": _fault(text, places, LONGEST_TEXT),
    }
    if "\n" in subject:
        faults["subject"] = _("The subject is one line.")
    for place in ("{link}", "{code}"):
        if not faults["text"] and place not in text and place in default(kind, "en").text:
            words = _("The text needs %(place)s: without it nobody can act on the mail.")
            faults["text"] = words % {"place": place}
    if found := {name: words for name, words in faults.items() if words}:
        raise UnveilError(fields=found)
    return Wording(subject, text)


def _fault(text: str, places: Mapping[str, Any], longest: int) -> str:
    """What is wrong with one part, in words; empty where nothing is."""
    if not text:
        return _("Please write something here.")
    if len(text) > longest:
        return _("%(found)s characters; at most %(wanted)s are possible.") % {
            "found": len(text),
            "wanted": longest,
        }
    unknown = [name for name in PLACE.findall(text) if name not in places]
    if unknown:
        return _("{%(name)s} is not known here. You can use: %(known)s.") % {
            "name": unknown[0],
            "known": ", ".join(f"{{{name}}}" for name in places),
        }
    if re.search(r"[{}]", PLACE.sub("", text)):
        return _("A brace { or } stands alone. Braces only hold the names that are filled in.")
    return ""


def filled(wording: Wording, values: Values) -> Wording:
    """Every place filled in; one without a value is left out. A list has a line for each."""
    plain = {name: _lines(value) for name, value in values.items()}
    if "secret" in values:
        plain |= {name: f"{{{name}}}" for name in OPEN}

    def put(text: str) -> str:
        return PLACE.sub(lambda place: plain.get(place[1], ""), text)

    return Wording(" ".join(put(wording.subject).split())[:300], put(wording.text))


def _lines(value: str | list[str]) -> str:
    """A value cannot begin a line of its own, so that no name poses as a heading or a header."""
    rows = value if isinstance(value, list) else [value]
    return "\n".join(" ".join(str(row).split()) for row in rows)


def signed(text: str, *, forum: str = "") -> str:
    """The text with its signature."""
    name = " · ".join(part for part in (settings.SITE_NAME, forum) if part)
    return text.strip() + SIGNATURE + name + "\n"


def drawn(wording: Wording, *, language: str) -> str:
    """The letter as HTML: a table that every mail program can draw."""
    body, _dashes, name = wording.text.strip().partition(SIGNATURE)
    heading, *paragraphs = re.split(r"\n\s*\n", body.strip())
    with override(language):
        context = {
            "subject": wording.subject,
            "heading": " ".join(heading.split()),
            "blocks": [_block(paragraph) for paragraph in paragraphs],
            "signature": name.strip(),
            "language": language,
            "SITE_NAME": settings.SITE_NAME,
        }
        return render_to_string("mail/letter.html", context)


def unsealed(words: str, secret: str, *, kind: str, html: bool = False) -> str:
    """The words of a secret kind with the link or code that was left open."""
    return words.replace(f"{{{KINDS[kind].opens}}}", escape(secret) if html else secret)


def masked(words: str) -> str:
    """The words as the desk reads them: dots where a link or code was left open."""
    words = words.replace('href="{link}"', 'href="#"')
    for name in OPEN:
        words = words.replace(f"{{{name}}}", "••••••")
    return words


def preview_values(kind: str, newest: Values | None, link: str) -> dict[str, str | list[str]]:
    """What fills a preview: the newest mail's values where there is one, samples otherwise."""
    samples: Values = {"person": "Lin Yao", "site": settings.SITE_NAME, "entry": "k7w2m9qx4trbn5hc"}
    known = {name: value for name, value in (newest or {}).items() if name != "secret"}
    return {**samples, **kind_of(kind).samples, "link": link, **known}


class Block(NamedTuple):
    """A paragraph, a button where there is a link, or a code that stands alone."""

    words: SafeString
    link: str = ""
    is_code: bool = False


def _block(paragraph: str) -> Block:
    """Only our own addresses become buttons: words typed by others lead nowhere."""
    found = BUTTON.match(paragraph.strip())
    ours = (settings.SITE_URL + "/", "{link}")
    if found and found["link"].startswith(ours):
        return Block(escape(found["label"]), found["link"])
    if paragraph.strip() == "{code}":
        return Block(SafeString("{code}"), is_code=True)
    return Block(mark_safe(escape(paragraph.strip()).replace("\n", "<br>")))
