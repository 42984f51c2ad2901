"""The clock of many cases is read from an index alone, and those with a corrected moment are found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_locked_by_the_desk'),
        ('organisations', '0018_who_changed_an_account'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='caseevent',
            name='cases_casee_case_id_d4909f_idx',
        ),
        migrations.AddIndex(
            model_name='caseevent',
            index=models.Index(fields=['case', 'at', 'written_at'], include=('act', 'organisation'), name='cases_clock'),
        ),
        migrations.AddIndex(
            model_name='caseevent',
            index=models.Index(condition=models.Q(('act', 'case.corrected')), fields=['case'], include=('organisation',), name='cases_corrected'),
        ),
    ]
