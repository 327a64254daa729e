"""The terms of embargo: published by version, accepted by version."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import OutletState
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import EmbargoTerms, Outlet, TermsAcceptance, User
from launches.queries.outlets import managers_of

from . import audit, mailing
from .newsrooms import own_page


def publish(
    *, text: str, text_zh: str, in_force_from: datetime, by: User, at: datetime
) -> EmbargoTerms:
    """Publish the next version and tell accredited outlets. Its words never change again.

    From `in_force_from` on, an outlet that has not accepted it reads the public only.
    """
    if not rules.accredits(by):
        raise NotAllowed()
    said = {"text": text.strip(), "text_zh": text_zh.strip()}
    wrong = {name: _("Please write something here.") for name, words in said.items() if not words}
    if in_force_from < at:
        wrong["in_force_from"] = _("Terms do not come into force in the past.")
    if wrong:
        raise UnveilError(fields=wrong)
    with transaction.atomic():
        version = (EmbargoTerms.objects.aggregate(top=Max("version"))["top"] or 0) + 1
        terms = EmbargoTerms.objects.create(
            version=version, **said, in_force_from=in_force_from, made_by=by, made_at=at
        )
        audit.record("terms_published", by=by, at=at, version=version)
        for outlet in Outlet.objects.filter(state=OutletState.ACCREDITED):
            link = own_page(outlet)
            values = {"outlet": outlet.name, "version": str(version), "link": link}
            mailing.post("terms_published", to=managers_of(outlet), by=by, at=at, values=values)
    return terms


def newest() -> EmbargoTerms | None:
    """The version to be accepted now, in force or still ahead."""
    return EmbargoTerms.objects.first()


def accept(outlet: Outlet, *, version: int, address: str, by: User, at: datetime) -> None:
    """A manager's yes to the newest version. Raises Stale where that is not the one read."""
    if not rules.runs_outlet(by, outlet.pk):
        raise NotAllowed()
    with transaction.atomic():
        terms = newest()
        if terms is None or terms.version != version:
            raise Stale(_("The terms have changed meanwhile. Please read them again."))
        given = {"by": by, "at": at, "address": address}
        _row, fresh = TermsAcceptance.objects.get_or_create(
            outlet=outlet, terms=terms, defaults=given
        )
        if fresh:
            outlet.accepted = terms
            Outlet.objects.filter(pk=outlet.pk).update(accepted=terms)
            audit.record("terms_accepted", by=by, at=at, outlet=outlet.pk, version=version)
