"""What belongs to the account of a year beside its costs: reserves, advances, loan guarantees, the efficiency agreed."""

from datetime import date
from fractions import Fraction

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import Row
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import by_year
from bodemplaat.calculations.mirror import mirror
from bodemplaat.engines.settlement import Advance, Efficiency, Reserve, Surety
from bodemplaat.kernel import Euro, Period, say

ZERO = Euro(0)


class ReserveRow(Row, key=("provider",)):
    """What a provider keeps for bad years."""

    provider = fields.text(say("Provider"), default="")
    balance = fields.amount(say("Balance"), least=ZERO, note=say("At the start of the year"))
    maximum = optional(fields.amount(say("Maximum (€)")))
    maximum_part = optional(fields.ratio(say("Maximum (%)"), note=say("As a part of the actual costs")))
    part = fields.ratio(
        say("Part of the surplus"), default=1, note=say("That goes to the reserve first; 100 % if empty")
    )
    key = fields.text(
        say("Key"),
        default="",
        names_of="keys",
        note=say("Empty: in proportion to what each bears, or else was charged"),
    )


class AdvanceRow(Row, key=("participant",)):
    """What somebody paid in the year."""

    participant = fields.text(say("Participant"), names_of="participants")
    amount = fields.amount(say("Amount"))


class SuretyRow(Row):
    """A loan of the cooperation that the participants guarantee, beside what they bear."""

    name = fields.text(say("Name"))
    amount = fields.amount(
        say("Amount"), least=ZERO, note=say("What is guaranteed: what is left of the loan")
    )
    key = fields.text(say("Key"), names_of="keys")
    on = optional(fields.day(say("As on"), note=say("Empty: the first day of the year")))
    takers = fields.texts(
        say("Guarantors"),
        names_of="participants",
        note=say("Who guarantees it, separated by semicolons; empty: everybody"),
    )


class EfficiencyRow(Row):
    """What was agreed that costs come down to: a part less each year, or explicit targets."""

    base_year = fields.year(say("Base year"))
    base = fields.amount(say("Costs in the base year"))
    yearly = fields.ratio(say("Less each year"), default=0)
    index = fields.ratio(say("Price index a year"), default=0)
    besides = fields.amount(say("Other benefit a year"), default=ZERO, note=say("Outside these costs"))
    targets = by_year(
        say("Efficiency targets"),
        fields.amount(say("Target")),
        note=say("Explicit targets; each holds until the next"),
    )


def reserve_of(row: ReserveRow) -> Reserve:
    """The reserve; its maximum is an amount or a part of the actual costs."""
    if row.maximum is None and row.maximum_part is None:
        row.missing("maximum")
    if row.maximum is not None and row.maximum_part is not None:
        text = say("Give either an amount or a part of the cost, not both.")
        row.error("settlement.two_bounds", "maximum", text)
    maximum = row.maximum or ZERO if row.maximum_part is None else Fraction(row.maximum_part)
    return mirror(Reserve, row, maximum=maximum)


def advance_of(row: AdvanceRow) -> Advance:
    """What was paid."""
    return mirror(Advance, row)


def surety_of(row: SuretyRow, year: int) -> Surety:
    """The loan, guaranteed on a day in the year."""
    start, last = Period.year(year).start, date(year, 12, 31)
    on = row.entry.day("on", start, least=start, most=last)
    return mirror(Surety, row, on=on)


def efficiency_of(row: EfficiencyRow) -> Efficiency:
    """What was agreed; where targets hold from the first year on, a part less each year would change nothing."""
    if row.targets and min(row.targets) <= row.base_year + 1:
        for name in ("yearly", "index"):
            if getattr(row, name):
                row.idle(name, "targets")
    return mirror(Efficiency, row)
