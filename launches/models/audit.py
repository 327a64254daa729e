"""Who did what, when, from where. Rows are only ever added; a database trigger holds that."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from launches import origin
from launches.enums import AuditDoor
from launches.verbs import Verb

from .fields import EnumField

NAMES = dict(Verb.choices)


class AuditEntry(models.Model):
    """One act. Ids only, no titles: it is safe to show and to log.

    A person is an id here and a name in `launches_user`: erasing somebody gives that row
    a pseudonym and changes nothing here. `note` is the one place for free words; it may
    be emptied, with `address` and `client`, and nothing else of a row may change.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    verb = EnumField(Verb, max_length=40)
    launch_uid = models.CharField(max_length=16, blank=True, db_index=True)
    before = models.CharField(max_length=24, blank=True)
    after = models.CharField(max_length=24, blank=True)
    note = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    door = EnumField(AuditDoor, blank=True, default=origin.door)
    address = models.CharField(max_length=50, blank=True, default=origin.address)
    client = models.CharField(max_length=10, blank=True, default=origin.client)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["verb", "-at"], name="audit_by_verb"),
            models.Index(fields=["actor", "-at"], name="audit_by_actor"),
            models.Index(fields=["door", "-at"], name="audit_by_door"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.launch_uid}"

    def get_verb_display(self) -> str:
        """As Django's, which would make a table of all the names anew for each row."""
        return str(NAMES.get(self.verb, self.verb))
