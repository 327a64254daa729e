"""Handing a company over: offered by an owner, accepted by the other person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches.enums import Purpose, Role
from launches.errors import InvitationOver, UnveilError
from launches.models import Company, Invitation, Member, User

from . import audit, invitations, members


def offer(member: Member, *, by: User, at: datetime) -> Invitation:
    """Offer the ownership to a colleague. Nothing changes until they accept."""
    with transaction.atomic():
        company = members.lock(member.company)
        members.require_owner(company, by)
        member.refresh_from_db()
        if member.role == Role.OWNER:
            raise UnveilError(_("This person is an owner already."))
        address = member.user.email.lower()
        return invitations.write(company, Purpose.OWNERSHIP, address, role=Role.OWNER, by=by, at=at)


def accept(invitation: Invitation, *, by: User, at: datetime) -> Company:
    """Become the owner; who offered it becomes an editor, in the same instant.

    Only for the person it was offered to. Raises InvitationOver where one of the two
    has left meanwhile or the other is no owner any more.
    """
    with transaction.atomic():
        company = invitations.use(invitation, by=by, at=at)
        new = company.memberships.filter(user=by).first()
        owners = company.memberships.filter(role=Role.OWNER)
        old = owners.filter(user=invitation.invited_by).first()
        if new is None or old is None or new.pk == old.pk:
            raise InvitationOver()
        new.role, old.role = Role.OWNER, Role.EDITOR
        Member.objects.bulk_update([new, old], ["role"])
        audit.record(
            "ownership_handed_over",
            by=by,
            at=at,
            company=company.uid,
            invitation=invitation.uid,
            former=old.user_id,
        )
    return company
