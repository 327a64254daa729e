"""Finding a sign-off by its link, and which sign-offs an entry still lacks."""

import hashlib
from collections.abc import Iterable

from django.utils.translation import gettext as _

from launches.content import Content
from launches.enums import Decision, Office
from launches.models import Launch, SignOff


def digest_of(token: str) -> str:
    """What is kept of a link's token: SHA-256; 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def by_token(token: str) -> SignOff | None:
    """The sign-off of this link, whatever has become of it."""
    rows = SignOff.objects.select_related("launch__forum", "launch__company", "asked_by")
    return rows.filter(token_digest=digest_of(token)).first()


def parts_of(content: Content) -> list[str]:
    """What can be signed apart: the particulars, each language, the materials."""
    return ["identity", *(f"texts.{words.language}" for words in content.words), "materials"]


def lacking(launch: Launch, content: Content, offices: Iterable[str]) -> dict[str, str]:
    """{"sign_offs.<office>": sentence} for each office whose sign-off is wanted and missing.

    An office has signed when its standing approvals together cover everything and none
    of its standing answers is an objection. Costs one query, none where none is wanted.
    """
    wanted = [office for office in offices if office in Office.values]
    if not wanted:
        return {}
    standing = launch.sign_offs.filter(office__in=wanted, voided_at=None).exclude(decision="")
    rows, found = list(standing.defer("document")), {}
    for office in wanted:
        own = [row for row in rows if row.office == office]
        if sentence := _lacks(office, own, set(parts_of(content))):
            found[f"sign_offs.{office}"] = sentence
    return found


def _lacks(office: str, rows: list[SignOff], parts: set[str]) -> str:
    label = {"office": Office(office).label}
    if any(row.decision == Decision.OBJECTED for row in rows):
        return _("There is an objection: %(office)s.") % label
    covered = {part for row in rows for part in row.parts or parts}
    return "" if parts <= covered else _("A sign-off is missing: %(office)s.") % label
