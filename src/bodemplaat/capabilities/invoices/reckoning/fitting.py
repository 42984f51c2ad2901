"""An earlier coding, made to fit another amount."""

from collections.abc import Sequence
from dataclasses import replace

from bodemplaat.capabilities.invoices.values import Coded
from bodemplaat.kernel import Euro


def fitted(lines: Sequence[Coded], total: Euro) -> tuple[Coded, ...]:
    """The same lines in the same proportion, adding up to ``total`` to the cent; the last one takes what is left.

    One line where the earlier ones came to nothing.
    """
    before = Euro.total(each.amount for each in lines)
    if not before.cents or len(lines) == 1:
        return (replace(lines[0], amount=total),)
    parts, left = [], total.cents
    for each in lines[:-1]:
        share = total.cents * each.amount.cents // before.cents
        left -= share
        parts.append(replace(each, amount=Euro(share)))
    return (*parts, replace(lines[-1], amount=Euro(left)))
