"""Hears what the desk did, after commit, and has the company told."""

import logging

from launches.domain.signals import acted

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


def connect() -> None:
    acted.connect(hear, dispatch_uid="portal.notices")
