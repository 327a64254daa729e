"""Letting colleagues in, through the portal's pages and letters."""

import re
from datetime import timedelta

import pytest

from launches import clock
from launches.domain import delivery, invitations
from launches.enums import Role
from launches.models import Invitation, Member
from tests.factories import CompanyFactory, MemberFactory, UserFactory

QUERIES = 9


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://unveil.example"


def invite(client, company, email="new@huiling.example", role="viewer"):
    return client.post(f"/portal/company/{company.uid}/people/", {"email": email, "role": role})


def path_in(mail) -> str:
    return re.search(r"https://unveil.example(/portal/invitations/\S+/)", mail.body)[1]


def test_from_the_letter_to_the_company(client, signed, owner, mailoutbox):
    owner.company.name = "Huiling <b>& Co"
    owner.company.save()
    assert invite(signed, owner.company).status_code == 302
    delivery.deliver(at=clock.now())
    letter = mailoutbox[0]
    assert (letter.to, letter.subject) == (["new@huiling.example"], "An invitation")
    assert "Huiling <b>& Co" in letter.body
    assert "Huiling &lt;b&gt;&amp; Co" in letter.alternatives[0].content
    path = path_in(letter)
    client.logout()
    page = client.get(path)
    assert page.status_code == 200
    assert b"Huiling &lt;b&gt;&amp; Co" in page.content
    assert b"<b>" not in page.content
    assert f"/accounts/signup/?next={path}" in page.content.decode()
    person = UserFactory(email="new@huiling.example")
    client.force_login(person)
    assert client.post(path)["Location"] == "/portal/"
    assert Member.objects.get(user=person).role == "viewer"
    assert client.get(path).status_code == 410


def test_sent_again_and_withdrawn(signed, owner, mailoutbox, time_machine):
    invite(signed, owner.company)
    delivery.deliver(at=clock.now())
    found = Invitation.objects.get()
    where = f"/portal/company/{owner.company.uid}/invitations/{found.uid}"
    time_machine.move_to(clock.now() + timedelta(seconds=61))
    assert signed.post(f"{where}/resend/").status_code == 302
    delivery.deliver(at=clock.now())
    first, second = (path_in(mail) for mail in mailoutbox)
    assert (signed.get(first).status_code, signed.get(second).status_code) == (404, 200)
    invite(signed, owner.company, "other@huiling.example")
    Invitation.objects.filter(email="other@huiling.example").update(revoked_at=clock.now())
    assert delivery.deliver(at=clock.now()) == 0  # its link is over, so it is not sent
    signed.post(f"{where}/revoke/")
    assert signed.get(second).status_code == 410
    assert signed.post(second).status_code == 410
    assert b"new@huiling.example" not in signed.get(f"/portal/company/{owner.company.uid}/people/")


def test_somebody_else_confirms_that_it_is_meant(client, owner):
    found = invitations.invite(
        owner.company, email="new@x.example", role=Role.EDITOR, by=owner.user, at=clock.now()
    )
    other = UserFactory()
    client.force_login(other)
    path = f"/portal/invitations/{invitations.token_of(found)}/"
    page = client.get(path).content.decode()
    assert "n…@x.example" in page
    assert "new@x.example" not in page
    assert client.post(path).status_code == 422
    assert client.post(path, {"confirmed": "yes"}).status_code == 302
    assert Member.objects.get(user=other).role == "editor"


def test_who_signs_in_with_the_invited_address_is_shown_the_way(client, owner):
    found = invitations.invite(
        owner.company, email="new@x.example", role=Role.EDITOR, by=owner.user, at=clock.now()
    )
    person = UserFactory(email="new@x.example")
    client.force_login(person)
    path = f"/portal/invitations/mine/{found.uid}/"
    assert path.encode() in client.get("/portal/company/new/").content
    client.force_login(UserFactory())
    assert client.get(path).status_code == 404
    client.force_login(person)
    assert client.post(path, {"decline": "yes"}).status_code == 302
    assert client.get(path).status_code == 404
    assert not person.memberships.exists()


def test_an_answer_tells_nothing_of_who_has_an_account(signed, owner):
    UserFactory(email="known@x.example")
    one = invite(signed, owner.company, "known@x.example")
    two = invite(signed, owner.company, "nobody@x.example")
    assert (one.status_code, one["Location"]) == (two.status_code, two["Location"])
    page = signed.get(one["Location"]).content.decode()
    rows = re.findall(r'<li class="people__row">.*?</li>', page, re.DOTALL)[1:]
    plain = {re.sub(r'known|nobody|value="\w+"|/\w{16}/', "", row) for row in rows}
    assert len(rows) == 2
    assert len(plain) == 1


def test_bad_input_is_kept_and_named(signed, owner):
    answer = invite(signed, owner.company, "not an address", "emperor")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="not an address"' in page
    assert set(answer.context["form"].errors) == {"email", "role"}
    assert invite(signed, owner.company, "a\0@b.example").status_code == 422


def test_an_editor_sees_names_and_no_addresses_or_invitations(client, owner):
    invitations.invite(
        owner.company, email="new@x.example", role=Role.EDITOR, by=owner.user, at=clock.now()
    )
    editor = MemberFactory(company=owner.company, role=Role.EDITOR)
    client.force_login(editor.user)
    page = client.get(f"/portal/company/{owner.company.uid}/people/").content.decode()
    assert owner.user.name in page
    assert owner.user.email not in page
    assert "new@x.example" not in page
    assert invite(client, owner.company).status_code == 422
    where = f"/portal/company/{owner.company.uid}/people/{editor.uid}"
    client.post(f"{where}/role/", {"role": "owner"})
    assert Member.objects.get(pk=editor.pk).role == "editor"


def test_acts_of_an_owner(signed, owner):
    editor = MemberFactory(company=owner.company, role=Role.EDITOR)
    where = f"/portal/company/{owner.company.uid}"
    signed.post(f"{where}/people/{editor.uid}/role/", {"role": "viewer"})
    assert Member.objects.get(pk=editor.pk).role == "viewer"
    signed.post(f"{where}/people/{editor.uid}/offer/")
    assert Invitation.objects.get().purpose == "ownership"
    answer = signed.post(f"{where}/leave/", follow=True)
    assert b"The company needs an owner" in answer.content
    signed.post(f"{where}/people/{editor.uid}/remove/")
    assert [row.pk for row in owner.company.memberships.all()] == [owner.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_for_few_and_many(signed, owner, count, django_assert_num_queries):
    for number in range(count):
        MemberFactory(company=owner.company, role=Role.EDITOR)
        invitations.invite(
            owner.company,
            email=f"n{number}@x.example",
            role=Role.EDITOR,
            by=owner.user,
            at=clock.now(),
        )
    path = f"/portal/company/{owner.company.uid}/people/"
    signed.get(path)
    with django_assert_num_queries(QUERIES):
        signed.get(path)


def test_a_person_of_two_companies_finds_both_by_name(signed, owner):
    other = MemberFactory(user=owner.user, company=CompanyFactory(name="Second & Sons"))
    page = signed.get("/portal/").content.decode()
    for company in (owner.company, other.company):
        assert f"/portal/company/{company.uid}/" in page
    assert "Second &amp; Sons" in page
