"""Licences that end: before the release, already, or while the forum lasts."""

from datetime import UTC, date, datetime

import pytest

from launches.content import Placed
from launches.models import Forum
from launches.queries.rights import warnings

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
