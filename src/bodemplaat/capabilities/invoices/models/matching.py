"""Table of the lines of invoices, as they were compared with an order."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models

from bodemplaat.capabilities.invoices.models.received import ReceivedInvoice
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel


class MatchedLine(TenantModel):
    """A line of an invoice in one round of linking it, and the line of the order that it is of. Append-only: another link is another round.

    Below zero on a credit note. ``order_line`` is how the room of orders knows it. What the invoice charges or takes off as a whole
    has position 0; a quantity or rate that it does not say is empty.
    """

    invoice = models.ForeignKey(ReceivedInvoice, on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=140, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    cents = models.BigIntegerField(help_text="without VAT")
    rate = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    order_line = models.UUIDField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="invoice__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "round", "position"], name="a_matched_line_has_its_place"
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
