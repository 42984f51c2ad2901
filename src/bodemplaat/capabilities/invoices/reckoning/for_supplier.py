"""How an invoice stands as its supplier is told it, and which invoices a message of a supplier names: from values alone."""

import re
from collections.abc import Iterator
from typing import Final

from bodemplaat.capabilities.invoices.reckoning.reading import number_key
from bodemplaat.capabilities.invoices.vocabulary import Approval, InvoiceState, PaymentStage, SupplierStage

SHORTEST: Final = 5
"""Characters of a number that names an invoice in a text; a shorter one is a year, or a house."""
MOST_WORDS: Final = 2_000
_BY_PAYMENT: Final = {
    PaymentStage.ON_HOLD: SupplierStage.PREPARED,
    PaymentStage.COLLECTED: SupplierStage.COLLECTED,
    PaymentStage.LATER: SupplierStage.APPROVED,
    PaymentStage.ASKED: SupplierStage.APPROVED,
    PaymentStage.BATCHED: SupplierStage.APPROVED,
    PaymentStage.SENT: SupplierStage.AT_BANK,
    PaymentStage.PAID: SupplierStage.PAID,
    PaymentStage.RETURNED: SupplierStage.CAME_BACK,
    PaymentStage.SETTLED: SupplierStage.SET_OFF,
    PaymentStage.CREDIT: SupplierStage.CREDIT,
}


def supplier_stage(
    state: InvoiceState, approval: Approval, payment: PaymentStage, *, is_disputed: bool
) -> SupplierStage:
    """What of all that is known is the supplier's: never which account is doubted, and never who has to decide."""
    if payment is PaymentStage.PAID:
        return SupplierStage.PAID
    if approval is Approval.REFUSED:
        return SupplierStage.REFUSED
    if state is InvoiceState.SENT_BACK:
        return SupplierStage.FOR_YOU
    if state is InvoiceState.WAITING:
        return SupplierStage.CHECKED
    if is_disputed:
        return SupplierStage.DISPUTED
    return _BY_PAYMENT.get(payment, SupplierStage.APPROVING)


def numbers_named(text: str) -> frozenset[str]:
    """The keys of what in a text may be the number of an invoice: words with a figure, and up to three words together."""
    return frozenset(_named(text.split()[:MOST_WORDS]))


def _named(words: list[str]) -> Iterator[str]:
    bare = [re.sub(r"^[\W_]+|[\W_]+$", "", each) for each in words]
    for place in range(len(bare)):
        for length in (1, 2, 3):
            key = number_key("".join(bare[place : place + length]))
            if len(key) >= SHORTEST and any(each.isdigit() for each in key):
                yield key
