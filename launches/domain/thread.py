"""The company and the editors talk about a launch; the desk also among itself."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import CommentAudience
from launches.errors import NotAllowed, ReasonNeeded, UnveilError
from launches.models import Comment, Launch, ThreadRead, User
from launches.queries import tenancy

from . import audit, mailing

LONGEST = 5000
REPLY_LASTS = timedelta(days=30)
SALT = "launches.thread.reply"


def say(launch: Launch, *, text: str, audience: CommentAudience, by: User, at: datetime) -> Comment:
    """Add a message and tell the other side by mail, without a word of it.

    Every member of the company may speak, viewers too. Raises NotAllowed for strangers
    and for a company that would speak to the desk's own audience, UnveilError for a
    message that is empty or too long.
    """
    by_desk = rules.speaks_for_desk(by, launch)
    if not by_desk and (audience == CommentAudience.DESK or rules.role_on(by, launch) is None):
        raise NotAllowed()
    text = text.replace("\0", "").strip()
    if not text:
        raise ReasonNeeded(fields={"text": _("Please write something here.")})
    if len(text) > LONGEST:
        found = {"found": len(text), "wanted": LONGEST}
        words = _("%(found)s characters; at most %(wanted)s are possible.") % found
        raise UnveilError(fields={"text": words})
    with transaction.atomic():
        comment = Comment.objects.create(
            launch=launch, audience=audience, text=text, by=by, by_desk=by_desk, at=at
        )
        audit.record("comment_made", by=by, at=at, launch=launch, audience=audience)
        read(launch, by=by, at=at)
        if audience == CommentAudience.COMPANY:
            _tell(comment)
    return comment


def _tell(comment: Comment) -> None:
    launch = comment.launch
    values = {"link": mailing.address("portal:reply", reply_token(launch))}
    if not comment.by_desk:
        mailing.tell_desk("message_to_desk", launch, by=comment.by, at=comment.at, values=values)
        return
    mailing.post(
        "message",
        to=tenancy.people_of(launch),
        launch=launch,
        by=comment.by,
        at=comment.at,
        values=values,
    )


def read(launch: Launch, *, by: User, at: datetime) -> None:
    """Note that a person has read the thread up to now."""
    ThreadRead.objects.update_or_create(launch=launch, user=by, defaults={"at": at})


def reply_token(launch: Launch) -> str:
    """What a mail's link carries: it names the launch, and lets nobody in."""
    return signing.dumps(launch.uid, salt=SALT, compress=False)


def launch_of(token: str) -> str:
    """The uid in a reply link. Raises UnveilError for one that is altered or too old."""
    try:
        return signing.loads(token, salt=SALT, max_age=REPLY_LASTS)
    except signing.BadSignature as error:
        raise UnveilError(_("This link is too old or incomplete.")) from error
