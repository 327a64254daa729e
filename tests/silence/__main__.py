"""The proof of silence on a throw-away house: real processes, real nginx, real time.

    manage.py leakcheck

It plants hidden launches in every state, asks every route as everybody who must not know (press
about what is under no embargo, the desk outside its rooms), with and without nginx and its
shared cache, compares the public bytes with and without them, and hidden with absent in words
and in time; then it lets the instant of one come and watches every promised door. Prints the
table of the design's doors. Exits 1 if anything is not as promised, all told.
"""

import json
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import django
from rich.console import Console
from rich.table import Table

from tests.runtime.house import House
from tests.silence import crawl, doors, nginx, report
from tests.silence.timing import apart
from tests.silence.words import CANARY, DEEP, DESK_ROOMS, OWN_ROOMS

CLOSED = "closed: the proxy hangs up on who asks for a host that is not its own"
Fronts = dict[str, tuple[str, dict[str, str]]]  # name: address, and the name it answers to
SOON = 6  # seconds until the instant, from the act that moves it there
PUBLIC = ["/", "/launches/", "/sitemap.xml", "/press/", "/screen/", "/robots.txt", "/programme/"]
PUBLIC += [
    f"/api/v1/{name}/" for name in ("launches", "companies", "themes", "programme", "stages")
]
PUBLIC += [f"/api/v1/{name}/" for name in ("slates", "changes")]
PUBLIC += ["/api/v1/changes/?after=end", "/api/v1/search/?q=Zyzzyva"]
PUBLIC += [f"/feeds/launches.{name}" for name in ("rss", "atom", "json", "ics")]
FURNISH = """
factories.RundownFactory(stage__slug="hall", stage__name="Hall")
factories.launch("released", product="Open One")
from tests.silence import states
states.before()
"""
PLANT = """
from tests.silence import planting, states
later = clock.now() + timedelta(hours=6)
states.plant(opens_at=later)
states.embargoed(planting.CANARY, opens_at=later)
entry = planting.draft()
fields = planting.plant(entry)
planting.approve(entry, opens_at=later)
print(__import__("json").dumps([entry.uid, fields]))
"""
STAGE = """
import json
from launches.models import Rundown
from tests.architecture.routes import addresses
from tests.silence import askers, planting, states
entry = Launch.objects.get(uid="{uid}")
planting.stage(entry, Rundown.objects.get(stage__slug="hall"))
ids = planting.ids_of(entry)
file = entry.editions.get().files.filter(format="jpg", role="original").first().uid
known = dict(uid=entry.uid, slug=entry.slug, company=entry.company.uid, stage="hall", file=file)
known["theme"] = entry.theme.slug
people = dict(all=askers.everybody(), press=askers.press(), desk=askers.desk())
print(json.dumps([known, addresses(ids), addresses(states.ids()), people]))
"""
OPEN = """
entry = Launch.objects.get(uid="{uid}")
soon = clock.now() + timedelta(seconds={soon})
chief = factories.UserFactory(releaser=True)
release.move_embargo(entry, opens_at=soon, reason="Now.", by=chief, at=clock.now())
print(soon.timestamp())
"""


def main() -> int:
    console, begun = Console(log_path=False), time.monotonic()
    console.log("Starting a house of its own. All of it takes about ten minutes.")
    django.setup()  # for the list of migrations; all else happens in the house's processes
    with tempfile.TemporaryDirectory(prefix="unveil-silence-") as name, ExitStack() as stack:
        data, logs = Path(name) / "data", Path(name) / "nginx"
        data.mkdir()
        logs.mkdir()
        steady = {"API_RATE_LIMITS": "false", "DEMO": "false"}
        house = House(data, static=True, log=logs / "house.log", **steady)
        stack.callback(house.stop)
        fronts = {"without nginx": (house.url(""), {})}
        if nginx.program():
            ports = {"web": house.port, "live": house.live_port}
            port = stack.enter_context(nginx.nginx(logs, **ports, data=data))
            fronts["through nginx"] = (f"http://127.0.0.1:{port}", {"Host": nginx.NAME})
        else:
            console.print("nginx is not installed: asked without it only.", style="yellow")
        found = check(house, fronts, logs, console)
    console.print(report.table(found))
    faults = report.every(found)
    for fault in faults:
        console.print(f"NOT AS PROMISED  {fault}", style="red", highlight=False, soft_wrap=True)
    minutes, seconds = divmod(round(time.monotonic() - begun), 60)
    took = f"Took {minutes} min {seconds} s."
    summary = f"{len(faults)} faults." if faults else "Silent before, everywhere after."
    console.print(f"{summary} {took}", highlight=False)
    return 1 if faults else 0


def check(house: House, fronts: Fronts, logs: Path, console: Console) -> report.Faults:
    """All that is not as promised, in words; the tables are printed as they come."""
    console.log("Reading what the public reads, then planting the hidden launches")
    house.act(FURNISH)
    before = {name: crawl.bodies(*front, PUBLIC) for name, front in fronts.items()}
    uid, fields = json.loads(house.act(PLANT))
    console.print(f"Planted {len(fields)} text fields: {', '.join(sorted(fields))}")
    same = [
        f"{name}: {path} is another with the hidden launch than without"
        for name, front in fronts.items()
        for path, body in crawl.bodies(*front, PUBLIC).items()
        if body != before[name][path]
    ]
    known, addresses, deep, people = json.loads(house.act(STAGE.format(uid=uid)))
    canaries = [CANARY, uid, known["company"], DEEP]
    outside = [one for one in (*addresses, *deep) if not one.startswith(DESK_ROOMS)]
    said = []
    for name, front in fronts.items():
        said += heard(name, front, addresses, people["all"], canaries, console)
        said += heard(f"{name}, other states", front, deep, people["press"], [DEEP], console)
    name, front = next(iter(fronts.items()))
    said += heard(f"desk: {name}", front, outside, people["desk"], [CANARY, DEEP], console)
    kept = crawl.kept(logs, CANARY) + crawl.kept(logs, DEEP)
    console.log("Measuring hidden and absent in turn")
    apart_ = apart(house.url(""), known, console)
    console.log(f"Opening one of them in {SOON} seconds, and asking every promised door")
    opens = float(house.act(OPEN.format(uid=uid, soon=SOON)))
    late = spoken(fronts, doors.doors(known, CANARY), opens, console)
    return dict(
        zip(
            (report.CRAWL, report.BYTES, report.KEPT, report.TIME, report.INSTANT),
            (said, same, kept, apart_, late),
            strict=True,
        )
    )


def heard(
    name: str,
    front: tuple[str, dict[str, str]],
    addresses: list[str],
    everybody: dict[str, dict[str, str]],
    canaries: list[str],
    console: Console,
) -> list[str]:
    """The table of who asked how much; what they heard and what broke."""
    (url, host), faults = front, []
    console.log(f"Asking {len(addresses)} addresses as {len(everybody)} askers, {name}")
    heads = ("who asked", "requests", "heard", "errors", "closed", "seconds")
    table = Table(*heads, title=f"Before, {name}")
    for who, headers in everybody.items():
        begun, own = time.monotonic(), OWN_ROOMS.get(who, ())
        asked = [one for one in addresses if not one.startswith(own)]
        every = who == "anonymous" and not host
        if "Cookie" in headers and not crawl.known(url, host | headers):
            faults.append(f"{name}, {who}: not signed in, so this proves nothing")
        told = crawl.crawl(url, asked, host | headers, canaries, every_method=every)
        counts = (told.asked, len(told.heard), len(told.failed), told.closed)
        counts = (*counts, round(time.monotonic() - begun))
        table.add_row(who, *map(str, counts))
        faults += [f"{name}, {who}: {line}" for line in (*told.heard, *told.failed)]
        if told.closed and host and "Host" in headers:
            table.caption = CLOSED
        elif told.closed:
            faults.append(f"{name}, {who}: {told.closed} requests got no answer")
    console.print(table)
    return faults


def spoken(fronts: Fronts, promised: list[doors.Door], opens: float, console: Console) -> list[str]:
    """The table of doors around the instant; what leaked or came late."""
    front, (url, host) = list(fronts.items())[-1]
    told = doors.watch(promised, url, host, opens)
    table = Table("door", "address", "last silent", "first word", "", title=f"After, {front}")
    for door in promised:
        one = told[door.name]
        state = "LEAK" if one.leaked else "LATE" if one.late else "ok"
        seconds = (one.last_silent, one.first_answer)
        times = ["-" if at is None else f"{at * 1000:+.0f} ms" for at in seconds]
        table.add_row(door.name, door.path, *times, state)
    console.print(table)
    return [
        f"{front}: {door.path} {'spoke early' if told[door.name].leaked else 'was late'}"
        for door in promised
        if told[door.name].leaked or told[door.name].late
    ]


if __name__ == "__main__":
    sys.exit(main())
