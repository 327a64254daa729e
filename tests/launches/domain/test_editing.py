"""Drafts: opening, writing, wishing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from launches import clock
from launches.domain import audit, companies, editing
from launches.enums import ReleaseMode, Role
from launches.errors import BadInstant, NotAllowed, UnveilError
from launches.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db


def open_for(user, company, product="Lumen"):
    theme = factories.ThemeFactory()
    section = factories.SectionFactory(forum=theme.forum)
    return editing.open_launch(
        company, product=product, theme=theme, section=section, by=user, at=clock.now()
    )


def test_the_address_does_not_follow_from_the_name():
    owner = factories.MemberFactory()
    first, second = open_for(owner.user, owner.company), open_for(owner.user, owner.company)
    assert first.slug == f"lumen-{first.uid[:6]}"
    assert first.slug != second.slug
    assert open_for(owner.user, owner.company, "启明").slug


@pytest.mark.parametrize("role", [Role.VIEWER, None])
def test_only_writers_open_an_entry(role):
    company = factories.CompanyFactory()
    user = factories.UserFactory()
    if role:
        factories.MemberFactory(company=company, user=user, role=role)
    with pytest.raises(NotAllowed):
        open_for(user, company)


@pytest.mark.parametrize(
    ("state", "company_may", "desk_may"),
    [
        ("draft", True, True),
        ("submitted", False, True),
        ("in_review", False, True),
        ("changes_requested", True, True),
        ("approved", False, True),
        ("rejected", False, False),
        ("withdrawn", False, False),
        ("killed", False, False),
    ],
)
def test_who_writes_when(state, company_may, desk_may):
    launch = factories.launch(state)
    desk = factories.UserFactory(reviewer=True)
    for person, may in ((launch.created_by, company_may), (desk, desk_may)):
        save = {"revision": 7, "product": "New", "by": person, "at": clock.now()}
        if may:
            editing.record_edit(launch, **save)
            launch.refresh_from_db()
            assert (launch.last_editor, launch.latest_revision) == (person, 7)
        else:
            with pytest.raises(NotAllowed):
                editing.record_edit(launch, **save)


def test_a_wish_needs_a_zone_and_a_right():
    launch = factories.launch("draft")
    at = clock.now()
    wish = {"release_mode": ReleaseMode.CLOCK, "at": at}
    with pytest.raises(BadInstant):
        editing.wish(launch, opens_at=at.replace(tzinfo=None), by=launch.created_by, **wish)
    with pytest.raises(NotAllowed):
        editing.wish(launch, opens_at=at, by=factories.UserFactory(), **wish)
    later = at + timedelta(days=2)
    editing.wish(launch, opens_at=later, by=launch.created_by, **wish)
    launch.refresh_from_db()
    assert launch.opens_at == later
    approved = factories.launch("approved")
    desk = factories.UserFactory(reviewer=True)
    with pytest.raises(NotAllowed):
        editing.wish(approved, opens_at=later, by=desk, **wish)


def test_founding_a_company_makes_its_owner():
    user = factories.UserFactory()
    company = companies.found_company(name=" 启明 ", country="CN", by=user, at=clock.now())
    assert (company.name, company.memberships.get().role) == ("启明", Role.OWNER)
    with pytest.raises(UnveilError):
        companies.found_company(name=" ", by=user, at=clock.now())


def test_the_audit_only_grows():
    entry = audit.record("tested", by=None, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(verb="other")
