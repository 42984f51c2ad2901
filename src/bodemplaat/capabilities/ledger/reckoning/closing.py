"""What a year leaves to the next one: the balances of the balance sheet, with the result on an account of equity."""

from collections import defaultdict
from collections.abc import Iterable

from bodemplaat.capabilities.ledger.values import AccountKind, Amount
from bodemplaat.kernel import Euro

Line = tuple[str, AccountKind, str, int]
"""Code of an account, its kind, an item, and cents (positive is debit)."""


def result_of(lines: Iterable[Line]) -> Euro:
    """What the year brought more than it cost: negative where it cost more."""
    return Euro(-sum(cents for _, kind, _, cents in lines if kind.is_of_the_year))


def carried(lines: Iterable[Line], result_account: str) -> tuple[Amount, ...]:
    """The balances with which the next year opens, by account and item; what comes to nothing is left out."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for code, kind, item, cents in lines:
        sums[(result_account, "") if kind.is_of_the_year else (code, item)] += cents
    return tuple(Amount(code, Euro(cents), item) for (code, item), cents in sorted(sums.items()) if cents)
