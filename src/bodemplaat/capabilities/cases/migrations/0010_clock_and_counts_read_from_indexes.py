"""The clock of many cases, and the counts of a queue, are read from an index alone; those with a corrected moment are found at once."""

import bodemplaat.capabilities.cases.vocabulary
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_locked_by_the_desk'),
        ('catalogue', '0002_row_security'),
        ('organisations', '0018_who_changed_an_account'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='case',
            name='cases_queue',
        ),
        migrations.RemoveIndex(
            model_name='caseevent',
            name='cases_casee_case_id_d4909f_idx',
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', (bodemplaat.capabilities.cases.vocabulary.CaseState['RECEIVED'], bodemplaat.capabilities.cases.vocabulary.CaseState['IN_PROGRESS'], bodemplaat.capabilities.cases.vocabulary.CaseState['WAITS_FOR_CUSTOMER'], bodemplaat.capabilities.cases.vocabulary.CaseState['WAITS_FOR_THIRD'], bodemplaat.capabilities.cases.vocabulary.CaseState['REOPENED'], bodemplaat.capabilities.cases.vocabulary.CaseState['SECOND_CHECK']))), fields=['provider', 'due_at', 'id'], include=('organisation', 'taken_by', 'line', 'service', 'state', 'version', 'requester'), name='cases_queue'),
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
