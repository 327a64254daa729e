"""Which slots and languages are whole, for the report; the worker draws every finding anew."""

from django.db import migrations, models


def look_again(apps, schema_editor):
    apps.get_model("launches", "Finding").objects.update(assessed_at=None)


class Migration(migrations.Migration):
    dependencies = [("launches", "0042_confirmations")]
    operations = [
        migrations.AddField("finding", "whole", models.TextField(blank=True, default="")),
        migrations.AddField("finding", "lacking", models.TextField(blank=True, default="")),
        migrations.RunPython(look_again, migrations.RunPython.noop),
    ]
