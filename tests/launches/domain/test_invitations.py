"""Letters that let people in: once, in time, and only who is meant."""

import hashlib
from datetime import timedelta

import pytest

from launches import clock
from launches.domain import invitations
from launches.enums import Purpose, Role
from launches.errors import AnotherAddress, InvitationOver, NotAllowed, UnveilError
from launches.models import Invitation, Member
from tests.factories import CompanyFactory, MemberFactory, UserFactory

from .test_members import at_once, in_threads

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def owner():
    return MemberFactory()


def letter(owner, email="new@huiling.example", role=Role.EDITOR, at=None) -> Invitation:
    at = at or clock.now()
    return invitations.invite(owner.company, email=email, role=role, by=owner.user, at=at)


def test_an_invited_person_joins_with_the_role_that_was_offered(owner):
    person = UserFactory(email="new@huiling.example")
    found = letter(owner, email=" New@Huiling.example ")
    assert invitations.accept(found, by=person, at=clock.now()) == owner.company
    member = Member.objects.get(user=person)
    assert (member.company, member.role) == (owner.company, "editor")


def test_the_database_knows_only_a_hash_of_what_the_letter_says(owner):
    found = letter(owner)
    token = invitations.token_of(found)
    assert len(token) == 43
    assert found.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert invitations.find(token) == found
    columns = Invitation.objects.filter(pk=found.pk).values().get()
    assert token not in str(columns)
    for wrong in ("", token[:-1], token + "x", "\ud800", "\0"):
        with pytest.raises(Invitation.DoesNotExist):
            invitations.find(wrong)


def test_another_address_has_to_say_that_it_is_meant(owner):
    other = UserFactory()
    found = letter(owner)
    with pytest.raises(AnotherAddress):
        invitations.accept(found, by=other, at=clock.now())
    assert not Member.objects.filter(user=other).exists()
    invitations.accept(found, by=other, at=clock.now(), confirmed=True)
    assert Member.objects.get(user=other).role == "editor"


def test_an_address_that_is_not_verified_does_not_count(owner):
    person = UserFactory(email="new@huiling.example")
    person.emailaddress_set.update(verified=False)
    with pytest.raises(AnotherAddress):
        invitations.accept(letter(owner), by=person, at=clock.now())


def test_a_letter_works_once_until_its_last_second(owner, moment):
    person = UserFactory(email="new@huiling.example")
    found = letter(owner, at=moment.at(0))
    end = found.expires_at
    assert end == moment.T + timedelta(days=14)
    with pytest.raises(InvitationOver):
        invitations.accept(found, by=person, at=end)
    invitations.accept(found, by=person, at=end - timedelta(seconds=1))
    with pytest.raises(InvitationOver):
        invitations.accept(found, by=UserFactory(), at=moment.T, confirmed=True)


def test_sent_again_the_first_link_is_dead(owner, moment):
    found = letter(owner, at=moment.at(0))
    first = invitations.token_of(found)
    with pytest.raises(UnveilError):
        invitations.resend(found, by=owner.user, at=moment.at(30))
    again = invitations.resend(found, by=owner.user, at=moment.at(60))
    assert again.expires_at == moment.T + timedelta(seconds=60, days=14)
    with pytest.raises(Invitation.DoesNotExist):
        invitations.find(first)
    with pytest.raises(InvitationOver):  # read from the first letter a moment before
        invitations.accept(found, by=UserFactory(), at=moment.at(61), confirmed=True)
    assert invitations.find(invitations.token_of(again)).times_sent == 2


def test_a_withdrawn_letter_is_worth_nothing(owner):
    found = letter(owner)
    invitations.revoke(found, by=owner.user, at=clock.now())
    with pytest.raises(InvitationOver):
        invitations.accept(found, by=UserFactory(), at=clock.now(), confirmed=True)
    with pytest.raises(InvitationOver):
        invitations.resend(found, by=owner.user, at=clock.now())
    assert letter(owner).is_open(at=clock.now())  # and the address can be invited again


def test_only_owners_invite_resend_and_withdraw(owner):
    found = letter(owner)
    editor = MemberFactory(company=owner.company, role=Role.EDITOR)
    for by in (editor.user, MemberFactory().user):
        with pytest.raises(NotAllowed):
            invitations.invite(
                owner.company, email="x@y.example", role=Role.VIEWER, by=by, at=clock.now()
            )
        with pytest.raises(NotAllowed):
            invitations.revoke(found, by=by, at=clock.now())
        with pytest.raises(NotAllowed):
            invitations.resend(found, by=by, at=clock.now())


@pytest.mark.parametrize("email", ["", "no address", "a@b", "a@b.example\0", "\ud800@b.example"])
def test_what_is_no_address_is_said_at_the_field(owner, email):
    with pytest.raises(UnveilError) as refused:
        letter(owner, email=email)
    assert list(refused.value.fields) == ["email"]


def test_who_is_in_and_who_is_invited_is_not_invited_twice(owner):
    letter(owner)
    for email in ("new@huiling.example", owner.user.email.upper()):
        with pytest.raises(UnveilError) as refused:
            letter(owner, email=email)
        assert list(refused.value.fields) == ["email"]
    assert Invitation.objects.count() == 1


def test_open_invitations_and_letters_a_day_are_capped(owner, moment, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_WAITING", 3)
    monkeypatch.setattr(invitations, "MOST_A_DAY", 4)
    at = moment.at(0)
    sent = [letter(owner, email=f"n{number}@x.example", at=at) for number in range(3)]
    with pytest.raises(UnveilError, match="cannot be done"):
        letter(owner, email="one@more.example", at=at)
    invitations.revoke(sent[0], by=owner.user, at=at)
    letter(owner, email="one@more.example", at=at)
    invitations.revoke(sent[1], by=owner.user, at=at)
    with pytest.raises(UnveilError):  # withdrawing does not make room for more letters today
        letter(owner, email="two@more.example", at=at)
    later = at + timedelta(days=1, seconds=1)
    assert letter(owner, email="two@more.example", at=later)


def test_somebody_is_invited_to_take_over_a_company_that_nobody_claimed():
    company, at = CompanyFactory(), clock.now()
    found = invitations.invite_to_take_over(company, email="ceo@new.example", by=None, at=at)
    assert (found.purpose, found.role) == (Purpose.CLAIM, "owner")
    chief = UserFactory(email="ceo@new.example")
    invitations.accept(found, by=chief, at=at)
    assert company.memberships.get().role == "owner"
    with pytest.raises(UnveilError):
        invitations.invite_to_take_over(company, email="two@new.example", by=None, at=at)
    with pytest.raises(NotAllowed):
        invitations.invite_to_take_over(company, email="two@new.example", by=chief, at=at)


def test_of_two_letters_to_take_over_the_first_wins():
    company, at = CompanyFactory(), clock.now()
    sent = [
        invitations.invite_to_take_over(company, email=f"{name}@new.example", by=None, at=at)
        for name in ("one", "two")
    ]
    invitations.accept(sent[0], by=UserFactory(email="one@new.example"), at=at)
    with pytest.raises(InvitationOver):
        invitations.accept(sent[1], by=UserFactory(email="two@new.example"), at=at)
    assert company.memberships.count() == 1


@in_threads
def test_two_who_use_one_letter_at_once_are_one_member():
    owner = MemberFactory()
    found = letter(owner)
    people = [UserFactory() for _ in range(2)]
    raised = at_once(
        *(
            lambda one=one: invitations.accept(
                Invitation.objects.get(pk=found.pk), by=one, at=clock.now(), confirmed=True
            )
            for one in people
        )
    )
    assert sorted(type(error).__name__ for error in raised) == ["InvitationOver", "NoneType"]
    assert owner.company.memberships.count() == 2
