"""A committee's list of 10,000 rows, from the file to drafts with pages: XLSX and CSV."""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.base import ROOT, environment, migrated
from tests import services

ROWS = 10_000
NAMES = ROOT / "launches/demo/data/launches.csv"
SAYS = "A summary of the product in a sentence of usual length, as a committee writes it. " * 2


def run() -> list[tuple[str, str, str]]:
    """Rows of the table: what, measured, aim."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        lists = [_csv(Path(folder)), _xlsx(Path(folder))]
        for name, base in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
            for path in lists:
                with base() as env:
                    seconds = _imported(path, env)
                what = f"import of {ROWS:,} rows, {path.suffix[1:].upper()}, {name}"
                found.append((what, f"{seconds:.1f} s", "60 s"))
    return found


@contextmanager
def sqlite() -> Iterator[dict[str, str]]:
    import shutil

    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(migrated(), folder)
        yield environment(Path(folder))


@contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    with services.postgresql() as url, tempfile.TemporaryDirectory() as folder:
        env = {**environment(Path(folder)), "DATABASE_URL": url}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=env, check=True)
        yield env


def _imported(path: Path, env: dict[str, str]) -> float:
    """Seconds of the whole command, from its start; fails where a row is missing."""
    shell = "from tests.factories import ThemeFactory; ThemeFactory()"
    subprocess.run([sys.executable, "manage.py", "shell", "-c", shell], env=env, check=True,
                   capture_output=True, cwd=ROOT)  # fmt: skip
    start = time.monotonic()
    command = [sys.executable, "manage.py", "import_launches", str(path)]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True, cwd=ROOT)
    seconds = time.monotonic() - start
    if f"Made {ROWS} drafts" not in done.stdout:
        raise RuntimeError(done.stdout)
    return seconds


def _rows() -> Iterator[list[str]]:
    yield ["Company", "Product", "Country", "Launch date", "Website", "Tagline", "Summary"]
    with open(NAMES, encoding="utf-8", newline="") as file:
        real = list(csv.DictReader(file))
    for number in range(ROWS):
        row = real[number % len(real)]
        yield [
            row["company"],
            f"{row['product']} {number}",
            row["company_country"],
            row["launch_date"] or row["launch_year"],
            row["website"],
            row["tagline"],
            SAYS,
        ]


def _csv(folder: Path) -> Path:
    path = folder / "list.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_rows())
    return path


def _xlsx(folder: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Launches")
    for row in _rows():
        sheet.append(row)
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


if __name__ == "__main__":
    os.chdir(ROOT)
    for line in run():
        print(*line)
