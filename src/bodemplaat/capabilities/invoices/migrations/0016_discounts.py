"""Discounts for paying early: what an invoice offers, and what its payment took off."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('invoices', '0015_second_approval_locked_and_filled'),
    ]

    operations = [
        migrations.AddField(
            model_name='receivedinvoice',
            name='discount_cents',
            field=models.BigIntegerField(help_text='what its payment takes off for being early', null=True),
        ),
        migrations.AddField(
            model_name='receivedinvoice',
            name='discount_until',
            field=models.DateField(help_text='of the one that its payment aims at', null=True),
        ),
        migrations.AddField(
            model_name='receivedinvoice',
            name='discounts',
            field=models.JSONField(default=list, help_text='offered for paying early: until when, and cents'),
        ),
    ]
