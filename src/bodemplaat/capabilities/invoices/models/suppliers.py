"""Tables of suppliers: whom an organisation buys from, to which accounts it pays, and what two people decide about both."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.invoices.vocabulary import ByTwoState
from bodemplaat.foundation.organisations.models import Organisation
from bodemplaat.foundation.proposals.models import Proposal
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


@history_of("SupplierHistory")
class Supplier(TenantModel):
    """Whom an organisation buys from, by the numbers that its invoices name: each number is of one supplier there.

    One without any number is known by ``name_key``. ``last_used_at`` is when it began, or its last invoice was registered.
    """

    provider = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="whose clerks keep it: as with invoices",
    )
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    kvk = models.CharField(max_length=20, blank=True)
    oin = models.CharField(max_length=40, blank=True)
    vat = models.CharField(max_length=40, blank=True)
    begun_at = models.DateTimeField()
    begun_by_name = models.CharField(max_length=120, blank=True, help_text="empty where an invoice began it")
    last_used_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kvk"], condition=~Q(kvk=""), name="a_kvk_number_is_of_one_supplier"
            ),
            models.UniqueConstraint(
                fields=["organisation", "oin"], condition=~Q(oin=""), name="an_oin_is_of_one_supplier"
            ),
            models.UniqueConstraint(
                fields=["organisation", "vat"], condition=~Q(vat=""), name="a_vat_number_is_of_one_supplier"
            ),
            models.UniqueConstraint(
                fields=["organisation", "name_key"],
                condition=Q(kvk="", oin="", vat=""),
                name="a_bare_name_is_of_one_supplier",
            ),
        ]
        indexes = [models.Index(fields=["provider", "name", "id"], name="suppliers_at_a_desk")]


class ByTwo(TenantModel):
    """What one clerk asked for and another decided on: with its proposal, and who it was, with names as they were."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=ByTwoState.ASKED)
    reason = models.CharField(max_length=500)
    asked_by = models.UUIDField()
    asked_by_name = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        abstract = True


_BY_ANOTHER = Q(state__in=(ByTwoState.CONFIRMED, ByTwoState.ENDED), decided_by__isnull=False) & ~Q(
    decided_by=models.F("asked_by")
)
_UNDECIDED = ~Q(state__in=(ByTwoState.CONFIRMED, ByTwoState.ENDED))


@history_of("SupplierAccountHistory")
class SupplierAccount(ByTwo):
    """An account of a supplier: paid to from ``payable_from`` on, a day that follows when it is confirmed, until it is ended."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="accounts", db_index=False)
    iban = models.CharField(max_length=34)
    is_blocked = models.BooleanField(
        default=False, help_text="a G-account: nothing but parts of invoices that say so are paid to it"
    )
    payable_from = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_by_name = models.CharField(max_length=120, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="supplier__provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "iban"],
                condition=Q(state__in=(ByTwoState.ASKED, ByTwoState.CONFIRMED)),
                name="an_account_once_at_a_supplier",
            ),
            models.CheckConstraint(
                condition=_UNDECIDED & Q(payable_from=None) | _BY_ANOTHER & Q(payable_from__isnull=False),
                name="supplier_account_confirmed_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation"], name="supplier_accounts_asked", condition=Q(state=ByTwoState.ASKED)
            )
        ]


@history_of("WaitingTimeHistory")
class WaitingTime(ByTwo):
    """How many days an organisation waits before it pays to an account that was confirmed; from the moment of deciding on."""

    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    days = models.PositiveSmallIntegerField()

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="provider_id", at_desk=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=_UNDECIDED | _BY_ANOTHER, name="waiting_time_confirmed_by_another"
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "-decided_at"], name="waiting_times_newest"),
        ]
