"""Which credit notes are taken off which invoice, and how much of each: never more than either comes to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

LONGEST_WAIT: Final = timedelta(days=30)
"""So long a credit note waits for an invoice that it names and that never came; after that it is taken off the next payment."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit note of which ``left`` cents are not set off yet, the Dutch day on which it was ``received``, and ``names``: the keys
    of the numbers of the invoices that it names.
    """

    id: UUID
    left: int
    received: date
    names: frozenset[str]

    def waits(self, is_to_be_paid: Mapping[str, bool], on: date) -> bool:
        """Whether it waits for an invoice that it names: one that is to be paid still, or one that did not come yet.

        ``is_to_be_paid`` holds the invoices of its supplier by the key of their number.
        """
        is_new = on - self.received < LONGEST_WAIT
        return any(is_to_be_paid.get(name, is_new) for name in self.names)


def set_off(
    to_pay: int, number_key: str, notes: Sequence[Credit], is_to_be_paid: Mapping[str, bool], on: date
) -> Iterator[tuple[Credit, int]]:
    """What of each credit note is taken off an invoice of ``to_pay`` cents: those that name it first, then what waits for no other."""
    fitting = [each for each in notes if number_key in each.names]
    fitting += [each for each in notes if number_key not in each.names and not each.waits(is_to_be_paid, on)]
    for each in fitting:
        cents = min(to_pay, each.left)
        if cents > 0:
            yield each, cents
            to_pay -= cents
