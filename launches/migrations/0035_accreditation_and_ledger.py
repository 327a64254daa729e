"""Evidence, decisions, invitations and alerts of outlets; the ledger, whose rows only grow."""

import django.db.models.deletion
import launches.models.fields
from django.conf import settings
from django.db import migrations, models

LEDGER = ["launches_ledgerentry", "launches_ledgerline"]
GUARDED = [(table, event) for table in LEDGER for event in ("UPDATE", "DELETE")]


def guard(apps, schema_editor):
    for table, event in GUARDED:
        if schema_editor.connection.vendor == "postgresql":
            body = "FOR EACH ROW EXECUTE FUNCTION unveil_refuse()"
        else:
            body = f"BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END"
        name = f"{table}_{event.lower()}"
        statement = f"CREATE TRIGGER {name} BEFORE {event} ON {table} {body}"
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    for table, event in GUARDED:
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{event.lower()}{on}")


class Migration(migrations.Migration):

    dependencies = [
        ('launches', '0034_prepared_corrections'),
    ]

    operations = [
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', launches.models.fields.UidField()),
                ('filename', models.CharField(max_length=200)),
                ('original', models.CharField(max_length=120)),
                ('content_type', models.CharField(max_length=100)),
                ('bytes', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField()),
                ('outlet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='launches.outlet')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['uploaded_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('mark', models.CharField(default=launches.models.fields.new_uid, max_length=16, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(verbose_name='when')),
                ('terms', models.PositiveIntegerField(default=0, verbose_name='terms accepted')),
                ('door', models.CharField(max_length=24, verbose_name='through')),
                ('what', models.CharField(blank=True, max_length=200)),
                ('address', models.CharField(blank=True, max_length=60)),
                ('client', models.CharField(blank=True, max_length=10)),
                ('key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='launches.outletkey')),
                ('outlet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='launches.outlet')),
                ('person', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'entry of the embargo ledger',
                'verbose_name_plural': 'embargo ledger',
                'ordering': ['-at', 'mark'],
            },
        ),
        migrations.CreateModel(
            name='LedgerLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger_lines', to='launches.edition')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='launches.ledgerentry')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='OutletInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', launches.models.fields.UidField()),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(default='journalist', max_length=24, verbose_name='role')),
                ('invited_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outlet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='launches.outlet')),
            ],
            options={
                'ordering': ['invited_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OutletStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=24)),
                ('state', models.CharField(max_length=24)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outlet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='launches.outlet')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PressAlert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', launches.models.fields.UidField()),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('asked', models.JSONField(default=dict)),
                ('cadence', models.CharField(default='at_once', max_length=24, verbose_name='how often')),
                ('made_at', models.DateTimeField()),
                ('told_until', models.DateTimeField()),
                ('next_at', models.DateTimeField(db_index=True)),
                ('outlet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='launches.outlet')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='press_alerts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'alert',
                'verbose_name_plural': 'alerts',
                'ordering': ['name', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['-at', 'mark'], name='ledger_by_time'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['outlet', '-at'], name='ledger_by_outlet'),
        ),
        migrations.AddConstraint(
            model_name='ledgerline',
            constraint=models.UniqueConstraint(fields=('entry', 'edition'), name='ledger_edition_once'),
        ),
        migrations.AddConstraint(
            model_name='outletinvitation',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('outlet', 'email'), name='outlet_invitation_once'),
        ),
        migrations.AddConstraint(
            model_name='outletstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act__in', ['decline', 'warn', 'suspend', 'revoke']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='outlet_step_says_why'),
        ),
        migrations.AddConstraint(
            model_name='pressalert',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='press_alert_has_a_name'),
        ),
        migrations.RunPython(guard, unguard),
    ]
