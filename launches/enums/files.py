"""Files: what they are for, how they stand, and what may be done with them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class RightsTrouble(TextChoices):
    """What may be wrong with a right of a material."""

    ENDED = "ended", _("Has ended")
    BEFORE_RELEASE = "before_release", _("Ends before the release")
    BEFORE_STAGE = "before_stage", _("Ends before its time on stage")
    IN_FORUM = "in_forum", _("Ends while the forum lasts")
    UNSAID = "unsaid", _("Terms are not said")
    MISSING = "missing", _("Missing")
