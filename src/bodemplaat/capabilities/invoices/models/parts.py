"""Table of the parts in which an invoice is paid."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.invoices.models.received import ReceivedInvoice
from bodemplaat.capabilities.invoices.vocabulary import PartKind, PaymentState
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


@history_of("PaymentPartHistory")
class PaymentPart(TenantModel):
    """A part of what is paid for an invoice, with a day and a payment of its own: an instalment, or what goes to a blocked account.

    The parts of the invoice's ``division`` hold; those of earlier ones were never paid. Its id is the source of its payment, so
    ``one_live_payment`` of payments is about each part. ``iban`` is that of a blocked account, or another one that a clerk chose.
    """

    invoice = models.ForeignKey(ReceivedInvoice, on_delete=models.CASCADE, related_name="+", db_index=False)
    division = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, default=PartKind.USUAL)
    cents = models.BigIntegerField()
    due = models.DateField()
    pay_on = models.DateField()
    iban = models.CharField(max_length=34, blank=True)
    payment = models.CharField(max_length=10, default=PaymentState.NONE)
    paid_on = models.DateField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="invoice__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "division", "position"], name="a_part_of_an_invoice_has_its_place"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="a_part_pays_something"),
            models.CheckConstraint(
                condition=Q(kind=PartKind.USUAL) | ~Q(iban=""), name="a_blocked_account_is_named"
            ),
        ]
