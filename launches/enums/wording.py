"""What outside checkers and the glossary say of words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
