"""Lines of the trail that were written with words of people in them lose those words; the record keeps them."""

from django.db import migrations

WORDS = ("note", "reason", "comment", "question", "description")
FACTS_ONLY = f"""
    ALTER TABLE audit_auditentry DISABLE TRIGGER USER;
    UPDATE audit_auditentry SET details = details - ARRAY[{", ".join(f"'{word}'" for word in WORDS)}]
    WHERE details ?| ARRAY[{", ".join(f"'{word}'" for word in WORDS)}];
    ALTER TABLE audit_auditentry ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_row_security")]

    operations = [migrations.RunSQL(FACTS_ONLY, migrations.RunSQL.noop)]
