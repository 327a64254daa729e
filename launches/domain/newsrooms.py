"""The people of an outlet: invited by address, in with a verified one, out again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import OutletRole
from launches.errors import LastOwner, NotAllowed, UnveilError
from launches.models import Outlet, OutletInvitation, OutletMember, User
from launches.queries.outlets import invitations_to

from . import audit, mailing

MOST = 50


def invite(
    outlet: Outlet, *, email: str, role: OutletRole, by: User, at: datetime
) -> OutletInvitation:
    """Offer a place. Whoever has proved the address finds it in the press room.

    A second invitation to the same address takes the first one's place.
    """
    _require(outlet, by)
    email = email.strip().lower()
    if role not in OutletRole.values:
        raise UnveilError(fields={"role": _("Please choose a role.")})
    if outlet.memberships.count() + outlet.invitations.filter(ended_at=None).count() >= MOST:
        full = _("There are %(most)d people already, and that is the most.")
        raise UnveilError(fields={"email": full % {"most": MOST}})
    with transaction.atomic():
        outlet.invitations.filter(email=email, ended_at=None).update(ended_at=at)
        invitation = OutletInvitation.objects.create(
            outlet=outlet, email=email, role=role, invited_by=by, invited_at=at
        )
        audit.record("invited", by=by, at=at, outlet=outlet.pk, role=role)
        link = mailing.address("press:start")
        values = {"outlet": outlet.name, "who": str(by), "link": link}
        mailing.post("outlet_invitation", to=email, by=by, at=at, values=values)
    return invitation


def join(invitation: OutletInvitation, *, by: User, at: datetime) -> OutletMember:
    """Take the place that was offered. Raises NotAllowed for anybody else's invitation."""
    with transaction.atomic():
        found = invitations_to(by).select_for_update(of=("self",)).filter(pk=invitation.pk).first()
        if found is None:
            raise NotAllowed()
        OutletInvitation.objects.filter(pk=found.pk).update(ended_at=at)
        member, _fresh = OutletMember.objects.get_or_create(
            outlet=found.outlet, user=by, defaults={"role": found.role}
        )
        audit.record("outlet_person_added", by=by, at=at, outlet=found.outlet_id, role=found.role)
    return member


def take_back(invitation: OutletInvitation, *, by: User, at: datetime) -> None:
    """Withdraw a place that nobody has taken yet."""
    _require(invitation.outlet, by)
    with transaction.atomic():
        OutletInvitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=at)
        audit.record("invitation_revoked", by=by, at=at, outlet=invitation.outlet_id)


def remove(member: OutletMember, *, by: User, at: datetime) -> None:
    """Take somebody out, or leave oneself. Raises LastOwner for the last manager."""
    if member.user_id != by.pk:
        _require(member.outlet, by)
    with transaction.atomic():
        Outlet.objects.select_for_update().get(pk=member.outlet_id)
        managing = OutletMember.objects.filter(outlet=member.outlet, role=OutletRole.MANAGER)
        if member.role == OutletRole.MANAGER and not managing.exclude(pk=member.pk).exists():
            raise LastOwner(_("The outlet needs a manager. Invite another one first."))
        audit.record(
            "outlet_person_removed",
            by=by,
            at=at,
            outlet=member.outlet_id,
            person=member.user_id,
        )
        member.delete()


def own_page(outlet: Outlet) -> str:
    """The whole address of the outlet's page on its accreditation."""
    return f"{mailing.address('press:accreditation')}?outlet={outlet.uid}"


def _require(outlet: Outlet, by: User) -> None:
    if not rules.runs_outlet(by, outlet.pk):
        raise NotAllowed(_("Only a manager of the outlet may do this."))
