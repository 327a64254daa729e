"""Outside checks on the desk: asking for one, those that never arrived, a checker's key."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.desk.banners import Banner, banner
from cms.desk.views import DeskView, EntryView
from launches import clock, rules
from launches.domain import checking
from launches.errors import UnveilError
from launches.models import Checker, User
from launches.queries.checking import undelivered

PER_SHEET = 50


class AskView(EntryView):
    """Ask one checker about the version that is on the page now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        checker = get_object_or_404(
            Checker, uid=request.POST.get("checker", "")[:16], forum=self.launch.forum_id
        )
        revision = self.page.latest_revision
        try:
            checking.ask(
                self.launch,
                checker,
                revision=revision.pk,
                content=self.page.said_in(revision.content).content(),
                by=request.user,
                at=clock.now(),
            )
        except UnveilError as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("%(checker)s is asked.") % {"checker": checker})
        return redirect(f"{reverse('desk:review', args=[self.launch.uid])}#checks")


class DeadLettersView(DeskView):
    """Questions that no checker took, each with the way to the entry, where it is asked again."""

    template_name = "cms/checking/undelivered.html"
    header_icon = "glasses"

    def get_page_title(self) -> str:
        return _("Checks that did not arrive")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = Paginator(undelivered(), PER_SHEET).get_page(self.request.GET.get("p", "1"))
        return super().get_context_data(sheet=sheet, **kwargs)


class KeyView(DeskView):
    """A new key for a checker, shown this once; the old key and secret end."""

    template_name = "cms/checking/key.html"
    header_icon = "key"

    def test_func(self) -> bool:
        return rules.edits_call(self.request.user)

    def get_page_title(self) -> str:
        return _("Key of a checker")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        place = reverse("wagtailsnippets_launches_checker:list")
        return [
            {"url": place, "label": _("Outside checkers")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checker = get_object_or_404(Checker, uid=self.kwargs["uid"])
        return super().get_context_data(**{"checker": checker, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        checker = get_object_or_404(Checker, uid=self.kwargs["uid"])
        token = checking.renew_key(checker, by=request.user, at=clock.now())
        secret = checking.secret_of(checker)
        context = self.get_context_data(checker=checker, token=token, secret=secret)
        return self.render_to_response(context)


@banner
def of_dead_letters(user: User, at: Any) -> list[Banner]:
    """How many questions never arrived, for whoever may look at them and ask again."""
    if not rules.works_at_desk(user) or rules.reviews_blind(user):
        return []
    found = undelivered().count()
    if not found:
        return []
    text = ngettext(
        "%(number)d check did not arrive at its checker",
        "%(number)d checks did not arrive at their checker",
        found,
    )
    return [Banner(text % {"number": found}, reverse("checks:undelivered"))]
