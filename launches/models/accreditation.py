"""How an outlet came to be accredited, or not: its evidence, what was decided, its people to be."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from launches.enums import OutletAct, OutletRole, OutletState

from .fields import EnumField, UidField
from .outlet import Outlet

USER = settings.AUTH_USER_MODEL
SAYS_WHY = [OutletAct.DECLINE, OutletAct.WARN, OutletAct.SUSPEND, OutletAct.REVOKE]


class Evidence(models.Model):
    """A paper that an applicant handed in; it has been through the quarantine."""

    uid = UidField()
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="evidence")
    filename = models.CharField(max_length=200)
    original = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return self.filename


class OutletStep(models.Model):
    """One step of an outlet's accreditation. The outlet reads the reason."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="steps")
    act = EnumField(OutletAct)
    state = EnumField(OutletState)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act__in=SAYS_WHY) | ~Q(reason=""), name="outlet_step_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.outlet_id}"


class OutletInvitation(models.Model):
    """A place in an outlet for whoever proves to own an address; used once."""

    uid = UidField()
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = EnumField(OutletRole, verbose_name=_("role"), default=OutletRole.JOURNALIST)
    invited_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["invited_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["outlet", "email"],
                condition=Q(ended_at__isnull=True),
                name="outlet_invitation_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()})"
