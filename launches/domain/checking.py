"""An outside service as a party of the review: asked by webhook, answering through the API.

What it says is a remark for the desk and decides nothing. It is told ids and links; the
words it fetches with its key, for one launch and one revision, while the check is open.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.content import Content
from launches.enums import CheckState, CheckVerdict, Severity
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import Checker, CheckRemark, Launch, LaunchCheck, Material, User
from launches.queries.links import digest_of
from launches.webhooks import signing

from . import audit
from .sealing import seal

MOST_REMARKS = 200


@dataclass(frozen=True)
class Remark:
    """One finding: how grave, a short tag, the field it is about ("texts.en.body"), words."""

    severity: Severity
    text: str
    tag: str = ""
    field: str = ""


def begin(launch: Launch, *, revision: int, document: str, by: User, at: datetime) -> None:
    """Ask every checker that wants each submission. Call it inside the act's transaction.

    `document` is the sealed text of the revision.
    """
    asked = {"document": document, "asked_by": by, "asked_at": at, "due_at": at}
    wanting = Checker.objects.filter(forum=launch.forum_id, is_active=True, at_submission=True)
    for checker in wanting:
        LaunchCheck.objects.get_or_create(
            checker=checker, launch=launch, revision=revision, defaults=asked
        )


def ask(
    launch: Launch, checker: Checker, *, revision: int, content: Content, by: User, at: datetime
) -> LaunchCheck:
    """Ask about a revision, again where nothing came of it; `content` is what it says.

    What was answered for this revision stands: a checker is asked once about the same
    words. Raises NotAllowed for whoever does not review the entry, Stale where it was
    answered, and UnveilError for a checker that is switched off or of another forum.
    """
    if not rules.reviews(by, launch):
        raise NotAllowed()
    if checker.forum_id != launch.forum_id or not checker.is_active:
        raise UnveilError(_("This checker is not asked any more."))
    asked = {"asked_by": by, "asked_at": at, "due_at": at}
    with transaction.atomic():
        check, made = LaunchCheck.objects.get_or_create(
            checker=checker,
            launch=launch,
            revision=revision,
            defaults={"document": seal(launch, content).text, **asked},
        )
        if not made:
            open_ones = LaunchCheck.objects.filter(pk=check.pk).exclude(state=CheckState.ANSWERED)
            again = {"state": CheckState.WAITING, "tries": 0, "fault": "", **asked}
            if not open_ones.update(**again):
                raise Stale(_("This version has been checked already."), at=check.answered_at)
            check.refresh_from_db()
        audit.record("check_asked", by=by, at=at, launch=launch, checker=checker.name)
    return check


def answer(
    check: LaunchCheck, verdict: CheckVerdict, remarks: Sequence[Remark], *, at: datetime
) -> LaunchCheck:
    """Keep what the checker found. The same answer again changes nothing; another raises Stale.

    Raises UnveilError for more than MOST_REMARKS.
    """
    if len(remarks) > MOST_REMARKS:
        values = {"found": len(remarks), "most": MOST_REMARKS}
        raise UnveilError(_("%(found)d remarks; at most %(most)d are taken.") % values)
    digest = _digest(verdict, remarks)
    mine = LaunchCheck.objects.filter(pk=check.pk)
    with transaction.atomic():
        said = {"verdict": verdict, "digest": digest, "answered_at": at, "due_at": None}
        first = mine.exclude(state=CheckState.ANSWERED).update(state=CheckState.ANSWERED, **said)
        check.refresh_from_db()
        if first:
            CheckRemark.objects.bulk_create(
                CheckRemark(check_of=check, position=number, **asdict(remark))
                for number, remark in enumerate(remarks)
            )
            audit.record(
                "check_answered",
                by=None,
                at=at,
                launch=check.launch,
                checker=check.checker.name,
                verdict=verdict,
                remarks=len(remarks),
            )
        elif check.digest != digest:
            raise Stale(_("This check has been answered otherwise already."), at=check.answered_at)
    return check


def note_reading(check: LaunchCheck, material: Material, *, at: datetime) -> None:
    """Put on the record that a lent file was read."""
    audit.record(
        "check_file_read",
        by=None,
        at=at,
        launch=check.launch,
        checker=check.checker.name,
        file=material.uid,
    )


def _digest(verdict: CheckVerdict, remarks: Sequence[Remark]) -> str:
    said = [verdict, *(asdict(remark) for remark in remarks)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def renew_key(checker: Checker, *, by: User, at: datetime) -> str:
    """A new key and a new signing secret; the old ones end now. Shown once.

    Raises NotAllowed for whoever may not edit the call.
    """
    if not rules.edits_call(by):
        raise NotAllowed()
    token = f"unvc_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        checker.key_digest, checker.turn = digest_of(token), checker.turn + 1
        checker.save(update_fields=["key_digest", "turn"])
        audit.record("checker_key_renewed", by=by, at=at, checker=checker.name)
    return token


def secret_of(checker: Checker) -> str:
    """What signs its webhooks, as Standard Webhooks writes it."""
    return signing.derived("checker", checker.uid, str(checker.turn))
