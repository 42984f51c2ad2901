"""Invoices that are linked to an order, and their lines as they were compared with it."""

import bodemplaat.capabilities.invoices.vocabulary
import django.db.models.deletion
import django.db.models.manager
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_names_of_kinds'),
        ('invoices', '0021_what_a_reminder_claims'),
        ('organisations', '0019_a_list_may_have_a_desk_of_its_own'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchedLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('round', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(blank=True, max_length=140)),
                ('quantity', models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ('cents', models.BigIntegerField(help_text='without VAT')),
                ('rate', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('order_line', models.UUIDField(null=True)),
            ],
            options={
                'abstract': False,
                'default_manager_name': 'records',
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='receivedinvoice',
            name='fit',
            field=models.CharField(default=bodemplaat.capabilities.invoices.vocabulary.Fit['NONE'], help_text='how it stands to its order', max_length=8),
        ),
        migrations.AddField(
            model_name='receivedinvoice',
            name='match_cents',
            field=models.BigIntegerField(default=0, help_text='and in cents, per line'),
        ),
        migrations.AddField(
            model_name='receivedinvoice',
            name='match_points',
            field=models.PositiveIntegerField(default=0, help_text='tolerance by the rule of the day on which it came, in hundredths of a percent'),
        ),
        migrations.AddField(
            model_name='receivedinvoice',
            name='match_round',
            field=models.PositiveSmallIntegerField(default=0, help_text='how often it was linked'),
        ),
        migrations.AddField(
            model_name='receivedinvoice',
            name='matched_at',
            field=models.DateTimeField(help_text='when it was linked: earlier ones go first', null=True),
        ),
        migrations.AddField(
            model_name='receivedinvoice',
            name='order_number',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='receivedinvoice',
            name='order_ref',
            field=models.UUIDField(help_text='the order that it is of: orders are kept in a room of their own', null=True),
        ),
        migrations.AddIndex(
            model_name='receivedinvoice',
            index=models.Index(condition=models.Q(('order_ref__isnull', False)), fields=['organisation', 'order_ref', 'matched_at'], name='invoices_of_an_order'),
        ),
        migrations.AddField(
            model_name='matchedline',
            name='invoice',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='invoices.receivedinvoice'),
        ),
        migrations.AddField(
            model_name='matchedline',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
        ),
        migrations.AddConstraint(
            model_name='matchedline',
            constraint=models.UniqueConstraint(fields=('invoice', 'round', 'position'), name='a_matched_line_has_its_place'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matchedline',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='448a0f92230ccad380005414faf8e3d9af0b0fcf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6fe96', table='invoices_matchedline', when='BEFORE')),
        ),
    ]
