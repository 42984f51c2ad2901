"""A list of claims is walked and counted in its index alone, also among a million."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0012_locked_by_provider")]

    operations = [
        migrations.RemoveIndex(
            model_name='claim',
            name='claims_by_submission',
        ),
        migrations.RemoveIndex(
            model_name='claim',
            name='claims_by_state',
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['organisation', '-first_submitted_at', '-id'], include=('submitted_at', 'provider', 'claimant', 'total_cents'), name='claims_listed'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['organisation', 'state', '-first_submitted_at', '-id'], include=('submitted_at', 'provider', 'claimant', 'total_cents'), name='claims_listed_by_state'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['organisation', '-total_cents', '-id'], include=('submitted_at', 'provider', 'claimant'), name='claims_listed_by_amount'),
        ),
    ]
