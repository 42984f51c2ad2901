"""What was paid by the last day of the law's term, told as a report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.reckoning.in_time import (
    CostOfLate,
    InTime,
    MonthInTime,
    Promised,
    UnitInTime,
    WaitedFor,
)
from bodemplaat.capabilities.invoices.vocabulary import ReminderLevel
from bodemplaat.kernel import Euro, Said, say
from bodemplaat.presentation import notation
from bodemplaat.presentation.charts import columns_over_time
from bodemplaat.presentation.charts.upright import Bar
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, KeyFigure, Live, Part, Picture, Remark, Report, Table
from bodemplaat.presentation.values import Month, Percent

HOW: Final = (
    say(
        "An invoice counts in the month in which its term by the law ends (30 days after it came in, BW 6:119b): a dispute, or"
        " waiting for a budget holder, does not make it longer. It is paid on the day that the bank statement says; on the"
        " account of the supplier it is at most one bank day later."
    ),
    say(
        "Waiting is what the clock of the service stood still for, over the invoices that were paid in the period. It stops"
        " while a budget holder decides and while an invoice is disputed; the law does not."
    ),
    say(
        "Owed by the law: commercial interest from the day after the term and € 40 for each invoice (BW 6:119b, 6:120, 6:96), also"
        " where the supplier did not ask for it. What was paid of it is not known here, and nothing is owed over what the supplier"
        " was wrong about. Avoided: what each invoice that was paid in time would have cost at least, a day later."
    ),
)


_LEVELS: Final[Mapping[ReminderLevel, Said]] = {
    ReminderLevel.QUESTION: say("Questions"),
    ReminderLevel.REMINDER: say("Reminders"),
    ReminderLevel.DEMAND: say("Demands for payment"),
    ReminderLevel.COLLECTION: say("Default or collection"),
}


def report_in_time(seen: InTime, *, name: str, period_name: str, language: str) -> Report:
    """The report on ``name``: a customer, or all of a provider side by side."""
    return Report(
        title=say("Invoices paid in time"),
        subtitle=say("{name}, {period}", name=name, period=period_name),
        lead=_lead(seen),
        figures=tuple(_figures(seen)),
        parts=tuple(_parts(seen, language)),
        remarks=tuple(Remark("note", "", text, "") for text in HOW),
        recalculates=(
            say("Shares and sums are formulas; all other figures are values, as they were counted."),
        ),
        day=seen.today,
    )


def _lead(seen: InTime) -> Said:
    if not seen.due:
        return say("Of no invoice the term ended in this period.")
    text = say("{inside} of {due} {due:invoice was|invoices were} paid within the term of the law, {share}.")
    return text.using(inside=seen.inside, due=seen.due, share=Percent(Fraction(seen.inside, seen.due)))


def _figures(seen: InTime) -> Iterator[KeyFigure]:
    goals = {each.goal for each in seen.promised.values()}
    if seen.due:
        goal = goals.pop() if len(goals) == 1 else None
        note = say("of {due} that were paid or whose term is over", due=seen.due)
        if goal is not None:
            note = say(
                "of {due} that were paid or whose term is over; promised {goal}",
                due=seen.due,
                goal=Percent(goal, decimals=0),
            )
        beside = () if goal is None else (goal,)
        share = Fraction(seen.inside, seen.due)
        yield KeyFigure(say("Paid in time"), share, Kind.RATIO, note, decimals=1, beside=beside)
    unpaid = sum(each.unpaid for each in seen.months)
    yield KeyFigure(say("Not paid yet"), unpaid, Kind.COUNT, say("while their term is over"))
    owed = Euro.total(each.interest + each.costs for each in seen.costs)
    yield KeyFigure(say("Owed for paying late"), owed, Kind.AMOUNT, say("interest and costs by the law"))
    avoided = Euro.total(each.avoided for each in seen.costs)
    yield KeyFigure(say("Avoided by paying in time"), avoided, Kind.AMOUNT, say("at least, at one day late"))
    reminders = sum(each.count for each in seen.reminders.values())
    if reminders:
        yield KeyFigure(
            say("Asked for by suppliers"),
            reminders,
            Kind.COUNT,
            say("reminders by e-mail, letter or telephone"),
        )
    claimed = Euro.total(each.claimed for each in seen.reminders.values())
    if claimed:
        yield KeyFigure(
            say("Claimed by suppliers"), claimed, Kind.AMOUNT, say("interest and costs, as they ask for them")
        )
    missed = sum(each.missed for each in seen.costs)
    saved = Euro.total(each.saved for each in seen.costs)
    if saved or missed:
        note = say("by discounts; {missed} {missed:was|were} missed", missed=missed)
        yield KeyFigure(say("Saved by paying early"), saved, Kind.AMOUNT, note)


def _parts(seen: InTime, language: str) -> Iterator[Part]:
    if seen.months:
        yield _customers(seen)
        yield _picture(seen, language)
        yield _months(seen)
    if seen.waiting:
        yield _waiting(seen.waiting)
    if seen.units:
        yield _units(seen.units)
    if seen.costs:
        yield _costs(seen.costs)
    if seen.reminders:
        yield _reminders(seen)
    offered = [each for each in seen.costs if each.saved or each.missed]
    if offered:
        yield _discounts(offered)


def _customers(seen: InTime) -> Table:
    goals = tuple(each.goal for each in seen.promised.values() if each.goal is not None)
    by_customer: dict[UUID, list[MonthInTime]] = defaultdict(list)
    for each in seen.months:
        by_customer[each.customer].append(each)
    rows = []
    for whose, months in by_customer.items():
        due, inside = sum(each.due for each in months), sum(each.inside for each in months)
        promised = seen.promised.get(whose, Promised(None, None))
        late, unpaid = sum(each.late for each in months), sum(each.unpaid for each in months)
        rows.append(
            (
                months[0].customer_name,
                due,
                inside,
                late,
                unpaid,
                seen.reminders[whose].count if whose in seen.reminders else 0,
                Live(Fraction(inside, due), "{inside}/{due}"),
                promised.goal,
                promised.share,
            )
        )
    columns = (
        Column("customer", say("Customer")),
        Column("due", say("Counted"), Kind.COUNT, total=len(rows) > 1),
        Column("inside", say("Paid in time"), Kind.COUNT, total=len(rows) > 1),
        Column("late", say("Paid late"), Kind.COUNT, total=len(rows) > 1),
        Column("unpaid", say("Not paid yet"), Kind.COUNT, total=len(rows) > 1),
        Column("reminders", say("Asked for by suppliers"), Kind.COUNT, total=len(rows) > 1),
        Column("share", say("Part in time"), Kind.RATIO, decimals=1, beside=goals),
        Column("goal", say("Norm of the service"), Kind.RATIO, decimals=0),
        Column("clock", say("Part by the clock of the service"), Kind.RATIO, decimals=1, beside=goals),
    )
    return Table("customers", say("By customer"), columns, rows, total_label=say("Together"))


def _months(seen: InTime) -> Table:
    columns = (
        Column("customer", say("Customer")),
        Column("month", say("Month")),
        Column("due", say("Counted"), Kind.COUNT),
        Column("inside", say("Paid in time"), Kind.COUNT),
        Column("late", say("Paid late"), Kind.COUNT),
        Column("unpaid", say("Not paid yet"), Kind.COUNT),
        Column("share", say("Part in time"), Kind.RATIO, decimals=1),
    )
    rows = [
        (
            each.customer_name,
            Month(each.month.month, each.month.year),
            each.due,
            each.inside,
            each.late,
            each.unpaid,
            Live(Fraction(each.inside, each.due), "{inside}/{due}"),
        )
        for each in seen.months
    ]
    return Table("months", say("By month"), columns, rows)


def _picture(seen: InTime, language: str) -> Picture:
    counts: dict[date, tuple[int, int]] = {}
    for each in seen.months:
        due, inside = counts.get(each.month, (0, 0))
        counts[each.month] = due + each.due, inside + each.inside
    months = sorted(counts)
    some_late = any(inside < due for due, inside in counts.values())
    bars = [
        bar
        for place, month in enumerate(months)
        for bar in (Bar(place, 0, counts[month][1]), Bar(place, 1, counts[month][0] - counts[month][1]))[
            : 1 + some_late
        ]
    ]
    worst = min(months, key=lambda month: (Fraction(counts[month][1], counts[month][0]), month))
    due, inside = counts[worst]
    text = say("The lowest month was {worst}, with {share} paid in time.")
    return Picture(
        say("Paid in time and not, by the month in which the term ended"),
        text.using(worst=Month(worst.month, worst.year), share=Percent(Fraction(inside, due))),
        columns_over_time(
            bars,
            places=[
                f"{notation.short_month(month.month, language)}\n{month.year}"
                if not place or month.month == 1
                else notation.short_month(month.month, language)
                for place, month in enumerate(months)
            ],
            names=[say("in time"), say("too late")][: 1 + some_late],
            totals=[notation.number(counts[month][0], language) for month in months],
        ),
    )


def _waiting(rows: Sequence[WaitedFor]) -> Table:
    columns = (
        Column("customer", say("Customer")),
        Column("cause", say("Waited for")),
        Column("invoices", say("Invoices"), Kind.COUNT),
        Column("hours", say("Together"), Kind.NUMBER, unit=say("hours"), decimals=1),
        Column("mean", say("On average"), Kind.NUMBER, unit=say("hours"), decimals=1),
    )
    cells = [
        (each.customer_name, each.cause, each.invoices, each.hours, each.hours / each.invoices)
        for each in rows
        if each.invoices
    ]
    return Table("waiting", say("What was waited for"), columns, cells)


def _units(rows: Sequence[UnitInTime]) -> Table:
    columns = (
        Column("customer", say("Customer")),
        Column("unit", say("Budget holder of")),
        Column("decided", say("Decided"), Kind.COUNT),
        Column("median", say("Half within"), Kind.NUMBER, unit=say("days"), decimals=1),
        Column("longest", say("Longest"), Kind.NUMBER, unit=say("days"), decimals=1),
        Column("waiting", say("Waits now"), Kind.COUNT),
    )
    cells = [
        (
            each.customer_name,
            each.unit_name,
            len(each.days),
            median(each.days) if each.days else None,
            max(each.days, default=None),
            each.waiting,
        )
        for each in rows
    ]
    return Table("units", say("How long budget holders took"), columns, cells)


def _costs(rows: Sequence[CostOfLate]) -> Table:
    several = len(rows) > 1
    columns = (
        Column("customer", say("Customer")),
        Column("late", say("Too late"), Kind.COUNT, total=several),
        Column("interest", say("Interest owed"), Kind.AMOUNT, total=several),
        Column("costs", say("Costs owed"), Kind.AMOUNT, total=several),
        Column("avoided", say("At least avoided"), Kind.AMOUNT, total=several),
        Column("unknown", say("Interest not known yet"), Kind.COUNT, total=several),
    )
    cells = [
        (each.customer_name, each.late, each.interest, each.costs, each.avoided, each.unknown)
        for each in rows
    ]
    return Table(
        "costs", say("What paying late costs by the law"), columns, cells, total_label=say("Together")
    )


def _reminders(seen: InTime) -> Table:
    several = len(seen.reminders) > 1
    columns = (
        Column("customer", say("Customer")),
        *(Column(level.value, words, Kind.COUNT, total=several) for level, words in _LEVELS.items()),
        Column("claimed", say("Claimed beside the invoice"), Kind.AMOUNT, total=several),
    )
    cells: list[tuple[Cell, ...]] = [
        (seen.names.get(whose, ""), *(each.by_level.get(level, 0) for level in _LEVELS), each.claimed)
        for whose, each in sorted(seen.reminders.items(), key=lambda each: seen.names.get(each[0], ""))
    ]
    return Table("reminders", say("What suppliers asked"), columns, cells, total_label=say("Together"))


def _discounts(rows: Sequence[CostOfLate]) -> Table:
    several = len(rows) > 1
    columns = (
        Column("customer", say("Customer")),
        Column("saved", say("Saved"), Kind.AMOUNT, total=several),
        Column("missed", say("Missed"), Kind.COUNT, total=several),
    )
    cells = [(each.customer_name, each.saved, each.missed) for each in rows]
    return Table("discounts", say("Discounts for paying early"), columns, cells, total_label=say("Together"))
