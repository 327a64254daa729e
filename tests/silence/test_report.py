"""The report: what was heard stands at its door, and nothing heard goes unseen."""

import pytest
from rich.console import Console

from tests.silence import report


def printed(faults: report.Faults) -> str:
    console = Console(width=160)
    with console.capture() as said:
        console.print(report.table(faults))
    return said.get()


@pytest.mark.parametrize(
    ("proof", "fault", "door"),
    [
        (report.CRAWL, "desk: without nginx, Editors: GET /", "each group of the desk"),
        (report.CRAWL, "press, through nginx, key for press: GET /api/v1/x/", "keys of each scope"),
        (report.CRAWL, "without nginx, anonymous: GET /files/x.jpg", "EXIF"),
        (report.BYTES, "through nginx: /sitemap.xml is another", "counts, cursors"),
        (report.INSTANT, "through nginx: /feeds/launches.rss was late", "the instant"),
    ],
)
def test_a_fault_stands_at_its_door(proof, fault, door):
    (line,) = [line for line in printed({proof: [fault]}).splitlines() if door in line]
    assert "1 OPEN" in line
    assert report.every({proof: [fault]}) == [fault]


def test_silence_is_said_of_every_door():
    assert printed({}).count("silent") == len(report.DESIGN)
    assert "OPEN" not in printed({})
