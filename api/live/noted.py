"""Whether a piece of work has written what public answers depend on (see marks)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import connection

from .marks import sources


class Noted:
    """`wrote` is true from the first such statement on; whether it was committed is not asked."""

    wrote = False

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        if not self.wrote:
            text = str(sql)
            self.wrote = not text.startswith("SELECT") and any(name in text for name in tables())
        return execute(sql, params, many, context)


@contextmanager
def noted() -> Iterator[Noted]:
    """Watches what this thread sends to the database meanwhile."""
    note = Noted()
    with connection.execute_wrapper(note):
        yield note


@cache
def tables() -> tuple[str, ...]:
    return tuple(query.model._meta.db_table for query in sources())
