"""Cold answers of the API at 100,000 launches on PostgreSQL: nothing kept, filter and search.

python -m bench.search measures in the database that the environment names.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from bench.base import ROOT
from bench.importing import postgresql

SIZE, ROUNDS, AIM = 100_000, 15, "20 ms"
LIST = "/api/v1/launches/"
PAGES = {
    "list of 20": LIST,
    "a theme": f"{LIST}?theme=life-and-health",
    "a country that is rare": f"{LIST}?country=FR",
    "a word of all of them": f"{LIST}?q=forum",
    "a word of one in 20,000": f"{LIST}?q=zyzzyva",
    "a Chinese word of one in 20,000": f"{LIST}?q=极光",
    "a Japanese word that is nowhere": f"{LIST}?q=オーロラ",
    "a word that is nowhere": f"{LIST}?q=absent",
    "a word, a theme and a country": f"{LIST}?q=shows&theme=life-and-health&country=FR",
    "a day": f"{LIST}?day=2001-01-01",
    "what changed since": f"{LIST}?updated_since=2100-01-01T00:00:00Z",
    "companies by name": "/api/v1/companies/?q=zyzzyva",
    "everything by a word": "/api/v1/search/?q=极光",
}


def run() -> Iterator[tuple[str, str, str]]:
    """Rows of the table: what, measured, aim."""
    with postgresql() as env:
        done = subprocess.run(
            [sys.executable, "-m", "bench.search"],
            env=env, cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
    for line in done.stdout.splitlines():
        what, middle, worst = line.split("\t")
        yield f"cold at {SIZE:,}: {what}", f"{float(middle):.1f} ({float(worst):.1f}) ms", AIM


def main() -> None:
    subprocess.run([sys.executable, "-m", "bench.fill", str(SIZE)], cwd=ROOT, check=True)
    import django

    django.setup()
    from django.test import Client

    mark()
    client = Client(HTTP_HOST="localhost")
    for what, address in PAGES.items():
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            assert client.get(address).status_code == 200
            times.append((time.perf_counter() - begun) * 1000)
        print(what, statistics.median(times), max(times), sep="\t", flush=True)


def mark() -> None:
    """Give few launches rare words and another country; tell the planner what is there."""
    from django.db import connection
    from django.db.models import F, Value
    from django.db.models.functions import Concat

    from launches.models import Edition

    some = Edition.objects.annotate(place=F("pk") % 20_000).filter(place=7)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE launches_edition DISABLE TRIGGER USER")
        some.update(words=Concat("words", Value("\n极光 zyzzyva")), company="Zyzzyva", country="FR")
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    main()
