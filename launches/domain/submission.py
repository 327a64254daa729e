"""The company hands in: one receipt for one revision, whatever happens in between."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.content import Content
from launches.enums import Action
from launches.errors import Closed, NoSuchTransition, NotReady, ReasonNeeded, Stale
from launches.models import Launch, Receipt, User
from launches.models.fields import ALPHABET
from launches.queries import call, signoffs

from . import checking, confirming, dealing, mailing, points
from .sealing import seal
from .transitions import stale, transition


def submit(
    launch: Launch,
    *,
    revision: int,
    content: Content,
    by: User,
    at: datetime,
    arrived: datetime | None = None,
) -> Receipt:
    """Hand in a revision and get its receipt.

    `content` is what that revision says; it is sealed, and its fingerprint goes on
    the receipt. The same revision again, in parallel too, gives the same receipt; one
    that came back and is only answered, not changed, goes in again under it.
    `arrived` is when the request began (`at` unless told): that instant is held
    against the deadline, so a crowded last minute shuts nobody out. Raises Stale (a
    newer revision exists), Closed (outside its window, without an access code),
    NotReady (with the missing fields and sign-offs, or the open points) and what the
    transition raises. Starting the desk's workflow is the caller's part, in the same
    transaction.
    """
    known = _receipt(launch, revision) if rules.role_on(by, launch) else None
    if known and launch.state not in rules.WRITING_STATES:
        return known
    _check(launch, revision, content, at, arrived or at)
    try:
        with transaction.atomic():
            transition(
                launch,
                Action.SUBMIT,
                by=by,
                at=at,
                submitted_revision=revision,
                submitted_at=at,
            )
            points.hand_in(launch, content, at=at)
            dealing.deal_new(launch, at=at)
            confirming.hand_in(launch, by=by, at=at)
            issued = known or _issue(launch, revision, content, by=by, at=at)
            checking.begin(launch, revision=revision, document=issued.document, by=by, at=at)
            return issued
    except (Stale, NoSuchTransition):
        if receipt := _receipt(launch, revision):
            return receipt
        raise


def _issue(launch: Launch, revision: int, content: Content, *, by: User, at: datetime) -> Receipt:
    """Seal what was received, and tell the company."""
    sealed = seal(launch, content)
    receipt = Receipt.objects.create(
        launch=launch,
        number=_number(),
        revision=revision,
        digest=sealed.digest,
        document=sealed.text,
        by=by,
        at=at,
    )
    mailing.tell_receipt(receipt, by=by, at=at)
    return receipt


def _receipt(launch: Launch, revision: int) -> Receipt | None:
    return Receipt.objects.filter(launch=launch, revision=revision).first()


def _check(
    launch: Launch, revision: int, content: Content, at: datetime, arrived: datetime
) -> None:
    if Launch.objects.values_list("latest_revision", flat=True).get(pk=launch.pk) != revision:
        raise edited_since(launch)
    if not takes(launch, at=arrived):
        if arrived < call.window_of(launch).opens_at:
            raise Closed(_("The call for entries has not opened yet. Your draft is kept."))
        raise Closed()
    found = rules.missing(launch, content, at=at)
    if found := found | signoffs.lacking(launch, content, launch.forum.sign_offs_to_submit):
        raise NotReady(fields=found)
    points.require_met(launch, content)


def takes(launch: Launch, *, at: datetime) -> bool:
    """Whether an entry is taken at this instant.

    In its window; after it what was handed in before, for then it answers the desk;
    and outside it with an access code.
    """
    window = call.window_of(launch)
    if window.is_open(at) or (launch.submitted_at and at > window.closes_at):
        return True
    return call.is_admitted(launch, at)


def edited_since(launch: Launch) -> Stale:
    """The refusal that names who saved a newer version."""
    fresh = Launch.objects.select_related("last_editor").get(pk=launch.pk)
    who = str(fresh.last_editor) if fresh.last_editor else _("Somebody")
    message = _("%(who)s saved a newer version. Read it before you go on.") % {"who": who}
    return Stale(message, by=fresh.last_editor, at=fresh.edited_at)


def _number() -> str:
    """UNV-XXXX-XXXX, random: a receipt tells nobody how many others there are."""
    word = "".join(secrets.choice(ALPHABET) for _ in range(8)).upper()
    return f"UNV-{word[:4]}-{word[4:]}"


def withdraw(launch: Launch, *, reason: str, by: User, at: datetime) -> Launch:
    """Take an entry out before it is approved. A reason is asked, for the record."""
    if not reason.strip():
        raise ReasonNeeded(fields={"reason": _("Please say why you withdraw the entry.")})
    return transition(launch, Action.WITHDRAW, by=by, at=at, note=reason.strip())


def reopen(launch: Launch, *, by: User, at: datetime) -> Launch:
    """Bring back what was withdrawn (by the company) or declined (by the desk)."""
    return transition(launch, Action.REOPEN, by=by, at=at)


__all__ = ["edited_since", "reopen", "stale", "submit", "takes", "withdraw"]
