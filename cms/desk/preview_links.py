"""The desk's page of an entry's preview links: make one, see who opened it, take it back."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.forms import InstantField
from cms.desk.views import EntryView
from launches import clock, rules
from launches.content import language_name
from launches.domain import mailing, preview_links
from launches.enums import CLOSED_STATES
from launches.errors import UnveilError
from launches.models import PreviewLink
from launches.queries.links import digest_of
from launches.queries.preview_links import SHOWN, openings_of

USUAL = timedelta(days=7)
VERSIONS = [
    ("frozen", gettext_lazy("This version, for good")),
    ("newest", gettext_lazy("Always the newest version")),
]


class LinkForm(forms.Form):
    """For whom, in which language, of which version, until when."""

    name = forms.CharField(label=gettext_lazy("For whom"), max_length=150)
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    version = forms.ChoiceField(label=gettext_lazy("What it shows"), choices=VERSIONS)
    expires_at = InstantField(label=gettext_lazy("Works until"))

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, language_name(code)) for code in languages]


class LinksView(EntryView):
    """The links with their openings, and a form for another."""

    template_name = "cms/desk/links/index.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.draw(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.draw(form, status=422)
        said = dict(form.cleaned_data)
        revision = self.launch.latest_revision if said.pop("version") == "frozen" else None
        try:
            preview_links.make(
                self.launch, **said, revision=revision, by=request.user, at=clock.now()
            )
        except UnveilError as refusal:
            for name, text in refusal.fields.items() or [(None, refusal.message)]:
                form.add_error(name, str(text))
            return self.draw(form, status=409)
        messages.success(request, _("The link is made."))
        return redirect("desk:links", self.launch.uid)

    def form(self, data: Any = None) -> LinkForm:
        languages = self.page.get_latest_revision_as_object().languages()
        initial = {"expires_at": clock.now().replace(microsecond=0) + USUAL, "version": "frozen"}
        return LinkForm(data, initial=initial, languages=languages)

    def draw(self, form: LinkForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            launch=self.launch, form=form, may_make=self._may_make, links=self._links()
        )
        return self.render_to_response(context, status=status)

    @cached_property
    def _may_make(self) -> bool:
        return self._speaks and self.launch.state not in CLOSED_STATES

    @cached_property
    def _speaks(self) -> bool:
        return rules.speaks_for_desk(self.request.user, self.launch)

    def _links(self) -> list[dict[str, Any]]:
        """Each with its address, as long as it works, for those who may hand it out."""
        now, openings = clock.now(), openings_of(self.launch)
        rows = self.launch.preview_links.select_related("made_by", "launch")
        return [
            {
                "link": link,
                "is_open": link.is_open(at=now),
                "may_forget": self._speaks and not link.is_open(at=now),
                "address": self._address(link) if link.is_open(at=now) else "",
                "language": language_name(link.language),
                "count": len(openings.get(link.uid, [])),
                "openings": openings.get(link.uid, [])[:SHOWN],
            }
            for link in rows
        ]

    def _address(self, link: PreviewLink) -> str:
        """ "" for those who only read, and where the secret key has changed since."""
        token = preview_links.token_of(link)
        if not self._may_make or digest_of(token) != link.token_digest:
            return ""
        return mailing.address("preview:page", token)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("Preview links")}]


class RevokeView(EntryView):
    """Take a link back; another entry's link is absent."""

    http_method_names = ["post"]
    act: Any = staticmethod(preview_links.revoke)
    done = gettext_lazy("The link is taken back.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = PreviewLink.objects.select_related("launch")
        link = get_object_or_404(rows, launch=self.launch, uid=self.kwargs["link"])
        try:
            self.act(link, by=request.user, at=clock.now())
        except UnveilError as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, str(self.done))
        return redirect("desk:links", self.launch.uid)


class ForgetView(RevokeView):
    """Remove the outsider's name from a link that has ended."""

    act: Any = staticmethod(preview_links.forget)
    done = gettext_lazy("The name is removed.")
