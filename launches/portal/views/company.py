"""A company's own page: who it is, and who its people are."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from launches import clock, rules, zones
from launches.domain import companies, presenting
from launches.domain import profile as about
from launches.errors import UnveilError
from launches.files.arrivals import FromForm
from launches.models import Company
from launches.queries import tenancy

from ..access import add_errors, portal_view
from ..forms import CompanyForm, CompanyTextForm, ContactForm, FoundingForm


@portal_view
def found(request: HttpRequest) -> HttpResponse:
    """The first thing asked after signing up: which company is this?"""
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            companies.found_company(**form.cleaned_data, by=request.user, at=clock.now())
        except UnveilError as error:
            form.add_error("name", str(error.message))
        else:
            return redirect("portal:dashboard")
    status = 422 if form.errors else 200
    first = not request.user.memberships.exists()
    invited = tenancy.invitations_to(request.user, at=clock.now())
    context = {"form": form, "first": first, "invited": invited}
    return render(request, "portal/found.html", context, status=status)


@portal_view
def profile(request: HttpRequest, uid: str) -> HttpResponse:
    """Read or, for an owner, change what is said about the company.

    The page has several forms; `what` names the one that was sent.
    """
    company = get_object_or_404(tenancy.companies_of(request.user), uid=uid)
    forms = {
        "profile": CompanyForm.of(company),
        "text": CompanyTextForm(prefix="text"),
        "contact": ContactForm(prefix="contact"),
    }
    if request.method == "POST":
        what = request.POST.get("what", "profile")
        if what in forms:
            forms[what] = type(forms[what])(request.POST, prefix=forms[what].prefix)
            if _stored(request, company, what, forms[what]):
                return _saved(request, company)
        elif _done(request, company, what):
            return _saved(request, company)
        else:
            return redirect("portal:company", uid=company.uid)
    wrong = any(form.errors for form in forms.values())
    context = {
        "company": company,
        "form": forms["profile"],
        "text_form": forms["text"],
        "contact_form": forms["contact"],
        "is_owner": rules.owns(request.user, company.pk),
        "texts": company.texts.all(),
        "contacts": company.contacts.all(),
        "zone": zones.named(company, at=clock.now()),
        "logo": presenting.logo_of(company),
        "tab": "profile",
    }
    return render(request, "portal/company.html", context, status=422 if wrong else 200)


def _saved(request: HttpRequest, company: Company) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("portal:company", uid=company.uid)


def _stored(request: HttpRequest, company: Company, what: str, form: Form) -> bool:
    """Store one form; where it is refused, the form says why."""
    acts = {
        "profile": companies.describe_company,
        "text": about.say_in,
        "contact": about.add_contact,
    }
    if not form.is_valid():
        return False
    try:
        acts[what](company, **form.cleaned_data, by=request.user, at=clock.now())
    except UnveilError as error:
        add_errors(form, error)
        return False
    return True


def _done(request: HttpRequest, company: Company, what: str) -> bool:
    """The page's buttons: a contact less, a logo more or less. Refusals become messages."""
    by, at = request.user, clock.now()
    try:
        if what == "remove_contact":
            contact = get_object_or_404(company.contacts, uid=request.POST.get("contact", ""))
            about.remove_contact(contact, by=by, at=at)
        elif what == "remove_logo":
            about.remove_logo(company, by=by, at=at)
        elif what == "logo" and "logo" in request.FILES:
            about.receive_logo(company, upload=FromForm(request.FILES["logo"]), by=by, at=at)
        else:
            raise UnveilError(_("No file has arrived. Please choose one."))
    except UnveilError as error:
        messages.error(request, error.in_words)
        return False
    return True
