"""The embargo ledger: who saw which edition before its instant, when, and from where."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from launches import clock
from launches.enums import LedgerDoor

from .edition import Edition
from .fields import ALPHABET, EnumField, spelled
from .outlet import Outlet, OutletKey


def new_mark() -> str:
    """16 signs: 8 of the millisecond and 8 by chance (39 bits), so that entries which are written
    together lie together, in few pages of the index. It opens nothing, whoever knows it."""
    now = int(clock.now().timestamp() * 1000)
    return spelled(now, 8) + spelled(secrets.randbelow(len(ALPHABET) ** 8), 8)


class LedgerEntry(models.Model):
    """One answer that held something under embargo. Rows are only ever added (a trigger).

    `mark` is in the answer itself: `ledger` in JSON, in the comment of a ZIP, in a picture's
    XMP. `terms` is the version that the outlet had accepted then, 0 for none. A person is
    an id, as in the audit; `address` is whole, for it is what the ledger is for. `same_as`
    is an earlier entry whose answer held exactly the same: its lines count for this one too,
    so that what many keys are given from one stored answer is listed once.
    """

    mark = models.CharField(max_length=16, primary_key=True, default=new_mark)
    at = models.DateTimeField(_("when"))
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="ledger", db_index=False)
    key = models.ForeignKey(
        OutletKey, models.PROTECT, null=True, related_name="ledger", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    terms = models.PositiveIntegerField(_("terms accepted"), default=0)
    door = EnumField(LedgerDoor, verbose_name=_("through"))
    what = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=60, blank=True)
    client = models.CharField(max_length=10, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # Set by launches.queries.ledger on what it shows.
    editions: list[Edition]
    who: models.Model | None

    class Meta:
        verbose_name = _("entry of the embargo ledger")
        verbose_name_plural = _("embargo ledger")
        ordering = ["-at", "mark"]
        indexes = [
            models.Index(fields=["-at", "mark"], name="ledger_by_time"),
            models.Index(fields=["outlet", "-at"], name="ledger_by_outlet"),
        ]

    def __str__(self) -> str:
        return self.mark


class LedgerLine(models.Model):
    """One edition that an answer held."""

    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="lines")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="ledger_lines")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "edition"], name="ledger_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.edition_id}"
