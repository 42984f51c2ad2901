
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0012_states_that_units_had'),
        ('payments', '0007_account_changes'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='payment',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='payment',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='payment',
            name='delete_delete',
        ),
        migrations.AlterField(
            model_name='payment',
            name='batch',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='payments.batch'),
        ),
        migrations.AlterField(
            model_name='paymenthistory',
            name='batch',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.batch'),
        ),
        migrations.AlterField(
            model_name='paymenthistory',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.organisation'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_paymenthistory" ("amount_cents", "bank_reason", "bank_status", "batch_id", "batched_at", "creditor_iban", "creditor_name", "creditor_person", "execution_day", "freed_at", "freed_reason", "id", "organisation_id", "paid_on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "remittance", "requested_at", "return_code", "return_reason", "returned_on", "source_id", "source_type", "state", "withdrawn_at") SELECT new_values."amount_cents", new_values."bank_reason", new_values."bank_status", new_values."batch_id", new_values."batched_at", new_values."creditor_iban", new_values."creditor_name", new_values."creditor_person", new_values."execution_day", new_values."freed_at", new_values."freed_reason", new_values."id", new_values."organisation_id", new_values."paid_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', new_values."id", new_values."released_at", new_values."remittance", new_values."requested_at", new_values."return_code", new_values."return_reason", new_values."returned_on", new_values."source_id", new_values."source_type", new_values."state", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0dcf474196860e7023c4cabf6ad5ab4f4bbacefc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_24a65', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_payment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $versions$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_paymenthistory" ("amount_cents", "bank_reason", "bank_status", "batch_id", "batched_at", "creditor_iban", "creditor_name", "creditor_person", "execution_day", "freed_at", "freed_reason", "id", "organisation_id", "paid_on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "remittance", "requested_at", "return_code", "return_reason", "returned_on", "source_id", "source_type", "state", "withdrawn_at") SELECT new_values."amount_cents", new_values."bank_reason", new_values."bank_status", new_values."batch_id", new_values."batched_at", new_values."creditor_iban", new_values."creditor_name", new_values."creditor_person", new_values."execution_day", new_values."freed_at", new_values."freed_reason", new_values."id", new_values."organisation_id", new_values."paid_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', new_values."id", new_values."released_at", new_values."remittance", new_values."requested_at", new_values."return_code", new_values."return_reason", new_values."returned_on", new_values."source_id", new_values."source_type", new_values."state", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context;$versions$; RETURN NULL;', hash='cd381ce2e12a453c0ea7353c4201ea53d7a9b0ac', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dd546', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_payment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_paymenthistory" ("amount_cents", "bank_reason", "bank_status", "batch_id", "batched_at", "creditor_iban", "creditor_name", "creditor_person", "execution_day", "freed_at", "freed_reason", "id", "organisation_id", "paid_on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "remittance", "requested_at", "return_code", "return_reason", "returned_on", "source_id", "source_type", "state", "withdrawn_at") SELECT old_values."amount_cents", old_values."bank_reason", old_values."bank_status", old_values."batch_id", old_values."batched_at", old_values."creditor_iban", old_values."creditor_name", old_values."creditor_person", old_values."execution_day", old_values."freed_at", old_values."freed_reason", old_values."id", old_values."organisation_id", old_values."paid_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', old_values."id", old_values."released_at", old_values."remittance", old_values."requested_at", old_values."return_code", old_values."return_reason", old_values."returned_on", old_values."source_id", old_values."source_type", old_values."state", old_values."withdrawn_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5cacfd4293ed70710069abc269d8c89eced95c9c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b2c62', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_payment', when='AFTER')),
        ),
    ]
