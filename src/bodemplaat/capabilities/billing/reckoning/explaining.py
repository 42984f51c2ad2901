"""Why a line of a bill is its amount: step by step, each table adding up to what stands above it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from bodemplaat.capabilities.agreements.api import Terms
from bodemplaat.capabilities.billing.reckoning.advances import advances
from bodemplaat.capabilities.billing.reckoning.lines import (
    ADVANCE,
    CREDIT,
    SET_OFF,
    START_UP,
    USAGE,
    BillLine,
)
from bodemplaat.capabilities.billing.reckoning.year_report import share_steps
from bodemplaat.capabilities.billing.values import Explained, NamedDelivery
from bodemplaat.engines.credit import Credit
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, KeyFigure, Live, Paragraph, Part, Report, Table

MOST_SHOWN: Final = 100
"""So many deliveries are shown on the page; the workbook has them all."""
TOGETHER: Final = say("Together")
AMOUNT: Final = Column("amount", say("Amount"), Kind.AMOUNT, total=True)


def explanation(seen: Explained, *, language: str) -> Report:
    """Why a line is its amount, down to what was delivered, agreed or signed; names of services in ``language``."""
    line = seen.line
    name = line.name.in_(language)
    return Report(
        title=say("{code} {name}", code=line.code, name=name) if line.code else name,
        subtitle=say("{provider} to {customer}", provider=seen.provider_name, customer=seen.customer_name),
        lead=line.why(language),
        figures=(KeyFigure(say("On the bill, without VAT"), line.amount),),
        parts=tuple(_parts(seen, language)),
        day=seen.until,
    )


def _parts(seen: Explained, language: str) -> Iterator[Part]:
    line = seen.line
    if line.kind == USAGE:
        yield _by_month(line, seen.deliveries)
        yield _each(line, seen.deliveries)
    elif line.kind == SET_OFF:
        rows: list[list[Cell]] = [[each.due, each.amount] for each in seen.billed_before]
        title = say("What was billed in advance")
        yield Table("before", title, (_day(), AMOUNT), rows, total_label=TOGETHER)
    elif line.kind == CREDIT and seen.credit is not None:
        yield _credited(seen.credit)
    elif seen.share is not None:
        yield share_steps(seen.share)
        return
    if seen.terms is not None:
        if line.kind in (ADVANCE, START_UP):
            yield _shares(line, seen.terms)
        if line.code and line.kind != CREDIT:
            yield from _price(line, seen.terms, language)


def _day() -> Column:
    return Column("day", say("Day"), Kind.DAY)


def _by_month(line: BillLine, deliveries: Sequence[NamedDelivery]) -> Table:
    """How many ended in each month, at the price."""
    price = line.price or Euro(0)
    months = Counter(each.ended_on.replace(day=1) for each in deliveries)
    return Table(
        "months",
        say("How many ended in each month"),
        (
            Column("month", say("Month that begins on"), Kind.DAY),
            Column("count", say("How many ended"), Kind.COUNT, total=True),
            Column("price", say("Price of one"), Kind.AMOUNT),
            AMOUNT,
        ),
        [
            [month, count, price, Live(price * count, "{count}*{price}")]
            for month, count in sorted(months.items())
        ],
        total_label=TOGETHER,
    )


def _each(line: BillLine, deliveries: Sequence[NamedDelivery]) -> Table:
    """Every delivery, with its number for who may open it."""
    price = line.price or Euro(0)
    hidden = sum(not each.number for each in deliveries)
    note = say("Of {count} no number is shown: your role does not open them, or they were destroyed.")
    return Table(
        "cases",
        say("Each delivery"),
        (
            Column("number", say("Its number")),
            Column("ended", say("Ended on"), Kind.DAY),
            Column("late", say("Remark")),
            AMOUNT,
        ),
        [
            [
                each.number or "–",
                each.ended_on,
                say("was in no run yet") if line.late and each.ended_on < line.first else "",
                price,
            ]
            for each in deliveries
        ],
        note=note.using(count=hidden) if hidden else "",
        total_label=TOGETHER,
        on_screen=len(deliveries) <= MOST_SHOWN,
    )


def _credited(credit: Credit) -> Table:
    """What the missed norm comes to."""
    short = say("{points} whole {points:point|points} short, {percent} % of {price} for each point")
    rows: list[list[Cell]] = [
        [
            short.using(points=credit.points, percent=credit.rule.percent, price=credit.price),
            -credit.reckoned,
        ],
        [
            say("Above the ceiling of {most} in a year, of which {earlier} was credited already").using(
                most=credit.most, earlier=credit.earlier
            ),
            credit.over,
        ],
    ]
    columns = (Column("what", say("What")), AMOUNT)
    return Table("credit", say("How the credit comes about"), columns, rows, total_label=TOGETHER)


def _shares(line: BillLine, terms: Terms) -> Table:
    """Every moment with its share of this line: together what it comes to in the year."""
    same = [each for each in advances(terms, line.customer) if _of_same(each) == _of_same(line)]
    rows: list[list[Cell]] = [[each.due, Fraction(each.percent or 0) / 100, each.amount] for each in same]
    return Table(
        "moments",
        say("What is billed of it on which day"),
        (_day(), Column("share", say("Share"), Kind.RATIO, decimals=None), AMOUNT),
        rows,
        note=say("The shares come to {whole} together; each is rounded to whole cents.", whole=line.whole),
        total_label=TOGETHER,
        emphasis=frozenset(at for at, each in enumerate(same) if each.source == line.source),
    )


def _of_same(line: BillLine) -> tuple[str, ...]:
    """What names a line of a file whatever its moment: its source without the day."""
    kind, customer, number, _, *rest = line.source.split()
    return (kind, customer, number, *rest)


def _price(line: BillLine, terms: Terms, language: str) -> Iterator[Part]:
    """Where the price and number of a service were agreed."""
    planned = terms.content.lines[line.position - 1] if line.position else terms.line(line.code)
    if planned is None:
        return
    price, unit = terms.unit_price(planned) or Euro(0), line.unit.in_(language)
    values = {
        "number": terms.number,
        "first": terms.since,
        "price": say("{price} per {unit}", price=price, unit=unit) if unit else price,
        "year": str(terms.since.year),
        "reason": planned.reason,
    }
    own = say("Financial file (DFA) {number}, which holds from {first}: {price}, because: {reason}.")
    listed = say(
        "Financial file (DFA) {number}, which holds from {first}: {price}, as the catalogue says for {year}."
    )
    text = listed if planned.price is None else own
    yield Paragraph(text.using(**values), say("Where the price was agreed"))
    yield Table(
        "planned",
        say("What was planned in the year"),
        (
            Column("service", say("Service")),
            Column("volume", say("Planned"), Kind.COUNT),
            Column("price", say("Price of one"), Kind.AMOUNT),
            Column("amount", say("Amount"), Kind.AMOUNT),
        ),
        [[line.name.in_(language), planned.volume, price, Live(terms.amount(planned), "{volume}*{price}")]],
    )
