"""Tables of payments. That a claim cannot be paid twice is said here, in constraints, before any code runs.

``docs/explanation/payments.md`` tells how they work together.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.payments.lifecycle import (
    ASKED,
    CONFIRMED,
    IN_A_BATCH,
    LIVE,
    PREPARED,
    READY,
    RELEASED,
    WAITING,
)
from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


@history_of("BankAccountHistory")
class BankAccount(TenantModel):
    """An account that an organisation pays from. One is active; earlier ones are kept for their statements."""

    iban = models.CharField(max_length=34)
    name = models.CharField(max_length=70)
    bic = models.CharField(max_length=11, blank=True)
    active = models.BooleanField(default=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_whole=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "iban"], name="one_account_per_iban"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(active=True), name="one_active_account"
            ),
        ]


@history_of("BatchHistory")
class Batch(TenantModel):
    """Payments that go to the bank in one file. Belongs to the organisation whose payer made it."""

    state = models.CharField(max_length=12, default=PREPARED)
    key = models.CharField(max_length=64)
    execution_day = models.DateField()
    count = models.PositiveIntegerField(default=0)
    total_cents = models.BigIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True)
    prepared_by = models.UUIDField()
    prepared_at = models.DateTimeField()
    released_by = models.UUIDField(null=True)
    released_at = models.DateTimeField(null=True)
    cancelled_by = models.UUIDField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    bank_status = models.CharField(max_length=4, blank=True)
    bank_reason = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_batch_per_key"),
            models.CheckConstraint(
                condition=Q(state=RELEASED, file__isnull=False, released_by__isnull=False)
                | (~Q(state=RELEASED) & Q(file=None, released_by=None)),
                name="released_with_its_file",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=models.F("prepared_by")), name="four_eyes"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "prepared_at"])]


class Block(TenantModel):
    """The part of a batch that is paid from one account (a PmtInf). Belongs to the organisation that pays."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="blocks")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    total_cents = models.BigIntegerField()

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="batch__organisation_id")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["batch", "organisation"], name="one_block_per_organisation")
        ]


IN_NO_BATCH = Q(batch=None, withdrawn_at=None)
"""What every payment that is ready is, in columns that neither its release nor its being paid changes."""


@history_of("PaymentHistory", in_bulk=True)
class Payment(TenantModel):
    """Money that one organisation owes to one creditor because of one source, such as an approved claim.

    ``batch`` has room for one batch, so a payment cannot be in two; ``one_live_payment`` holds that a source has
    one payment at a time.

    No index is about ``state``, which changes most: in the database ``one_live_payment`` is about ``is_live``, a column that
    PostgreSQL works out from the state by the list that stands here (migration 0011, ADR 0084). So what is released or paid
    leaves every index as it is.
    """

    source_type = models.CharField(max_length=40)
    source_id = models.UUIDField()
    amount_cents = models.BigIntegerField()
    creditor_name = models.CharField(max_length=120)
    creditor_iban = models.CharField(max_length=34)
    creditor_person = models.UUIDField(null=True)
    remittance = models.CharField(max_length=140, blank=True)
    reference = models.CharField(
        max_length=25,
        blank=True,
        default="",
        help_text="a structured one goes to the bank instead of the text",
    )
    item = models.CharField(
        max_length=40, blank=True, default="", help_text="what it is called in the books; empty: as its text"
    )
    not_before = models.DateField(null=True, help_text="in no batch of an earlier day")
    state = models.CharField(max_length=12, default=READY)
    requested_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(
        Batch, null=True, on_delete=models.PROTECT, related_name="payments", db_index=False
    )
    batched_at = models.DateTimeField(null=True)
    execution_day = models.DateField(null=True)
    released_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    return_code = models.CharField(max_length=35, blank=True)
    return_reason = models.CharField(max_length=200, blank=True)
    bank_status = models.CharField(max_length=4, blank=True)
    bank_reason = models.CharField(max_length=500, blank=True)
    freed_at = models.DateTimeField(null=True)
    freed_reason = models.CharField(max_length=500, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(
        handled_by="batch__organisation_id", personal="creditor_person"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source_type", "source_id"],
                condition=Q(state__in=LIVE),
                name="one_live_payment",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="pays_something"),
            models.CheckConstraint(
                condition=Q(state__in=IN_A_BATCH, batch__isnull=False)
                | (~Q(state__in=IN_A_BATCH) & Q(batch=None)),
                name="names_its_batch",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "source_type", "source_id", "requested_at"]),
            models.Index(fields=["batch", "organisation"]),
            models.Index(
                fields=["organisation", "requested_at", "id"],
                name="payments_ready",
                condition=IN_NO_BATCH,
            ),
        ]


class Statement(TenantModel):
    """A bank statement that was read for one account; ``document`` is the file as it was handed in.

    ``part`` counts the statements with this identification in the file: pages share one.
    """

    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    identification = models.CharField(max_length=35)
    part = models.PositiveSmallIntegerField(default=1)
    sequence = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    opening_cents = models.BigIntegerField(null=True)
    closing_cents = models.BigIntegerField(null=True)
    amounts = models.PositiveIntegerField(
        null=True, help_text="how many it tells of; empty for one that was read before this was kept"
    )
    read_at = models.DateTimeField()
    read_by = models.UUIDField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_whole=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "read_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "sha256", "identification", "part"], name="one_reading_of_a_statement"
            )
        ]


class Entry(TenantModel):
    """One amount that the bank booked, on its own or as a part of a batch.

    ``amount_cents`` is negative for what left the account. ``fingerprint`` is the same on every statement that
    tells of this amount, so that it counts once. ``covers`` is how many payments it settled.
    """

    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="entries")
    fingerprint = models.CharField(max_length=64)
    day = models.DateField()
    amount_cents = models.BigIntegerField()
    end_to_end_id = models.CharField(max_length=35, blank=True)
    counterparty = models.CharField(max_length=140, blank=True)
    counterparty_iban = models.CharField(max_length=34, blank=True)
    remittance = models.CharField(max_length=500, blank=True)
    return_code = models.CharField(max_length=35, blank=True)
    state = models.CharField(max_length=12, default=WAITING)
    why = models.CharField(max_length=40, blank=True)
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="+")
    block = models.ForeignKey(Block, null=True, on_delete=models.PROTECT, related_name="+")
    covers = models.PositiveIntegerField(default=1)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_whole=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["account", "fingerprint"], name="each_entry_once")]
        indexes = [
            models.Index(fields=["account", "day"]),
            models.Index(
                fields=["organisation", "day", "id"], name="entries_waiting", condition=Q(state=WAITING)
            ),
        ]


class AskedOfAnother(TenantModel):
    """What one person asks and another confirms or refuses."""

    state = models.CharField(max_length=12, default=ASKED)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        abstract = True

    @staticmethod
    def by_two(name: str) -> models.CheckConstraint:
        """That nobody confirms what they asked for."""
        return models.CheckConstraint(
            condition=~Q(state=CONFIRMED) | ~Q(decided_by=models.F("asked_by")), name=name
        )


@history_of("CorrectionHistory")
class Correction(AskedOfAnother):
    """What one payer asks to set right and another confirms: free what the bank did not carry out, or say what an
    unknown amount was. It is about one payment or one batch (of an amount: the part of it on that account).
    """

    kind = models.CharField(max_length=12)
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(payment__isnull=True, batch__isnull=False)
                | Q(payment__isnull=False, batch__isnull=True),
                name="corrects_one_thing",
            ),
            AskedOfAnother.by_two("corrected_by_two"),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(state=ASKED), name="one_open_per_payment"
            ),
            models.UniqueConstraint(
                fields=["batch"], condition=Q(state=ASKED, entry__isnull=True), name="one_open_per_batch"
            ),
            models.UniqueConstraint(fields=["entry"], condition=Q(state=ASKED), name="one_open_per_entry"),
        ]
        indexes = [models.Index(fields=["organisation", "state", "asked_at"])]


@history_of("ReopeningHistory")
class Reopening(AskedOfAnother):
    """That the bank's statements were read since a backup was set up: one payer says it, another confirms it, and paying
    opens again. Belongs to the organisation whose payers pay; ``restoration`` is the setting up that shut it; ``reason`` says
    why there is no statement of an account of which none was read since.
    """

    restoration = models.UUIDField()
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta(TenantModel.Meta):
        constraints = [
            AskedOfAnother.by_two("reopened_by_two"),
            models.UniqueConstraint(
                fields=["organisation", "restoration"],
                condition=Q(state__in=(ASKED, CONFIRMED)),
                name="one_reopening_at_a_time",
            ),
        ]


@history_of("AccountChangeHistory")
class AccountChange(AskedOfAnother):
    """Another account to pay from, as an administrator of the organisation proposed it and its controller decided on it.

    Nothing is paid from it before it is confirmed. ``answer`` is why it was refused.
    """

    iban = models.CharField(max_length=34)
    name = models.CharField(max_length=70)
    bic = models.CharField(max_length=11, blank=True)
    reason = models.CharField(max_length=500)
    answer = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            AskedOfAnother.by_two("account_changed_by_two"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state=ASKED), name="one_account_change_waits"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-asked_at"])]
