"""Wagtail's own doors stay shut for launches."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from cms.desk.roles import ON_PAGES, ROLES
from cms.desk.setup import furnish
from cms.models import LaunchIndexPage, LaunchPage
from launches.errors import NotAllowed
from tests.factories import MemberFactory, UserFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db):
    return UserFactory(is_superuser=True, is_staff=True)


def test_nobody_publishes_a_page(client, admin):
    page = entry("submitted")
    with pytest.raises(NotAllowed):
        page.get_latest_revision().publish(user=admin)
    page.live = True
    with pytest.raises(NotAllowed):
        page.save()
    client.force_login(admin)
    for name in ("unpublish", "delete", "move", "copy"):
        answer = client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
        assert answer.status_code in (302, 403, 404), name
    assert LaunchPage.objects.filter(pk=page.pk, live=False).exists()


def test_a_forged_publish_in_the_editor_only_saves(client, admin):
    page = entry("submitted")
    client.force_login(admin)
    data = edit_form(client, page) | {"action-publish": "1", "go_live_at": "2020-01-01 00:00"}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    page.refresh_from_db()
    assert (page.live, page.go_live_at) == (False, None)


def test_a_page_is_never_served(client, admin):
    page = entry("submitted")
    client.force_login(admin)
    for path in (f"/entries/{page.slug}/", "/entries/", f"/launches/{page.slug}/"):
        assert client.get(path).status_code == 404, path


def test_companies_do_not_reach_the_admin(client):
    member = MemberFactory()
    page = entry("submitted", owner=member)
    client.force_login(member.user)
    for path in (
        "/cms/",
        "/cms/desk/",
        reverse("desk:review", args=[page.launch.uid]),
        reverse("desk:act", args=[page.launch.uid, "pass"]),
        reverse("desk:preview", args=[page.launch.uid, "press"]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ):
        assert client.get(path).status_code in (302, 403), path


def test_a_second_editor_is_told_who_was_first_and_keeps_the_text(client, admin):
    page = entry("submitted")
    first = UserFactory(name="Ada First", is_superuser=True, is_staff=True)
    client.force_login(admin)
    data = edit_form(client, page)
    page.save_revision(user=first)
    data["texts-0-headline"] = "Typed by the second"
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Ada First saved a newer version" in text
    assert "Typed by the second" in text
    latest = LaunchPage.objects.get(pk=page.pk).get_latest_revision()
    assert latest.user == first


def test_an_editor_saves_words_and_the_domain_knows(client, admin):
    page = entry("submitted")
    client.force_login(admin)
    data = edit_form(client, page) | {"texts-0-headline": "A better headline"}
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert answer.status_code == 302, answer.context["form"].errors
    page.launch.refresh_from_db()
    latest = LaunchPage.objects.get(pk=page.pk).get_latest_revision()
    assert page.launch.last_editor == admin
    assert page.launch.latest_revision == latest.pk
    assert latest.as_object().content().words[0].headline == "A better headline"


def test_the_editor_offers_no_other_launchs_files(client, admin):
    other, page = entry("submitted", product="Other"), entry("submitted")
    client.force_login(admin)
    data = edit_form(client, page)
    data["placed_materials-0-material"] = other.launch.materials.get().pk
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert answer.status_code == 200
    assert "Select a valid choice" in answer.content.decode()


def test_launches_are_not_made_in_the_tree(client, admin):
    client.force_login(admin)
    index = LaunchIndexPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["cms", "launchpage", index.pk])
    assert client.get(address).status_code in (302, 403, 404)


@pytest.mark.parametrize("group", list(ROLES))
def test_every_group_of_a_fresh_database_has_its_rights_and_no_others(group):
    found = Group.objects.get(name=group)
    rights = set(found.permissions.values_list("codename", flat=True))
    assert rights == {*ROLES[group], "access_admin"}
    pages = found.page_permissions.values_list("page__slug", "permission__codename")
    assert list(pages) == ([("home", "change_page")] if group in ON_PAGES else [])
    assert not found.collection_permissions.exists()


def test_editors_alone_reach_the_desk(client):
    page = entry("submitted")
    person = UserFactory()
    person.groups.set(Group.objects.filter(name="Editors"))
    client.force_login(person)
    assert client.get("/cms/desk/").status_code == 200
    assert client.get(reverse("desk:review", args=[page.launch.uid])).status_code == 200


def test_a_migration_leaves_an_organisers_own_rights(db):
    group = Group.objects.get(name="Editors")
    group.permissions.remove(Permission.objects.get(codename="access_admin"))
    furnish()
    assert set(group.permissions.values_list("codename", flat=True)) == set(ROLES["Editors"])


def edit_form(client, page) -> dict[str, object]:
    """What a browser would post back unchanged."""
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    form = answer.context["form"]
    data = {"loaded_revision_id": page.get_latest_revision().pk}
    data["loaded_revision_created_at"] = page.get_latest_revision().created_at.isoformat()
    forms = [form]
    for formset in form.formsets.values():
        forms += [formset.management_form, *formset.forms]
    for one in forms:
        for bound in one:
            value = bound.value()
            if bound.name in ("body", "press_release"):
                value = '{"entityMap": {}, "blocks": []}'
            if value is not None:
                data[bound.html_name] = value
    return data


@pytest.mark.parametrize(
    "path",
    [
        "/documents/1/plan.pdf",
        "/images/abc/1/original/",
        "/cms-media-closed/original_images/plan.jpg",
        "/media/original_images/plan.jpg",
        "/api/v2/pages/",
        "/api/v2/images/",
        "/api/v3/pages/",
        "/admin/",
    ],
)
def test_wagtails_public_doors_do_not_exist(client, admin, path):
    client.force_login(admin)
    assert client.get(path).status_code == 404


def test_no_page_can_be_scheduled(client, admin):
    from cms.models import ContentPage, HomePage

    client.force_login(admin)
    for page in (HomePage.objects.get(), ContentPage.objects.first()):
        form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
        assert not {"go_live_at", "expire_at"} & set(form.fields)
