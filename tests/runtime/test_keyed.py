"""Keyed reads through the web process: what Django would say, to the header and the ledger's row,
and what another process has done is seen at the next request."""

import json
import time

import pytest
import requests

from tests.runtime.house import House

pytestmark = pytest.mark.real
LIST = "/api/v1/launches/"
SETUP = """
import json
from launches.domain import outlets
from launches.domain.outlets import Limits
at = clock.now()
later = factories.launch("approved", opens_at=at + timedelta(hours=1))
def key(*scopes, **limits):
    outlet = factories.OutletFactory()
    return outlets.create_key(outlet, scopes=scopes, at=at, limits=Limits(**limits))[1]
keys = {
    "press": key("press"), "again": key("press"), "public": key("public"),
    "theme": key("press", themes=[factories.ThemeFactory(slug="other").slug]),
    "english": key("press", languages=["en"]), "elsewhere": key("press", networks=["192.0.2.0/24"]),
    "slow": key("press", rate=3), "revoked": key("press"),
}
now = clock.now()
patience = timedelta(seconds=6) + 2 * (now - at)  # more where the machine is slow
soon = factories.launch("approved", opens_at=now + patience)
ids = {"later": later.uid, "soon": soon.uid, "opens": soon.opens_at.timestamp()}
print(json.dumps(ids | keys))
"""
KILL = """
from launches.domain import outlets
from launches.models import OutletKey, User
from tests.factories import UserFactory
outlets.revoke_key(OutletKey.objects.get(prefix="%s"), at=clock.now())
OutletKey.objects.filter(prefix="%s").update(themes=["other"])
launch = Launch.objects.get(uid="%s")
release.kill(launch, reason="Withdrawn.", by=UserFactory(releaser=True), at=clock.now())
"""
ENTRIES = """
import json
from launches.models import LedgerEntry
from launches.queries import ledger
rows = ledger.with_editions(list(LedgerEntry.objects.order_by("at", "mark")))
print(json.dumps({row.mark: [row.key.prefix, row.outlet_id == row.key.outlet_id, row.what,
    row.address, row.client, row.terms, row.door, sorted(one.launch_uid for one in row.editions),
    row.same_as_id is not None] for row in rows}))
"""


@pytest.fixture(scope="module")
def made(house: House) -> dict:
    return json.loads(house.act(SETUP))


@pytest.fixture
def read(house: House, made: dict):
    """read("press", path) with that key."""

    def ask(name: str, path: str = LIST, **headers: str) -> requests.Response:
        sent = {"Accept-Encoding": "identity", **headers}
        return house.get(path, Authorization=f"Bearer {made[name]}", **sent)

    return ask


def ids(answer: requests.Response) -> dict[str, str]:
    return {row["id"]: row["status"] for row in answer.json()["results"]}


def by_django(house: House, made: dict, name: str, path: str, **headers: str) -> requests.Response:
    """The same from Django: what comes with a body in chunks is left to it."""
    sent = {"Authorization": f"Bearer {made[name]}", "Accept-Encoding": "identity", **headers}
    return requests.get(house.url(path), headers=sent, data=iter([b"{}"]), timeout=10)


def plain(answer: requests.Response) -> tuple:
    """All of an answer but what is this one's own: its mark, the rest of its budget, the time."""
    mark = answer.headers.get("Unveil-Ledger", "-")
    own = {"unveil-ledger": "", "ratelimit": "", "date": ""}
    headers = {name.lower(): value for name, value in answer.headers.items()} | own
    return answer.status_code, headers, answer.text.replace(mark, "MARK")


def test_each_key_reads_its_own_before_and_after_the_instant(made, read):
    soon, later = made["soon"], made["later"]
    both = {soon: "embargoed", later: "embargoed"}
    before = {name: ids(read(name)) for name in ("press", "public", "theme", "english", "again")}
    chinese = ["一句话介绍" in read(name).text for name in ("press", "english")]
    refused = [read("elsewhere").status_code, read("theme", f"{LIST}{soon}/").status_code]
    assert time.time() < made["opens"], "too slow a machine to see it before"
    wanted = {"press": both, "again": both, "english": both, "public": {}, "theme": {}}
    assert (before, chinese, refused) == (wanted, [True, False], [401, 404])
    time.sleep(max(0, made["opens"] - time.time() + 0.001))
    after = {name: ids(read(name)) for name in before}
    opened = dict.fromkeys(("press", "again", "english"), both | {soon: "released"})
    assert after == wanted | opened | {"public": {soon: "released"}}


def test_it_says_what_django_says_and_both_are_in_the_ledger(house, made, read):
    later = made["later"]
    marks, tag = {}, read("press").headers["ETag"]
    for path in (f"{LIST}?limit=5&q=Aurora%20One", f"{LIST}{later}/", f"{LIST}nothing/"):
        answers = [read("press", path), read("again", path), read("press", path)]
        answers.append(by_django(house, made, "press", path))
        assert [plain(one) for one in answers] == [plain(answers[-1])] * 4
        marks |= {one.headers.get("Unveil-Ledger"): path for one in answers}
    known = {"If-None-Match": tag}
    assert plain(read("press", **known)) == plain(by_django(house, made, "press", LIST, **known))
    head = requests.head(
        house.url(LIST), headers={"Authorization": f"Bearer {made['press']}"}, timeout=10
    )
    assert (head.status_code, head.headers.get("Unveil-Ledger")) == (200, None)
    marks.pop(None)
    entries = json.loads(house.act(ENTRIES))
    own = [[*entry[:8], marks.get(mark)] for mark, entry in entries.items() if mark in marks]
    prefixes = [made[name].split("_")[1] for name in ("press", "again", "press", "press")]
    assert own == [
        [prefix, True, path, "127.0.0.1", "program", 0, "api", [later], path]
        for path in dict.fromkeys(marks.values())
        for prefix in prefixes
    ]
    again = [entries[mark][8] for mark in marks]
    assert (
        again == [False, True, True, False] * 2
    )  # Django lists its own; stored ones are listed once


def test_it_is_packed_for_who_takes_that_and_each_has_a_mark_of_its_own(read):
    plain = read("press")
    packed = [read("press", **{"Accept-Encoding": "br, gzip"}) for _ in range(2)]
    told = [one.headers for one in packed]
    assert [one["Content-Encoding"] for one in told] == ["gzip"] * 2
    assert [one.json()["ledger"] for one in packed] == [one["Unveil-Ledger"] for one in told]
    assert len({one["Unveil-Ledger"] for one in (plain.headers, *told)}) == 3
    assert [one.json()["results"] for one in packed] == [plain.json()["results"]] * 2
    assert int(told[0]["Content-Length"]) < len(plain.content) / 2
    known = read("press", **{"Accept-Encoding": "gzip", "If-None-Match": told[0]["ETag"]})
    assert (known.status_code, known.headers["ETag"]) == (304, told[0]["ETag"])


def test_a_keys_budget_is_counted_and_told(read):
    told = [read("slow") for _ in range(4)]
    left = [answer.headers["RateLimit"].split(";")[1] for answer in told]
    assert [one.status_code for one in told] == [200, 200, 200, 429]
    assert left == ["r=2", "r=1", "r=0", "r=0"]


def test_what_another_process_has_done_holds_at_the_next_request(house, made, read):
    later = made["later"]
    seen = [read(name, f"{LIST}{later}/").status_code for name in ("press", "revoked", "again")]
    prefixes = [made[name].split("_")[1] for name in ("revoked", "again")]
    house.act(KILL % (*prefixes, later))
    gone = [read(name, f"{LIST}{later}/").status_code for name in ("press", "revoked", "again")]
    assert (seen, gone) == ([200] * 3, [404, 401, 404])
    assert (later in ids(read("press")), ids(read("again"))) == (False, {})


def test_two_keys_in_one_request_and_forged_ones_open_nothing(house, made):
    forged = made["press"][:-4] + "AAAA"
    for said in (f"Bearer {forged}", f"Bearer {made['press']}, Bearer {made['again']}", "Bearer x"):
        assert house.get(LIST, Authorization=said).status_code == 401, said
