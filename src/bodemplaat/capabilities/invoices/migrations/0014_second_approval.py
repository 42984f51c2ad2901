"""From which amount a director decides on an invoice as well is a rule of each organisation, dated and decided by two."""

import bodemplaat.capabilities.invoices.vocabulary
import django.db.models.deletion
import django.db.models.manager
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('invoices', '0013_collected_by_the_supplier'),
        ('organisations', '0018_who_changed_an_account'),
        ('proposals', '0003_names_at_that_moment'),
    ]

    operations = [
        migrations.CreateModel(
            name='SecondApproval',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default=bodemplaat.capabilities.invoices.vocabulary.ByTwoState['ASKED'], max_length=10)),
                ('valid_from', models.DateField()),
                ('from_cents', models.BigIntegerField(help_text='what is to be paid, with VAT')),
                ('asked_by', models.UUIDField(null=True)),
                ('decided_by', models.UUIDField(null=True)),
            ],
            options={
                'abstract': False,
                'default_manager_name': 'records',
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SecondApprovalHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('state', models.CharField(default=bodemplaat.capabilities.invoices.vocabulary.ByTwoState['ASKED'], max_length=10)),
                ('valid_from', models.DateField()),
                ('from_cents', models.BigIntegerField(help_text='what is to be paid, with VAT')),
                ('asked_by', models.UUIDField(null=True)),
                ('decided_by', models.UUIDField(null=True)),
            ],
            options={
                'abstract': False,
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='invoicestep',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='invoicestep',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='invoicestep',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='invoicestep',
            name='from_cents',
            field=models.BigIntegerField(help_text='the amount from which the step was asked for', null=True),
        ),
        migrations.AddField(
            model_name='invoicestep',
            name='rule_since',
            field=models.DateField(help_text='since when that amount held', null=True),
        ),
        migrations.AddField(
            model_name='invoicestephistory',
            name='from_cents',
            field=models.BigIntegerField(help_text='the amount from which the step was asked for', null=True),
        ),
        migrations.AddField(
            model_name='invoicestephistory',
            name='rule_since',
            field=models.DateField(help_text='since when that amount held', null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invoicestep',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "invoices_invoicestephistory" ("asked", "assignee_id", "by", "decided_at", "decided_by", "from_cents", "function", "id", "invoice_id", "name", "opened_at", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "round", "rule_since", "state", "taken_at", "taken_by") VALUES (NEW."asked", NEW."assignee_id", NEW."by", NEW."decided_at", NEW."decided_by", NEW."from_cents", NEW."function", NEW."id", NEW."invoice_id", NEW."name", NEW."opened_at", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."position", NEW."round", NEW."rule_since", NEW."state", NEW."taken_at", NEW."taken_by"); RETURN NULL;', hash='747bd15d8f8b70867f4a8bc2e7b5fe72930acd09', operation='INSERT', pgid='pgtrigger_insert_insert_4d65c', table='invoices_invoicestep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invoicestep',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "invoices_invoicestephistory" ("asked", "assignee_id", "by", "decided_at", "decided_by", "from_cents", "function", "id", "invoice_id", "name", "opened_at", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "round", "rule_since", "state", "taken_at", "taken_by") VALUES (NEW."asked", NEW."assignee_id", NEW."by", NEW."decided_at", NEW."decided_by", NEW."from_cents", NEW."function", NEW."id", NEW."invoice_id", NEW."name", NEW."opened_at", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."position", NEW."round", NEW."rule_since", NEW."state", NEW."taken_at", NEW."taken_by"); RETURN NULL;', hash='944f2efb96762350c402dc0284c98a8631deff5e', operation='UPDATE', pgid='pgtrigger_update_update_94a4e', table='invoices_invoicestep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invoicestep',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "invoices_invoicestephistory" ("asked", "assignee_id", "by", "decided_at", "decided_by", "from_cents", "function", "id", "invoice_id", "name", "opened_at", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "round", "rule_since", "state", "taken_at", "taken_by") VALUES (OLD."asked", OLD."assignee_id", OLD."by", OLD."decided_at", OLD."decided_by", OLD."from_cents", OLD."function", OLD."id", OLD."invoice_id", OLD."name", OLD."opened_at", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."position", OLD."round", OLD."rule_since", OLD."state", OLD."taken_at", OLD."taken_by"); RETURN NULL;', hash='8f3e839a7e5935c40fffac259073cb7be2cdf9b1', operation='DELETE', pgid='pgtrigger_delete_delete_b9358', table='invoices_invoicestep', when='AFTER')),
        ),
        migrations.AddField(
            model_name='secondapproval',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='secondapproval',
            name='proposal',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='proposals.proposal'),
        ),
        migrations.AddField(
            model_name='secondapprovalhistory',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='secondapprovalhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='invoices.secondapproval'),
        ),
        migrations.AddField(
            model_name='secondapprovalhistory',
            name='proposal',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='proposals.proposal'),
        ),
        migrations.AddConstraint(
            model_name='secondapproval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', (bodemplaat.capabilities.invoices.vocabulary.ByTwoState['CONFIRMED'], bodemplaat.capabilities.invoices.vocabulary.ByTwoState['ENDED'])), _negated=True), models.Q(('decided_by__isnull', False), ('state__in', (bodemplaat.capabilities.invoices.vocabulary.ByTwoState['CONFIRMED'], bodemplaat.capabilities.invoices.vocabulary.ByTwoState['ENDED'])), models.Q(('decided_by', models.F('asked_by')), _negated=True)), models.Q(('asked_by', None), ('decided_by', None), ('proposal', None)), _connector='OR'), name='second_approval_confirmed_by_another'),
        ),
        migrations.AddConstraint(
            model_name='secondapproval',
            constraint=models.CheckConstraint(condition=models.Q(('from_cents__gt', 0)), name='second_approval_from_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='secondapproval',
            constraint=models.UniqueConstraint(condition=models.Q(('state', bodemplaat.capabilities.invoices.vocabulary.ByTwoState['CONFIRMED'])), fields=('organisation', 'valid_from'), name='one_second_approval_from_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='secondapproval',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "invoices_secondapprovalhistory" ("asked_by", "decided_by", "from_cents", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "state", "valid_from") VALUES (NEW."asked_by", NEW."decided_by", NEW."from_cents", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."proposal_id", NEW."state", NEW."valid_from"); RETURN NULL;', hash='c93b523f8c4f46bf3648e0d3fc1587321759ab76', operation='INSERT', pgid='pgtrigger_insert_insert_10d48', table='invoices_secondapproval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='secondapproval',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "invoices_secondapprovalhistory" ("asked_by", "decided_by", "from_cents", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "state", "valid_from") VALUES (NEW."asked_by", NEW."decided_by", NEW."from_cents", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."proposal_id", NEW."state", NEW."valid_from"); RETURN NULL;', hash='37d7e3f39d8faa6c89cf1c958a97c58eb766a3aa', operation='UPDATE', pgid='pgtrigger_update_update_71daf', table='invoices_secondapproval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='secondapproval',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "invoices_secondapprovalhistory" ("asked_by", "decided_by", "from_cents", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "state", "valid_from") VALUES (OLD."asked_by", OLD."decided_by", OLD."from_cents", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."proposal_id", OLD."state", OLD."valid_from"); RETURN NULL;', hash='29657997b7e13e48da7488df36fc3bde1757c4f3', operation='DELETE', pgid='pgtrigger_delete_delete_046ee', table='invoices_secondapproval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='secondapprovalhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='154f37c660336d42255a89b8fe13c401cb95b4ec', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_96de0', table='invoices_secondapprovalhistory', when='BEFORE')),
        ),
    ]
