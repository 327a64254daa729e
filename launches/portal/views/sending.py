"""Handing in: what will be sent, and the act itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import LaunchPage
from launches import clock
from launches.domain import points, submission
from launches.domain.transitions import may
from launches.enums import Action
from launches.errors import UnveilError
from launches.models import Launch, Receipt
from launches.queries import call, readiness, signoffs, tenancy

from .. import saving
from ..access import portal_view, why_not
from ..anchors import anchors
from ..channels import cells
from ..deadline import deadline_of
from ..forms import WithdrawForm
from ..overview import shown_state
from ..sheet import Sheet
from .editor import number


@portal_view
def submit(request: HttpRequest, uid: str) -> HttpResponse:
    """Show what will be handed in; on POST hand it in and go to the receipt."""
    entry = tenancy.launch_for(request.user, uid)
    refusal = None
    if request.method == "POST":
        try:
            receipt = hand_in(entry, number(request.POST.get("revision")), request)
        except UnveilError as error:
            refusal = error
        else:
            return redirect("portal:receipt", number=receipt.number)
    return draw(request, entry, refusal)


def hand_in(entry: Launch, revision: int, request: HttpRequest) -> Receipt:
    """Submit the revision the person saw."""
    content = _content_at(entry, revision)
    return submission.submit(
        entry,
        revision=revision,
        content=content,
        by=request.user,
        at=clock.now(),
        arrived=request.arrived_at,
    )


def _content_at(entry: Launch, revision: int):
    page = LaunchPage.objects.get(launch=entry)
    found = page.revisions.filter(pk=revision).first() or page.get_latest_revision()
    return found.as_object().content()


def draw(request: HttpRequest, entry: Launch, refusal: UnveilError | None) -> HttpResponse:
    """The page on which an entry is handed in, or which says why it cannot be now."""
    at = clock.now()
    page = saving.open_page(entry)
    content = page.content()
    found = readiness.of(entry, content, at=at)
    state, label = shown_state(entry, at=at)
    context = {
        "launch": entry,
        "page": page,
        "sheet": Sheet(entry, page, page.values()),
        "content": content,
        "answered": call.answered(entry, content),
        "revision": page.latest_revision_id,
        "gaps": anchors(found.required, page),
        "cells": cells(found, page),
        "base": reverse("portal:launch", args=[entry.uid]),
        "unsigned": signoffs.lacking(entry, content, entry.forum.sign_offs_to_submit).values(),
        "open_points": points.unmet(entry, content),
        "may_submit": may(request.user, Action.SUBMIT, entry),
        "why_not": why_not(request.user, entry),
        "deadline": deadline_of(entry, at=request.arrived_at),
        "refusal": refusal,
        "typed_code": request.POST.get("code", "")[:40],
        "state": state,
        "state_label": label,
        "tab": "submit",
    }
    return render(request, "portal/submit.html", context, status=_status(refusal))


def _status(refusal: UnveilError | None) -> int:
    if refusal is None:
        return 200
    statuses = {"stale": 409, "not_allowed": 403, "closed": 409, "too_many": 429}
    return statuses.get(refusal.code, 422)


@portal_view
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask for the reason, then take the entry out."""
    entry = tenancy.launch_for(request.user, uid)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            submission.withdraw(
                entry, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
            )
        except UnveilError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Withdrawn. Nothing of it becomes public."))
            return redirect("portal:status", uid=entry.uid)
    allowed = may(request.user, Action.WITHDRAW, entry)
    context = {"launch": entry, "form": form, "may_withdraw": allowed, "tab": "status"}
    return render(request, "portal/withdraw.html", context, status=422 if form.errors else 200)
