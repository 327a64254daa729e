"""An empty, migrated SQLite database, made once for a whole run: migrating takes seconds."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@cache
def migrated() -> Path:
    """The file to copy; it goes when the run ends."""
    folder = Path(tempfile.mkdtemp(prefix="unveil-bench-base-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, env=environment(folder), cwd=ROOT, check=True)
    return folder / "unveil.sqlite3"


def environment(folder: Path) -> dict[str, str]:
    """What `make run` starts with, on SQLite in this folder."""
    env = {**os.environ, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
    env.pop("DATABASE_URL", None)
    return env
