"""Preview links for outsiders: made, opened, taken back, each time with a row in the audit."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import CLOSED_STATES
from launches.errors import NotAllowed, Over, UnveilError
from launches.models import Launch, PreviewLink, User
from launches.queries import links

from . import audit, erasure

LONGEST = timedelta(days=30)
MOST_OPEN = 20  # links of one entry that work at the same time


def make(
    launch: Launch,
    *,
    name: str,
    language: str,
    expires_at: datetime,
    revision: int | None,
    by: User,
    at: datetime,
) -> PreviewLink:
    """Make a link for one person; `revision` is frozen, None follows the newest.

    Raises NotAllowed (only those who work at the desk and are not of the company, and
    not for an ended entry) and UnveilError with the field that is wrong.
    """
    if not rules.speaks_for_desk(by, launch) or launch.state in CLOSED_STATES:
        raise NotAllowed()
    name = " ".join(name.split())
    if wrong := _wrong(launch, name, expires_at, at):
        raise UnveilError(_("Please look at this again."), fields=wrong)
    link = PreviewLink(launch=launch, name=name, language=language, revision=revision)
    link.made_by, link.made_at, link.expires_at = by, at, expires_at
    link.token_digest = links.digest_of(token_of(link))
    with transaction.atomic():
        link.save(force_insert=True)
        _record("preview_link_made", link, by=by, at=at)
    return link


def _wrong(launch: Launch, name: str, expires_at: datetime, at: datetime) -> dict[str, str]:
    wrong = {}
    if not name:
        wrong["name"] = _("Please say for whom the link is.")
    if not at < expires_at <= at + LONGEST:
        wrong["expires_at"] = _("The link can work for at most 30 days from now.")
    working = launch.preview_links.filter(revoked_at=None, expires_at__gt=at)
    if working.count() >= MOST_OPEN:
        wrong["name"] = _("20 links work already. Take one back first.")
    return wrong


def token_of(link: PreviewLink) -> str:
    """The secret of the link's address, made anew each time."""
    return links.secret_of("preview-link", link.uid)


def opened(link: PreviewLink, *, at: datetime) -> None:
    """Note that somebody opened it; the audit keeps when, and from which network."""
    if not link.is_open(at=at):
        raise Over()
    _record("preview_link_opened", link, by=None, at=at)


def revoke(link: PreviewLink, *, by: User, at: datetime) -> PreviewLink:
    """Take it back; it is dead at once. Raises Over where that was done already."""
    if not rules.speaks_for_desk(by, link.launch):
        raise NotAllowed()
    with transaction.atomic():
        working = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
        if not working.update(revoked_at=at, revoked_by=by):
            raise Over(_("It has been taken back already."))
        _record("preview_link_revoked", link, by=by, at=at)
    link.refresh_from_db()
    return link


def forget(link: PreviewLink, *, by: User, at: datetime) -> PreviewLink:
    """Put a pseudonym in the place of the outsider's name, for good; the openings stay.

    An outsider has no account that could be erased. Raises NotAllowed, and UnveilError
    while the link works: somebody is still to be told apart by it.
    """
    if not rules.speaks_for_desk(by, link.launch):
        raise NotAllowed()
    if link.is_open(at=at):
        raise UnveilError(_("Take the link back first."))
    with transaction.atomic():
        link.name = erasure.pseudonym()
        link.save(update_fields=["name"])
        _record("preview_link_forgotten", link, by=by, at=at)
    return link


def _record(verb: str, link: PreviewLink, *, by: User | None, at: datetime) -> None:
    audit.record(verb, by=by, at=at, launch=link.launch, link=link.uid, revision=link.revision)
