"""Approval, the instant, and what the desk does to both."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from launches import clock
from launches.domain import editing, release
from launches.enums import Audience, ReleaseMode
from launches.errors import BadInstant, FourEyes, NoSuchTransition, ReasonNeeded, Stale
from launches.models import Edition, Launch, WireEntry
from launches.queries import wire
from launches.queries.gate import files_visible_to, visible_to
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def approve(launch, *, by=None, at=None, content=None):
    return release.approve(
        launch,
        revision=launch.latest_revision,
        content=content or factories.content_of(launch),
        by=by or factories.UserFactory(approver=True),
        at=at or clock.now(),
    )


def seen(audience, at):
    return set(visible_to(audience, at=at).values_list("launch_uid", flat=True))


def facts(audience, at):
    return [(e.kind, e.launch_uid) for e in wire.visible_entries(audience, after=None, at=at)]


@pytest.mark.parametrize(
    ("seconds", "public", "press"), [(-1, False, True), (0, True, True), (1, True, True)]
)
def test_the_gate_opens_at_the_instant(moment, seconds, public, press):
    launch = factories.launch("in_review", at=moment.at(-3600), opens_at=moment.T)
    approve(launch, at=moment.at(-60))
    at = moment.at(seconds)
    expected = {launch.uid}
    assert seen(Audience.PUBLIC, at) == (expected if public else set())
    assert seen(Audience.STAGE, at) == (expected if public else set())
    assert seen(Audience.PRESS, at) == (expected if press else set())
    assert files_visible_to(Audience.PUBLIC, at=at).exists() is public
    assert facts(Audience.PUBLIC, at) == ([("released", launch.uid)] if public else [])


@pytest.mark.parametrize(
    "state", ["draft", "submitted", "in_review", "changes_requested", "rejected", "withdrawn"]
)
def test_nobody_reads_what_is_not_approved(state):
    factories.launch(state)
    later = clock.now() + timedelta(days=400)
    assert [seen(audience, later) for audience in Audience] == [set(), set(), set()]


def test_the_last_editor_cannot_approve():
    launch = factories.launch("in_review")
    chief = factories.UserFactory(approver=True)
    editing.record_edit(
        launch, revision=launch.latest_revision + 1, product="Edited", by=chief, at=clock.now()
    )
    with pytest.raises(FourEyes):
        approve(launch, by=chief)
    approve(launch)
    assert Launch.objects.get(pk=launch.pk).state == "approved"


def test_the_database_holds_four_eyes_too():
    launch = factories.launch("approved")
    with pytest.raises(IntegrityError), transaction.atomic():
        Launch.objects.filter(pk=launch.pk).update(approved_edit_by=launch.approver)


def test_a_changed_revision_wants_its_own_approval():
    launch = factories.launch("in_review")
    reviewed = launch.latest_revision
    editor = factories.UserFactory(reviewer=True)
    editing.record_edit(launch, revision=reviewed + 1, product="X", by=editor, at=clock.now())
    with pytest.raises(Stale) as refusal:
        release.approve(
            launch,
            revision=reviewed,
            content=factories.content_of(launch),
            by=factories.UserFactory(approver=True),
            at=clock.now(),
        )
    assert refusal.value.by == editor
    assert not Edition.objects.exists()


def test_a_clock_launch_needs_a_moment_ahead():
    launch = factories.launch("in_review")
    with pytest.raises(BadInstant):
        approve(launch, at=launch.opens_at)


def test_moving_the_embargo_moves_every_reader(moment):
    launch = factories.launch("in_review", at=moment.at(-3600), opens_at=moment.T)
    approve(launch, at=moment.at(-120))
    later = moment.T + timedelta(hours=1)
    boss = factories.UserFactory(releaser=True)
    release.move_embargo(launch, opens_at=later, reason="Rain.", by=boss, at=moment.at(-60))
    assert seen(Audience.PUBLIC, moment.at(1)) == set()
    assert facts(Audience.PUBLIC, moment.at(1)) == []
    assert facts(Audience.PRESS, moment.at(1)) == [
        ("embargoed", launch.uid),
        ("embargo_moved", launch.uid),
    ]
    assert seen(Audience.PUBLIC, later) == {launch.uid}
    assert facts(Audience.PUBLIC, later) == [("released", launch.uid)]


def test_an_open_launch_cannot_be_moved_or_taken_back():
    launch = factories.launch("released")
    boss = factories.UserFactory(releaser=True)
    at = clock.now()
    with pytest.raises(Stale):
        release.move_embargo(
            launch, opens_at=at + timedelta(days=1), reason="Rain.", by=boss, at=at
        )
    with pytest.raises(Stale):
        release.revoke(launch, reason="Oh.", by=boss, at=at)
    assert seen(Audience.PUBLIC, at) == {launch.uid}


def test_a_moment_without_zone_or_in_the_past_is_refused():
    launch = factories.launch("approved")
    boss = factories.UserFactory(releaser=True)
    at = clock.now()
    for instant in (at - timedelta(seconds=1), (at + timedelta(days=1)).replace(tzinfo=None)):
        with pytest.raises(BadInstant):
            release.move_embargo(launch, opens_at=instant, reason="Rain.", by=boss, at=at)


def test_a_revoked_approval_leaves_nothing_behind(moment):
    launch = factories.launch("approved", at=moment.at(-60), opens_at=moment.T)
    release.revoke(
        launch, reason="A doubt.", by=factories.UserFactory(releaser=True), at=moment.at(-1)
    )
    at = moment.at(3600)
    assert [seen(audience, at) for audience in Audience] == [set(), set(), set()]
    assert facts(Audience.PUBLIC, at) == []
    assert Launch.objects.get(pk=launch.pk).state == "in_review"


def test_release_now_opens_at_once():
    launch = factories.launch("approved")
    at = clock.now()
    release.release_now(launch, reason="It is out.", by=factories.UserFactory(releaser=True), at=at)
    assert seen(Audience.PUBLIC, at) == {launch.uid}
    assert WireEntry.objects.filter(kind="released", void=False).count() == 1


@pytest.mark.parametrize("state", ["approved", "released"])
def test_a_recall_removes_it_for_everybody(state):
    launch = factories.launch(state)
    release.kill(launch, reason="Wrong.", by=factories.UserFactory(releaser=True), at=clock.now())
    later = clock.now() + timedelta(days=1)
    assert [seen(audience, later) for audience in Audience] == [set(), set(), set()]
    assert not files_visible_to(Audience.PRESS, at=later).exists()
    public = [("released", launch.uid), ("killed", launch.uid)] if state == "released" else []
    assert facts(Audience.PUBLIC, later) == public
    assert facts(Audience.PRESS, later)[-1] == ("killed", launch.uid)


def test_the_caller_opens_a_launch_that_waits_for_its_cue():
    launch = factories.launch("approved", cue_mode=True)
    caller, at = factories.UserFactory(caller=True), clock.now()
    assert seen(Audience.PUBLIC, at + timedelta(days=9)) == set()
    assert release.release_on_cue(launch, by=caller, at=at) is True
    assert release.release_on_cue(launch, by=caller, at=at) is False
    assert seen(Audience.PUBLIC, at) == {launch.uid}
    assert launch.release_mode == ReleaseMode.CUE


def correct(launch, note="The price was wrong."):
    editor = factories.UserFactory(reviewer=True)
    editing.record_edit(
        launch, revision=launch.latest_revision + 1, product="Mended", by=editor, at=clock.now()
    )
    return release.correct(
        launch,
        revision=launch.latest_revision,
        content=factories.content_of(launch),
        note=note,
        by=factories.UserFactory(approver=True),
        at=clock.now(),
    )


def test_a_correction_replaces_the_edition_and_says_so():
    launch = factories.launch("released")
    edition = correct(launch)
    at = clock.now()
    assert list(visible_to(Audience.PUBLIC, at=at)) == [edition]
    assert (edition.number, edition.product, edition.note) == (2, "Mended", "The price was wrong.")
    assert facts(Audience.PUBLIC, at) == [("released", launch.uid), ("corrected", launch.uid)]
    with pytest.raises(ReasonNeeded):
        correct(launch, note=" ")


def test_a_correction_under_embargo_is_told_to_the_press_only(moment):
    launch = factories.launch("approved", at=moment.at(-60), opens_at=moment.T)
    moment.at(-30)
    edition = correct(launch)
    assert facts(Audience.PUBLIC, moment.at(-1)) == []
    assert facts(Audience.PRESS, moment.at(-1)) == [
        ("embargoed", launch.uid),
        ("corrected", launch.uid),
    ]
    released = wire.visible_entries(Audience.PUBLIC, after=None, at=moment.at(0))
    assert [(e.edition, e.number) for e in released] == [(edition, 2)]


def test_nothing_to_correct_is_said():
    launch = factories.launch("released")
    with pytest.raises(NoSuchTransition):
        release.correct(
            launch,
            revision=launch.latest_revision,
            content=factories.content_of(launch),
            note="Nothing.",
            by=factories.UserFactory(approver=True),
            at=clock.now(),
        )


def test_an_edition_cannot_be_rewritten():
    edition = factories.launch("released").editions.get()
    for change in ({"document": "{}"}, {"slug": "other"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.texts.update(headline="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.files.update(stored="other")
