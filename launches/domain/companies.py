"""Founding a company."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules, zones
from launches.enums import Role
from launches.errors import NotAllowed, UnveilError
from launches.models import Company, Member, User

from . import audit

DESCRIBED = ["name", "name_native", "country", "timezone", "website", "boilerplate"]


def found_company(
    *,
    name: str,
    country: str = "",
    name_native: str = "",
    website: str = "",
    by: User,
    at: datetime,
) -> Company:
    """Make a company and make `by` its owner.

    `country` is ISO 3166-1 alpha-2. Two companies may bear the same name: a name
    that is taken must not tell a stranger that somebody else is here. Raises NotAllowed
    for an auditor, who changes nothing.
    """
    if rules.is_only_reader(by):
        raise NotAllowed()
    with transaction.atomic():
        company = made(name=name, country=country, name_native=name_native, website=website)
        Member.objects.create(company=company, user=by, role=Role.OWNER)
        audit.record("company_founded", by=by, at=at, company=company.uid)
    return company


def made(*, name: str, country: str, name_native: str, website: str) -> Company:
    """The row of a new company. Raises UnveilError (field "name") without a name."""
    name = name.strip()
    if not name:
        raise UnveilError(fields={"name": _("The company needs a name.")})
    return Company.objects.create(
        name=name, country=country, name_native=name_native.strip(), website=website
    )


def describe_company(
    company: Company,
    *,
    name: str,
    name_native: str = "",
    country: str = "",
    timezone: str = "",
    website: str = "",
    boilerplate: str = "",
    by: User,
    at: datetime,
) -> Company:
    """Change what is said about a company. Only its owner may; raises NotAllowed otherwise.

    `timezone` is an IANA name, or empty for that of the country. Editions that exist keep
    what they were approved with. Raises UnveilError with the fields that are wrong.
    """
    if not rules.owns(by, company.pk):
        raise NotAllowed()
    company.name, company.name_native = name.strip(), name_native.strip()
    company.country, company.timezone, company.website = country, timezone, website
    company.boilerplate = boilerplate.strip()
    if not company.name:
        raise UnveilError(fields={"name": _("The company needs a name.")})
    if timezone and timezone not in zones.known():
        raise UnveilError(fields={"timezone": _("This time zone is not known.")})
    with transaction.atomic():
        company.save(update_fields=DESCRIBED)
        audit.record("company_described", by=by, at=at, company=company.uid)
    return company
