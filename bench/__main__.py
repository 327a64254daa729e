"""`make bench`: what it costs, as one table. Ratios are taken in one run.

python -m bench [--only WORD] [--seconds 2]

Installs the tools that it measures with (as root, by apt), or says how to.
"""

import argparse
import importlib
import os
import platform
import sys
import time
from datetime import date

from bench.load import program
from tests import services

NEEDED = {
    "wrk": lambda: program("wrk"),
    "nginx": lambda: program("nginx"),
    "postgresql": services.postgresql_bin,
}
PARTS = [
    "images",
    "submission",
    "editor",
    "importing",
    "push",
    "changes",
    "slates",
    "instant",
    "rush",
    "public_list",
    "keyed",
    "kits",
    "desk",
    "record",
    "approving",
    "search",
]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="run the parts whose name holds this word")
    options.add_argument("--seconds", type=int, default=2, help="length of each load")
    chosen = options.parse_args()
    os.environ["BENCH_SECONDS"] = str(chosen.seconds)
    services.install(NEEDED, "make bench")
    begun = time.monotonic()
    cores = os.cpu_count()
    load = os.getloadavg()[0]
    print(f"{date.today()}, {cores} cores, Python {platform.python_version()}, load {load:.1f}")
    print("Rates: the best round (the median).")
    print(f"{'what':58}{'measured':>18}  aim")
    failed = False
    for name in PARTS:
        if chosen.only not in name:
            continue
        try:
            for what, measured, aim in importlib.import_module(f"bench.{name}").run():
                print(f"{what:58}{measured:>18}  {aim}", flush=True)
        except Exception as error:
            failed = True
            print(f"{name:58}{'not measured':>18}  {type(error).__name__}: {error}", flush=True)
    print(f"all in {time.monotonic() - begun:.0f} s")
    return failed


if __name__ == "__main__":
    sys.exit(main())
