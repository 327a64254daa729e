"""The house behind real nginx, by the configuration that docs/ recommends."""

import contextlib
import time

import pytest
import requests

from tests.runtime.house import House
from tests.silence import nginx

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not nginx.program(), reason="nginx is not installed: apt-get install nginx-light"
    ),
]
HIDE = """
entry = factories.launch("approved", opens_at=clock.now() + timedelta(hours=1))
file = entry.editions.get().files.filter(role="original").get()
key = factories.key_of(factories.OutletFactory(), "press")["HTTP_AUTHORIZATION"]
print(entry.uid, f"/files/{file.uid}.{file.format}", key.split()[1])
"""
OPEN = """
entry = Launch.objects.get(uid="{uid}")
chief = factories.UserFactory(releaser=True)
release.release_now(entry, reason="Now.", by=chief, at=clock.now())
"""
KILL = OPEN.replace("release_now", "kill")


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    folder = tmp_path_factory.mktemp("front")
    data = folder / "data"
    data.mkdir()
    house = House(data, TRUSTED_PROXIES="1")
    ports = {"web": house.port, "live": house.live_port}
    with nginx.nginx(folder / "nginx", **ports, data=data) as port:
        yield Front(house, port, folder / "nginx")
    house.stop()


class Front:
    def __init__(self, house, port, folder):
        self.house, self.folder, self.port = house, folder, port

    def get(self, path, **headers):
        headers = {"Host": nginx.NAME, **headers}
        return requests.get(f"http://127.0.0.1:{self.port}{path}", headers=headers, timeout=10)

    def hand_over(self):
        """From now on nginx sends the files itself."""
        self.house.kill("web")
        self.house.env["X_ACCEL"] = "/_private/"
        self.house.up("web")
        for _turn in range(100):  # the port of the killed one may answer connections a little
            with contextlib.suppress(requests.ConnectionError):
                if self.house.get("/livez").ok and self.get("/livez").ok:
                    return
            time.sleep(0.1)
        raise TimeoutError("web has not come back")

    def lines(self, path):
        """Of the access log, those about this address."""
        self.get("/livez")  # nginx writes a line after its answer, and before the next one
        log = (self.folder / "access.log").read_text()
        return [line for line in log.splitlines() if f" {path} " in line]


def test_the_cache_keeps_what_is_open_and_nothing_from_before(front):
    """What a key read is not handed to others, and what was absent is not absent for long."""
    uid, file, key = front.house.act(HIDE).split()
    detail = f"/api/v1/launches/{uid}/"
    press = {"Authorization": f"Bearer {key}"}
    before = [
        (front.get(path, **press).status_code, front.get(path).status_code)
        for path in (file, detail)
        for _again in range(2)
    ]
    assert before == [(200, 404)] * 4
    front.house.act(OPEN.format(uid=uid))
    assert [front.get(path).status_code for path in (file, detail)] == [200, 200]
    whole = front.get(file)
    front.get(file)
    assert front.lines(file)[-1].endswith(" HIT")  # for the minute that the answer allows
    front.hand_over()
    handed = front.get(f"{file}?again")
    assert handed.content == whole.content
    own = ("X-Content-Type-Options", "Content-Security-Policy", "Cross-Origin-Resource-Policy")
    own += ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers")
    assert [handed.headers[name] for name in own] == [whole.headers[name] for name in own]
    front.house.act(KILL.format(uid=uid))
    assert [front.get(path).status_code for path in (f"{file}?again", detail)] == [404, 404]


def test_other_names_and_forged_addresses_end_at_the_door(front):
    with pytest.raises(requests.ConnectionError):
        front.get("/", Host="evil.example")
    forged = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    for path in ("/", "/api/v1/", "/feeds/launches.rss", "/sitemap.xml"):
        answer = front.get(path, **forged)
        assert answer.status_code == 200
        assert "evil.example" not in answer.text + str(answer.headers)


def test_a_stream_is_passed_on_at_once(front):
    address = f"http://127.0.0.1:{front.port}/live/changes/"
    begun = time.monotonic()
    with requests.get(address, headers={"Host": nginx.NAME}, stream=True, timeout=10) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert next(stream.iter_content(1))
    assert time.monotonic() - begun < 5


def test_the_log_holds_no_secret_and_the_limit_is_told(front):
    front.get("/sign-off/very-secret-token/")
    front.get("/launches/?q=very-secret-word")
    assert front.lines("/launches/")
    assert "very-secret" not in (front.folder / "access.log").read_text()
    too_long = {"Host": nginx.NAME, "Content-Length": str(61 * 1024 * 1024)}
    address = f"http://127.0.0.1:{front.port}/portal/"
    assert requests.post(address, headers=too_long, timeout=10).status_code == 413


def test_private_files_have_no_address_of_their_own(front):
    assert front.get("/_private/").status_code == 404
