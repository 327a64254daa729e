"""What is stored. Models hold shape and invariants; acts live in launches.domain."""

from .access import AccessCode, CodeUse, Preference
from .account import User
from .accreditation import Evidence, OutletInvitation, OutletStep
from .agency import Mandate
from .alert import PressAlert
from .audit import AuditEntry
from .call import CallWindow, EntryType, LengthLimit, ReadinessRule
from .checker import Checker, CheckRemark, LaunchCheck
from .claim import Claim
from .committee import CommitteeList, ListLine
from .company import Company, Member
from .confirmation import Confirmation
from .dealing import AssignmentRule
from .decision import DecisionBatch, PreparedDecision
from .desk import Assignment, BulkItem, BulkJob, Finding, SavedView, Tag
from .edition import Edition, EditionFile, EditionText
from .emergency import Emergency, Hold, ScreenSeen
from .forum import Forum, Section, Theme
from .glossary import Term
from .invitation import Invitation
from .kit import EditionKit
from .launch import Launch
from .ledger import LedgerEntry, LedgerLine
from .look import LastLook
from .mail import Mail, MailTemplate, Reminder
from .material import Material, Rendition
from .outlet import Outlet, OutletKey, OutletMember
from .phase import Phase
from .presence import Presence
from .preview_link import PreviewLink
from .profile import CompanyContact, CompanyLogo, CompanyText, EditionContacts
from .proposal import Proposal
from .question import Question
from .review import ChangeRequest, DefectCode, Receipt
from .scoring import Assessment, Score, ScoreCategory
from .signoff import SignOff
from .slate import Slate, SlateMember, SlateMove, SlatePage
from .slots import SlotRule
from .stage import Cue, Event, Rundown, Stage
from .terms import EmbargoTerms, TermsAcceptance
from .thread import Comment, ThreadRead
from .upload import Upload
from .webhook import Webhook, WebhookDelivery, WebhookTry
from .wire import WireEntry

__all__ = [
    "AccessCode",
    "Assessment",
    "Assignment",
    "AssignmentRule",
    "AuditEntry",
    "BulkItem",
    "BulkJob",
    "CallWindow",
    "ChangeRequest",
    "CheckRemark",
    "Checker",
    "Claim",
    "CodeUse",
    "Comment",
    "CommitteeList",
    "Company",
    "CompanyContact",
    "CompanyLogo",
    "CompanyText",
    "Confirmation",
    "Cue",
    "DecisionBatch",
    "DefectCode",
    "Edition",
    "EditionContacts",
    "EditionFile",
    "EditionKit",
    "EditionText",
    "EmbargoTerms",
    "Emergency",
    "EntryType",
    "Event",
    "Evidence",
    "Finding",
    "Forum",
    "Hold",
    "Invitation",
    "LastLook",
    "Launch",
    "LaunchCheck",
    "LedgerEntry",
    "LedgerLine",
    "LengthLimit",
    "ListLine",
    "Mail",
    "MailTemplate",
    "Mandate",
    "Material",
    "Member",
    "Outlet",
    "OutletInvitation",
    "OutletKey",
    "OutletMember",
    "OutletStep",
    "Phase",
    "Preference",
    "PreparedDecision",
    "Presence",
    "PressAlert",
    "PreviewLink",
    "Proposal",
    "Question",
    "ReadinessRule",
    "Receipt",
    "Reminder",
    "Rendition",
    "Rundown",
    "SavedView",
    "Score",
    "ScoreCategory",
    "ScreenSeen",
    "Section",
    "SignOff",
    "Slate",
    "SlateMember",
    "SlateMove",
    "SlatePage",
    "SlotRule",
    "Stage",
    "Tag",
    "Term",
    "TermsAcceptance",
    "Theme",
    "ThreadRead",
    "Upload",
    "User",
    "Webhook",
    "WebhookDelivery",
    "WebhookTry",
    "WireEntry",
]
