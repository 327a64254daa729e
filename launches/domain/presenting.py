"""How a company stands in an edition: its words, its logo, and whom to ask."""

import json
from collections.abc import Callable
from typing import Any

from launches.enums import Reach
from launches.models import Company, CompanyLogo, Edition, EditionContacts, EditionFile

LOGO = "company_logo"  # the slot of its file in an edition
DETAIL_ONLY = ("boilerplate", "contacts")


def company_of(company: Company, *, href: Callable[[str, str], str]) -> dict[str, Any]:
    """What everybody may read of a company. Contacts for press alone are not in it."""
    public = company.contacts.filter(reach=Reach.PUBLIC)
    return {
        "id": company.uid,
        "href": f"/api/v1/companies/{company.uid}/",
        "name": company.name,
        "name_native": company.name_native,
        "country": company.country,
        "website": company.website,
        "boilerplate": company.boilerplate,
        "texts": {
            text.language: {"name": text.name, "boilerplate": text.boilerplate}
            for text in company.texts.all()
        },
        "logo": _logo(logo_of(company), href),
        "contacts": [_contact(row) for row in public],
    }


def listed(company: dict[str, Any]) -> dict[str, Any]:
    """The short form for lists: names and the logo, no long texts, no contacts."""
    kept = {key: value for key, value in company.items() if key not in DETAIL_ONLY}
    names = {code: {"name": text["name"]} for code, text in company["texts"].items()}
    return {**kept, "texts": names}


def logo_of(company: Company) -> CompanyLogo | None:
    """The logo in use: the newest that has not been taken away."""
    return company.logos.filter(removed_at=None).first()


def _logo(logo: CompanyLogo | None, href: Callable[[str, str], str]) -> dict[str, Any] | None:
    if logo is None:
        return None
    return {
        "href": href(logo.uid, logo.extension),
        "content_type": logo.content_type,
        "width": logo.width,
        "height": logo.height,
        "sha256": logo.sha256,
    }


def _contact(row: Any) -> dict[str, str]:
    return {name: getattr(row, name) for name in ("name", "post", "email", "phone")}


def files_of(company: Company, edition: Edition) -> list[EditionFile]:
    """The unsaved row by which the gate serves the logo, as far as the edition is open."""
    logo = logo_of(company)
    if logo is None:
        return []
    return [
        EditionFile(
            edition=edition,
            uid=logo.uid,
            material_uid=logo.uid,
            slot=LOGO,
            role="original",
            format=logo.extension,
            content_type=logo.content_type,
            name=logo.filename,
            stored=logo.original,
            width=logo.width,
            height=logo.height,
            bytes=logo.bytes,
            sha256=logo.sha256,
            alt=company.name,
        )
    ]


def keep_contacts(company: Company, edition: Edition) -> None:
    """Freeze the contacts that press alone may read beside the edition, not in it."""
    rows = [_contact(row) for row in company.contacts.filter(reach=Reach.PRESS)]
    if rows:
        EditionContacts.objects.create(
            edition=edition, contacts=json.dumps(rows, ensure_ascii=False)
        )
