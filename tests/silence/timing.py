"""Whether the time of an answer tells hidden from absent."""

import random
import time

import requests
from rich.console import Console
from rich.table import Table

from tests.silence.ranks import difference

PAIRS = 200
SURE = 0.01  # told apart twice in the same direction: once in 20,000 where nothing is there
ABSENT = "abcdefghjkmnpqrs"


def apart(url: str, known: dict[str, str], console: Console) -> list[str]:
    """The addresses by whose time a reader could tell that a launch is there."""
    pairs = [
        (f"/launches/{known['slug']}/", "/launches/never-was-one-abc123/"),
        (f"/api/v1/launches/{known['uid']}/", f"/api/v1/launches/{ABSENT}/"),
        (f"/api/v1/companies/{known['company']}/", f"/api/v1/companies/{ABSENT}/"),
        (f"/files/{known['file']}.jpg", f"/files/{ABSENT}.jpg"),
    ]
    faults, table = (
        [],
        Table("address", "hidden above absent", "p", title="Time, hidden and absent"),
    )
    for hidden, absent in pairs:
        share, p = difference(*measured(url + hidden, url + absent))
        if p < SURE:
            again, p = difference(*measured(url + hidden, url + absent))
            if p < SURE and (again > 0.5) == (share > 0.5):
                faults.append(f"{hidden} differs in time from an absent one (p {p:.5f})")
            share = again
        table.add_row(hidden, f"{share:.0%}", f"{p:.3f}")
    console.print(table)
    return faults


def measured(hidden: str, absent: str) -> tuple[list[float], list[float]]:
    """Seconds of each answer, in turn and in a random order within each turn."""
    times: dict[str, list[float]] = {hidden: [], absent: []}
    with requests.Session() as session:
        for turn in range(PAIRS + 5):
            for url in random.sample([hidden, absent], 2):
                begun = time.perf_counter()
                session.get(url, timeout=30)
                if turn >= 5:  # the first ones warm everything up
                    times[url].append(time.perf_counter() - begun)
    return times[hidden], times[absent]
