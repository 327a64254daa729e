"""Corrections that a slate brings: nobody reads them before its instant, everybody after."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from launches import clock
from launches.domain import correcting, editing, emergency, holding, release, rollback, slates
from launches.enums import Audience, EmergencyAct
from launches.errors import FourEyes, NoSuchTransition, NotReady, ReasonNeeded, Stale
from launches.models import Edition, EditionFile, Launch, WireEntry
from launches.queries import wire
from launches.queries.gate import files_visible_to, visible_to
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OLD, NEW = "Aurora One opens", "CANARY mended"
DOORS = [Audience.PUBLIC, Audience.PRESS, Audience.STAGE]


@pytest.fixture
def boss():
    return factories.UserFactory(releaser=True)


@pytest.fixture
def chief():
    return factories.UserFactory(approver=True)


def edit(launch, at):
    editor = factories.UserFactory(reviewer=True)
    revision = launch.latest_revision + 1
    editing.record_edit(launch, revision=revision, product=launch.product, by=editor, at=at)
    (english, chinese) = factories.content_of(launch).words
    words = (english.__class__(**{**english.__dict__, "headline": NEW}), chinese)
    return {"revision": revision, "content": factories.content_of(launch, words=words)}


def prepare(slate, launch, by, at, note="The price was wrong."):
    return correcting.prepare(slate, launch, **edit(launch, at), note=note, by=by, at=at)


@pytest.fixture
def armed(moment, boss, chief):
    """A locked slate with a first opening and a correction of what opened a day ago."""
    at = moment.at(-7200)
    first = factories.launch("approved", at=at, product="First", opens_at=moment.T)
    opened = factories.launch("released", at=moment.at(-90000))
    at = moment.at(-3600)
    slate = factories.slate([first], "draft", opens_at=moment.T, at=at)
    prepare(slate, opened, chief, at)
    slates.send(slate, by=slate.made_by, at=at)
    slates.lock(slate, by=boss, at=moment.at(-60))
    return slate, first, opened


def read(audience, at):
    """{launch uid: English headline} that this audience reads."""
    rows = visible_to(audience, at=at)
    return {row.launch_uid: json.loads(row.document)["texts"]["en"]["headline"] for row in rows}


def told(at, audience=Audience.PUBLIC):
    entries = wire.visible_entries(audience, after=None, at=at, limit=1000)
    return [(entry.kind, entry.launch_uid, entry.number, entry.note) for entry in entries]


@pytest.mark.parametrize(("seconds", "after"), [(-1, False), (0, True), (1, True)])
def test_the_words_change_at_the_instant_for_every_audience(moment, armed, seconds, after):
    _slate, first, opened = armed
    at = moment.at(seconds)
    for audience in DOORS:
        seen = read(audience, at)
        assert seen[opened.uid] == (NEW if after else OLD)
        assert (first.uid in seen) == (after or audience == Audience.PRESS)
    files = files_visible_to(Audience.PUBLIC, at=at).filter(edition__launch=opened)
    assert set(files.values_list("edition__number", flat=True)) == {2 if after else 1}
    news = [("corrected", opened.uid, 2, "The price was wrong."), ("released", first.uid, 1, "")]
    assert sorted(told(at)[1:]) == (news if after else [])
    assert not after or WireEntry.objects.filter(kind="corrected").get().visible_at == moment.T


def test_prepared_and_not_locked_nobody_ever_reads_it(moment, chief):
    opened = factories.launch("released", at=moment.at(-90000))
    slate = factories.slate([], "draft", opens_at=moment.T, at=moment.at(-60))
    edition = prepare(slate, opened, chief, moment.at(-50))
    at = moment.at(90000)
    assert {tuple(read(one, at).items()) for one in DOORS} == {((opened.uid, OLD),)}
    assert EditionFile.objects.filter(edition=edition).exists()
    assert [kind for kind, *_rest in told(at, Audience.PRESS)] == ["embargoed", "released"]
    assert Launch.objects.get().is_released(at=at)


def test_rolled_back_each_member_has_what_it_had(moment, boss, armed):
    slate, first, opened = armed
    undo = rollback.roll_back(slate, reason="Wrong film.", by=boss, at=moment.at(30))
    at = moment.at(31)
    assert read(Audience.PUBLIC, at) == {opened.uid: OLD}
    back = [("corrected", opened.uid, 3, ""), ("killed", first.uid, 1, "")]
    assert sorted(told(at)[-2:]) == back
    assert Launch.objects.get(pk=opened.pk).approved_revision == opened.approved_revision - 1
    rollback.roll_back(undo, reason="It was right.", by=boss, at=moment.at(60))
    assert read(Audience.PUBLIC, moment.at(61)) == {opened.uid: NEW, first.uid: "First opens"}


def versions(client, launch):
    """{number: when it was replaced} that everybody may read."""
    rows = client.get(f"/api/v1/launches/{launch.uid}/editions/").json()["results"]
    return {row["version"]: row["replaced_at"] for row in rows}


def test_the_list_of_versions_tells_nothing_of_it_before(client, moment, armed, boss):
    _slate, _first, opened = armed
    plain = client.get("/api/v1/launches/?limit=5")
    moment.at(-1)
    assert versions(client, opened) == {1: None}
    assert client.get(f"/api/v1/launches/{opened.uid}/editions/2/").status_code == 404
    assert client.get("/api/v1/launches/?limit=5").content == plain.content
    moment.at(0)
    instant = moment.T.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert versions(client, opened) == {1: instant, 2: None}
    (first, *_rest) = [row["id"] for row in client.get("/api/v1/launches/").json()["results"]]
    assert first != opened.uid


def test_licences_of_both_versions_end_while_each_stands(moment, chief, boss):
    """The old version's licence ends before the slate, the new one's after it."""
    zone = factories.ThemeFactory().forum.tz
    days = [(moment.T.astimezone(zone) + timedelta(days=n)).date().isoformat() for n in (1, 9)]
    opened = factories.launch("released", at=moment.at(-90000), content={"licence_until": days[0]})
    later = moment.T + timedelta(days=5)
    slate = factories.slate([], "draft", opens_at=later, at=moment.at(-60))
    said = edit(opened, moment.at(-50))
    said["content"] = factories.content_of(opened, licence_until=days[1])
    correcting.prepare(slate, opened, **said, note="Rights.", by=chief, at=moment.at(-50))
    rows = WireEntry.objects.filter(kind="rights_expired", void=False).order_by("visible_at")
    one = [(1, days[0])]
    ends = lambda: [  # noqa: E731
        (row.number, (row.visible_at - timedelta(days=1)).astimezone(zone).date().isoformat())
        for row in rows.all()
    ]
    assert ends() == one
    slates.send(slate, by=slate.made_by, at=moment.at(-45))
    slates.lock(slate, by=boss, at=moment.at(-40))
    assert ends() == [*one, (2, days[1])]
    assert not WireEntry.objects.filter(kind="rights_expired", void=True).exists()
    slates.unlock(slate, reason="Rain.", by=boss, at=moment.at(-30))
    assert ends() == one


def test_given_up_it_never_was_a_version(client, moment, armed, boss):
    slate, _first, opened = armed
    slates.cancel(slate, reason="Rain.", by=boss, at=moment.at(-30))
    moment.at(60)
    assert versions(client, opened) == {1: None}


@pytest.mark.parametrize("act", [slates.unlock, slates.cancel])
def test_unlocked_or_cancelled_the_version_before_stands_on(moment, boss, armed, act):
    slate, _first, opened = armed
    act(slate, reason="Rain.", by=boss, at=moment.at(-30))
    at = moment.at(1)
    assert read(Audience.PUBLIC, at) == {opened.uid: OLD}
    assert len(told(at)) == 1
    given_up = act is slates.cancel
    fresh = Launch.objects.get(pk=opened.pk)
    assert fresh.approved_revision == opened.approved_revision - given_up


def test_moved_it_moves_along(moment, boss, armed):
    slate, _first, opened = armed
    later = moment.T + timedelta(hours=1)
    slates.move(slate, opens_at=later, reason="Late.", by=boss, at=moment.at(-30))
    assert read(Audience.PUBLIC, moment.at(3599))[opened.uid] == OLD
    assert read(Audience.PUBLIC, moment.at(3600))[opened.uid] == NEW


def test_now_means_now(moment, boss, armed):
    slate, first, opened = armed
    at = moment.at(-30)
    slates.release_now(slate, reason="They leaked it.", by=boss, at=at)
    assert read(Audience.PUBLIC, at) == {opened.uid: NEW, first.uid: "First opens"}


def test_what_makes_another_unfit_keeps_the_correction_back(moment, boss, armed):
    slate, first, opened = armed
    release.revoke(first, reason="A typo.", by=boss, at=moment.at(-1))
    assert read(Audience.PUBLIC, moment.at(1)) == {opened.uid: OLD}
    slates.remove(slate, first, by=boss, at=moment.at(2))
    slates.retry(slate, by=boss, at=moment.at(3))
    assert read(Audience.PUBLIC, moment.at(3)) == {opened.uid: NEW}


def test_recalled_before_the_instant_no_version_comes_back(moment, boss, armed):
    slate, first, opened = armed
    release.kill(opened, reason="A lawyer.", by=boss, at=moment.at(-1))
    slate.refresh_from_db()
    assert (slate.blocked_by, read(Audience.PUBLIC, moment.at(1))) == (opened, {})
    assert told(moment.at(1))[-1][:2] == ("killed", opened.uid)
    with pytest.raises(NotReady) as refusal:
        slates.retry(slate, by=boss, at=moment.at(2))
    assert list(refusal.value.fields) == [opened.uid]


def test_in_the_last_moment_it_counts_as_read(moment, boss, armed):
    slate, _first, opened = armed
    with pytest.raises(Stale):
        slates.unlock(slate, reason="Too late.", by=boss, at=moment.at(-0.05))
    assert read(Audience.PUBLIC, moment.at(0))[opened.uid] == NEW


def test_a_hold_keeps_it_back_and_the_lifting_brings_it(moment, boss, armed):
    _slate, first, opened = armed
    holding.hold_all(reason="Alarm.", by=boss, at=moment.at(-30))
    assert read(Audience.PUBLIC, moment.at(5)) == {opened.uid: OLD}
    holding.lift(reason="All well.", by=boss, at=moment.at(10))
    at = moment.at(10)
    assert read(Audience.PUBLIC, at) == {opened.uid: NEW, first.uid: "First opens"}
    assert sorted(kind for kind, *_rest in told(moment.at(11))[1:]) == ["corrected", "released"]


def test_postponed_in_an_emergency_it_goes_along(moment, boss, armed):
    slate, _first, opened = armed
    at, later = moment.at(-30), moment.T + timedelta(hours=1)
    asked = emergency.ask(
        EmergencyAct.POSTPONE, target=slate.uid, reason="Fire.", opens_at=later, by=boss, at=at
    )
    emergency.confirm(asked, by=factories.UserFactory(releaser=True), at=at)
    assert read(Audience.PUBLIC, moment.at(1)) == {opened.uid: OLD}


def test_what_one_slate_opened_another_corrects(moment, boss, chief):
    at = moment.at(-7200)
    launch = factories.launch("approved", at=at, opens_at=moment.T)
    factories.slate([launch], opens_at=moment.T, at=moment.at(-60))
    later = moment.T + timedelta(hours=1)
    second = factories.slate([], "draft", opens_at=later, at=moment.at(60), name="Second")
    prepare(second, launch, chief, moment.at(60))
    slates.send(second, by=second.made_by, at=moment.at(70))
    slates.lock(second, by=boss, at=moment.at(80))
    assert read(Audience.PUBLIC, moment.at(3599)) == {launch.uid: OLD}
    assert read(Audience.PUBLIC, moment.at(3600)) == {launch.uid: NEW}


def test_taken_off_it_is_given_up_and_may_be_prepared_anew(moment, chief, boss):
    opened = factories.launch("released", at=moment.at(-90000))
    slate = factories.slate([], "draft", opens_at=moment.T, at=moment.at(-60))
    first = prepare(slate, opened, chief, moment.at(-50))
    second = prepare(slate, opened, chief, moment.at(-45), note="Once more.")
    assert Edition.objects.get(pk=first.pk).superseded_at == moment.at(-45)
    slates.remove(slate, opened, by=boss, at=moment.at(-40))
    second.refresh_from_db()
    fresh = Launch.objects.get()
    assert (second.superseded_at, fresh.approved_revision) == (moment.at(-40), second.revision - 2)
    assert (fresh.opens_at, fresh.is_released(at=moment.at(0))) == (opened.opens_at, True)


def test_corrected_at_once_meanwhile_the_slate_says_so(moment, chief, boss):
    opened = factories.launch("released", at=moment.at(-90000))
    slate = factories.slate([], "draft", opens_at=moment.T, at=moment.at(-60))
    prepare(slate, opened, chief, moment.at(-50))
    release.correct(
        opened, **edit(opened, moment.at(-45)), note="Sooner.", by=chief, at=moment.at(-44)
    )
    slates.send(slate, by=slate.made_by, at=moment.at(-40))
    with pytest.raises(NotReady) as refusal:
        slates.lock(slate, by=boss, at=moment.at(-30))
    assert refusal.value.fields == {
        opened.uid: "It is open already, and no correction of it waits. "
        "Prepare one, or take it off."
    }
    assert read(Audience.PUBLIC, moment.at(1)) == {opened.uid: NEW}


def test_refusals(moment, chief):
    at = moment.at(-90000)
    opened = factories.launch("released", at=at)
    closed = factories.launch("approved", at=at, opens_at=moment.T)
    at = moment.at(-60)
    slate = factories.slate([], "draft", opens_at=moment.T, at=at)
    said = edit(opened, at)
    with pytest.raises(ReasonNeeded):
        correcting.prepare(slate, opened, **said, note=" ", by=chief, at=at)
    old = {**said, "revision": said["revision"] - 1}
    with pytest.raises(Stale):
        correcting.prepare(slate, opened, **old, note="Note.", by=chief, at=at)
    editor = opened.last_editor
    editor.user_permissions.set(chief.user_permissions.all())
    with pytest.raises(FourEyes):
        correcting.prepare(
            slate, opened, **said, note="Note.", by=type(editor).objects.get(pk=editor.pk), at=at
        )
    assert not slate.members.exists()
    with pytest.raises(NoSuchTransition):
        prepare(slate, closed, chief, at)
    prepare(slate, opened, chief, at)
    other = factories.slate([], "draft", opens_at=moment.T, at=at, name="Other")
    with pytest.raises(NoSuchTransition):
        prepare(other, opened, chief, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(stands_from=clock.now())
