"""The working behind a settlement, with live formulas: what controllers recalculate themselves in the workbook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bodemplaat.calculations.cents import in_cents
from bodemplaat.engines.settlement import Division, Settlement
from bodemplaat.engines.settlement.branches import Divided
from bodemplaat.engines.settlement.division import Piece
from bodemplaat.engines.settlement.keys import counters
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, Live, Table, plain
from bodemplaat.presentation.rows import Rows

MOST_USES = 40
"""Uses of a service on screen and paper; beyond these the workbook has them."""


@dataclass(frozen=True, slots=True)
class Working:
    """Every cost over every taker, a row each, and where in it one finds what somebody bears of a cost.

    ``at`` are the rows of a cost (by its number) and a name; ``constant`` the costs whose parts to the cent are values,
    since limits, or parts of a year, decide them too.
    """

    rows: Sequence[Sequence[Cell]]
    at: Mapping[tuple[int, str], Sequence[int]]
    constant: frozenset[int]
    is_settled: bool
    """Whether it divides what is settled; else the budget, whose shares what is settled follows."""

    def borne(self, cost: int, name: str, amount: Euro) -> Cell:
        """What somebody bears of a cost: the sum of its rows, where these are all there is to it."""
        rows = self.at.get((cost, name), ())
        parts = (plain(self.rows[row][PART]) for row in rows)
        whole = Euro.total(part for part in parts if isinstance(part, Euro))
        if not self.is_settled or whole != amount or len(rows) > MOST_PARTS:
            return amount
        return Live(amount, "=" + ("+".join(f"{{division/part@{row}}}" for row in rows) or "0"))


MOST_ROWS = 20_000
"""Beyond these the workbook would take longer to recalculate than anyone waits; its parts are values then."""
MOST_PARTS = 100
"""Rows of which one cell is the sum."""


def working(outcome: Settlement) -> Working:
    """The division of every cost, piece by piece."""
    by_budget = any(outcome.keeps_budget_shares(row) for row in range(len(outcome.arrangement.costs)))
    division = outcome.budget_division if by_budget else outcome.actual_division
    size = sum(len(piece.takers) for piece in division.pieces)
    rows: list[list[Cell]] = []
    at: dict[tuple[int, str], list[int]] = {}
    constant: set[int] = set()
    for number, piece in enumerate(division.pieces):
        if piece.divided is not None:
            made = list(_branch_rows(division, piece, piece.divided))
            constant.add(piece.line)
        else:
            is_live = size <= MOST_ROWS and piece.limits is None and _is_once(division, piece)
            constant |= set() if is_live else {piece.line}
            made = _rows(division, number, piece, first=len(rows), is_live=is_live)
        for row in made:
            at.setdefault((piece.line, str(row[NAME])), []).append(len(rows))
            rows.append(row)
    return Working(rows, at, frozenset(constant), not by_budget)


def _is_once(division: Division, piece: Piece) -> bool:
    """Whether none of its takers stands in another piece of the same cost, whose cents it would have to know."""
    others = [other for other in division.pieces if other.line == piece.line and other is not piece]
    return not any({*piece.takers} & {*other.takers} for other in others)


NAME, PART = 3, 12
"""The columns of the name and of the part to the cent."""


def division_table(made: Working) -> Table:
    """Every cost over every taker: weight, share, the exact part and the cents that were chosen."""
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
        Column("down", say("Whole cents, down"), Kind.COUNT),
        Column("rest", say("Left over"), Kind.NUMBER),
        Column("part", say("To the cent"), Kind.AMOUNT, total=True),
        Column("rounding", say("Rounding, minimum, cap, discount"), Kind.NUMBER, decimals=4, unit="€"),
    ]
    note = say(
        "The missing cents of a division go to the largest fractions, so the parts add up; ties by name."
    )
    title = say("Working: the division")
    return Table("division", title, columns, made.rows, note=note, on_screen=False, on_paper=False)


def _rows(division: Division, number: int, piece: Piece, *, first: int, is_live: bool) -> list[list[Cell]]:
    """The rows of a piece: live to the cent, or with the parts as values."""
    weights = piece.stage.basis.weights(piece.stage.moment)
    amount, own = Euro(piece.cents), [weights[name] for name in piece.takers]
    cents = in_cents(amount, own, first, "amount") if is_live else [None] * len(own)
    every = f"=SUM({{weight:{first}-{first + len(own) - 1}}})"
    rows: list[list[Cell]] = []
    for name, weight, one in zip(piece.takers, own, cents, strict=True):
        part = Euro(int(division.by_piece[number, division.names.index(name)]))
        line, start = division.lines[piece.line].name, piece.period.start
        row = _division(
            [line, piece.stage.group, start, name, piece.key],
            piece.cents,
            weight,
            sum(own, Fraction(0)),
            part,
        )
        if one is not None:
            row[5] = Live(amount, f"={{amount@{first}}}") if rows else amount
            row[7] = Live(sum(own, Fraction(0)), every)
            row[10:13] = [one.down, one.rest, Live(part, one.part)]
        rows.append(row)
    return rows


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
                yield [*lead, *[None] * 7, change, Fraction(change.decimal)]


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
        None,
        None,
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
