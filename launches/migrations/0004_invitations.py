"""Invitations, and public ids for memberships."""

import django.db.models.deletion
import launches.models.fields
from launches.models.fields import new_uid
from django.conf import settings
from django.db import migrations, models


def give_uids(apps, schema_editor):
    """Rows that were here before get an id each; a column default would be one for all."""
    member = apps.get_model("launches", "Member")
    for row in member.objects.filter(uid=None).only("pk"):
        row.uid = new_uid()
        row.save(update_fields=["uid"])


class Migration(migrations.Migration):

    dependencies = [
        ('launches', '0003_receipt_document'),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="uid",
            field=models.CharField(max_length=16, null=True, editable=False),
        ),
        migrations.RunPython(give_uids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="member",
            name="uid",
            field=launches.models.fields.UidField(),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', launches.models.fields.UidField()),
                ('purpose', models.CharField(default='join', max_length=24)),
                ('role', models.CharField(default='editor', max_length=24)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField()),
                ('times_sent', models.PositiveSmallIntegerField(default=1)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='launches.company')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-made_at', '-id'],
                'indexes': [models.Index(fields=['email'], name='invitation_by_email')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('revoked_at__isnull', True)), fields=('company', 'purpose', 'email'), name='one_waiting_invitation'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='accepted_or_revoked')],
            },
        ),
    ]
