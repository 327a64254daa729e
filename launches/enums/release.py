"""The instant: alone, on a slate, on stage; in an emergency; on the wire."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReleaseMode(TextChoices):
    """What opens a launch: a time of day, the desk's slate, or the caller's GO on its cue."""

    CLOCK = "clock", _("At a set time")
    SLATE = "slate", _("With the slate")
    CUE = "cue", _("On the stage cue")


class SlateState(TextChoices):
    """Where a slate stands. Released and blocked are derived from its columns and the time."""

    DRAFT = "draft", _("Being put together")
    IN_REVIEW = "in_review", _("In review")
    READY = "ready", _("Locked, ready to open")
    ROLLED_BACK = "rolled_back", _("Rolled back")
    CANCELLED = "cancelled", _("Cancelled")


class SlateAction(TextChoices):
    """What a person may do to a slate; the columns of its transition table."""

    SEND = "send", _("Send to review")
    TAKE_BACK = "take_back", _("Back to work")
    LOCK = "lock", _("Lock")
    UNLOCK = "unlock", _("Unlock")
    MOVE = "move", _("Move the instant")
    RETRY = "retry", _("Try again")
    RELEASE_NOW = "release_now", _("Release now")
    CANCEL = "cancel", _("Cancel")
    ROLL_BACK = "roll_back", _("Roll back")


class EmergencyAct(TextChoices):
    """What the emergency page does. Two people each, or one who says why alone."""

    RELEASE_NOW = "release_now", _("Release now")
    POSTPONE = "postpone", _("Postpone")
    HOLD_ALL = "hold_all", _("Hold everything")
    LIFT = "lift", _("Lift the hold")
    KILL = "kill", _("Recall one launch")
    KILL_COMPANY = "kill_company", _("Recall all of a company")


class Reached(TextChoices):
    """What is known of a screen or an outlet after a grave act."""

    DELIVERED = "delivered", _("Shows what holds now")
    FETCHED = "fetched", _("Has fetched since")
    WAITING = "waiting", _("Not heard yet")
    UNREACHABLE = "unreachable", _("Not reachable")


class Certainty(TextChoices):
    """How far an instant in the calendar can be relied on."""

    PROVISIONAL = "provisional", _("Provisional")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")
    MOVED = "moved", _("Moved away")


class Mender(TextChoices):
    """Who can mend what the pre-flight found."""

    COMPANY = "company", _("the company")
    DESK = "desk", _("the desk")
    STAGE = "stage", _("the stage manager")
    HOUSE = "house", _("those who run the server")


class Audience(TextChoices):
    """Who is reading. PRESS sees approved launches under embargo, nobody else does."""

    PUBLIC = "public", _("Public")
    STAGE = "stage", _("Stage")
    PRESS = "press", _("Press under embargo")


class WireKind(TextChoices):
    EMBARGOED = "embargoed", _("Available under embargo")
    RELEASED = "released", _("Released")
    CORRECTED = "corrected", _("Corrected")
    KILLED = "killed", _("Recalled")
    EMBARGO_MOVED = "embargo_moved", _("Embargo moved")
    RIGHTS_EXPIRED = "rights_expired", _("Rights to a file expired")


class RundownState(TextChoices):
    IDLE = "idle", _("Standing by")
    RUNNING = "running", _("Running")
    HOLD = "hold", _("On hold")
