"""What readers would see of a revision that is not approved, drawn by the readers' own code.

The edition is the one that approval would freeze, and it is never stored: no public
door has a way to it. Pages get addresses of files that only this reader may read;
data are the bytes that would be sent.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from cms.site.reading import in_language, sheet
from launches import clock
from launches.compact import dumps
from launches.domain.document import Href, Name, own_name, public_href
from launches.domain.freeze import rehearse
from launches.models import Edition, EditionText, Stage
from launches.queries import feed_forms, feeds, ninjs
from launches.queries.render import joined, spoken

from .modes import Mode


@dataclass(frozen=True)
class Showing:
    """A revision as readers would get it: the unsaved edition, at the instant it would open."""

    edition: Edition
    texts: dict[str, EditionText]
    at: datetime


def showing_of(page: Any, *, href: Href, name: Name = own_name) -> Showing:
    """`page` is a LaunchPage with the words of a revision; the others as in `document_of`."""
    now = clock.now()
    edition, texts = rehearse(page.launch, page.content(), at=now, href=href, name=name)
    opens = max(now, edition.opens_at or now)
    return Showing(edition, {text.language: text for text in texts}, opens)


def draw(
    request: HttpRequest,
    page: Any,
    mode: Mode,
    *,
    href: Href,
    note: str,
    name: Name = own_name,
) -> HttpResponse:
    """One mode as a page. `note` tells the reader who else can see this."""
    if mode.kind in DATA:
        return _data(request, showing_of(page, href=public_href, name=name), mode, note)
    showing = showing_of(page, href=href, name=name)
    if mode.kind == "slate":
        context = {"launch": json.loads(showing.edition.document), "note": note}
        return render(request, "cms/previews/slate.html", context)
    if mode.kind == "lower-third":
        return _lower_third(request, showing, mode, note)
    return _press(request, page, showing, mode, note)


def _press(
    request: HttpRequest, page: Any, showing: Showing, mode: Mode, note: str
) -> HttpResponse:
    """The launch's own page; its tabs lead to its other languages at the same address."""
    language = request.GET.get("lang", "")
    language = language if language in showing.texts else mode.language
    with translation.override(spoken(language)):
        item = in_language(sheet(showing.edition, language=spoken(language)), language)
        stage = showing.edition.stage
        context = {
            "item": item,
            "forum": page.launch.forum,
            "now": clock.now(),
            "nav": "launches",
            "stage": Stage.objects.filter(slug=stage).first() if stage else None,
            "preview": note,
        }
        return render(request, "site/launch.html", context)


def _lower_third(request: HttpRequest, showing: Showing, mode: Mode, note: str) -> HttpResponse:
    launch = json.loads(showing.edition.document)
    ground = _("The grey ground stands for the camera.")
    note = f"{note} {ground}"
    with translation.override(spoken(mode.language)):
        context = {"launch": launch, "language": mode.language, "note": note}
        return render(request, "cms/previews/lower_third.html", context)


def _data(request: HttpRequest, showing: Showing, mode: Mode, note: str) -> HttpResponse:
    """The bytes themselves with ?raw=1, else a page that shows them line by line."""
    kind, body = DATA[mode.kind](showing, mode.language)
    if request.GET.get("raw"):
        return HttpResponse(body, content_type="text/plain; charset=utf-8")
    context = {"kind": kind, "text": _by_line(body), "bytes": len(body.encode()), "mode": mode}
    return render(request, "cms/previews/data.html", {**context, "note": note})


def _by_line(body: str) -> str:
    if body.startswith("<"):
        return body.replace("><", ">\n<")
    return json.dumps(json.loads(body), ensure_ascii=False, indent=2)


def _json(showing: Showing, language: str) -> tuple[str, str]:
    text = showing.texts.get(language)
    document = text.document if text else showing.edition.document
    return "application/json", joined(document, showing.edition, at=showing.at)


def _ninjs(showing: Showing, language: str) -> tuple[str, str]:
    text = showing.texts.get(language) or EditionText(edition=showing.edition, language=language)
    return ninjs.MEDIA_TYPE, dumps(ninjs.item(showing.edition, text, at=showing.at))


def _rss(showing: Showing, language: str) -> tuple[str, str]:
    """A feed of this one entry; where no instant is set, as if it opened now."""
    edition = showing.edition
    edition.opens_at = edition.opens_at or showing.at
    address = settings.SITE_URL + "/feeds/launches.rss"
    rows = [feeds.item(edition, language)] if showing.texts else []
    channel = feeds.Channel(feeds.name(language), language, address)
    return "application/rss+xml", feed_forms.as_rss(rows, channel)


DATA = {"json": _json, "ninjs": _ninjs, "rss": _rss}
