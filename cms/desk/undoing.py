"""Undoing one act, from the entry's history or from the notice after the act."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.desk.views import EntryView
from launches import clock
from launches.domain import undoing
from launches.errors import UnveilError
from launches.models import AuditEntry


class UndoView(EntryView):
    """Says what is undone and does it; what cannot be is answered in words, with 409."""

    template_name = "cms/desk/undo.html"

    @cached_property
    def entry(self) -> AuditEntry:
        rows = AuditEntry.objects.select_related("actor")
        if self.is_blind:
            rows = rows.filter(actor=self.request.user)
        return get_object_or_404(rows, launch_uid=self.launch.uid, pk=self.kwargs["number"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = clock.now()
        undone = undoing.undone_among([self.entry])
        refusal = undoing.refused(self.entry, self.launch, by=request.user, at=now, undone=undone)
        return self.show(
            self.veiled(str(refusal.message)) if refusal else "", status=409 if refusal else 200
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            undoing.undo(self.entry, by=request.user, at=clock.now())
        except UnveilError as refusal:
            return self.show(self.veiled(refusal.in_words), status=409)
        messages.success(request, _("Undone."))
        return redirect("desk:review", self.launch.uid)

    def show(self, refusal: str, *, status: int) -> HttpResponse:
        context = self.get_context_data(launch=self.launch, act=self.entry, refusal=refusal)
        return self.render_to_response(context, status=status)
