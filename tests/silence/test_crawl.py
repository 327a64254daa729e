"""The ears of the crawl: an ear that hears nothing would find the house silent."""

import zipfile
from io import BytesIO

import pytest
import requests

from tests.silence.crawl import kept, says
from tests.silence.planting import CANARY, picture


def answer(body: bytes = b"", **headers: str) -> requests.Response:
    made = requests.Response()
    made.status_code, made._content = 200, body
    made.headers.update(headers)
    return made


def packed(*files: tuple[str, bytes]) -> bytes:
    with BytesIO() as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in files:
                archive.writestr(name, body)
        return made.getvalue()


SPEAKING = {
    "text": answer(f"<h1>{CANARY}</h1>".encode()),
    "a slug": answer(f"/launches/{CANARY.lower()}-one/".encode()),
    "a redirect": answer(Location=f"/launches/{CANARY.lower()}/"),
    "a quoted header": answer(**{"Content-Disposition": "filename*=utf-8''Zy%7Azyva.jpg"}),
    "a picture": answer(picture("JPEG")),
    "a PNG": answer(picture("PNG")),
    "a name in a zip": answer(packed((f"{CANARY}.txt", b""))),
    "a text in a zip": answer(packed(("a.txt", CANARY.encode() * 99))),
    "a zip in a zip": answer(packed(("a.docx", packed(("word.xml", CANARY.encode() * 99))))),
}


@pytest.mark.parametrize("where", SPEAKING)
def test_a_canary_is_heard_in(where):
    assert says(SPEAKING[where], "/", [CANARY])


def test_what_was_asked_is_no_news_and_silence_is_silence():
    address = f"/launches/{CANARY.lower()}-one-abc123/"
    assert not says(answer(f"Not found: {address}".encode()), address, [CANARY])
    assert says(answer(f"{address} and {CANARY}".encode()), address, [CANARY])
    assert not says(answer(b"Nothing here."), "/", [CANARY])
    assert not says(answer(packed(("a.txt", b"open"))[:11]), "/", [CANARY])


def test_files_that_hold_it_are_named(tmp_path):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "a1").write_bytes(b"\x00" + CANARY.encode())
    (tmp_path / "access.log").write_text(f"GET /launches/{CANARY.lower()}/ 404")
    assert kept(tmp_path, CANARY) == ["a1 holds the canary"]
