"""The worker's part of the outbox: claim a mail, hand it to the server, or try later.

A claim is a conditional UPDATE, so of two workers one sends. A worker that is killed
between the server's answer and our row leaves a claim, which is swept after a while
and sent again under the same Message-ID: at least once, and a mail program that
keeps to RFC 5322 shows one. A mail that fails holds up no other.
"""

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Case, Value, When

from launches import letters
from launches.enums import MailState
from launches.mail_kinds import KINDS
from launches.models import Mail

from . import invitations, secrecy, signoff

log = logging.getLogger("unveil.mail")
BATCH = 50
CLAIM_LASTS = timedelta(minutes=5)
# Waits after each failed try; after the last one the mail has failed.
LADDER = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]
HURRIED = [timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 900)]
URGENT = [name for name, kind in KINDS.items() if kind.urgent]
PATIENCE = 5  # seconds that a page waits for the mail server


def deliver(*, at: datetime) -> int:
    """Send what is due; how many mails the server took. Database errors are the caller's."""
    _sweep(at)
    _let_go(at)
    due = Mail.objects.filter(state=MailState.QUEUED, next_try_at__lte=at)
    first = Case(When(kind__in=URGENT, then=Value(0)), default=Value(1))
    keys = list(due.order_by(first, "next_try_at", "pk").values_list("pk", flat=True)[:BATCH])
    return sum(_send(pk, at) for pk in keys)


def at_once(pk: int, *, at: datetime) -> bool:
    """The first try of a mail that somebody waits for; the worker makes the others.

    A server that does not answer is waited for PATIENCE seconds and no longer.
    """
    return _send(pk, at, timeout=PATIENCE)


def _sweep(at: datetime) -> None:
    """Take back the claims of workers that died."""
    dead = Mail.objects.filter(state=MailState.SENDING, claimed_at__lte=at - CLAIM_LASTS)
    if found := dead.update(state=MailState.QUEUED, claimed_at=None):
        log.warning("%d claims on mails swept", found)


def _let_go(at: datetime) -> None:
    """Held mails whose instant has come."""
    Mail.objects.filter(state=MailState.HELD, hold_until__lte=at).update(
        state=MailState.QUEUED, next_try_at=at
    )


def _send(pk: int, at: datetime, *, timeout: int | None = None) -> bool:
    mine = Mail.objects.filter(pk=pk, state=MailState.QUEUED)
    if not mine.update(state=MailState.SENDING, claimed_at=at):
        return False
    mail = Mail.objects.get(pk=pk)
    claimed = Mail.objects.filter(pk=pk, state=MailState.SENDING, claimed_at=at)
    try:
        message = message_of(mail, at=at)
        message.connection = get_connection(timeout=timeout)
        message.send()
    except (OSError, ValueError) as error:  # SMTPException is an OSError
        claimed.update(**_after_failure(mail, error, at))
        log.error("mail %s kind=%s not sent (%s)", mail.uid, mail.kind, fault_of(error))
        return False
    claimed.update(
        state=MailState.SENT, claimed_at=None, sent_at=at, tries=mail.tries + 1, fault=""
    )
    log.info("mail %s kind=%s sent", mail.uid, mail.kind)
    return True


def _after_failure(mail: Mail, error: Exception, at: datetime) -> dict[str, object]:
    tries = mail.tries + 1
    ladder = HURRIED if mail.kind in URGENT else LADDER
    final = tries > len(ladder) or _for_good(error)
    return {
        "state": MailState.FAILED if final else MailState.QUEUED,
        "claimed_at": None,
        "tries": tries,
        "next_try_at": at if final else at + ladder[tries - 1],
        "fault": fault_of(error),
    }


def _for_good(error: Exception) -> bool:
    """The server refused this mail itself with a 5xx answer, or no mail can be made of it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)


def fault_of(error: Exception) -> str:
    """The kind of an error and its code. Its words are left out: they hold addresses."""
    code = getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next((code for code, _words in error.recipients.values()), None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


class LinkOver(ValueError):
    """The secret of a mail is worth nothing any more, so the mail is not sent."""


# Where the link or code of a secret kind comes from, by what stands before the first underscore.
LINKS: dict[str, Callable[..., str]] = {
    "invitation": invitations.link_of,
    "signoff": signoff.link_of,
    "account": secrecy.opened,
}


def _words(mail: Mail, at: datetime) -> tuple[str, str]:
    """Text and HTML, a secret link or code filled in."""
    if "secret" not in mail.values:
        return mail.text, mail.html
    secret = LINKS[mail.kind.partition("_")[0]](mail.values["secret"], at=at)
    if not secret:
        raise LinkOver
    text = letters.unsealed(mail.text, secret, kind=mail.kind)
    return text, letters.unsealed(mail.html, secret, kind=mail.kind, html=True)


def message_of(mail: Mail, *, at: datetime) -> EmailMultiAlternatives:
    """The mail as it goes over the wire, text and HTML. Raises LinkOver."""
    text, html = _words(mail, at)
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    message = EmailMultiAlternatives(
        mail.subject,
        text,
        to=[mail.to],
        reply_to=[settings.REPLY_TO_EMAIL],
        headers={"Message-ID": f"<{mail.uid}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(html, "text/html")
    return message
