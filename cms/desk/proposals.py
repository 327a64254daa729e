"""A change that a company proposes after approval: read as differences, accepted or declined."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.desk import looking, reading
from cms.desk.banners import Banner, banner
from cms.desk.views import EntryView
from cms.models import LaunchPage
from launches import answers, clock, differences, rules
from launches.domain import proposals
from launches.enums import Door
from launches.errors import Stale, UnveilError
from launches.models import Proposal, User
from launches.portal import proposing
from launches.portal.proposing import Files
from launches.queries import call
from launches.queries import proposals as proposed


@banner
def waiting(user: User, at: datetime) -> Iterator[Banner]:
    """For those who may decide: how many proposals wait."""
    if rules.is_desk(user) and (number := proposed.count()):
        words = ngettext(
            "%(number)d proposed change waits for a decision",
            "%(number)d proposed changes wait for a decision",
            number,
        )
        yield Banner(words % {"number": number}, reverse("desk:queue") + "?view=proposed")


class ProposalView(EntryView):
    """What the company would change, against the words as they are now."""

    template_name = "cms/desk/proposal.html"

    @cached_property
    def proposal(self) -> Proposal:
        found = proposals.open_of(self.launch)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = LaunchPage.latest_of(self.launch)
        return super().get_context_data(
            launch=self.launch,
            proposal=self.proposal,
            rows=_rows(page, self.proposal),
            **_files(page, self.proposal),
            may_decide=rules.reviews(self.request.user, self.launch),
            now=clock.now(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            done = self._decide(request)
        except UnveilError as refusal:
            words = refusal.in_words
            context = self.get_context_data(refusal=words, reason=request.POST.get("reason", ""))
            status = 409 if isinstance(refusal, Stale) else 422
            return self.render_to_response(context, status=status)
        messages.success(request, done)
        return redirect("desk:review", self.launch.uid)

    def _decide(self, request: HttpRequest) -> str:
        by, at = request.user, clock.now()
        if request.POST.get("decision") == "accept":
            seen = parse_datetime(request.POST.get("seen", "")) or at
            proposals.accept(self.proposal, seen=seen, make=self._make, by=by, at=at)
            return _("Accepted as a new version. A second person publishes it as a correction.")
        reason = request.POST.get("reason", "").replace("\0", "")[:2000]
        proposals.decline(self.proposal, reason=reason, by=by, at=at)
        return _("Declined. The company reads the reason.")

    def _make(self) -> int:
        page = LaunchPage.latest_of(self.launch)
        page = proposing.applied(page, Files.of(self.proposal), self.proposal.values)
        return page.save_revision(user=self.request.user, clean=False, door=Door.PROPOSAL).pk


def _files(page: LaunchPage, proposal: Proposal) -> dict[str, Any]:
    """The slots whose files would differ, both sides beside each other; or why they cannot."""
    if not (proposal.put or proposal.gone):
        return {"pictures": []}
    after = LaunchPage.latest_of(page.launch)
    try:
        proposing.applied(after, Files.of(proposal), {})
    except UnveilError as error:
        return {"pictures": [], "cannot": str(error.message)}
    sides = (pgettext("version", "Now"), page.content()), (_("Proposed"), after.content())
    return {"pictures": looking.pictures(page.launch, *sides, at=clock.now())}


def _rows(page: LaunchPage, proposal: Proposal) -> list[dict[str, Any]]:
    """The fields that would differ from the words now, and whether the desk has changed them
    since the company wrote."""
    now, labels = page.values(), reading.labels_of(page)
    asked = call.named(page.launch)
    return [
        {
            "label": asked.get(change.name) or labels.get(change.name, change.name),
            "pieces": answers.differing(asked[change.name], change)
            if change.name in asked
            else change.pieces,
            "is_newer": change.before != proposal.was.get(change.name, ""),
        }
        for change in differences.changes(now, {**now, **proposal.values})
    ]
