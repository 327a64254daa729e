"""Asking for the next page while this one is written down."""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from queue import Empty, Queue
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterable[T]) -> Iterator[T]:
    """The same items and the same error, taken by a thread of its own, two before they are wanted.

    Whoever stops halfway, or is interrupted, does not wait for the thread.
    """
    ready: Queue[tuple[T] | BaseException | None] = Queue(1)
    left = threading.Event()
    threading.Thread(target=_take, args=(items, ready, left), daemon=True).start()
    try:
        while (found := ready.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found[0]
    finally:
        left.set()
        with contextlib.suppress(Empty):
            ready.get_nowait()  # the thread may wait for this room


def _take(
    items: Iterable[T],
    ready: "Queue[tuple[T] | BaseException | None]",
    left: threading.Event,
) -> None:
    try:
        for item in items:
            ready.put((item,))
            if left.is_set():
                return
    except BaseException as error:
        ready.put(error)
    else:
        ready.put(None)
