"""Table of what suppliers wrote about an invoice."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.invoices.models.received import ReceivedInvoice
from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel


class SupplierLetter(TenantModel):
    """An e-mail with which an invoice came, or in which its supplier asked for it.

    It stays as it came, and nobody deletes it: only how pressing a reminder is and what it claims are read from it by a clerk.
    ``key`` is by which the message is known when it comes again; ``document`` is the whole of it, as it came.
    """

    invoice = models.ForeignKey(ReceivedInvoice, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=64, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    came_at = models.DateTimeField()
    level = models.CharField(max_length=12, blank=True, default="", help_text="how pressing a reminder is")
    claimed_cents = models.BigIntegerField(null=True, help_text="interest and costs that it asks for")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", null=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="invoice__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "key"], condition=~Q(key=""), name="a_letter_is_with_an_invoice_once"
            ),
            models.CheckConstraint(
                condition=Q(claimed_cents=None) | Q(claimed_cents__gt=0), name="claims_something"
            ),
        ]
        indexes = [models.Index(fields=["invoice", "came_at"], name="letters_of_an_invoice")]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="as_it_came", exclude=["level", "claimed_cents"]),
        ]
