"""The kind of a workbook has 65 characters: there was room for 60."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_row_security")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="media_type",
            field=models.CharField(
                help_text="either side of the stroke has 127 characters at most (RFC 6838)", max_length=255
            ),
        ),
    ]
