"""People: in their company, at the desk, and where they are reached."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class Office(TextChoices):
    """On whose behalf somebody without an account signs off a version."""

    LEGAL = "legal", _("Legal")
    PR = "pr", _("Public relations")
    MANAGEMENT = "management", _("Management")
    MINISTRY = "ministry", _("Ministry or authority")
    PARTNER = "partner", _("Partner or client")
    OTHER = "other", _("Other")


class Circle(TextChoices):
    """Who may do something in a phase of the review, within the rights they have anyway."""

    NOBODY = "nobody", _("Nobody")
    ASSIGNED = "assigned", _("Those who mind the entry")
    DESK = "desk", _("The whole desk")
    CHIEFS = "chiefs", _("Those who may approve")
