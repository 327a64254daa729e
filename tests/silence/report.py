"""The table of the design's doors: by what each of them was tried, and how it answered."""

import re
from typing import NamedTuple

from rich.table import Table

Faults = dict[str, list[str]]  # {proof: what was not as promised}
CRAWL, BYTES, KEPT, TIME, INSTANT = "crawl", "bytes", "logs and cache", "time", "instant"


class Row(NamedTuple):
    """A door, the proofs that try it, and what a fault about it would say."""

    door: str
    proofs: tuple[str, ...]
    about: str = ""


DESIGN = (
    Row(
        "page, list and search of a launch before its instant", (CRAWL, BYTES), r"/launches/|/ |q="
    ),
    Row("the instant: no process has to do anything", (INSTANT,)),
    Row("originals, renditions, documents and their names", (CRAWL, INSTANT), r"/files/"),
    Row(
        "Wagtail's API, choosers and dynamic images",
        (CRAWL,),
        r"/cms/|/images/|/documents/|/v[23]/",
    ),
    Row(
        "drafts, proposals and recalls; another company's desk",
        (CRAWL,),
        r"/portal/|/accounts/|/cms/",
    ),
    Row(
        "unreleased and absent: every method, condition and range",
        (CRAWL,),
        r"conditi|date|range|anonymous",
    ),
    Row(
        "blocks, companies, stages and slates that point at a hidden one",
        (CRAWL, BYTES),
        r"/companies|/stages|/programme|/slates|/screen",
    ),
    Row("EXIF and names inside pictures, kits and papers", (CRAWL,), r"/files/|\.zip|\.pdf"),
    Row("time of hidden and absent", (TIME,)),
    Row("counts, cursors, ids, sitemap, feeds: the same bytes without it", (BYTES,)),
    Row("shared cache, logs of all processes", (KEPT,)),
    Row(
        "keys of each scope, ended, suspended; accredited press beyond its right",
        (CRAWL,),
        r"key|outlet",
    ),
    Row("people of each group of the desk, outside their rooms", (CRAWL,), r"desk: "),
    Row("forged Host and forwarding headers", (CRAWL,), r"forwarded|rewritten|another host"),
)


def table(faults: Faults) -> Table:
    """One line a door; a fault stands at each door that it is about."""
    made = Table("door of the design", "tried by", "", title="The design's doors")
    for row in DESIGN:
        about = re.compile(row.about)
        open_ = [
            line for proof in row.proofs for line in faults.get(proof, ()) if about.search(line)
        ]
        made.add_row(row.door, ", ".join(row.proofs), f"{len(open_)} OPEN" if open_ else "silent")
    return made


def every(faults: Faults) -> list[str]:
    return [line for lines in faults.values() for line in lines]
