"""The working behind a settlement, with live formulas: what a controller recalculates himself in the workbook."""

from fractions import Fraction

from bodemplaat.engines.settlement import Division, Settlement
from bodemplaat.engines.settlement.division import Piece
from bodemplaat.kernel import Euro, say
from bodemplaat.surfaces.cli.models.report import Cell, Column, Live, Table
from bodemplaat.surfaces.cli.models.sheets import Kind
from bodemplaat.surfaces.cli.models.words import Words


def division_table(outcome: Settlement, words: Words) -> Table:
    """Every cost over every taker: weight, share, the exact part and the cents that were chosen."""
    by_budget = any(outcome.keeps_budget_shares(row) for row in range(len(outcome.arrangement.costs)))
    division = outcome.budget_division if by_budget else outcome.actual_division
    columns = [
        Column("cost", words(say("Cost"))),
        Column("group", words(say("Group"))),
        Column("start", words(say("From")), Kind.DAY),
        Column("participant", words(say("Participant"))),
        Column("key", words(say("Key"))),
        Column("amount", words(say("Amount divided")), Kind.AMOUNT),
        Column("weight", words(say("Weight")), Kind.NUMBER),
        Column("weights", words(say("All weights")), Kind.NUMBER),
        Column("share", words(say("Share")), Kind.RATIO, decimals=4),
        Column("exact", words(say("Calculated")), Kind.NUMBER, decimals=4, unit="€"),
        Column("part", words(say("To the cent")), Kind.AMOUNT, total=True),
        Column("rounding", words(say("Rounding, minimum, cap, discount")), Kind.NUMBER, decimals=4, unit="€"),
    ]
    rows = [
        _row(division, number, piece, name)
        for number, piece in enumerate(division.pieces)
        for name in piece.takers
    ]
    note = words(
        say("The missing cents of a division go to the largest fractions, so the parts add up; ties by name.")
    )
    title = words(say("Working: the division"))
    return Table("division", title, columns, rows, note=note, on_screen=False, on_paper=False)


def _row(division: Division, number: int, piece: Piece, name: str) -> list[Cell]:
    weights = piece.stage.basis.weights(piece.stage.moment)
    weight, total = weights[name], sum(weights.values(), Fraction(0))
    share = weight / total if total else Fraction(0)
    exact = piece.cents * share / 100
    part = Euro(int(division.by_piece[number, division.names.index(name)]))
    return [
        division.lines[piece.line].name,
        piece.stage.group,
        piece.period.start,
        name,
        piece.key,
        Euro(piece.cents),
        weight,
        total,
        Live(share, "=IF({weights}=0,0,{weight}/{weights})"),
        Live(exact, "={amount}*{share}"),
        part,
        Live(Fraction(part.decimal) - exact, "={part}-{exact}"),
    ]


def services_table(outcome: Settlement, words: Words) -> Table:
    """Volume times price for every taker and group, and what remains after the result is shared."""
    columns = [
        Column("service", words(say("Service"))),
        Column("participant", words(say("Participant"))),
        Column("group", words(say("Group"))),
        Column("volume", words(say("Volume")), Kind.NUMBER),
        Column("unit", words(say("Unit"))),
        Column("price", words(say("Price")), Kind.NUMBER, unit="€"),
        Column("amount", words(say("Charged")), Kind.AMOUNT, total=True),
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
        words(say("Services by use")),
        columns,
        rows,
        total_label=words(say("Together")),
        on_paper=len(rows) <= 40,
        on_screen=len(rows) <= 40,
    )
