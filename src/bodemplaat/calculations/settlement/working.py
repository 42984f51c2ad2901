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
    if not counts:
        return
    columns = [
        Column("key", say("Key")),
        Column("driver", say("Driver")),
        Column("participant", say("Participant")),
        Column("on", say("Counted on"), Kind.DAY),
        Column("counted", say("Counted"), Kind.NUMBER),
        Column("used", say("Used in the key"), Kind.NUMBER),
    ]
    rows: list[list[Cell]] = [[c.key, c.driver, c.participant, c.on, c.counted, c.used] for c in counts]
    yield Table("counts", say("Counts as agreed"), columns, rows)


def guarantees_table(outcome: Settlement) -> Iterator[Table]:
    """What each stands surety for, beside what it bears."""
    if not outcome.guaranteed:
        return
    keys = [f"g{number}" for number in range(len(outcome.guaranteed))]
    columns = [
        Column("participant", say("Participant")),
        *(
            Column(key, each.surety.name, Kind.AMOUNT, total=True)
            for key, each in zip(keys, outcome.guaranteed, strict=True)
        ),
        Column("total", say("Together"), Kind.AMOUNT, total=True),
    ]
    rows: list[list[Cell]] = []
    for name in outcome.names:
        amounts = [each.amounts.get(name, Euro(0)) for each in outcome.guaranteed]
        rows.append([name, *amounts, Live(Euro.total(amounts), f"=SUM({{{keys[0]}}}:{{{keys[-1]}}})")])
    yield Table(
        "guarantees",
        say("What each guarantees"),
        columns,
        rows,
        note=say("No part of a contribution: it is owed only if the cooperation does not pay."),
        total_label=say("Together"),
    )


def services_table(outcome: Settlement) -> Table:
    """Volume times price for every taker and group, and what remains after the result is shared."""
    columns = [
        Column("service", say("Service")),
        Column("participant", say("Participant")),
        Column("group", say("Group")),
        Column("volume", say("Volume"), Kind.NUMBER),
        Column("unit", say("Unit")),
        Column("price", say("Price"), Kind.NUMBER, unit="€"),
        Column("amount", say("Charged"), Kind.AMOUNT, total=True),
    ]
    planned = not outcome.arrangement.is_recalculation
    rows: list[list[Cell]] = []
    for bill in outcome.bills:
        service = bill.service
        for volume in service.volumes:
            units = volume.planned if planned else volume.actual or 0
            amount = service.amount(volume, bill.on, planned=planned)
            price = service.price(volume.group, volume.on or bill.on)
            rows.append(
                [
                    service.name,
                    volume.participant,
                    volume.group,
                    units,
                    service.unit,
                    price,
                    Live(amount, "=ROUND({volume}*{price},2)"),
                ]
            )
    return Table(
        "services",
        say("Services by use"),
        columns,
        rows,
        total_label=say("Together"),
        on_paper=len(rows) <= 40,
        on_screen=len(rows) <= 40,
    )
