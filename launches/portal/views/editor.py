"""The launch editor: one form that works without scripts, made livelier by them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from launches import clock, rules
from launches.errors import NotAllowed
from launches.models import Launch
from launches.numbers import whole
from launches.queries import call, readiness, tenancy

from .. import answering, filing, moment, saving
from ..access import portal_view, why_not
from ..anchors import anchors
from ..channels import cells
from ..deadline import deadline_of
from ..overview import shown_state
from ..script_words import script_words
from ..sheet import Sheet
from ..values import add_language, remove_language, set_original, spec_of


@portal_view
def launch(request: HttpRequest, uid: str) -> HttpResponse:
    """Write on a launch, or read it where writing is over."""
    entry = tenancy.launch_for(request.user, uid)
    if request.method == "POST":
        return _save(request, entry)
    if not rules.may_edit(request.user, entry):
        return _read(request, entry)
    page = saving.open_page(entry)
    sheet = Sheet(entry, page, page.values(), reader=request.user)
    return _draw(request, entry, sheet)


def _save(request: HttpRequest, entry: Launch) -> HttpResponse:
    typed = typed_in(request.POST)
    try:
        outcome = saving.save(
            entry,
            based_on=number(request.POST.get("revision")),
            typed=typed,
            by=request.user,
            confirmed=request.POST.getlist("confirmed"),
        )
        when, seen = typed_moment(request.POST), seen_moment(request.POST)
        kept = moment.store(entry, when, seen, by=request.user, at=clock.now())
        outcome.conflicts |= kept.conflicts
        errors = {**kept.errors, **filing.receive_all(entry, request.FILES, by=request.user)}
        _restructure(entry, request.POST, request)
    except NotAllowed as error:
        return _read(request, entry, typed=typed, refusal=str(error.message))
    if not (outcome.conflicts or outcome.errors or errors):
        messages.success(request, _("Saved."))
        return redirect(_next(request.POST, entry))
    page = saving.open_page(entry)
    mine = {name: text for name, text in typed.items() if name not in outcome.news}
    mine |= {name: text for name, text in when.items() if text != seen.get(name)}
    sheet = Sheet(
        entry,
        page,
        page.values(),
        typed=mine,
        outcome=outcome,
        errors=errors,
        reader=request.user,
    )
    return _draw(request, entry, sheet, status=409 if outcome.conflicts else 422)


def _restructure(entry: Launch, post: QueryDict, request: HttpRequest) -> None:
    """What the form's other buttons ask for: a language more or less, a file less."""
    if post.get("action") == "add_language" and (code := post.get("add_language")):
        saving.change_page(entry, lambda page: add_language(page, code), by=request.user)
    elif post.get("action") == "original" and (code := post.get("original")):
        saving.change_page(entry, lambda page: set_original(page, code), by=request.user)
    elif code := post.get("remove_language"):
        required = entry.forum.required_languages
        saving.change_page(
            entry, lambda page: remove_language(page, code, required=required), by=request.user
        )
    elif material := post.get("remove"):
        filing.remove(entry, material, by=request.user)


def _next(post: QueryDict, entry: Launch) -> str:
    if post.get("action") == "submit":
        return reverse("portal:submit", args=[entry.uid])
    return reverse("portal:launch", args=[entry.uid])


def typed_in(post: QueryDict) -> dict[str, object]:
    """The words among the posted fields."""
    words = {name: post[name] for name in post if spec_of(name)}
    return words | answering.typed_in(post)


def typed_moment(post: QueryDict) -> dict[str, object]:
    return {name: post[name] for name in moment.NAMES if name in post}


def seen_moment(post: QueryDict) -> dict[str, object]:
    """What stood in these fields when the page was drawn."""
    return {name: post[f"seen.{name}"] for name in moment.NAMES if f"seen.{name}" in post}


def number(text: object) -> int:
    """A revision id as posted; 0, which is never one, for anything else."""
    return whole(str(text)) or 0


def _draw(request: HttpRequest, entry: Launch, sheet: Sheet, *, status: int = 200) -> HttpResponse:
    content = sheet.page.content()
    found = readiness.of(entry, content, at=clock.now())
    missing = found.required
    state, label = shown_state(entry, at=clock.now())
    context = {
        "launch": entry,
        "sheet": sheet,
        "revision": sheet.page.latest_revision_id,
        "gaps": anchors(missing, sheet.page),
        "gap_total": len(missing),
        "cells": cells(found, sheet.page),
        "deadline": deadline_of(entry, at=request.arrived_at),
        "state": state,
        "state_label": label,
        "words": script_words(),
        "tab": "write",
    }
    return render(request, "portal/launch.html", context, status=status)


def _read(
    request: HttpRequest, entry: Launch, *, typed: dict | None = None, refusal: str = ""
) -> HttpResponse:
    """The words without inputs; typed words that could not be kept are shown to be copied."""
    page = saving.open_page(entry)
    state, label = shown_state(entry, at=clock.now())
    stored = page.values()
    lost = {name: text for name, text in (typed or {}).items() if stored.get(name, "") != text}
    sheet = Sheet(entry, page, stored)
    context = {
        "launch": entry,
        "sheet": sheet,
        "why_not": refusal or why_not(request.user, entry),
        "answered": call.answered(entry, page.content()),
        "lost": [sheet.field(name, spec_of(name)) for name in lost],
        "state": state,
        "state_label": label,
        "tab": "write",
    }
    for field in context["lost"]:
        field.value = str(lost[field.name])
    return render(request, "portal/read.html", context, status=403 if refusal else 200)
