"""Which steps an invoice passes before it is paid."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bodemplaat.engines.approval import Approver, ChainStep
from bodemplaat.kernel import Euro

BUDGET_HOLDER, DIRECTOR, FALLBACK = "budget_holder", "director", "fallback_approver"
"""The named functions that decide; the last where nobody else can."""
SECOND_UNLESS_CHOSEN: Final = Euro.of("25000")
"""From this amount with VAT on a director decides as well, where an organisation chose no other."""


@dataclass(frozen=True, slots=True)
class SecondRule:
    """From which amount a director decides as well, and since when that holds; empty where nobody chose it."""

    amount: Euro = SECOND_UNLESS_CHOSEN
    since: date | None = None


def steps_for(payable: Euro, second: SecondRule) -> tuple[ChainStep, ...]:
    """The steps for an invoice of this amount by the rule that holds, in order."""
    chain = (
        ChainStep("budget_holder", Approver.FUNCTION, BUDGET_HOLDER),
        ChainStep("director", Approver.FUNCTION, DIRECTOR, from_amount=second.amount),
    )
    return tuple(step for step in chain if step.applies(payable))
