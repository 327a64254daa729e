"""The disk is really full: refused in words, nothing half accepted, reads go on, and it ends."""

import contextlib
import os
import re
import sqlite3
import subprocess

import pytest
import requests

from tests.launches.portal.conftest import picture
from tests.launches.portal.test_uploads import told
from tests.runtime.house import House

ROOM = "48m"
TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}
OWNER = """
from tests.factories.page import entry as page_of
from tests.silence.askers import signed_in as known
factories.launch("released")
owner = factories.MemberFactory()
page = page_of("draft", owner=owner)
print(page.launch.uid, known(owner.user)["Cookie"].partition("=")[2])
"""


def mounted(folder) -> bool:
    """Whether this machine lets us have a disk of our own."""
    if os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", folder]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small(tmp_path):
    """A house on a disk of 48 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mounted(folder):
        pytest.skip("needs the right to mount a small disk")
    house = None
    try:
        house = House(folder)
        yield house, folder
    finally:
        if house:
            house.close()
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder) -> None:
    """To the last byte."""
    with contextlib.suppress(OSError), (folder / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


def signed_in(house: House) -> tuple[requests.Session, str]:
    """A company's owner, as the portal's script speaks for them, and the id of their draft."""
    uid, cookie = house.act(OWNER).split()
    session = requests.Session()
    session.cookies.set("sessionid", cookie)
    page = session.get(house.url("/portal/")).text
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)[1]
    session.headers["X-CSRFToken"] = token
    return session, uid


@pytest.mark.real
def test_a_full_disk_takes_nothing_half_and_everything_once_there_is_room(small):
    house, folder = small
    session, uid = signed_in(house)
    data = picture().getvalue()
    made = session.post(
        house.url(f"/portal/launches/{uid}/uploads/"),
        headers={"Tus-Resumable": "1.0.0", "Upload-Length": str(len(data))}
        | {"Upload-Metadata": told()},
    )
    upload = house.url(made.headers["Location"])
    first = session.patch(upload, data[:5000], headers=TUS | {"Upload-Offset": "0"})
    assert (made.status_code, first.status_code) == (201, 204)
    read = [house.get(path) for path in ("/api/v1/launches/", "/launches/")]

    fill(folder)
    rest = TUS | {"Upload-Offset": "5000"}
    refused = session.patch(upload, data[5000:], headers=rest)
    assert refused.status_code == 507, refused.text
    handed = session.post(house.url("/accounts/login/"), {"login": "x@x.example", "password": "x"})
    assert handed.status_code < 500 or handed.status_code == 507
    again = [house.get(path) for path in ("/api/v1/launches/", "/launches/")]
    assert [answer.status_code for answer in (*read, *again)] == [200] * 4
    assert again[0].content == read[0].content

    (folder / "filler").unlink()
    offset = session.head(upload, headers={"Tus-Resumable": "1.0.0"}).headers["Upload-Offset"]
    assert offset == "5000"
    assert session.patch(upload, data[5000:], headers=rest).status_code == 204
    assert session.post(upload + "finish/").status_code == 200
    with sqlite3.connect(folder / "unveil.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
