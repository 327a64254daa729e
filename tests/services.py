"""Real PostgreSQL and Redis for the tests, started in a temporary folder, stopped after."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TEMPLATE = "template_unveil"  # the migrated database that those of the tests are copies of


def install(needed: dict[str, Callable[[], object]], what: str) -> None:
    """Bring by apt what {package: how it is found} lacks, or end and say how to install it."""
    lacking = [package for package, found in needed.items() if not found()]
    if not lacking:
        return
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *lacking]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"{what} needs: {' '.join(lacking)}\nInstall it with: sudo {' '.join(command)}")
    print("installing", *lacking, flush=True)
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    for step in (["apt-get", "update", "-q"], command):
        if subprocess.run(step, stdout=subprocess.DEVNULL, **quiet).returncode:
            sys.exit(f"{what} needs {' '.join(lacking)}, and this failed: {' '.join(step)}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgresql_bin() -> Path | None:
    """The folder with initdb and pg_ctl: Debian keeps it off the PATH."""
    found = shutil.which("initdb")
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next(iter(kept), Path(found).parent if found else None)


def fonts() -> Path | None:
    """Some font of the system: Chromium does not start its pages without any."""
    return next(Path("/usr/share/fonts").rglob("*.[ot]tf"), None)


def browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def wait_for(port: int, seconds: float = 15) -> None:
    """Until something listens there; TimeoutError otherwise."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


def manage(environment: dict[str, str], *commands: tuple[str, ...]) -> None:
    """Management commands one after the other in one process: starting one takes a second."""
    lines = ["from django.core.management import call_command"]
    lines += [f"call_command(*{command!r})" for command in commands]
    shell = [sys.executable, "manage.py", "shell", "--no-imports", "-c", "\n".join(lines)]
    done = subprocess.run(shell, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


class Cluster(NamedTuple):
    """`url` is a DATABASE_URL; `restart` takes the mode of pg_ctl, and returns when it is back."""

    url: str
    restart: Callable[[str], None]


@contextmanager
def postgresql() -> Iterator[str]:
    """A fresh cluster; yields a DATABASE_URL. As root it runs as the postgres user."""
    with cluster() as found:
        yield found.url


@contextmanager
def cluster() -> Iterator[Cluster]:
    """The same, to be restarted."""
    folder = Path(tempfile.mkdtemp(prefix="unveil-pg-"))
    port, bin_ = free_port(), postgresql_bin()
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": folder}
    initdb = [bin_ / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = [*as_user, bin_ / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*as_user, *initdb, "--no-sync"], **quiet)
    subprocess.run([*control, "-o", options, "start"], **quiet)
    try:
        yield Cluster(
            f"postgres://postgres@127.0.0.1:{port}/postgres",
            lambda mode: subprocess.run([*control, "-m", mode, "restart"], **quiet) and None,
        )
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(folder, ignore_errors=True)


def template_of(cluster: str) -> str:
    """A migrated database of the cluster; the tests' own ones begin as copies of it.

    What `migrate` made is kept as SQL and read in again: that takes two seconds, and not forty.
    """
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
        kept = _dump(connection.info.server_version)
    url = f"{cluster.rpartition('/')[0]}/{TEMPLATE}"
    if kept.exists():
        _postgresql("psql", "--quiet", "-v", "ON_ERROR_STOP=1", "-f", kept, url)
        return TEMPLATE
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    manage({**os.environ, **settings}, ("migrate", "--verbosity=0"))
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("*.sql"):
        old.unlink(missing_ok=True)
    begun = kept.with_suffix(f".{os.getpid()}")
    _postgresql("pg_dump", "-f", begun, url)
    begun.rename(kept)
    return TEMPLATE


def _dump(server_version: int) -> Path:
    """Where the SQL lies of these migrations, installed versions and server."""
    own = [path for room in ("launches", "cms") for path in ROOT.glob(f"{room}/migrations/*.py")]
    digest = hashlib.sha256()
    for path in [ROOT / "requirements" / "base.txt", *sorted(own)]:
        digest.update(path.name.encode() + path.read_bytes())
    kept = f"{digest.hexdigest()[:24]}-{server_version}.sql"
    return ROOT / ".pytest_cache" / "databases" / kept


def _postgresql(program: str, *options: str | Path) -> None:
    command = [postgresql_bin() / program, *options]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def redis() -> Iterator[str]:
    """A fresh server without persistence; yields a REDIS_URL."""
    with redis_process() as (address, _server):
        yield address


@contextmanager
def redis_process() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same with its process, to be stopped and hung."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0", server
    finally:
        server.send_signal(signal.SIGCONT)
        server.terminate()
        server.wait(10)
