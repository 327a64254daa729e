"""The people of a company: what they may do there, and how they leave.

Every act holds the company's row first, so that two owners who remove each other at
the same time do it one after the other, and the second is refused.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches.enums import Role
from launches.errors import LastOwner, NotAllowed, UnveilError
from launches.models import Company, Member, User

from . import audit


def lock(company: Company) -> Company:
    """The row held until the transaction ends; call it inside one."""
    return Company.objects.select_for_update().get(pk=company.pk)


def require_owner(company: Company, by: User) -> Member:
    """The person's membership. Raises NotAllowed for all but owners; ask under the lock."""
    found = company.memberships.filter(user_id=by.pk, role=Role.OWNER).first()
    if found is None:
        raise NotAllowed(_("Only an owner of the company may do this."))
    return found


def change_role(member: Member, *, role: Role, by: User, at: datetime) -> Member:
    """Make somebody owner, editor or viewer. Raises NotAllowed and LastOwner."""
    if role not in Role.values:
        raise UnveilError(fields={"role": _("Please choose a role.")})
    with transaction.atomic():
        member = _held(member, by)
        if member.role == role:
            return member
        _leave_an_owner(member)
        before, member.role = member.role, role
        member.save(update_fields=["role"])
        _record("role_changed", member, by=by, at=at, before=before, after=role)
    return member


def remove(member: Member, *, by: User, at: datetime) -> None:
    """Take somebody out of the company. What they wrote stays the company's."""
    with transaction.atomic():
        member = _held(member, by)
        _leave_an_owner(member)
        _record("member_removed", member, by=by, at=at, before=member.role)
        member.delete()


def leave(company: Company, *, by: User, at: datetime) -> None:
    """Go of one's own will. The last owner cannot: hand the ownership over first."""
    with transaction.atomic():
        company = lock(company)
        member = company.memberships.filter(user_id=by.pk).first()
        if member is None:
            raise NotAllowed()
        _leave_an_owner(member)
        _record("member_left", member, by=by, at=at, before=member.role)
        member.delete()


def _held(member: Member, by: User) -> Member:
    """The membership as it is now, with its company held. Raises NotAllowed."""
    company = lock(member.company)
    require_owner(company, by)
    found = company.memberships.select_related("user", "company").filter(pk=member.pk).first()
    if found is None:
        raise UnveilError(_("This person has left the company already."))
    return found


def _leave_an_owner(member: Member) -> None:
    """Raises LastOwner where this owner's going would leave the company without one."""
    owners = Member.objects.filter(company_id=member.company_id, role=Role.OWNER)
    if member.role == Role.OWNER and not owners.exclude(pk=member.pk).exists():
        raise LastOwner()


def _record(
    verb: str, member: Member, *, by: User, at: datetime, before: str = "", after: str = ""
) -> None:
    audit.record(
        verb,
        by=by,
        at=at,
        before=before,
        after=after,
        company=member.company.uid,
        person=member.user_id,
    )
