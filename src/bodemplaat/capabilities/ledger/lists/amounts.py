"""Amounts in a file: read as one reader and not another would, and written back the same."""

from bodemplaat.capabilities.ledger.reckoning.amounts import LARGEST
from bodemplaat.foundation.imports.api import Plan
from bodemplaat.kernel import Euro, Said, say
from bodemplaat.kernel.written import Habit, NotANumber, TwoReadings, Written, read_amount


def cents_of(plan: Plan, number: int, column: Said, text: str, habit: Habit) -> int | None:
    """Cents of what stands in a line; a mistake there and ``None`` for what is no amount, or one to some and another to others."""
    try:
        cents = Euro.of(read_amount(text, habit)).cents
    except TwoReadings as two:
        wrong = say("“{value}” is {whole} to one reader and {part} to another. Write it with two decimals.")
        whole, part = Written(f"{two.whole:f}"), Written(f"{two.part:f}")
        plan.wrong(number, column, wrong, value=text, whole=whole, part=part)
        return None
    except (NotANumber, ValueError):
        plan.wrong(number, column, say("“{value}” is no amount in euros and cents."), value=text)
        return None
    if abs(cents) > LARGEST:
        plan.wrong(number, column, say("“{value}” is no amount in euros and cents."), value=text)
        return None
    return cents


def written_of(cents: int) -> str:
    """Euros and cents with a comma, as a file has them."""
    return str(Euro(cents).decimal).replace(".", ",")
