"""Pages of the site on slates."""

import django.db.models.deletion
from django.db import migrations, models

import launches.models.fields


class Migration(migrations.Migration):
    dependencies = [("launches", "0039_checkers")]
    operations = [
        migrations.CreateModel(
            name="SlatePage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", launches.models.fields.UidField()),
                ("page", models.BigIntegerField()),
                ("revision", models.BigIntegerField(null=True)),
                ("before", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=255)),
                ("settled_at", models.DateTimeField(null=True)),
                ("is_open", models.BooleanField(default=True)),
                (
                    "slate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="launches.slate",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_open", True), ("settled_at__isnull", True)),
                        fields=("page",),
                        name="page_on_one_open_slate",
                    )
                ],
            },
        )
    ]
