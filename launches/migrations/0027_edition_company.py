"""Which company an edition presents, so that a directory is made of editions alone."""

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def fill(apps, schema_editor):
    launches = apps.get_model("launches", "Launch").objects.filter(pk=OuterRef("launch"))
    editions = apps.get_model("launches", "Edition").objects.all()
    editions.update(company_uid=Subquery(launches.values("company__uid")[:1]))


class Migration(migrations.Migration):
    dependencies = [("launches", "0026_moved_due_dates")]
    operations = [
        migrations.AddField("edition", "company_uid", models.CharField(blank=True, default="", max_length=16), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "edition",
            models.Index(
                fields=["company_uid", "-made_at"],
                condition=Q(superseded_at__isnull=True, killed_at__isnull=True),
                name="edition_current_by_company",
            ),
        ),
    ]
