"""Resumable uploads: the protocol, the neighbours, the races, the disk and the end."""

import base64
import errno
import hashlib
from datetime import timedelta

import pytest
from django.utils.http import parse_http_date

from launches import clock
from launches.domain import uploads
from launches.files import parts, store
from launches.models import Material, Upload
from tests.factories import MemberFactory

from .conftest import opened, picture
from .test_files import placed

pytestmark = pytest.mark.database
TUS = {"HTTP_TUS_RESUMABLE": "1.0.0"}
BODY = "application/offset+octet-stream"
DATA = picture().getvalue()
SIZE = len(DATA)


def told(slot: str = "hero", name: str = "Größe 图.jpg") -> str:
    pairs = {"filename": name, "slot": slot, "empty": ""}
    encoded = [
        f"{key} {base64.b64encode(text.encode()).decode()}".strip() for key, text in pairs.items()
    ]
    return ",".join(encoded)


def create(client, entry, length=SIZE, *, data=b"", slot="hero", **headers):
    sent = {"HTTP_UPLOAD_LENGTH": str(length), "HTTP_UPLOAD_METADATA": told(slot), **TUS, **headers}
    kind = BODY if data else "text/plain"
    path = f"/portal/launches/{entry.uid}/uploads/"
    return client.generic("POST", path, data, content_type=kind, **sent)


def patch(client, url, offset, data, **headers):
    sent = {"HTTP_UPLOAD_OFFSET": str(offset), **TUS, **headers}
    return client.generic("PATCH", url, data, content_type=BODY, **sent)


def head(client, url):
    return client.head(url, **TUS)


@pytest.fixture
def url(signed, entry) -> str:
    return create(signed, entry)["Location"]


def test_a_file_in_three_parts_becomes_the_hero(signed, entry, url):
    assert (head(signed, url)["Upload-Offset"], head(signed, url)["Upload-Length"]) == (
        "0",
        str(len(DATA)),
    )
    third = len(DATA) // 3
    for start, end in ((0, third), (third, 2 * third), (2 * third, len(DATA))):
        answer = patch(signed, url, start, DATA[start:end])
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(end))
        assert parse_http_date(answer["Upload-Expires"]) > clock.now().timestamp() + 80_000
    body = signed.post(f"{url}finish/").json()
    material = entry.materials.get()
    assert placed(entry) == [("hero", material.uid, "")]
    assert (material.filename, material.width) == ("Größe 图.jpg", 1920)
    assert f'data-material="{material.uid}"' in body["html"]
    assert not parts.path_of(Upload.objects.get().uid).exists()
    again = signed.post(f"{url}finish/").json()
    assert (again["html"], again["revision"]) == (body["html"], body["revision"])
    assert Material.objects.count() == 1


def test_it_tells_what_it_speaks(client, signed, entry):
    answer = signed.options(f"/portal/launches/{entry.uid}/uploads/")
    assert (answer.status_code, answer["Tus-Version"], answer["Tus-Resumable"]) == (
        204,
        "1.0.0",
        "1.0.0",
    )
    assert set(answer["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "checksum",
        "expiration",
        "termination",
    }
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert int(answer["Tus-Max-Size"]) > 0


def test_an_upload_may_begin_with_its_first_bytes(signed, entry):
    answer = create(signed, entry, data=DATA[:5000])
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "5000")
    assert head(signed, answer["Location"])["Cache-Control"].count("no-store") == 1


def test_another_method_may_be_named_in_a_post(signed, url):
    sent = {**TUS, "HTTP_UPLOAD_OFFSET": "0", "HTTP_X_HTTP_METHOD_OVERRIDE": "PATCH"}
    answer = signed.generic("POST", url, DATA[:9], content_type=BODY, **sent)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "9")


def test_given_up_it_is_gone_with_its_bytes(signed, url):
    patch(signed, url, 0, DATA[:9000])
    uid = Upload.objects.get().uid
    assert signed.delete(url, **TUS).status_code == 204
    assert (head(signed, url).status_code, parts.path_of(uid).exists()) == (404, False)


def test_wrong_requests_get_the_protocols_answers(signed, entry, url):
    base = f"/portal/launches/{entry.uid}/uploads/"
    found = {
        "no version": signed.head(url).status_code,
        "other version": signed.head(url, HTTP_TUS_RESUMABLE="0.2.2").status_code,
        "no length": signed.generic("POST", base, **TUS).status_code,
        "bad length": create(signed, entry, "-1").status_code,
        "bad metadata": create(signed, entry, HTTP_UPLOAD_METADATA="filename !!").status_code,
        "no such slot": create(signed, entry, slot="nowhere").status_code,
        "too large": create(signed, entry, 41_000_000).status_code,
        "wrong type": signed.patch(url, b"x", content_type="image/jpeg", **TUS).status_code,
        "no offset": signed.generic("PATCH", url, b"x", content_type=BODY, **TUS).status_code,
        "wrong offset": patch(signed, url, 7, b"x").status_code,
        "too much": patch(signed, url, 0, DATA + b"x").status_code,
        "bad algorithm": patch(signed, url, 0, b"x", HTTP_UPLOAD_CHECKSUM="crc32 AAAA").status_code,
        "bad digest": patch(signed, url, 0, b"x", HTTP_UPLOAD_CHECKSUM="sha1 !").status_code,
        "put": signed.generic("PUT", url, b"x", **TUS).status_code,
        "not whole": signed.post(f"{url}finish/").status_code,
    }
    assert found == {
        "no version": 412,
        "other version": 412,
        "no length": 400,
        "bad length": 400,
        "bad metadata": 400,
        "no such slot": 422,
        "too large": 422,
        "wrong type": 415,
        "no offset": 400,
        "wrong offset": 409,
        "too much": 413,
        "bad algorithm": 400,
        "bad digest": 400,
        "put": 405,
        "not whole": 422,
    }
    assert head(signed, url)["Upload-Offset"] == "0"


def test_a_damaged_part_does_not_count(signed, url):
    good = base64.b64encode(hashlib.sha256(DATA[:5000]).digest()).decode()
    bad = patch(signed, url, 0, DATA[:4999] + b"!", HTTP_UPLOAD_CHECKSUM=f"sha256 {good}")
    assert (bad.status_code, bad.reason_phrase) == (460, "Checksum Mismatch")
    assert head(signed, url)["Upload-Offset"] == "0"
    right = patch(signed, url, 0, DATA[:5000], HTTP_UPLOAD_CHECKSUM=f"sha256 {good}")
    assert right.status_code == 204


def test_another_companys_upload_is_absent(client, signed, entry, url):
    stranger = MemberFactory()
    theirs = opened(stranger, "Theirs")
    client.force_login(stranger.user)
    crossed = url.replace(entry.uid, theirs.uid)
    for path in (url, crossed, url[:-17] + "abcdefghjkmnpqrs/"):
        answers = [
            head(client, path).status_code,
            patch(client, path, 0, b"x").status_code,
            client.delete(path, **TUS).status_code,
            client.post(f"{path}finish/").status_code,
        ]
        assert answers == [404, 404, 404, 404]
    assert create(client, entry).status_code == 404
    assert Upload.objects.get().received == 0


def test_signed_out_is_401_and_keeps_what_arrived(client, signed, url):
    patch(signed, url, 0, DATA[:5000])
    client.logout()
    assert patch(client, url, 5000, b"x").status_code == 401
    assert Upload.objects.get().received == 5000


def test_a_second_writer_is_told_to_wait(signed, url):
    upload = Upload.objects.get()
    with parts.held(upload.uid):
        assert patch(signed, url, 0, DATA[:10]).status_code == 423
    assert patch(signed, url, 0, DATA[:10]).status_code == 204


def test_a_full_disk_is_507_and_nothing_of_the_part_counts(signed, url, monkeypatch):
    patch(signed, url, 0, DATA[:5000])

    def full(file, chunk):
        file.write(chunk[:100])
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(parts, "_write_all", full)
        assert patch(signed, url, 5000, DATA[5000:]).status_code == 507
    assert head(signed, url)["Upload-Offset"] == "5000"
    patch(signed, url, 5000, DATA[5000:])
    assert signed.post(f"{url}finish/").status_code == 200


def test_a_disk_that_is_full_at_the_check_keeps_the_upload(signed, entry, url, monkeypatch):
    patch(signed, url, 0, DATA)

    def keep(*args, **kwargs):
        raise store.refusal(OSError(errno.ENOSPC, "full"))

    with monkeypatch.context() as patched:
        patched.setattr(store, "keep", keep)
        assert signed.post(f"{url}finish/").status_code == 507
    assert signed.post(f"{url}finish/").status_code == 200


def test_what_a_power_cut_took_is_sent_again(signed, url):
    patch(signed, url, 0, DATA[:9000])
    with open(parts.path_of(Upload.objects.get().uid), "r+b") as file:
        file.truncate(4000)
    assert head(signed, url)["Upload-Offset"] == "4000"
    assert patch(signed, url, 9000, DATA[9000:]).status_code == 409
    assert patch(signed, url, 4000, DATA[4000:]).status_code == 204
    assert signed.post(f"{url}finish/").status_code == 200


def test_a_wrong_kind_is_told_after_its_first_bytes(signed, entry):
    before = set(parts.place().iterdir())
    answer = create(signed, entry, 30_000_000, data=b"GIF89a" + b"\0" * 9000)
    assert answer.status_code == 422
    assert "Found: GIF. Wanted: PNG" in answer.json()["message"]
    assert Upload.objects.count() == 0
    assert set(parts.place().iterdir()) == before


def test_a_refused_file_ends_its_upload(signed, entry, url):
    patch(signed, url, 0, DATA[:-4000] + b"\0" * 4000)
    answer = signed.post(f"{url}finish/")
    assert (answer.status_code, answer.json()["code"]) == (422, "file_refused")
    assert (Upload.objects.count(), placed(entry)) == (0, [])


def test_two_ask_for_the_end_and_one_file_comes_of_it(signed, entry, url):
    patch(signed, url, 0, DATA)
    uploads.claim(Upload.objects.get(), at=clock.now())
    assert signed.post(f"{url}finish/").status_code == 422
    Upload.objects.update(checking_since=clock.now() - timedelta(minutes=6))
    assert signed.post(f"{url}finish/").status_code == 200
    assert entry.materials.count() == 1


def test_expired_uploads_and_strays_are_swept(signed, entry, url, time_machine):
    patch(signed, url, 0, DATA[:5000])
    uid = Upload.objects.get().uid
    now = clock.now()
    assert uploads.sweep(at=now + timedelta(hours=23)) == 0
    time_machine.move_to(now + timedelta(hours=25), tick=False)
    assert patch(signed, url, 5000, b"x").status_code == 410
    assert uploads.sweep(at=clock.now()) >= 1  # other tests' strays are a day old now as well
    assert (Upload.objects.count(), parts.path_of(uid).exists()) == (0, False)
    assert head(signed, url).status_code == 404


def test_a_companys_room_is_kept_at_the_beginning(signed, owner, entry, settings):
    settings.COMPANY_BYTES, settings.COMPANY_FILES = 3_000_000, 2
    assert create(signed, entry, 2_000_000).status_code == 201
    second = create(signed, entry, 2_000_000)
    assert second.status_code == 413
    assert second.json()["message"] == (
        "Found: 4 MB with this file. Allowed for your company: at most 3 MB."
    )
    assert create(signed, entry, 1_000_000).status_code == 201
    third = create(signed, entry, 1)
    assert third.json()["message"] == ("Found: 3 files of your company. Allowed: at most 2.")
    owner.company.most_bytes, owner.company.most_files = 9_000_000, 9
    owner.company.save()
    assert create(signed, entry, 2_000_000).status_code == 201


def test_the_form_keeps_to_the_room_too(signed, entry, settings):
    settings.COMPANY_FILES = 0
    before = {path for path in parts.place().parent.rglob("*") if path.is_file()}
    form = {"revision": entry.latest_revision, "file.hero": picture()}
    answer = signed.post(f"/portal/launches/{entry.uid}/", form)
    assert answer.status_code == 422
    assert b"Allowed: at most 0." in answer.content
    assert {path for path in parts.place().parent.rglob("*") if path.is_file()} == before
