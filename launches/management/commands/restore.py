"""Restore a backup into an empty place."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from launches.errors import UnveilError
from launches.keeping.backups import restore


class Command(BaseCommand):
    help = "Fills an empty DATA_DIR and database with a backup, each file held against its hash."
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="what `backup` wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["file"].resolve())
        except (UnveilError, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        number = len(manifest["members"])
        self.stdout.write(f"Restored {number} files of {manifest['made_at']}, each as it was.")
        self.stdout.write("Now run migrate, and erase again whom the audit since names.")
