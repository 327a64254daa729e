"""The buttons of a machine's draft on the review page: have it made, and say it was read."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.desk.talk import OnReview
from cms.desk.views import seen_revision
from cms.translating import drafting
from launches import clock
from launches.content import language_name


class DraftView(OnReview):
    anchor = "#words"

    def act(self, request: HttpRequest) -> str:
        language = _asked(request)
        found = drafting.draft(self.launch, target=language, by=request.user, at=clock.now())
        return ngettext(
            "%(number)d text was drafted in %(language)s. Read it before it counts.",
            "%(number)d texts were drafted in %(language)s. Read them before they count.",
            len(found),
        ) % {"number": len(found), "language": language_name(language)}


class ReadView(OnReview):
    anchor = "#words"

    def act(self, request: HttpRequest) -> str:
        language = _asked(request)
        drafting.read(
            self.launch,
            language=language,
            revision=seen_revision(request),
            by=request.user,
            at=clock.now(),
        )
        return _("Noted as read: %(language)s.") % {"language": language_name(language)}


def _asked(request: HttpRequest) -> str:
    return request.POST.get("language", "")[:12]
