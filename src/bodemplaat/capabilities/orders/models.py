"""Tables of orders: what was ordered, in rounds that are never changed, what came, and what happened."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.orders.vocabulary import TO_RECEIVE, OrderState
from bodemplaat.engines.approval import OPEN
from bodemplaat.foundation.access.models import ApprovalStep
from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.organisations.models import Organisation, Unit
from bodemplaat.foundation.tenancy.api import ClockTimestamp, Guarded, TenantModel, history_of

_FOR_GOOD = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class OrderCount(TenantModel):
    """The last number given out in a year. Whoever takes the next one holds this row until the order is there."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_order_count_a_year"),
        ]


@history_of("OrderHistory")
class Order(TenantModel):
    """An order of one organisation to one supplier, with its name and numbers as they were.

    ``supplier_ref`` is how whoever keeps the register of suppliers knows it. Amounts are in cents: ``net`` without VAT, and
    ``received`` what of that came.
    """

    provider = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="whose clerks write it: as with invoices",
    )
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=20)
    subject = models.CharField(max_length=140)
    supplier_ref = models.UUIDField(null=True)
    supplier_name = models.CharField(max_length=200)
    supplier_kvk = models.CharField(max_length=20, blank=True)
    supplier_oin = models.CharField(max_length=40, blank=True)
    supplier_vat = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="out of whose budget it is paid: its budget holder decides",
    )
    vat_is_cost = models.BooleanField(default=False, help_text="nobody pays its VAT back")
    state = models.CharField(max_length=12, default=OrderState.DRAFT)
    round = models.PositiveSmallIntegerField(default=1, help_text="how often its lines were written")
    net = models.BigIntegerField(default=0)
    vat = models.BigIntegerField(default=0)
    received = models.BigIntegerField(default=0)
    expected_on = models.DateField(null=True, help_text="the first day on which something of it is expected")
    written_by = models.UUIDField()
    written_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    placed_at = models.DateTimeField(null=True)
    placed_by = models.UUIDField(null=True)
    over_at = models.DateTimeField(null=True, help_text="closed or cancelled")

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        verbose_name = "order"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "serial"], name="an_order_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in OrderState]), name="order_in_a_known_state"
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "-written_at", "-id"], name="orders_at_a_desk"),
            models.Index(fields=["organisation", "number"], name="orders_by_number"),
            models.Index(
                fields=["organisation", "expected_on"],
                name="orders_to_receive",
                condition=Q(state__in=[each.value for each in TO_RECEIVE]),
            ),
        ]


class OrderLine(TenantModel):
    """What is ordered, in one round. Append-only: other lines are of another round."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=140)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=14, decimal_places=4, help_text="of one, without VAT")
    net = models.BigIntegerField(help_text="in cents")
    vat_kind = models.CharField(max_length=10)
    vat_percent = models.DecimalField(max_digits=5, decimal_places=2)
    vat = models.BigIntegerField(help_text="in cents")
    taakveld = models.CharField(max_length=10)
    cost_centre = models.CharField(max_length=20)
    expected_on = models.DateField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="order__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["order", "round", "position"], name="an_order_line_has_its_place"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0, price__gte=0), name="orders_something"),
        ]
        triggers = [_FOR_GOOD]


@history_of("OrderStepHistory")
class OrderStep(ApprovalStep):
    """One step of the chain, for one round of one order."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", db_index=False)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="order__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["order", "round", "position"], name="an_order_step_has_its_place"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state=OPEN), name="one_open_step_per_order"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "opened_at"], name="order_steps_open", condition=Q(state=OPEN)
            )
        ]


class OrderEvent(TenantModel):
    """What happened to an order, by whom (with the name as it was) and when. Append-only."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=ClockTimestamp(), help_text="the order within one moment")
    act = models.CharField(max_length=30)
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20)
    words = models.TextField(blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="order__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["order", "at"], name="events_of_an_order")]
        triggers = [_FOR_GOOD]


class Receipt(TenantModel):
    """That something of an order came: who noted it, on which day it came, and what shows it. Append-only.

    One that takes another back names it, and its quantities are below zero.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", db_index=False)
    came_on = models.DateField()
    noted_at = models.DateTimeField()
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=120)
    words = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", null=True)
    takes_back = models.OneToOneField("self", on_delete=models.CASCADE, related_name="+", null=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="order__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        verbose_name = "receipt"
        indexes = [models.Index(fields=["order", "noted_at"], name="receipts_of_an_order")]
        triggers = [_FOR_GOOD]


class ReceivedLine(TenantModel):
    """How much of a line came with a receipt. Append-only."""

    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="+", db_index=False)
    line = models.ForeignKey(OrderLine, on_delete=models.CASCADE, related_name="+")
    quantity = models.DecimalField(max_digits=12, decimal_places=3)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="receipt__order__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["receipt", "line"], name="a_line_once_in_a_receipt"),
            models.CheckConstraint(condition=~Q(quantity=0), name="receives_something"),
        ]
        triggers = [_FOR_GOOD]
