"""The caller's commands: once each, told who was first, and the cue that opens a launch."""

import pytest

from launches import clock
from launches.domain import show
from launches.errors import NoSuchTransition, NotAllowed, Stale
from launches.models import AuditEntry, Edition, Rundown
from tests.factories import CueFactory, RundownFactory, UserFactory, launch

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def caller(db):
    return UserFactory(caller=True, name="Cal Caller")


@pytest.fixture
def rundown(db):
    rundown = RundownFactory()
    for _number in range(3):
        CueFactory(rundown=rundown)
    return rundown


def place(rundown) -> tuple:
    fresh = Rundown.objects.select_related("current").get(pk=rundown.pk)
    cues = list(fresh.cues.values_list("pk", flat=True))
    return (
        fresh.version,
        fresh.state,
        cues.index(fresh.current_id) if fresh.current_id else None,
    )


def test_a_show_from_start_to_end(rundown, caller):
    at = clock.now()
    seen = [place(rundown)]
    for act in (show.go, show.go, show.back, show.hold, show.resume, show.go, show.go):
        act(rundown, version=rundown.version, by=caller, at=at)
        seen.append(place(rundown))
    assert seen == [
        (0, "idle", None),
        (1, "running", 0),
        (2, "running", 1),
        (3, "running", 0),
        (4, "hold", 0),
        (5, "running", 0),
        (6, "running", 1),
        (7, "running", 2),
    ]
    with pytest.raises(NoSuchTransition):
        show.go(rundown, version=7, by=caller, at=at)
    verbs = AuditEntry.objects.filter(verb__startswith="show_").values_list("verb", flat=True)
    assert sorted(verbs) == ["show_back"] + ["show_go"] * 4 + ["show_hold", "show_resume"]


def test_two_callers_press_go_and_the_show_moves_once(rundown, caller):
    other, at = Rundown.objects.get(pk=rundown.pk), clock.now()
    show.go(rundown, version=0, by=caller, at=at)
    with pytest.raises(Stale) as refusal:
        show.go(other, version=0, by=UserFactory(caller=True), at=at)
    assert "Cal Caller was first" in str(refusal.value.message)
    assert place(rundown) == (1, "running", 0)


@pytest.mark.parametrize("act", [show.go, show.back])
def test_the_late_one_is_told_so_and_not_that_the_list_has_ended(caller, act):
    rundown = RundownFactory()
    CueFactory(rundown=rundown)
    other, at = Rundown.objects.get(pk=rundown.pk), clock.now()
    show.go(rundown, version=0, by=caller, at=at)
    with pytest.raises(Stale):
        act(other, version=0, by=caller, at=at)


@pytest.mark.parametrize("act", [show.go, show.back, show.hold, show.resume])
@pytest.mark.parametrize("state", ["idle", "hold"])
def test_a_stranger_learns_nothing_of_the_show(act, state):
    with pytest.raises(NotAllowed):
        act(RundownFactory(state=state), version=0, by=UserFactory(), at=clock.now())


@pytest.mark.parametrize("act", [show.go, show.back, show.hold])
def test_only_callers_call(rundown, caller, act):
    at = clock.now()
    show.go(rundown, version=0, by=caller, at=at)
    show.go(rundown, version=1, by=caller, at=at)
    with pytest.raises(NotAllowed):
        act(rundown, version=2, by=UserFactory(releaser=True), at=at)
    assert place(rundown) == (2, "running", 1)


def test_go_is_the_instant_of_a_launch_that_waits_for_its_cue(caller, moment):
    moment.at(-600)
    entry = launch("approved", cue_mode=True)
    rundown = RundownFactory()
    CueFactory(rundown=rundown, launch=entry)
    moment.at(0)
    show.go(rundown, version=0, by=caller, at=clock.now())
    entry.refresh_from_db()
    assert (entry.opens_at, Edition.objects.get(launch=entry).opens_at) == (moment.T, moment.T)
    assert AuditEntry.objects.filter(verb="released_on_cue").count() == 1
    with pytest.raises(NoSuchTransition):
        show.back(rundown, version=1, by=caller, at=clock.now())


def test_a_jump_opens_nothing(caller):
    entry = launch("approved", cue_mode=True)
    rundown = RundownFactory()
    cue = CueFactory(rundown=rundown, launch=entry)
    show.jump(rundown, cue=cue, version=0, by=caller, at=clock.now())
    entry.refresh_from_db()
    assert entry.opens_at is None
    with pytest.raises(NoSuchTransition):
        show.jump(rundown, cue=CueFactory(), version=1, by=caller, at=clock.now())


def test_a_stale_go_opens_nothing(caller):
    entry = launch("approved", cue_mode=True)
    rundown = RundownFactory(version=5)
    CueFactory(rundown=rundown, launch=entry)
    with pytest.raises(Stale):
        show.go(rundown, version=4, by=caller, at=clock.now())
    entry.refresh_from_db()
    assert entry.opens_at is None


@pytest.mark.parametrize("state", ["draft", "submitted", "killed", "released"])
def test_go_on_any_other_launch_just_moves_on(rundown, caller, state):
    cue = rundown.cues.first()
    cue.launch = launch(state)
    cue.save()
    show.go(rundown, version=0, by=caller, at=clock.now())
    assert place(rundown) == (1, "running", 0)
