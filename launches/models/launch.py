"""The launch: identity, company, state, and when it opens. Its words live in Wagtail."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from launches.enums import ReleaseMode, State

from .call import EntryType
from .company import Company
from .fields import EnumField, UidField
from .forum import Forum, Section, Theme

USER = settings.AUTH_USER_MODEL


def opened(at: datetime) -> Q:
    """Those whose instant has come with no hold on them, whatever became of them since."""
    return Q(opens_at__lte=at, held_at=None)


def released(at: datetime) -> Q:
    """`Launch.is_released` as a condition."""
    return Q(state=State.APPROVED) & opened(at)


class Launch(models.Model):
    """One product's debut. Write through launches.domain only.

    `latest_revision`, `submitted_revision` and `approved_revision` are ids of the
    revisions of the launch's page; the domain compares them and never reads them.
    `company` presents the launch to the world; `agency`, where there is one, owns the
    entry and works on it.
    """

    uid = UidField()
    slug = models.SlugField(max_length=120, unique=True)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="launches")
    company = models.ForeignKey(Company, models.PROTECT, related_name="launches")
    agency = models.ForeignKey(
        Company, models.PROTECT, null=True, blank=True, related_name="entrusted_launches"
    )
    section = models.ForeignKey(Section, models.PROTECT, related_name="launches")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="launches")
    entry_type = models.ForeignKey(
        EntryType, models.PROTECT, null=True, blank=True, related_name="launches"
    )
    product = models.CharField(_("product"), max_length=200)
    # When the product itself came or comes out, as a committee's list says; None: nobody said.
    launch_year = models.PositiveSmallIntegerField(_("launch year"), null=True, blank=True)
    state = EnumField(State, default=State.DRAFT, db_index=True)
    release_mode = EnumField(ReleaseMode, default=ReleaseMode.CLOCK)
    opens_at = models.DateTimeField(_("release moment"), null=True, blank=True, db_index=True)
    held_at = models.DateTimeField(null=True)  # on hold: `opens_at` does not count meanwhile

    latest_revision = models.BigIntegerField(null=True, blank=True)
    submitted_revision = models.BigIntegerField(null=True, blank=True)
    approved_revision = models.BigIntegerField(null=True, blank=True)

    created_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    last_editor = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    approver = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_edit_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    state_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    state_at = models.DateTimeField()

    class Meta:
        verbose_name = _("launch")
        verbose_name_plural = _("launches")
        ordering = ["-id"]
        permissions = [
            ("read_desk", "May read the desk"),
            ("review_launch", "May review entries"),
            ("edit_launch", "May edit entries and bring lists"),
            ("translate_launch", "May edit the texts of entries, and nothing else"),
            ("approve_launch", "May approve for release"),
            ("release_launch", "May move, correct and recall releases"),
            ("call_show", "May call the show on a stage"),
            ("edit_call", "May edit the call for entries"),
            ("edit_glossary", "May edit the glossary"),
            ("accredit_outlet", "May accredit outlets and make keys"),
            ("read_record", "May read the audit and the reports"),
            ("erase_person", "May erase a person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED)
                | (
                    Q(approver__isnull=False)
                    & Q(approved_at__isnull=False)
                    & Q(approved_revision__isnull=False)
                ),
                name="approved_has_approver_and_revision",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED)
                | Q(opens_at__isnull=False)
                | Q(release_mode__in=[ReleaseMode.CUE, ReleaseMode.SLATE]),
                name="approved_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED)
                | Q(approved_edit_by__isnull=True)
                | ~Q(approver=F("approved_edit_by")),
                name="approver_is_not_last_editor",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SUBMITTED) | Q(submitted_revision__isnull=False),
                name="submitted_has_revision",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="launch_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=True) | ~Q(agency=F("company")),
                name="agency_is_not_the_presenter",
            ),
            models.CheckConstraint(
                condition=Q(launch_year__isnull=True) | Q(launch_year__range=(1900, 2100)),
                name="launch_year_is_usable",
            ),
        ]

    def __str__(self) -> str:
        return self.product

    def is_released(self, *, at) -> bool:
        """Derived, never stored: approved and past its instant."""
        dated = self.opens_at is not None and self.held_at is None
        return self.state == State.APPROVED and dated and self.opens_at <= at

    def is_embargoed(self, *, at) -> bool:
        return self.state == State.APPROVED and not self.is_released(at=at)

    def approval(self, revision: int, *, by, at) -> dict[str, Any]:
        """What is kept of an approval of this revision, as columns."""
        return {
            "approver": by,
            "approved_at": at,
            "approved_edit_by": self.last_editor,
            "approved_revision": revision,
        }
