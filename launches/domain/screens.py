"""What screens tell of themselves, so that the desk can see whom an act has reached."""

from datetime import datetime, timedelta

from launches.models import ScreenSeen, Stage

MOST = 60  # screens remembered a stage: the address is public, so it is bounded
FORGOTTEN = timedelta(hours=12)


def report(stage: Stage, *, key: str, shows: str, version: int, at: datetime) -> bool:
    """Note what a screen shows now. False where the stage has too many screens already."""
    rows = ScreenSeen.objects.filter(stage=stage)
    if not rows.filter(key=key).exists():
        rows.filter(seen_at__lt=at - FORGOTTEN).delete()
        if rows.count() >= MOST:
            return False
    ScreenSeen.objects.bulk_create(
        [ScreenSeen(stage=stage, key=key, shows=shows, version=version, seen_at=at)],
        update_conflicts=True,
        unique_fields=["stage", "key"],
        update_fields=["shows", "version", "seen_at"],
    )
    return True
