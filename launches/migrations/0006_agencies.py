"""Agencies: mandates, and who owns an entry."""

import django.db.models.deletion
import launches.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('launches', '0005_mail_outbox'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', launches.models.fields.UidField()),
                ('since', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'mandate',
                'verbose_name_plural': 'mandates',
                'ordering': ['-since', '-id'],
            },
        ),
        migrations.AddField(
            model_name='launch',
            name='agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entrusted_launches', to='launches.company'),
        ),
        migrations.AddConstraint(
            model_name='launch',
            constraint=models.CheckConstraint(condition=models.Q(('agency__isnull', True), models.Q(('agency', models.F('company')), _negated=True), _connector='OR'), name='agency_is_not_the_presenter'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clients', to='launches.company'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='agreed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='mandate',
            name='client',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates', to='launches.company'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('agency', 'client'), name='one_mandate_in_force'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('agency', models.F('client')), _negated=True), name='nobody_is_their_own_agency'),
        ),
    ]
