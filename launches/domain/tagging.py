"""The desk's own words on entries. No company and no reader ever sees them."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from launches import rules
from launches.content import fold
from launches.errors import NotAllowed, UnveilError
from launches.models import Launch, Tag, User

from . import audit

LONGEST = 60


def tag(launch: Launch, *, name: str, by: User, at: datetime) -> Tag:
    """Put a tag on an entry; a new word becomes a tag. Twice changes nothing.

    Raises NotAllowed for all but the desk, UnveilError for a name that is empty or long.
    """
    if not rules.reviews(by, launch):
        raise NotAllowed()
    with transaction.atomic():
        found = named(name) or _made(name, by=by, at=at)
        if not found.launches.filter(pk=launch.pk).exists():
            found.launches.add(launch)
            audit.record("tagged", by=by, at=at, launch=launch, tag=found.uid)
    return found


def untag(launch: Launch, *, name: str, by: User, at: datetime) -> None:
    """Take a tag off an entry, if it is on it. A tag on no entry goes."""
    if not rules.reviews(by, launch):
        raise NotAllowed()
    with transaction.atomic():
        found = named(name)
        if found is None or not found.launches.filter(pk=launch.pk).exists():
            return
        found.launches.remove(launch)
        audit.record("untagged", by=by, at=at, launch=launch, tag=found.uid)
        if not found.launches.exists():
            found.delete()


def named(name: str) -> Tag | None:
    """The tag of this name, in any case of letters."""
    name = _cleaned(name)
    return Tag.objects.alias(low=Lower("name")).filter(low=name.lower()).first() or next(
        (one for one in Tag.objects.all() if fold(one.name) == fold(name)), None
    )


def _made(name: str, *, by: User, at: datetime) -> Tag:
    name = _cleaned(name)
    if not name:
        raise UnveilError(fields={"name": _("Please write a tag.")})
    if len(name) > LONGEST:
        found = {"found": len(name), "wanted": LONGEST}
        words = _("%(found)s characters; at most %(wanted)s are possible.") % found
        raise UnveilError(fields={"name": words})
    return Tag.objects.create(name=name, by=by, at=at)


def _cleaned(name: str) -> str:
    return " ".join(name.replace("\0", "").split())
