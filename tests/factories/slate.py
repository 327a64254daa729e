"""Slates taken through the domain, as far as a test wants them."""

from collections.abc import Sequence
from datetime import datetime

from launches import clock
from launches.domain import slates
from launches.models import Launch, Slate

from .forum import ForumFactory
from .people import UserFactory


def slate(
    launches: Sequence[Launch] = (),
    state: str = "ready",
    *,
    opens_at: datetime | None,
    name: str = "Opening",
    at: datetime | None = None,
) -> Slate:
    """A slate with these launches: draft, in_review or ready."""
    at = at or clock.now()
    maker = UserFactory(releaser=True)
    made = slates.open_slate(ForumFactory(), name=name, opens_at=opens_at, by=maker, at=at)
    for launch in launches:
        slates.add(made, launch, by=maker, at=at)
    if state in ("in_review", "ready"):
        slates.send(made, by=maker, at=at)
    if state == "ready":
        slates.lock(made, by=UserFactory(releaser=True), at=at)
    return made
