"""Closing a year: what its proposal is about."""

import django.db.models.deletion
import django.db.models.manager
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0011_purchases_are_counted'),
        ('organisations', '0018_who_changed_an_account'),
        ('proposals', '0003_names_at_that_moment'),
    ]

    operations = [
        migrations.CreateModel(
            name='YearClosing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='proposals.proposal')),
                ('result_account', models.ForeignKey(help_text='equity, to which the result goes', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.financialyear')),
            ],
            options={
                'verbose_name': 'closing of a year',
                'abstract': False,
                'default_manager_name': 'records',
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearclosing',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fb57e240b949f025ab9ff1d7f97cb8f460d1ed6a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e63c3', table='ledger_yearclosing', when='BEFORE')),
        ),
    ]
