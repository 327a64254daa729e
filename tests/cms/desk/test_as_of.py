"""As of any time: what the page says is what the doors do when the time has come."""

import pytest
from django.urls import reverse

from launches import clock
from launches.domain import outlets, release
from launches.models import Edition, Forum
from tests.factories import CueFactory, OutletFactory, RundownFactory, UserFactory, launch
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
HOUSE = "/cms/desk/as-of/"
QUERIES = 21


@pytest.fixture
def at_the_desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def soon(moment):
    """A launch that opens at T, asked about ten minutes before."""
    moment.at(-600)
    page = entry("in_review", product="Canary", opens_at=moment.T)
    revision, by = page.get_latest_revision(), UserFactory(releaser=True)
    said = revision.as_object().content()
    release.approve(page.launch, revision=revision.pk, content=said, by=by, at=clock.now())
    return page.launch


def text_of(moment, seconds):
    at = moment.at(seconds).astimezone(Forum.objects.get().tz)
    moment.at(-600)
    return f"{at:%Y-%m-%dT%H:%M:%S}"


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, False), (0, True), (1, True)])
def test_the_house_as_of(at_the_desk, soon, moment, seconds, is_open):
    answer = at_the_desk.get(HOUSE, {"at": text_of(moment, seconds)})
    house = answer.context["house"]
    assert (house.open_count, house.closed_count) == (int(is_open), int(not is_open))
    assert [row["title"] for row in house.feed] == (["Canary opens"] if is_open else [])
    assert [fact.launch_uid for fact in house.facts] == ([soon.uid] if is_open else [])
    assert "Canary" in answer.content.decode()


def test_the_stages_by_their_show_lists(at_the_desk, soon, moment):
    rundown = RundownFactory(stage__name="Hall 1")
    CueFactory(rundown=rundown, launch=soon, starts_at=moment.at(-60), ends_at=moment.at(60))
    for seconds, shown in ((-1, None), (0, "Canary"), (61, "nothing")):
        answer = at_the_desk.get(HOUSE, {"at": text_of(moment, seconds)})
        rows = answer.context["house"].stages
        found = [(row["shown"]["launch"] or {}).get("product") for row in rows]
        assert found == ([] if shown == "nothing" else [shown])


def test_the_table_says_what_the_doors_do(at_the_desk, client, soon, moment):
    """Each cell is held against the door itself, when its second has come."""
    page = at_the_desk.get(reverse("desk:entry-as-of", args=[soon.uid]))
    table = dict(page.context["doors"])
    outlet = OutletFactory(name="Paper")
    by = UserFactory(is_superuser=True)
    _key, token = outlets.create_key(
        outlet, scopes=["press"], by=by, at=clock.now(), expires_at=None
    )
    file = f"/files/{Edition.objects.get().files.first().uid}.jpg"
    asked = {
        "Public page, lists, search and site map": (f"/launches/{soon.slug}/", {}),
        "API without a key, JSON and ninjs": (f"/api/v1/launches/{soon.uid}/", {}),
        "API with a press key, under embargo": (f"/api/v1/launches/{soon.uid}/", {"key": token}),
        "Files for everybody": (file, {}),
        "Files with a press key": (file, {"key": token}),
    }
    listed = {
        "RSS, Atom and JSON feed": ("/feeds/launches.rss", {}),
        "Change feed and live push": ("/api/v1/changes/", {}),
        "Change feed with a press key": ("/api/v1/changes/", {"key": token}),
    }
    client.logout()
    for column, seconds in enumerate((-1, 0, 1)):
        moment.at(seconds)
        for door, (path, more) in asked.items():
            assert table[door][column] == (_get(client, path, **more).status_code == 200), door
        for door, (path, more) in listed.items():
            said = _get(client, path, **more).content.decode()
            assert table[door][column] == (soon.uid in said), door
    assert len(table) == len(asked) + len(listed) + 1


def _get(client, path, key=""):
    return client.get(path, **({"HTTP_AUTHORIZATION": f"Bearer {key}"} if key else {}))


def test_what_is_not_approved_is_shown_by_no_door(at_the_desk):
    page = entry("submitted", product="Canary")
    answer = at_the_desk.get(reverse("desk:entry-as-of", args=[page.launch.uid]))
    assert not any(any(cells) for _door, cells in answer.context["doors"])
    assert "no door shows it" in answer.content.decode()


@pytest.mark.parametrize("found", ["tomorrow", "9999-12-31T23:59:59", "0001-01-01T00:00:00", "\0"])
def test_what_is_no_time_is_said(at_the_desk, found):
    answer = at_the_desk.get(HOUSE, {"at": found})
    assert answer.status_code == 422
    assert "The present is shown instead" in answer.content.decode()


def test_only_the_desk_looks_ahead(client, soon):
    for address in (HOUSE, reverse("desk:entry-as-of", args=[soon.uid])):
        for user in (None, UserFactory(caller=True)):
            client.logout()
            if user:
                client.force_login(user)
            answer = client.get(address)
            assert (answer.status_code, b"Canary" in answer.content) == (302, False), address


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(at_the_desk, django_assert_num_queries, moment, rows):
    moment.at(-600)
    rundown = RundownFactory()
    for number in range(rows):
        one = launch("approved", product=f"Aurora {number}", opens_at=moment.T)
        launch("released", product=f"Polaris {number}")
        CueFactory(rundown=rundown, launch=one, starts_at=moment.T, ends_at=moment.at(60))
        moment.at(-600)
    at_the_desk.get(HOUSE)
    with django_assert_num_queries(QUERIES):
        at_the_desk.get(HOUSE, {"at": text_of(moment, 0)})
