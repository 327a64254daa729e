"""Colleagues at the same launch, told to each other while they write.

It rides on the requests that the editor makes anyway: one read, and a write only when
what is kept has become old.
"""

from datetime import datetime, timedelta

from launches.models import Launch, Presence, User

SEEN_FOR = timedelta(seconds=45)
KEPT_FOR = timedelta(seconds=10)


def here(launch: Launch, *, by: User, field: str = "", at: datetime) -> list[Presence]:
    """Note that `by` is at the editor, in `field`; the others who were within SEEN_FOR."""
    rows = list(launch.presences.filter(at__gt=at - SEEN_FOR).select_related("user"))
    mine = next((row for row in rows if row.user_id == by.pk), None)
    if mine is None or mine.field != field or mine.at < at - KEPT_FOR:
        Presence.objects.bulk_create(
            [Presence(launch=launch, user=by, field=field[:80], at=at)],
            update_conflicts=True,
            unique_fields=["launch", "user"],
            update_fields=["field", "at"],
        )
    return [row for row in rows if row.user_id != by.pk]


def gone(launch: Launch, *, by: User) -> None:
    """The person has closed the editor."""
    Presence.objects.filter(launch=launch, user=by).delete()
