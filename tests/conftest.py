"""What every test stands on."""

import gc
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from cms.prepare import catalogues
from launches import clock, guards
from tests import snapshot
from tests.browser import browse, chromium  # noqa: F401 -- fixtures


def pytest_configure(config):
    """Compile the Chinese catalogue once, before any worker starts."""
    if not hasattr(config, "workerinput"):
        catalogues()


class ByHouse(LoadScopeScheduling):
    """Gives a worker a file at a time, for its tests share a house; the journeys share two whole
    forums. Where nothing is shared and something is long, a test at a time."""

    ALONE = ("test_every_page.py", "test_counting.py")

    def _split_scope(self, nodeid: str) -> str:
        file = file_of(nodeid)
        if file.startswith("tests/journeys/"):
            return "journeys a to q" if Path(file).stem < "test_r" else "journeys r to z"
        return nodeid if file.endswith(self.ALONE) else file


def pytest_xdist_make_scheduler(config, log):
    return ByHouse(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Real processes spread among the rest, for they wait much; browsers last, for their player
    keeps the thread's one loop to itself. At the end, for it must be after pytest has put
    together what shares a parameter."""
    files: dict[str, dict[str, int]] = {}
    for item in items:
        known = files.setdefault(kind_of(item), {})
        known.setdefault(file_of(item.nodeid), len(known))

    def place(item: pytest.Item) -> tuple[bool, bool, float]:
        known = files[kind_of(item)]
        browses = kind_of(item) == "journey"
        short = browses and "live_server" in item.fixturenames  # these fill the end
        return browses, short, 0 if browses else known[file_of(item.nodeid)] / len(known)

    items.sort(key=place)


def pytest_collection_finish():
    """All that is loaded by now stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


def file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def kind_of(item: pytest.Item) -> str:
    return next((kind for kind in ("journey", "real") if item.get_closest_marker(kind)), "unit")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Before the test database is made: start from a migrated copy where there is one."""
    snapshot.use()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Lift the delete guards: a test database is emptied between transactional tests."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        snapshot.keep()
        for guard in guards.GUARDS:
            suffix = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            if guard.event == "DELETE":
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{suffix}")


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def _own_language():
    """A page asked for in Chinese leaves its language behind; the next test starts in ours."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def moment(time_machine):
    """An instant T that the test moves around: moment.at(-1) is one second before."""

    class Moment:
        T = clock.now().replace(microsecond=0) + timedelta(hours=1)

        def at(self, seconds: float):
            time_machine.move_to(self.T + timedelta(seconds=seconds), tick=False)
            return clock.now()

    return Moment()
