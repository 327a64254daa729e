"""What a company and the editors say to each other about a launch, and who has read it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from launches.enums import CommentAudience

from .fields import EnumField
from .launch import Launch

USER = settings.AUTH_USER_MODEL


class Comment(models.Model):
    """One message. Never changed afterwards: what was read stays what was said.

    Read through launches.queries.thread only; it keeps the desk's own comments apart.
    """

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="comments")
    audience = EnumField(CommentAudience)
    text = models.TextField(_("message"))
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    by_desk = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["launch", "audience", "at"], name="comment_in_thread")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=CommentAudience.values),
                name="comment_audience_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(audience=CommentAudience.COMPANY) | models.Q(by_desk=True),
                name="desk_comment_is_of_the_desk",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ThreadRead(models.Model):
    """Up to when a person has read a launch's thread."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="+")
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["launch", "user"], name="thread_read_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.launch_id}"
