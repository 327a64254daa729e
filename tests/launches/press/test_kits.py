"""The kits of a theme, a day and a slate in the press room, and where they are offered."""

import pytest

from launches.enums import OutletState
from launches.models import Forum, LedgerEntry
from tests.api.v1.test_kits import body, opened
from tests.factories import OutletFactory, OutletMemberFactory, ThemeFactory, launch, slate

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(moment):
    """Two launches of a theme that open with a slate at T."""
    moment.at(-600)
    theme = ThemeFactory(slug="energy")
    names = ("Sailfolder", "Windfolder")
    made = [launch("approved", theme=theme, product=name, opens_at=None) for name in names]
    return made, slate(made, opens_at=moment.T, name="Two at once")


def addresses(moment, opening) -> list[str]:
    day = moment.T.astimezone(Forum.zone()).date().isoformat()
    return [f"/press/kits/{name}.zip" for name in ("themes/energy", f"days/{day}")] + [
        f"/press/kits/slates/{opening.uid}.zip"
    ]


def folders(answer) -> set[str]:
    assert (answer.status_code, answer["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    return {path.partition("/")[0] for path in opened(body(answer)) if "/" in path}


def test_they_hold_what_the_outlet_may_read(client, pair, moment):
    made, opening = pair
    theme, day, together = addresses(moment, opening)
    everything = {one.slug for one in made}
    assert client.get(theme).status_code == 302  # to the login
    client.force_login(OutletMemberFactory().user)
    moment.at(-1)
    assert folders(client.get(theme)) == folders(client.get(day)) == everything
    assert LedgerEntry.objects.filter(door="kit").count() == 2
    assert client.get(together).status_code == 404
    moment.at(0)
    assert folders(client.get(together)) == everything
    assert LedgerEntry.objects.count() == 2


def test_hidden_and_absent_are_alike(client, pair, moment):
    _made, opening = pair
    suspended = OutletFactory(state=OutletState.SUSPENDED)
    client.force_login(OutletMemberFactory(outlet=suspended).user)
    moment.at(-1)
    nothing = [f"/press/kits/{name}.zip" for name in ("themes/x", "days/soon", "days/0001-01-01")]
    for address in addresses(moment, opening) + nothing:
        assert client.get(address).status_code == 404, address
    moment.at(0)
    assert [client.get(one).status_code for one in addresses(moment, opening)] == [200] * 3


def test_too_many_are_refused_in_words(client, pair, moment, monkeypatch):
    _made, opening = pair
    client.force_login(OutletMemberFactory().user)
    monkeypatch.setattr("launches.queries.kits.MOST", 1)
    answer = client.get(addresses(moment, opening)[0], follow=True)
    assert answer.redirect_chain == [("/press/room/", 302)]
    assert "More than 1 launches: load a day, a slate or single launches." in (
        answer.content.decode()
    )


def test_they_are_offered_where_their_list_is(client, pair, moment):
    made, opening = pair
    theme, day, together = (f'href="{one}"' for one in addresses(moment, opening))
    client.force_login(OutletMemberFactory().user)
    room, page = "/press/room/", f"/press/room/{made[0].uid}/"
    moment.at(-1)
    assert theme in client.get(f"{room}?theme=energy").content.decode()
    assert day in client.get(f"{room}?day={day.rpartition('/')[2][:10]}").content.decode()
    assert "/kits/" not in client.get(f"{room}?theme=energy&q=sail").content.decode()
    assert together not in client.get(page).content.decode()
    moment.at(0)
    assert together in client.get(page).content.decode()
    public = client.get(f"/launches/{made[0].slug}/").content.decode()
    assert f'href="/api/v1/slates/{opening.uid}/kit.zip"' in public
    assert "Two at once" in public


def test_an_embargo_is_told_by_the_clocks_of_the_forum(client, pair, moment):
    """Never by those of the machine, and with their distance from UTC."""
    made, _opening = pair
    Forum.objects.update(timezone="America/Mexico_City", city="Mexico City")
    client.force_login(OutletMemberFactory().user)
    moment.at(-1)
    there = moment.T.astimezone(Forum.zone())
    page = client.get(f"/press/room/{made[0].uid}/").content.decode()
    assert f"{there:%H:%M}</time> UTC-06:00" in page
    assert "All times are those of Mexico City (UTC-06:00)." in page
