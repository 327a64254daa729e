"""A launch's kit through the door of the API: what is in it, for whom, and when."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import docx
import pypdfium2
import pytest
from django.utils.translation import gettext, override
from PIL import Image

from launches import clock
from launches.content import Words
from launches.domain import release
from launches.domain.outlets import Limits
from launches.enums import OutletState
from launches.files import marks
from launches.models import EditionKit, LedgerEntry
from launches.queries import ninjs
from launches.queries.render import iso
from tests.factories import (
    OutletFactory,
    OutletMemberFactory,
    UserFactory,
    correct,
    key_of,
    launch,
    rendition_for,
)
from tests.factories.launch import PICTURE

pytestmark = pytest.mark.django_db
PROSE = (
    "<h3>Why</h3><p>It <b>folds</b> a <a href='https://halden.example'>sail</a>.</p>"
    "<ol><li>One</li><li>Two</li></ol><blockquote>Said.</blockquote>"
)
WORDS = (
    Words("en", "Halden folds sails", "Two arms", "A summary.", PROSE, "<p>For release.</p>"),
    Words("zh-hans", "折帆机器人", "双臂", "摘要。", "<p>正文。</p>", "<p>新闻稿。</p>"),
    Words("ar", "روبوت يطوي الأشرعة", "ذراعان", "ملخص.", "<p>نص عربي</p>", "<p>بيان صحفي</p>"),
)


@pytest.fixture
def entry(moment):
    moment.at(-600)
    return approved(moment, WORDS[:2])


def approved(moment, words):
    return launch("approved", opens_at=moment.T, product="Sailfolder", content={"words": words})


def address(entry) -> str:
    return f"/api/v1/launches/{entry.uid}/kit.zip"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def opened(data: bytes) -> dict[str, bytes]:
    """{path: bytes}, each held against the kit's own checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        files = {one.filename: archive.read(one) for one in archive.infolist()}
    sums = "".join(
        f"{hashlib.sha256(found).hexdigest()}  {path}\n"
        for path, found in files.items()
        if path != "SHA256SUMS"
    )
    assert files["SHA256SUMS"].decode() == sums
    return files


def test_the_public_waits_for_the_instant(client, entry, moment):
    for seconds, status in ((-1, 404), (0, 200), (1, 200)):
        moment.at(seconds)
        assert client.get(address(entry)).status_code == status


def test_hidden_and_absent_are_the_same_before_any_condition(client, entry, moment):
    moment.at(0)
    tag = client.get(address(entry))["ETag"]
    moment.at(-1)
    for headers in (
        {},
        {"HTTP_IF_NONE_MATCH": tag},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_RANGE": "bytes=0-1"},
        {"HTTP_RANGE": "bytes=999999999-"},
        {"HTTP_ACCEPT": "application/zip"},
    ):
        hidden = client.get(address(entry), **headers)
        absent = client.get("/api/v1/launches/abcdefghjkmnpqrs/kit.zip", **headers)
        assert (hidden.status_code, dict(hidden.items()), hidden.content) == (
            404,
            dict(absent.items()),
            absent.content,
        )


def test_everything_is_in_it(client, moment):
    moment.at(-600)
    entry = approved(moment, WORDS)
    moment.at(0)
    answer = client.get(address(entry))
    data = body(answer)
    assert int(answer["Content-Length"]) == len(data)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{entry.slug}-v1.zip"'
    assert answer["Cache-Control"] == "public, no-cache"
    files = opened(data)
    slug = entry.slug
    forms = [
        f"{slug}/texts/{slug}.{code}.{extension}"
        for code in ("en", "ar", "zh-hans")
        for extension in ("docx", "pdf", "md")
    ]
    assert sorted(files) == sorted(
        [
            "README.txt",
            "SHA256SUMS",
            *forms,
            *(f"{slug}/ninjs/{slug}.{code}.json" for code in ("en", "ar", "zh-hans")),
            f"{slug}/files/01-hero-hero.jpg",
            f"{slug}/files/01-hero-stage.jpg",
            f"{slug}/captions.txt",
        ]
    )
    hero = files[f"{slug}/files/01-hero-hero.jpg"]
    assert (hero[:2], hero[-len(PICTURE[2:]) :]) == (PICTURE[:2], PICTURE[2:])
    assert hero.count(b"Photo: them") == 4  # credit and rights, in IPTC and in XMP
    paths = "files/01-hero-hero.jpg\nfiles/01-hero-stage.jpg\n"
    with override("zh-hans"):
        usable = gettext(ninjs.USABLE)
    assert files[f"{slug}/captions.txt"].decode() == (
        f"{paths}Credit: Photo: them\nAlternative text: A picture\nTerms: {ninjs.USABLE}\n\n"
        f"{paths}署名：Photo: them\n替代文字：A picture\n使用条款：{usable}\n"
    )
    item = json.loads(files[f"{slug}/ninjs/{slug}.ar.json"])
    assert (item["language"], item["pubStatus"]) == ("ar", "usable")
    told = client.get(f"/api/v1/launches/{entry.uid}/?format=ninjs&lang=ar").json()
    assert item == told
    look_at_papers(files, f"{slug}/texts/{slug}", entry.company.name)


def test_the_avif_of_the_stage_is_in_it_with_its_label(client, entry, moment):
    out = io.BytesIO()
    Image.new("RGB", (96, 54), "teal").save(out, "AVIF")
    rendition_for(
        entry.materials.get(), "stage", size=(96, 54), data=out.getvalue(), extension="avif"
    )
    moment.at(0)
    correct(entry, "The picture for the stage was missing.")
    files = opened(body(client.get(address(entry))))
    with Image.open(io.BytesIO(files[f"{entry.slug}/files/01-hero-stage.avif"])) as picture:
        assert (picture.format, picture.size) == ("AVIF", (96, 54))
        assert b"Photo: them" in picture.info["xmp"]
    assert f"{entry.slug}/files/01-hero-stage.jpg" in files


def look_at_papers(files, paths, company):
    """Each in its own script and direction."""
    paper = docx.Document(io.BytesIO(files[f"{paths}.en.docx"]))
    assert [(one.style.name, one.text) for one in paper.paragraphs] == [
        ("Normal", f"{company} · Sailfolder"),
        ("Title", "Halden folds sails"),
        ("Normal", "Two arms"),
        ("Normal", "A summary."),
        ("Heading 2", "Why"),
        ("Normal", "It folds a sail."),
        ("List Number", "One"),
        ("List Number", "Two"),
        ("Quote", "Said."),
        ("Heading 1", "Press release"),
        ("Normal", "For release."),
    ]
    assert paper.paragraphs[5].hyperlinks[0].address == "https://halden.example"
    arabic = docx.Document(io.BytesIO(files[f"{paths}.ar.docx"]))
    assert all(one._p.pPr.find(f"{{{NS}}}bidi") is not None for one in arabic.paragraphs)
    assert all(run.font.rtl for one in arabic.paragraphs for run in one.runs)
    chinese = docx.Document(io.BytesIO(files[f"{paths}.zh-hans.docx"]))
    fonts = chinese.styles["Normal"].element.rPr.rFonts
    assert fonts.get(f"{{{NS}}}eastAsia") == "Microsoft YaHei"
    for code, words in (("en", "Halden folds sails"), ("zh-hans", "折帆机器人")):
        assert words in text_of(files[f"{paths}.{code}.pdf"])
    assert set("روبوت") <= set(text_of(files[f"{paths}.ar.pdf"]))  # read in the order of glyphs
    assert files[f"{paths}.zh-hans.md"].decode().startswith("# 折帆机器人\n\n")


NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def text_of(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in pdf)


def test_spans_conditions_and_head(client, entry, moment):
    moment.at(0)
    whole = client.get(address(entry))
    data, size = body(whole), int(whole["Content-Length"])
    for span, first, last in (
        ("bytes=0-9", 0, 9),
        (f"bytes=1000-{size - 100}", 1000, size - 100),
        ("bytes=-22", size - 22, size - 1),
        (f"bytes={size - 5}-{size + 5}", size - 5, size - 1),
    ):
        part = client.get(address(entry), HTTP_RANGE=span, HTTP_IF_RANGE=whole["ETag"])
        assert (part.status_code, part["Content-Range"]) == (206, f"bytes {first}-{last}/{size}")
        assert body(part) == data[first : last + 1]
    assert client.get(address(entry), HTTP_RANGE=f"bytes={size}-").status_code == 416
    assert body(client.get(address(entry), HTTP_RANGE="bytes=0-1,5-6")) == data
    assert body(client.get(address(entry), HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE='"x"')) == data
    assert client.get(address(entry), HTTP_IF_NONE_MATCH=whole["ETag"]).status_code == 304
    head = client.head(address(entry))
    assert (head["Content-Length"], head["ETag"], head.content) == (str(size), whole["ETag"], b"")
    assert client.get(address(entry), HTTP_ACCEPT="application/json").status_code == 406


def test_pages_of_other_origins_may_ask_for_spans(client, entry, moment, settings):
    settings.API_RATE_LIMITS = True
    moment.at(0)
    asked = client.options(address(entry))["Access-Control-Allow-Headers"].split(", ")
    part = client.get(address(entry), HTTP_RANGE="bytes=0-1")
    assert ("Range" in asked, part.status_code, "RateLimit" in part) == (True, 206, True)
    exposed = part["Access-Control-Expose-Headers"].split(", ")
    assert {"Accept-Ranges", "Content-Range", "Content-Disposition"} <= set(exposed)


def test_a_correction_says_what_changed_and_a_recall_ends_it(client, entry, moment):
    moment.at(60)
    before = client.get(address(entry))
    words = (replace(WORDS[0], headline="Halden folds small sails"), WORDS[1])
    correct(entry, "The size was wrong.", words=words)
    moment.at(61)
    after = client.get(address(entry), HTTP_IF_NONE_MATCH=before["ETag"])
    assert after.status_code == 200
    told = opened(body(after))[f"{entry.slug}/WHAT-CHANGED.txt"].decode()
    assert told.split("\n\n")[0].split("\n") == [
        "Version 2 takes the place of version 1.",
        iso(moment.T + timedelta(seconds=60)),
        "The size was wrong.",
        "- en: Headline",
    ]
    release.kill(entry, reason="x", by=UserFactory(releaser=True), at=clock.now())
    assert client.get(address(entry)).status_code == 404


def test_a_copy_under_embargo_is_in_the_ledger_and_says_whose_it_is(client, entry, moment):
    moment.at(-1)
    key = key_of(OutletFactory(), "press")
    head = client.head(address(entry), **key)
    assert not LedgerEntry.objects.exists()
    answer = client.get(address(entry), **key)
    data = body(answer)
    noted = LedgerEntry.objects.get()
    assert (noted.door, noted.what) == ("kit", address(entry))
    assert head["Content-Length"] == answer["Content-Length"] == str(len(data))
    assert answer["Cache-Control"] == "private, no-store"
    read_me = opened(data)["README.txt"]
    assert marks.marks_in([read_me]) == marks.marks_in([data[-40:]]) == [noted.pk]
    assert "EMBARGOED until" in read_me.decode()
    item = json.loads(opened(data)[f"{entry.slug}/ninjs/{entry.slug}.en.json"])
    assert item["pubStatus"] == "withheld"
    moment.at(0)
    opened_now = opened(body(client.get(address(entry), **key)))["README.txt"]
    assert (marks.marks_in([opened_now]), LedgerEntry.objects.count()) == ([], 1)


def test_people_of_an_outlet_get_it_in_the_press_room(client, entry, moment):
    moment.at(-1)
    address = f"/press/kits/{entry.uid}.zip"
    assert client.get(address).status_code == 302  # to the login
    client.force_login(OutletMemberFactory(outlet__state=OutletState.SUSPENDED).user)
    assert client.get(address).status_code == 404
    member = OutletMemberFactory()
    client.force_login(member.user)
    answer = client.get(address)
    noted = LedgerEntry.objects.get()
    assert (noted.outlet, noted.person, noted.door) == (member.outlet, member.user, "kit")
    assert marks.marks_in([opened(body(answer))["README.txt"]]) == [noted.pk]
    assert "no-store" in answer["Cache-Control"]


def test_a_reader_of_one_language_gets_that_one(client, moment):
    moment.at(-600)
    entry = approved(moment, WORDS)
    moment.at(-1)
    key = key_of(OutletFactory(), "press", limits=Limits(languages=["ar"]))
    files = opened(body(client.get(address(entry), **key)))
    assert not [path for path in files if ".en." in path or ".zh-hans." in path]
    assert f"{entry.slug}/texts/{entry.slug}.ar.docx" in files


def test_a_file_leaves_with_its_licence(client, moment):
    moment.at(-600)
    day = (clock.now() + timedelta(days=1)).date().isoformat()
    said = {"words": WORDS[:2], "licence_until": day}
    entry = launch("approved", opens_at=moment.T, content=said)
    moment.at(1)
    assert any("/files/" in path for path in opened(body(client.get(address(entry)))))
    moment.at(3 * 86400)
    assert not any("/files/" in path for path in opened(body(client.get(address(entry)))))


def test_it_is_made_once_and_anew_where_a_part_is_gone(
    client, entry, moment, django_assert_num_queries, settings
):
    moment.at(0)
    first = body(client.get(address(entry)))
    kit = EditionKit.objects.get()
    with django_assert_num_queries(3):
        assert body(client.get(address(entry))) == first
    for part in json.loads(kit.parts):
        if part["path"].endswith("en.md"):
            (settings.PRIVATE_ROOT / part["stored"]).unlink()
    assert opened(body(client.get(address(entry)))).keys() == opened(first).keys()
    assert EditionKit.objects.get().pk != kit.pk


def test_a_parameter_that_is_none_is_refused(client, entry, moment):
    moment.at(0)
    assert client.get(f"{address(entry)}?lang=en").status_code == 400
