"""Being invited: the page that a letter leads to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from launches import clock
from launches.domain import agencies, invitations, ownership
from launches.enums import Purpose
from launches.errors import UnveilError
from launches.models import Company, Invitation
from launches.queries import tenancy
from launches.queries.addresses import verified_of

from ..access import portal_view


@never_cache
def by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the letter reads it; accepting takes an account."""
    try:
        invitation = invitations.find(token)
    except Invitation.DoesNotExist as error:
        raise Http404 from error
    if not request.user.is_authenticated:
        return _draw(request, invitation)
    return _answered(request, invitation)


@portal_view
def mine(request: HttpRequest, uid: str) -> HttpResponse:
    """The same without the letter, for one of the person's own verified addresses."""
    return _answered(request, tenancy.invitations_to(request.user, at=clock.now()).get(uid=uid))


def _answered(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return _draw(request, invitation)
    try:
        if "decline" in request.POST:
            invitations.decline(invitation, by=request.user, at=clock.now())
            messages.success(request, _("You have declined the invitation."))
            return redirect("portal:dashboard")
        company = _accepted(request, invitation)
    except UnveilError as error:
        return _draw(request, invitation, refusal=error)
    messages.success(request, _welcome(invitation, company))
    return redirect("portal:dashboard")


def _accepted(request: HttpRequest, invitation: Invitation) -> Company:
    by, at, confirmed = request.user, clock.now(), "confirmed" in request.POST
    if invitation.purpose == Purpose.OWNERSHIP:
        return ownership.accept(invitation, by=by, at=at)
    if invitation.purpose == Purpose.MANDATE:
        agency = tenancy.owned_by(by).filter(uid=request.POST.get("agency", "")).first()
        if agency is None:
            raise UnveilError(_("Please choose which of your companies is the agency."))
        mandate = agencies.accept(invitation, agency=agency, by=by, at=at, confirmed=confirmed)
        return mandate.client
    return invitations.accept(invitation, by=by, at=at, confirmed=confirmed)


def _welcome(invitation: Invitation, company: Company) -> str:
    if invitation.purpose == Purpose.JOIN:
        return _("Welcome to %(company)s.") % {"company": company}
    if invitation.purpose == Purpose.MANDATE:
        return _("Your agency works for %(company)s now.") % {"company": company}
    return _("You are now the owner of %(company)s.") % {"company": company}


def _draw(
    request: HttpRequest, invitation: Invitation, *, refusal: UnveilError | None = None
) -> HttpResponse:
    """The letter as a page: 200 while it is open, 410 once it is over."""
    is_open = invitation.is_open(at=clock.now())
    known = request.user.is_authenticated and invitation.email in verified_of(request.user)
    owned = []
    if invitation.purpose == Purpose.MANDATE and request.user.is_authenticated:
        owned = tenancy.owned_by(request.user).exclude(pk=invitation.company_id)
    context = {
        "invitation": invitation,
        "owned": owned,
        "company": invitation.company,
        "is_open": is_open,
        "is_mine": known,
        "masked": masked(invitation.email),
        "refusal": refusal.in_words if refusal else "",
    }
    status = 422 if refusal else 200
    return render(request, "portal/invitation.html", context, status=status if is_open else 410)


def masked(email: str) -> str:
    """An address that its owner knows again and others cannot write to: l…@huiling.example."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"
