"""Who opens paying after a restore says why there is no statement of an account that was not read."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0008_history_in_bulk'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='reopening',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reopening',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reopening',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='reopening',
            name='reason',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='reopeninghistory',
            name='reason',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reopening',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "payments_reopeninghistory" ("asked_at", "asked_by", "decided_at", "decided_by", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "restoration", "state") VALUES (NEW."asked_at", NEW."asked_by", NEW."decided_at", NEW."decided_by", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."reason", NEW."restoration", NEW."state"); RETURN NULL;', hash='4652ad32398196c1d090c285dfa1c9e9138339fb', operation='INSERT', pgid='pgtrigger_insert_insert_49138', table='payments_reopening', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reopening',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "payments_reopeninghistory" ("asked_at", "asked_by", "decided_at", "decided_by", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "restoration", "state") VALUES (NEW."asked_at", NEW."asked_by", NEW."decided_at", NEW."decided_by", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."reason", NEW."restoration", NEW."state"); RETURN NULL;', hash='7830a3e99169107fbe16ac5beecd795bcc65780c', operation='UPDATE', pgid='pgtrigger_update_update_55a36', table='payments_reopening', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reopening',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "payments_reopeninghistory" ("asked_at", "asked_by", "decided_at", "decided_by", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "restoration", "state") VALUES (OLD."asked_at", OLD."asked_by", OLD."decided_at", OLD."decided_by", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."reason", OLD."restoration", OLD."state"); RETURN NULL;', hash='3c30d79bb2bc584e532cfe633462cfad85ac3edb', operation='DELETE', pgid='pgtrigger_delete_delete_89372', table='payments_reopening', when='AFTER')),
        ),
    ]
