"""Hears what the desk did, after commit, and has the company told."""

import logging

from launches.domain.signals import acted, invited

from . import mails

log = logging.getLogger(__name__)


def hear(sender: object, *, launch_uid: str, verb: str, **kwargs: object) -> None:
    """Promise the mail. The act is done and stays done, so nothing here may raise."""
    if verb not in mails.KINDS:
        return
    try:
        mails.tell_news.enqueue(launch_uid, verb)
    except Exception:
        log.exception("mail not queued kind=%s launch=%s", verb, launch_uid)


def hear_invited(sender: object, *, uid: str, **kwargs: object) -> None:
    """Promise the letter. The invitation stands, so nothing here may raise."""
    try:
        mails.tell_invitation.enqueue(uid)
    except Exception:
        log.exception("letter not queued invitation=%s", uid)


def connect() -> None:
    acted.connect(hear, dispatch_uid="portal.notices")
    invited.connect(hear_invited, dispatch_uid="portal.letters")
