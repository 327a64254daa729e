"""Cuts of a picture: set, cut, reviewed with the revision, frozen with the edition."""

import io

from django.core.files.storage import storages
from PIL import Image

from launches.domain import freeze
from launches.domain.document import document_of
from launches.files.crops import Crops, key
from launches.models import AuditEntry, Edition
from tests.factories import MemberFactory, UserFactory

from .conftest import opened
from .test_files import upload

FOCUS = {"focus_x": "100", "focus_y": "50"}
SQUARE = {"square-own": "on", "square-left": "0", "square-top": "0", "square-width": "50"}
PLAIN = {
    f"{shape}-{part}": {"left": "0", "top": "0", "width": "50"}[part]
    for shape in ("stage", "press", "square")
    for part in ("left", "top", "width")
}


def split() -> io.BytesIO:
    """Red to the left, blue to the right."""
    image = Image.new("RGB", (2400, 1200), "red")
    image.paste("blue", (1200, 0, 2400, 1200))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=95)
    file.seek(0)
    file.name = "two.jpg"
    return file


def page_of(launch):
    from launches.portal import saving

    return saving.open_page(launch)


def address(entry) -> str:
    return f"/portal/launches/{entry.uid}/files/{entry.materials.get().uid}/crop/"


def colours(rows) -> dict[str, tuple]:
    found = {}
    for row in rows:
        if row.format == "jpeg":
            with storages["private"].open(row.file) as file, Image.open(file) as image:
                middle = image.getpixel((image.width // 2, image.height // 2))
                found[row.role] = (*image.size, "red" if middle[0] > 128 else "blue")
    return found


def test_a_focal_point_and_a_frame_make_their_renditions(signed, entry):
    upload(signed, entry, "hero", split())
    assert signed.get(address(entry)).status_code == 200
    answer = signed.post(address(entry), {**PLAIN, **FOCUS, **SQUARE, "was": ""})
    assert answer.status_code == 302
    chosen = key(Crops((100, 50), {"square": (0, 0, 50)}))
    (row,) = page_of(entry).placed_materials.all()
    assert row.crops == chosen
    material = entry.materials.get()
    assert colours(material.renditions_for(chosen)) == {
        "stage": (1920, 1080, "blue"),
        "press": (1620, 1080, "blue"),
        "square": (1080, 1080, "red"),
        "card": (640, 360, "blue"),
        "thumb": (320, 320, "red"),
    }
    assert colours(material.renditions_for(""))["thumb"][:2] == (320, 320)
    assert AuditEntry.objects.get(verb="picture_cut").detail == {"crops": chosen}


def test_the_edition_takes_the_cuts_of_its_revision(signed, entry):
    upload(signed, entry, "hero", split())
    plain = page_of(entry).content()
    signed.post(address(entry), {**PLAIN, **FOCUS, "was": ""})
    cut = page_of(entry).content()
    assert plain.digest() != cut.digest()
    material = entry.materials.get()
    for content, crops in ((plain, ""), (cut, "focus=100,50")):
        files = {row.uid for row in freeze.build_files(Edition(launch=entry), content)}
        wanted = {row.uid for row in material.renditions_for(crops)} | {material.uid}
        assert files == wanted
        document = document_of(entry, content)
        roles = {row["role"] for row in document["materials"][0]["renditions"]}
        assert ("square" in roles) == bool(crops)


def test_a_colleagues_cut_is_not_written_over(signed, entry):
    upload(signed, entry, "hero", split())
    signed.post(address(entry), {**PLAIN, **FOCUS, "was": ""})
    answer = signed.post(address(entry), {**PLAIN, **FOCUS, **SQUARE, "was": ""})
    assert answer.status_code == 409
    assert "A colleague has changed these cuts" in answer.content.decode()
    assert page_of(entry).placed_materials.all()[0].crops == "focus=100,50"
    signed.post(address(entry), {**PLAIN, "focus_x": "50", "focus_y": "50", "was": "focus=100,50"})
    assert page_of(entry).placed_materials.all()[0].crops == ""


def test_numbers_outside_the_picture_are_said(signed, entry):
    upload(signed, entry, "hero", split())
    for bad in ({"focus_x": "101"}, {"focus_y": "nan"}, {"stage-width": "5"}, {"was": "x" * 200}):
        answer = signed.post(address(entry), {**PLAIN, **FOCUS, "was": "", **bad})
        assert answer.status_code == 422
        assert b"could not be saved" in answer.content


def test_others_and_what_is_no_picture_are_absent(client, signed, entry):
    upload(signed, entry, "hero", split())
    path = address(entry)
    stranger = MemberFactory()
    opened(stranger, "Theirs")
    for user in (stranger.user, UserFactory()):
        client.force_login(user)
        assert client.get(path).status_code == client.post(path, FOCUS).status_code == 404
    assert entry.materials.get().renditions.exclude(crops="").count() == 0
