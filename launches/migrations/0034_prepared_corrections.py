"""From when until when each edition stands, so that a slate can bring corrections."""

from django.db import migrations, models
from django.db.models import F, Q

READABLE = Q(superseded_at__isnull=True, killed_at__isnull=True)
LATEST = READABLE & Q(stands_until__isnull=True)


def date_back(apps, schema_editor):
    """Every edition so far stood from the moment it was made."""
    apps.get_model("launches", "Edition").objects.update(stands_from=F("made_at"))


def one(state, name):
    return migrations.AddConstraint(
        "edition",
        models.UniqueConstraint(fields=["launch"], condition=LATEST & state, name=name),
    )


class Migration(migrations.Migration):
    dependencies = [("launches", "0033_proposed_files")]
    operations = [
        migrations.AddField("edition", "stands_from", models.DateTimeField(null=True)),
        migrations.AddField("edition", "stands_until", models.DateTimeField(null=True)),
        migrations.RunPython(date_back, migrations.RunPython.noop),
        migrations.RemoveConstraint("edition", "one_current_edition"),
        one(Q(stands_from__isnull=False), "one_current_edition"),
        one(Q(stands_from__isnull=True), "one_prepared_edition"),
        migrations.RemoveIndex("edition", "edition_current_by_making"),
        migrations.AddIndex(
            "edition",
            models.Index(
                F("stands_from").desc(), condition=READABLE, name="edition_current_by_standing"
            ),
        ),
        migrations.AddField("slatemember", "corrects", models.BooleanField(default=False)),
    ]
