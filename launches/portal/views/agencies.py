"""Agencies and their clients: who works on whose launches, and by what agreement."""

from functools import partial

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import agencies, invitations
from launches.enums import Purpose
from launches.models import Company, Mandate, Member
from launches.queries import tenancy

from ..access import form_page, portal_view, try_to
from ..forms import AddressForm, FoundingForm


@portal_view
def page(request: HttpRequest, uid: str) -> HttpResponse:
    """The agencies of a company and its clients; on POST an owner asks an agency."""
    company = tenancy.companies_of(request.user).get(uid=uid)
    return form_page(
        request,
        AddressForm(request.POST or None),
        partial(agencies.invite_agency, company),
        said=_("The agency has been asked."),
        to=reverse("portal:agencies", args=[company.uid]),
        template="portal/agencies.html",
        context=lambda: _agreements(company, request),
    )


def _agreements(company: Company, request: HttpRequest) -> dict:
    is_owner = rules.owns(request.user, company.pk)
    people = Member.objects.filter(company=OuterRef("client"))
    rows = tenancy.mandates_of(company).select_related("agency", "client")
    rows = rows.annotate(
        is_claimed=Exists(people),
        entries=Count(
            "client__launches", filter=Q(client__launches__agency=company), distinct=True
        ),
    )
    found = list(rows.order_by("client__name", "agency__name", "pk"))
    letters = list(tenancy.waiting_invitations(company)) if is_owner else []
    return {
        "company": company,
        "is_owner": is_owner,
        "agencies": [row for row in found if row.client_id == company.pk],
        "clients": [row for row in found if row.agency_id == company.pk],
        "asked": [row for row in letters if row.purpose == Purpose.MANDATE],
        "claims": [row for row in letters if row.purpose == Purpose.CLAIM],
        "own_entries": company.launches.filter(agency=None).order_by("product", "pk")[:200],
        "at": clock.now(),
        "tab": "agencies",
    }


@portal_view
def new_client(request: HttpRequest, uid: str) -> HttpResponse:
    """An agency's owner makes a company that nobody has claimed yet."""
    company = tenancy.companies_of(request.user).get(uid=uid)
    return form_page(
        request,
        FoundingForm(request.POST or None),
        partial(agencies.create_client, company),
        said=_("The client is here. You can start its launches now."),
        to=reverse("portal:agencies", args=[company.uid]),
        template="portal/new_client.html",
        context=lambda: {"company": company, "tab": "agencies"},
    )


@portal_view
@require_POST
def invite_owner(request: HttpRequest, uid: str, mandate: str) -> HttpResponse:
    """Ask somebody of an unclaimed client to take it over."""
    company, found = _mandate(request, uid, mandate)
    email = request.POST.get("email", "")
    said = _("The invitation is on its way.")
    act = invitations.invite_to_take_over
    try_to(
        request, lambda: act(found.client, email=email, by=request.user, at=clock.now()), said=said
    )
    return redirect("portal:agencies", uid=company.uid)


@portal_view
@require_POST
def end(request: HttpRequest, uid: str, mandate: str) -> HttpResponse:
    company, found = _mandate(request, uid, mandate)
    said = _("The mandate has ended. The entries are the company's now.")
    try_to(request, lambda: agencies.end(found, by=request.user, at=clock.now()), said=said)
    return redirect("portal:agencies", uid=company.uid)


@portal_view
@require_POST
def entrust(request: HttpRequest, uid: str, mandate: str) -> HttpResponse:
    """Give one of the company's entries to its agency."""
    company, found = _mandate(request, uid, mandate)
    entry = get_object_or_404(
        tenancy.launches_of(request.user).filter(company=found.client),
        uid=request.POST.get("entry", ""),
    )
    said = _("The agency works on this entry from now on.")
    act = agencies.entrust
    try_to(request, lambda: act(entry, found, by=request.user, at=clock.now()), said=said)
    return redirect("portal:agencies", uid=company.uid)


def _mandate(request: HttpRequest, uid: str, mandate: str) -> tuple[Company, Mandate]:
    company = tenancy.companies_of(request.user).get(uid=uid)
    rows = tenancy.mandates_of(company).select_related("agency", "client")
    return company, rows.get(uid=mandate)
