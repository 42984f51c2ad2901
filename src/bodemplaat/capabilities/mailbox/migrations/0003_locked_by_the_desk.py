"""The second lock on the mails about a case follows the task of the desk, as the case does."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockDeskTable

OF_CASE = "EXISTS (SELECT FROM cases_case c WHERE c.id = case_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("mailbox", "0002_row_security"),
        ("cases", "0009_locked_by_the_desk"),
    ]

    operations = [LockDeskTable("mailbox_thread", OF_CASE)]
