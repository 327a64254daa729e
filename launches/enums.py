"""The closed lists of the field: every word here is in docs/architecture.md."""

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


class Role(TextChoices):
    """A person's part in a company."""

    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")


class Reach(TextChoices):
    """Who reads a contact."""

    PUBLIC = "public", _("Everybody")
    PRESS = "press", _("Accredited press only")


class Purpose(TextChoices):
    """What somebody is invited to."""

    JOIN = "join", _("Join the company")
    CLAIM = "claim", _("Take over the company")
    OWNERSHIP = "ownership", _("Become its owner")
    MANDATE = "mandate", _("Act as its agency")


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

    DELIVERED = "delivered", _("Shows it")
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


class Slot(TextChoices):
    """The named places a material can take."""

    HERO = "hero", _("Hero image")
    GALLERY = "gallery", _("Gallery")
    LOGO = "logo", _("Logo")
    STAGE_SLIDE = "stage_slide", _("Stage slide")
    B_ROLL = "b_roll", _("B-roll video")
    SPEC_SHEET = "spec_sheet", _("Spec sheet")
    PRESENTATION = "presentation", _("Presentation")
    DOCUMENT = "document", _("Document")
    PRESS_KIT = "press_kit", _("Press kit")


class Licence(TextChoices):
    """On what terms others may print a material; the names of Creative Commons are their own."""

    EDITORIAL = "editorial", _("Free for editorial use, with credit")
    FREE = "free", _("Free for any use, with credit")
    CC_BY = "cc_by", "CC BY 4.0"
    CC_BY_SA = "cc_by_sa", "CC BY-SA 4.0"
    CC0 = "cc0", "CC0 1.0"
    OTHER = "other", _("Other terms")


class ModelRelease(TextChoices):
    """Whether the people who can be recognised have agreed."""

    YES = "yes", _("Signed")
    NOT_NEEDED = "not_needed", _("Not needed: nobody can be recognised")
    MISSING = "missing", _("Still missing")


class FileState(TextChoices):
    """A file is seen by nobody but its company until the quarantine says ready."""

    QUARANTINED = "quarantined", _("Being checked")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")
    DISCARDED = "discarded", _("Discarded by the company")


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


class WebhookState(TextChoices):
    """Whether an outlet's endpoint is told. `gone` is its own answer 410."""

    ACTIVE = "active", _("On")
    PAUSED = "paused", _("Paused")
    GONE = "gone", _("Off: it answered that it is gone")


class DeliveryState(TextChoices):
    """Where a message to an endpoint stands."""

    QUEUED = "queued", _("Waiting to go out")
    SENDING = "sending", _("Going out")
    DELIVERED = "delivered", _("Delivered")
    DEAD = "dead", _("Not delivered, given up")
    SUPERSEDED = "superseded", _("Overtaken by a later one")
    WITHHELD = "withheld", _("Not sent: the outlet may not know it any more")


class Scope(TextChoices):
    """What a key opens."""

    PUBLIC = "public", _("Public launches")
    PRESS = "press", _("Press under embargo")
    STAGE = "stage", _("Stage")
    DESK = "desk", _("Desk integration: reads the embargo ledger")


class OutletState(TextChoices):
    """Where an outlet stands. Only an accredited one reads under embargo."""

    APPLIED = "applied", _("Applied, not decided")
    ACCREDITED = "accredited", _("Accredited")
    DECLINED = "declined", _("Not accredited")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Accreditation ended")


class OutletAct(TextChoices):
    """What happens to an outlet's accreditation; the columns of its table."""

    APPLY = "apply", _("Application")
    APPROVE = "approve", _("Accredit")
    DECLINE = "decline", _("Decline")
    WARN = "warn", _("Warn")
    SUSPEND = "suspend", _("Suspend")
    REINSTATE = "reinstate", _("Reinstate")
    REVOKE = "revoke", _("End the accreditation")


class OutletRole(TextChoices):
    """A person's part in an outlet."""

    MANAGER = "manager", _("Manager: people, terms and keys")
    DEVELOPER = "developer", _("Developer: keys and webhooks")
    JOURNALIST = "journalist", _("Journalist: reads")


class LedgerDoor(TextChoices):
    """Which way something under embargo went out to an outlet."""

    API = "api", _("API")
    FILE = "file", _("File")
    KIT = "kit", _("Media kit")
    ROOM = "room", _("Press room")


class Cadence(TextChoices):
    """How often an alert tells."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")


class CommentAudience(TextChoices):
    """Who hears a comment. What the desk says among itself never leaves it."""

    COMPANY = "company", _("The company and the editors")
    DESK = "desk", _("The editors only")


class MailState(TextChoices):
    """Where a mail stands. `sending` is a worker's claim; it is swept when the worker died."""

    QUEUED = "queued", _("Waiting to go out")
    HELD = "held", _("Held back")
    SENDING = "sending", _("Going out")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")


class RundownState(TextChoices):
    IDLE = "idle", _("Standing by")
    RUNNING = "running", _("Running")
    HOLD = "hold", _("On hold")


class EnteredVerb(TextChoices):
    """How the audit calls what the committee's lists do to a draft."""

    ENTERED = "entered", _("Entered from a list")
    UPDATED = "entry_updated", _("Updated from a list")


class QuestionKind(TextChoices):
    """What an answer looks like."""

    SHORT = "short", _("Short text")
    LONG = "long", _("Long text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Yes or no")
    ONE = "one", _("One of several")
    SEVERAL = "several", _("Several of several")
    ADDRESS = "address", _("Postal address")


class Demand(TextChoices):
    """When an answer is needed.

    ALWAYS: it counts as missing from the first draft on, and cannot be emptied again.
    """

    NEVER = "never", _("Never")
    ALWAYS = "always", _("Always")
    AT_SUBMISSION = "at_submission", _("At submission")
    AFTER_DATE = "after_date", _("After a date")


class Channel(TextChoices):
    """Where a launch is shown, each with demands of its own. LANGUAGE stands for each language."""

    STAGE = "stage", _("Stage")
    PRESS_PAGE = "press_page", _("Press page")
    PRESS_KIT = "press_kit", _("Press kit")
    LANGUAGE = "language", _("Each language")


class Standing(TextChoices):
    """How far a launch is for a channel."""

    READY = "ready", _("Ready")
    MISSING = "missing", _("Missing")
    FAILING = "failing", _("Not right yet")


class Check(TextChoices):
    """What readiness can ask for. What each means is in launches/readiness/checks.py."""

    PRODUCT = "product", _("The product has a name")
    HEADLINE = "headline", _("Headline")
    TAGLINE = "tagline", _("Tagline")
    SUMMARY = "summary", _("Summary")
    BODY = "body", _("Body")
    PRESS_RELEASE = "press_release", _("Press release")
    LENGTHS = "lengths", _("Texts keep their lengths")
    FILES = "files", _("Every file has passed its check")
    MATERIALS = "materials", _("Required materials and their rights")
    HERO = "hero", _("Hero image")
    HERO_CREDIT = "hero_credit", _("The hero image has a credit")
    HERO_WIDTH = "hero_width", _("Width of the hero image in pixels")
    GALLERY = "gallery", _("Number of gallery pictures")
    LOGO = "logo", _("Logo")
    SPEC_SHEET = "spec_sheet", _("Spec sheet")
    MOMENT = "moment", _("Release moment")
    QUESTIONS = "questions", _("Questions of the call")
    NAMES = "names", _("Names as the glossary has them")
    RIGHTS = "rights", _("Licences and model releases last until then")


class Counted(TextChoices):
    """Which entries a report counts."""

    HANDED_IN = "handed_in", _("Handed in, not ended")
    APPROVED = "approved", _("Approved")
    ALL = "all", _("All, drafts too")


class Lateness(TextChoices):
    """Against what something was late."""

    DEADLINE = "deadline", _("Handed in after the deadline of the call")
    POINT = "point", _("Points answered after their due date")
    REVIEW = "review", _("Answered late by the desk")
    INSTANT = "instant", _("Approved late for the release moment")


class Office(TextChoices):
    """On whose behalf somebody without an account signs off a version."""

    LEGAL = "legal", _("Legal")
    PR = "pr", _("Public relations")
    MANAGEMENT = "management", _("Management")
    MINISTRY = "ministry", _("Ministry or authority")
    PARTNER = "partner", _("Partner or client")
    OTHER = "other", _("Other")


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


class Circle(TextChoices):
    """Who may do something in a phase of the review, within the rights they have anyway."""

    NOBODY = "nobody", _("Nobody")
    ASSIGNED = "assigned", _("Those who mind the entry")
    DESK = "desk", _("The whole desk")
    CHIEFS = "chiefs", _("Those who may approve")


class Verdict(TextChoices):
    """What a reviewer made of an entry."""

    SCORED = "scored", _("Scored")
    ABSTAINED = "abstained", _("Abstained")
    CONFLICT = "conflict", _("Conflict of interest")


class ConfirmationState(TextChoices):
    """What the company says to the desk's edits of its words."""

    WAITING = "waiting", _("Waits for the company")
    CONFIRMED = "confirmed", _("Confirmed by the company")
    OBJECTED = "objected", _("The company objects")


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


class CheckState(TextChoices):
    """How far a question to an outside checker is."""

    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Asked, no answer yet")
    ANSWERED = "answered", _("Answered")
    FAILED = "failed", _("Could not be reached")


class CheckVerdict(TextChoices):
    """What an outside checker made of an entry. It decides nothing."""

    PASSED = "passed", _("Nothing found")
    REMARKS = "remarks", _("Has remarks")
    FAILED = "failed", _("Not right")


class Severity(TextChoices):
    """How grave a checker's remark is."""

    INFO = "info", _("For information")
    WARNING = "warning", _("Warning")
    ERROR = "error", _("Error")


class RightsTrouble(TextChoices):
    """What may be wrong with a right of a material."""

    ENDED = "ended", _("Has ended")
    BEFORE_RELEASE = "before_release", _("Ends before the release")
    BEFORE_STAGE = "before_stage", _("Ends before its time on stage")
    IN_FORUM = "in_forum", _("Ends while the forum lasts")
    UNSAID = "unsaid", _("Terms are not said")
    MISSING = "missing", _("Missing")


class TermKind(TextChoices):
    """What a term of the glossary names."""

    COMPANY = "company", _("Company")
    PRODUCT = "product", _("Product")
    PERSON = "person", _("Person")
    TERM = "term", _("Term")


class CaseRule(TextChoices):
    """How strictly capitals are held."""

    EXACT = "exact", _("Exactly as written")
    AS_A_NAME = "as_a_name", _("Where every word begins with a capital")
    ANY = "any", _("Capitals do not matter")


class SlipKind(TextChoices):
    """How a name can be wrong in a text."""

    SPELLING = "spelling", _("Written another way")
    FORBIDDEN = "forbidden", _("Never written so")
    MISSING = "missing", _("Missing in the translation")


class Strictness(TextChoices):
    """What a rule does where it is not met."""

    OFF = "off", _("Not looked at")
    WARN = "warn", _("Warns")
    REFUSE = "refuse", _("Refuses")
