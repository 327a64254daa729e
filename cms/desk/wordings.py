"""The organisers' wording of each kind of mail, with a preview on real values."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.desk.outbox import WordsForm, with_fonts
from cms.desk.views import DeskView
from launches import clock, letters, rules
from launches.domain import mailing, outbox
from launches.errors import UnveilError
from launches.letters import Wording
from launches.mail_kinds import KINDS
from launches.models import Mail, MailTemplate


class WordingsView(DeskView):
    """Which kinds there are, and which of them the organisers have worded themselves."""

    template_name = "cms/desk/mail/wordings.html"
    header_icon = "mail"

    def get_page_title(self) -> str:
        return _("Wording of mails")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("mail:outbox"), "label": _("Mail")},
            {"url": "", "label": _("Wording of mails")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = set(MailTemplate.objects.values_list("kind", "language"))
        rows = [
            {
                "label": kind.label,
                "cells": [(name, code, (name, code) in own) for code, _label in settings.LANGUAGES],
            }
            for name, kind in KINDS.items()
        ]
        return super().get_context_data(
            rows=rows, languages=[label for _code, label in settings.LANGUAGES], **kwargs
        )


class WordingView(DeskView):
    """One wording: edit, see it as a letter, keep it, or go back to the first one."""

    template_name = "cms/desk/mail/wording.html"
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.kind, self.language = kwargs["kind"], kwargs["language"]
        if self.kind not in KINDS or self.language not in dict(settings.LANGUAGES):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return f"{KINDS[self.kind].label} · {dict(settings.LANGUAGES)[self.language]}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("mail:outbox"), "label": _("Mail")},
            {"url": reverse("mail:wordings"), "label": _("Wording of mails")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(WordsForm(initial=self.kept()._asdict()), self.kept())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act, by, at = request.POST.get("act", ""), request.user, clock.now()
        form = WordsForm(request.POST)
        if not form.is_valid():
            return self.show(form, None, status=422)
        said = Wording(**form.cleaned_data)
        try:
            if act == "forget":
                outbox.unword(self.kind, self.language, by=by, at=at)
                messages.success(request, _("It says again what it said at first."))
            elif act == "keep":
                outbox.word(self.kind, self.language, **said._asdict(), by=by, at=at)
                messages.success(request, _("Kept. Mails say this from now on."))
            else:
                return self.show(form, letters.check(self.kind, said))
        except UnveilError as refusal:
            form.refuse(refusal)
            return self.show(form, None, status=422)
        return redirect("mail:wording", self.kind, self.language)

    def kept(self) -> Wording:
        own = MailTemplate.objects.filter(kind=self.kind, language=self.language).first()
        return Wording(own.subject, own.text) if own else letters.default(self.kind, self.language)

    def show(self, form: WordsForm, said: Wording | None, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            places=KINDS[self.kind].all_places(),
            preview=self.preview(said) if said else None,
            is_own=MailTemplate.objects.filter(kind=self.kind, language=self.language).exists(),
            may_act=rules.minds_mail(self.request.user),
        )
        return self.render_to_response(context, status=status)

    def preview(self, said: Wording) -> Mail:
        """The wording filled as the newest mail of this kind was; with samples before the first."""
        rows = Mail.objects.filter(kind=self.kind).values_list("values", flat=True)
        newest = rows.filter(language=self.language).first() or rows.first()
        values = letters.preview_values(self.kind, newest, mailing.address("portal:dashboard"))
        mail = mailing.composed(self.kind, said, values=values, language=self.language)
        mail.html = with_fonts(mail.html)
        return mail
