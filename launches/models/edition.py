"""The released version: an immutable snapshot that all readers read.

The content columns never change (a database trigger holds them). The envelope
may: where and when it is on stage, `opens_at` while the edition is closed, from when
until when it stands, `superseded_at` and `killed_at`.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from .cut import EditionQuerySet, cut_row
from .fields import UidField
from .launch import Launch

READABLE = Q(superseded_at__isnull=True, killed_at__isnull=True)  # what readers may get at all
LATEST = READABLE & Q(stands_until__isnull=True)
CURRENT = LATEST & Q(stands_from__isnull=False)  # stands, or takes over at a slate's instant
PREPARED = LATEST & Q(stands_from__isnull=True)  # a correction whose slate is not locked


def _current(*fields: Any, by: str) -> models.Index:
    """An index over what readers may get at all."""
    return models.Index(*fields, condition=READABLE, name=f"edition_current_by_{by}")


class Edition(models.Model):
    """One approved revision, rendered. Read it through launches.queries.gate only.

    `document` and `listing` are JSON texts, exactly the bytes the API joins;
    {language: text} holds the one-language renderings in EditionText.

    `opens_at` says from when the launch may be read, [`stands_from`, `stands_until`) when
    this version of it is the one. A correction prepared for a slate has no `stands_from`
    until the slate is locked; then both versions carry its instant, and time changes them.
    What an act replaces at once has `superseded_at` and no end of its own.
    """

    uid = UidField()
    launch = models.ForeignKey(Launch, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    revision = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    slug = models.SlugField(max_length=120)
    launch_uid = models.CharField(max_length=16)
    product = models.CharField(max_length=200)
    product_native = models.CharField(max_length=200, blank=True)
    company = models.CharField(max_length=200)
    company_native = models.CharField(max_length=200, blank=True)
    company_uid = models.CharField(max_length=16, blank=True)
    country = models.CharField(max_length=2, blank=True)
    theme = models.SlugField()
    category = models.CharField(max_length=80, blank=True)
    section = models.CharField(max_length=24)
    document = models.TextField()
    listing = models.TextField()
    words = models.TextField()
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    stage = models.SlugField(blank=True)
    slot_at = models.DateTimeField(null=True)
    opens_at = models.DateTimeField(null=True)
    rights_end_at = models.DateTimeField(null=True)  # the first of its files' expires_at
    stands_from = models.DateTimeField(null=True)
    stands_until = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    killed_at = models.DateTimeField(null=True)

    objects = EditionQuerySet.as_manager()
    languages: Collection[str] = ()  # what its reader may read of it; empty is all
    # Set by the gate on rows it has left files out of, as of then.
    lapsed_at: datetime | None = None

    class Meta:
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["launch"],
                condition=CURRENT,
                name="one_current_edition",
            ),
            models.UniqueConstraint(
                fields=["launch"],
                condition=PREPARED,
                name="one_prepared_edition",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-opens_at", "launch_uid"],
                condition=READABLE,
                name="edition_current_by_opening",
            ),
            models.Index(
                fields=["company_uid", "-made_at"],
                condition=READABLE,
                name="edition_current_by_company",
            ),
            _current("theme", F("opens_at").desc(), "launch_uid", by="theme"),
            _current("category", F("opens_at").desc(), "launch_uid", by="category"),
            _current("country", F("opens_at").desc(), "launch_uid", by="country"),
            _current("stage", F("opens_at").desc(), "launch_uid", by="stage"),
            _current(F("stands_from").desc(), by="standing"),
            _current(Coalesce("slot_at", "opens_at"), by="day"),
            models.Index(fields=["slug"], name="edition_by_slug"),
            models.Index(fields=["launch_uid"], name="edition_by_launch_uid"),
        ]

    def __str__(self) -> str:
        return f"{self.product} #{self.number}"

    def cut_to(self, languages: Collection[str]) -> None:
        """Leave in its stored texts the words of these languages. For reading only."""
        self.languages = languages
        cut_row(self, languages)

    @property
    def ended_at(self) -> datetime | None:
        """When another version took, or will take, its place."""
        return self.stands_until or self.superseded_at

    def is_read(self, *, at: datetime) -> bool:
        """Whether everybody may read it at this instant, while it is the latest."""
        instants = (self.opens_at, self.stands_from)
        return self.killed_at is None and all(one is not None and one <= at for one in instants)


class EditionText(models.Model):
    """One language of an edition: its words, and the same two JSON texts in that language."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    headline = models.CharField(max_length=200)
    tagline = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    press_release = models.TextField(blank=True)
    document = models.TextField()
    listing = models.TextField()

    class Meta:
        ordering = ["edition_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="edition_language_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.language}"

    def cut_to(self, languages: Collection[str]) -> None:
        """Leave of the company's words those of these languages. For reading only."""
        cut_row(self, languages)


class EditionFile(models.Model):
    """One file of an edition: an original or a rendition, found by its own random uid.

    From `expires_at` on, the end of its licence, the gate lets nobody have it.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    uid = models.CharField(max_length=16, db_index=True)
    material_uid = models.CharField(max_length=16)
    slot = models.CharField(max_length=24)
    position = models.PositiveIntegerField(default=0)
    role = models.CharField(max_length=16)
    format = models.CharField(max_length=8)
    content_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    stored = models.CharField(max_length=120)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=200, blank=True)
    alt = models.TextField(blank=True)
    lacks_release = models.BooleanField(default=False)  # people in it have not agreed yet
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["edition_id", "slot", "position", "id"]

    def __str__(self) -> str:
        return f"{self.slot} {self.role}.{self.format}"
