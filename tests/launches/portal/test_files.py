"""Files in the editor: received, placed, described, taken off."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.models import LaunchPage
from launches import clock
from launches.domain import submission
from launches.models import Launch
from tests.factories.page import entry as ready_entry

from .conftest import autosave, stored, upload


def placed(launch) -> list[tuple[str, str, str]]:
    page = LaunchPage.objects.get(launch=launch).get_latest_revision_as_object()
    return [(row.slot, row.material.uid, row.alt) for row in page.placed_materials.all()]


def test_an_upload_is_placed_in_a_new_revision(signed, entry):
    before = entry.latest_revision
    body = upload(signed, entry).json()
    material = entry.materials.get()
    entry.refresh_from_db()
    assert (body["before"], body["revision"]) == (before, entry.latest_revision)
    assert placed(entry) == [("hero", material.uid, "")]
    assert f'name="materials.{material.uid}.alt"' in body["html"]
    name = f"materials.{material.uid}.alt"
    assert {"id": f"f-{name}", "text": body["missing"][-2]["text"]} == body["missing"][-2]
    assert autosave(signed, entry, body["revision"], {name: "A field"}).status_code == 200
    assert stored(entry)[name] == "A field"


def test_a_new_hero_takes_the_place_and_the_words_of_the_old(signed, entry):
    first = upload(signed, entry).json()
    name = f"materials.{entry.materials.get().uid}.alt"
    autosave(signed, entry, first["revision"], {name: "A field"})
    upload(signed, entry)
    assert placed(entry) == [("hero", entry.materials.last().uid, "A field")]


def test_a_gallery_holds_several_in_order(signed, entry):
    for _ in range(3):
        upload(signed, entry, "gallery")
    uids = [material.uid for material in entry.materials.order_by("pk")]
    assert placed(entry) == [("gallery", uid, "") for uid in uids]


def test_taken_off_it_stays_in_earlier_revisions(signed, entry):
    earlier = upload(signed, entry).json()["revision"]
    uid = entry.materials.get().uid
    path = f"/portal/launches/{entry.uid}/files/{uid}/remove/"
    assert signed.post(path).status_code == signed.post(path).status_code == 200
    assert placed(entry) == []
    page = LaunchPage.objects.get(launch=entry).revisions.get(pk=earlier).as_object()
    assert [row.material.uid for row in page.placed_materials.all()] == [uid]


@pytest.mark.parametrize(
    ("slot", "name", "data"),
    [
        ("hero", "a.jpg", b"no picture"),
        ("hero", "a.jpg", b""),
        ("spec_sheet", "a.pdf", b"%PDF-1.4 broken"),
        ("nowhere", "a.jpg", b"x"),
        ("hero\0", "a.jpg", b"x"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(signed, entry, slot, name, data):
    answer = upload(signed, entry, slot, SimpleUploadedFile(name, data))
    assert (answer.status_code, answer.json()["code"]) == (422, "file_refused")
    assert len(answer.json()["message"]) > 15
    assert placed(entry) == []


def test_the_plain_form_keeps_the_words_when_a_file_is_refused(signed, entry):
    bad = SimpleUploadedFile("<b>.jpg", b"no picture")
    fields = {"revision": entry.latest_revision, "texts.en.headline": "Kept", "file.hero": bad}
    answer = signed.post(f"/portal/launches/{entry.uid}/", fields)
    assert answer.status_code == 422
    assert b"&lt;b&gt;.jpg" in answer.content
    assert stored(entry)["texts.en.headline"] == "Kept"


def test_nothing_is_received_after_handing_in(signed, owner):
    page = ready_entry(owner=owner)
    launch = page.launch
    content = page.get_latest_revision_as_object().content()
    submission.submit(
        launch, revision=launch.latest_revision, content=content, by=owner.user, at=clock.now()
    )
    assert upload(signed, launch).status_code == 403
    uid = launch.materials.get().uid
    assert signed.post(f"/portal/launches/{launch.uid}/files/{uid}/remove/").status_code == 403
    assert (Launch.objects.get().materials.count(), len(placed(launch))) == (1, 1)
