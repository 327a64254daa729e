"""The worker's part of the listing: read what has been written since it last looked."""

from launches import clock
from launches.domain import finding
from launches.models import Launch

BATCH = 200


def draw_stale() -> int:
    """Draw every finding that lags, a batch at a time; how many were drawn."""
    done = 0
    while rows := list(finding.stale(at=clock.now())[:BATCH]):
        done += _draw(rows)
    return done


def _draw(launches: list[Launch]) -> int:
    from cms.models import LaunchPage

    return finding.draw(launches, LaunchPage.contents_of(launches), at=clock.now())
