"""The second lock follows the task of the desk: of a customer whose claims alone one does no case is seen, and the reverse."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockDeskTable

OF_CASE = "EXISTS (SELECT FROM cases_case c WHERE c.id = {column})"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_queue_holds_second_checks"),
        ("organisations", "0017_cases_at_the_desk_are_a_task"),
    ]

    operations = [
        LockDeskTable("cases_case", IS_HOME.format(column="provider_id")),
        LockDeskTable("cases_caseevent", OF_CASE.format(column="case_id")),
        LockDeskTable("cases_casedocument", OF_CASE.format(column="case_id")),
        LockDeskTable("cases_caseword", OF_CASE.format(column="record_id")),
    ]
