"""An entry: where it stands, what may be done to it, what is said and asked about it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where an entry stands. Embargoed and released are derived from time, never stored."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    KILLED = "killed", _("Recalled")


UNDER_REVIEW = (State.SUBMITTED, State.IN_REVIEW)
CLOSED_STATES = (State.REJECTED, State.WITHDRAWN, State.KILLED)


class Action(TextChoices):
    """What a person may do to a launch; the columns of the transition table."""

    SUBMIT = "submit", _("Submit")
    START_REVIEW = "start_review", _("Start review")
    REQUEST_CHANGES = "request_changes", _("Ask for changes")
    TAKE_BACK = "take_back", _("Take the request back")
    APPROVE = "approve", _("Approve")
    REJECT = "reject", _("Decline")
    WITHDRAW = "withdraw", _("Withdraw")
    REOPEN = "reopen", _("Reopen")
    REVOKE = "revoke", _("Take back the approval")
    CORRECT = "correct", _("Issue a correction")
    PREPARE_CORRECTION = "prepare_correction", _("Prepare a correction for a slate")
    MOVE_EMBARGO = "move_embargo", _("Move the release moment")
    RELEASE_NOW = "release_now", _("Release now")
    KILL = "kill", _("Recall")


class ProposalState(TextChoices):
    """What became of a change that a company proposed after its approval."""

    OPEN = "open", _("Proposed, waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    LAPSED = "lapsed", _("Ended with the approval")


class SectionKind(TextChoices):
    CONFERENCE = "conference", _("Conference")
    EXHIBITION = "exhibition", _("Exhibition")
    TRADING = "trading", _("Trading")
    RELEASE = "release", _("Release")


class CommentAudience(TextChoices):
    """Who hears a comment. What the desk says among itself never leaves it."""

    COMPANY = "company", _("The company and the editors")
    DESK = "desk", _("The editors only")


class EnteredVerb(TextChoices):
    """How the audit calls what the committee's lists do to a draft."""

    ENTERED = "entered", _("Entered from a list")
    UPDATED = "entry_updated", _("Updated from a list")


class Decision(TextChoices):
    APPROVED = "approved", _("Approved")
    OBJECTED = "objected", _("Objected")


class SignOffState(TextChoices):
    """Where a sign-off stands; derived from its columns and the time, never stored."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    OBJECTED = "objected", _("Objected")
    VOIDED = "voided", _("Overtaken by an edit")
    REVOKED = "revoked", _("Taken back")
    EXPIRED = "expired", _("Expired")


class ConfirmationState(TextChoices):
    """What the company says to the desk's edits of its words."""

    WAITING = "waiting", _("Waits for the company")
    CONFIRMED = "confirmed", _("Confirmed by the company")
    OBJECTED = "objected", _("The company objects")
