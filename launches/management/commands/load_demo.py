"""Build the demo forum, once."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from launches.demo import loader


class Command(BaseCommand):
    help = "Builds the demo forum from real data. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, help="only the first LIMIT launches")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo forum is for demo mode only (DEMO=1).")
        if loader.is_loaded():
            self.stdout.write("The demo forum is there already.")
            return
        columns = [TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()]
        with Progress(*columns, disable=not sys.stderr.isatty()) as bar:
            task = bar.add_task("Demo forum", total=None)

            def show(_what: str, done: int, total: int) -> None:
                bar.update(task, completed=done, total=total)

            made = loader.load(limit=options["limit"], progress=show)
        self.stdout.write(f"The demo forum is ready: {made} launches.")
