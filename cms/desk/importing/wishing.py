"""Wishes of a list become release wishes of its entries."""

from datetime import timedelta
from typing import Any

from launches.importing import wishes
from launches.importing.report import Place
from launches.models import Forum, Launch, Preference

NAMES = ("day", "time", "stage", "note")


class Wishing:
    """Knows the forum's days and halls, so that they are looked up once."""

    def __init__(self, forum: Forum) -> None:
        self.stages = {stage.slug: stage for stage in forum.stages.all()}
        self.names = {slug: (row.name, row.name_zh) for slug, row in self.stages.items()}
        length = (forum.ends_on - forum.starts_on).days + 1
        self.days = [forum.starts_on + timedelta(days=number) for number in range(length)]

    def of(self, launch: Launch, row: Place) -> Preference | None:
        """The wish to store: what the row says, and what it leaves open as it was wished before.

        None where the row says nothing. It is not saved yet.
        """
        said = self._said(row)
        if not said:
            return None
        before = getattr(launch, "preference", None)
        old = {name: getattr(before, name) for name in NAMES} if before else {}
        return Preference(launch=launch, **{**old, **said})

    def changes(self, launch: Launch, row: Place) -> dict[str, list[str]]:
        """{field: [what is wished, what the row says]} where the row says something else."""
        before, now = getattr(launch, "preference", None), self.of(launch, row)
        if now is None:
            return {}
        pairs = {name: (getattr(before, name, None), getattr(now, name)) for name in NAMES}
        return {
            name: [str(old or ""), str(new or "")]
            for name, (old, new) in pairs.items()
            if (old or None) != (new or None)
        }

    def _said(self, row: Place) -> dict[str, Any]:
        wish = wishes.read(row["said"], days=self.days, stages=self.names)
        values = {
            "day": wish.day,
            "time": wish.hour,
            "stage": self.stages.get(wish.stage),
            "note": wish.note[:300],
        }
        return {name: value for name, value in values.items() if value}
