"""Agencies: an explicit agreement, entries that they own, and an end that hands them back."""

import pytest

from launches import clock, rules
from launches.domain import agencies, editing, invitations, release, review, submission
from launches.enums import Role
from launches.errors import FourEyes, NotAllowed, UnveilError
from launches.models import Invitation, Mandate
from launches.queries import tenancy
from tests.factories import (
    MemberFactory,
    SectionFactory,
    ThemeFactory,
    UserFactory,
    content_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def client_owner():
    return MemberFactory(company__name="Huiling Medical")


@pytest.fixture
def agent():
    return MemberFactory(company__name="Bright Ink PR")


@pytest.fixture
def mandate(client_owner, agent):
    asked = agencies.invite_agency(
        client_owner.company, email=agent.user.email, by=client_owner.user, at=clock.now()
    )
    return agencies.accept(asked, agency=agent.company, by=agent.user, at=clock.now())


def opened(company, by, agency=None, product="Aurora One"):
    theme = ThemeFactory()
    return editing.open_launch(
        company,
        product=product,
        theme=theme,
        section=SectionFactory(forum=theme.forum),
        agency=agency,
        by=by,
        at=clock.now(),
    )


@pytest.fixture
def entry(mandate, agent):
    return opened(mandate.client, agent.user, mandate.agency)


def test_the_client_asks_and_the_agency_accepts(mandate, client_owner, agent):
    assert (mandate.client, mandate.agency) == (client_owner.company, agent.company)
    assert mandate.agreed_by == agent.user
    assert [row.key for row in tenancy.presenters_for(agent.user)] == [
        agent.company.uid,
        f"{client_owner.company.uid}.{agent.company.uid}",
    ]
    assert list(tenancy.companies_of(agent.user)) == [agent.company]  # not the client itself


def test_nobody_is_an_agency_by_their_own_word(client_owner, agent):
    with pytest.raises(NotAllowed):
        opened(client_owner.company, agent.user, agent.company)
    with pytest.raises(NotAllowed):
        agencies.invite_agency(
            client_owner.company, email="a@b.example", by=agent.user, at=clock.now()
        )
    asked = agencies.invite_agency(
        client_owner.company, email=agent.user.email, by=client_owner.user, at=clock.now()
    )
    other = MemberFactory()
    with pytest.raises(NotAllowed):  # for a company that is not theirs
        agencies.accept(asked, agency=other.company, by=agent.user, at=clock.now())
    editor = MemberFactory(company=agent.company, role=Role.EDITOR)
    with pytest.raises(NotAllowed):
        agencies.accept(asked, agency=agent.company, by=editor.user, at=clock.now(), confirmed=True)
    assert Invitation.objects.get().accepted_at is None  # a refusal does not spend the letter
    assert not Mandate.objects.exists()


def test_a_company_is_not_its_own_agency_and_no_agency_twice(mandate, client_owner, agent):
    again = agencies.invite_agency(
        client_owner.company, email="x@y.example", by=client_owner.user, at=clock.now()
    )
    for agency, by in ((client_owner.company, client_owner.user), (agent.company, agent.user)):
        with pytest.raises(UnveilError) as refused:
            agencies.accept(again, agency=agency, by=by, at=clock.now(), confirmed=True)
        assert list(refused.value.fields) == ["agency"]


def test_roles_on_an_agencys_entry(entry, mandate, client_owner, agent):
    people = {
        "agency owner": agent.user,
        "agency editor": MemberFactory(company=mandate.agency, role=Role.EDITOR).user,
        "agency viewer": MemberFactory(company=mandate.agency, role=Role.VIEWER).user,
        "client owner": client_owner.user,
        "client editor": MemberFactory(company=mandate.client, role=Role.EDITOR).user,
        "stranger": MemberFactory().user,
    }
    roles = {who: rules.role_on(user, entry) for who, user in people.items()}
    seen = {who: tenancy.launches_of(user).contains(entry) for who, user in people.items()}
    writes = {who for who, user in people.items() if rules.may_edit(user, entry)}
    told = set(tenancy.people_of(entry))
    expected = {
        "agency owner": "owner",
        "agency editor": "editor",
        "agency viewer": "viewer",
        "client owner": "viewer",
        "client editor": None,
        "stranger": None,
    }
    assert roles == expected
    assert seen == {who: role is not None for who, role in expected.items()}
    assert writes == {"agency owner", "agency editor"}
    assert told == {people[who] for who, role in expected.items() if role is not None}


def test_the_agency_sees_nothing_else_of_its_client(mandate, client_owner, agent):
    own = opened(client_owner.company, client_owner.user)
    assert not tenancy.launches_of(agent.user).contains(own)
    assert rules.role_on(agent.user, own) is None
    agencies.entrust(own, mandate, by=client_owner.user, at=clock.now())
    assert tenancy.launches_of(agent.user).contains(own)
    assert not rules.may_edit(client_owner.user, own)
    with pytest.raises(UnveilError):
        agencies.entrust(own, mandate, by=client_owner.user, at=clock.now())


@pytest.mark.parametrize("side", ["client_owner", "agent"])
def test_either_side_ends_it_and_the_client_has_its_entries(
    entry, mandate, client_owner, agent, side, request
):
    agencies.end(mandate, by=request.getfixturevalue(side).user, at=clock.now())
    entry.refresh_from_db()
    assert entry.agency is None
    assert not tenancy.launches_of(agent.user).contains(entry)
    assert rules.may_edit(client_owner.user, entry)
    with pytest.raises(NotAllowed):
        opened(client_owner.company, agent.user, agent.company)
    with pytest.raises(UnveilError):
        agencies.end(mandate, by=client_owner.user, at=clock.now())


def test_nobody_else_ends_it(entry, mandate):
    for company, role in ((mandate.client, Role.EDITOR), (mandate.agency, Role.EDITOR)):
        by = MemberFactory(company=company, role=role).user
        with pytest.raises(NotAllowed):
            agencies.end(mandate, by=by, at=clock.now())
    stranger = MemberFactory().user
    with pytest.raises(NotAllowed):
        agencies.end(mandate, by=stranger, at=clock.now())


def test_a_client_that_nobody_claimed_is_made_and_handed_over(agent):
    at = clock.now()
    company = agencies.create_client(agent.company, name="Tiny Labs", by=agent.user, at=at)
    mandate = company.mandates.get()
    entry = opened(company, agent.user, agent.company)
    with pytest.raises(UnveilError):  # its entries would belong to nobody
        agencies.end(mandate, by=agent.user, at=at)
    letter = invitations.invite_to_take_over(
        company, email="ceo@tiny.example", by=agent.user, at=at
    )
    with pytest.raises(NotAllowed):
        invitations.revoke(letter, by=MemberFactory().user, at=at)
    chief = UserFactory(email="ceo@tiny.example")
    invitations.accept(letter, by=chief, at=at)
    assert tenancy.launches_of(chief).contains(entry)
    agencies.end(mandate, by=chief, at=at)
    entry.refresh_from_db()
    assert rules.may_edit(chief, entry)


def test_an_editor_of_the_agency_makes_no_clients(agent):
    editor = MemberFactory(company=agent.company, role=Role.EDITOR)
    with pytest.raises(NotAllowed):
        agencies.create_client(agent.company, name="Tiny", by=editor.user, at=clock.now())


@pytest.mark.parametrize("side", ["agency", "client"])
@pytest.mark.parametrize("ended", [False, True])
def test_four_eyes_count_both_sides_and_a_mandate_that_just_ended(
    entry, mandate, agent, client_owner, side, ended
):
    """Somebody of the desk who belongs to either side approves nothing."""
    at = clock.now()
    company = mandate.agency if side == "agency" else mandate.client
    chief = MemberFactory(company=company, role=Role.VIEWER, user__releaser=True).user
    said = content_of(entry)
    editing.record_edit(entry, revision=7, product=said.product, by=agent.user, at=at)
    editing.wish(
        entry,
        opens_at=at.replace(year=at.year + 1, day=1),
        release_mode="clock",
        by=agent.user,
        at=at,
    )
    submission.submit(entry, revision=7, content=said, by=agent.user, at=at)
    assert not rules.reviews(chief, entry)
    review.start_review(entry, by=UserFactory(reviewer=True), at=at)
    if ended:
        agencies.end(mandate, by=client_owner.user, at=clock.now())
        entry.refresh_from_db()
    with pytest.raises(FourEyes):
        release.approve(entry, revision=7, content=said, by=chief, at=at)
    assert not rules.releases(chief, entry)
    release.approve(entry, revision=7, content=said, by=UserFactory(releaser=True), at=at)
