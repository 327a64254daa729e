"""The call for entries: what is asked, and what makes an entry ready."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
