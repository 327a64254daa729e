"""The company's side of sign-offs: ask, see the answers, take back, ask again, keep on paper."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from launches import clock, rules
from launches.domain import signoff
from launches.enums import CLOSED_STATES
from launches.errors import UnveilError
from launches.models import Launch, SignOff
from launches.queries import signoffs, tenancy

from .. import saving, signpaper
from ..access import portal_view
from ..downloads import paper
from ..overview import shown_state
from ..signforms import AskForm
from ..signsheet import part_label
from ..values import label_of


@portal_view
def listing(request: HttpRequest, uid: str) -> HttpResponse:
    """All sign-offs of an entry; on POST ask for one more."""
    entry = tenancy.launch_for(request.user, uid)
    page = saving.open_page(entry)
    content, at = page.content(), clock.now()
    form = AskForm(request.POST or None, content=content)
    if request.method == "POST" and form.is_valid():
        try:
            found = signoff.ask(
                entry,
                form.asked(at),
                revision=page.latest_revision_id,
                content=content,
                by=request.user,
                at=at,
            )
        except UnveilError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Asked. The link is on its way to %s.") % found.email)
            return redirect("portal:sign_offs", uid=entry.uid)
    state, label = shown_state(entry, at=at)
    context = {
        "launch": entry,
        "form": form,
        "rows": rows_of(entry, at=at),
        "needed": needed(entry, content),
        "may_ask": rules.is_writer(request.user, entry) and entry.state not in CLOSED_STATES,
        "state": state,
        "state_label": label,
        "tab": "sign_offs",
    }
    return render(request, "portal/sign_offs.html", context, status=422 if form.errors else 200)


def rows_of(entry: Launch, *, at: datetime) -> list[dict]:
    """The sign-offs with what the page says of each, newest first, in one query."""
    rows = entry.sign_offs.select_related("asked_by", "voided_by").defer("document")
    return [
        {
            "sign_off": row,
            "state": row.state(at=at),
            "parts": [part_label(part) for part in row.parts],
            "fields": list(dict.fromkeys(label_of(name) for name in row.voided_fields)),
        }
        for row in rows
    ]


def needed(entry: Launch, content) -> list[str]:
    """What the forum asks for and is not signed yet, in sentences."""
    forum = entry.forum
    offices = dict.fromkeys([*forum.sign_offs_to_submit, *forum.sign_offs_to_approve])
    return list(signoffs.lacking(entry, content, offices).values())


@portal_view
@require_POST
def revoke(request: HttpRequest, uid: str, sign_off: str) -> HttpResponse:
    """Take a request back."""
    found = _sign_off(request, uid, sign_off)
    try:
        signoff.revoke(found, by=request.user, at=clock.now())
    except UnveilError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Taken back. The link no longer works."))
    return redirect("portal:sign_offs", uid=uid)


@portal_view
@require_POST
def again(request: HttpRequest, uid: str, sign_off: str) -> HttpResponse:
    """Ask the same person about the newest version."""
    former = _sign_off(request, uid, sign_off)
    page = saving.open_page(former.launch)
    revision, content = page.latest_revision_id, page.content()
    try:
        signoff.ask_again(
            former, revision=revision, content=content, by=request.user, at=clock.now()
        )
    except UnveilError as error:
        messages.error(request, error.in_words)
    else:
        messages.success(request, _("Asked. The link is on its way to %s.") % former.email)
    return redirect("portal:sign_offs", uid=uid)


@portal_view
@require_safe
def record(request: HttpRequest, uid: str, sign_off: str) -> HttpResponse:
    """The request, the answer and the version it is about, on paper."""
    found = _sign_off(request, uid, sign_off)
    return paper(request, lambda: signpaper.pdf(found), name=f"sign-off-{found.uid}.pdf")


def _sign_off(request: HttpRequest, uid: str, sign_off: str) -> SignOff:
    rows = SignOff.objects.select_related("launch__forum", "launch__company", "asked_by")
    return get_object_or_404(
        rows.filter(launch__in=tenancy.launches_of(request.user), launch__uid=uid), uid=sign_off
    )
