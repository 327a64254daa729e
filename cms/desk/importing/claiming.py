"""Companies that a list has brought and nobody has taken over: whom to invite."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.desk.views import DeskView
from launches import clock
from launches.domain import invitations
from launches.errors import UnveilError
from launches.models import Company, User
from launches.queries import entered

PER_SHEET = 50


class UnclaimedView(DeskView):
    """Companies without people, with a field for the address of each."""

    template_name = "cms/desk/lists/unclaimed.html"
    header_icon = "group"

    def get_page_title(self) -> str:
        return _("Companies to invite")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("lists:index"), "label": _("Lists")},
            {"url": "", "label": _("Companies to invite")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = entered.to_invite(at=clock.now())
        sheet = Paginator(rows, PER_SHEET).get_page(self.request.GET.get("p", "1"))
        typed, faults = kwargs.pop("typed", {}), kwargs.pop("faults", {})
        for company in sheet.object_list:
            company.typed = typed.get(company.uid, "")
            company.fault = faults.get(company.uid, "")
        return super().get_context_data(sheet=sheet, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send what is right; what is not comes back with what was typed."""
        typed = {
            name.removeprefix("email-"): value.strip()[:254]
            for name, value in request.POST.items()
            if name.startswith("email-") and value.strip()
        }
        sent, faults = _invited(typed, by=request.user)
        if sent:
            said = ngettext("%(sent)d invitation sent.", "%(sent)d invitations sent.", sent)
            messages.success(request, said % {"sent": sent})
        if not faults:
            return redirect("lists:unclaimed")
        return self.render_to_response(
            self.get_context_data(typed=typed, faults=faults), status=422
        )


def _invited(typed: dict[str, str], *, by: User) -> tuple[int, dict[str, str]]:
    """Invite each company: (how many were, {uid: what is wrong} of the others)."""
    sent, faults = 0, {}
    for company in Company.objects.filter(uid__in=list(typed)[:PER_SHEET]):
        try:
            invitations.invite_to_take_over(
                company, email=typed[company.uid], by=by, at=clock.now()
            )
        except UnveilError as refusal:
            faults[company.uid] = str(refusal.fields.get("email", refusal.message))
        else:
            sent += 1
    return sent, faults
