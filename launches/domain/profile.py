"""What a company says about itself beside its name: other languages, contacts, its logo.

Editions that exist keep what they were approved with.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import Reach, Slot
from launches.errors import NotAllowed, UnveilError
from launches.files import quarantine, store
from launches.files.quarantine import Upload
from launches.files.slots import DEFAULTS
from launches.models import Company, CompanyContact, CompanyLogo, CompanyText, User
from launches.models.material import EXTENSIONS

from . import audit
from .materials import clean_name

MOST_CONTACTS = 12


def say_in(
    company: Company, *, language: str, name: str, boilerplate: str, by: User, at: datetime
) -> None:
    """Set the company's words in one more language; both empty takes the language away."""
    _require(company, by)
    said = {"name": name.strip(), "boilerplate": boilerplate.strip()}
    with transaction.atomic():
        if any(said.values()):
            CompanyText.objects.update_or_create(company=company, language=language, defaults=said)
        else:
            company.texts.filter(language=language).delete()
        audit.record("company_described", by=by, at=at, company=company.uid, language=language)


def add_contact(
    company: Company,
    *,
    name: str,
    post: str = "",
    email: str = "",
    phone: str = "",
    reach: Reach = Reach.PRESS,
    by: User,
    at: datetime,
) -> CompanyContact:
    """Name somebody to ask. Raises UnveilError without a way to reach them."""
    _require(company, by)
    if not (email.strip() or phone.strip()):
        wanted = _("An e-mail address or a telephone number is wanted.")
        raise UnveilError(fields={"email": wanted})
    if company.contacts.count() >= MOST_CONTACTS:
        full = _("There are %(most)d contacts already, and that is the most.")
        raise UnveilError(fields={"name": full % {"most": MOST_CONTACTS}})
    with transaction.atomic():
        contact = CompanyContact.objects.create(
            company=company, name=name, post=post, email=email, phone=phone, reach=reach
        )
        audit.record("contact_added", by=by, at=at, company=company.uid, contact=contact.uid)
    return contact


def remove_contact(contact: CompanyContact, *, by: User, at: datetime) -> None:
    _require(contact.company, by)
    with transaction.atomic():
        uid = contact.company.uid
        audit.record("contact_removed", by=by, at=at, company=uid, contact=contact.uid)
        contact.delete()


def receive_logo(company: Company, *, upload: Upload, by: User, at: datetime) -> CompanyLogo:
    """Take a logo through the quarantine. Raises FileRefused: what was found, what is wanted."""
    _require(company, by)
    with quarantine.inspected(upload, wanted=DEFAULTS[Slot.LOGO]) as verdict:
        extension = EXTENSIONS[verdict.content_type]
        stored, size, digest = store.keep(verdict.folder / verdict.original, extension)
        logo = CompanyLogo(
            company=company,
            filename=clean_name(upload.name, extension),
            original=stored,
            content_type=verdict.content_type,
            bytes=size,
            sha256=digest,
            width=verdict.width,
            height=verdict.height,
            uploaded_by=by,
            uploaded_at=at,
        )
    with transaction.atomic():
        logo.save(force_insert=True)
        audit.record("logo_received", by=by, at=at, company=company.uid, sha256=digest)
    return logo


def remove_logo(company: Company, *, by: User, at: datetime) -> None:
    """Show no logo from now on. Editions that show one keep it."""
    _require(company, by)
    with transaction.atomic():
        company.logos.filter(removed_at=None).update(removed_at=at)
        audit.record("logo_removed", by=by, at=at, company=company.uid)


def _require(company: Company, by: User) -> None:
    if not rules.owns(by, company.pk):
        raise NotAllowed(_("Only an owner of the company may do this."))
