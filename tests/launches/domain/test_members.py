"""A company is never without an owner, whoever acts at the same time."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from launches import clock
from launches.domain import members, ownership
from launches.enums import Role
from launches.errors import AnotherAddress, InvitationOver, LastOwner, NotAllowed, UnveilError
from launches.models import AuditEntry, Company, Invitation, Member
from tests.factories import CompanyFactory, MemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def owner():
    return MemberFactory()


@pytest.fixture
def editor(owner):
    return MemberFactory(company=owner.company, role=Role.EDITOR)


def roles(company) -> dict[int, str]:
    return dict(company.memberships.values_list("user_id", "role"))


def test_an_owner_changes_roles_and_it_is_recorded(owner, editor):
    members.change_role(editor, role=Role.VIEWER, by=owner.user, at=clock.now())
    assert roles(owner.company) == {owner.user_id: "owner", editor.user_id: "viewer"}
    entry = AuditEntry.objects.get(verb="role_changed")
    assert (entry.before, entry.after, entry.detail["person"]) == (
        "editor",
        "viewer",
        editor.user_id,
    )


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_owners_decide_who_is_here(owner, editor, role):
    other = MemberFactory(company=owner.company, role=role)
    stranger = MemberFactory()
    for by in (other.user, stranger.user):
        with pytest.raises(NotAllowed):
            members.change_role(editor, role=Role.OWNER, by=by, at=clock.now())
        with pytest.raises(NotAllowed):
            members.remove(editor, by=by, at=clock.now())
        with pytest.raises(NotAllowed):
            ownership.offer(editor, by=by, at=clock.now())
    assert roles(owner.company)[editor.user_id] == "editor"


def test_the_last_owner_stays(owner, editor):
    with pytest.raises(LastOwner):
        members.leave(owner.company, by=owner.user, at=clock.now())
    with pytest.raises(LastOwner):
        members.remove(owner, by=owner.user, at=clock.now())
    with pytest.raises(LastOwner):
        members.change_role(owner, role=Role.EDITOR, by=owner.user, at=clock.now())
    members.leave(owner.company, by=editor.user, at=clock.now())
    assert roles(owner.company) == {owner.user_id: "owner"}


def test_an_unknown_role_is_refused(owner, editor):
    with pytest.raises(UnveilError):
        members.change_role(editor, role="emperor", by=owner.user, at=clock.now())


def test_the_ownership_is_offered_and_accepted(owner, editor):
    offer = ownership.offer(editor, by=owner.user, at=clock.now())
    assert roles(owner.company) == {owner.user_id: "owner", editor.user_id: "editor"}
    with pytest.raises(AnotherAddress):
        ownership.accept(offer, by=MemberFactory().user, at=clock.now())
    ownership.accept(offer, by=editor.user, at=clock.now())
    assert roles(owner.company) == {owner.user_id: "editor", editor.user_id: "owner"}
    with pytest.raises(InvitationOver):
        ownership.accept(offer, by=editor.user, at=clock.now())


def test_an_offer_is_void_when_either_has_gone(owner, editor):
    second = MemberFactory(company=owner.company)
    offer = ownership.offer(editor, by=owner.user, at=clock.now())
    members.leave(owner.company, by=owner.user, at=clock.now())
    with pytest.raises(InvitationOver):
        ownership.accept(offer, by=editor.user, at=clock.now())
    assert roles(owner.company) == {second.user_id: "owner", editor.user_id: "editor"}
    assert Invitation.objects.get().accepted_at is None


def in_threads(test):
    """Each thread has a connection of its own."""
    reason = "SQLite in memory gives threads one connection"
    return pytest.mark.django_db(transaction=True)(
        pytest.mark.skipif(connection.vendor == "sqlite", reason=reason)(test)
    )


def at_once(*acts) -> list[BaseException | None]:
    """Run the acts in threads that start together; what each raised."""
    start, raised = Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait()
        try:
            act()
        except BaseException as error:
            raised[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=row) for row in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return raised


@in_threads
def test_two_owners_who_leave_at_once_leave_one_behind():
    company = CompanyFactory()
    both = [MemberFactory(company=company) for _ in range(2)]
    raised = at_once(
        *(
            lambda one=one: members.leave(
                Company.objects.get(pk=company.pk), by=one.user, at=clock.now()
            )
            for one in both
        )
    )
    assert sorted(type(error).__name__ for error in raised) == ["LastOwner", "NoneType"]
    assert Member.objects.filter(company=company, role=Role.OWNER).count() == 1


@in_threads
def test_two_owners_who_remove_each_other_leave_one_behind():
    company = CompanyFactory()
    one, two = (MemberFactory(company=company) for _ in range(2))
    raised = at_once(
        lambda: members.remove(one, by=two.user, at=clock.now()),
        lambda: members.remove(two, by=one.user, at=clock.now()),
    )
    assert sorted(type(error).__name__ for error in raised) == ["NoneType", "NotAllowed"]
    assert Member.objects.filter(company=company, role=Role.OWNER).count() == 1
