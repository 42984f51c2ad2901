"""Orders with their lines, chain, receipts and events."""

import bodemplaat.capabilities.orders.vocabulary
import bodemplaat.foundation.tenancy.moments
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.manager
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0003_names_of_kinds'),
        ('organisations', '0019_a_list_may_have_a_desk_of_its_own'),
    ]

    operations = [
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('number', models.CharField(max_length=20)),
                ('subject', models.CharField(max_length=140)),
                ('supplier_ref', models.UUIDField(null=True)),
                ('supplier_name', models.CharField(max_length=200)),
                ('supplier_kvk', models.CharField(blank=True, max_length=20)),
                ('supplier_oin', models.CharField(blank=True, max_length=40)),
                ('supplier_vat', models.CharField(blank=True, max_length=40)),
                ('vat_is_cost', models.BooleanField(default=False, help_text='nobody pays its VAT back')),
                ('state', models.CharField(default=bodemplaat.capabilities.orders.vocabulary.OrderState['DRAFT'], max_length=12)),
                ('round', models.PositiveSmallIntegerField(default=1, help_text='how often its lines were written')),
                ('net', models.BigIntegerField(default=0)),
                ('vat', models.BigIntegerField(default=0)),
                ('received', models.BigIntegerField(default=0)),
                ('expected_on', models.DateField(help_text='the first day on which something of it is expected', null=True)),
                ('written_by', models.UUIDField()),
                ('written_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('placed_at', models.DateTimeField(null=True)),
                ('placed_by', models.UUIDField(null=True)),
                ('over_at', models.DateTimeField(help_text='closed or cancelled', null=True)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('provider', models.ForeignKey(db_index=False, help_text='whose clerks write it: as with invoices', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('unit', models.ForeignKey(help_text='out of whose budget it is paid: its budget holder decides', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit')),
            ],
            options={
                'verbose_name': 'order',
                'abstract': False,
                'default_manager_name': 'records',
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OrderCount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
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
            name='OrderEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('written_at', models.DateTimeField(db_default=bodemplaat.foundation.tenancy.moments.ClockTimestamp(), help_text='the order within one moment')),
                ('act', models.CharField(max_length=30)),
                ('person_id', models.UUIDField(null=True)),
                ('person_name', models.CharField(blank=True, max_length=120)),
                ('role', models.CharField(max_length=20)),
                ('words', models.TextField(blank=True)),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.order')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
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
            name='OrderHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('number', models.CharField(max_length=20)),
                ('subject', models.CharField(max_length=140)),
                ('supplier_ref', models.UUIDField(null=True)),
                ('supplier_name', models.CharField(max_length=200)),
                ('supplier_kvk', models.CharField(blank=True, max_length=20)),
                ('supplier_oin', models.CharField(blank=True, max_length=40)),
                ('supplier_vat', models.CharField(blank=True, max_length=40)),
                ('vat_is_cost', models.BooleanField(default=False, help_text='nobody pays its VAT back')),
                ('state', models.CharField(default=bodemplaat.capabilities.orders.vocabulary.OrderState['DRAFT'], max_length=12)),
                ('round', models.PositiveSmallIntegerField(default=1, help_text='how often its lines were written')),
                ('net', models.BigIntegerField(default=0)),
                ('vat', models.BigIntegerField(default=0)),
                ('received', models.BigIntegerField(default=0)),
                ('expected_on', models.DateField(help_text='the first day on which something of it is expected', null=True)),
                ('written_by', models.UUIDField()),
                ('written_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('placed_at', models.DateTimeField(null=True)),
                ('placed_by', models.UUIDField(null=True)),
                ('over_at', models.DateTimeField(help_text='closed or cancelled', null=True)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='orders.order')),
                ('provider', models.ForeignKey(db_constraint=False, help_text='whose clerks write it: as with invoices', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.organisation')),
                ('unit', models.ForeignKey(db_constraint=False, help_text='out of whose budget it is paid: its budget holder decides', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.unit')),
            ],
            options={
                'abstract': False,
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('round', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=140)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=12)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('price', models.DecimalField(decimal_places=4, help_text='of one, without VAT', max_digits=14)),
                ('net', models.BigIntegerField(help_text='in cents')),
                ('vat_kind', models.CharField(max_length=10)),
                ('vat_percent', models.DecimalField(decimal_places=2, max_digits=5)),
                ('vat', models.BigIntegerField(help_text='in cents')),
                ('taakveld', models.CharField(max_length=10)),
                ('cost_centre', models.CharField(max_length=20)),
                ('expected_on', models.DateField(null=True)),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.order')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
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
            name='OrderStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('round', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=40)),
                ('by', models.CharField(max_length=10)),
                ('function', models.CharField(blank=True, max_length=40)),
                ('asked', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('state', models.CharField(default='pending', max_length=10)),
                ('opened_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.UUIDField(null=True)),
                ('taken_by', models.UUIDField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('assignee', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.order')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
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
            name='OrderStepHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('round', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=40)),
                ('by', models.CharField(max_length=10)),
                ('function', models.CharField(blank=True, max_length=40)),
                ('asked', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('state', models.CharField(default='pending', max_length=10)),
                ('opened_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.UUIDField(null=True)),
                ('taken_by', models.UUIDField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('assignee', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.person')),
                ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orders.order')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='orders.orderstep')),
            ],
            options={
                'abstract': False,
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('came_on', models.DateField()),
                ('noted_at', models.DateTimeField()),
                ('person_id', models.UUIDField()),
                ('person_name', models.CharField(max_length=120)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.order')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('takes_back', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.receipt')),
            ],
            options={
                'verbose_name': 'receipt',
                'abstract': False,
                'default_manager_name': 'records',
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ReceivedLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=12)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.orderline')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('receipt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.receipt')),
            ],
            options={
                'abstract': False,
                'default_manager_name': 'records',
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['provider', '-written_at', '-id'], name='orders_at_a_desk'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['organisation', 'number'], name='orders_by_number'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('state__in', ['placed', 'partly'])), fields=['organisation', 'expected_on'], name='orders_to_receive'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(fields=('organisation', 'year', 'serial'), name='an_order_has_its_number'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'asked', 'approved', 'placed', 'partly', 'received', 'closed', 'cancelled'])), name='order_in_a_known_state'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orders_orderhistory" ("approved_at", "expected_on", "id", "net", "number", "organisation_id", "over_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by", "provider_id", "received", "round", "serial", "state", "subject", "supplier_kvk", "supplier_name", "supplier_oin", "supplier_ref", "supplier_vat", "unit_id", "vat", "vat_is_cost", "written_at", "written_by", "year") VALUES (NEW."approved_at", NEW."expected_on", NEW."id", NEW."net", NEW."number", NEW."organisation_id", NEW."over_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."placed_at", NEW."placed_by", NEW."provider_id", NEW."received", NEW."round", NEW."serial", NEW."state", NEW."subject", NEW."supplier_kvk", NEW."supplier_name", NEW."supplier_oin", NEW."supplier_ref", NEW."supplier_vat", NEW."unit_id", NEW."vat", NEW."vat_is_cost", NEW."written_at", NEW."written_by", NEW."year"); RETURN NULL;', hash='c91cabb1f24e48b6d72362b2b54590b50972c1b0', operation='INSERT', pgid='pgtrigger_insert_insert_eb763', table='orders_order', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "orders_orderhistory" ("approved_at", "expected_on", "id", "net", "number", "organisation_id", "over_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by", "provider_id", "received", "round", "serial", "state", "subject", "supplier_kvk", "supplier_name", "supplier_oin", "supplier_ref", "supplier_vat", "unit_id", "vat", "vat_is_cost", "written_at", "written_by", "year") VALUES (NEW."approved_at", NEW."expected_on", NEW."id", NEW."net", NEW."number", NEW."organisation_id", NEW."over_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."placed_at", NEW."placed_by", NEW."provider_id", NEW."received", NEW."round", NEW."serial", NEW."state", NEW."subject", NEW."supplier_kvk", NEW."supplier_name", NEW."supplier_oin", NEW."supplier_ref", NEW."supplier_vat", NEW."unit_id", NEW."vat", NEW."vat_is_cost", NEW."written_at", NEW."written_by", NEW."year"); RETURN NULL;', hash='d287986f97e8d590c93d57f1f5fdc4de51525477', operation='UPDATE', pgid='pgtrigger_update_update_d4b84', table='orders_order', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orders_orderhistory" ("approved_at", "expected_on", "id", "net", "number", "organisation_id", "over_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by", "provider_id", "received", "round", "serial", "state", "subject", "supplier_kvk", "supplier_name", "supplier_oin", "supplier_ref", "supplier_vat", "unit_id", "vat", "vat_is_cost", "written_at", "written_by", "year") VALUES (OLD."approved_at", OLD."expected_on", OLD."id", OLD."net", OLD."number", OLD."organisation_id", OLD."over_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."placed_at", OLD."placed_by", OLD."provider_id", OLD."received", OLD."round", OLD."serial", OLD."state", OLD."subject", OLD."supplier_kvk", OLD."supplier_name", OLD."supplier_oin", OLD."supplier_ref", OLD."supplier_vat", OLD."unit_id", OLD."vat", OLD."vat_is_cost", OLD."written_at", OLD."written_by", OLD."year"); RETURN NULL;', hash='933fb4999c5bb8fc2a6f1a76e47abfd898c8f0c4', operation='DELETE', pgid='pgtrigger_delete_delete_709b4', table='orders_order', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='ordercount',
            constraint=models.UniqueConstraint(fields=('organisation', 'year'), name='one_order_count_a_year'),
        ),
        migrations.AddIndex(
            model_name='orderevent',
            index=models.Index(fields=['order', 'at'], name='events_of_an_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7d910be96f697ed8c0d24b8d8a9b6e268d3d09ae', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_39cdb', table='orders_orderevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='57f366fb48da3be6a7f9f4030cd5bbe81e72714a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a32c6', table='orders_orderhistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.UniqueConstraint(fields=('order', 'round', 'position'), name='an_order_line_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.CheckConstraint(condition=models.Q(('price__gte', 0), ('quantity__gt', 0)), name='orders_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderline',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1742fc819f5f7359087ceccc7b87b9ec4bb9f9de', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7eacc', table='orders_orderline', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='orderstep',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['organisation', 'opened_at'], name='order_steps_open'),
        ),
        migrations.AddConstraint(
            model_name='orderstep',
            constraint=models.UniqueConstraint(fields=('order', 'round', 'position'), name='an_order_step_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='orderstep',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('order',), name='one_open_step_per_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderstep',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orders_orderstephistory" ("asked", "assignee_id", "by", "decided_at", "decided_by", "function", "id", "name", "opened_at", "order_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "round", "state", "taken_at", "taken_by") VALUES (NEW."asked", NEW."assignee_id", NEW."by", NEW."decided_at", NEW."decided_by", NEW."function", NEW."id", NEW."name", NEW."opened_at", NEW."order_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."position", NEW."round", NEW."state", NEW."taken_at", NEW."taken_by"); RETURN NULL;', hash='b51c5436d28bfb560e1bba8aaf925dadbdd0d62d', operation='INSERT', pgid='pgtrigger_insert_insert_04c11', table='orders_orderstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderstep',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "orders_orderstephistory" ("asked", "assignee_id", "by", "decided_at", "decided_by", "function", "id", "name", "opened_at", "order_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "round", "state", "taken_at", "taken_by") VALUES (NEW."asked", NEW."assignee_id", NEW."by", NEW."decided_at", NEW."decided_by", NEW."function", NEW."id", NEW."name", NEW."opened_at", NEW."order_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."position", NEW."round", NEW."state", NEW."taken_at", NEW."taken_by"); RETURN NULL;', hash='2585fffa6ec2be5ddded561e5368fefe1344ea50', operation='UPDATE', pgid='pgtrigger_update_update_b2991', table='orders_orderstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderstep',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orders_orderstephistory" ("asked", "assignee_id", "by", "decided_at", "decided_by", "function", "id", "name", "opened_at", "order_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "round", "state", "taken_at", "taken_by") VALUES (OLD."asked", OLD."assignee_id", OLD."by", OLD."decided_at", OLD."decided_by", OLD."function", OLD."id", OLD."name", OLD."opened_at", OLD."order_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."position", OLD."round", OLD."state", OLD."taken_at", OLD."taken_by"); RETURN NULL;', hash='6b5f8b18aeca0f8bcc092c7091e645d19d17b5b6', operation='DELETE', pgid='pgtrigger_delete_delete_19e52', table='orders_orderstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderstephistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6817e90de3f783d61c1fb2ee4706ff2ea781beb8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_26c9c', table='orders_orderstephistory', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(fields=['order', 'noted_at'], name='receipts_of_an_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='16ba83cd2b0271454002e3855335f46370c3ff68', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_62580', table='orders_receipt', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='receivedline',
            constraint=models.UniqueConstraint(fields=('receipt', 'line'), name='a_line_once_in_a_receipt'),
        ),
        migrations.AddConstraint(
            model_name='receivedline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity', 0), _negated=True), name='receives_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receivedline',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e15205278530a3e57c9faee6ab9b30e99479a733', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_52461', table='orders_receivedline', when='BEFORE')),
        ),
    ]
