"""Going on for ever: told by a server that holds its answer, looking now and then otherwise."""

import sys
import time
from typing import NoReturn, Protocol

from .client import Unavailable, WaitRefused

WAIT = 25  # seconds; a proxy may end after thirty what says nothing
AGAIN = 60.0  # seconds until a server that did not hold is asked to again


class Run(Protocol):
    """Mirror.run."""

    def __call__(self, *, wait: int = 0) -> int: ...


def follow(run: Run, *, every: float) -> NoReturn:
    """Take over each fact as soon as there is one.

    Looks every so many seconds where the server refuses to hold, or answers at once all the
    same. One that is away is said and waited for; only a key that is over ends this.
    """
    holds_from = 0.0
    while True:
        begun, taken = time.monotonic(), 0
        wait = WAIT if begun >= holds_from else 0
        try:
            taken = run(wait=wait)
        except WaitRefused:
            holds_from = begun + AGAIN
            continue
        except Unavailable as error:
            print(error, file=sys.stderr, flush=True)
        if taken:
            print(f"{taken} facts taken", flush=True)
        elif not wait or time.monotonic() < begun + wait:
            time.sleep(max(0.0, begun + every - time.monotonic()))
