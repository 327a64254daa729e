"""The desk: doors, mails, lists, acts on many, decisions and lateness."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Door(TextChoices):
    """Which way a version of the words came in."""

    PORTAL = "portal", _("Written in the portal")
    DESK = "desk", _("Edited at the desk")
    IMPORT = "import", _("From the committee's list")
    RESTORED = "restored", _("An earlier version brought back")
    PROPOSAL = "proposal", _("A proposed change, accepted")
    MACHINE = "machine", _("Drafted by a machine")


class AuditDoor(TextChoices):
    """Which way an act came in."""

    PORTAL = "portal", _("Portal")
    PRESS = "press", _("Press room")
    DESK = "desk", _("Desk")
    STAGE = "stage", _("Stage")
    LINK = "link", _("Link in a mail")
    API = "api", _("API")
    SITE = "site", _("Site")
    COMMAND = "command", _("Command")
    WORKER = "worker", _("Worker")


class MailState(TextChoices):
    """Where a mail stands. `sending` is a worker's claim; it is swept when the worker died."""

    QUEUED = "queued", _("Waiting to go out")
    HELD = "held", _("Held back")
    SENDING = "sending", _("Going out")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")


class Lateness(TextChoices):
    """Against what something was late."""

    DEADLINE = "deadline", _("Handed in after the deadline of the call")
    POINT = "point", _("Points answered after their due date")
    REVIEW = "review", _("Answered late by the desk")
    INSTANT = "instant", _("Approved late for the release moment")


class ListState(TextChoices):
    """Where a committee's list stands on the desk."""

    READING = "reading", _("Being read")
    CHECKED = "checked", _("Checked, nothing made yet")
    REFUSED = "refused", _("Refused")
    MAKING = "making", _("Being made")
    DONE = "done", _("Done")


class LineKind(TextChoices):
    """What became of a row, or is said of it."""

    RECORD = "record", _("New entry")
    CHANGED = "changed", _("Changes an entry")
    DUPLICATE = "duplicate", _("Duplicate")
    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")


class BulkAct(TextChoices):
    """What the desk may do to many entries at once."""

    ASSIGN = "assign", _("Assign")
    DEAL = "deal", _("Deal out by rule")
    UNASSIGN = "unassign", _("Take from its editors")
    TAG = "tag", _("Tag")
    UNTAG = "untag", _("Take a tag off")
    MOVE_THEME = "move_theme", _("Move to a theme")
    REQUEST_MATERIAL = "request_material", _("Request material")
    MAIL = "mail", _("Write to the companies")
    SLATE = "slate", _("Put on a slate")
    UNDO = "undo", _("Undo an act on many")


class BulkState(TextChoices):
    """Where an act on many stands."""

    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Being done")
    DONE = "done", _("Done")


class BulkItemState(TextChoices):
    """What became of one entry of an act on many."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Not possible")


class Verdict(TextChoices):
    """What a reviewer made of an entry."""

    SCORED = "scored", _("Scored")
    ABSTAINED = "abstained", _("Abstained")
    CONFLICT = "conflict", _("Conflict of interest")


class Ruling(TextChoices):
    """What is to become of an entry when prepared decisions are applied."""

    ACCEPT = "accept", _("Accept")
    CHANGES = "changes", _("Ask for changes")
    DECLINE = "decline", _("Decline")


class RulingState(TextChoices):
    """What became of a prepared decision."""

    PENDING = "pending", _("Waiting to be applied")
    APPLIED = "applied", _("Applied")
    REFUSED = "refused", _("Not possible")
