"""Agencies and clients through the portal's pages."""

import pytest

from launches import clock
from launches.domain import agencies, invitations
from launches.models import Company, Invitation, Launch, Mandate
from tests.factories import MemberFactory, SectionFactory, ThemeFactory

from .conftest import opened

QUERIES = 9


@pytest.fixture
def agent(db):
    return MemberFactory(company__name="Bright Ink PR")


def page_of(company) -> str:
    return f"/portal/company/{company.uid}/agencies/"


def test_asked_and_accepted(client, owner, agent):
    client.force_login(owner.user)
    answer = client.post(page_of(owner.company), {"email": agent.user.email})
    assert answer.status_code == 302
    assert agent.user.email in client.get(page_of(owner.company)).content.decode()
    client.force_login(agent.user)
    path = f"/portal/invitations/mine/{Invitation.objects.get().uid}/"
    assert b"Bright Ink PR" in client.get(path).content
    assert client.post(path, {"agency": owner.company.uid}).status_code == 422  # not theirs
    assert client.post(path, {"agency": agent.company.uid}).status_code == 302
    mandate = Mandate.objects.get()
    assert (mandate.agency, mandate.client) == (agent.company, owner.company)
    assert owner.company.name in client.get(page_of(agent.company)).content.decode()
    assert client.get(f"/portal/company/{owner.company.uid}/").status_code == 404


def test_a_new_client_its_launch_and_its_owner(client, agent):
    theme = ThemeFactory()
    section = SectionFactory(forum=theme.forum)
    client.force_login(agent.user)
    new = f"/portal/company/{agent.company.uid}/clients/new/"
    assert client.post(new, {"name": ""}).status_code == 422
    assert client.post(new, {"name": "Tiny Labs", "country": "CN"}).status_code == 302
    mandate = Mandate.objects.select_related("client").get()
    page = client.get("/portal/launches/new/").content.decode()
    assert "Tiny Labs · through Bright Ink PR" in page
    fields = {
        "company": f"{mandate.client.uid}.{agent.company.uid}",
        "product": "Seed",
        "theme": theme.pk,
        "section": section.pk,
    }
    assert client.post("/portal/launches/new/", fields).status_code == 302
    entry = Launch.objects.get()
    assert (entry.company, entry.agency) == (mandate.client, agent.company)
    assert b"through Bright Ink PR" in client.get("/portal/").content
    where = f"/portal/company/{agent.company.uid}/mandates/{mandate.uid}"
    client.post(f"{where}/end/")
    assert Mandate.objects.get().ended_at is None
    client.post(f"{where}/invite/", {"email": "ceo@tiny.example"})
    letter = Invitation.objects.get()
    assert (letter.purpose, letter.company) == ("claim", mandate.client)
    revoke = f"/portal/company/{agent.company.uid}/invitations/{letter.uid}/revoke/"
    assert client.post(revoke)["Location"] == page_of(agent.company)
    letter.refresh_from_db()
    assert letter.revoked_at is not None


def test_a_company_that_is_not_a_client_cannot_be_chosen(client, owner, agent):
    theme = ThemeFactory()
    section = SectionFactory(forum=theme.forum)
    client.force_login(agent.user)
    for key in (owner.company.uid, f"{owner.company.uid}.{agent.company.uid}", "", "x" * 99):
        fields = {"company": key, "product": "Seed", "theme": theme.pk, "section": section.pk}
        assert client.post("/portal/launches/new/", fields).status_code == 422
    assert not Launch.objects.exists()


def test_an_entry_is_given_and_comes_back(client, owner, agent):
    letter = agencies.invite_agency(
        owner.company, email=agent.user.email, by=owner.user, at=clock.now()
    )
    mandate = agencies.accept(letter, agency=agent.company, by=agent.user, at=clock.now())
    entry, others = opened(owner), opened(MemberFactory(), "Canary")
    client.force_login(owner.user)
    where = f"/portal/company/{owner.company.uid}/mandates/{mandate.uid}"
    assert client.post(f"{where}/entrust/", {"entry": others.uid}).status_code == 404
    assert client.post(f"{where}/entrust/", {"entry": entry.uid}).status_code == 302
    assert b"your role is viewer" in client.get(f"/portal/launches/{entry.uid}/").content
    client.force_login(agent.user)
    assert b"<textarea" in client.get(f"/portal/launches/{entry.uid}/").content
    client.force_login(owner.user)
    client.post(f"{where}/end/")
    assert b"<textarea" in client.get(f"/portal/launches/{entry.uid}/").content
    client.force_login(agent.user)
    assert client.get(f"/portal/launches/{entry.uid}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_for_few_and_many(client, agent, count, django_assert_num_queries):
    for number in range(count):
        made = agencies.create_client(
            agent.company, name=f"Client {number}", by=agent.user, at=clock.now()
        )
        invitations.invite_to_take_over(
            made, email=f"n{number}@x.example", by=agent.user, at=clock.now()
        )
    assert Company.objects.count() == count + 1
    client.force_login(agent.user)
    client.get(page_of(agent.company))
    with django_assert_num_queries(QUERIES):
        client.get(page_of(agent.company))
