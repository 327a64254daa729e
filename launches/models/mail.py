"""The outbox: every mail, from the act that caused it to the server that took it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import MailState

from .fields import EnumField, UidField

USER = settings.AUTH_USER_MODEL


class Mail(models.Model):
    """One mail to one person. Written in the act's transaction, sent by the worker.

    `hold_key` names what is let go together, such as the decisions of one session;
    `hold_until` lets go by itself. `values` are what filled the wording, kept for
    previews. `fault` holds the kind of the last error only: servers echo addresses.
    """

    uid = UidField()
    kind = models.CharField(_("kind"), max_length=40, db_index=True)
    person = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    to = models.EmailField(_("to"), max_length=254)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField()
    values = models.JSONField(default=dict)
    launch_uid = models.CharField(max_length=16, blank=True, db_index=True)

    state = EnumField(MailState, default=MailState.QUEUED)
    hold_key = models.CharField(max_length=64, blank=True, db_index=True)
    hold_until = models.DateTimeField(_("held until"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    made_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(db_index=True)
    edited_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField(null=True)
    again_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="repeats")

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="mail_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MailState.values), name="mail_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT) ^ Q(sent_at__isnull=True),
                name="mail_sent_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENDING) ^ Q(claimed_at__isnull=True),
                name="mail_sending_is_claimed",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class MailTemplate(models.Model):
    """The organisers' own wording of a kind of mail in one language.

    Where there is none, templates/mail says it. `text` has a heading as its first
    paragraph; names in braces are filled in (launches/mail_kinds.py lists them).
    """

    kind = models.CharField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    edited_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        verbose_name = _("wording of a mail")
        verbose_name_plural = _("wordings of mails")
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="mail_wording_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"


class Reminder(models.Model):
    """The claim on one reminder of one deadline, so that it goes out once.

    `lead` names how long before (launches/domain/reminders.py).
    """

    launch = models.ForeignKey("launches.Launch", models.CASCADE, related_name="reminders")
    lead = models.CharField(max_length=8)
    closes_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["launch", "lead", "closes_at"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.lead} {self.launch_id}"
