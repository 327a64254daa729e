"""How companies present themselves, and what editions tell press alone."""

import django.db.models.deletion
import launches.models.fields
from django.conf import settings
from django.db import migrations, models


TABLE = "launches_editioncontacts"


def freeze(apps, schema_editor):
    """What press was told stays as it was, like the rest of an edition."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION unveil_refuse()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, 'append only: {TABLE}'); END"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('launches', '0011_uploads_and_room'),
    ]

    operations = [
        migrations.CreateModel(
            name='CompanyContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', launches.models.fields.UidField()),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('post', models.CharField(blank=True, max_length=150, verbose_name='position')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('reach', models.CharField(default='press', max_length=24)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='launches.company')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='CompanyLogo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', launches.models.fields.UidField()),
                ('filename', models.CharField(max_length=200)),
                ('original', models.CharField(max_length=120)),
                ('content_type', models.CharField(max_length=100)),
                ('bytes', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('uploaded_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='logos', to='launches.company')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='EditionContacts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contacts', models.TextField()),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='for_press', to='launches.edition')),
            ],
        ),
        migrations.CreateModel(
            name='CompanyText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='company name')),
                ('boilerplate', models.TextField(blank=True, verbose_name='about the company')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='launches.company')),
            ],
            options={
                'ordering': ['company_id', 'language'],
                'constraints': [models.UniqueConstraint(fields=('company', 'language'), name='company_language_once')],
            },
        ),
        migrations.RunPython(freeze, migrations.RunPython.noop),
    ]
