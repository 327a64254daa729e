"""Marks in files: found again, harmless to the file, and in every range."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from launches.files import marks
from launches.models import LedgerEntry
from tests.factories import OutletFactory, OutletMemberFactory, key_of, launch
from tests.launches.files.hostile import pdf, picture

MARK = "abcdefghjkmnpqrs"


def marked(data: bytes, content_type: str = "") -> bytes:
    handle = io.BytesIO(data)
    found = marks.pieces(handle, content_type=content_type, size=len(data), mark=MARK)
    return b"".join(marks.read(handle, marks.between(found, 0, marks.length(found) - 1)))


def zipped(comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "words")
        archive.comment = comment
    return out.getvalue()


@pytest.mark.parametrize("fmt", ["JPEG", "PNG"])
def test_a_marked_picture_is_the_same_picture(fmt):
    data = picture((64, 48), fmt)
    with Image.open(io.BytesIO(marked(data))) as copy, Image.open(io.BytesIO(data)) as original:
        copy.load()
        assert copy.tobytes() == original.tobytes()
        said = copy.info.get("comment", b"").decode() or copy.info.get("Comment")
    assert said == marks.line(MARK)


@pytest.mark.parametrize("comment", [b"", b"Press kit"])
def test_a_marked_archive_opens_and_keeps_its_comment(comment):
    with zipfile.ZipFile(io.BytesIO(marked(zipped(comment)))) as archive:
        assert archive.testzip() is None
        assert archive.comment == comment + marks.line(MARK).encode()


def test_a_marked_paper_opens():
    with pikepdf.open(io.BytesIO(marked(pdf(pages=2)))) as paper:
        assert len(paper.pages) == 2


def test_a_marked_film_has_one_box_more():
    data = b"\0\0\0\x10ftypisom\0\0\0\0"
    assert marked(data, "video/mp4") == data + b"\0\0\0\x24free" + marks.line(MARK).encode()


@pytest.mark.parametrize("data", [picture((64, 48)), picture((64, 48), "PNG"), zipped(), pdf()])
def test_every_range_is_a_part_of_the_whole(data):
    whole, handle = marked(data), io.BytesIO(data)
    found = marks.pieces(handle, content_type="", size=len(data), mark=MARK)
    for first in range(0, len(whole), 37):
        last = min(first + 50, len(whole) - 1)
        part = b"".join(marks.read(handle, marks.between(found, first, last)))
        assert part == whole[first : last + 1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"unveil-mark:{MARK}", [MARK]),
        (f'{{"ledger": "{MARK}","results":[]}}', [MARK]),
        (f" {MARK}\n", [MARK]),
        ("no mark at all", []),
        ("", []),
    ],
)
def test_a_mark_is_found_in_what_was_pasted(text, found):
    assert marks.marks_said(text) == found


def test_a_mark_across_two_blocks_is_found():
    said = marks.line(MARK).encode()
    assert marks.marks_in([b"x" * 9 + said[:14], said[14:]]) == [MARK]


@pytest.mark.django_db
def test_a_file_under_embargo_carries_the_mark_of_its_entry(client, moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    file = entry.editions.get().files.get(role="original")
    headers = key_of(OutletFactory(), "press")
    moment.at(-1)
    path = f"/files/{file.uid}.{file.format}"
    answer = client.get(path, **headers)
    body = b"".join(answer.streaming_content)
    row = LedgerEntry.objects.get()
    assert marks.marks_in([body]) == [row.mark]
    assert (row.door, row.what) == ("file", f"{file.uid}.{file.format}")
    assert int(answer["Content-Length"]) == len(body) > file.bytes
    part = client.get(path, HTTP_RANGE="bytes=0-9", **headers)
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 0-9/{len(body)}")
    member = OutletMemberFactory()
    client.force_login(member.user)
    own = client.get(f"/press{path}")
    assert marks.marks_in(own.streaming_content) == [
        LedgerEntry.objects.get(person=member.user).mark
    ]
    moment.at(0)
    assert marks.marks_in(client.get(path).streaming_content) == []
