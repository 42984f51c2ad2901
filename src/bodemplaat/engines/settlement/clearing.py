"""Who owes whom, where participants provide services to each other.

What one owes is what the other is owed; netting pairs off what both owe each other and changes nobody's position.
Source: Korsten, chapter 3 (the matrix form: settling by closed purses tempts, actual costs are what lasts).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bodemplaat.engines.settlement.account import Post
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class Debt:
    """An amount one owes another for a year."""

    payer: str
    provider: str
    amount: Euro


@dataclass(frozen=True, slots=True)
class Clearing:
    """All debts between payers and providers; a participant's share in its own service is no debt."""

    debts: tuple[Debt, ...]

    def position(self, name: str) -> Euro:
        """What a participant receives less what it pays; all positions together are zero."""
        received = Euro.total(debt.amount for debt in self.debts if debt.provider == name)
        return received - Euro.total(debt.amount for debt in self.debts if debt.payer == name)

    def netted(self) -> tuple[Debt, ...]:
        """One payment for each pair, in the direction of who owes more."""
        owed: dict[tuple[str, str], Euro] = {}
        for debt in self.debts:
            one, other = sorted((debt.payer, debt.provider))
            sign = 1 if debt.payer == one else -1
            owed[one, other] = owed.get((one, other), Euro(0)) + debt.amount * sign
        debts = (
            Debt(one, other, amount) if amount > Euro(0) else Debt(other, one, -amount)
            for (one, other), amount in owed.items()
            if amount
        )
        return tuple(sorted(debts, key=lambda debt: (debt.payer, debt.provider)))


def clear(posts: Iterable[Post], others: Mapping[str, Mapping[str, Euro]] | None = None) -> Clearing:
    """The debts of a year from its posts, added up per payer and provider.

    ``others`` adds amounts per provider and payer that are no post, such as a share in a reserve.
    """
    owed: dict[tuple[str, str], Euro] = {}
    shares = [(post.provider, post.settled) for post in posts]
    for provider, amounts in [*shares, *(others or {}).items()]:
        for payer, amount in amounts.items():
            if payer != provider and amount:
                owed[payer, provider] = owed.get((payer, provider), Euro(0)) + amount
    return Clearing(tuple(Debt(payer, provider, amount) for (payer, provider), amount in owed.items()))
