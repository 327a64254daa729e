"""Outlets: how far they are let in, by which doors, and how they are told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
