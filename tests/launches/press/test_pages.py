"""The outlets' door: what its people see and do, and what another outlet's never do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from launches import clock
from launches.domain import newsrooms
from launches.enums import OutletRole, OutletState
from launches.models import Outlet, OutletKey, PressAlert
from tests.factories import OutletMemberFactory, UserFactory, key_of, launch, terms_for
from tests.launches.files.hostile import pdf

pytestmark = pytest.mark.django_db


def url(name: str, *args: str) -> str:
    return reverse(f"press:{name}", args=args)


@pytest.fixture
def member(client):
    found = OutletMemberFactory()
    client.force_login(found.user)
    return found


def application(**changes) -> dict:
    return {
        "name": "Le Jour",
        "country": "FR",
        "website": "lejour.example",
        "contact": "desk@lejour.example",
        "about": "A daily.",
        "version": "1",
        "accept": "on",
        "evidence": SimpleUploadedFile("card.pdf", pdf()),
        **changes,
    }


def test_the_way_in_begins_with_an_account(client):
    for name in ("start", "apply", "accreditation", "keys", "people"):
        answer = client.get(url(name))
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/accounts/login/")


def test_somebody_applies_and_sees_where_it_stands(client):
    terms_for()
    client.force_login(UserFactory())
    assert client.get(url("keys")).url == url("start")
    assert "Keep the embargo." in client.get(url("apply")).content.decode()
    answer = client.post(url("apply"), application(), follow=True)
    assert answer.redirect_chain == [(url("accreditation"), 302)]
    assert Outlet.objects.get().website == "https://lejour.example"
    assert "Applied, not decided" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("accept", ""),
        ("evidence", b"MZ program"),
        ("website", "no address"),
        ("contact", "nobody"),
        ("country", "XX"),
        ("name", ""),
        ("name", "a\0b"),
    ],
)
def test_a_wrong_application_is_refused_at_its_field_and_kept(client, field, value):
    terms_for()
    client.force_login(UserFactory())
    if field == "evidence":
        value = SimpleUploadedFile("card.pdf", value)
    answer = client.post(url("apply"), application(**{field: value}))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert "A daily." in answer.content.decode()
    assert not Outlet.objects.exists()


def test_without_terms_nobody_applies(client):
    client.force_login(UserFactory())
    assert "has not published its terms" in client.get(url("apply")).content.decode()
    assert client.post(url("apply"), application(version="0")).status_code == 422
    assert not Outlet.objects.exists()


def test_a_key_is_shown_once(client, member):
    said = {"name": "mirror", "scope": "press", "networks": "192.0.2.0/24\n2001:db8::/32"}
    page = client.post(url("keys"), said)
    key = OutletKey.objects.get()
    token = page.context["token"]
    assert token in page.content.decode()
    assert key.networks == ["192.0.2.0/24", "2001:db8::/32"]
    assert "no-store" in page["Cache-Control"]
    again = client.get(url("keys")).content.decode()
    assert token not in again
    assert key.prefix in again


def test_a_replaced_key_and_a_revoked_one(client, member):
    key_of(member.outlet, "press")
    key = OutletKey.objects.get()
    wrong = client.post(url("rotate", key.prefix), {f"{key.prefix}-hours": "9999"})
    assert (wrong.status_code, OutletKey.objects.count()) == (302, 1)
    page = client.post(url("rotate", key.prefix), {f"{key.prefix}-hours": "2"})
    assert page.context["token"].startswith("unv_")
    client.post(url("revoke", key.prefix))
    key.refresh_from_db()
    assert key.revoked_at is not None


@pytest.mark.parametrize("networks", ["nowhere", "192.0.2.0/99", "192.0.2.1\n" * 60 + "x"])
def test_wrong_addresses_are_refused_at_their_field(client, member, networks):
    page = client.post(url("keys"), {"name": "x", "scope": "press", "networks": networks})
    assert (page.status_code, set(page.context["form"].errors)) == (422, {"networks"})
    assert not OutletKey.objects.exists()


def test_another_outlets_things_are_absent(client, member):
    other = OutletMemberFactory()
    key_of(other.outlet, "press", name="Canary key")
    prefix = OutletKey.objects.get().prefix
    place = newsrooms.invite(
        other.outlet, email="a@b.example", role="journalist", by=other.user, at=clock.now()
    )
    for address in (
        url("revoke", prefix),
        url("rotate", prefix),
        url("person-remove", other.uid),
        url("invitation-withdraw", place.uid),
        url("join", place.uid),
    ):
        assert client.post(address).status_code == 404
    page = client.get(url("keys") + f"?outlet={other.outlet.uid}").content.decode()
    assert "Canary key" not in page
    assert other.outlet.name not in page


def test_a_place_that_is_withdrawn_while_it_is_taken_is_refused_in_words(client, monkeypatch):
    """The page was read before, the place is asked for after."""
    member, guest, join = OutletMemberFactory(), UserFactory(), newsrooms.join
    place = newsrooms.invite(
        member.outlet, email=guest.email, role="journalist", by=member.user, at=clock.now()
    )

    def late(invitation, **said):
        newsrooms.take_back(invitation, by=member.user, at=clock.now())
        return join(invitation, **said)

    monkeypatch.setattr(newsrooms, "join", late)
    client.force_login(guest)
    answer = client.post(url("join", place.uid), follow=True)
    assert answer.redirect_chain == [(url("start"), 302)]
    assert [one.level_tag for one in answer.context["messages"]] == ["error"]
    assert not member.outlet.memberships.filter(user=guest).exists()


def test_a_journalist_makes_no_key(client):
    client.force_login(OutletMemberFactory(role=OutletRole.JOURNALIST).user)
    assert client.post(url("keys"), {"name": "x", "scope": "press"}).status_code == 422
    assert not OutletKey.objects.exists()


def test_whoever_has_two_outlets_chooses(client, member):
    second = OutletMemberFactory(user=member.user, outlet__name="Zeitung")
    assert client.get(url("keys")).context["outlet"] == member.outlet
    client.get(url("keys") + f"?outlet={second.outlet.uid}")
    assert client.get(url("keys")).context["outlet"] == second.outlet


def test_the_state_is_said(client, member):
    Outlet.objects.update(state=OutletState.SUSPENDED)
    page = client.get(url("accreditation")).content.decode()
    assert "Suspended" in page
    assert "You read what is public" in page


def test_the_keys_ask_the_same_for_one_and_three(client, member, django_assert_num_queries):
    key_of(member.outlet, "press")
    client.get(url("keys"))
    for _more in range(2):
        with django_assert_num_queries(10):
            client.get(url("keys"))
        key_of(member.outlet, "press", by=member.user)
        key_of(member.outlet, "press", by=member.user)


def test_an_alert_is_made_from_a_search_and_ended(client, member):
    assert 'value="robots"' in client.get(url("alerts") + "?q=robots").content.decode()
    said = {"name": "Robots", "q": "robots", "cadence": "daily"}
    assert client.post(url("alerts"), said).status_code == 302
    made = PressAlert.objects.get()
    assert (made.asked, made.user) == ({"q": "robots", "theme": "", "country": ""}, member.user)
    other = OutletMemberFactory(outlet=member.outlet)
    client.force_login(other.user)
    assert client.post(url("alert-end", made.uid)).status_code == 404
    client.force_login(member.user)
    assert client.post(url("alert-end", made.uid)).status_code == 302
    assert not PressAlert.objects.exists()
    assert client.post(url("alerts"), {**said, "theme": "none"}).status_code == 422


def test_use_is_counted_by_day(client, member, moment):
    now = moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    client.get("/api/v1/launches/", **key_of(member.outlet, "press"))
    client.get(f"/press/room/{entry.uid}/")
    day, keyed, room, *_bars = client.get(url("use")).context["bars"][-1]
    assert (day, keyed, room) == (f"{now:%Y-%m-%d}", 1, 1)
