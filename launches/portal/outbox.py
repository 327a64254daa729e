"""The demo's outbox: mail that went to files instead of to people. Never mounted otherwise."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache

app_name = "outbox"
NEWEST = 100
LINK = re.compile(r"(https?://[^\s<>\"]+)")


@dataclass(frozen=True)
class Letter:
    """One mail as it would have been sent."""

    key: str
    at: datetime
    to: str
    subject: str
    text: str
    html: str

    def linked(self) -> SafeString:
        """The text with its addresses as links."""
        parts = [
            f'<a href="{escape(part)}">{escape(part)}</a>' if LINK.fullmatch(part) else escape(part)
            for part in LINK.split(self.text)
        ]
        return mark_safe("".join(parts))


def letters() -> list[Letter]:
    """What lies in the outbox, newest first. Files that are no mail are skipped."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: file.name, reverse=True)[:NEWEST]
    found = []
    for file in files:
        parts = re.split(rb"(?m)^-{79}\n", file.read_bytes())
        found += [_letter(part) for part in parts if part.strip()]
    return sorted(found, key=lambda letter: letter.at, reverse=True)[:NEWEST]


def _letter(data: bytes) -> Letter:
    message: EmailMessage = message_from_bytes(data, policy=policy.default)
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    try:
        at = parsedate_to_datetime(str(message["date"]))
    except (TypeError, ValueError):
        at = datetime.fromtimestamp(0, UTC)
    return Letter(
        sha256(data).hexdigest()[:16],
        at if at.tzinfo else at.replace(tzinfo=UTC),
        str(message["to"] or ""),
        str(message["subject"] or ""),
        text.get_content() if text else "",
        html.get_content() if html else "",
    )


@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/outbox.html", {"letters": letters()})


@never_cache
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML of one mail, alone in a sandbox: scripts off, links open in a new tab."""
    found = next((letter for letter in letters() if letter.key == key), None)
    if found is None:
        raise Http404
    return framed(found.html)


def framed(html: str) -> HttpResponse:
    """A letter's HTML for a frame: no script, nothing loaded but our own fonts."""
    response = HttpResponse(html)
    response.headers["Content-Security-Policy"] = (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
        "style-src 'self' 'unsafe-inline'; font-src 'self'; base-uri 'none'; frame-ancestors 'self'"
    )
    return response


urlpatterns = [
    path("", outbox, name="list"),
    path("<slug:key>/", picture, name="picture"),
]
