"""Keyed reads: 200 outlets' keys in turn, launches under embargo, each answer in the ledger.

The house's own web process with its limits on. All entries are counted against all answers.
"""

import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench import base
from bench.load import Server, best, loaded
from bench.public_list import PATH, filled

Row = tuple[str, str, str]
SIZE, CLOSED, KEYS = 7_000, 200, 200
ROUNDS = 5
CONNECTIONS = 128
AIM = "5,000/s"

OUTLETS = f"""
from datetime import timedelta
from launches import clock
from launches.domain import outlets
from launches.domain.outlets import Limits
from launches.models import Edition, Launch, WireEntry
from tests import factories
at = clock.now()
opens = at + timedelta(days=1)
uids = list(Edition.objects.values_list("launch_uid", flat=True)[:{CLOSED}])
for rows in (Edition.objects.filter(launch_uid__in=uids), Launch.objects.filter(uid__in=uids)):
    rows.update(opens_at=opens)
WireEntry.objects.filter(launch_uid__in=uids).update(visible_at=opens, opens_at=opens)
for number in range({KEYS}):
    outlet = factories.OutletFactory()
    limits = Limits(rate=outlets.MOST_A_MINUTE)
    print(outlets.create_key(outlet, scopes=["press"], at=at, limits=limits)[1])
"""
SCRIPT = """
local asks, number = {{}}, 0
init = function(args)
  for key in io.lines("{keys}") do
    asks[#asks + 1] = wrk.format("GET", nil, {{["Authorization"] = "Bearer " .. key}})
  end
end
request = function()
  number = number + 1
  return asks[number % #asks + 1]
end
"""


def run() -> Iterator[Row]:
    """Rows of the table: what, measured, aim."""
    with tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        folder = Path(name) / "house"
        yield filled(folder, SIZE)
        env = base.environment(folder)
        keys, script = Path(name) / "keys", Path(name) / "keys.lua"
        keys.write_text(told(env, OUTLETS))
        script.write_text(SCRIPT.format(keys=keys))
        with Server(env, "rsgi", "cms.front:app") as server:
            first = listed(server.url, keys.read_text().split()[0])
            assert first["status"] == "embargoed", first
            yield from measured(server, "list of 20", PATH, script, env)
            yield from measured(server, "one launch", first["href"], script, env)


def measured(
    server: Server, what: str, path: str, script: Path, env: dict[str, str]
) -> Iterator[Row]:
    before, spent = entries(env), server.cpu()
    asked = ("-s", str(script))
    loads = [loaded(server.url + path, *asked, connections=CONNECTIONS) for _ in range(ROUNDS)]
    spent, new = server.cpu() - spent, entries(env) - before
    count = sum(load.count for load in loads)
    # wrk counts no answer that came after its end; the ledger does.
    assert count <= new <= count + ROUNDS * CONNECTIONS, (count, new)
    yield f"{what}, {KEYS} keys in turn", best([load.rate for load in loads]), AIM
    yield "  p99, the best round", f"{min(load.p99 for load in loads):.0f} ms", ""
    yield "  processor time for one answer", f"{spent / count * 1e6:.0f} µs", ""
    yield "  entries of the ledger", f"{new:,} for {count:,}", "no fewer"


def listed(url: str, key: str) -> dict[str, str]:
    """The first of the list that a key reads."""
    asked = urllib.request.Request(url + PATH, headers={"Authorization": f"Bearer {key}"})
    return json.load(urllib.request.urlopen(asked))["results"][0]


def entries(env: dict[str, str]) -> int:
    return int(told(env, "from launches.models import LedgerEntry as e; print(e.objects.count())"))


def told(env: dict[str, str], code: str) -> str:
    """What a process of its own prints."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(
        command, env=env, cwd=base.ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout
