"""The company confirms what the desk changed in its words, where the phase says so.

Handing an entry in again confirms as well: the company hands in the words as they are.
Until then the entry is not approved. When the phase ends, so does the question.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import ConfirmationState
from launches.errors import NotAllowed, NotReady, ReasonNeeded, Stale, UnveilError
from launches.models import Confirmation, Launch, User
from launches.models.confirmation import OPEN
from launches.queries import confirmations, phases, tenancy

from . import audit, mailing

LONGEST = 2000
GATHERED = timedelta(minutes=10)  # saves within this time are told in one mail


def note_edit(launch: Launch, *, before: int | None, revision: int, by: User, at: datetime) -> None:
    """The desk has saved a version of an entry under review: ask its company about it.

    `before` is the version it changed. Does nothing where the phase does not ask for it.
    Call it inside the transaction that keeps the version.
    """
    phase = phases.active(launch.forum_id)
    if before is None or phase is None or not phase.confirms_edits:
        return
    found = Confirmation.objects.filter(launch=launch, state__in=OPEN).first()
    asks_anew = found is None or found.state == ConfirmationState.OBJECTED
    asked = found or Confirmation(launch=launch, before=before)
    asked.revision, asked.by, asked.at = revision, by, at
    asked.state, asked.answered_by, asked.answered_at = ConfirmationState.WAITING, None, None
    asked.save()
    if asks_anew:
        audit.record("confirmation_asked", by=by, at=at, launch=launch, revision=revision)
        with mailing.held(until=at + GATHERED):
            link = mailing.address("portal:confirm", launch.uid)
            people = tenancy.people_of(launch)
            values = {"link": link}
            mailing.post("edit_to_confirm", to=people, launch=launch, by=by, at=at, values=values)


def confirm(launch: Launch, *, revision: int, by: User, at: datetime) -> Confirmation:
    """The company agrees with the desk's words, as it saw them in `revision`.

    Raises NotAllowed for all but its writers, Stale where nothing waits or the desk has
    saved a newer version meanwhile.
    """
    return _answer(launch, ConfirmationState.CONFIRMED, revision, "", by=by, at=at)


def object_to(launch: Launch, *, revision: int, words: str, by: User, at: datetime) -> Confirmation:
    """The company does not agree, and says what with. Raises as confirm, and ReasonNeeded."""
    words = words.replace("\0", "").strip()
    if not words:
        raise ReasonNeeded(fields={"words": _("Please say what should be otherwise.")})
    if len(words) > LONGEST:
        found = {"found": len(words), "wanted": LONGEST}
        said = _("%(found)s characters; at most %(wanted)s are possible.") % found
        raise UnveilError(fields={"words": said})
    return _answer(launch, ConfirmationState.OBJECTED, revision, words, by=by, at=at)


VERBS = {
    ConfirmationState.CONFIRMED: "edit_confirmed",
    ConfirmationState.OBJECTED: "edit_objected",
}


def _answer(
    launch: Launch, state: ConfirmationState, revision: int, words: str, *, by: User, at: datetime
) -> Confirmation:
    if not rules.is_writer(by, launch):
        raise NotAllowed()
    asked = confirmations.binding().filter(launch=launch, revision=revision)
    with transaction.atomic():
        waiting = Confirmation.objects.filter(
            pk__in=asked.values("pk"), state=ConfirmationState.WAITING
        )
        if not waiting.update(state=state, words=words, answered_by=by, answered_at=at):
            raise Stale(_("There is nothing to confirm, or a newer version. Please look again."))
        audit.record(VERBS[state], by=by, at=at, launch=launch, note=words, revision=revision)
        values = {"link": mailing.address("desk:review", launch.uid)}
        mailing.tell_desk(f"{VERBS[state]}_to_desk", launch, by=by, at=at, values=values)
    return launch.confirmations.get(revision=revision, answered_at=at)


def hand_in(launch: Launch, *, by: User, at: datetime) -> None:
    """The company hands the entry in again, and with it the words as they are."""
    asked = Confirmation.objects.filter(launch=launch, state__in=OPEN)
    if asked.update(state=ConfirmationState.CONFIRMED, answered_by=by, answered_at=at):
        audit.record("edit_confirmed", by=by, at=at, launch=launch)


def require_confirmed(launch: Launch) -> None:
    """Raise NotReady while the company has not answered, or objects."""
    asked = confirmations.of(launch)
    if asked is None:
        return
    sentence = _("The company has not yet confirmed what the desk changed.")
    if asked.state == ConfirmationState.OBJECTED:
        sentence = _("The company objects to what the desk changed: %(words)s") % {
            "words": asked.words
        }
    raise NotReady(sentence, fields={"confirmation": sentence})
