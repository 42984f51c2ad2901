"""A statement that comes a second time need not be read again to say how much it tells."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0011_no_index_on_the_state"),
    ]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="amounts",
            field=models.PositiveIntegerField(
                null=True, help_text="how many it tells of; empty for one that was read before this was kept"
            ),
        ),
    ]
