"""Import a committee's list of launches, and report on every row."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from cms.desk.importing import making
from launches import clock
from launches.errors import UnveilError
from launches.importing.cells import Unreadable
from launches.importing.check import check
from launches.importing.report import Report

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Imports launches from XLSX or CSV as drafts. A row needs company, country, product and "
        "launch date. Rows with errors and duplicates make nothing; running it twice makes "
        "nothing twice. Exits 0 when the file was read and what it says was done, 1 when the "
        "file or the whole list was refused and nothing was made. See docs/importing.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be made")
        parser.add_argument("--report", type=Path, help="write the report here, as JSON")
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--good-rows",
            action="store_true",
            help="make the rows without errors and leave out the others (the default)",
        )
        how.add_argument(
            "--all-or-nothing", action="store_true", help="make nothing if any row has an error"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with _bar() as bar:
            report = self._read(Path(options["file"]), bar)
            self._write(report, options["report"])
            self._say(report)
            if options["all_or_nothing"] and report.errors:
                raise CommandError("Nothing was made: some rows have errors.")
            if options["dry_run"]:
                changed = sum(1 for _row in making.pending(making.known(report)))
                self.stdout.write(f"Dry run: nothing was made. Drafts to change: {changed}.")
                return
            self._make(report, options["all_or_nothing"], bar)

    def _read(self, path: Path, bar: Progress) -> Report:
        task = bar.add_task("Reading", total=None)
        try:
            return check(
                path.read_bytes(),
                existing=making.existing(),
                progress=lambda done: bar.update(task, completed=done),
            )
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        except Unreadable as refusal:
            raise CommandError(str(refusal)) from refusal

    def _write(self, report: Report, path: Path | None) -> None:
        if path is None:
            return
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        try:
            Path(path).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"The report cannot be written: {error.strerror}.") from error

    def _say(self, report: Report) -> None:
        counts = {name: len(rows) for name, rows in report.as_json().items()}
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in counts.items()))
        for row in report.errors[:SHOWN]:
            place = f"{row['sheet']} row {row['row']}".strip()
            self.stdout.write(f"  {place}: {row['code']} {row['field']} “{row['raw']}”")
        if (more := len(report.errors) - SHOWN) > 0:
            self.stdout.write(f"  and {more} more errors")

    def _make(self, report: Report, whole: bool, bar: Progress) -> None:
        total = len(report.records) + len(making.known(report))
        task = bar.add_task("Importing", total=total)
        try:
            made = making.make(
                report,
                by=None,
                at=clock.now(),
                whole=whole,
                progress=lambda done: bar.update(task, completed=done),
            )
        except UnveilError as refusal:
            raise CommandError(str(refusal.message)) from refusal
        self.stdout.write(f"Made {len(made.launches)} drafts, changed {len(made.changed)}.")


def _bar() -> Progress:
    """On the terminal only; output that goes to a file stays plain."""
    columns = [TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()]
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())
