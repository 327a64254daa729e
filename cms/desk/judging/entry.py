"""One entry in a reviewer's hand: scoring it, holding it, taking it over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.desk.notices import say
from cms.desk.talk import OnReview
from cms.desk.views import EntryView, ReviewView
from launches import clock
from launches.domain import claims, scoring
from launches.enums import Verdict
from launches.errors import UnveilError
from launches.queries.scoring import of_launch

from .forms import ScoreForm
from .reading import said_of


class ScoreView(ReviewView):
    """Score, abstain or declare a conflict. What is refused comes back as it was filled in."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        own, _every = of_launch(self.launch, request.user)
        form = ScoreForm(request.POST, launch=self.launch, own=own)
        if form.is_valid():
            try:
                said = self._assess(form, request.POST.get("verdict", ""))
            except UnveilError as refusal:
                self._mark(form, refusal)
            else:
                messages.success(request, said)
                onward = "judging:home" if request.POST.get("then") == "home" else "desk:review"
                return redirect(onward, *([] if onward == "judging:home" else [self.launch.uid]))
        return self.render_to_response(self.get_context_data(score_form=form), status=422)

    def _assess(self, form: ScoreForm, verdict: str) -> str:
        about: dict[str, Any] = {"by": self.request.user, "at": clock.now()}
        note = form.cleaned_data["note"]
        if verdict == Verdict.ABSTAINED:
            scoring.abstain(self.launch, note=note, **about)
            return _("You abstain from this entry.")
        scoring.score(self.launch, points=form.points(), note=note, **about)
        return _("Scored.")

    def _mark(self, form: ScoreForm, refusal: UnveilError) -> None:
        for name, words in refusal.fields.items() or [(None, refusal.message)]:
            form.add_error(name if name in form.fields else None, str(words))


class ConflictView(OnReview):
    """Declare a conflict of interest, or take one's own back."""

    anchor = "#scores"

    def act(self, request: HttpRequest) -> str:
        about: dict[str, Any] = {"by": request.user, "at": clock.now()}
        said = request.POST.get("conflict", "")
        if said == "over":
            scoring.end_conflict(self.launch, **about)
            return _("The conflict of interest is taken back.")
        if said != "declared":
            raise UnveilError(_("Say whether there is a conflict or not."))
        scoring.declare_conflict(self.launch, note=request.POST.get("note", ""), **about)
        return _("Declared. You neither score nor decide this entry.")


class ClaimView(EntryView):
    """The page's sign of life, and the button of the banner: take over.

    Answers JSON to a script, and leads back to the page otherwise.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by, at = request.user, clock.now()
        take = claims.take_over if request.POST.get("act") == "take_over" else claims.claim
        try:
            found = take(self.launch, by=by, at=at)
        except UnveilError as refusal:
            return JsonResponse({"said": str(refusal.message)}, status=403)
        if request.accepts("text/html"):
            if request.POST.get("act") == "take_over":
                say(request, self.launch, _("The entry is yours now."))
            return redirect(reverse("desk:review", args=[self.launch.uid]))
        return JsonResponse({"mine": found.user_id == by.pk, "said": said_of(found, by)})
