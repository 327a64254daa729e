"""Everything that must hold: `make test` runs this and nothing else.

Installs what the system lacks (as root, by apt); otherwise it says exactly what to
install. Three lanes run beside each other, so that nothing waits for what it does not need:
the checks, the tests on SQLite, and the database-sensitive ones on PostgreSQL with Redis.
Every step runs even if an earlier one failed; the exit code tells.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cms.prepare import catalogues
from tests import services
from tests.silence import nginx

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NEEDED = {
    "chromium": services.browser,
    "postgresql": services.postgresql_bin,
    "redis-server": lambda: shutil.which("redis-server"),
    "fonts-liberation": services.fonts,
    "nginx-light": nginx.program,
}

CHECKS: dict[str, list] = {
    # The first: the workers find all test modules compiled, instead of each compiling them.
    "collection": [sys.executable, "-m", "pytest", "-q", "--collect-only"],
    "types": [BIN / "mypy"],
    "format": [BIN / "ruff", "format", "--check", "."],
    "lint": [BIN / "ruff", "check", "."],
    "import rules": [BIN / "lint-imports"],
    "templates": [BIN / "djlint", "--lint", "--quiet", "templates"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "system check": [sys.executable, "manage.py", "check", "--fail-level", "WARNING"],
}
MIGRATED = [sys.executable, "-c", "import sys, tests.services as s; s.template_of(sys.argv[1])"]
Result = tuple[str, bool, float]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="run the steps whose name holds this word")
    wanted = options.parse_args().only
    services.install(NEEDED, "make test")
    catalogues()  # once, before several lanes read them
    started = time.monotonic()
    with ThreadPoolExecutor(3) as pool:
        lanes = [pool.submit(lane, wanted) for lane in (checks, embedded, grown_up)]
    results = [result for lane in lanes for result in lane.result()]
    print(f"\n{'step':24}{'seconds':>8}  result")
    for name, ok, seconds in results:
        print(f"{name:24}{seconds:8.1f}  {'ok' if ok else 'FAILED'}")
    print(f"{'all':24}{time.monotonic() - started:8.1f}")
    return 0 if results and all(ok for _name, ok, _seconds in results) else 1


def checks(wanted: str) -> list[Result]:
    return [step(name, CHECKS[name]) for name in CHECKS if wanted in name]


def embedded(wanted: str) -> list[Result]:
    """All tests on SQLite, the default; the journeys in a browser against real processes."""
    if wanted not in (name := "sqlite"):
        return []
    made = step("database", [sys.executable, "-m", "tests.snapshot"])
    return [made, step(name, pytest(3), shown=True)]


def grown_up(wanted: str) -> list[Result]:
    """The database-sensitive part on PostgreSQL with Redis."""
    if wanted not in (name := "postgresql and redis"):
        return []
    with services.postgresql() as cluster, services.redis() as redis:
        made = step("postgresql database", [*MIGRATED, cluster])
        servers = {"DATABASE_URL": cluster, "REDIS_URL": redis, "TEST_TEMPLATE": services.TEMPLATE}
        return [made, step(name, pytest(0, "-m", "database"), servers)]


def pytest(workers: int, *options: str) -> list:
    """A file stays on its worker; which ones go first is said in conftest.py."""
    how = ["-n", workers, "--dist", "loadscope", "--no-loadscope-reorder"]
    return [sys.executable, "-m", "pytest", "-q", *how, *options]


def step(
    name: str, command: list, environment: dict | None = None, *, shown: bool = False
) -> Result:
    """Run it to its end. What it says is told at once where it is `shown`; otherwise at the end,
    whole where it failed and by its last line where it did not."""
    begun = time.monotonic()
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **(environment or {})}
    kept = {} if shown else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    if shown:
        print(f"\n== {name}", flush=True)
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, **kept)
    ok = done.returncode == 0
    said = (done.stdout or "").rstrip().splitlines()
    if not shown:
        print(f"\n== {name}", *(said[-1:] if ok else said), sep="\n", flush=True)
    return name, ok, time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main())
