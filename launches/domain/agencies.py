"""Agencies: companies that work on the launches of others, by an agreement that is explicit.

A client's owner asks an agency and the agency accepts; or the agency makes a company
that nobody has claimed, and later hands it over. Either may end it, and then the
entries are the client's.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import Purpose, Role
from launches.errors import NotAllowed, UnveilError
from launches.models import Company, Invitation, Launch, Mandate, User
from launches.models.agency import IN_FORCE

from . import audit, invitations, members
from .companies import made


def invite_agency(company: Company, *, email: str, by: User, at: datetime) -> Invitation:
    """Ask an agency, by the address of one of its owners, to look after one's launches."""
    with transaction.atomic():
        company = members.lock(company)
        members.require_owner(company, by)
        address = invitations.clean_address(email)
        return invitations.write(company, Purpose.MANDATE, address, role=Role.OWNER, by=by, at=at)


def accept(
    invitation: Invitation, *, agency: Company, by: User, at: datetime, confirmed: bool = False
) -> Mandate:
    """Take the mandate on for one's own company.

    Raises NotAllowed for all but owners of `agency`, UnveilError (field "agency") where
    the agency is the client itself or works for it already, and what invitations.use
    raises.
    """
    with transaction.atomic():
        client = invitations.use(invitation, by=by, at=at, confirmed=confirmed)
        members.require_owner(agency, by)
        if agency.pk == client.pk:
            raise UnveilError(fields={"agency": _("A company cannot be its own agency.")})
        if client.mandates.filter(IN_FORCE, agency=agency).exists():
            raise UnveilError(fields={"agency": _("This agency works for the company already.")})
        return _agree(agency, client, by=by, at=at)


def create_client(
    agency: Company,
    *,
    name: str,
    country: str = "",
    name_native: str = "",
    website: str = "",
    by: User,
    at: datetime,
) -> Company:
    """Make a company that nobody has claimed yet, with the mandate to work for it."""
    with transaction.atomic():
        agency = members.lock(agency)
        members.require_owner(agency, by)
        client = made(name=name, country=country, name_native=name_native, website=website)
        audit.record("client_created", by=by, at=at, company=client.uid, agency=agency.uid)
        _agree(agency, client, by=by, at=at)
    return client


def _agree(agency: Company, client: Company, *, by: User, at: datetime) -> Mandate:
    audit.record("mandate_agreed", by=by, at=at, company=client.uid, agency=agency.uid)
    return Mandate.objects.create(agency=agency, client=client, since=at, agreed_by=by)


def end(mandate: Mandate, *, by: User, at: datetime) -> None:
    """End the agreement. The entries that the agency owned are the client's from now on.

    An owner of either side may. Raises NotAllowed for others, and UnveilError where
    nobody has claimed the client: its entries would belong to nobody.
    """
    with transaction.atomic():
        client = members.lock(mandate.client)
        if not (rules.owns(by, client.pk) or rules.owns(by, mandate.agency_id)):
            raise NotAllowed(_("Only an owner of the company or of the agency may do this."))
        if not client.memberships.exists():
            raise UnveilError(
                _("Nobody of this company is here yet. Invite somebody to take it over first.")
            )
        if not Mandate.objects.filter(IN_FORCE, pk=mandate.pk).update(ended_at=at, ended_by=by):
            raise UnveilError(_("This mandate has ended already."))
        handed = Launch.objects.filter(company=client, agency=mandate.agency_id)
        number = handed.update(agency=None)
        agency = mandate.agency.uid
        audit.record(
            "mandate_ended", by=by, at=at, company=client.uid, agency=agency, entries=number
        )


def entrust(launch: Launch, mandate: Mandate, *, by: User, at: datetime) -> Launch:
    """Give one of the client's entries to its agency, which works on it from now on."""
    with transaction.atomic():
        client = members.lock(mandate.client)
        members.require_owner(client, by)
        hold(mandate.agency, client)
        if not Launch.objects.filter(pk=launch.pk, company=client, agency=None).update(
            agency=mandate.agency_id
        ):
            raise UnveilError(_("This entry is with an agency already."))
        launch.refresh_from_db(fields=["agency"])
        audit.record("entrusted", by=by, at=at, launch=launch, agency=mandate.agency.uid)
    return launch


def hold(agency: Company, client: Company) -> None:
    """Make sure that the mandate is in force, and stays so until the transaction ends.

    Raises NotAllowed where there is none.
    """
    members.lock(client)
    if not client.mandates.filter(IN_FORCE, agency=agency).exists():
        raise NotAllowed(_("There is no agreement between the two companies."))
