"""What the register knows of a supplier: read when an invoice comes, is registered or is opened."""

from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.models import ReceivedInvoice, Supplier, SupplierAccount, WaitingTime
from bodemplaat.capabilities.invoices.reckoning.knowing import Registered
from bodemplaat.capabilities.invoices.reckoning.reading import Numbers, name_key
from bodemplaat.capabilities.invoices.vocabulary import AccountStanding, ByTwoState
from bodemplaat.foundation.tenancy.api import Actor

DAYS_UNLESS_CHOSEN: Final = 5
"""Days that are waited where an organisation chose no other."""


def supplier_with(actor: Actor, organisation: UUID, numbers: Numbers) -> Supplier | None:
    """The supplier with the first of these numbers that the register knows; by its name only where it has none."""
    rows = Supplier.records.of(actor).filter(organisation_id=organisation)
    for column, value in (("vat", numbers.vat), ("kvk", numbers.kvk), ("oin", numbers.oin)):
        if value:
            row = rows.filter(**{column: value}).first()
            if row is not None:
                return row
    if numbers.vat or numbers.kvk or numbers.oin:
        return None
    return rows.filter(name_key=name_key(numbers.name), vat="", kvk="", oin="").first()


def registered_with(actor: Actor, organisation: UUID, numbers: Numbers) -> Registered | None:
    """What the register says of whoever sent an invoice; ``None`` for who is not in it."""
    row = supplier_with(actor, organisation, numbers) if numbers.key else None
    if row is None:
        return None
    accounts = SupplierAccount.records.of(actor).filter(
        supplier_id=row.id, state=ByTwoState.CONFIRMED, is_blocked=False
    )
    return Registered(tuple(accounts.order_by("decided_at").values_list("iban", flat=True)))


def waiting_days(actor: Actor, organisation: UUID) -> int:
    """How long an organisation waits now before it pays to an account that was confirmed."""
    rows = WaitingTime.records.of(actor).filter(organisation_id=organisation, state=ByTwoState.CONFIRMED)
    row = rows.order_by("-decided_at").first()
    return DAYS_UNLESS_CHOSEN if row is None else row.days


def standing_of_account(
    actor: Actor, invoice: ReceivedInvoice, on: date
) -> tuple[AccountStanding, date | None]:
    """Whether an invoice can be paid to its account on a day, and from when where that is known."""
    iban = invoice.pay_to or invoice.supplier_account
    if not iban:
        return AccountStanding.NONE, None
    if invoice.supplier_id is None:
        return AccountStanding.UNKNOWN, None
    accounts = SupplierAccount.records.of(actor).filter(
        supplier_id=invoice.supplier_id,
        iban=iban,
        state__in=(ByTwoState.ASKED, ByTwoState.CONFIRMED),
        is_blocked=False,
    )
    row = accounts.first()
    if row is None:
        return AccountStanding.UNKNOWN, None
    if row.payable_from is None:
        return AccountStanding.ASKED, None
    if row.payable_from > on:
        return AccountStanding.LATER, row.payable_from
    return AccountStanding.PAYABLE, row.payable_from
