"""A company's own page: who it is, and who its people are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from launches import clock, rules
from launches.domain import companies
from launches.errors import UnveilError
from launches.queries import tenancy

from ..access import portal_view
from ..forms import CompanyForm, FoundingForm


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
    """Read or, for an owner, change what is said about the company."""
    company = get_object_or_404(tenancy.companies_of(request.user), uid=uid)
    is_owner = rules.owns(request.user, company.pk)
    form = CompanyForm(request.POST) if request.method == "POST" else CompanyForm.of(company)
    if request.method == "POST" and form.is_valid():
        try:
            companies.describe_company(
                company, **form.cleaned_data, by=request.user, at=clock.now()
            )
        except UnveilError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:company", uid=company.uid)
    context = {"company": company, "form": form, "is_owner": is_owner, "tab": "profile"}
    return render(request, "portal/company.html", context, status=422 if form.errors else 200)
