"""Which editions an answer shows, noted where they are rendered.

The embargo ledger is written from this, so that a new view is in it without anybody
remembering: whatever says an edition's status or names it has been through here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from launches.models import Edition

Seen = dict[int, Edition]
_seen: ContextVar[Seen | None] = ContextVar("seen", default=None)


@contextmanager
def watching() -> Iterator[Seen]:
    """Collects what is rendered within, in this thread: {edition id: edition}."""
    seen: Seen = {}
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def saw(edition: Edition) -> None:
    """Said by whatever renders an edition. Outside of `watching`, and for previews, nothing."""
    seen = _seen.get()
    if seen is not None and edition.pk:
        seen[edition.pk] = edition
