"""Films, decks, papers, kits and drawings: what is kept, what is found, what is turned away."""

import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from launches.demo import attachments
from launches.files.inspect import check
from launches.files.refused import Refused
from launches.files.sentences import sentence
from launches.files.slots import DEFAULTS
from tests.launches.files import hostile
from tests.launches.files.test_quarantine import inspect

FILM = Image.linear_gradient("L").resize((1280, 720)).convert("RGB")
RELS = "ppt/slides/_rels/slide1.xml.rels"


def looked(folder: Path, data: bytes, kind: str, slot: str = "") -> dict:
    """The verdict, or {"refused": ..., "found": ...}, reached within this process."""
    (folder / "upload").write_bytes(data)
    bounds = DEFAULTS[slot].bounds() if slot else {"contained": False}
    try:
        return check(kind, folder / "upload", folder, bounds)
    except Refused as refused:
        return {"refused": refused.code, "found": refused.found}


def related(sort: str, target: str) -> dict[str, bytes]:
    made = attachments._relations([(sort, target)])
    return {RELS: made.replace(b'Target="', b'TargetMode="External" Target="')}


def test_a_film_is_probed_copied_without_its_place_and_gets_a_poster(tmp_path):
    told = {"location": "+31.2304+121.4737/", "title": "canary title"}
    verdict = inspect(
        tmp_path,
        attachments.film(FILM, seconds=2, metadata=told),
        "mp4",
        DEFAULTS["b_roll"].bounds(),
    )
    kept = (tmp_path / verdict.pop("original")).read_bytes()
    assert b"canary" not in kept
    assert b"+31.23" not in kept
    posters = {(row["role"], row["width"], row["height"]) for row in verdict.pop("renditions")}
    assert posters == {("poster", 1280, 720), ("card", 640, 360), ("thumb", 320, 320)}
    assert verdict == {
        "content_type": "video/mp4",
        "width": 1280,
        "height": 720,
        "seconds": 2.0,
        "facts": {"codec": "h264", "sound": None, "rate": 10.0},
    }


def test_the_pictures_of_a_film_stay_as_they_were(tmp_path):
    import av

    data = attachments.film(FILM, seconds=1)
    verdict = looked(tmp_path, data, "mp4")
    frames = []
    for source in (io.BytesIO(data), str(tmp_path / verdict["original"])):
        with av.open(source) as container:
            frames.append([frame.to_image().tobytes() for frame in container.decode(video=0)])
    assert len(frames[0]) == 10
    assert frames[0] == frames[1]


def test_a_webm_stays_a_webm_and_a_mov_becomes_an_mp4(tmp_path):
    small = FILM.resize((320, 180))
    webm = attachments.film(small, seconds=0.5, ending="webm", codec="libvpx")
    assert looked(tmp_path, webm, "webm")["content_type"] == "video/webm"
    mov = attachments.film(small, seconds=0.5, ending="mov")
    assert looked(tmp_path, mov, "mov")["original"] == "original.mp4"


FILMS = [
    (
        lambda: attachments.film(FILM, seconds=200, rate=1),
        "Found: 3:20 long. Wanted: at most 3:00.",
    ),
    (lambda: attachments.film(FILM.resize((640, 360)), seconds=1), "Found: 640×360 pixels."),
    (lambda: attachments.film(FILM, codec="mpeg4", seconds=1), "Found: a film in MPEG-4."),
    (lambda: attachments.film(FILM, seconds=3)[:-900], "damaged or incomplete"),
    (lambda: b"\0\0\0\x18ftypisom" + b"\xff" * 5000, "damaged or incomplete"),
    (lambda: b"\0\0\0\x18ftypisom\0\0\0\0isom\xff\xff\xff\xffmoov" + b"\0" * 64, "damaged"),
]


@pytest.mark.parametrize(("make", "words"), FILMS)
def test_films_are_refused_in_words(tmp_path, make, words):
    found = looked(tmp_path, make(), "mp4", "b_roll")
    assert words in sentence(found["refused"], found["found"], DEFAULTS["b_roll"])


def test_a_film_whose_end_is_missing_is_not_the_film(tmp_path):
    """Its index comes first, so that it opens; the pictures it names are not there."""
    whole = looked(tmp_path, attachments.film(FILM, seconds=20), "mp4")
    data = (tmp_path / whole["original"]).read_bytes()
    found = looked(tmp_path, data[: len(data) // 2], "mp4")
    assert found["refused"] in ("cut_off", "broken")


def test_a_deck_loses_its_author_and_shows_its_preview(tmp_path):
    photo = hostile.with_exif("CanaryPlace")
    extra = {
        "docProps/core.xml": b"<x>CanaryAuthor</x>",
        "docProps/custom.xml": b"<x>CanaryProject</x>",
        "docProps/thumbnail.jpeg": hostile.picture((256, 144)),
        "ppt/media/image1.jpeg": photo,
        "ppt/comments/comment1.xml": b"<x/>",
    }
    verdict = looked(tmp_path, attachments.deck(["One", "Two"], extra=extra), "zip", "presentation")
    assert (verdict["pages"], verdict["facts"]) == (2, {"comments": True})
    assert {row["role"] for row in verdict["renditions"]} == {"poster", "card", "thumb"}
    with zipfile.ZipFile(tmp_path / verdict["original"]) as kept:
        assert kept.testzip() is None
        assert b"Canary" not in b"".join(kept.read(name) for name in kept.namelist())
        assert "One" in kept.read("ppt/slides/slide1.xml").decode()
        assert {one.date_time for one in kept.infolist()} == {(1980, 1, 1, 0, 0, 0)}


OFFICE = [
    ({"ppt/vbaProject.bin": b"x"}, "Active content was found (vbaProject.bin)"),
    ({"ppt/embeddings/oleObject1.bin": b"x"}, "Active content was found (oleObject1.bin)"),
    ({"ppt/embeddings/Paper.docx": b"x"}, "an object of another program (Paper.docx)"),
    ({"ppt/embeddings/Sheet.xlsx": b"x"}, "damaged or incomplete (zip)"),
    ({"ppt/embeddings/Sheet.xlsx": attachments.paper(["x"])}, "an object of another program"),
    (related("image", "http://evil.example/x.png"), "fetched from elsewhere (http://evil"),
    (related("hyperlink", "file:///c:/x.exe"), "fetched from elsewhere (file:///c:/x.exe)"),
    (
        {"ppt/x.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'},
        "Active content was found (DOCT",
    ),
    ({"ppt/x.xml": b"<x><y></x>"}, "damaged or incomplete (ppt/x.xml)"),
    ({"../../etc/cron.d/x": b"x"}, "points outside the archive"),
    ({"ppt/media/x.bin": b"\0" * 30_000_000}, "Found: 30 MB when unpacked"),
]


@pytest.mark.parametrize(("extra", "words"), OFFICE)
def test_decks_that_act_or_reach_out_are_refused(tmp_path, extra, words):
    found = looked(tmp_path, attachments.deck(["One"], extra=extra), "zip", "presentation")
    assert words in sentence(found["refused"], found["found"], DEFAULTS["presentation"])


def test_a_link_that_somebody_clicks_may_stay(tmp_path):
    extra = related("hyperlink", "https://example.com/")
    assert "refused" not in looked(tmp_path, attachments.deck(["A"], extra=extra), "zip")


def test_a_paper_that_asks_another_program_is_refused(tmp_path):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    field = f'<w:x xmlns:w="{space}"><w:instrText> DDEAUTO c:\\\\cmd.exe</w:instrText></w:x>'
    data = attachments.paper(["Words"], extra={"word/header1.xml": field.encode()})
    assert looked(tmp_path, data, "zip", "document") == {
        "refused": "active",
        "found": {"name": "DDEAUTO"},
    }


def test_macros_are_seen_in_what_the_package_says_of_itself(tmp_path):
    data = attachments.deck(["A"])
    told = b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    with zipfile.ZipFile(io.BytesIO(data)) as deck:
        parts = {name: deck.read(name) for name in deck.namelist()}
    plain = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, told)
    found = looked(tmp_path, attachments.packed(parts), "zip", "presentation")
    assert (found["refused"], found["found"]) == ("active", {"name": "VBA"})


def kit() -> dict[str, bytes]:
    return {
        "photos/front.jpg": hostile.with_exif("CanaryPlace"),
        "photos/front.png": hostile.picture((100, 100), "PNG"),
        "spec.pdf": hostile.pdf(),
        "film.mov": attachments.film(FILM.resize((320, 180)), seconds=0.5, ending="mov"),
        "deck.pptx": attachments.deck(["One"]),
        "read me.txt": "Grüße 你好".encode(),
        "__MACOSX/._spec.pdf": b"junk",
    }


def test_a_kit_is_cleaned_member_by_member_and_listed(tmp_path):
    verdict = inspect(
        tmp_path,
        attachments.packed(kit(), comment=b"Canary"),
        "zip",
        DEFAULTS["press_kit"].bounds(),
    )
    listed = {(row["name"], row["kind"]) for row in verdict["facts"]["members"]}
    assert listed == {
        ("photos/front.jpg", "jpeg"),
        ("photos/front.png", "png"),
        ("spec.pdf", "pdf"),
        ("film.mp4", "mov"),
        ("deck.pptx", "pptx"),
        ("read me.txt", "text"),
    }
    assert verdict["facts"]["dropped"] == ["__MACOSX/._spec.pdf"]
    with zipfile.ZipFile(tmp_path / verdict["original"]) as kept:
        assert kept.testzip() is None
        inside = b"".join(kept.read(name) for name in kept.namelist())
        assert set(kept.namelist()) == {name for name, _kind in listed}
        assert b"Canary" not in inside + kept.comment


KITS = [
    ({"a.zip": attachments.packed({"b": b"c"})}, "In “a.zip”: Found: an archive within"),
    ({"a.7z": b"7z\xbc\xaf\x27\x1c" * 9}, "In “a.7z”: Found: archive that is not a ZIP."),
    ({"run.exe": b"MZ\x90\0" * 9}, "In “run.exe”: Found: program."),
    ({"a.html": b"<!doctype html><script>"}, "In “a.html”: Found: HTML."),
    ({"a.txt": b"\xff\xfe\0binary"}, "In “a.txt”: Found: file of an unknown kind."),
    ({"/etc/passwd": b"x"}, "points outside the archive"),
    ({"a/../../b": b"x"}, "points outside the archive"),
    ({"C:\\windows\\x": b"x"}, "points outside the archive"),
    ({"A.txt": b"x", "a.TXT": b"y"}, "is in the archive twice"),
    ({"zeros.txt": b"0" * 40_000_000}, "Found: 40 MB when unpacked"),
    ({f"{n}.txt": b"x" for n in range(1001)}, "Found: 1001 files inside. Wanted: at most 1000."),
    ({}, "The archive is empty."),
    ({"x.jpg": hostile.picture()[:-3000]}, "In “x.jpg”: The file is damaged"),
    ({"x.pdf": hostile.pdf(script="app.alert(1)")}, "In “x.pdf”: Active content"),
    ({"deck.pptx": attachments.deck(["A"], extra={"ppt/vbaProject.bin": b"x"})}, "In “deck.pptx”"),
]


@pytest.mark.parametrize(("parts", "words"), KITS)
def test_kits_are_refused_in_words(tmp_path, parts, words):
    found = looked(tmp_path, attachments.packed(parts), "zip", "press_kit")
    assert words in sentence(found["refused"], found["found"], DEFAULTS["press_kit"])


def test_a_false_size_in_the_directory_is_damage(tmp_path):
    data = bytearray(attachments.packed({"a.txt": b"0123456789" * 50}))
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (3).to_bytes(4, "little")
    assert looked(tmp_path, bytes(data), "zip", "press_kit")["refused"] == "member"


def test_a_link_within_a_kit_leads_nowhere(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("shadow.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/shadow")
    assert looked(tmp_path, out.getvalue(), "zip", "press_kit")["refused"] == "outside"


def test_a_drawing_becomes_a_picture_with_its_ground_left_out(tmp_path):
    data = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
        b'<rect width="100" height="100" fill="#c8310a"/><script>a()</script></svg>'
    )
    verdict = inspect(tmp_path, data, "svg", DEFAULTS["logo"].bounds())
    assert verdict["facts"] == {"alpha": True}
    card = next(row for row in verdict["renditions"] if row["file"] == "card.png")
    with Image.open(tmp_path / card["file"]) as image:
        assert image.size == (640, 320)
        assert image.getpixel((100, 100)) == (200, 49, 10, 255)
        assert image.getpixel((500, 100))[3] == 0


@pytest.mark.parametrize(
    ("make", "slot", "found"),
    [
        (lambda: hostile.picture(), "stage_slide", None),
        (
            lambda: hostile.picture((1920, 1200)),
            "stage_slide",
            "Found: 1920×1200 pixels, 10.0% off the shape. Wanted: 16:9.",
        ),
    ],
)
def test_a_shape_is_kept_within_its_tolerance(tmp_path, make, slot, found):
    verdict = looked(tmp_path, make(), "jpeg", slot)
    said = sentence(verdict["refused"], verdict["found"], DEFAULTS[slot]) if found else None
    assert said == found


def test_colour_and_transparency_are_told(tmp_path):
    cmyk = looked(tmp_path, hostile.picture(mode="CMYK", colour=0), "jpeg", "hero")
    assert cmyk["facts"] == {"colour": "CMYK"}
    clear = hostile.picture((400, 100), "PNG", "RGBA", (1, 2, 3, 0))
    assert looked(tmp_path, clear, "png", "logo")["facts"] == {"colour": "sRGB", "alpha": True}
    solid = hostile.picture((400, 100), "PNG")
    assert looked(tmp_path, solid, "png", "logo")["facts"] == {"colour": "sRGB", "opaque": True}


def test_fonts_outside_a_paper_are_counted_and_named(tmp_path):
    made = pikepdf.new()
    page = made.add_blank_page()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name("/Font"),
        Subtype=pikepdf.Name("/TrueType"),
        BaseFont=pikepdf.Name("/ABCDEF+Arial"),
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made.make_indirect(font)))
    out = io.BytesIO()
    made.save(out)
    verdict = looked(tmp_path, out.getvalue(), "pdf", "spec_sheet")
    assert verdict["facts"] == {"fonts": 1, "loose_fonts": ["Arial"]}
    strict = {**DEFAULTS["spec_sheet"].bounds(), "fonts": True}
    found = inspect(tmp_path, out.getvalue(), "pdf", strict)
    assert found == {"refused": "loose_fonts", "found": {"names": "Arial"}}


def test_every_verdict_is_json(tmp_path):
    for name, data in kit().items():
        kind = "zip" if name.endswith("pptx") else name.rsplit(".", 1)[-1]
        if kind in ("pdf", "mov", "png", "zip"):
            json.dumps(looked(tmp_path, data, kind))
