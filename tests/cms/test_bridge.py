"""What another process works on waits in threads of its own, and keeps nobody else."""

import asyncio
import threading

import pytest

from cms.bridge import IN_MEMORY, Bridge, is_slow


@pytest.mark.parametrize(
    ("path", "kind", "length", "slow"),
    [
        ("/portal/launches/abc/files/", "multipart/form-data; boundary=x", 10, True),
        ("/portal/launches/abc/uploads/def/finish/", "application/json", 0, True),
        ("/portal/launches/abc/files/def/crop/", "", 0, True),
        ("/portal/receipts/unv-1/receipt.pdf", "", 0, True),
        ("/api/v1/launches/abc/kit.zip", "", 0, True),
        ("/press/kits/abc.zip", "", 0, True),
        ("/portal/launches/abc/", "multipart/form-data; boundary=x", IN_MEMORY + 1, True),
        ("/portal/launches/abc/", "multipart/form-data; boundary=x", 900, False),
        ("/portal/launches/abc/uploads/def/", "application/offset+octet-stream", 8 << 20, False),
        ("/portal/launches/abc/submit/", "application/x-www-form-urlencoded", 20, False),
        ("/", "", 0, False),
    ],
)
def test_what_is_slow(path, kind, length, slow):
    environ = {"PATH_INFO": path, "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(length)}
    assert is_slow(environ) == slow


def test_handing_in_does_not_wait_behind_files():
    bridge, gate = Bridge(lambda _environ, _start: [], threads=1, slow_threads=1), threading.Event()

    async def rush() -> tuple[str, bool]:
        files = [asyncio.ensure_future(bridge.work(gate.wait, 10, slow=True)) for _n in range(20)]
        said = await asyncio.wait_for(bridge.work(lambda: "handed in"), 5)
        waiting = not any(file.done() for file in files)
        gate.set()
        await asyncio.gather(*files)
        return said, waiting

    assert asyncio.run(rush()) == ("handed in", True)
    bridge.close()
