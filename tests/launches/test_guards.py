"""The database refuses what never changes, also after SQLite remade a table."""

import pytest
from django.db import connection

from launches import guards

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NAMES = {guard.name for guard in guards.GUARDS}
# The tests' own database is emptied between tests: it has none against deleting.
LIFTED = {guard.name for guard in guards.GUARDS if guard.event == "DELETE"}


def test_after_a_migrate_every_guard_stands_and_no_other():
    assert guards.standing(connection) - LIFTED == NAMES - LIFTED


def test_a_guard_that_was_lost_is_laid_again_and_no_second_time():
    guards.lay(connection)
    on = " ON launches_edition" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER launches_edition_frozen{on}")
    assert guards.lay(connection) == ["launches_edition_frozen"]
    assert guards.lay(connection) == []
    assert guards.standing(connection) == NAMES


@pytest.mark.parametrize("guard", guards.GUARDS, ids=lambda guard: guard.name)
def test_a_guard_names_columns_that_are_there(guard):
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, guard.table)
    assert {*guard.kept, *guard.erasable} - {column.name for column in columns} == set()
