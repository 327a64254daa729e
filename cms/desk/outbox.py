"""The outbox on the desk: which mails went out, which wait, and what may be done to them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.context import fonts_css
from cms.desk.views import DeskView
from launches import clock, letters, rules
from launches.domain import outbox
from launches.enums import MailState
from launches.errors import UnveilError
from launches.mail_kinds import KINDS
from launches.models import Mail
from launches.portal.outbox import framed

PER_SHEET = 50
HEAVY = ("text", "html", "values")


class OutboxView(DeskView):
    """Every mail: by state, kind, and address, entry or hold."""

    template_name = "cms/desk/mail/outbox.html"
    header_icon = "mail"

    def get_page_title(self) -> str:
        return _("Mail")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": _("Mail")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        params = self.request.GET
        filters = {name: params.get(name, "").strip()[:254] for name in ("state", "kind", "q")}
        rows = wanted(filters).defer(*HEAVY)
        return super().get_context_data(
            sheet=Paginator(rows, PER_SHEET).get_page(params.get("p", "1")),
            filters=filters,
            states=MailState.choices,
            kinds={name: kind.label for name, kind in KINDS.items()},
            batches=batches(),
            may_act=rules.minds_mail(self.request.user),
            now=clock.now(),
            **kwargs,
        )


def wanted(filters: dict[str, str]) -> QuerySet[Mail]:
    """The mails a person asked for. Words match an address, an entry's id or a hold."""
    rows = Mail.objects.select_related("person")
    for name in ("state", "kind"):
        if value := filters[name].replace("\0", ""):
            rows = rows.filter(**{name: value})
    if q := filters["q"].replace("\0", ""):
        rows = rows.filter(
            Q(to__icontains=q) | Q(person__name__icontains=q) | Q(launch_uid=q) | Q(hold_key=q)
        )
    return rows


def batches() -> list[dict[str, Any]]:
    """The keys under which mails are held, each with how many."""
    held = Mail.objects.filter(state=MailState.HELD).exclude(hold_key="")
    return list(held.values("hold_key").annotate(mails=Count("pk")).order_by("hold_key"))


class MailView(DeskView):
    """One mail, as its reader gets it, and its acts."""

    template_name = "cms/desk/mail/look.html"
    header_icon = "mail"

    @cached_property
    def mail(self) -> Mail:
        rows = Mail.objects.select_related("person", "made_by", "edited_by", "again_of")
        return get_object_or_404(rows, uid=self.kwargs["uid"])

    def get_page_title(self) -> str:
        return self.mail.subject

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("mail:outbox"), "label": _("Mail")},
            {"url": "", "label": self.mail.subject},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mail = self.mail
        kind = KINDS.get(mail.kind)
        acts, own = rules.minds_mail(self.request.user), outbox.is_readers_own(mail)
        return super().get_context_data(
            mail=mail,
            kind=kind.label if kind else mail.kind,
            text=letters.masked(mail.text),
            may_hold=acts and not own and mail.state in (MailState.QUEUED, MailState.FAILED),
            may_release=acts and mail.state in (MailState.HELD, MailState.FAILED),
            may_edit=acts and not own and mail.state in outbox.WAITING,
            may_resend=acts and not own and mail.state in (MailState.SENT, MailState.FAILED),
            **kwargs,
        )


class FrameView(MailView):
    """The HTML alone, for the sandboxed frame."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return framed(with_fonts(letters.masked(self.mail.html)))


def with_fonts(html: str) -> str:
    """The letter with our fonts, for a desk whose machine has none for Chinese."""
    sheet = fonts_css()
    link = f'<link rel="stylesheet" href="{sheet}"></head>'
    return html.replace("</head>", link, 1) if sheet else html


class HoldForm(forms.Form):
    """Until when, in the forum's zone; empty means until somebody lets it go."""

    until = forms.DateTimeField(required=False)


class MailActView(MailView):
    """Hold, let go or send again: one button each, POST only."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by, at = request.user, clock.now()
        try:
            if kwargs["act"] == "hold":
                form = HoldForm(request.POST)
                if not form.is_valid():
                    raise UnveilError(_("Please give the time as date and clock time."))
                outbox.hold(self.mail, by=by, at=at, until=form.cleaned_data["until"])
                messages.success(request, _("Held back."))
            elif kwargs["act"] == "release":
                outbox.release(self.mail, by=by, at=at)
                messages.success(request, _("It goes out now."))
            else:
                again = outbox.resend(self.mail, by=by, at=at)
                messages.success(request, _("A copy goes out now."))
                return redirect("mail:look", again.uid)
        except UnveilError as refusal:
            messages.error(request, str(refusal.message))
        return redirect("mail:look", self.mail.uid)


class WordsForm(forms.Form):
    """A subject and a text."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"), required=False, max_length=letters.LONGEST_SUBJECT
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=letters.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 18}),
    )

    def refuse(self, refusal: UnveilError) -> None:
        """The domain's words, each at its field."""
        for name, words in refusal.fields.items():
            self.add_error(name if name in self.fields else None, str(words))
        if not refusal.fields:
            self.add_error(None, str(refusal.message))


class EditMailView(MailView):
    """Change the words of a mail that has not gone out."""

    template_name = "cms/desk/mail/edit.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.get_context_data()["may_edit"]:
            return redirect("mail:look", self.mail.uid)
        form = WordsForm(initial={"subject": self.mail.subject, "text": self.mail.text})
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = WordsForm(request.POST)
        if form.is_valid():
            try:
                outbox.edit(self.mail, **form.cleaned_data, by=request.user, at=clock.now())
            except UnveilError as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("The mail is changed."))
                return redirect("mail:look", self.mail.uid)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class LetGoView(DeskView):
    """Let everything go that is held under one key."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get("key", "")[:64].replace("\0", "")
        try:
            found = outbox.let_go(key, by=request.user, at=clock.now())
        except UnveilError as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("%(number)d mails go out now.") % {"number": found})
        return redirect("mail:outbox")
