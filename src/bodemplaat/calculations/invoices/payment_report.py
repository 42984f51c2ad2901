"""What is told of paying: the last day and how it came about, and what was owed for paying later, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bodemplaat.calculations.invoices.payment import Payment
from bodemplaat.kernel import Certainty, Euro, Said, say
from bodemplaat.presentation.certainties import CERTAINTIES
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, KeyFigure, Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import joined

_STEPS: Final = (say("Counted from"), say("How long"), say("End on a free day"))


def payment_figures(payment: Payment) -> list[KeyFigure]:
    """The last day, and what is owed if it was paid after it."""
    figures = [KeyFigure(say("Pay by"), payment.term.last, Kind.DAY)]
    if payment.late:
        figures.append(KeyFigure(say("Owed for paying late"), payment.late.total))
    return figures


def payment_tables(payment: Payment | None) -> list[Table]:
    """The term step by step, and the lines of what is owed."""
    if payment is None:
        rows = Rows([say("Nothing is to be paid here, so no term runs.")]).column("what", "", lambda it: it)
        return [rows.table("payment_term", say("Until when to pay"))]
    return [_term(payment), *_owed(payment)]


def _term(payment: Payment) -> Table:
    facts: list[tuple[str, Cell]] = [(say("Pay by"), payment.term.last)]
    facts += zip(_STEPS, payment.term.steps, strict=False)
    facts.append((say("Law"), _sourced(payment.law.read.source, payment.law.read.certainty)))
    if payment.paid:
        facts += [(say("Paid on"), payment.paid), (say("Paid in time"), how_late(payment))]
    if payment.no_rate:
        text = say("not worked out: the table has no rate yet for the half year from {day}")
        facts.append((say("Interest"), text.using(day=payment.no_rate)))
    if payment.is_foreign:
        facts.append(
            (say("Interest"), say("not worked out, since the amount is not in euros and whole cents"))
        )
    if payment.costs and not payment.late:
        facts.append((say("Fixed costs of collection"), payment.costs.amount))
    rows = Rows(facts).column("what", "", lambda it: it[0]).column("value", "", lambda it: it[1])
    return rows.table("payment_term", say("Until when to pay"))


def how_late(payment: Payment) -> Said:
    """In time, or so many days late."""
    days = payment.days_late
    return say("no, {days} {days:day|days} late", days=days) if days else say("yes")


@dataclass(frozen=True, slots=True)
class _Line:
    what: str
    amount: Euro
    first: date | None = None
    last: date | None = None
    days: int | None = None
    over: Euro | None = None
    percent: Decimal | None = None


def _owed(payment: Payment) -> list[Table]:
    late = payment.late
    if late is None:
        return []
    lines = [
        _Line(
            say("Interest"),
            each.amount,
            each.first,
            each.last,
            each.days,
            each.over,
            each.percent / 100,
        )
        for each in late.stretches
    ]
    lines.append(_Line(say("Fixed costs of collection"), late.costs))
    rows = (
        Rows(lines)
        .column("what", say("What"), lambda it: it.what)
        .column("first", say("From"), lambda it: it.first, Kind.DAY)
        .column("last", say("Up to and including"), lambda it: it.last, Kind.DAY)
        .column("days", say("Days"), lambda it: it.days, Kind.COUNT)
        .amount("over", say("Over which"), lambda it: it.over)
        .column("percent", say("A year"), lambda it: it.percent, Kind.RATIO, decimals=2)
        .summed("amount", say("Amount"), lambda it: it.amount)
    )
    sources = dict.fromkeys(_sources(payment))
    note = say(
        "Interest runs up to and including the day on which the supplier's account is credited; a day is one part in the "
        "days of its calendar year, which is our choice. {sources}.",
        sources=joined(sources, "; "),
    )
    return [rows.table("late", say("Owed for paying late"), note=note, total_label=say("Together"))]


def _sources(payment: Payment) -> Iterable[Said]:
    for rate in payment.rates:
        yield _sourced(rate.source, rate.certainty)
    if payment.costs:
        yield _sourced(payment.costs.read.source, payment.costs.read.certainty)


def _sourced(source: Said, certainty: Certainty) -> Said:
    return say("{source} ({certainty})", source=source, certainty=CERTAINTIES[certainty])
