"""Which steps an invoice passes before it is paid."""

from typing import Final

from bodemplaat.engines.approval import Approver, ChainStep
from bodemplaat.kernel import Euro

BUDGET_HOLDER, DIRECTOR, FALLBACK = "budget_holder", "director", "fallback_approver"
"""The named functions that decide; the last where nobody else can."""
SECOND_FROM: Final = Euro.of("25000")
"""From this amount with VAT on a director decides as well."""
CHAIN: Final = (
    ChainStep("budget_holder", Approver.FUNCTION, BUDGET_HOLDER),
    ChainStep("director", Approver.FUNCTION, DIRECTOR, from_amount=SECOND_FROM),
)


def steps_for(payable: Euro) -> tuple[ChainStep, ...]:
    """The steps for an invoice of this amount, in order."""
    return tuple(step for step in CHAIN if step.applies(payable))
