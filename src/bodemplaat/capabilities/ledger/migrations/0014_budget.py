"""The budget by place and day, and whether what goes beyond it is stopped."""

import django.db.models.deletion
import django.db.models.manager
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0013_year_closing_locked'),
        ('organisations', '0018_who_changed_an_account'),
        ('proposals', '0003_names_at_that_moment'),
    ]

    operations = [
        migrations.CreateModel(
            name='BudgetAmount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('taakveld', models.CharField(max_length=10)),
                ('side', models.CharField(max_length=10)),
                ('category', models.CharField(max_length=10)),
                ('valid_from', models.DateField()),
                ('cents', models.BigIntegerField()),
                ('decision', models.CharField(max_length=120)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'verbose_name': 'amount of a budget',
                'abstract': False,
                'default_manager_name': 'records',
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='BudgetAmountHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('taakveld', models.CharField(max_length=10)),
                ('side', models.CharField(max_length=10)),
                ('category', models.CharField(max_length=10)),
                ('valid_from', models.DateField()),
                ('cents', models.BigIntegerField()),
                ('decision', models.CharField(max_length=120)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ledger.budgetamount')),
            ],
            options={
                'abstract': False,
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='BudgetRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('valid_from', models.DateField()),
                ('stops', models.BooleanField()),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='proposals.proposal')),
            ],
            options={
                'verbose_name': 'rule about the budget',
                'abstract': False,
                'default_manager_name': 'records',
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='budgetamount',
            constraint=models.UniqueConstraint(fields=('organisation', 'valid_from', 'side', 'taakveld', 'category'), name='one_budget_amount_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='budgetamount',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['expense', 'income'])), name='budget_of_a_known_side'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetamount',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ledger_budgetamounthistory" ("category", "cents", "decision", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "taakveld", "valid_from") VALUES (NEW."category", NEW."cents", NEW."decision", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."side", NEW."taakveld", NEW."valid_from"); RETURN NULL;', hash='2f8f37006dab31ba1c2f91186d41c92ee93f9062', operation='INSERT', pgid='pgtrigger_insert_insert_b9073', table='ledger_budgetamount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetamount',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ledger_budgetamounthistory" ("category", "cents", "decision", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "taakveld", "valid_from") VALUES (NEW."category", NEW."cents", NEW."decision", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."side", NEW."taakveld", NEW."valid_from"); RETURN NULL;', hash='e34c59e48bbbd7e521fede3189cc27a61b1dacd1', operation='UPDATE', pgid='pgtrigger_update_update_55c95', table='ledger_budgetamount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetamount',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ledger_budgetamounthistory" ("category", "cents", "decision", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "taakveld", "valid_from") VALUES (OLD."category", OLD."cents", OLD."decision", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."side", OLD."taakveld", OLD."valid_from"); RETURN NULL;', hash='ab57e34934bc353fc6c7128ed71279642ce9423a', operation='DELETE', pgid='pgtrigger_delete_delete_bfebc', table='ledger_budgetamount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetamounthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d7801319fc347dccb3bea77e0afcefdffa738eef', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6a365', table='ledger_budgetamounthistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetrule',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e2ddd29808057bfddfb8137cc851097bbcdfa92a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0a958', table='ledger_budgetrule', when='BEFORE')),
        ),
    ]
