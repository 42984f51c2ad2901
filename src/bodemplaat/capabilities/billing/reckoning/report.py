"""What is due, a run and a bill as reports: the page, the workbook and the paper say the same figures."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from bodemplaat.capabilities.billing.reckoning.lines import USAGE
from bodemplaat.capabilities.billing.reckoning.vat import (
    EXEMPT,
    GENERAL,
    OUTSIDE,
    REDUCED,
    TaxedLine,
    rate_on,
)
from bodemplaat.capabilities.billing.values import BillView, Preview, RunView
from bodemplaat.kernel import Euro, Said, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, KeyFigure, Live, Report, Table

HOW_NAMES: Final[dict[str, Said]] = {
    GENERAL: say("the general rate"),
    REDUCED: say("the reduced rate"),
    EXEMPT: say("exempt"),
    OUTSIDE: say("outside the tax"),
}
SHORT: Final = 60
"""So many lines of a run are shown on the page; of more the page shows the customers, and each bill its own."""


def due_report(seen: Preview, *, cooperation_name: str, language: str) -> Report:
    """What is due by customer, beside what the last run billed and what of the year is left; and what was delivered, by service."""
    rows: list[list[Cell]] = [
        [
            each.name,
            each.total,
            each.last,
            Live(each.difference, "{due}-{last}"),
            each.planned,
            each.billed,
            each.left,
            Euro.total(one.line.amount for one in each.waiting),
        ]
        for each in seen.customers
    ]
    columns = [
        Column("customer", say("Customer")),
        Column("due", say("Due now"), Kind.AMOUNT, total=True),
        Column("last", say("Last run"), Kind.AMOUNT, total=True),
        Column("difference", say("Difference"), Kind.AMOUNT, total=True),
        Column("planned", say("Agreed for the year"), Kind.AMOUNT, total=True),
        Column("billed", say("Billed before"), Kind.AMOUNT, total=True),
        Column("left", say("Left after this"), Kind.AMOUNT, total=True),
        Column("waiting", say("Credit that waits"), Kind.AMOUNT, total=True),
    ]
    if not any(each.waiting for each in seen.customers):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return Report(
        title=say("What is due up to and including {day}", day=seen.until),
        subtitle=cooperation_name,
        figures=(KeyFigure(say("Due, without VAT"), seen.total, formula="{due/due:total}"),),
        parts=(
            Table(
                "due",
                say("By customer"),
                columns,
                rows,
                note=say("Amounts without VAT. What is due is worked out now; nothing of it is kept."),
                total_label=say("Together"),
            ),
            *_delivered(seen, language),
        ),
        day=seen.until,
    )


def _delivered(seen: Preview, language: str) -> Iterator[Table]:
    """What is billed by what was delivered, beside what was planned in the year; nothing where there is none."""
    lines = [(each.name, one.line) for each in seen.customers for one in each.lines if one.line.kind == USAGE]
    if not lines:
        return
    yield Table(
        "delivered",
        say("Due by what was delivered"),
        (
            Column("customer", say("Customer")),
            Column("service", say("Service")),
            Column("count", say("How many ended"), Kind.COUNT, total=True),
            Column("late", say("Of which late"), Kind.COUNT, total=True),
            Column("price", say("Price of one"), Kind.AMOUNT),
            Column("amount", say("Amount"), Kind.AMOUNT, total=True),
            Column("planned", say("Planned in the year"), Kind.AMOUNT, total=True),
        ),
        [
            [
                name,
                f"{line.code} {line.name.in_(language)}",
                line.quantity,
                line.late,
                line.price,
                Live(line.amount, "{count}*{price}"),
                line.whole,
            ]
            for name, line in lines
        ],
        note=say("Late is what ended before the day up to which the last run counted, and was in none."),
        total_label=say("Together"),
    )


def run_report(view: RunView, *, language: str) -> Report:
    """A run: what each customer is billed, and every line with why. Names of services come in ``language``."""
    lines = [(bill, each) for bill in view.bills for each in bill.lines]
    customers: list[list[Cell]] = [
        [
            name,
            Euro.total(bill.total for bill in bills),
            ", ".join(bill.number for bill in bills if bill.number),
        ]
        for name, bills in view.by_customer.items()
    ]
    return Report(
        title=say("Bills up to and including {day}", day=view.row.until),
        subtitle=view.row.cooperation_name,
        lead=say(
            "{bills} {bills:bill|bills} to {customers} {customers:customer|customers}.",
            bills=view.row.bills,
            customers=len(customers),
        ),
        figures=(KeyFigure(say("Together, without VAT"), view.row.total, formula="{lines/amount:total}"),),
        parts=(
            Table(
                "customers",
                say("By customer"),
                (
                    Column("customer", say("Customer")),
                    Column("amount", say("Without VAT"), Kind.AMOUNT, total=True),
                    Column("numbers", say("Invoices")),
                ),
                customers,
                total_label=say("Together"),
                on_screen=False,  # the page has its bills, each with its address
            ),
            _lines(
                [([bill.customer_name], each) for bill, each in lines],
                view.row.until,
                language,
                first=(Column("customer", say("Customer")),),
                on_screen=len(lines) <= SHORT,
            ),
        ),
        day=view.row.until,
    )


def bill_report(view: BillView, *, language: str) -> Report:
    """One bill: each line with its amount, how it is taxed, and why."""
    return Report(
        title=say("Bill up to and including {day}", day=view.until),
        subtitle=say("{provider} to {customer}", provider=view.provider_name, customer=view.customer_name),
        figures=(
            KeyFigure(
                say("Together, without VAT"),
                view.total,
                note=say("invoice {number}", number=view.number) if view.number else "",
                formula="{lines/amount:total}",
            ),
        ),
        parts=(
            _lines(
                [([], each) for each in view.lines],
                view.issued_on or view.until,
                language,
                on_screen=False,  # the page has its lines, each with its address
            ),
        ),
        day=view.issued_on or view.until,
    )


def _lines(
    rows: Iterable[tuple[Sequence[Cell], TaxedLine]],
    day: date,
    language: str,
    *,
    first: Sequence[Column] = (),
    on_screen: bool = True,
) -> Table:
    return Table(
        "lines",
        say("Every line, and why"),
        (
            *first,
            Column("due", say("Day"), Kind.DAY),
            Column("service", say("Service")),
            Column("why", say("Why")),
            Column("vat", say("VAT")),
            Column("amount", say("Without VAT"), Kind.AMOUNT, total=True),
        ),
        [[*before, *_cells(each, day, language)] for before, each in rows],
        total_label=say("Together"),
        on_screen=on_screen,
    )


def _cells(each: TaxedLine, day: date, language: str) -> Iterator[Cell]:
    yield each.line.due
    yield f"{each.line.code} {each.line.name.in_(language)}".strip()
    yield each.line.why(language)
    yield how_told(each.how, each.reason, day)
    yield each.line.amount


def how_told(how: str, reason: str, day: date) -> Said:
    """How a line is taxed, in words: with the rate of a day, or the reason why no VAT is due."""
    if reason:
        return say("{how}: {reason}", how=HOW_NAMES[how], reason=reason)
    return say("{how}, {percent} %", how=HOW_NAMES[how], percent=rate_on(how, day))
