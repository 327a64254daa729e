"""A company's profile: languages, contacts that stay with the press, a logo that waits."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from PIL import Image

from launches import clock
from launches.domain import profile
from launches.enums import Reach, Role
from launches.errors import FileRefused, NotAllowed, UnveilError
from launches.files.arrivals import FromForm
from launches.models import EditionContacts
from tests.factories import MemberFactory, OutletFactory, key_of, launch, logo_for

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CANARY = "Zyzzyva"


@pytest.fixture
def owner():
    return MemberFactory(company__name="Huiling Medical")


@pytest.fixture
def press(db) -> dict[str, str]:
    return key_of(OutletFactory(name="Agency"), "press")


def contact(owner, reach, name):
    return profile.add_contact(
        owner.company, name=name, email="a@b.example", reach=reach, by=owner.user, at=clock.now()
    )


@pytest.mark.parametrize("state", ["approved", "released"])
def test_a_contact_for_press_reaches_press_alone(owner, press, client, state):
    contact(owner, Reach.PRESS, f"{CANARY} Press")
    contact(owner, Reach.PUBLIC, "Open Desk")
    entry = launch(state, company=owner.company)
    told = client.get(f"/api/v1/launches/{entry.uid}/", **press).json()
    names = [row["name"] for row in told["press_contacts"]]
    assert names == [f"{CANARY} Press"]
    edition = entry.editions.get()
    for text in (edition.document, edition.listing, edition.words):
        assert CANARY not in text
    doors = [
        f"/api/v1/launches/{entry.uid}/",
        f"/api/v1/launches/{entry.uid}/?lang=en",
        f"/api/v1/launches/{entry.uid}/?format=ninjs",
        "/api/v1/launches/",
        f"/launches/{entry.slug}/",
        "/feeds/launches.json",
        "/press/",
    ]
    pages = {door: client.get(door).content.decode() for door in doors}
    assert [door for door, page in pages.items() if CANARY in page] == []
    assert ["press_contacts" in pages[door] for door in doors[:2]] == [False, False]
    if state == "released":
        assert json.loads(pages[doors[0]])["company"]["contacts"][0]["name"] == "Open Desk"
        assert "Open Desk" in pages[f"/launches/{entry.slug}/"]


def test_an_edition_keeps_the_contacts_it_was_approved_with(owner, press, client):
    kept = contact(owner, Reach.PRESS, "First")
    entry = launch("approved", company=owner.company)
    profile.remove_contact(kept, by=owner.user, at=clock.now())
    contact(owner, Reach.PRESS, "Second")
    told = client.get(f"/api/v1/launches/{entry.uid}/", **press).json()
    assert [row["name"] for row in told["press_contacts"]] == ["First"]
    with pytest.raises(IntegrityError):
        EditionContacts.objects.update(contacts="[]")


def test_a_logo_opens_with_its_launch(owner, client, moment):
    logo = logo_for(owner.company)
    path = f"/files/{logo.uid}.png"
    moment.at(-60)
    entry = launch("approved", company=owner.company, at=clock.now(), opens_at=moment.T)
    moment.at(-1)
    assert client.get(path).status_code == 404
    moment.at(0)
    assert client.get(path).status_code == 200
    document = client.get(f"/api/v1/launches/{entry.uid}/").json()
    assert document["company"]["logo"]["href"] == path


def test_the_private_door_of_a_logo(owner, client):
    logo = logo_for(owner.company)
    path = f"/files/private/{logo.uid}.png"
    assert client.get(path).status_code == 404
    for user, status in (
        (owner.user, 200),
        (MemberFactory(company=owner.company, role=Role.VIEWER).user, 200),
        (MemberFactory().user, 404),
    ):
        client.force_login(user)
        assert client.get(path).status_code == status


def png(size=(400, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, "#c8310a80").save(out, "PNG")
    return out.getvalue()


def upload(data: bytes, name="logo.png") -> FromForm:
    return FromForm(SimpleUploadedFile(name, data))


def test_a_logo_passes_the_quarantine(owner):
    logo = profile.receive_logo(owner.company, upload=upload(png()), by=owner.user, at=clock.now())
    assert (logo.width, logo.height) == (400, 200)
    for data in (b"<html>", png((20, 20)), b""):
        with pytest.raises(FileRefused):
            profile.receive_logo(owner.company, upload=upload(data), by=owner.user, at=clock.now())
    assert owner.company.logos.count() == 1


def test_words_in_another_language_reach_its_readers(owner, client):
    profile.say_in(
        owner.company,
        language="zh-hans",
        name="辉灵医疗",
        boilerplate="我们做医疗。",
        by=owner.user,
        at=clock.now(),
    )
    entry = launch("released", company=owner.company)
    chinese = client.get(f"/launches/{entry.slug}/", HTTP_ACCEPT_LANGUAGE="zh-hans")
    english = client.get(f"/launches/{entry.slug}/", HTTP_ACCEPT_LANGUAGE="en")
    assert "我们做医疗。" in chinese.content.decode()
    assert "我们做医疗。" not in english.content.decode()
    listed = client.get("/api/v1/launches/?q=辉灵医疗").json()["results"]
    assert [row["company"]["texts"] for row in listed] == [{"zh-hans": {"name": "辉灵医疗"}}]


def test_only_owners_and_only_what_can_be_reached(owner):
    editor = MemberFactory(company=owner.company, role=Role.EDITOR)
    with pytest.raises(NotAllowed):
        contact(editor, Reach.PUBLIC, "Mine")
    with pytest.raises(UnveilError) as refused:
        profile.add_contact(owner.company, name="Silent", by=owner.user, at=clock.now())
    assert list(refused.value.fields) == ["email"]
    for number in range(profile.MOST_CONTACTS):
        contact(owner, Reach.PUBLIC, f"Contact {number}")
    with pytest.raises(UnveilError):
        contact(owner, Reach.PUBLIC, "One more")
