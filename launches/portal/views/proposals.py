"""Proposing a change to an approved launch, and taking the proposal back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import proposals
from launches.enums import State
from launches.errors import UnveilError
from launches.models import Launch, Proposal
from launches.queries import tenancy

from .. import answering, saving, versions
from ..access import portal_view, try_to
from ..comparing import Row, rows_of
from ..overview import shown_state
from ..sheet import Sheet
from .editor import number, typed_in

EARLIER = 20


@portal_view
def proposal(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a proposal, see the one that waits, and what became of the earlier ones."""
    entry = tenancy.launch_for(request.user, uid)
    if request.method == "POST":
        return _propose(request, entry)
    return _draw(request, entry)


def _propose(request: HttpRequest, entry: Launch) -> HttpResponse:
    typed = typed_in(request.POST)
    values, errors = saving.clean_all(typed)
    refusal = ""
    if not errors:
        try:
            base = number(request.POST.get("revision"))
            was = versions.pages_at(entry, [base])[0].values()
            values, errors = answering.check(entry, values, was, by=request.user)
            if errors:
                return _draw(request, entry, typed=typed, errors=errors, status=422)
            proposals.propose(
                entry,
                values={name: text for name, text in values.items() if name in was},
                was=was,
                base=base,
                note=request.POST.get("note", "").replace("\0", "")[:2000],
                by=request.user,
                at=clock.now(),
            )
            messages.success(request, _("Proposed. The editors will decide."))
            return redirect("portal:proposal", uid=entry.uid)
        except UnveilError as error:
            refusal = str(error.message)
    return _draw(request, entry, typed=typed, errors=errors, refusal=refusal, status=422)


def _draw(
    request: HttpRequest,
    entry: Launch,
    *,
    typed: dict | None = None,
    errors: dict[str, str] | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    waiting = proposals.open_of(entry)
    page = saving.open_page(entry)
    shown = typed if typed is not None else (waiting.values if waiting else {})
    state, label = shown_state(entry, at=clock.now())
    context = {
        "launch": entry,
        "sheet": Sheet(entry, page, page.values(), typed=shown, errors=errors, reader=request.user),
        "revision": page.latest_revision_id,
        "waiting": waiting,
        "rows": rows_of(waiting.was, waiting.values, launch=entry) if waiting else [],
        "note": request.POST.get("note", waiting.note if waiting else ""),
        "earlier": _earlier(entry),
        "may_propose": entry.state == State.APPROVED and rules.is_writer(request.user, entry),
        "refusal": refusal,
        "state": state,
        "state_label": label,
        "tab": "proposal",
    }
    return render(request, "portal/proposal.html", context, status=status)


def _earlier(entry: Launch) -> list[tuple[Proposal, list[Row]]]:
    """Those that were decided, the last first, with what they would have changed."""
    rows = entry.proposals.exclude(decided_at=None)[:EARLIER]
    return [(one, rows_of(one.was, one.values, launch=entry)) for one in rows]


@portal_view
@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Take back the proposal that waits."""
    entry = tenancy.launch_for(request.user, uid)
    waiting = proposals.open_of(entry)
    if waiting:
        try_to(
            request,
            lambda: proposals.withdraw(waiting, by=request.user, at=clock.now()),
            said=_("The proposal is taken back."),
        )
    return redirect("portal:proposal", uid=entry.uid)
