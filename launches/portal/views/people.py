"""The people of a company: who they are, whom it lets in, and how they go."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from launches import clock, rules
from launches.domain import invitations, members, ownership
from launches.enums import Purpose, Role
from launches.models import Company, Invitation, Member
from launches.queries import tenancy

from ..access import form_page, portal_view, try_to
from ..forms import InviteForm

PEOPLE = [Purpose.JOIN, Purpose.OWNERSHIP]


@portal_view
def people(request: HttpRequest, uid: str) -> HttpResponse:
    """Everybody in the company; on POST an owner invites one more."""
    company = tenancy.companies_of(request.user).get(uid=uid)
    return form_page(
        request,
        InviteForm(request.POST or None),
        partial(invitations.invite, company),
        said=_("The invitation is on its way."),
        to=reverse("portal:people", args=[company.uid]),
        template="portal/people.html",
        context=lambda: _everybody(company, request),
    )


def _everybody(company: Company, request: HttpRequest) -> dict:
    rows = list(company.memberships.select_related("user").order_by("since", "id"))
    is_owner = rules.owns(request.user, company.pk)
    waiting = list(tenancy.waiting_invitations(company).filter(purpose__in=PEOPLE))
    offered = {row.email for row in waiting if row.purpose == Purpose.OWNERSHIP}
    return {
        "company": company,
        "members": rows,
        "is_owner": is_owner,
        "invitations": waiting if is_owner else [],
        "offered": offered,
        "roles": Role.choices,
        "only_owner": is_owner and sum(row.role == Role.OWNER for row in rows) == 1,
        "at": clock.now(),
        "tab": "people",
    }


@portal_view
@require_POST
def role(request: HttpRequest, uid: str, member: str) -> HttpResponse:
    company, found = _member(request, uid, member)
    wanted = request.POST.get("role", "")
    said = _("The role is changed.")
    act = members.change_role
    try_to(request, lambda: act(found, role=wanted, by=request.user, at=clock.now()), said=said)
    return redirect("portal:people", uid=company.uid)


@portal_view
@require_POST
def remove(request: HttpRequest, uid: str, member: str) -> HttpResponse:
    company, found = _member(request, uid, member)
    said = _("%(who)s is no longer in this company.") % {"who": found.user}
    try_to(request, lambda: members.remove(found, by=request.user, at=clock.now()), said=said)
    return redirect("portal:people", uid=company.uid)


@portal_view
@require_POST
def offer(request: HttpRequest, uid: str, member: str) -> HttpResponse:
    """Offer the ownership; a letter goes to the other person, who may accept it."""
    company, found = _member(request, uid, member)
    said = _("%(who)s has been asked to take over the ownership.") % {"who": found.user}
    try_to(request, lambda: ownership.offer(found, by=request.user, at=clock.now()), said=said)
    return redirect("portal:people", uid=company.uid)


@portal_view
@require_POST
def leave(request: HttpRequest, uid: str) -> HttpResponse:
    company = tenancy.companies_of(request.user).get(uid=uid)
    said = _("You have left %(company)s.") % {"company": company}
    if try_to(request, lambda: members.leave(company, by=request.user, at=clock.now()), said=said):
        return redirect("portal:dashboard")
    return redirect("portal:people", uid=company.uid)


@portal_view
@require_POST
def resend(request: HttpRequest, uid: str, invitation: str) -> HttpResponse:
    found = _invitation(request, uid, invitation)
    said = _("Sent again, with a new link. The earlier link no longer works.")
    try_to(request, lambda: invitations.resend(found, by=request.user, at=clock.now()), said=said)
    return redirect(_page_of(found), uid=uid)


@portal_view
@require_POST
def revoke(request: HttpRequest, uid: str, invitation: str) -> HttpResponse:
    found = _invitation(request, uid, invitation)
    said = _("The invitation is withdrawn. Its link no longer works.")
    try_to(request, lambda: invitations.revoke(found, by=request.user, at=clock.now()), said=said)
    return redirect(_page_of(found), uid=uid)


def _page_of(invitation: Invitation) -> str:
    return "portal:people" if invitation.purpose in PEOPLE else "portal:agencies"


def _member(request: HttpRequest, uid: str, member: str) -> tuple[Company, Member]:
    company = tenancy.companies_of(request.user).get(uid=uid)
    return company, get_object_or_404(company.memberships.select_related("user"), uid=member)


def _invitation(request: HttpRequest, uid: str, invitation: str) -> Invitation:
    company = tenancy.companies_of(request.user).get(uid=uid)
    if not rules.owns(request.user, company.pk):
        raise Invitation.DoesNotExist
    return tenancy.waiting_invitations(company).get(uid=invitation)
