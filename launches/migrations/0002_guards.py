"""What the database itself refuses, and whom it wakes.

Audit rows and the content of editions never change. On PostgreSQL a new wire row or
a moved rundown wakes listeners on the channel `unveil`; the tables hold the truth.
"""

from django.db import migrations

FROZEN = ["document", "listing", "words", "digest", "revision", "number", "launch_uid", "slug"]
APPEND_ONLY = ["launches_auditentry", "launches_editiontext", "launches_editionfile"]
NO_DELETE = ["launches_auditentry", "launches_wireentry"]
WAKES = [("launches_wireentry", "wire"), ("launches_rundown", "rundown")]

PG_FUNCTIONS = """
CREATE FUNCTION unveil_refuse() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$;
CREATE FUNCTION unveil_wake() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_notify('unveil', TG_ARGV[0]); RETURN NULL; END $$;
"""


def sqlite_statements():
    for table in APPEND_ONLY:
        yield (
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END"
        )
    for table in NO_DELETE:
        yield (
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END"
        )
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FROZEN)
    yield (
        f"CREATE TRIGGER launches_edition_frozen BEFORE UPDATE ON launches_edition WHEN {changed} "
        "BEGIN SELECT RAISE(ABORT, 'append only: launches_edition'); END"
    )


def postgresql_statements():
    yield PG_FUNCTIONS
    for table in APPEND_ONLY:
        yield (
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION unveil_refuse()"
        )
    for table in NO_DELETE:
        yield (
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION unveil_refuse()"
        )
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FROZEN)
    yield (
        "CREATE TRIGGER launches_edition_frozen BEFORE UPDATE ON launches_edition FOR EACH ROW "
        f"WHEN ({changed}) EXECUTE FUNCTION unveil_refuse()"
    )
    for table, word in WAKES:
        yield (
            f"CREATE TRIGGER {table}_wakes AFTER INSERT OR UPDATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION unveil_wake('{word}')"
        )


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    statements = postgresql_statements if vendor == "postgresql" else sqlite_statements
    for statement in statements():
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    names = [(f"{table}_frozen", table) for table in APPEND_ONLY]
    names += [(f"{table}_kept", table) for table in NO_DELETE]
    names += [("launches_edition_frozen", "launches_edition")]
    if vendor == "postgresql":
        names += [(f"{table}_wakes", table) for table, _word in WAKES]
    for name, table in names:
        suffix = f" ON {table}" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION unveil_refuse(); DROP FUNCTION unveil_wake()")


class Migration(migrations.Migration):
    dependencies = [("launches", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
