"""Site pages on a slate: chosen among those with something that readers do not have yet."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from cms.site import opening
from cms.slates.views import OneSlate
from launches import clock
from launches.domain import slate_pages
from launches.errors import UnveilError


class AddPagesView(OneSlate):
    """Choose pages; only those that the person may publish."""

    template_name = "cms/slates/pages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=self.offered(), **kwargs)

    def offered(self) -> list[Any]:
        user = self.request.user
        return [one for one in opening.offered() if one.permissions_for_user(user).can_publish()]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = set(request.POST.getlist("page"))
        added = sum(self._add(page) for page in self.offered() if str(page.pk) in chosen)
        said = ngettext("%(n)s site page added.", "%(n)s site pages added.", added) % {"n": added}
        nothing = _("No page was chosen, so none was added.")
        return self.chosen(said if added else "", "" if chosen else nothing)

    def _add(self, page: Any) -> bool:
        try:
            slate_pages.add(
                self.slate,
                page.pk,
                revision=page.latest_revision_id,
                before=opening.read_now(page),
                name=page.get_latest_revision_as_object().title,
                by=self.request.user,
                at=clock.now(),
            )
        except UnveilError as refusal:
            messages.error(self.request, str(refusal.message))
            return False
        return True


class RemovePageView(OneSlate, View):
    """Take one page off."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.slate.pages.filter(uid=request.POST.get("page", "")[:16]).first()
        if row is None:
            raise Http404
        try:
            slate_pages.remove(row, by=request.user, at=clock.now())
        except UnveilError as refusal:
            return self.refuse(refusal)
        messages.success(request, _("“%s” is off the slate.") % row)
        return redirect("slates:slate", self.slate.uid)
