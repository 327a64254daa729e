"""Mails about an account itself: a code, a link, or the word that something was changed.

They stand in the outbox like all others, but do not wait in it: the first try is made at
once, whatever the desk holds, and a mail server that fails stops nobody's page.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction

from launches.mail_kinds import Values
from launches.models import Mail, User

from . import delivery, mailing, secrecy


def write(
    kind: str,
    *,
    email: str,
    language: str = "",
    values: Callable[[], Values] | None = None,
    secret: str = "",
    lasts: timedelta = timedelta(),
    at: datetime,
) -> list[Mail]:
    """Write a mail of one of the account's kinds and try to send it.

    The reader is whoever has this address, or the address alone; `language` is for those
    whose own is not known. `values` are asked in it. `secret` is the code or the address
    that the kind leaves open in the row; after `lasts` it is worth nothing.
    """
    person = User.objects.filter(email__iexact=email).first()
    own = person.language if person else ""

    def filled() -> Values:
        given = dict(values() if values else {})
        return given | ({"secret": secrecy.shut(secret, lasts=lasts, at=at)} if secret else {})

    mails = mailing.post(
        kind,
        to=person or email,
        at=at,
        language=own if own in dict(settings.LANGUAGES) else language,
        values=filled,
    )
    for mail in mails:
        transaction.on_commit(partial(delivery.at_once, mail.pk, at=at))
    return mails
