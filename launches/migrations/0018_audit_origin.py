"""From where an act came; and of an audit row only its free words may ever go.

Rows that are there keep an unknown door. SQLite remakes the table for a new column and
drops its triggers, so they are made anew here.
"""

from django.db import migrations, models

import launches.origin

TABLE = "launches_auditentry"
KEPT = ["id", "at", "actor_id", "verb", "launch_uid", "before", "after", "detail", "door"]
ERASABLE = ["note", "address", "client"]


def changes(differs):
    """SQL that is true where a row would change other than by emptying its free words."""
    kept = [f'OLD."{name}" {differs} NEW."{name}"' for name in KEPT]
    emptied = [
        f"(OLD.\"{name}\" {differs} NEW.\"{name}\" AND NEW.\"{name}\" <> '')" for name in ERASABLE
    ]
    return " OR ".join([*kept, *emptied])


def drop(schema_editor):
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for name in ("frozen", "kept"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{on}")


def guard(apps, schema_editor):
    drop(schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        refuse = "EXECUTE FUNCTION unveil_refuse()"
        frozen = f"FOR EACH ROW WHEN ({changes('IS DISTINCT FROM')}) {refuse}"
        kept = f"FOR EACH ROW {refuse}"
    else:
        refuse = f"BEGIN SELECT RAISE(ABORT, 'append only: {TABLE}'); END"
        frozen, kept = f"WHEN {changes('IS NOT')} {refuse}", refuse
    for name, event, body in (("frozen", "UPDATE", frozen), ("kept", "DELETE", kept)):
        statement = f"CREATE TRIGGER {TABLE}_{name} BEFORE {event} ON {TABLE} {body}"
        schema_editor.execute(statement, params=None)


def added(name, length):
    return migrations.AddField(
        "auditentry", name, models.CharField(blank=True, default="", max_length=length)
    )


def read_as_default(name, length, default):
    return migrations.AlterField(
        "auditentry", name, models.CharField(blank=True, default=default, max_length=length)
    )


class Migration(migrations.Migration):
    dependencies = [("launches", "0017_roles")]
    operations = [
        added("address", 50),
        added("client", 10),
        added("door", 24),
        read_as_default("address", 50, launches.origin.address),
        read_as_default("client", 10, launches.origin.client),
        read_as_default("door", 24, launches.origin.door),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["verb", "-at"], name="audit_by_verb"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["actor", "-at"], name="audit_by_actor"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["door", "-at"], name="audit_by_door"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
