"""That rules change by two people is held by the database as well, as it is for accounts and destruction."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("claims", "0013_listed_without_opening")]

    operations = [
        migrations.AddConstraint(
            model_name="ruleproposal",
            constraint=models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(decided_by__isnull=False) & ~Q(decided_by=models.F("proposed_by")),
                name="rules_changed_by_two",
            ),
        ),
    ]
