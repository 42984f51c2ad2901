"""How an invoice stands as its supplier is told it, and which invoices a message of a supplier names: from values alone."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bodemplaat.capabilities.invoices.reckoning.reading import number_key
from bodemplaat.capabilities.invoices.vocabulary import (
    Approval,
    InvoiceState,
    PaymentStage,
    ReminderLevel,
    SupplierStage,
)

SHORTEST: Final = 5
"""Characters of a number that names an invoice in a text; a shorter one is a year, or a house."""
MOST_WORDS: Final = 2_000
_LEVELS: Final = (
    (
        ReminderLevel.COLLECTION,
        re.compile(r"incasso|deurwaarder|in gebreke|ingebrekestell|sommati|collection agency", re.I),
    ),
    (ReminderLevel.DEMAND, re.compile(r"aanman|final notice|demand for payment", re.I)),
    (ReminderLevel.REMINDER, re.compile(r"herinner|reminder", re.I)),
)
"""Words that say how pressing a message is, the most pressing first."""
_BY_PAYMENT: Final = {
    PaymentStage.ON_HOLD: SupplierStage.PREPARED,
    PaymentStage.COLLECTED: SupplierStage.COLLECTED,
    PaymentStage.LATER: SupplierStage.APPROVED,
    PaymentStage.ASKED: SupplierStage.APPROVED,
    PaymentStage.PARTLY: SupplierStage.APPROVED,
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


def level_named(subject: str, text: str) -> ReminderLevel:
    """How pressing a message is by its own words: its subject says it, or else its text; anything else is a question."""
    for said in (subject, text):
        for level, words in _LEVELS:
            if words.search(said):
                return level
    return ReminderLevel.QUESTION


def highest(levels: Iterable[str]) -> ReminderLevel | None:
    """The most pressing of these; ``None`` without any. One of before levels were kept is a question."""
    order = list(ReminderLevel)
    named = [ReminderLevel(each) if each else ReminderLevel.QUESTION for each in levels]
    return max(named, key=order.index, default=None)


def _named(words: list[str]) -> Iterator[str]:
    bare = [re.sub(r"^[\W_]+|[\W_]+$", "", each) for each in words]
    for place in range(len(bare)):
        for length in (1, 2, 3):
            key = number_key("".join(bare[place : place + length]))
            if len(key) >= SHORTEST and any(each.isdigit() for each in key):
                yield key
