"""Four workers around the instant of a slate, three of them killed: each effect exactly once."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import psycopg
import pytest

from tests import services
from tests.runtime.house import ACT, ROOT

pytestmark = pytest.mark.real
SIZE = 12
# The real worker, with one more receiver: a slow row in the claiming transaction, and one
# launch whose opening it cannot take.
RUNNER = """
from django.core.management import call_command
from django.db import connection
from launches.tasks import opened
def effect(wire_uid, launch_uid, **more):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effects VALUES (%s, pg_sleep(0.05)::text)", [wire_uid])
        cursor.execute(
            "SELECT 1 FROM launches_wireentry JOIN poison USING (launch_uid)"
            " WHERE uid = %s AND kind = 'released'", [wire_uid])
        if cursor.fetchone():
            raise ValueError(launch_uid)
opened.connect(effect)
print("ready", flush=True)
call_command("worker", interval=0.4)
"""
SLATE = f"""
from launches.domain import slates
begun = clock.now()
rows = [factories.launch("approved", product=f"P{{n}}") for n in range({SIZE})]
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("INSERT INTO poison VALUES (%s)", [rows[6].uid])
took = clock.now() - begun  # long where the machine is slow, and so will be the lock
opens_at = clock.now() + timedelta(seconds=8) + 2 * took
slate = factories.slate(rows, opens_at=opens_at)
print(opens_at.timestamp())
"""
DUE = "SELECT uid FROM launches_wireentry WHERE NOT void AND visible_at <= now()"
OPEN = f"{DUE} AND handled_at IS NULL"


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    """The environment of processes on a migrated PostgreSQL of their own."""
    with services.postgresql() as cluster:
        name = services.template_of(cluster)
        yield {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DATA_DIR": str(tmp_path_factory.mktemp("runners")),
            "DATABASE_URL": f"{cluster.rpartition('/')[0]}/{name}",
        }


@contextmanager
def runners(env, count: int):
    """So many workers, ready; what is alive at the end is killed."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", RUNNER]
    started = [
        subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _n in range(count)
    ]
    try:
        assert [one.stdout.readline().strip() for one in started] == ["ready"] * count
        yield started
    finally:
        for one in started:
            one.kill()
            one.wait(5)
            one.stdout.close()


def column(database, query: str) -> list[str]:
    return [row[0] for row in database.execute(query).fetchall()]


def settled(database, left: int) -> bool:
    """Whether, within a while, no more than so many facts wait to be handed on."""
    until = time.monotonic() + 60
    while len(column(database, OPEN)) > left and time.monotonic() < until:
        time.sleep(0.2)
    return len(column(database, OPEN)) == left


def test_workers_killed_around_the_instant_leave_each_effect_exactly_once(env):
    with psycopg.connect(env["DATABASE_URL"], autocommit=True) as database:
        database.execute("CREATE TABLE effects (wire_uid text, note text)")
        database.execute("CREATE TABLE poison (launch_uid text)")
        with runners(env, 4) as workers:
            command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ACT + SLATE]
            said = subprocess.run(
                command, env=env, cwd=ROOT, capture_output=True, text=True, check=True
            )
            instant = float(said.stdout.strip().splitlines()[-1])
            assert time.time() < instant - 1, "the slate was locked too late for this test"
            for worker, moment in zip(workers, (-1, 0.1, 1), strict=False):
                time.sleep(max(0, instant + moment - time.time()))
                os.kill(worker.pid, signal.SIGKILL)
            assert settled(database, left=1)
            (poisoned,) = column(database, OPEN)
            kinds = dict(database.execute("SELECT uid, kind FROM launches_wireentry").fetchall())
            assert kinds[poisoned] == "released"
            handed_on = sorted(set(column(database, DUE)) - {poisoned})
            assert sorted(column(database, "SELECT wire_uid FROM effects")) == handed_on
            assert [kinds[uid] for uid in handed_on].count("released") == SIZE - 1
            database.execute("DELETE FROM poison")
            assert settled(database, left=0)
        effects = column(database, "SELECT wire_uid FROM effects")
        assert sorted(effects) == sorted([*handed_on, poisoned])
