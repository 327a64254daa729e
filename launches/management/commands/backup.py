"""Back up the database and the private files into one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from launches import clock
from launches.errors import UnveilError
from launches.keeping.backups import back_up


class Command(BaseCommand):
    help = "Writes one file with the database and the private files, while everything goes on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a new file, such as unveil-2027-09-01.tar")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = back_up(options["file"].resolve(), at=clock.now())
        except (UnveilError, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        members = manifest["members"].values()
        size = sum(member["bytes"] for member in members) / 1e6
        self.stdout.write(f"{options['file']}: {len(members)} files, {size:.1f} MB, whole.")
