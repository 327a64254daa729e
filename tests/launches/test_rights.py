"""Rights that end: already, before the release or the stage, or while the forum lasts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from launches.content import Content, Placed
from launches.enums import RightsTrouble
from launches.models import Forum
from launches.readiness.rights import UNTIL, first_end, troubles, warnings

FORUM = Forum(timezone="Asia/Shanghai", starts_on=date(2026, 9, 16), ends_on=date(2026, 9, 19))
NOW = datetime(2026, 9, 9, 16, 30, tzinfo=UTC)  # already the 10th in Shanghai
OPENS = datetime(2026, 9, 17, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("2026-09-09", ["The licence ended on 9 September 2026."]),
        (
            "2026-09-10",
            ["The licence ends on 10 September 2026, before the release on 17 September 2026."],
        ),
        (
            "2026-09-19",
            ["The licence ends on 19 September 2026, while the forum lasts (19 September 2026)."],
        ),
        ("2026-09-20", []),
        ("", []),
        ("no day", []),
    ],
)
def test_a_licence_that_ends_is_warned_of(last, said):
    placed = Placed("hero", 1, licence_until=last)
    assert warnings(placed, opens_at=OPENS, forum=FORUM, at=NOW) == said


STAGE = datetime(2026, 9, 18, 20, tzinfo=UTC)  # already the 19th in Shanghai


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        ("2026-09-16", RightsTrouble.BEFORE_RELEASE),
        ("2026-09-17", RightsTrouble.BEFORE_STAGE),
        ("2026-09-18", RightsTrouble.BEFORE_STAGE),
        ("2026-09-19", RightsTrouble.IN_FORUM),
        ("2026-09-20", None),
    ],
)
@pytest.mark.parametrize("right", UNTIL)
def test_days_are_held_against_the_release_and_the_stage(right, last, kind):
    placed = Placed("hero", 1, **{right: last})
    found = troubles(placed, opens_at=OPENS, stage_at=STAGE, forum=FORUM, at=NOW)
    assert [(one.right, one.kind) for one in found] == ([(right, kind)] if kind else [])


def test_a_model_release_that_ends_is_called_so():
    placed = Placed("hero", 1, model_release="yes", model_release_until="2026-09-18")
    assert warnings(placed, opens_at=OPENS, forum=FORUM, at=NOW, stage_at=STAGE) == [
        "The model release ends on 18 September 2026, before its time on stage on "
        "19 September 2026."
    ]


def test_the_first_end_counts_both_rights_and_no_nonsense():
    rows = (
        Placed("hero", 1, licence_until="2027-01-02"),
        Placed("gallery", 2, licence_until="soon", model_release_until="2026-12-24"),
    )
    assert first_end(Content("A", materials=rows)) == date(2026, 12, 24)
    assert first_end(Content("A")) is None


def test_rights_without_an_end_keep_the_fingerprint():
    placed = Placed("hero", 1, licence="cc0")
    before = Content("A", materials=(placed,)).digest()
    later = Content("A", materials=(replace(placed, model_release_until="2027-01-01"),)).digest()
    assert before == "e363d2cb05de0e55ae5cdafd37b8815e3581e6b76b0b4d74d3423dc438e59ed6"
    assert later != before
