"""Prove that nothing hidden can be read, on a throw-away copy."""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

OURS = ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "PORT", "LIVE_ADDRESS", "X_ACCEL", "SECRET_KEY")


class Command(BaseCommand):
    help = (
        "Starts a house of its own with a hidden launch full of canaries, asks every route as "
        "everybody who must not know, lets the instant come and prints the table of doors. "
        "It never touches this database or its files. Exits 1 on any leak, difference or late "
        "door, with a list. Takes about ten minutes and needs requirements/dev.txt."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.BASE_DIR / "tests" / "silence").is_dir():
            raise CommandError("The folder tests/ is not here: run it where the source lies.")
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        env = {**kept, "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.silence"], cwd=settings.BASE_DIR, env=env, check=False
        )
        if done.returncode:
            raise CommandError("Not as promised: see above.", returncode=done.returncode)
