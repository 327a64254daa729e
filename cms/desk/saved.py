"""Saved views of the listing: kept under a name, addressed by their filters."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.desk.filters import address_of
from cms.desk.views import DeskView
from launches import clock
from launches.domain import saved_views
from launches.errors import UnveilError
from launches.models import SavedView


class KeepView(DeskView):
    """Keep the view that was just looked at."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        query = address_of(QueryDict(request.POST.get("query", "")))
        name, is_shared = request.POST.get("name", ""), bool(request.POST.get("is_shared"))
        try:
            saved_views.keep(
                name=name, query=query, is_shared=is_shared, by=request.user, at=clock.now()
            )
        except UnveilError as refusal:
            said = refusal.fields.get("name", refusal.message)
            messages.error(request, str(said))
        else:
            messages.success(request, _("The view is saved."))
        return redirect(f"{reverse('desk:queue')}?{query}")


class DropView(DeskView):
    """Forget a view of one's own; another's is absent."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        view = get_object_or_404(SavedView, uid=kwargs["uid"], owner=request.user)
        saved_views.drop(view, by=request.user)
        messages.success(request, _("The view is forgotten."))
        return redirect("desk:queue")
