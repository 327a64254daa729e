"""After approval a file is proposed, seen beside what it would replace, and decided on the desk."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.models import LaunchPage
from launches import clock
from launches.domain import proposals, release
from launches.enums import Door, FileState, Slot
from launches.errors import FileRefused, NoSuchTransition, NotAllowed
from launches.models import Launch, Material
from launches.portal import filing, proposing
from launches.queries.leftovers import leftovers
from tests.factories import MemberFactory, UserFactory, material_for
from tests.factories.page import entry as page_of

from .conftest import picture

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def approved(owner) -> Launch:
    launch = Launch.objects.get(pk=page_of("in_review", owner=owner).launch.pk)
    said = {"revision": launch.latest_revision, "content": LaunchPage.latest_of(launch).content()}
    release.approve(launch, **said, by=UserFactory(releaser=True), at=clock.now())
    launch.refresh_from_db()
    return launch


def address(launch) -> str:
    return f"/portal/launches/{launch.uid}/proposal/"


def propose(client, launch, **fields):
    return client.post(address(launch), {"revision": launch.latest_revision, **fields})


def placed(launch) -> dict[str, str]:
    """{public id of a file: its description} on the latest page."""
    rows = LaunchPage.latest_of(launch).placed_materials.all()
    return {row.material.uid: row.alt for row in rows}


def at_the_desk(client):
    user = UserFactory(is_staff=True, is_superuser=True, reviewer=True)
    client.force_login(user)


def accept(client, launch):
    page = client.get(f"/cms/desk/{launch.uid}/proposal/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    return client.post(f"/cms/desk/{launch.uid}/proposal/", {"decision": "accept", "seen": seen})


def test_another_picture_is_proposed_worded_seen_side_by_side_and_accepted(
    signed, approved, client
):
    before, [old] = placed(approved), placed(approved)
    edition = approved.editions.get()
    files = set(edition.files.values_list("material_uid", flat=True))
    assert propose(signed, approved, **{"file.hero": picture()}).status_code == 302
    new = Material.objects.exclude(uid=old).get()
    waiting = proposals.open_of(approved)
    assert (waiting.put, waiting.gone, waiting.values) == ([new.uid], [], {})
    assert placed(approved) == before  # nothing has changed by itself
    page = signed.get(address(approved)).content.decode()
    alt = f"materials.{new.uid}.alt"
    assert f'name="{alt}"' in page
    assert page.count(f'name="put" value="{new.uid}"') == 1
    again = propose(signed, approved, put=new.uid, **{alt: "The new heart"})
    assert again.status_code == 302
    assert proposals.open_of(approved).values == {alt: "The new heart"}
    at_the_desk(client)
    desk = client.get(f"/cms/desk/{approved.uid}/proposal/").content.decode()
    now, proposed = desk.split("<figcaption>")[1:3]
    assert f"/files/private/{old}." in now
    assert f"/files/private/{new.uid}." in proposed
    assert accept(client, approved).status_code == 302
    latest = LaunchPage.latest_of(approved)
    assert (placed(approved), latest.door) == ({new.uid: "The new heart"}, Door.PROPOSAL)
    assert set(approved.editions.get().files.values_list("material_uid", flat=True)) == files
    approved.refresh_from_db()
    assert approved.approved_revision < approved.latest_revision


def test_a_file_is_taken_off_by_a_proposal_and_one_more_is_added(signed, approved, client):
    [hero] = placed(approved)
    answer = propose(signed, approved, gone=[hero, "x"], **{"file.gallery": picture()})
    assert answer.status_code == 302
    waiting = proposals.open_of(approved)
    assert (waiting.gone, len(waiting.put)) == ([hero], 1)
    page = signed.get(address(approved)).content.decode()
    assert f'name="gone" value="{hero}" form="editor" checked' in page
    at_the_desk(client)
    accept(client, approved)
    assert set(placed(approved)) == set(waiting.put)


def test_dropped_from_the_proposal_again(signed, approved):
    propose(signed, approved, note="Mind", **{"file.gallery": [picture(), picture((1600, 900))]})
    one, two = proposals.open_of(approved).put
    propose(signed, approved, put=[one, two], drop=one)
    assert proposals.open_of(approved).put == [two]


def test_what_is_refused_is_named_and_nothing_that_came_is_lost(signed, approved):
    bad = SimpleUploadedFile("fake.jpg", b"<html>")
    fields = {"texts.en.headline": "x" * 201, "file.hero": bad, "file.gallery": picture()}
    answer = propose(signed, approved, **fields, note="Why")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert set(answer.context["sheet"].errors) == {"texts.en.headline", "materials.hero"}
    assert "fake.jpg" in page
    assert "x" * 201 in page
    came = Material.objects.get(slot=Slot.GALLERY)
    assert f'name="put" value="{came.uid}"' in page
    assert not proposals.open_of(approved)
    assert propose(signed, approved, put=came.uid).status_code == 302
    assert proposals.open_of(approved).put == [came.uid]


def test_a_full_place_is_said_to_company_and_desk(signed, approved, client):
    most = filing.wanted_in(approved, Slot.GALLERY).most
    uids = [material_for(approved, slot=Slot.GALLERY).uid for _number in range(most + 1)]
    answer = propose(signed, approved, put=uids)
    assert (answer.status_code, proposals.open_of(approved)) == (422, None)
    assert "This place is full" in answer.content.decode()
    said = {"values": {}, "was": {}, "base": approved.latest_revision}
    person = approved.created_by
    proposals.propose(approved, **said, put=uids, by=person, at=clock.now())
    at_the_desk(client)
    assert b"This place is full" in client.get(f"/cms/desk/{approved.uid}/proposal/").content
    assert accept(client, approved).status_code == 422
    assert proposals.open_of(approved)


def test_nobody_elses_file_and_nobody_elses_entry(signed, approved, client):
    other = page_of().launch
    theirs = material_for(other)
    assert propose(signed, approved, put=theirs.uid).status_code == 422
    said = {"values": {}, "was": {}, "base": 1, "by": approved.created_by, "at": clock.now()}
    with pytest.raises(FileRefused):
        proposals.propose(approved, **said, put=[theirs.uid])
    stranger = MemberFactory().user
    client.force_login(stranger)
    assert propose(client, approved, **{"file.hero": picture()}).status_code == 404
    assert Material.objects.filter(launch=approved).count() == 1
    with pytest.raises(NotAllowed):
        proposals.propose(approved, **{**said, "by": stranger}, put=[])


def test_before_the_approval_nothing_is_received_for_a_proposal(signed, owner):
    launch = page_of("in_review", owner=owner).launch
    assert propose(signed, launch, **{"file.hero": picture()}).status_code == 422
    assert Material.objects.filter(launch=launch).count() == 1
    with pytest.raises(NoSuchTransition):
        proposals.refuse(launch, by=owner.user)


def test_an_openly_proposed_file_is_in_use_and_a_declined_one_is_not(signed, approved):
    propose(signed, approved, **{"file.gallery": picture()})
    new = Material.objects.get(slot=Slot.GALLERY)
    content = LaunchPage.latest_of(approved).content()
    assert leftovers(approved, content) == []
    desk = UserFactory(reviewer=True)
    proposals.decline(proposals.open_of(approved), reason="No", by=desk, at=clock.now())
    assert leftovers(approved, content) == [new]
    page = signed.get(address(approved)).content.decode()
    assert "Files put in" in page
    Material.objects.filter(pk=new.pk).update(state=FileState.DISCARDED)
    assert propose(signed, approved, put=new.uid).status_code == 422


def test_the_file_as_it_was_shot_carries_nothing_with_it(signed, approved):
    out = io.BytesIO()
    shot = Image.new("RGB", (1920, 1080), "#123456")
    exif = Image.Exif()
    exif[0x010E] = "Zyzzyva canary"
    shot.save(out, "JPEG", exif=exif)
    propose(signed, approved, **{"file.hero": SimpleUploadedFile("Zy.jpg", out.getvalue())})
    new = Material.objects.latest("pk")
    answer = signed.get(f"/files/private/{new.uid}.jpg")
    assert b"Zyzzyva" not in b"".join(answer.streaming_content)


def test_beyond_the_most_files_the_next_is_refused_in_words(signed, approved, monkeypatch):
    monkeypatch.setattr(proposing, "MOST", 1)
    one, two = picture(), picture((1600, 900))
    one.name, two.name = "one.jpg", "two.jpg"
    answer = propose(signed, approved, **{"file.gallery": [one, two]})
    words = answer.content.decode()
    assert "two.jpg: A proposal brings at most 1 files." in words
    assert approved.materials.filter(filename="one.jpg", state=FileState.READY).count() == 1
    assert not approved.materials.filter(filename="two.jpg").exists()
