"""The ledger for the house's own systems, and nothing for anybody else."""

import pytest

from launches.enums import OutletState
from launches.models import LedgerEntry, Outlet
from tests.factories import OutletFactory, key_of, launch

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LEDGER = "/api/v1/desk/ledger/"


@pytest.fixture
def house(db):
    return key_of(OutletFactory(name="Our archive", state=OutletState.APPLIED), "desk")


@pytest.fixture
def read(client, moment):
    """A launch that an outlet has read under embargo three times."""
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T, product="Canary")
    headers = key_of(OutletFactory(name="Reader"), "press")
    for seconds in (-30, -20, -10):
        moment.at(seconds)
        client.get(f"/api/v1/launches/{entry.uid}/", **headers)
    return entry


def test_the_house_reads_its_ledger_in_order_from_a_mark_on(client, house, read, moment):
    moment.at(-6)
    first = client.get(f"{LEDGER}?limit=2", **house).json()
    rest = client.get(f"{LEDGER}?after={first['next']}", **house).json()
    marks = [row["ledger"] for row in first["results"]]
    assert marks == list(LedgerEntry.objects.order_by("at").values_list("mark", flat=True)[:2])
    assert rest == {"results": [], "next": first["next"]}
    moment.at(-5)
    [last] = client.get(f"{LEDGER}?after={first['next']}", **house).json()["results"]
    assert last["outlet"]["name"] == "Reader"
    assert last["launches"] == [{"id": read.uid, "version": 1}]
    assert "Canary" not in str(first) + str(last)


@pytest.mark.parametrize("scope", [None, "public", "press", "stage"])
def test_to_everybody_else_there_is_nothing(client, read, moment, scope):
    headers = key_of(OutletFactory(), scope) if scope else {}
    there, nowhere = client.get(LEDGER, **headers), client.get("/api/v1/nothing/", **headers)
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
    assert there.status_code == 404


def test_a_mark_that_is_none_is_refused(client, house, read):
    assert client.get(f"{LEDGER}?after=nothing", **house).status_code == 400


def test_a_house_key_reads_nothing_under_embargo(client, house, read, moment):
    Outlet.objects.update(state=OutletState.ACCREDITED)
    moment.at(-1)
    assert client.get("/api/v1/launches/", **house).json()["results"] == []
