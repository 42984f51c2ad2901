"""What only we know of an invoice: for whom it is, whether it came before, and whether its account is the usual one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bodemplaat.capabilities.invoices.reckoning.reading import Facts
from bodemplaat.capabilities.invoices.vocabulary import (
    DUPLICATE,
    NEW_SUPPLIER,
    NUMBER_AGAIN,
    OTHER_ACCOUNT,
    OTHER_CURRENCY,
    OTHER_CUSTOMER,
)
from bodemplaat.kernel import Finding, Severity, say

_OF_KVK: Final = "00000003"
"""An OIN that begins so holds a KvK number of eight digits, and ends in four zeros."""


@dataclass(frozen=True, slots=True)
class Customer:
    """The organisation that it came for."""

    name: str
    oin: str

    @property
    def kvk(self) -> str:
        """Its KvK number, where its OIN is made of one."""
        return self.oin[8:16] if self.oin.startswith(_OF_KVK) and len(self.oin) == 20 else ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An invoice of the same supplier that came before, with the Dutch day on which it did."""

    received: date
    number_key: str
    is_credit_note: bool
    issued: date | None
    payable: int | None
    account: str
    is_registered: bool
    is_sent_back: bool


@dataclass(frozen=True, slots=True)
class Registered:
    """A supplier in the register: the accounts that were confirmed, the oldest first."""

    accounts: tuple[str, ...] = ()


def against_what_is_known(
    facts: Facts, customer: Customer, earlier: Sequence[Earlier], registered: Registered | None = None
) -> Iterator[Finding]:
    """Every finding, for an invoice that could be read; ``earlier`` are those of its supplier, the oldest first.

    ``registered`` is what the register says of its supplier; ``None`` where that is not in it.
    """
    yield from _for_whom(facts, customer)
    yield from _currency(facts)
    yield from _again(facts, earlier)
    yield from _supplier(facts, earlier, registered)


def is_the_same(facts: Facts, other: Earlier) -> bool:
    """Whether both are the same invoice: number, kind, day and amount, in whatever file."""
    return (
        facts.number_key == other.number_key
        and facts.is_credit_note == other.is_credit_note
        and facts.issued == other.issued
        and facts.payable == other.payable
    )


def _for_whom(facts: Facts, customer: Customer) -> Iterator[Finding]:
    compared = ((facts.customer_oin, customer.oin, "OIN"), (facts.customer_kvk, customer.kvk, "KvK"))
    for named, own, kind in compared:
        if named and own and named != own:
            text = say(
                "The invoice is for {name} with {kind} {number}, and that of {organisation} is {own}. Send it back, or take"
                " it in for the organisation that it is for."
            )
            values = {
                "name": facts.customer_name or "–",
                "kind": kind,
                "number": named,
                "organisation": customer.name,
                "own": own,
            }
            yield Finding(OTHER_CUSTOMER, say("customer"), text, values)
            return


def _currency(facts: Facts) -> Iterator[Finding]:
    if facts.currency and facts.currency != "EUR":
        text = say(
            "The invoice is in {currency}, and is paid in euros. See what was agreed with the supplier before you register it."
        )
        yield Finding(OTHER_CURRENCY, say("currency"), text, {"currency": facts.currency})


def _again(facts: Facts, earlier: Sequence[Earlier]) -> Iterator[Finding]:
    if not facts.number_key:
        return
    numbered = [
        each
        for each in earlier
        if each.number_key == facts.number_key
        and each.is_credit_note == facts.is_credit_note
        and not each.is_sent_back
    ]
    same = next((each for each in numbered if is_the_same(facts, each)), None)
    if same is not None:
        text = say(
            "The same invoice came on {day} in another file. It is taken in once: nothing has to be done with this one but"
            " to say so."
        )
        yield Finding(DUPLICATE, say("whole invoice"), text, {"day": same.received})
    elif numbered:
        text = say(
            "On {day} an invoice of this supplier came with the same number and another day or amount. Ask the supplier which"
            " of the two holds."
        )
        yield Finding(NUMBER_AGAIN, say("whole invoice"), text, {"day": numbered[-1].received})


def _supplier(facts: Facts, earlier: Sequence[Earlier], registered: Registered | None) -> Iterator[Finding]:
    if registered is None:
        text = say(
            "No invoice of this supplier was registered before. See whether the supplier is whom you know, and whose account"
            " it is."
        )
        yield Finding(NEW_SUPPLIER, say("supplier"), text, {}, Severity.WARNING)
        return
    account = facts.supplier_account
    if registered.accounts and account and account not in registered.accounts:
        text = say(
            "The account {account} is not confirmed for this supplier; it is paid to {earlier}. Call the supplier on a number"
            " that you know already, not on one of this invoice, and have a colleague confirm the account in the register."
        )
        yield Finding(
            OTHER_ACCOUNT, say("payment"), text, {"account": account, "earlier": registered.accounts[-1]}
        )
        return
    accounts = [each.account for each in earlier if each.is_registered and each.account]
    if not registered.accounts and account and accounts and account not in accounts:
        text = say(
            "The account {account} is on no earlier invoice of this supplier; the last one had {earlier}. Call the supplier on"
            " a number that you know already, not on one of this invoice."
        )
        yield Finding(OTHER_ACCOUNT, say("payment"), text, {"account": account, "earlier": accounts[-1]})
