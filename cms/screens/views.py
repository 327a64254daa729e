"""The display of a hall. Nothing embargoed is in these pages, at any time."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from launches import clock
from launches.enums import Audience
from launches.models import Forum, Stage
from launches.queries import board


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which hall is this screen in?"""
    stages = Stage.objects.all()
    return render(request, "screen/choose.html", {"stages": stages, "forum": Forum.objects.first()})


@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The full-screen display of one hall, with what is on now already in it.

    `made` (milliseconds, our clock) lets the screen tell this page from an older copy
    out of its own store.
    """
    at = clock.now()
    stage = get_object_or_404(Stage.objects.select_related("forum"), slug=slug)
    state = board.stage_state(stage, audience=Audience.PUBLIC, at=at)
    held = state["state"] == "hold"
    launch = state["now"]["launch"] if state["now"] and not held else None
    context = {
        "stage": stage,
        "forum": stage.forum,
        "state": state,
        "launch": launch,
        "made": int(at.timestamp() * 1000),
    }
    response = render(request, "screen/screen.html", context)
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The screen's service worker: keeps the page and its pictures for when we are away."""
    source = Path(settings.BASE_DIR) / "cms" / "static" / "js" / "screen" / "worker.js"
    response = HttpResponse(source.read_text(), content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/screen/"
    response.headers["Cache-Control"] = "no-cache"
    return response
