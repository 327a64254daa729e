"""People are erased from the desk, never deleted."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from launches.models import AuditEntry, User
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


def test_a_person_is_erased_by_typing_the_address(client, admin):
    person = MemberFactory(user=UserFactory(name="Zyzzyva Quux")).user
    address = reverse("record:erase", args=[person.pk])
    assert "They leave" in client.get(address).content.decode()
    wrong = client.post(address, {"reason": "Asked.", "address": "other@people.example"})
    assert (wrong.status_code, "This is not the address" in wrong.content.decode()) == (422, True)
    assert client.post(address, {"reason": "Asked.", "address": person.email}).status_code == 302
    assert User.objects.get(pk=person.pk).name.startswith("Erased person")
    assert "erased already" in client.get(address).content.decode()
    row = AuditEntry.objects.get(verb="person_erased")
    assert (row.actor, row.door) == (admin, "desk")


def test_a_refusal_stands_at_its_field(client, admin):
    person = UserFactory(name="Zyzzyva Quux")
    address = reverse("record:erase", args=[person.pk])
    answer = client.post(address, {"reason": "Quux, Zyzzyva Quux", "address": person.email})
    assert answer.status_code == 409
    assert "It must not name the person" in answer.content.decode()
    assert "Quux, Zyzzyva Quux" in answer.content.decode()


def test_only_those_with_the_right(client, desk_user):
    person = UserFactory()
    for name in ("Chief editors", "Auditors", "Editors"):
        client.force_login(desk_user(name))
        address = reverse("record:erase", args=[person.pk])
        assert client.get(address).status_code in (302, 403), name
        assert client.post(address, {"reason": "x", "address": person.email}).status_code != 200
    assert User.objects.get(pk=person.pk).name == person.name


def test_wagtail_deletes_nobody(client, admin):
    person = UserFactory()
    client.post(reverse("wagtailusers_users:delete", args=[person.pk]))
    bulk = reverse("wagtail_bulk_action", args=["launches", "user", "delete"])
    client.post(f"{bulk}?id={person.pk}", {"next": "/cms/"})
    assert User.objects.filter(pk=person.pk).exists()


def test_a_change_of_roles_is_audited_with_who_made_it(client, admin):
    person = UserFactory(is_staff=True)
    groups = [str(Group.objects.get(name=name).pk) for name in ("Editors", "Translators")]
    data = {"email": person.email, "name": person.name, "is_active": "on", "groups": groups}
    data |= {"first_name": "x", "last_name": "y"}
    answer = client.post(reverse("wagtailusers_users:edit", args=[person.pk]), data)
    assert answer.status_code == 302, answer.context["form"].errors
    row = AuditEntry.objects.filter(verb="roles_changed").latest("pk")
    assert (row.actor, row.detail["person"], row.detail["roles"], row.door) == (
        admin,
        person.pk,
        ["Editors", "Translators"],
        "desk",
    )
