"""Proposing a change to an approved launch, and taking the proposal back."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import proposals
from launches.errors import UnveilError
from launches.models import Launch
from launches.queries import tenancy

from .. import answering, proposing, saving, versions
from ..access import portal_view, try_to
from ..overview import shown_state
from ..proposing import Files
from ..sheet import Sheet
from .editor import number, typed_in

EARLIER = 20


@dataclass
class Said:
    """What the form said, and what is wrong with it; nothing yet where it was only opened."""

    typed: dict[str, object]
    files: Files
    errors: dict[str, str] = field(default_factory=dict)
    refusal: str = ""


@portal_view
def proposal(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a proposal, see the one that waits, and what became of the earlier ones."""
    entry = tenancy.launch_for(request.user, uid)
    if request.method != "POST":
        return _draw(request, entry)
    said = Said(typed_in(request.POST), _files_in(request))
    try:
        _propose(request, entry, said)
    except UnveilError as error:
        said.refusal = error.in_words
    if said.errors or said.refusal:
        return _draw(request, entry, said)
    messages.success(request, _("Proposed. The editors will decide."))
    return redirect("portal:proposal", uid=entry.uid)


def _files_in(request: HttpRequest) -> Files:
    """The files that the form would still propose, and those it would take off."""
    dropped = set(request.POST.getlist("drop"))
    put = [uid for uid in request.POST.getlist("put") if uid not in dropped]
    return Files(put, request.POST.getlist("gone")[: proposing.MOST])


def _propose(request: HttpRequest, entry: Launch, said: Said) -> None:
    """Store it, or fill in what is wrong. What was received is in `said.files` either way."""
    by = request.user
    if not rules.may_propose(by, entry):
        proposals.refuse(entry, by=by)
    said.files, said.errors = proposing.receive(entry, request.FILES, said.files, by=by)
    values, wrong = saving.clean_all(said.typed)
    base = number(request.POST.get("revision"))
    was = versions.pages_at(entry, [base])[0].values()
    values, unanswered = answering.check(entry, values, was, by=by)
    said.errors |= wrong | unanswered
    if said.errors:
        return
    after = proposing.applied(saving.open_page(entry), said.files, values).values()
    proposals.propose(
        entry,
        values={name: text for name, text in values.items() if name in was or name in after},
        was=was,
        put=said.files.put,
        gone=[uid for uid in said.files.gone if any(f"materials.{uid}." in name for name in was)],
        base=base,
        note=request.POST.get("note", "").replace("\0", "")[:2000],
        by=by,
        at=clock.now(),
    )


def _draw(request: HttpRequest, entry: Launch, said: Said | None = None) -> HttpResponse:
    waiting = proposals.open_of(entry)
    page = saving.open_page(entry)
    revision = page.latest_revision_id
    files = said.files if said else Files.of(waiting)
    typed = said.typed if said else dict(waiting.values if waiting else {})
    standing = proposing.beside(page, files.put)
    errors = said.errors if said else {}
    state, label = shown_state(entry, at=clock.now())
    context = {
        "launch": entry,
        "sheet": Sheet(entry, page, page.values(), typed=typed, errors=errors, reader=request.user),
        "revision": revision,
        "waiting": proposing.shown([waiting], entry)[0] if waiting else None,
        "files": files,
        "standing": standing,
        "note": request.POST.get("note", waiting.note if waiting else ""),
        "earlier": proposing.shown(entry.proposals.exclude(decided_at=None)[:EARLIER], entry),
        "may_propose": rules.may_propose(request.user, entry),
        "refusal": said.refusal if said else "",
        "state": state,
        "state_label": label,
        "tab": "proposal",
    }
    return render(request, "portal/proposal.html", context, status=422 if said else 200)


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
