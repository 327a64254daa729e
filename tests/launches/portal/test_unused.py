"""Files not in use: listed, discarded for room, and gone from versions that are brought back."""

from launches.enums import Role
from tests.factories import MemberFactory

from .conftest import autosave, opened
from .test_files import placed, upload


def page(client, entry) -> str:
    answer = client.get(f"/portal/launches/{entry.uid}/files/unused/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_replaced_picture_is_discarded_and_the_version_comes_back_without_it(signed, entry):
    first = upload(signed, entry).json()["revision"]
    old = entry.materials.get()
    assert "Every file is in use." in page(signed, entry)
    upload(signed, entry)
    new = entry.materials.last()
    shown = page(signed, entry)
    assert (old.uid in shown, new.uid in shown) == (True, False)
    path = f"/portal/launches/{entry.uid}/files/unused/"
    answer = signed.post(path, {"file": [old.uid, new.uid, "x\0"]}, follow=True)
    assert "1 file is discarded" in answer.content.decode()
    assert "Every file is in use." in answer.content.decode()
    old.refresh_from_db()
    assert old.state == "discarded"
    for kind in ("jpg", "bin"):
        assert signed.get(f"/files/private/{old.uid}.{kind}").status_code == 404
    again = signed.post(path, {"file": old.uid}, follow=True).content.decode()
    assert "Nothing was discarded" in again
    compared = signed.get(f"/portal/launches/{entry.uid}/versions/compare/?from={first}")
    assert compared.status_code == 200
    assert old.filename in compared.content.decode()
    entry.refresh_from_db()
    restored = {"revision": first, "seen": entry.latest_revision}
    signed.post(f"/portal/launches/{entry.uid}/versions/restore/", restored)
    assert placed(entry) == []
    assert signed.get(f"/portal/launches/{entry.uid}/").status_code == 200
    entry.refresh_from_db()
    saved = autosave(signed, entry, entry.latest_revision, {"texts.en.headline": "Goes on"})
    assert saved.status_code == 200


def test_a_viewer_reads_and_a_stranger_finds_nothing(client, signed, entry):
    upload(signed, entry)
    upload(signed, entry)
    old, path = entry.materials.first(), f"/portal/launches/{entry.uid}/files/unused/"
    client.force_login(MemberFactory(company=entry.company, role=Role.VIEWER).user)
    shown = page(client, entry)
    assert old.filename in shown
    assert "Discard the ticked files" not in shown
    client.post(path, {"file": old.uid})
    stranger = MemberFactory()
    opened(stranger, "Theirs")
    client.force_login(stranger.user)
    assert client.get(path).status_code == client.post(path, {"file": old.uid}).status_code == 404
    old.refresh_from_db()
    assert old.state == "ready"
