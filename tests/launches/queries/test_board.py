"""What a screen is told: the whole state, and nothing before its instant."""

import json

import pytest

from launches import clock
from launches.enums import Audience
from launches.queries import board
from tests.factories import CueFactory, RundownFactory, StageFactory, launch

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CANARY = "Zyzzyva"


@pytest.mark.parametrize(("seconds", "seen"), [(-1, False), (0, True), (1, True)])
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.STAGE])
def test_a_screen_shows_a_launch_from_its_instant(moment, audience, seconds, seen):
    moment.at(-600)
    entry = launch("approved", product=CANARY, opens_at=moment.T)
    rundown = RundownFactory()
    first, _second = CueFactory(rundown=rundown), CueFactory(rundown=rundown, launch=entry)
    rundown.current = first
    rundown.save()
    at = moment.at(seconds)
    for found in (
        board.stage_state(rundown.stage, audience=audience, at=at),
        board.rundown_of(rundown.stage, audience=audience, at=at),
    ):
        assert (CANARY in json.dumps(found)) == seen


def test_a_hidden_launch_is_a_slot_like_an_empty_one(moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    cue = CueFactory(rundown=RundownFactory(), launch=entry)
    at = moment.at(-1)
    shown = board.rundown_of(cue.rundown.stage, audience=Audience.PUBLIC, at=at)
    cue.launch = None
    cue.save()
    assert board.rundown_of(cue.rundown.stage, audience=Audience.PUBLIC, at=at) == shown


def test_a_stage_without_a_rundown_is_standing_by():
    stage = StageFactory(slug="hall", name="Hall", name_zh="厅")
    assert board.stage_state(stage, audience=Audience.PUBLIC, at=clock.now()) == {
        "stage": {
            "slug": "hall",
            "name": {"en": "Hall", "zh-hans": "厅"},
            "href": "/api/v1/stages/hall/",
        },
        "version": 0,
        "state": "idle",
        "since": None,
        "now": None,
        "next": None,
    }


def test_the_state_costs_three_queries_however_long_the_list(django_assert_num_queries):
    rundown = RundownFactory()
    for _number in range(2):
        rundown.current = CueFactory(rundown=rundown, launch=launch("released"))
        rundown.save()
        CueFactory(rundown=rundown, launch=launch("released"))
        with django_assert_num_queries(3):
            board.stage_state(rundown.stage, audience=Audience.PUBLIC, at=clock.now())
