"""Import a committee's list of launches, and report on every row."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from launches import clock
from launches.errors import UnveilError
from launches.importing import making
from launches.importing.check import Report, check
from launches.importing.tables import Unreadable


class Command(BaseCommand):
    help = (
        "Imports launches from XLSX or CSV as drafts. A row needs company, country, product and "
        "launch date. Rows with errors and duplicates make nothing; running it twice makes "
        "nothing twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be made")
        parser.add_argument("--report", type=Path, help="write the report here, as JSON")
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="make nothing if any row has an error"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = options["file"].read_bytes()
            report = check(data, existing=making.existing())
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        except Unreadable as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["report"]:
            text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
            options["report"].write_text(text + "\n", encoding="utf-8")
        self._say(report)
        if options["all_or_nothing"] and report.errors:
            raise CommandError("Nothing was made: some rows have errors.")
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was made.")
            return
        self.stdout.write(f"Made {self._make(report)} drafts.")

    def _say(self, report: Report) -> None:
        counts = {name: len(rows) for name, rows in report.as_json().items()}
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in counts.items()))
        for row in report.errors[:20]:
            place = f"{row['sheet']} row {row['row']}".strip()
            self.stdout.write(f"  {place}: {row['code']} {row['field']} “{row['raw']}”")

    def _make(self, report: Report) -> int:
        columns = [TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()]
        with Progress(*columns, disable=not sys.stderr.isatty()) as bar:
            task = bar.add_task("Importing", total=len(report.records))
            try:
                return making.make(
                    report,
                    by=None,
                    at=clock.now(),
                    progress=lambda done: bar.update(task, completed=done),
                )
            except UnveilError as refusal:
                raise CommandError(str(refusal.message)) from refusal
