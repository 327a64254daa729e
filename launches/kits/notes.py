"""The plain texts of a kit, in English and then in Chinese: what it is, and what is in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from launches.files.marks import line
from launches.kits.making import uid_of
from launches.models import Edition
from launches.queries import ninjs
from launches.queries.render import iso

SPOKEN = ("en", "zh-hans")


def read_me(editions: Sequence[Edition], *, at: datetime, mark: str) -> str:
    """`mark` stands on a line of its own, where the look-up of marks finds it."""
    parts = []
    for code in SPOKEN:
        with translation.override(code):
            parts.append(_said(editions, at))
    if mark:
        parts.append(line(mark) + "\n")
    return "\n\n".join(parts)


def _said(editions: Sequence[Edition], at: datetime) -> str:
    rows = [f"- {_one(edition, at)}" for edition in editions]
    return "\n".join(
        [
            _("Media kit"),
            "",
            *rows,
            "",
            _("In the folder of each launch:"),
            _("texts/: the words in each language, as Word, PDF and Markdown"),
            _("ninjs/: the same for machines, as IPTC ninjs 3.1"),
            _("files/: originals and sizes for print; credit, caption and rights are inside"),
            _("captions.txt: what each file shows, whom to credit, and until when it may be used"),
            _("SHA256SUMS: check the whole kit with sha256sum -c SHA256SUMS"),
        ]
    )


def _one(edition: Edition, at: datetime) -> str:
    name = f"{edition.company}: {edition.product} (v{edition.number})"
    page = f"{settings.SITE_URL}/launches/{edition.slug}/"
    if edition.opens_at is None:
        embargoed = _("EMBARGOED until it is released on stage.")
        return f"{name}. {embargoed}"
    when = {"when": iso(edition.opens_at)}
    if edition.opens_at > at:
        embargoed = _("EMBARGOED until %(when)s.") % when
        return f"{name}. {embargoed}"
    released = _("Released %(when)s.") % when
    return f"{name}. {released} {page}"


def captions(document: dict[str, Any], paths: Mapping[str, str]) -> str:
    """One paragraph for each file of the kit; `paths` is {uid of a file: path}."""
    parts: list[str] = []
    for code in SPOKEN:
        with translation.override(code):
            parts += [_caption(row, paths) for row in document["materials"]]
    said = [part for part in parts if part]
    return "\n\n".join(said) + "\n" if said else ""


def _caption(row: dict[str, Any], paths: Mapping[str, str]) -> str:
    """Where a material and its renditions lie, and what belongs to them; "" where none is there."""
    hrefs = [row["href"], *(one["href"] for one in row["renditions"])]
    names = [paths[uid] for uid in map(uid_of, hrefs) if uid in paths]
    terms = ninjs.terms(row, until=_(ninjs.UNTIL)) or _(ninjs.USABLE)
    lines = [
        _("Caption: %(text)s") % {"text": row["caption"]} if row["caption"] else "",
        _("Credit: %(text)s") % {"text": row["credit"]} if row["credit"] else "",
        _("Alternative text: %(text)s") % {"text": row["alt"]} if row["alt"] else "",
        _("Terms: %(text)s") % {"text": terms},
    ]
    return "\n".join([*names, *filter(None, lines)]) if names else ""
