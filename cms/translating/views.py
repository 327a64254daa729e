"""The buttons of a machine's draft on the review page: have it made, and say it was read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.desk.views import EntryView
from cms.translating import drafting
from launches import clock
from launches.content import language_name
from launches.errors import UnveilError


class LanguageAct(EntryView):
    """One act on one language; a refusal is told on the review page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act(request.POST.get("language", "")[:12]))
        except UnveilError as refusal:
            messages.error(request, str(refusal.message))
        return redirect(f"{reverse('desk:review', args=[self.launch.uid])}#words")

    def act(self, language: str) -> str:
        raise NotImplementedError


class DraftView(LanguageAct):
    def act(self, language: str) -> str:
        user = self.request.user
        found = drafting.draft(self.launch, target=language, by=user, at=clock.now())
        return ngettext(
            "%(number)d text was drafted in %(language)s. Read it before it counts.",
            "%(number)d texts were drafted in %(language)s. Read them before they count.",
            len(found),
        ) % {"number": len(found), "language": language_name(language)}


class ReadView(LanguageAct):
    def act(self, language: str) -> str:
        seen = self.request.POST.get("revision", "")
        drafting.read(
            self.launch,
            language=language,
            revision=int(seen) if seen.isascii() and seen.isdigit() else 0,
            by=self.request.user,
            at=clock.now(),
        )
        return _("Noted as read: %(language)s.") % {"language": language_name(language)}
