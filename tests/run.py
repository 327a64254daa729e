"""Everything that must hold, in order: `make test` runs this and nothing else.

Installs what the system lacks (as root, by apt); otherwise it says exactly what to
install. Every step runs even if an earlier one failed; the exit code tells.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests import services

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
WORKERS = ["-n", "2", "--dist", "loadfile"]
NEEDED = {
    "chromium": services.browser,
    "postgresql": services.postgresql_bin,
    "redis-server": lambda: shutil.which("redis-server"),
    "fonts-liberation": services.fonts,
}

CHECKS = {
    "format": [BIN / "ruff", "format", "--check", "."],
    "lint": [BIN / "ruff", "check", "."],
    "types": [BIN / "mypy"],
    "import rules": [BIN / "lint-imports"],
    "templates": [BIN / "djlint", "--lint", "--quiet", "templates"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "system check": [sys.executable, "manage.py", "check", "--fail-level", "WARNING"],
}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="run the steps whose name holds this word")
    wanted = options.parse_args().only
    install()
    started = time.monotonic()
    steps = {name: (lambda c=command: run(c)) for name, command in CHECKS.items()}
    steps |= {"tests": tests, "journeys": journeys, "postgresql and redis": grown_up}
    results = {name: timed(name, step) for name, step in steps.items() if wanted in name}
    print(f"\n{'step':24}{'seconds':>8}  result")
    for name, (ok, seconds) in results.items():
        print(f"{name:24}{seconds:8.1f}  {'ok' if ok else 'FAILED'}")
    print(f"{'all':24}{time.monotonic() - started:8.1f}")
    return 0 if all(ok for ok, _seconds in results.values()) else 1


def install() -> None:
    """Bring the servers and the browser that the real tests need, or say how to."""
    lacking = [package for package, found in NEEDED.items() if not found()]
    if not lacking:
        return
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *lacking]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"make test needs: {' '.join(lacking)}\nInstall it with: sudo {' '.join(command)}")
    print("installing", *lacking, flush=True)
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    for step in (["apt-get", "update", "-q"], command):
        if subprocess.run(step, stdout=subprocess.DEVNULL, **quiet).returncode:
            sys.exit(f"make test needs {' '.join(lacking)}, and this failed: {' '.join(step)}")


def timed(name: str, step) -> tuple[bool, float]:
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    ok = step()
    return ok, time.monotonic() - start


def run(command: list, **environment: str) -> bool:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **environment}
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env).returncode == 0


def tests() -> bool:
    """Unit, API and desk on SQLite, the embedded default."""
    return run([*PYTEST, *WORKERS, "-m", "not journey and not real"]) and run(
        [*PYTEST, "-m", "real and not journey"]
    )


def journeys() -> bool:
    """People in a browser, against the real processes."""
    return run([*PYTEST, *WORKERS, "-m", "journey"])


def grown_up() -> bool:
    """The database-sensitive part on PostgreSQL with Redis."""
    with services.postgresql() as database, services.redis() as redis:
        template = services.template_of(database)
        servers = {"DATABASE_URL": database, "REDIS_URL": redis, "TEST_TEMPLATE": template}
        return run([*PYTEST, *WORKERS, "-m", "database"], **servers)


if __name__ == "__main__":
    sys.exit(main())
