"""Erasing a person from the desk: found in Wagtail's list of people, confirmed by typing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.views import DeskView
from launches import clock
from launches.domain import erasure
from launches.errors import UnveilError
from launches.models import AuditEntry, User


class EraseForm(forms.Form):
    """Why, and the address typed once more, so that nobody erases by a slip."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("It is kept, so it must not name the person."),
    )
    address = forms.CharField(
        label=gettext_lazy("Their e-mail address, once more"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_address(self) -> str:
        typed = self.cleaned_data["address"].strip()
        if typed.lower() != self.person.email.lower():
            raise forms.ValidationError(_("This is not the address of this person."))
        return typed


class EraseView(DeskView):
    """What will happen, and the form. Who may not erase is refused before anybody is looked for."""

    template_name = "cms/desk/record/erase.html"
    header_icon = "user"

    def test_func(self) -> bool:
        user = self.request.user
        return user.is_active and user.has_perm("launches.erase_person")

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Erase a person")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        people = {"url": reverse("wagtailusers_users:index"), "label": _("People")}
        return [people, {"url": "", "label": str(self.person)}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(EraseForm(person=self.person))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = EraseForm(request.POST, person=self.person)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            reason, at = form.cleaned_data["reason"], clock.now()
            gone = erasure.erase_person(self.person, reason=reason, by=request.user, at=at)
        except UnveilError as refusal:
            for name, words in (refusal.fields or {None: refusal.message}).items():
                form.add_error(name, str(words))
            return self.show(form, status=409)
        messages.success(request, _("Erased. They are “%(name)s” from now on.") % {"name": gone})
        return redirect("wagtailusers_users:index")

    def show(self, form: EraseForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            person=self.person,
            is_gone=erasure.is_erased(self.person),
            acts=AuditEntry.objects.filter(actor=self.person).count(),
            companies=self.person.memberships.select_related("company"),
        )
        return self.render_to_response(context, status=status)
