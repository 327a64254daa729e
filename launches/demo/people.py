"""The demo's log-ins and the companies' people. They exist in demo mode only."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from launches.demo.reader import Row
from launches.domain import agencies, invitations
from launches.domain.companies import found_company
from launches.enums import Role
from launches.models import Company, Member, User

PASSWORD = "unveil-demo"  # noqa: S105 -- demo mode only; production refuses to start with it
STAFF = {
    "editor": ("Edith Marlow", ["Eligibility reviewers", "Editors"]),
    "eligibility": ("Ines Duarte", ["Eligibility reviewers"]),
    "translator": ("Lu Ying", ["Translators"]),
    "chief": ("Chen Wei", ["Chief editors"]),
    "release": ("Tomas Lindqvist", ["Release managers"]),
    "stage": ("Sam Okafor", ["Stage managers"]),
    "press": ("Paula Ricci", ["Press officers"]),
    "auditor": ("Nadia Haddad", ["Auditors"]),
    "admin": ("Admin", []),
}
COLLEAGUES = (
    ("colleague", "Zhao Min", Role.EDITOR),
    ("reader", "Priya Nair", Role.VIEWER),
)
COMPANIES = ("Baidu", "Sugon")  # the log-in company@ speaks for both


def staff() -> dict[str, User]:
    """One log-in for each role of the desk, in its groups, and admin."""
    found = {}
    for name, (full, groups) in STAFF.items():
        user = person(f"{name}@unveil.example", full, is_staff=True)
        user.is_superuser = name == "admin"
        user.save(update_fields=["is_superuser"])
        user.groups.set(Group.objects.filter(name__in=groups))
        found[name] = user
    return found


def person(email: str, name: str, **more: bool) -> User:
    user = User(email=email, name=name, is_demo=True, **more)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def companies(rows: list[Row]) -> dict[str, Company]:
    """Every company with an owner; the owners but company@ cannot log in."""
    firsts = {row.company: row for row in rows}
    for row in rows:
        if row.company_native:
            firsts[row.company] = row
    made = Company.objects.bulk_create(
        Company(
            name=row.company,
            name_native=row.company_native,
            country=row.country,
            website=row.website,
            boilerplate=f"{row.company} works in the field of {row.category.lower()}.",
        )
        for row in firsts.values()
    )
    shut = make_password(None)
    owners = {
        company.name: User(
            email=f"owner-{company.uid}@companies.example",
            name=f"{company.name} (press team)"[:150],
            password=shut,
            is_demo=True,
        )
        for company in made
        if company.name not in COMPANIES
    }
    User.objects.bulk_create(owners.values())
    owners |= dict.fromkeys(COMPANIES, person("company@unveil.example", "Lin Yao"))
    Member.objects.bulk_create(
        Member(company=company, user=_saved(owners[company.name]), role=Role.OWNER)
        for company in made
    )
    return {company.name: company for company in made}


def colleagues(companies: dict[str, Company], at: datetime) -> None:
    """Company@'s colleagues, an agency with two clients, an open invitation.

    Comes last: until then every company has one person, who acted for it. A small forum
    may lack one of company@'s companies, and then what belongs to it.
    """
    first, second = (companies.get(name) for name in COMPANIES)
    if first:
        _colleagues_of(first, at)
    if second:
        _agency_of(second, at)


def _colleagues_of(company: Company, at: datetime) -> None:
    owner = company.memberships.get().user
    for name, full, role in COLLEAGUES:
        member = person(f"{name}@unveil.example", full)
        Member.objects.create(company=company, user=member, role=role)
    address = "new.colleague@companies.example"
    invitations.invite(company, email=address, role=Role.EDITOR, by=owner, at=at)


def _agency_of(company: Company, at: datetime) -> None:
    owner = company.memberships.get().user
    agent = person("agency@unveil.example", "Amara Osei")
    agency = found_company(name="Bright Ink PR", country="SG", by=agent, at=at)
    asked = agencies.invite_agency(company, email=agent.email, by=owner, at=at)
    mandate = agencies.accept(asked, agency=agency, by=agent, at=at)
    for entry in company.launches.all()[:1]:
        agencies.entrust(entry, mandate, by=owner, at=at)
    client = agencies.create_client(agency, name="Lumen Seeds", country="KE", by=agent, at=at)
    invitations.invite_to_take_over(client, email="founder@lumen.example", by=agent, at=at)


def _saved(user: User) -> User:
    return user if user.pk else User.objects.get(email=user.email)


def reviewer(name: str, mailbox: str, group: Group) -> User:
    """One more person of the desk."""
    user = person(f"{mailbox}@unveil.example", name, is_staff=True)
    user.groups.add(group)
    return user
