"""Books elsewhere: what accounts are called there, and which entries were handed over."""

import django.db.models.deletion
import django.db.models.manager
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0015_budget_locked'),
        ('organisations', '0018_who_changed_an_account'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountElsewhere',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=35)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='elsewhere', to='ledger.account')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'verbose_name': 'account elsewhere',
                'abstract': False,
                'default_manager_name': 'records',
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='AccountElsewhereHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('code', models.CharField(max_length=35)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ledger.account')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ledger.accountelsewhere')),
            ],
            options={
                'abstract': False,
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='EntryElsewhere',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file', models.PositiveIntegerField(default=0)),
                ('reference', models.CharField(blank=True, max_length=40)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('by', models.UUIDField(help_text='empty where the platform handed it over', null=True)),
                ('at', models.DateTimeField()),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='elsewhere', to='ledger.journalentry')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('year', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.financialyear')),
            ],
            options={
                'verbose_name': 'entry elsewhere',
                'abstract': False,
                'default_manager_name': 'records',
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountelsewhere',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ledger_accountelsewherehistory" ("account_id", "code", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."account_id", NEW."code", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='dee11c9633599a8725185525becd44d94fec5495', operation='INSERT', pgid='pgtrigger_insert_insert_3f4a7', table='ledger_accountelsewhere', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountelsewhere',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ledger_accountelsewherehistory" ("account_id", "code", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."account_id", NEW."code", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='5c3e0a47fe529916474dfa123bb46ef744addc95', operation='UPDATE', pgid='pgtrigger_update_update_d8276', table='ledger_accountelsewhere', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountelsewhere',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ledger_accountelsewherehistory" ("account_id", "code", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."account_id", OLD."code", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='a0cc394d33beb5cd2b9b8236b66c6ce56734737d', operation='DELETE', pgid='pgtrigger_delete_delete_8b207', table='ledger_accountelsewhere', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountelsewherehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0bc0e80f9f13f6b24fba3c0a47eee506cb383172', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_984e9', table='ledger_accountelsewherehistory', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='entryelsewhere',
            index=models.Index(fields=['year', 'file'], name='entries_by_file'),
        ),
        migrations.AddConstraint(
            model_name='entryelsewhere',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file__gte', 1), ('number', ''), ('reference', '')), models.Q(('file', 0), models.Q(('reference', ''), _negated=True)), _connector='OR'), name='elsewhere_in_a_file_or_a_system'),
        ),
    ]
