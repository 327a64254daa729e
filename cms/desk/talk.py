"""The desk's side of points and messages on the review page."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.desk import reading
from cms.desk.forms import DueForm, PointForm, SayForm
from cms.desk.views import EntryView, ReviewView
from launches import clock
from launches.domain import dues, points, review, thread
from launches.enums import CommentAudience
from launches.errors import UnveilError
from launches.models import ChangeRequest


class OnReview(EntryView, ABC):
    """An act that begins and ends on the review page."""

    http_method_names = ["post"]
    anchor = ""

    @abstractmethod
    def act(self, request: HttpRequest) -> str:
        """Do it; the words for success. Raises UnveilError."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act(request))
        except UnveilError as refusal:
            messages.error(request, self.veiled(refusal.in_words))
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
                form.add_error("text", refusal.in_words)
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


class PointFormView(OfPoint, ABC):
    """A form about a point. What is refused keeps what was typed and answers 422."""

    template_name = "cms/desk/point.html"
    names: tuple[str, ...] = ()

    @abstractmethod
    def heading(self) -> str: ...

    @abstractmethod
    def form(self, data: Any = None, **more: Any) -> Any: ...

    @abstractmethod
    def act(self, form: Any, **about: Any) -> str:
        """Do it; the words for success. Raises UnveilError."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        point = self.shown(self.point)
        given = {name: getattr(point, name) for name in self.names}
        return self.show(self.form(initial=given))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                done = self.act(form, by=request.user, at=clock.now())
            except UnveilError as refusal:
                form.add_error(None, self.veiled(refusal.in_words))
            else:
                messages.success(request, done)
                return redirect(reverse("desk:review", args=[self.launch.uid]) + "#points")
        return self.show(form, status=422)

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form, launch=self.launch, point=self.shown(self.point), heading=self.heading()
        )
        return self.render_to_response(context, status=status)


class PointView(PointFormView):
    """Edit a point of the request that stands, while its author still may."""

    names = ("code", "field", "reason", "due_at")

    def heading(self) -> str:
        return _("Edit point %(number)d") % {"number": self.point.number}

    def form(self, data: Any = None, **more: Any) -> PointForm:
        return PointForm(
            data, places=reading.places(self.page.get_latest_revision_as_object()), **more
        )

    def act(self, form: PointForm, **about: Any) -> str:
        review.edit_point(self.point, asked=form.asked(), **about)
        return _("The point is changed.")


class DueView(PointFormView):
    """Move the due date of an open point; the company is told the reason."""

    names = ("due_at",)

    def heading(self) -> str:
        return _("Move the due date of point %(number)d") % {"number": self.point.number}

    def form(self, data: Any = None, **more: Any) -> DueForm:
        return DueForm(data, **more)

    def act(self, form: DueForm, **about: Any) -> str:
        said = form.cleaned_data
        dues.move(self.point, to=said["due_at"], reason=said["reason"], **about)
        return _("The due date is moved. The company is told.")
