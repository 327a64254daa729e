"""When a licence ends, its file is gone through every door at that instant; the wire says so."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from launches import clock
from launches.domain import holding, release
from launches.enums import Audience, WireKind
from launches.models import Launch, WireEntry
from launches.queries import wire
from launches.readiness import rights
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]
KEPT = ("kind", "audience", "visible_at", "number")


@pytest.fixture
def ends_at(moment) -> datetime:
    """The midnight after the day of T, at the forum."""
    return rights.ends_at(day(moment), factories.ThemeFactory().forum.tz)


def day(moment, more: int = 0) -> str:
    zone = factories.ThemeFactory().forum.tz
    return (moment.T.astimezone(zone) + timedelta(days=more)).date().isoformat()


def approved(moment, more: int = 0, **changes) -> Launch:
    """Approved a minute before T, opening at T, its picture's licence ending `more` days later."""
    content = {"licence_until": day(moment, more)}
    return factories.launch("approved", at=moment.at(-60), content=content, **changes)


def endings(launch: Launch) -> list[tuple[object, ...]]:
    rows = launch.wire.filter(kind=WireKind.RIGHTS_EXPIRED, void=False)
    return list(rows.order_by("visible_at").values_list("audience", "visible_at", "number"))


def chief():
    return factories.UserFactory(releaser=True)


def seen(client: Client, launch: Launch, **headers: str) -> dict[str, bool]:
    """Which doors show the picture."""
    (hero,) = launch.editions.filter(superseded_at=None)[0].files.filter(role="stage")
    address, href = f"/api/v1/launches/{launch.uid}/", f"/files/{hero.uid}.jpg"
    pages = {
        "document": address,
        "one language": f"{address}?lang=zh-hans",
        "ninjs": f"{address}?format=ninjs",
        "list": "/api/v1/launches/",
        "list in one language": "/api/v1/launches/?lang=en",
        "page": f"/launches/{launch.slug}/",
    }
    found = {}
    for name, path in pages.items():
        answer = client.get(path, **headers)
        assert answer.status_code == 200 or name == "page", (name, answer.status_code)
        card = launch.materials.get().renditions.get(role="card").uid
        found[name] = card.encode() in answer.content or hero.uid.encode() in answer.content
    return {**found, "file": client.get(href, **headers).status_code == 200}


@pytest.mark.parametrize(("seconds", "shown"), [(-1, True), (0, False), (1, False)])
def test_every_door_leaves_the_file_out_from_its_instant(
    moment, ends_at, client, time_machine, seconds, shown
):
    launch = approved(moment, opens_at=moment.T)
    time_machine.move_to(ends_at + timedelta(seconds=seconds), tick=False)
    assert set(seen(client, launch).values()) == {shown}


def test_press_loses_it_too_while_the_embargo_holds(moment, ends_at, client, time_machine):
    launch = approved(moment, opens_at=ends_at + timedelta(days=1))
    key = factories.key_of(factories.OutletFactory(), "press")
    found = []
    for seconds in (-1, 0):
        time_machine.move_to(ends_at + timedelta(seconds=seconds), tick=False)
        doors = seen(client, launch, **key)
        found.append({shown for name, shown in doors.items() if name != "page"})
    assert found == [{True}, {False}]
    assert endings(launch) == [("press", ends_at, 1)]


def test_the_feed_tells_it_at_that_instant_and_no_answer_is_kept_beyond(moment, ends_at):
    launch = approved(moment, opens_at=moment.T)
    told = []
    for seconds in (-1, 0):
        at = ends_at + timedelta(seconds=seconds)
        rows = wire.visible_entries(Audience.PUBLIC, after=None, at=at)
        told.append([(row.kind, row.launch_uid, row.number) for row in rows])
    released = ("released", launch.uid, 1)
    assert told == [[released], [released, ("rights_expired", launch.uid, 1)]]
    assert wire.next_instant(at=ends_at - timedelta(seconds=1)) == ends_at


def test_it_is_public_only_if_the_launch_is_open_by_then(moment, ends_at):
    launch = approved(moment, opens_at=moment.T)
    by, later = chief(), ends_at + timedelta(hours=1)
    first = endings(launch)
    release.move_embargo(launch, opens_at=later, reason="x", by=by, at=clock.now())
    moved = endings(launch)
    release.release_now(launch, reason="x", by=by, at=clock.now())
    assert [first, moved, endings(launch)] == [
        [("public", ends_at, 1)],
        [("press", ends_at, 1)],
        [("public", ends_at, 1)],
    ]


def test_a_cue_and_a_hold_wait_with_press(moment, ends_at):
    cued, clocked = approved(moment, cue_mode=True), approved(moment, opens_at=moment.T)
    waiting = endings(cued)
    release.release_on_cue(cued, by=chief(), at=clock.now())
    holding.hold_all(reason="x", by=chief(), at=clock.now())
    held = endings(clocked)
    holding.lift(reason="x", by=chief(), at=clock.now())
    assert (waiting, held) == ([("press", ends_at, 1)], [("press", ends_at, 1)])
    assert endings(cued) == endings(clocked) == [("public", ends_at, 1)]


def test_a_correction_with_a_longer_licence_and_a_recall_end_what_was_written(moment, ends_at):
    launch = approved(moment, opens_at=moment.T)
    moment.at(1)
    launch.latest_revision += 1
    launch.save(update_fields=["latest_revision"])
    content = factories.content_of(launch, licence_until=day(moment, 1))
    release.correct(
        launch,
        revision=launch.latest_revision,
        content=content,
        note="x",
        by=chief(),
        at=clock.now(),
    )
    corrected = endings(launch)
    release.kill(launch, reason="x", by=chief(), at=clock.now())
    assert corrected == [("public", ends_at + timedelta(days=1), 2)]
    assert endings(launch) == []


def test_an_act_on_what_has_no_end_writes_nothing():
    factories.launch("released")
    assert not WireEntry.objects.filter(kind=WireKind.RIGHTS_EXPIRED).exists()


@pytest.mark.parametrize(
    ("said", "instant"),
    [
        ("2027-03-27", "2027-03-28T00:00:00+01:00"),
        ("2027-03-28", "2027-03-29T00:00:00+02:00"),  # the day of 23 hours
        ("0001-01-01", "1970-01-02T00:00:00+01:00"),
        ("9999-12-31", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_last_day_is_whole_at_the_forum(said, instant):
    found = rights.ends_at(said, ZoneInfo("Europe/Berlin"))
    assert found == (datetime.fromisoformat(instant) if instant else None)
