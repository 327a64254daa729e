"""Grave acts: two people, or one who says why; never an old request, never twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from launches import clock
from launches.domain import emergency
from launches.domain.screens import MOST, report
from launches.enums import Audience, EmergencyAct, Reached
from launches.errors import BadInstant, FourEyes, NotAllowed, NotReady, Over, ReasonNeeded, Stale
from launches.models import AuditEntry, Emergency, Launch, Outlet, ScreenSeen
from launches.queries import proof, targets
from launches.queries.gate import visible_to
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]
A = EmergencyAct


@pytest.fixture
def two():
    return factories.UserFactory(releaser=True), factories.UserFactory(releaser=True)


def ask(act, target="", *, by, **more):
    return emergency.ask(
        act, target=target, reason="A lawyer called.", by=by, at=clock.now(), **more
    )


def confirm(asked, *, by, **more):
    return emergency.confirm(asked, by=by, at=clock.now(), **more)


def seen():
    return set(visible_to(Audience.PUBLIC, at=clock.now()).values_list("launch_uid", flat=True))


def test_one_asks_and_another_does(two):
    launch = factories.launch("released")
    asked = ask(A.KILL, launch.uid, by=two[0])
    assert seen() == {launch.uid}
    with pytest.raises(FourEyes):
        confirm(asked, by=two[0])
    assert seen() == {launch.uid}
    confirm(asked, by=two[1])
    assert (seen(), asked.launch_uids, asked.done_by) == (set(), [launch.uid], two[1])
    with pytest.raises(Stale):
        confirm(asked, by=factories.UserFactory(releaser=True))
    said = AuditEntry.objects.get(verb="emergency_done")
    assert (said.actor, said.note, said.detail["act"]) == (two[1], "A lawyer called.", "kill")


@pytest.mark.parametrize("act", [A.KILL, A.KILL_COMPANY])
def test_a_recall_closes_every_door_in_the_same_act(client, two, act):
    launch = factories.launch("released", content={"category": "CANARY"})
    correct = factories.correct(launch, "Mended.", category="CANARY")
    file = correct.files.filter(role="card").get()
    doors = [
        "/",
        "/launches/",
        f"/launches/{launch.slug}/",
        "/sitemap.xml",
        "/api/v1/launches/",
        f"/api/v1/launches/{launch.uid}/",
        f"/api/v1/launches/{launch.uid}/?format=ninjs",
        f"/api/v1/launches/{launch.uid}/editions/1/",
        "/feeds/launches.rss",
        "/feeds/launches.atom",
        "/feeds/launches.json",
    ]
    said = (launch.slug.encode(), b"CANARY")
    hits = {path: client.get(path) for path in doors}
    assert [path for path in doors if not any(one in hits[path].content for one in said)] == []
    assert client.get(f"/files/{file.uid}.jpg").status_code == 200
    target = launch.uid if act == A.KILL else launch.company.uid
    confirm(ask(act, target, by=two[0]), by=two[1])
    for path in doors:  # a reader with a copy asks whether it still holds
        tag = hits[path].headers.get("ETag", "")
        again = client.get(path, headers={"If-None-Match": tag} if tag else {})
        assert again.status_code != 304, path
        assert not any(one in again.content for one in said) or again.status_code == 404, path
    assert client.get(f"/files/{file.uid}.jpg").status_code == 404


def test_alone_with_a_reason_that_is_kept_and_the_database_insists(two):
    launch = factories.launch("approved")
    asked = ask(A.RELEASE_NOW, launch.uid, by=two[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.update(done_by=two[0], done_at=clock.now())
    confirm(asked, by=two[0], alone_because="It is four in the morning.")
    assert seen() == {launch.uid}
    assert Emergency.objects.get().alone_because == "It is four in the morning."


def test_an_old_or_withdrawn_request_does_nothing(two):
    launch = factories.launch("released")
    old, withdrawn = (ask(A.KILL, launch.uid, by=two[0]) for _ in range(2))
    with pytest.raises(Over):
        emergency.confirm(old, by=two[1], at=old.expires_at)
    emergency.withdraw(withdrawn, by=two[1], at=clock.now())
    withdrawn.refresh_from_db()
    with pytest.raises(Over):
        confirm(withdrawn, by=two[1])
    assert seen() == {launch.uid}


def test_a_refused_act_stays_to_be_confirmed(two):
    launch = factories.launch("released")
    asked = ask(A.RELEASE_NOW, launch.uid, by=two[0])
    with pytest.raises(Stale):
        confirm(asked, by=two[1])
    assert Emergency.objects.get().done_at is None


def test_postponing_a_launch_and_a_slate(two, moment):
    launch = factories.launch("approved", at=moment.at(-3600), opens_at=moment.T)
    other = factories.launch("approved", at=moment.at(-3600))
    slate = factories.slate([other], opens_at=moment.T, at=moment.at(-60))
    later = moment.T + timedelta(hours=2)
    with pytest.raises(BadInstant):
        ask(A.POSTPONE, launch.uid, by=two[0], opens_at=None)
    for target in (launch.uid, slate.uid):
        confirm(ask(A.POSTPONE, target, by=two[0], opens_at=later), by=two[1])
    assert set(Launch.objects.values_list("opens_at", flat=True)) == {later}


def test_all_of_a_company_and_nothing_else(two):
    company = factories.MemberFactory().company
    theirs = [factories.launch("released", company=company, product=f"P{n}") for n in range(2)]
    other = factories.launch("released", product="Other")
    asked = confirm(ask(A.KILL_COMPANY, company.uid, by=two[0]), by=two[1])
    assert (seen(), set(asked.launch_uids)) == ({other.uid}, {row.uid for row in theirs})


def test_hold_and_lift(two):
    launch = factories.launch("approved")
    confirm(ask(A.HOLD_ALL, by=two[0]), by=two[1])
    assert Launch.objects.get(pk=launch.pk).held_at
    confirm(ask(A.LIFT, by=two[0]), by=two[1])
    assert Launch.objects.get(pk=launch.pk).held_at is None


def test_who_may_and_what_is_asked_for(two):
    launch = factories.launch("released")
    with pytest.raises(NotAllowed):
        ask(A.KILL, launch.uid, by=factories.UserFactory(approver=True))
    with pytest.raises(ReasonNeeded):
        emergency.ask(A.HOLD_ALL, reason=" ", by=two[0], at=clock.now())
    with pytest.raises(NotReady):
        ask(A.KILL, "nothing", by=two[0])


def test_a_target_by_its_id_or_its_name_and_two_of_a_name_are_told_apart():
    first = factories.launch("approved", product="Zephyr")
    assert targets.find(A.KILL, " zephyr ") == first.uid
    second = factories.launch("approved", product="Zephyr")
    with pytest.raises(NotReady) as refusal:
        targets.find(A.KILL, "Zephyr")
    assert {first.uid in str(refusal.value.fields), second.uid in str(refusal.value.fields)} == {
        True
    }
    assert targets.find(A.KILL, second.uid) == second.uid
    assert targets.find(A.HOLD_ALL, "whatever") == ""


def test_the_proof_tells_delivered_fetched_and_unreachable(two, moment):
    launch = factories.launch("released", at=moment.at(-7200))
    stage = factories.StageFactory(name="Hall One")
    quick, stuck, gone = ("a" * 32, "b" * 32, "c" * 32)
    for key in (quick, stuck, gone):
        report(stage, key=key, shows=launch.uid, version=1, at=moment.at(-5))
    Outlet.objects.create(name="Daily").keys.create(
        prefix="aa", digest="", created_at=moment.at(-60), last_used_at=moment.at(1)
    )
    Outlet.objects.create(name="Weekly").keys.create(
        prefix="bb", digest="", created_at=moment.at(-60), last_used_at=moment.at(-1)
    )
    Outlet.objects.create(name="Monthly").keys.create(
        prefix="cc", digest="", created_at=moment.at(-60), expires_at=moment.at(-2)
    )
    moment.at(0)
    done = confirm(ask(A.KILL, launch.uid, by=two[0]), by=two[1])
    report(stage, key=quick, shows="", version=1, at=moment.at(1))
    report(stage, key=stuck, shows=launch.uid, version=1, at=moment.at(2))
    found = {row.key[0]: row.reached for row in proof.screens(done, at=moment.at(30))}
    R = Reached
    assert found == {"a": R.DELIVERED, "b": R.UNREACHABLE, "c": R.UNREACHABLE}
    said = {row.name: row.reached for row in proof.outlets(done, at=moment.at(30))}
    assert said == {"Daily": R.FETCHED, "Weekly": R.WAITING}


def test_no_more_screens_than_a_stage_can_have():
    stage, at = factories.StageFactory(), clock.now()
    told = [report(stage, key=f"{n:032x}", shows="", version=0, at=at) for n in range(MOST + 1)]
    assert (told[-2:], ScreenSeen.objects.count()) == ([True, False], MOST)
    assert report(stage, key=f"{1:032x}", shows="", version=2, at=at)
