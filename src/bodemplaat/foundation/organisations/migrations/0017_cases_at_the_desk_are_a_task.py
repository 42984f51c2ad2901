"""Cases at the desk are a task of their own: another may provide it than does the claims."""

from django.db import migrations, models

from bodemplaat.foundation.tenancy.row_security import CreateDeskFunction

# Until now whoever did the claims of a customer had its desk: so they have it still, for the same days, and what remained with
# an earlier provider remains. Nobody sees a case more by it, and nobody one less.
FILL = """
INSERT INTO organisations_provision
    (id, organisation_id, cooperation_id, task, provider_id, valid_from, valid_until, finishes_open, reads_earlier)
SELECT gen_random_uuid(), organisation_id, cooperation_id, 'desk', provider_id, valid_from, valid_until, finishes_open,
    reads_earlier
FROM organisations_provision WHERE task = 'expense_claims'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0016_organisations_change_from_a_day'),
    ]

    operations = [
        migrations.AlterField(
            model_name='moveproposal',
            name='task',
            field=models.CharField(choices=[('expense_claims', 'Expense Claims'), ('payments', 'Payments'), ('desk', 'Desk')], max_length=20),
        ),
        migrations.AlterField(
            model_name='moveproposalhistory',
            name='task',
            field=models.CharField(choices=[('expense_claims', 'Expense Claims'), ('payments', 'Payments'), ('desk', 'Desk')], max_length=20),
        ),
        migrations.AlterField(
            model_name='provision',
            name='task',
            field=models.CharField(choices=[('expense_claims', 'Expense Claims'), ('payments', 'Payments'), ('desk', 'Desk')], max_length=20),
        ),
        migrations.AlterField(
            model_name='provisionhistory',
            name='task',
            field=models.CharField(choices=[('expense_claims', 'Expense Claims'), ('payments', 'Payments'), ('desk', 'Desk')], max_length=20),
        ),
        CreateDeskFunction(),
        migrations.RunSQL(FILL, "DELETE FROM organisations_provision WHERE task = 'desk'"),
    ]
