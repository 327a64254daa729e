"""The receipt keeps the text that was received, and the database keeps the receipt."""

from django.db import migrations, models

KEPT = ["number", "revision", "digest", "document", "at", "launch_id"]
TABLE = "launches_receipt"


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    word = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f'OLD."{column}" {word} NEW."{column}"' for column in KEPT)
    then = (
        f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION unveil_refuse()"
        if vendor == "postgresql"
        else f"WHEN {changed} BEGIN SELECT RAISE(ABORT, 'append only: {TABLE}'); END"
    )
    sql = f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE ON {TABLE} {then}"
    schema_editor.execute(sql, params=None)


def unguard(apps, schema_editor):
    suffix = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_frozen{suffix}")


class Migration(migrations.Migration):
    dependencies = [("launches", "0002_guards")]
    operations = [
        migrations.AddField("receipt", "document", models.TextField(blank=True, default=""), False),
        migrations.RunPython(guard, unguard),
    ]
