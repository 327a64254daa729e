"""Everything that must hold, in order: `make test` runs this and nothing else.

Installs what the system lacks (as root, by apt); otherwise it says exactly what to
install. The checks run two beside each other, the migrated database for the tests is made
among them; then come the tests. Every step runs even if an earlier one failed; the exit
code tells.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import services
from tests.silence import nginx

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Four on two cores: browsers and real processes wait much of their time.
WORKERS = ["-n", "4", "--dist", "loadscope", "--no-loadscope-reorder"]
NEEDED = {
    "chromium": services.browser,
    "postgresql": services.postgresql_bin,
    "redis-server": lambda: shutil.which("redis-server"),
    "fonts-liberation": services.fonts,
    "nginx-light": nginx.program,
}

CHECKS = {
    "types": [BIN / "mypy"],  # the longest first
    "database": [sys.executable, "-m", "tests.snapshot"],
    "format": [BIN / "ruff", "format", "--check", "."],
    "lint": [BIN / "ruff", "check", "."],
    "import rules": [BIN / "lint-imports"],
    "templates": [BIN / "djlint", "--lint", "--quiet", "templates"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "system check": [sys.executable, "manage.py", "check", "--fail-level", "WARNING"],
}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="run the steps whose name holds this word")
    wanted = options.parse_args().only
    services.install(NEEDED, "make test")
    started = time.monotonic()
    checks = [name for name in CHECKS if wanted in name]
    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(checks, pool.map(check, checks), strict=True))
    steps = {"sqlite": embedded, "postgresql and redis": grown_up}
    results |= {name: timed(name, step) for name, step in steps.items() if wanted in name}
    print(f"\n{'step':24}{'seconds':>8}  result")
    for name, (ok, seconds) in results.items():
        print(f"{name:24}{seconds:8.1f}  {'ok' if ok else 'FAILED'}")
    print(f"{'all':24}{time.monotonic() - started:8.1f}")
    return 0 if all(ok for ok, _seconds in results.values()) else 1


def check(name: str) -> tuple[bool, float]:
    """What it says is printed whole when it ends: another one runs beside it."""
    start = time.monotonic()
    done = run(CHECKS[name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(f"\n== {name}\n{done.stdout}", end="", flush=True)
    return done.returncode == 0, time.monotonic() - start


def timed(name: str, step) -> tuple[bool, float]:
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    ok = step()
    return ok, time.monotonic() - start


def run(command: list, environment: dict | None = None, **how) -> subprocess.CompletedProcess:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **(environment or {})}
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, **how)


def pytest(*options: str, **environment: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", *WORKERS, *options]
    return run(command, environment).returncode == 0


def embedded() -> bool:
    """All tests on SQLite, the default; the journeys in a browser against real processes."""
    return pytest()


def grown_up() -> bool:
    """The database-sensitive part on PostgreSQL with Redis."""
    with services.postgresql() as database, services.redis() as redis:
        template = services.template_of(database)
        servers = {"DATABASE_URL": database, "REDIS_URL": redis, "TEST_TEMPLATE": template}
        return pytest("-m", "database", **servers)


if __name__ == "__main__":
    sys.exit(main())
