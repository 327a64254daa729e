"""Outlets with a state, people and accepted terms; keys that reach only so far.

Every outlet that is there was let in by hand: it is accredited unless it was closed. What
terms say never changes.
"""

import django.db.models.deletion
import launches.models.fields
from django.conf import settings
from django.db import migrations, models

TABLE = "launches_embargoterms"
FROZEN = ["version", "text", "text_zh"]


def carry_over(apps, schema_editor):
    Outlet = apps.get_model("launches", "Outlet")
    Outlet.objects.filter(is_active=True).update(state="accredited")
    Outlet.objects.filter(is_active=False).update(state="suspended")
    for outlet in Outlet.objects.all():
        outlet.uid = launches.models.fields.new_uid()
        outlet.save(update_fields=["uid"])


def guard(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if postgresql else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in FROZEN)
    if postgresql:
        body = f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION unveil_refuse()"
    else:
        body = f"WHEN {changed} BEGIN SELECT RAISE(ABORT, 'append only: {TABLE}'); END"
    statement = f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE ON {TABLE} {body}"
    schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_frozen{on}")


class Migration(migrations.Migration):

    dependencies = [
        ('launches', '0030_anonymous_phases'),
    ]

    operations = [
        migrations.CreateModel(
            name='OutletMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', launches.models.fields.UidField()),
                ('role', models.CharField(default='journalist', max_length=24)),
                ('since', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'person of an outlet',
                'verbose_name_plural': 'people of outlets',
                'ordering': ['since', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EmbargoTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(unique=True, verbose_name='version')),
                ('text', models.TextField(verbose_name='text in English')),
                ('text_zh', models.TextField(verbose_name='text in Chinese')),
                ('in_force_from', models.DateTimeField(verbose_name='in force from')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'terms of embargo',
                'verbose_name_plural': 'terms of embargo',
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='TermsAcceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('address', models.CharField(blank=True, max_length=60, verbose_name='network address')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.AlterModelOptions(
            name='outlet',
            options={'ordering': ['name', 'id'], 'verbose_name': 'outlet', 'verbose_name_plural': 'outlets'},
        ),
        migrations.AlterModelOptions(
            name='outletkey',
            options={'ordering': ['-created_at', '-id'], 'verbose_name': 'key', 'verbose_name_plural': 'keys'},
        ),
        migrations.AddField(
            model_name='outlet',
            name='about',
            field=models.TextField(blank=True, verbose_name='what it publishes, and for whom'),
        ),
        migrations.AddField(
            model_name='outlet',
            name='state',
            field=models.CharField(default='applied', max_length=24, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='outlet',
            name='uid',
            field=models.CharField(max_length=16, default=''),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='outlet',
            name='uid',
            field=launches.models.fields.UidField(),
        ),
        migrations.RemoveField(
            model_name='outlet',
            name='is_active',
        ),
        migrations.AddField(
            model_name='outlet',
            name='website',
            field=models.URLField(blank=True, max_length=300, verbose_name='website'),
        ),
        migrations.AddField(
            model_name='outletkey',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='outletkey',
            name='languages',
            field=models.JSONField(blank=True, default=list, verbose_name='languages'),
        ),
        migrations.AddField(
            model_name='outletkey',
            name='name',
            field=models.CharField(blank=True, max_length=80, verbose_name='what it is for'),
        ),
        migrations.AddField(
            model_name='outletkey',
            name='networks',
            field=models.JSONField(blank=True, default=list, verbose_name='addresses'),
        ),
        migrations.AddField(
            model_name='outletkey',
            name='rate',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='requests a minute'),
        ),
        migrations.AddField(
            model_name='outletkey',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successor', to='launches.outletkey'),
        ),
        migrations.AddField(
            model_name='outletkey',
            name='themes',
            field=models.JSONField(blank=True, default=list, verbose_name='themes'),
        ),
        migrations.AlterField(
            model_name='outlet',
            name='contact',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail of the newsroom'),
        ),
        migrations.AlterField(
            model_name='outlet',
            name='name',
            field=models.CharField(max_length=200, verbose_name='name'),
        ),
        migrations.AddConstraint(
            model_name='outletkey',
            constraint=models.CheckConstraint(condition=models.Q(('rate__isnull', True), ('rate__gt', 0), _connector='OR'), name='key_rate_is_a_rate'),
        ),
        migrations.AddConstraint(
            model_name='outletkey',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__isnull', True), ('expires_at__gt', models.F('created_at')), _connector='OR'), name='key_expires_later'),
        ),
        migrations.AddField(
            model_name='outletmember',
            name='outlet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='launches.outlet'),
        ),
        migrations.AddField(
            model_name='outletmember',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outlet_memberships', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='outlet',
            name='people',
            field=models.ManyToManyField(related_name='outlets', through='launches.OutletMember', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='embargoterms',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='outlet',
            name='accepted',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='launches.embargoterms'),
        ),
        migrations.AddIndex(
            model_name='outlet',
            index=models.Index(fields=['state', 'name'], name='outlet_by_state'),
        ),
        migrations.AddField(
            model_name='termsacceptance',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='termsacceptance',
            name='outlet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acceptances', to='launches.outlet'),
        ),
        migrations.AddField(
            model_name='termsacceptance',
            name='terms',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='launches.embargoterms'),
        ),
        migrations.AddConstraint(
            model_name='outletmember',
            constraint=models.UniqueConstraint(fields=('outlet', 'user'), name='outlet_member_once'),
        ),
        migrations.AddConstraint(
            model_name='embargoterms',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('text_zh', ''), _negated=True)), name='terms_in_both_languages'),
        ),
        migrations.AddConstraint(
            model_name='termsacceptance',
            constraint=models.UniqueConstraint(fields=('outlet', 'terms'), name='terms_accepted_once'),
        ),
        migrations.RunPython(guard, unguard),
    ]
