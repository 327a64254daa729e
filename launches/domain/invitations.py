"""Letting somebody in by letter.

A letter's token is derived from the server's secret, the invitation's id and the count
of its sendings; only its SHA-256 is stored. So the worker that writes the mail needs no
token in its job, and a copy of the database opens nothing.
"""

import base64
import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import Purpose, Role
from launches.errors import AnotherAddress, InvitationOver, NotAllowed, UnveilError
from launches.mail_kinds import Values
from launches.models import Company, Invitation, Member, User
from launches.models.invitation import WAITING
from launches.queries.addresses import verified_of

from . import audit, mailing, members

LIFE = timedelta(days=14)
MOST_WAITING = 20  # open invitations of one company
MOST_A_DAY = 60  # letters of one company in 24 hours, withdrawn ones included
MOST_SENDINGS = 5  # of one invitation
PAUSE = timedelta(minutes=1)  # between two sendings


def invite(company: Company, *, email: str, role: Role, by: User, at: datetime) -> Invitation:
    """Invite somebody to join as editor or viewer, or as one more owner.

    Never tells whether the address has an account. Raises NotAllowed for all but
    owners, and UnveilError (field "email" or "role") for what cannot be sent.
    """
    if role not in Role.values:
        raise UnveilError(fields={"role": _("Please choose a role.")})
    with transaction.atomic():
        company = members.lock(company)
        members.require_owner(company, by)
        address = clean_address(email)
        if company.memberships.filter(user__email__iexact=address).exists():
            raise UnveilError(fields={"email": _("This person is in the company already.")})
        return write(company, Purpose.JOIN, address, role=role, by=by, at=at)


def invite_to_take_over(
    company: Company, *, email: str, by: User | None, at: datetime
) -> Invitation:
    """Invite somebody to become the first owner of a company that nobody has claimed.

    `by` is None for a command (the committee's import); otherwise somebody of the desk
    or of an agency that works for the company. Raises NotAllowed, and UnveilError where
    the company has people already.
    """
    with transaction.atomic():
        company = members.lock(company)
        if by is not None and not rules.may_give_away(by, company):
            raise NotAllowed()
        if company.memberships.exists():
            raise UnveilError(_("This company has people of its own already."))
        return write(company, Purpose.CLAIM, clean_address(email), role=Role.OWNER, by=by, at=at)


def write(
    company: Company, purpose: Purpose, email: str, *, role: Role, by: User | None, at: datetime
) -> Invitation:
    """Make the invitation and promise its letter; call it with the company held.

    The rule is the caller's part. Raises UnveilError where one is waiting already or
    the company has written too many.
    """
    before = company.invitations.filter(WAITING, purpose=purpose, email=email).first()
    if before and before.is_open(at=at):
        already = _("This address has an open invitation. You can send it again below.")
        raise UnveilError(fields={"email": already})
    if before:
        before.revoked_at = at
        before.save(update_fields=["revoked_at"])
    _refuse_too_many(company, at)
    invitation = Invitation(
        company=company, purpose=purpose, role=role, email=email, invited_by=by, made_at=at
    )
    _send(invitation, by=by, at=at)
    return invitation


def _refuse_too_many(company: Company, at: datetime) -> None:
    waiting = company.invitations.filter(WAITING, expires_at__gt=at).count()
    today = company.invitations.filter(made_at__gt=at - timedelta(days=1)).count()
    if waiting >= MOST_WAITING or today >= MOST_A_DAY:
        sentence = _("There are %(found)d open invitations; at most %(most)d are possible.")
        if today >= MOST_A_DAY:
            sentence = _("%(found)d were sent within a day; at most %(most)d are possible.")
        found = (today, MOST_A_DAY) if today >= MOST_A_DAY else (waiting, MOST_WAITING)
        raise UnveilError(fields={"email": sentence % {"found": found[0], "most": found[1]}})


def _send(invitation: Invitation, *, by: User | None, at: datetime) -> None:
    invitation.sent_at, invitation.expires_at = at, at + LIFE
    invitation.token_hash = hashed(token_of(invitation))
    invitation.save()
    audit.record(
        "invited",
        by=by,
        at=at,
        company=invitation.company.uid,
        invitation=invitation.uid,
        purpose=invitation.purpose,
        times=invitation.times_sent,
    )
    _tell(invitation, at=at)


def _tell(invitation: Invitation, *, at: datetime) -> None:
    """Write the letter in the reader's language, or in the inviter's for a stranger.

    The link is not in it: delivery.py asks link_of for it when the letter goes out.
    """
    reader = User.objects.filter(email__iexact=invitation.email, is_active=True).first()
    inviter = invitation.invited_by
    language = mailing.language_of(reader or inviter or "")

    def values() -> Values:
        return {
            "secret": invitation.uid,
            "who": str(inviter or settings.SITE_NAME),
            "company": str(invitation.company),
            "role": str(Role(invitation.role).label),
            "until": date_format(invitation.expires_at, "DATE_FORMAT"),
        }

    kind = f"invitation_{invitation.purpose}"
    mailing.post(kind, to=invitation.email, language=language, by=inviter, at=at, values=values)


def link_of(uid: str, *, at: datetime) -> str:
    """The address in the letter of an open invitation; empty where it is over."""
    invitation = Invitation.objects.filter(uid=uid).first()
    if invitation is None or not invitation.is_open(at=at):
        return ""
    return mailing.address("portal:invitation", token_of(invitation))


def resend(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Send the letter again with a new link; the earlier link is worth nothing from now on."""
    with transaction.atomic():
        invitation = _held(invitation, by)
        if invitation.sent_at > at - PAUSE:
            raise UnveilError(_("It was sent a moment ago. Please wait a minute."))
        if invitation.times_sent >= MOST_SENDINGS:
            raise UnveilError(_("It was sent %(most)d times. That is enough.") % {"most": 5})
        invitation.times_sent += 1
        _send(invitation, by=by, at=at)
    return invitation


def revoke(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Withdraw it. Its link is worth nothing from now on."""
    with transaction.atomic():
        invitation = _held(invitation, by)
        _close(invitation, "invitation_revoked", by=by, at=at)


def decline(invitation: Invitation, *, by: User, at: datetime) -> None:
    """The invited person says no."""
    with transaction.atomic():
        members.lock(invitation.company)
        invitation.refresh_from_db()
        _close(invitation, "invitation_declined", by=by, at=at)


def _close(invitation: Invitation, verb: str, *, by: User, at: datetime) -> None:
    if not Invitation.objects.filter(WAITING, pk=invitation.pk).update(revoked_at=at):
        raise InvitationOver()
    company = invitation.company.uid
    audit.record(verb, by=by, at=at, company=company, invitation=invitation.uid)


def _held(invitation: Invitation, by: User) -> Invitation:
    """The invitation as it is now, with its company held. Raises NotAllowed, InvitationOver."""
    company = members.lock(invitation.company)
    if not rules.manages_invitation(by, invitation):
        raise NotAllowed()
    found = company.invitations.filter(WAITING, pk=invitation.pk).first()
    if found is None:
        raise InvitationOver()
    return found


def accept(invitation: Invitation, *, by: User, at: datetime, confirmed: bool = False) -> Company:
    """Join the company, or take it over, as the invitation says.

    Used once, whoever comes first. Raises AnotherAddress where none of the person's
    verified addresses is the invited one and they have not `confirmed` that it is
    meant for them; InvitationOver where it is used, withdrawn or expired. Skips the
    purposes that have acts of their own: ownership and mandates.
    """
    with transaction.atomic():
        company = use(invitation, by=by, at=at, confirmed=confirmed)
        if invitation.purpose == Purpose.CLAIM and company.memberships.exists():
            raise InvitationOver()
        role = Role.OWNER if invitation.purpose == Purpose.CLAIM else invitation.role
        Member.objects.get_or_create(company=company, user=by, defaults={"role": role})
        verb = "company_claimed" if invitation.purpose == Purpose.CLAIM else "member_joined"
        audit.record(verb, by=by, at=at, after=role, company=company.uid, invitation=invitation.uid)
    return company


def use(invitation: Invitation, *, by: User, at: datetime, confirmed: bool = False) -> Company:
    """Spend the invitation, once; the company comes back held. Call it inside a transaction.

    Raises NotAllowed for an auditor, who joins nobody.
    """
    if rules.is_only_reader(by):
        raise NotAllowed()
    company = members.lock(invitation.company)
    if not confirmed and invitation.email not in verified_of(by):
        raise AnotherAddress()
    spent = Invitation.objects.filter(
        WAITING, pk=invitation.pk, token_hash=invitation.token_hash, expires_at__gt=at
    ).update(accepted_at=at, accepted_by=by)
    if not spent:
        raise InvitationOver()
    return company


def find(token: str) -> Invitation:
    """The invitation of a link, whatever its state. Raises Invitation.DoesNotExist."""
    return Invitation.objects.select_related("company", "invited_by").get(token_hash=hashed(token))


def token_of(invitation: Invitation) -> str:
    """The secret of the latest letter, 256 bits in 43 characters."""
    seed = f"{invitation.uid}:{invitation.times_sent}"
    digest = salted_hmac("launches.invitation", seed, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hashed(token: str) -> str:
    """What is stored of a token: SHA-256 in hex."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def clean_address(email: str) -> str:
    """An address as it is kept: trimmed, lower case. Raises UnveilError (field "email")."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        wanted = _("An e-mail address is wanted, such as name@company.example.")
        raise UnveilError(fields={"email": wanted}) from error
    return email
