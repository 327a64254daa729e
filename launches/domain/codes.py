"""Access codes: admit an entry outside its window, as often as the desk said and no more."""

import unicodedata
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from launches import rules
from launches.errors import CodeRefused, NotAllowed, TooManyTries
from launches.models import AccessCode, AuditEntry, CodeUse, Launch, User

from . import audit

MOST_TRIES, PERIOD = 8, timedelta(minutes=15)


def redeem(launch: Launch, text: str, *, by: User, at: datetime) -> CodeUse:
    """Use a code for this entry, and for no other.

    The same code again for the same entry uses nothing up. Every refusal is the same
    CodeRefused, whether the code is unknown, spent, expired, taken back or for another
    theme: it tells nothing. Raises TooManyTries after MOST_TRIES wrong ones of a person
    or of an entry within PERIOD, and NotAllowed for those who may not write.
    """
    if not (rules.is_writer(by, launch) and rules.may_edit(by, launch)):
        raise NotAllowed()
    if _tries(launch, by, at) >= MOST_TRIES:
        raise TooManyTries()
    use = _redeemed(launch, normal(text), by, at)
    if use is None:
        audit.record("code_refused", by=by, at=at, launch=launch)
        raise CodeRefused(fields={"code": CodeRefused.message})
    return use


def normal(text: str) -> str:
    """The code as stored, however it was typed: any case, any width, with or without hyphens."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(char for char in plain if char.isascii() and char.isalnum())[:24]


def _tries(launch: Launch, by: User, at: datetime) -> int:
    """Counted in the audit, so that every process sees them."""
    return AuditEntry.objects.filter(
        Q(actor=by) | Q(launch_uid=launch.uid), verb="code_refused", at__gt=at - PERIOD
    ).count()


def _redeemed(launch: Launch, code: str, by: User, at: datetime) -> CodeUse | None:
    found = _fitting(launch, at).filter(code=code).first()
    if found is None:
        return None
    if use := found.redemptions.filter(launch=launch).first():
        return use
    try:
        with transaction.atomic():
            free = _fitting(launch, at).filter(pk=found.pk, used__lt=F("uses"))
            if not free.update(used=F("used") + 1):
                return None
            use = CodeUse.objects.create(code=found, launch=launch, by=by, at=at)
            audit.record("code_redeemed", by=by, at=at, launch=launch, code=found.pk)
            return use
    except IntegrityError:  # the same entry in another window, in the same moment
        return found.redemptions.get(launch=launch)


def _fitting(launch: Launch, at: datetime) -> QuerySet[AccessCode]:
    return AccessCode.objects.filter(
        Q(theme=None) | Q(theme=launch.theme_id),
        Q(entry_type=None) | Q(entry_type=launch.entry_type_id),
        forum=launch.forum_id,
        is_valid=True,
        expires_at__gte=at,
    )
