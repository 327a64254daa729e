"""How a company presents itself: names in several languages, its logo, whom to ask."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from launches.enums import Reach

from .company import Company
from .edition import Edition
from .fields import EnumField, UidField
from .material import EXTENSIONS


class CompanyText(models.Model):
    """The company in one more language."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    name = models.CharField(_("company name"), max_length=200, blank=True)
    boilerplate = models.TextField(_("about the company"), blank=True)

    class Meta:
        ordering = ["company_id", "language"]
        constraints = [
            models.UniqueConstraint(fields=["company", "language"], name="company_language_once")
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.language}"


class CompanyContact(models.Model):
    """Somebody whom readers may ask. `reach` says which readers."""

    uid = UidField()
    company = models.ForeignKey(Company, models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=150)
    post = models.CharField(_("position"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    reach = EnumField(Reach, default=Reach.PRESS)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class CompanyLogo(models.Model):
    """A logo that passed the quarantine. The newest one is shown; editions keep theirs.

    Private until an edition shows it, as every file here.
    """

    uid = UidField()
    company = models.ForeignKey(Company, models.CASCADE, related_name="logos")
    filename = models.CharField(max_length=200)
    original = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.filename

    @property
    def extension(self) -> str:
        return EXTENSIONS.get(self.content_type, "bin")


class EditionContacts(models.Model):
    """What an edition says to accredited press alone; read through launches.queries.gate.

    Apart from the edition's own texts, so that public bytes cannot contain it.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="for_press")
    contacts = models.TextField()

    def __str__(self) -> str:
        return f"contacts of edition {self.edition_id}"
