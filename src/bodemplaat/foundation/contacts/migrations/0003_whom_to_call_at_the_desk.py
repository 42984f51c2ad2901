"""Cases at the desk are a task of their own: until now whoever is called about claims was called about them too."""

from django.db import migrations, models

FILL = """
INSERT INTO contacts_contact
    (id, organisation_id, cooperation_id, task, side, customer_id, name, phone, email, deputy_name, deputy_phone, valid_from,
     valid_until)
SELECT gen_random_uuid(), organisation_id, cooperation_id, 'desk', side, customer_id, name, phone, email, deputy_name,
    deputy_phone, valid_from, valid_until
FROM contacts_contact WHERE task = 'expense_claims'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0002_row_security'),
    ]

    operations = [
        migrations.AlterField(
            model_name='contact',
            name='task',
            field=models.CharField(choices=[('expense_claims', 'Expense Claims'), ('payments', 'Payments'), ('desk', 'Desk')], max_length=20),
        ),
        migrations.AlterField(
            model_name='contacthistory',
            name='task',
            field=models.CharField(choices=[('expense_claims', 'Expense Claims'), ('payments', 'Payments'), ('desk', 'Desk')], max_length=20),
        ),
        migrations.RunSQL(FILL, "DELETE FROM contacts_contact WHERE task = 'desk'"),
    ]
