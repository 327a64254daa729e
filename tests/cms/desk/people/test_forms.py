"""People in Wagtail's settings have one name, which its forms keep."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from launches.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    person = UserFactory(is_superuser=True, is_staff=True, name="Ada")
    client.force_login(person)
    return person


def test_a_person_is_made_and_renamed(client, admin):
    form = {
        "email": "lin@people.example",
        "name": "林瑶 Lin Yao",
        "password1": "pass-word-1-long",
        "password2": "pass-word-1-long",
        "groups": [Group.objects.get(name="Editors").pk],
    }
    made = client.post(reverse("wagtailusers_users:add"), form)
    assert made.status_code == 302, made.context["form"].errors
    person = User.objects.get(email="lin@people.example")
    assert (person.name, [one.name for one in person.groups.all()]) == ("林瑶 Lin Yao", ["Editors"])
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    page = client.get(address)
    assert 'value="林瑶 Lin Yao"' in page.content.decode()
    assert not {"first_name", "last_name"} & set(page.context["form"].fields)
    form |= {"name": "O" * 151, "is_active": "on", "password1": "", "password2": ""}
    assert "150" in client.post(address, form).content.decode()
    assert client.post(address, form | {"name": "Lin"}).status_code == 302
    person.refresh_from_db()
    assert person.name == "Lin"


def test_ones_own_name_on_the_account_page(client, admin):
    address = reverse("wagtailadmin_account")
    page = client.get(address)
    form = {"name_email-name": "Ada Lovelace"}
    for name, value in initial(page).items():
        form.setdefault(name, value)
    assert client.post(address, form).status_code == 302
    admin.refresh_from_db()
    assert admin.name == "Ada Lovelace"


def initial(page) -> dict[str, object]:
    """What a browser would send of the page's other panels."""
    found = {}
    for tab in page.context["panels_by_tab"].values():
        for panel in tab:
            for field in panel.get_form():
                if (value := field.value()) not in (None, ""):
                    found[field.html_name] = value
    return found
