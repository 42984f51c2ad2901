"""The table of dated rules."""

import django.db.models.deletion
import django.db.models.manager
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0019_a_list_may_have_a_desk_of_its_own'),
        ('proposals', '0003_names_at_that_moment'),
    ]

    operations = [
        migrations.CreateModel(
            name='DatedRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.SlugField(max_length=40)),
                ('valid_from', models.DateField()),
                ('terms', models.JSONField(help_text='what it says, as its kind reads it')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('proposal', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='proposals.proposal')),
            ],
            options={
                'verbose_name': 'rule',
                'abstract': False,
                'default_manager_name': 'records',
                'indexes': [models.Index(fields=['organisation', 'kind', 'valid_from'], name='rules_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('proposal', None)), fields=('organisation', 'kind'), name='one_rule_of_a_kind_was_laid_down')],
            },
            managers=[
                ('records', django.db.models.manager.Manager()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='datedrule',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b691a82088cec49e824a64fd26d7cbfe7fa462ff', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_891e3', table='rules_datedrule', when='BEFORE')),
        ),
    ]
