"""500 launches open at one instant, while readers ask as fast as they are answered.

The mix: the list, longer, of a search, as ninjs and as a feed, and single launches that stay as
they are. All of it is made anew at the instant. An answer is stale if it came later than 100 ms
after the instant and is still what was said before; the clock of the reader counts.
"""

import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench import base
from bench.load import Server
from bench.slates import SIZE, lock, told

Row = tuple[str, str, str]
FORUM = 7_000
BEFORE, AFTER = 1.0, 1.0  # seconds of load on each side of the instant
CONNECTIONS = 32
LIST = "/api/v1/launches/"
CHANGING = (LIST, f"{LIST}?limit=100", f"{LIST}?q=a", f"{LIST}?format=ninjs", "/feeds/launches.rss")
SCRIPT = """
local ffi = require("ffi")
ffi.cdef[[ typedef struct { long s; long us; } instant; int gettimeofday(instant *, void *); ]]
local cell, threads = ffi.new("instant"), {}
local function now()
  ffi.C.gettimeofday(cell, nil)
  return tonumber(cell.s) + tonumber(cell.us) / 1e6
end
function setup(thread) table.insert(threads, thread) end
function init(args)
  opens, old, asks, number = tonumber(args[1]), {}, {}, 0
  errors, stale, fresh, last = 0, 0, 0, 0
  for index = 2, #args do
    local tag = args[index]:match("^tag:(.*)")
    if tag then old[tag] = true else asks[#asks + 1] = wrk.format("GET", args[index]) end
  end
end
function request()
  number = number + 1
  return asks[number % #asks + 1]
end
function response(status, headers, body)
  if status ~= 200 then errors = errors + 1 end
  if old[headers["etag"]] then
    last = now() - opens
    if last > 0.1 then stale = stale + 1 end
  end
end
function done(summary, latency, requests)
  local thread = threads[1]
  io.write(string.format("told %d %f %d %d %f %f %f\\n", summary.requests,
    summary.duration / 1e6, thread:get("errors") + summary.errors.timeout + summary.errors.read,
    thread:get("stale"), thread:get("last") * 1000,
    latency:percentile(99) / 1000, latency.max / 1000))
end
"""


def run() -> Iterator[Row]:
    """Rows of the table: what, measured, aim."""
    with tempfile.TemporaryDirectory(prefix="unveil-bench-") as name:
        folder = Path(name)
        (folder / "static").mkdir()
        shutil.copy(base.migrated(), folder)
        (folder / "mix.lua").write_text(SCRIPT)
        env = base.environment(folder)
        with Server(env, "rsgi", "cms.front:app") as server:
            opens_at = float(told(env, lock(FORUM)).split()[1])
            yield from opening(server, folder / "mix.lua", opens_at)


def opening(server: Server, script: Path, opens_at: float) -> Iterator[Row]:
    tags, single = before(server.url)
    mix = [path for path in CHANGING for _ in range(4)] + single
    begin = opens_at - BEFORE
    if time.time() > begin:
        raise TimeoutError("the slate was not locked in time")
    time.sleep(begin - time.time())
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{BEFORE + AFTER:.0f}", "-s", script]
    said = [f"{opens_at}", *mix, *(f"tag:{tag}" for tag in tags)]
    done = subprocess.run(
        [*command, server.url, "--", *said], capture_output=True, text=True, check=True
    )
    line = next(one for one in done.stdout.splitlines() if one.startswith("told "))
    count, seconds, errors, stale, last, p99, worst = map(float, line.split()[1:])
    yield (
        f"{SIZE} launches open under load: answers a second",
        f"{count / seconds:,.0f}/s",
        "20,000/s",
    )
    yield "  refused or lost", f"{errors:.0f} of {count:,.0f}", "none"
    yield "  stale after 100 ms; the last old answer", f"{stale:.0f}; {last:.0f} ms", "none; 100 ms"
    yield "  p99 (the slowest)", f"{p99:.0f} ({worst:.0f}) ms", "100 ms"


def before(url: str) -> tuple[list[str], list[str]]:
    """(tags of what will change, addresses of launches that will not)."""
    tags = [urllib.request.urlopen(url + path).headers["ETag"] for path in CHANGING]
    oldest = json.load(urllib.request.urlopen(f"{url}{LIST}?ordering=opens_at"))
    return tags, [row["href"] for row in oldest["results"]]
