"""The archive, opened by the standard library, and its spans."""

import io
import tracemalloc
import zipfile
import zlib

import pytest

from launches.kits import zipped
from launches.kits.zipped import Member, Zip


def member(path: str, data: bytes) -> Member:
    return Member(path, len(data), zlib.crc32(data), "", data=data)


MEMBERS = [member("README.txt", b"read me"), member("文/مرحبا.txt", b"x" * 5000), member("e", b"")]


def whole(archive: Zip) -> bytes:
    return b"".join(archive.chunks(0, archive.size - 1))


def test_the_standard_library_reads_it():
    archive = Zip(MEMBERS, comment=b"whose")
    data = whole(archive)
    assert len(data) == archive.size
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert found.testzip() is None
        assert {one.filename: found.read(one) for one in found.infolist()} == {
            one.path: one.data for one in MEMBERS
        }
        assert found.comment == b"whose"
        assert {one.external_attr >> 16 for one in found.infolist()} == {0o100644}


def test_any_span_is_that_of_the_whole():
    archive = Zip(MEMBERS)
    data = whole(archive)
    for first, last in [(0, 0), (0, 50), (29, 5100), (5000, len(data) - 1), (len(data) - 1,) * 2]:
        assert b"".join(archive.chunks(first, last)) == data[first : last + 1]


@pytest.mark.parametrize("limit", ["LARGE", "MANY"])
def test_large_archives_are_read_too(monkeypatch, limit):
    """ZIP64 begins at four gigabytes; here it begins at once."""
    monkeypatch.setattr(zipped, limit, 2)
    with zipfile.ZipFile(io.BytesIO(whole(Zip(MEMBERS)))) as found:
        if limit == "MANY":
            assert found.testzip() is None
        assert [one.filename for one in found.infolist()] == [one.path for one in MEMBERS]


def test_a_member_of_five_gigabytes_has_its_numbers_in_the_zip64_part():
    huge = Member("film.mp4", 5 * 2**30, 7, "", stored="nowhere")
    archive = Zip([huge, member("after", b"data")])
    head = b"".join(archive.chunks(0, 57))
    tail = b"".join(archive.chunks(5 * 2**30 + 58, archive.size - 1))
    assert archive.size == len(head) + 5 * 2**30 + len(tail)
    assert (head[:4], head[18:26]) == (b"PK\x03\x04", b"\xff" * 8)
    assert int.from_bytes(head[-16:-8], "little") == 5 * 2**30
    assert (tail.count(b"PK\x06\x06"), tail.count(b"PK\x06\x07")) == (1, 1)


def test_a_film_of_300_megabytes_is_never_in_memory(settings):
    size = 300 * 2**20
    settings.PRIVATE_ROOT.mkdir(exist_ok=True)
    with open(settings.PRIVATE_ROOT / "film.mp4", "wb") as film:
        film.truncate(size)
    archive = Zip([Member("film.mp4", size, 0, "", stored="film.mp4")])
    tracemalloc.start()
    sent = sum(map(len, archive.chunks(0, archive.size - 1)))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (settings.PRIVATE_ROOT / "film.mp4").unlink()
    assert sent == archive.size
    assert peak < 2**20
