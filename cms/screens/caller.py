"""The caller's console: what is on, what comes, and a large GO."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from launches import clock, rules
from launches.domain import show
from launches.enums import State
from launches.errors import Stale, UnveilError
from launches.models import Cue, Rundown, Stage
from launches.numbers import whole
from launches.queries import screens

COMMANDS = {"go": show.go, "back": show.back, "hold": show.hold, "resume": show.resume}


def _only_callers(request: HttpRequest) -> None:
    if not rules.calls_show(request.user):
        raise PermissionDenied


@never_cache
@login_required
def stages(request: HttpRequest) -> HttpResponse:
    """The halls a caller can choose from."""
    _only_callers(request)
    return render(request, "screen/stages.html", {"stages": Stage.objects.all()})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def console(request: HttpRequest, slug: str) -> HttpResponse:
    """One hall's console. A command answers with the console as it is then.

    A GO that opens a launch to the world is asked for twice: the second one names the
    cue in `confirm`. A refusal is said in words and nothing has moved: 409 if another
    caller was first, 422 at the end of the list.
    """
    _only_callers(request)
    stage = get_object_or_404(Stage.objects.select_related("forum"), slug=slug)
    rundown, _made = Rundown.objects.get_or_create(stage=stage)
    if request.method != "POST":
        return _shown(request, stage, rundown)
    try:
        seen = _version_seen(request)
        if _to_confirm(request, rundown, seen):
            return _shown(request, stage, rundown, confirming=True)
        _command(request, rundown, seen)
    except UnveilError as refusal:
        status = 409 if isinstance(refusal, Stale) else 422
        rundown.refresh_from_db()
        return _shown(request, stage, rundown, refusal=str(refusal.message), status=status)
    if _wants_json(request):
        return _shown(request, stage, rundown)
    return redirect("screens:caller", slug)


def _version_seen(request: HttpRequest) -> int:
    seen = whole(request.POST.get("version", ""), digits=9)
    if seen is None:
        raise Stale
    return seen


def _to_confirm(request: HttpRequest, rundown: Rundown, seen: int) -> bool:
    """A GO that would open a launch, seen on the newest version, and not yet confirmed."""
    if request.POST.get("command") != "go" or seen != rundown.version:
        return False
    coming = show.following(rundown)
    if coming is None or not show.opens(coming):
        return False
    return request.POST.get("confirm") != coming.uid


def _command(request: HttpRequest, rundown: Rundown, seen: int) -> None:
    name = request.POST.get("command", "")
    values: dict[str, Any] = {"version": seen, "by": request.user, "at": clock.now()}
    if name == "jump":
        cue = rundown.cues.select_related("launch").filter(uid=request.POST.get("cue", "")).first()
        if cue is None:
            raise Http404
        show.jump(rundown, cue=cue, **values)
    elif name in COMMANDS:
        COMMANDS[name](rundown, **values)
    else:
        raise Http404


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _shown(
    request: HttpRequest,
    stage: Stage,
    rundown: Rundown,
    *,
    refusal: str = "",
    status: int = 200,
    confirming: bool = False,
) -> HttpResponse:
    """The console, or for its script the two parts that change."""
    cues = list(rundown.cues.select_related("event", "launch__company", "launch__theme"))
    place = next((n for n, cue in enumerate(cues) if cue.pk == rundown.current_id), -1)
    now = clock.now()
    context = {
        "stage": stage,
        "rundown": rundown,
        "cues": [_row(cue, now) for cue in cues],
        "current": _row(cues[place], now) if place >= 0 else None,
        "following": _row(cues[place + 1], now) if place + 1 < len(cues) else None,
        "refusal": refusal,
        "confirming": confirming,
        "left": len(cues) - place - 1,
        "screens": screens.of_stage(stage, at=now),
        "now": now,
    }
    if not _wants_json(request):
        return render(request, "screen/caller.html", context, status=status)
    html = render(request, "screen/_console.html", context).content.decode()
    return JsonResponse(
        {"html": html, "version": rundown.version, "refusal": refusal}, status=status
    )


def _row(cue: Cue, now: Any) -> dict[str, Any]:
    """A cue as the caller reads it: with names, also those under embargo."""
    launch = cue.launch
    approved = launch is not None and launch.state == State.APPROVED
    return {
        "cue": cue,
        "launch": launch,
        "title": launch.product if launch else (str(cue.event) if cue.event else ""),
        "open": approved and launch.is_released(at=now),
        "opens": show.opens(cue),
        "ready": launch is None or approved,
    }
