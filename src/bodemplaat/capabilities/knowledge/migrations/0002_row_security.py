"""The second lock: partners in the cooperation read what is published for customers; what is counted both sides read."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IN_COOPERATION, IN_SCOPE, IS_HOME, LockTenantTable

OWN = IN_SCOPE.format(column="organisation_id")
PARTNERS = IN_COOPERATION.format(column="cooperation_id")
HOME = IS_HOME.format(column="organisation_id")
EITHER = f"{HOME} OR {IS_HOME.format(column='provider_id')}"
SHOWN = "v.is_for_customers AND v.state IN ('published', 'ended')"


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0001_initial"),
        ("organisations", "0007_provisions_locked_and_filled"),
    ]

    operations = [
        LockTenantTable(
            "knowledge_answer",
            using=f"{OWN} OR ({PARTNERS} AND EXISTS (SELECT FROM knowledge_answerversion v"
            f" WHERE v.answer_id = knowledge_answer.id AND {SHOWN}))",
            check=OWN,
        ),
        LockTenantTable(
            "knowledge_answerversion",
            using=f"{OWN} OR ({SHOWN.replace('v.', '')} AND {PARTNERS})",
            check=OWN,
        ),
        LockTenantTable("knowledge_answerversionhistory"),
        LockTenantTable("knowledge_answeruse", using=EITHER, check=HOME),
        LockTenantTable("knowledge_gap", using=EITHER, check=HOME),
    ]
