"""The desk's side of points and messages on the review page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.desk import reading
from cms.desk.forms import PointForm, SayForm
from cms.desk.views import EntryView, ReviewView
from launches import clock
from launches.domain import points, review, thread
from launches.enums import CommentAudience
from launches.errors import UnveilError
from launches.models import ChangeRequest


class OnReview(EntryView):
    """An act that begins and ends on the review page."""

    http_method_names = ["post"]
    anchor = ""

    def act(self, request: HttpRequest) -> str:
        """Do it; the words for success. Raises UnveilError."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act(request))
        except UnveilError as refusal:
            words = [str(text) for text in refusal.fields.values()] or [str(refusal.message)]
            messages.error(request, " ".join(words))
        return redirect(reverse("desk:review", args=[self.launch.uid]) + self.anchor)


class SayView(ReviewView):
    """Add a message. One that is refused comes back with its words."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SayForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data | {"audience": CommentAudience(form.cleaned_data["audience"])}
            try:
                thread.say(self.launch, **said, by=request.user, at=clock.now())
            except UnveilError as refusal:
                form.add_error("text", " ".join(map(str, refusal.fields.values())) or str(refusal))
            else:
                messages.success(request, _("Said."))
                return redirect(reverse("desk:review", args=[self.launch.uid]) + "#thread")
        return self.render_to_response(self.get_context_data(say=form), status=422)


class OfPoint(EntryView):
    """One point of the entry by its number; 404 where there is none."""

    @cached_property
    def point(self) -> ChangeRequest:
        rows = ChangeRequest.objects.select_related("launch")
        return get_object_or_404(rows, launch=self.launch, number=self.kwargs["number"])


class AcceptView(OfPoint, OnReview):
    anchor = "#points"

    def act(self, request: HttpRequest) -> str:
        points.accept(self.point, by=request.user, at=clock.now())
        return _("The point is accepted.")


class PointView(OfPoint):
    """Edit a point of the request that stands, while its author still may."""

    template_name = "cms/desk/point.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        names = ("code", "field", "reason", "due_at")
        return self.show(self.form(initial={name: getattr(self.point, name) for name in names}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            by, at = request.user, clock.now()
            try:
                review.edit_point(self.point, asked=form.asked(), by=by, at=at)
            except UnveilError as refusal:
                form.add_error(None, " ".join(map(str, refusal.fields.values())) or str(refusal))
            else:
                messages.success(request, _("The point is changed."))
                return redirect(reverse("desk:review", args=[self.launch.uid]) + "#points")
        return self.show(form, status=422)

    def form(self, data: Any = None, **more: Any) -> PointForm:
        return PointForm(
            data, places=reading.places(self.page.get_latest_revision_as_object()), **more
        )

    def show(self, form: PointForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, launch=self.launch, point=self.point)
        return self.render_to_response(context, status=status)
