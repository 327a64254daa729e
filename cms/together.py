"""Work for many callers at once: who comes while it is done waits for the next turn.

One commit costs milliseconds of the disk whether it holds one row or a hundred.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

log = logging.getLogger("unveil.together")
LINGER = 0.001  # seconds that a turn waits for company
MOST = 500


class Together:
    """For one event loop; `work` gets what was asked and gives as many answers, in a thread
    of its own. Where it fails everybody gets `lost`."""

    def __init__(self, work: Callable[[Sequence[Any]], Sequence[Any]], *, lost: Any) -> None:
        self._work, self._lost = work, lost
        self._waiting: list[tuple[Any, asyncio.Future[Any]]] = []
        self._serving: asyncio.Task[None] | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="together")

    async def ask(self, what: Any) -> Any:
        answer = asyncio.get_running_loop().create_future()
        self._waiting.append((what, answer))
        if self._serving is None:
            self._serving = asyncio.create_task(self._serve())
        return await answer

    async def _serve(self) -> None:
        while self._waiting:
            await asyncio.sleep(LINGER)
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            found = await self._done([what for what, _answer in batch])
            for (_what, answer), one in zip(batch, found, strict=True):
                if not answer.done():  # it may have been given up
                    answer.set_result(one)
        self._serving = None

    async def _done(self, asked: list[Any]) -> Sequence[Any]:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._work, asked)
        except Exception:
            log.exception("lost the answers to %d", len(asked))
            return [self._lost] * len(asked)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
