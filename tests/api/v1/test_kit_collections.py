"""Kits of a theme, a day and a slate: only what the reader may read, at a constant price."""

from datetime import timedelta

import pytest

from api.v1 import kits
from launches.kits import making
from launches.models import Forum, LedgerEntry, LedgerLine
from tests.factories import OutletFactory, ThemeFactory, key_of, launch, slate

from .test_kits import body, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(moment):
    """Two launches of a theme; the second opens a day after the first."""
    moment.at(-600)
    theme = ThemeFactory(slug="energy")
    return [
        launch("approved", theme=theme, product=name, opens_at=moment.T + timedelta(days=place))
        for place, name in enumerate(("Sailfolder", "Windfolder"))
    ]


def folders(answer) -> set[str]:
    paths = opened(body(answer))
    return {path.partition("/")[0] for path in paths if "/" in path}


def day_of(entry) -> str:
    return entry.opens_at.astimezone(Forum.zone()).date().isoformat()


def test_a_theme_and_a_day_hold_what_is_open(client, pair, moment, django_assert_num_queries):
    one, other = pair
    theme, day = "/api/v1/themes/energy/kit.zip", f"/api/v1/days/{day_of(other)}/kit.zip"
    moment.at(-1)
    absent = client.get("/api/v1/themes/never/kit.zip")
    for address in (theme, f"/api/v1/days/{day_of(one)}/kit.zip", "/api/v1/days/soon/kit.zip"):
        hidden = client.get(address, HTTP_IF_NONE_MATCH="*", HTTP_RANGE="bytes=0-1")
        assert (hidden.status_code, dict(hidden.items()), hidden.content) == (
            404,
            dict(absent.items()),
            absent.content,
        )
    moment.at(0)
    assert folders(client.get(theme)) == {one.slug}
    assert client.get(day).status_code == 404
    with django_assert_num_queries(3):
        tag = client.get(theme)["ETag"]
    moment.at(86400)
    assert folders(client.get(theme, HTTP_IF_NONE_MATCH=tag)) == {one.slug, other.slug}
    assert folders(client.get(day)) == {other.slug}
    with django_assert_num_queries(3):
        client.get(theme)


def test_the_ledger_names_the_closed_ones_of_a_copy(client, pair, moment):
    moment.at(0)
    key = key_of(OutletFactory(), "press")
    assert folders(client.get("/api/v1/themes/energy/kit.zip", **key)) == {
        entry.slug for entry in pair
    }
    assert LedgerEntry.objects.get().door == "kit"
    assert LedgerLine.objects.get().edition == pair[1].editions.get()


def test_a_slate_has_none_before_its_instant(client, moment):
    moment.at(-600)
    rows = [launch("approved", product=name) for name in ("Sailfolder", "Windfolder")]
    opened_together = slate(rows, opens_at=moment.T)
    address = f"/api/v1/slates/{opened_together.uid}/kit.zip"
    moment.at(-1)
    assert client.get(address).status_code == 404
    assert client.get(address, **key_of(OutletFactory(), "press")).status_code == 404
    moment.at(0)
    assert folders(client.get(address)) == {row.slug for row in rows}


def test_too_much_at_once_is_refused_and_what_has_to_be_made_goes_on(
    client, pair, moment, monkeypatch
):
    moment.at(86400)
    address = "/api/v1/themes/energy/kit.zip"
    monkeypatch.setattr(making, "MADE_AT_ONCE", 1)
    busy = client.get(address)
    assert (busy.status_code, busy["Retry-After"]) == (503, "20")
    assert client.get(address).status_code == 200
    monkeypatch.setattr(kits.CollectionKit, "most", 1)
    assert client.get(address).status_code == 422
