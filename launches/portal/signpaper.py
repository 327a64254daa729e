"""A sign-off on paper: who was asked, what was shown, what was said, and the hash of it."""

from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from launches import clock, prose
from launches.models import SignOff
from launches.papers.printing import printed

from .receipts import instant
from .signsheet import Picture, SignSheet, sheet_of


def pdf(sign_off: SignOff) -> bytes:
    """The record in the reader's language, with the frozen words and pictures. Raises Busy."""
    sheet = sheet_of(sign_off, href=lambda uid, extension: "")
    drawn = {f"{number}.jpg": path for number, path in _drawn(sheet.pictures)}
    values = _values(sign_off, sheet, set(drawn))
    return printed("sign_off", values, at=sign_off.decided_at or sign_off.asked_at, pictures=drawn)


def _drawn(pictures: list[Picture]) -> list[tuple[int, Path]]:
    """The pictures that are there to be drawn, with their places in the list."""
    root = Path(settings.PRIVATE_ROOT)
    found = [
        (number, root / picture.shown.file)
        for number, picture in enumerate(pictures)
        if picture.shown and picture.shown.format == "jpeg"
    ]
    return [(number, path) for number, path in found if path.exists()]


def _values(sign_off: SignOff, sheet: SignSheet, drawn: set[str]) -> dict[str, Any]:
    launch, zone = sign_off.launch, sign_off.launch.forum.tz
    state = sign_off.state(at=clock.now())
    facts = [
        (_("State"), str(state.label)),
        (_("Asked"), f"{sign_off.name} ({sign_off.get_office_display()}), {sign_off.email}"),
        (_("Asked by"), str(sign_off.asked_by or "—")),
        (_("Asked on"), instant(sign_off.asked_at, zone)),
        (_("What is signed"), ", ".join(sheet.asked) or _("Everything")),
    ]
    if sign_off.decided_at:
        facts += [
            (_("Answer"), sign_off.get_decision_display()),
            (_("Signed as"), sign_off.signed_name),
            (_("Answered on"), instant(sign_off.decided_at, zone)),
            ("UTC", instant(sign_off.decided_at, UTC)),
            (_("Comment"), sign_off.comment or "—"),
            (_("Network address"), sign_off.address or _("not kept")),
        ]
    return {
        "title": _("Sign-off %(uid)s") % {"uid": sign_off.uid},
        "language": get_language() or settings.LANGUAGE_CODE,
        "kind": _("Sign-off"),
        "uid": sign_off.uid,
        "product": _product(sheet, launch.product),
        "company": launch.company.name,
        "facts": facts,
        "digest": sign_off.digest,
        "identity": [(said.label, said.text) for said in sheet.identity],
        "languages": [
            {
                "name": language.name,
                "code": language.code,
                "fields": [(said.label, _plain(said.text, said.html)) for said in language.fields],
            }
            for language in sheet.languages
        ],
        "pictures": [_file(n, picture, drawn) for n, picture in enumerate(sheet.pictures)],
        "labels": {
            "fingerprint": _("Fingerprint (SHA-256) of what was shown"),
            "version": _("The version that was shown"),
            "product": _("The product"),
            "files": _("Pictures and files"),
        },
    }


def _product(sheet: SignSheet, otherwise: str) -> str:
    return sheet.identity[0].text if sheet.identity else otherwise


def _plain(text: str, html: str) -> str:
    return prose.to_text(html) if html else text


def _file(number: int, picture: Picture, drawn: set[str]) -> dict[str, Any]:
    name = f"{number}.jpg"
    said = [picture.caption, picture.credit, picture.alt]
    said += [f"{row.label}: {row.text}" for row in picture.rights]
    return {
        "place": picture.place,
        "name": picture.name,
        "sha256": picture.sha256,
        "size": filesizeformat(picture.bytes),
        "said": [text for text in said if text],
        "alt": picture.alt or picture.place,
        "path": f"pictures/{name}" if name in drawn else "",
    }
