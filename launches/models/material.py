"""One file in a named slot, and what the quarantine made of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from launches.enums import FileState, Slot

from .fields import EnumField, UidField
from .launch import Launch

EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/svg+xml": "svg",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


class Material(models.Model):
    """An uploaded file. Its place and its caption live in the page's revision.

    The row is never changed once it is ready: another picture is another row, so
    a frozen revision keeps the file it was reviewed with. A file that nobody else was
    shown can be discarded: its row stays, for the history, without its bytes.
    `original` is a random name in private storage, cleaned by the quarantine (metadata
    stripped). `facts` are what the quarantine found besides (codec, fonts, members of
    a kit), as JSON.
    """

    uid = UidField()
    launch = models.ForeignKey(Launch, models.CASCADE, related_name="materials")
    slot = EnumField(Slot)
    filename = models.CharField(_("file name"), max_length=200)
    original = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100, blank=True)
    bytes = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    seconds = models.FloatField(null=True)
    facts = models.JSONField(default=dict)
    state = EnumField(FileState, default=FileState.QUARANTINED)
    problem = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state"], name="material_by_state")]

    def __str__(self) -> str:
        return self.filename

    @property
    def extension(self) -> str:
        return EXTENSIONS.get(self.content_type, "bin")

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def is_video(self) -> bool:
        return self.content_type.startswith("video/")

    @property
    def can_be_cropped(self) -> bool:
        return self.is_image and self.extension != "svg" and self.slot != Slot.LOGO

    def renditions_for(self, crops: str) -> list["Rendition"]:
        """The renditions of these crops ("" for none): those made for them before the plain."""
        chosen: dict[tuple[str, str], Rendition] = {}
        for one in self.renditions.all():
            if one.crops == crops or (not one.crops and (one.role, one.format) not in chosen):
                chosen[one.role, one.format] = one
        return list(chosen.values())


class Rendition(models.Model):
    """One size and format of a picture: role stage, press, square, card or thumb.

    `crops` tells for which crops it was cut (launches.files.crops.key); "" is the plain
    one, from the middle.
    """

    uid = UidField()
    material = models.ForeignKey(Material, models.CASCADE, related_name="renditions")
    role = models.CharField(max_length=16)
    format = models.CharField(max_length=8)
    crops = models.CharField(max_length=120, blank=True, default="")
    file = models.CharField(max_length=120)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["material_id", "role", "format"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "role", "format", "crops"], name="rendition_once_a_crop"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}.{self.format}"

    @property
    def content_type(self) -> str:
        return f"image/{self.format}"

    @property
    def extension(self) -> str:
        return EXTENSIONS.get(self.content_type, "bin")
