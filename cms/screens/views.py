"""The display of a hall. Nothing embargoed is in these pages, at any time."""

import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from launches import clock
from launches.content import language_name
from launches.domain import screens
from launches.enums import Audience
from launches.models import Forum, Stage
from launches.queries import board
from launches.queries.render import spoken

LARGEST = 1024  # bytes of a report
KEY = re.compile(r"^[0-9a-f]{32}\Z")
UID = re.compile(r"^[a-z0-9]{0,16}\Z")


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which hall is this screen in?"""
    stages = Stage.objects.all()
    return render(request, "screen/choose.html", {"stages": stages, "forum": Forum.objects.first()})


@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The full-screen display of one hall, with what is on now already in it."""
    return _display(request, "screen/screen.html", _shown(slug))


@require_safe
def lower_third(request: HttpRequest, slug: str, language: str = "") -> HttpResponse:
    """The names alone on nothing, for a vision mixer to lay over a camera.

    In the hall's two languages, or in one: then our own words are in it, too. Where
    nothing is on, or the show is held, there is nothing to see.
    """
    if language and language_name(language) == language:
        raise Http404  # no language that anybody speaks
    with override(spoken(language or get_language() or "en")):
        context = {**_shown(slug), "language": language}
        return _display(request, "screen/lower_third.html", context)


def _shown(slug: str) -> dict[str, Any]:
    """What a display of this hall stands on.

    `made` (milliseconds, our clock) lets the screen tell this page from an older copy
    out of its own store.
    """
    at = clock.now()
    stage = get_object_or_404(Stage.objects.select_related("forum"), slug=slug)
    state = board.stage_state(stage, audience=Audience.PUBLIC, at=at)
    held = state["state"] == "hold"
    return {
        "stage": stage,
        "forum": stage.forum,
        "state": state,
        "launch": state["now"]["launch"] if state["now"] and not held else None,
        "made": int(at.timestamp() * 1000),
    }


def _display(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    response.headers["Cache-Control"] = "no-cache"
    return response


@csrf_exempt
@require_POST
def seen(request: HttpRequest, slug: str) -> HttpResponse:
    """A screen tells what it shows: {"key", "shows", "version"}. Says nothing in return."""
    stage = get_object_or_404(Stage, slug=slug)
    try:
        told = json.loads(request.body[:LARGEST])
        key, shows, version = str(told["key"]), str(told["shows"] or ""), int(told["version"])
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return HttpResponseBadRequest("key, shows and version are wanted.\n")
    if not KEY.match(key) or not UID.match(shows) or not 0 <= version < 2**31:
        return HttpResponseBadRequest("key, shows and version are wanted.\n")
    screens.report(stage, key=key, shows=shows, version=version, at=clock.now())
    response = HttpResponse(status=204)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The screen's service worker: keeps the page and its pictures for when we are away."""
    source = Path(settings.BASE_DIR) / "cms" / "static" / "js" / "screen" / "worker.js"
    response = HttpResponse(source.read_text(), content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/screen/"
    response.headers["Cache-Control"] = "no-cache"
    return response
