"""Until when an entry can be handed in, as its company reads it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings

from launches import zones
from launches.domain import submission
from launches.models import Launch
from launches.queries import call
from launches.queries.call import Window

SOON = timedelta(days=3)


@dataclass(frozen=True)
class Deadline:
    """An entry's window seen at one instant. `state`: early, open, late or admitted."""

    launch: Launch
    window: Window
    state: str
    now: datetime

    @property
    def is_shut(self) -> bool:
        return self.state in {"early", "late"}

    @property
    def is_soon(self) -> bool:
        return self.state == "open" and self.window.closes_at - self.now < SOON

    @property
    def zone(self) -> str:
        """The zone its times are in, named so that nobody can take it for another."""
        forum = self.launch.forum
        return f"{zones.city_of(forum)}, {zones.offset(self.window.closes_at, forum.tz)}"

    @property
    def turns_at(self) -> datetime:
        """The instant that counts now: when the window opens, else when it closes."""
        return self.window.opens_at if self.state == "early" else self.window.closes_at

    @property
    def contact(self) -> str:
        """Whom to write to: the call's own address, else the house's."""
        return self.launch.forum.call_contact or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def deadline_of(launch: Launch, *, at: datetime) -> Deadline:
    window = call.window_of(launch)
    state = "open" if window.is_open(at) else _outside(launch, window, at)
    return Deadline(launch, window, state, at)


def _outside(launch: Launch, window: Window, at: datetime) -> str:
    if submission.takes(launch, at=at):
        return "admitted"
    return "early" if at < window.opens_at else "late"
