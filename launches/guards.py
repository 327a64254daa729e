"""What the database itself refuses: rows that never change, and rows that never go.

Each guard is a trigger that a migration made. SQLite remakes a table for a new column and
drops the triggers of the old one without a word, so after every migrate the guards that are
missing are made anew. A guard whose meaning changes wants a migration that drops the old
trigger. On PostgreSQL the function `unveil_refuse` of the second migration refuses.
"""

from dataclasses import dataclass, field

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Guard:
    """A trigger on a table: the event it refuses, and for which columns.

    `kept` may never change (none given: the whole row), `erasable` may only be emptied.
    """

    table: str
    name: str
    event: str = "UPDATE"
    kept: tuple[str, ...] = ()
    erasable: tuple[str, ...] = field(default=())

    def statement(self, vendor: str) -> str:
        return f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} " + (
            f"FOR EACH ROW {self.when('IS DISTINCT FROM')}EXECUTE FUNCTION unveil_refuse()"
            if vendor == "postgresql"
            else f"{self.when('IS NOT')}BEGIN SELECT RAISE(ABORT, 'append only: {self.table}'); END"
        )

    def when(self, differs: str) -> str:
        changed = [f'OLD."{name}" {differs} NEW."{name}"' for name in self.kept]
        changed += [
            f'(OLD."{name}" {differs} NEW."{name}" AND NEW."{name}" <> \'\')'
            for name in self.erasable
        ]
        return f"WHEN ({' OR '.join(changed)}) " if changed else ""


def frozen(table: str, *kept: str, erasable: tuple[str, ...] = ()) -> Guard:
    return Guard(f"launches_{table}", f"launches_{table}_frozen", "UPDATE", kept, erasable)


def lasting(table: str) -> Guard:
    return Guard(f"launches_{table}", f"launches_{table}_kept", "DELETE")


def ledger(table: str) -> tuple[Guard, Guard]:
    name = f"launches_{table}"
    return Guard(name, f"{name}_update"), Guard(name, f"{name}_delete", "DELETE")


EDITION = ("document", "listing", "words", "digest", "revision", "number", "launch_uid", "slug")
RECEIPT = ("number", "revision", "digest", "document", "at", "launch_id")
AUDIT = ("id", "at", "actor_id", "verb", "launch_uid", "before", "after", "detail", "door")
GUARDS = (
    frozen("auditentry", *AUDIT, erasable=("note", "address", "client")),
    lasting("auditentry"),
    lasting("wireentry"),
    frozen("edition", *EDITION),
    frozen("editiontext"),
    frozen("editionfile"),
    frozen("editioncontacts"),
    frozen("receipt", *RECEIPT),
    frozen("embargoterms", "version", "text", "text_zh"),
    *ledger("ledgerentry"),
    *ledger("ledgerline"),
)


def lay(connection: BaseDatabaseWrapper) -> list[str]:
    """Make the guards that are missing; their names. Skips what an older state has no place for."""
    there = standing(connection)
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        missing = [guard for guard in GUARDS if guard.name not in there and guard.table in tables]
        for guard in missing:
            cursor.execute(guard.statement(connection.vendor))
    return [guard.name for guard in missing]


def standing(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers in the database that refuse something."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
                "WHERE NOT tgisinternal AND proname = 'unveil_refuse'"
            )
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append only%'"
            )
        return {name for (name,) in cursor.fetchall()}


def after_migrate(
    sender: object, using: str, plan: list[tuple[object, bool]] | None = None, **kwargs: object
) -> None:
    """At the end of `migrate`, where every table has the shape that the code knows.

    Skips a way backwards, and `flush`, which sends the same signal without a plan.
    """
    if plan is not None and not any(backwards for _migration, backwards in plan):
        lay(connections[using])
