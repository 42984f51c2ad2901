"""Tables of invoices. What the supplier sent is kept as it came; what stands in a row was read from it, to list and find by."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.invoices.models.suppliers import Supplier
from bodemplaat.capabilities.invoices.vocabulary import (
    Approval,
    Fit,
    InvoiceState,
    PaymentState,
    VatTreatment,
)
from bodemplaat.engines.approval import OPEN
from bodemplaat.foundation.access.models import ApprovalStep
from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.organisations.models import Organisation, Unit
from bodemplaat.foundation.tenancy.api import ClockTimestamp, Guarded, TenantModel, history_of


class ReceivedInvoice(TenantModel):
    """One invoice or credit note of one supplier to one organisation.

    ``fingerprint`` is the digest of the file, so that the same file comes once. ``supplier_key`` is the number by which
    its supplier is known (VAT, KvK or OIN, else its name), ``number_key`` its number without what people write differently.
    Amounts are in cents and empty where the invoice is in no whole cents, or names none. ``findings`` are those of the rules
    and of what only we know, as they were on the day that it came.
    """

    provider = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="whose clerks take it in: who provides on the day, or whoever took it over",
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    reading = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        help_text="the XML that was read: the document itself, or the attachment of a PDF",
    )
    fingerprint = models.CharField(max_length=64)
    channel = models.CharField(max_length=12)
    received_at = models.DateTimeField()
    supplier = models.ForeignKey(
        Supplier,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        help_text="in the register, from when it is registered",
    )
    supplier_name = models.CharField(max_length=200, blank=True)
    supplier_kvk = models.CharField(max_length=20, blank=True)
    supplier_oin = models.CharField(max_length=40, blank=True)
    supplier_vat = models.CharField(max_length=40, blank=True)
    supplier_account = models.CharField(max_length=64, blank=True)
    supplier_email = models.CharField(max_length=254, blank=True)
    supplier_key = models.CharField(max_length=220, blank=True)
    number = models.CharField(max_length=120, blank=True)
    number_key = models.CharField(max_length=120, blank=True)
    is_credit_note = models.BooleanField(default=False)
    issued = models.DateField(null=True)
    due = models.DateField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    without_vat = models.BigIntegerField(null=True, help_text="in cents")
    vat = models.BigIntegerField(null=True, help_text="in cents")
    payable = models.BigIntegerField(null=True, help_text="in cents")
    step = models.CharField(max_length=10)
    syntax = models.CharField(max_length=20, blank=True)
    carrier = models.CharField(max_length=120, blank=True)
    rule_sets = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, default=InvoiceState.WAITING)
    decided_at = models.DateTimeField(null=True)
    approval = models.CharField(max_length=12, default=Approval.NONE, help_text="of what is registered")
    round = models.PositiveSmallIntegerField(default=0, help_text="how often it was coded and asked for")
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        help_text="out of whose budget it is paid: its budget holder decides",
    )
    coded_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    pay_on = models.DateField(
        null=True, help_text="the last bank day on which it is paid in time; known from when it is approved"
    )
    pay_to = models.CharField(
        max_length=34, blank=True, default="", help_text="another account of its supplier that a clerk chose"
    )
    disputed_since = models.DateTimeField(
        null=True,
        help_text="the supplier was told what is disputed, and nothing is paid until that is lifted",
    )
    is_collected = models.BooleanField(
        default=False,
        help_text="the supplier takes the money itself, so it is paid by nobody unless a clerk says so",
    )
    discounts = models.JSONField(default=list, help_text="offered for paying early: until when, and cents")
    discount_until = models.DateField(null=True, help_text="of the one that its payment aims at")
    discount_cents = models.BigIntegerField(null=True, help_text="what its payment takes off for being early")
    shares = models.JSONField(
        default=list, help_text="what it says goes to a usual and to a blocked account: kind, iban and cents"
    )
    division = models.PositiveSmallIntegerField(
        default=0, help_text="the number of the division into parts that is paid; 0: paid as a whole"
    )
    terms_until = models.DateField(
        null=True, help_text="the day of its last instalment, where that is later than the law's"
    )
    links_end_before = models.DateTimeField(
        null=True, help_text="the links of its supplier that were made before it are dead"
    )
    order_ref = models.UUIDField(
        null=True, help_text="the order that it is of: orders are kept in a room of their own"
    )
    order_number = models.CharField(max_length=20, blank=True, default="")
    matched_at = models.DateTimeField(null=True, help_text="when it was linked: earlier ones go first")
    match_round = models.PositiveSmallIntegerField(default=0, help_text="how often it was linked")
    match_points = models.PositiveIntegerField(
        default=0, help_text="tolerance by the rule of the day on which it came, in hundredths of a percent"
    )
    match_cents = models.BigIntegerField(default=0, help_text="and in cents, per line")
    fit = models.CharField(max_length=8, default=Fit.NONE, help_text="how it stands to its order")
    payment = models.CharField(max_length=10, default=PaymentState.NONE)
    paid_on = models.DateField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        verbose_name = "invoice"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "fingerprint"], name="an_invoice_comes_once"),
            models.UniqueConstraint(
                fields=[
                    "organisation",
                    "supplier_key",
                    "number_key",
                    "is_credit_note",
                    "issued",
                    "payable",
                ],
                condition=Q(state=InvoiceState.REGISTERED) & ~Q(supplier_key="") & ~Q(number_key=""),
                nulls_distinct=False,
                name="the_same_invoice_is_registered_once",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "-received_at", "-id"], name="invoices_at_a_desk"),
            models.Index(
                fields=["provider", "received_at", "id"],
                name="invoices_that_wait",
                condition=Q(state=InvoiceState.WAITING),
            ),
            models.Index(
                fields=["supplier", "-approved_at"],
                name="invoices_coded_before",
                condition=Q(approval=Approval.APPROVED),
            ),
            models.Index(
                fields=["organisation", "pay_on"],
                name="invoices_to_be_paid",
                condition=Q(approval=Approval.APPROVED, payment=PaymentState.NONE),
            ),
            models.Index(fields=["organisation", "number_key"], name="invoices_by_number"),
            models.Index(
                fields=["organisation", "order_ref", "matched_at"],
                name="invoices_of_an_order",
                condition=Q(order_ref__isnull=False),
            ),
            models.Index(fields=["organisation", "supplier_key"], name="invoices_of_a_supplier"),
        ]


class InvoiceEvent(TenantModel):
    """What happened to an invoice, by whom (with the name as it was) and when. Append-only."""

    invoice = models.ForeignKey(ReceivedInvoice, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=ClockTimestamp(), help_text="the order within one moment")
    act = models.CharField(max_length=30)
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20)
    words = models.TextField(blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="invoice__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["invoice", "at"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class CodedLine(TenantModel):
    """Where a part of an invoice is booked, in one round. Append-only: another coding is of another round."""

    invoice = models.ForeignKey(ReceivedInvoice, on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=140, blank=True)
    cents = models.BigIntegerField(help_text="without VAT")
    taakveld = models.CharField(max_length=10)
    cost_centre = models.CharField(max_length=20)
    vat = models.CharField(
        max_length=12,
        default=VatTreatment.COMPENSATED,
        help_text="what becomes of the VAT of the invoice: the same on each line of a round",
    )

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="invoice__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "round", "position"], name="a_coded_line_has_its_place"
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class SetOff(TenantModel):
    """What of a credit note is taken off what is paid for an invoice of the same supplier. Append-only."""

    invoice = models.ForeignKey(ReceivedInvoice, on_delete=models.CASCADE, related_name="+", db_index=False)
    credit_note = models.ForeignKey(ReceivedInvoice, on_delete=models.CASCADE, related_name="+")
    part_id = models.UUIDField(null=True, help_text="of its parts that is paid less; empty for the whole")
    cents = models.BigIntegerField()
    at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="invoice__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "credit_note", "part_id"],
                nulls_distinct=False,
                name="a_credit_note_is_set_off_once_against_a_part",
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="sets_something_off"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


@history_of("InvoiceStepHistory")
class InvoiceStep(ApprovalStep):
    """One step of the chain, for one round of one invoice; with the rule that asked for it, where an amount did."""

    from_cents = models.BigIntegerField(null=True, help_text="the amount from which the step was asked for")
    rule_since = models.DateField(null=True, help_text="since when that amount held")
    invoice = models.ForeignKey(ReceivedInvoice, on_delete=models.CASCADE, related_name="+", db_index=False)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="invoice__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "round", "position"], name="an_invoice_step_has_its_place"
            ),
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state=OPEN), name="one_open_step_per_invoice"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "opened_at"], name="invoice_steps_open", condition=Q(state=OPEN)
            ),
            models.Index(fields=["organisation", "decided_by"], name="invoice_steps_decided"),
        ]
