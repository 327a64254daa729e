"""What the desk does with mails: hold, let go, edit, send again; and their wording.

Each act is a conditional UPDATE on the state that the person saw, so that a mail
the worker took in the meantime is refused in words, not changed under its hands.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import letters, rules
from launches.enums import MailState
from launches.errors import NotAllowed, Stale, UnveilError
from launches.letters import Wording
from launches.mail_kinds import KINDS
from launches.models import Launch, Mail, MailTemplate, User

from . import audit

WAITING = [MailState.QUEUED, MailState.HELD, MailState.FAILED]


def is_readers_own(mail: Mail) -> bool:
    """Whether it is between the house and its reader, who waits for it."""
    return mail.kind in KINDS and KINDS[mail.kind].urgent


def hold(mail: Mail, *, by: User, at: datetime, until: datetime | None = None) -> Mail:
    """Keep a waiting mail back until it is let go, or until an instant."""
    _may(by, mail)
    return _change(mail, WAITING, "mail_held", by=by, at=at, state=MailState.HELD, hold_until=until)


def release(mail: Mail, *, by: User, at: datetime) -> Mail:
    """Let a held or failed mail go out now."""
    return _change(
        mail,
        [MailState.HELD, MailState.FAILED],
        "mail_let_go",
        by=by,
        at=at,
        state=MailState.QUEUED,
        hold_until=None,
        next_try_at=at,
        tries=0,
    )


def let_go(key: str, *, by: User, at: datetime) -> int:
    """Let everything go that is held under one key; how many mails that were."""
    _may(by)
    with transaction.atomic():
        found = send_held(key, at=at)
        audit.record("mails_let_go", by=by, at=at, key=key, mails=found)
    return found


def send_held(key: str, *, at: datetime) -> int:
    """As let_go, as the last part of an act that was allowed and audited already."""
    held = Mail.objects.filter(state=MailState.HELD, hold_key=key)
    return held.update(state=MailState.QUEUED, hold_until=None, next_try_at=at)


def edit(mail: Mail, *, subject: str, text: str, by: User, at: datetime) -> Mail:
    """Change the words of a mail that has not gone out.

    Raises UnveilError for words that are missing or too long, and for a launch's name
    before its release. The place of a secret link stays open.
    """
    _may(by, mail)
    said = Wording(" ".join(subject.split()), text.replace("\r\n", "\n").strip() + "\n")
    _check_words(mail, said, at)
    html = letters.drawn(said, language=mail.language)
    words = {"subject": said.subject, "text": said.text, "html": html}
    return _change(mail, WAITING, "mail_edited", by=by, at=at, edited_by=by, edited_at=at, **words)


def _check_words(mail: Mail, said: Wording, at: datetime) -> None:
    fields = {}
    for name, words in said._asdict().items():
        if not words.strip():
            fields[name] = _("Please write something here.")
        elif _names_hidden(mail, words, at):
            fields[name] = _("This names the product before its release. Use the entry's id.")
    if len(said.subject) > letters.LONGEST_SUBJECT:
        fields["subject"] = _("The subject has more than 200 characters.")
    if fields:
        raise UnveilError(fields=fields)


def _names_hidden(mail: Mail, words: str, at: datetime) -> bool:
    launch = Launch.objects.filter(uid=mail.launch_uid).first() if mail.launch_uid else None
    if launch is None or launch.is_released(at=at):
        return False
    return launch.product.casefold() in words.casefold()


def resend(mail: Mail, *, by: User, at: datetime) -> Mail:
    """Send a mail once more, as a mail of its own; the first one stays as it was."""
    _may(by, mail)
    if mail.state not in (MailState.SENT, MailState.FAILED):
        raise UnveilError(_("This mail has not gone out yet; there is nothing to repeat."))
    same = ["kind", "person_id", "to", "language", "subject", "text", "html", "values"]
    with transaction.atomic():
        again = Mail.objects.create(
            **{name: getattr(mail, name) for name in [*same, "launch_uid"]},
            again_of=mail,
            made_by=by,
            made_at=at,
            next_try_at=at,
        )
        audit.record("mail_sent_again", by=by, at=at, mail=again.uid)
    return again


def word(kind: str, language: str, *, subject: str, text: str, by: User, at: datetime) -> None:
    """Keep the organisers' own wording. Raises UnveilError with what is wrong in it."""
    _may(by)
    said = letters.check(kind, Wording(subject, text))
    with transaction.atomic():
        MailTemplate.objects.update_or_create(
            kind=kind,
            language=language,
            defaults={**said._asdict(), "edited_by": by, "edited_at": at},
        )
        audit.record("mail_worded", by=by, at=at, kind=kind, language=language)


def unword(kind: str, language: str, *, by: User, at: datetime) -> None:
    """Go back to the wording that comes with the product."""
    _may(by)
    with transaction.atomic():
        MailTemplate.objects.filter(kind=kind, language=language).delete()
        audit.record("mail_unworded", by=by, at=at, kind=kind, language=language)


def _may(by: User, mail: Mail | None = None) -> None:
    if not rules.minds_mail(by):
        raise NotAllowed()
    if mail and is_readers_own(mail):
        raise NotAllowed(_("Codes and links for an account go to their reader as they are."))


def _change(
    mail: Mail, states: list[MailState], verb: str, *, by: User, at: datetime, **columns: object
) -> Mail:
    _may(by)
    with transaction.atomic():
        if not Mail.objects.filter(pk=mail.pk, state__in=states).update(**columns):
            raise Stale(_("The mail has gone out or was changed in the meantime."))
        audit.record(verb, by=by, at=at, mail=mail.uid)
    mail.refresh_from_db()
    return mail
