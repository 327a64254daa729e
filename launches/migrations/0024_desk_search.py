"""Trigrams for the desk's search on PostgreSQL, where the database lets its owner have them.

pg_trgm is a trusted extension since PostgreSQL 13, so no superuser is wanted; where it is
absent or refused, the search goes on without an index.
"""

from django.db import Error, migrations, transaction

MAKE = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX IF NOT EXISTS finding_text_trigrams"
    " ON launches_finding USING gin (text gin_trgm_ops)",
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(), schema_editor.connection.cursor() as cursor:
            for statement in MAKE:
                cursor.execute(statement)
    except Error:
        pass


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS finding_text_trigrams")


class Migration(migrations.Migration):
    dependencies = [("launches", "0023_last_looks")]
    operations = [migrations.RunPython(make, drop)]
