"""The ready parts of media kits."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('launches', '0043_parts_of_findings'),
    ]

    operations = [
        migrations.CreateModel(
            name='EditionKit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('parts', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='kit', to='launches.edition')),
            ],
        ),
    ]
