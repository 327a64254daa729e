"""Whether the people in a picture have agreed, kept with the file for the pre-flight."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("launches", "0036_rights_that_end")]
    operations = [
        migrations.AddField("editionfile", "lacks_release", models.BooleanField(default=False))
    ]
