"""Tables of invoices of our own. What was issued is never changed, and its numbers have no gap: ``migrations/0002`` holds both."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.sales.vocabulary import SalesState
from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.organisations.models import Organisation
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


@history_of("BillingPartyHistory")
class BillingParty(TenantModel):
    """What stands on invoices of the organisation itself (``is_own``) or of a customer of it."""

    about = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    is_own = models.BooleanField(default=False)
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=60, blank=True)
    kvk = models.CharField(max_length=8, blank=True)
    oin = models.CharField(max_length=20, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    account = models.CharField(max_length=34, blank=True)
    account_by = models.UUIDField(null=True, help_text="who changed the account last, and so issues nothing")
    email = models.EmailField(blank=True)
    days_to_pay = models.PositiveSmallIntegerField(default=30)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "customer"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(is_own=True), name="one_own_billing_party"
            ),
            models.UniqueConstraint(fields=["organisation", "about"], name="one_billing_party_about"),
        ]


class SalesCount(TenantModel):
    """The last number given out in a year. Whoever takes the next one holds this row until the invoice is issued."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_sales_count_a_year"),
        ]


class SalesInvoice(TenantModel):
    """An invoice or credit note of an organisation to a customer.

    ``content`` is what it says, ``key`` lets it be made once, ``credits`` is the invoice that a credit note is about. What
    a list shows (name, days, amounts in cents) is there once it is issued, with the documents that went out.
    """

    customer = models.ForeignKey(BillingParty, on_delete=models.PROTECT, related_name="+")
    credits = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    content = models.JSONField()
    state = models.CharField(max_length=10, default=SalesState.DRAFT)
    drafted_by = models.UUIDField(null=True, help_text="who wrote what it says; empty for the platform")
    drafted_at = models.DateTimeField()
    issued_by = models.UUIDField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=20, blank=True)
    customer_name = models.CharField(max_length=120)
    without_vat = models.BigIntegerField(help_text="in cents")
    vat = models.BigIntegerField(help_text="in cents")
    ubl = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "invoice"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_sales_invoice_per_key"),
            models.UniqueConstraint(
                fields=["organisation", "year", "sequence"], name="one_sales_invoice_per_number"
            ),
            models.CheckConstraint(
                condition=Q(state=SalesState.DRAFT, sequence=None, year=None, number="", issued_at=None)
                | Q(
                    state=SalesState.ISSUED,
                    sequence__gte=1,
                    year__isnull=False,
                    issued_at__isnull=False,
                    issued_on__isnull=False,
                    ubl__isnull=False,
                    paper__isnull=False,
                )
                & ~Q(number=""),
                name="sales_invoice_numbered_when_issued",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-drafted_at", "-id"], name="sales_invoices_listed"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="issued_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=SalesState.ISSUED.value),
            )
        ]
