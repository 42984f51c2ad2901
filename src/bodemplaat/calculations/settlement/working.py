"""The working behind a settlement, with live formulas: what a controller recalculates himself in the workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bodemplaat.engines.settlement import Division, Settlement
from bodemplaat.engines.settlement.branches import Divided
from bodemplaat.engines.settlement.division import Piece
from bodemplaat.engines.settlement.keys import counters
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, Live, Table
from bodemplaat.presentation.rows import Rows

MOST_USES = 40
"""Uses of a service on screen and paper; beyond these the workbook has them."""


def division_table(outcome: Settlement) -> Table:
    """Every cost over every taker: weight, share, the exact part and the cents that were chosen."""
    by_budget = any(outcome.keeps_budget_shares(row) for row in range(len(outcome.arrangement.costs)))
    division = outcome.budget_division if by_budget else outcome.actual_division
    columns = [
        Column("cost", say("Cost")),
        Column("group", say("Group")),
        Column("start", say("From"), Kind.DAY),
        Column("participant", say("Participant")),
        Column("key", say("Key")),
        Column("amount", say("Amount divided"), Kind.AMOUNT),
        Column("weight", say("Weight"), Kind.NUMBER),
        Column("weights", say("All weights"), Kind.NUMBER),
        Column("share", say("Share"), Kind.RATIO, decimals=4),
        Column("exact", say("Calculated"), Kind.NUMBER, decimals=4, unit="€"),
        Column("part", say("To the cent"), Kind.AMOUNT, total=True),
        Column("rounding", say("Rounding, minimum, cap, discount"), Kind.NUMBER, decimals=4, unit="€"),
    ]
    rows = [
        row
        for number, piece in enumerate(division.pieces)
        for row in (
            _branch_rows(division, piece, piece.divided)
            if piece.divided is not None
            else (_row(division, number, piece, name) for name in piece.takers)
        )
    ]
    note = say(
        "The missing cents of a division go to the largest fractions, so the parts add up; ties by name."
    )
    title = say("Working: the division")
    return Table("division", title, columns, rows, note=note, on_screen=False, on_paper=False)


def _row(division: Division, number: int, piece: Piece, name: str) -> list[Cell]:
    weights = piece.stage.basis.weights(piece.stage.moment)
    part = Euro(int(division.by_piece[number, division.names.index(name)]))
    lead: list[Cell] = [
        division.lines[piece.line].name,
        piece.stage.group,
        piece.period.start,
        name,
        piece.key,
    ]
    return _division(lead, piece.cents, weights[name], sum(weights.values(), Fraction(0)), part)


def _branch_rows(division: Division, piece: Piece, whole: Divided) -> Iterator[list[Cell]]:
    """The parts of a key with limits within it, and what the limits of the branches above them change."""
    cost = division.lines[piece.line].name
    for divided in whole.walk():
        branch = divided.branch
        key = branch.key.name if branch.key else branch.name
        for name, by_basis, after in zip(branch.takers, divided.by_basis, divided.after, strict=True):
            lead: list[Cell] = [cost, branch.name, piece.period.start, name, key]
            if not branch.parts:
                weight = Fraction(branch.weights[branch.takers.index(name)])
                yield _division(lead, divided.cents, weight, Fraction(sum(branch.weights)), Euro(after))
            elif after != by_basis:
                change = Euro(after - by_basis)
                yield [*lead, None, None, None, None, None, change, Fraction(change.decimal)]


def _division(lead: list[Cell], cents: int, weight: Fraction, total: Fraction, part: Euro) -> list[Cell]:
    share = weight / total if total else Fraction(0)
    exact = cents * share / 100
    return [
        *lead,
        Euro(cents),
        weight,
        total,
        Live(share, "=IF({weights}=0,0,{weight}/{weights})"),
        Live(exact, "={amount}*{share}"),
        part,
        Live(Fraction(part.decimal) - exact, "={part}-{exact}"),
    ]


@dataclass(frozen=True, slots=True)
class AgreedCount:
    """A count that a key uses as of a reference date, or rounded to a step."""

    key: str
    participant: str
    driver: str
    counted: Fraction
    on: date
    """The day whose count is used."""
    used: Fraction


def agreed_counts(outcome: Settlement) -> list[AgreedCount]:
    """Every such count behind a cost, once, in the order of the costs."""
    counts: dict[AgreedCount, None] = {}
    for piece in outcome.actual_division.pieces:
        moment = piece.stage.moment
        for counter in sorted(counters(piece.stage.basis), key=lambda c: (c.driver, str(c.on))):
            if counter.on is None and counter.step is None:
                continue
            used = counter.weights(moment)
            for name in moment.takers:
                counted, on = counter.counted(name, moment), counter.counted_on(moment.day)
                counts[AgreedCount(piece.key, name, counter.driver, counted, on, used[name])] = None
    return list(counts)


def counts_table(outcome: Settlement) -> Iterator[Table]:
    """Which count is used: its day and its rounding, where a key names these."""
    counts = agreed_counts(outcome)
    if counts:
        yield (
            Rows(counts)
            .column("key", say("Key"), lambda count: count.key)
            .column("driver", say("Driver"), lambda count: count.driver)
            .column("participant", say("Participant"), lambda count: count.participant)
            .column("on", say("Counted on"), lambda count: count.on, Kind.DAY)
            .column("counted", say("Counted"), lambda count: count.counted, Kind.NUMBER)
            .column("used", say("Used in the key"), lambda count: count.used, Kind.NUMBER)
            .table("counts", say("Counts as agreed"))
        )


def guarantees_table(outcome: Settlement) -> Iterator[Table]:
    """What each stands surety for, beside what it bears."""
    if not outcome.guaranteed:
        return
    note = say("No part of a contribution: it is owed only if the cooperation does not pay.")
    yield (
        Rows(outcome.names)
        .column("participant", say("Participant"), str)
        .amounts(
            "g",
            outcome.guaranteed,
            lambda each: each.surety.name,
            lambda name, each: each.amounts.get(name, Euro(0)),
            together=say("Together"),
        )
        .table("guarantees", say("What each guarantees"), note=note, total_label=say("Together"))
    )


def services_table(outcome: Settlement) -> Table:
    """Volume times price for every taker and group, and what remains after the result is shared."""
    planned = not outcome.arrangement.is_recalculation
    uses = Rows((volume, bill.service, bill.on) for bill in outcome.bills for volume in bill.service.volumes)
    few = len(uses.values) <= MOST_USES
    return (
        uses.column("service", say("Service"), lambda use: use[1].name)
        .column("participant", say("Participant"), lambda use: use[0].participant)
        .column("group", say("Group"), lambda use: use[0].group)
        .column(
            "volume",
            say("Volume"),
            lambda use: use[0].planned if planned else use[0].actual or 0,
            Kind.NUMBER,
        )
        .column("unit", say("Unit"), lambda use: use[1].unit)
        .column(
            "price",
            say("Price"),
            lambda use: use[1].price(use[0].group, use[0].on or use[2]),
            Kind.NUMBER,
            "€",
        )
        .summed(
            "amount",
            say("Charged"),
            lambda use: use[1].amount(use[0], use[2], planned=planned),
            "=ROUND({volume}*{price},2)",
        )
        .table("services", say("Services by use"), total_label=say("Together"), on_paper=few, on_screen=few)
    )
