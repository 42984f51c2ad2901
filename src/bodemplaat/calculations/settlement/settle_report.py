"""A settled year as tables and pictures: the whole first, then who, then what, then the working a controller checks."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bodemplaat.calculations.settlement.file import Cooperation
from bodemplaat.calculations.settlement.working import (
    counts_table,
    division_table,
    guarantees_table,
    services_table,
)
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.settlement import Figures, Settlement, clear
from bodemplaat.kernel import Euro, Rounding, say
from bodemplaat.presentation.charts import stacked_bars
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import (
    Cell,
    Column,
    KeyFigure,
    Live,
    Part,
    Picture,
    Report,
    Table,
)
from bodemplaat.presentation.values import joined

MOST_COLUMNS = 6
MOST_PARTS = 6
ZERO = Euro(0)


def report(cooperation: Cooperation, outcome: Settlement, asked: Asked) -> Report:
    """The whole answer."""
    return Report(
        title=cooperation.title,
        subtitle=_subtitle(outcome),
        lead=_lead(outcome),
        figures=tuple(_figures(outcome)),
        parts=tuple(_parts(cooperation, outcome)),
        warnings=tuple(_warnings(outcome)),
        day=asked.day,
    )


def _subtitle(outcome: Settlement) -> str:
    year = str(outcome.arrangement.year.start.year)
    if outcome.arrangement.is_recalculation:
        return say("Settlement of {year}", year=year)
    return say("Contributions budgeted for {year}", year=year)


def _lead(outcome: Settlement) -> str:
    received = outcome.total < ZERO
    most = _extreme(outcome, largest=not received)
    values: dict[str, object] = {
        "total": abs(outcome.total),
        "count": len(outcome.names),
        "most": most,
        "amount": abs(outcome.totals[most]),
    }
    text = (
        say(
            "The {count} {count:participant receives|participants receive} {total} together; {most} receives most: {amount}."
        )
        if received
        else say(
            "The {count} {count:participant bears|participants bear} {total} together; {most} bears most: {amount}."
        )
    )
    if not any(outcome.totals.values()):
        text = say("The {count} {count:participant bears|participants bear} nothing together.")
    lead = text.using(**values)
    budget = Euro.total(outcome.budget(name) for name in outcome.names)
    if outcome.arrangement.is_recalculation and budget != outcome.total:
        less = outcome.total < budget
        text = (
            say("That is {amount} less than budgeted.")
            if less
            else say("That is {amount} more than budgeted.")
        )
        lead = joined((lead, text.using(amount=abs(outcome.total - budget))), " ")
    return lead


def _extreme(outcome: Settlement, *, largest: bool) -> str:
    """Who has the largest (or smallest) total; of two alike the last by name."""
    pick = max if largest else min
    return pick(outcome.names, key=lambda name: (outcome.totals[name], name))


def _figures(outcome: Settlement) -> Iterator[KeyFigure]:
    budget = Euro.total(outcome.budget(name) for name in outcome.names)
    yield KeyFigure(say("Borne by all together"), outcome.total)
    if outcome.arrangement.is_recalculation:
        yield KeyFigure(say("Budgeted"), budget)
        result = Euro.total(result.amount for result in outcome.results)
        label = say("Surplus") if result >= ZERO else say("Deficit")
        yield KeyFigure(label, abs(result))
    moved = Euro.total(result.movement for result in outcome.results)
    if moved:
        label = say("Added to reserves") if moved > ZERO else say("Drawn from reserves")
        yield KeyFigure(label, abs(moved))


def _warnings(outcome: Settlement) -> Iterator[str]:
    arrangement = outcome.arrangement
    if not arrangement.is_recalculation:
        return
    open_costs = [line.name for line in arrangement.costs if line.actual is None]
    open_costs += [
        service.name
        for service in arrangement.services
        if service.budget is not None and service.actual is None
    ]
    if open_costs:
        text = say("No actual amount is known yet for: {names}. The budget stands in, or what was charged.")
        yield text.using(names=", ".join(open_costs))


def _parts(cooperation: Cooperation, outcome: Settlement) -> Iterator[Part]:
    yield _participants(cooperation, outcome)
    picture = _picture(outcome)
    if picture is not None:
        yield picture
    yield _matrix(outcome)
    yield from _results(outcome)
    yield from _debts(outcome)
    yield from _efficiency(outcome)
    yield from _instalments(outcome)
    yield from guarantees_table(outcome)
    yield from counts_table(outcome)
    if outcome.bills:
        yield services_table(outcome)
    if outcome.arrangement.costs:
        yield division_table(outcome)


def _participants(cooperation: Cooperation, outcome: Settlement) -> Table:
    columns = [Column("participant", say("Participant"))]
    extra = _extra_columns(outcome)
    after = outcome.arrangement.is_recalculation
    if after:
        columns.append(Column("budget", say("Budgeted"), Kind.AMOUNT, total=True))
    columns += [Column(key, title, Kind.AMOUNT, total=True) for key, title, _ in extra]
    columns.append(Column("total", say("Borne") if after else say("Contribution"), Kind.AMOUNT, total=True))
    if after:
        columns += [
            Column("difference", say("Difference with budget"), Kind.AMOUNT, total=True),
            Column("billed", say("Billed"), Kind.AMOUNT, total=True),
            Column("balance", say("Still to pay"), Kind.AMOUNT, total=True),
        ]
    columns.append(Column("share", say("Share"), Kind.RATIO))
    heads = _heads(cooperation)
    if heads:
        columns.append(Column("head", say("Per head of {driver}", driver=cooperation.heads), Kind.AMOUNT))
    rows = [_participant_row(outcome, name, extra, heads) for name in outcome.names]
    note = say("Still to pay: negative means to receive back.") if after else ""
    return Table(
        "participants",
        say("Per participant"),
        columns,
        rows,
        note=note,
        total_label=say("Together"),
    )


def _extra_columns(outcome: Settlement) -> list[tuple[str, str, dict[str, Euro]]]:
    columns: list[tuple[str, str, dict[str, Euro]]] = []
    start_up = {name: outcome.start_up(name) for name in outcome.names}
    reserve = {name: outcome.reserve_share(name) for name in outcome.names}
    if any(start_up.values()):
        columns.append(("start_up", say("Of which start-up"), start_up))
    if any(reserve.values()):
        columns.append(("reserve", say("Of which to reserves"), reserve))
    return columns


def _participant_row(
    outcome: Settlement,
    name: str,
    extra: Sequence[tuple[str, str, dict[str, Euro]]],
    heads: dict[str, Fraction],
) -> list[Cell]:
    total = outcome.totals[name]
    after = outcome.arrangement.is_recalculation
    row: list[Cell] = [
        name,
        *([outcome.budget(name)] if after else []),
        *(part[name] for _, _, part in extra),
        total,
    ]
    if after:
        row += [
            Live(total - outcome.budget(name), "={total}-{budget}"),
            outcome.billed(name),
            Live(outcome.balance(name), "={total}-{billed}"),
        ]
    whole = outcome.total
    share = Fraction(total.cents, whole.cents) if whole else None
    row.append(Live(share, '=IF({total:total}=0,"",{total}/{total:total})'))
    if heads:
        row.append(total.times(1 / heads[name], Rounding.HALF_UP) if heads.get(name) else None)
    return row


def _heads(cooperation: Cooperation) -> dict[str, Fraction]:
    if not cooperation.heads:
        return {}
    arrangement = cooperation.arrangement
    book = Figures(arrangement.figures)
    heads = {
        participant.name: book.on(arrangement.year.start, cooperation.heads, participant.name)
        for participant in arrangement.participants
    }
    return {name: Fraction(figure.value) for name, figure in heads.items() if figure is not None}


def _matrix(outcome: Settlement) -> Table:
    """Costs down and participants across, or turned where that is narrower; a wide one is kept to the workbook."""
    by_provider = len({post.provider for post in outcome.posts}) > 1
    turned = len(outcome.names) > MOST_COLUMNS >= len(outcome.posts)
    if turned:
        lead, across = [say("Participant")], [post.name for post in outcome.posts]
        lines = [([name], [post.settled[name] for post in outcome.posts]) for name in outcome.names]
    else:
        lead = [say("Cost or service"), *([say("Provider")] if by_provider else [])]
        across = list(outcome.names)
        lines = [
            (
                [post.name, *([post.provider] if by_provider else [])],
                [post.settled[name] for name in outcome.names],
            )
            for post in outcome.posts
        ]
    keys = [f"p{number}" for number in range(len(across))]
    sums = f"=SUM({{{keys[0]}}}:{{{keys[-1]}}})"
    columns = [
        *(Column(f"lead{number}", title) for number, title in enumerate(lead)),
        *(Column(key, name, Kind.AMOUNT, total=True) for key, name in zip(keys, across, strict=True)),
        Column("total", say("Together"), Kind.AMOUNT, total=True),
    ]
    rows: list[list[Cell]] = [[*names, *amounts, Live(Euro.total(amounts), sums)] for names, amounts in lines]
    fits = len(columns) <= MOST_COLUMNS + 3
    title = say("Who bears what")
    return Table("matrix", title, columns, rows, total_label=say("Together"), on_paper=fits, on_screen=fits)


def _picture(outcome: Settlement) -> Picture | None:
    if len(outcome.names) > 3 * MOST_PARTS or outcome.total <= ZERO:
        return None
    by_size = sorted(outcome.posts, key=lambda post: -abs(Euro.total(post.settled.values()).cents))
    named, rest = by_size[:MOST_PARTS], by_size[MOST_PARTS:]
    bars = []
    for name in sorted(outcome.names, key=lambda n: -outcome.totals[n].cents):
        bars += [(name, post.name, float(post.settled[name].decimal)) for post in named]
        if rest:
            other = Euro.total(post.settled[name] for post in rest)
            bars.append((name, say("Other"), float(other.decimal)))
    most, least = (_extreme(outcome, largest=largest) for largest in (True, False))
    text = (
        say("{most} bears most, {much}, and {least} receives {little}; the largest post is {cost}.")
        if outcome.totals[least] < ZERO
        else say("{most} bears most, {much}, and {least} least, {little}; the largest cost is {cost}.")
    )
    alt = text.using(
        most=most,
        much=outcome.totals[most],
        least=least,
        little=abs(outcome.totals[least]),
        cost=by_size[0].name,
    )
    return stacked_bars(say("What each bears, and for what"), alt, bars, unit="€")


def _results(outcome: Settlement) -> Iterator[Table]:
    shown = [result for result in outcome.results if result.amount or result.reserve_before is not None]
    if not shown:
        return
    with_reserve = any(result.reserve_before is not None for result in shown)
    columns = [
        Column("provider", say("Provider")),
        Column("charged", say("Charged"), Kind.AMOUNT, total=True),
        Column("costs", say("Actual costs"), Kind.AMOUNT, total=True),
        Column("result", say("Result"), Kind.AMOUNT, total=True),
    ]
    if with_reserve:
        columns += [
            Column("moved", say("To the reserve"), Kind.AMOUNT, total=True),
            Column("returned", say("Back to participants"), Kind.AMOUNT, total=True),
            Column("after", say("Reserve afterwards"), Kind.AMOUNT),
        ]
    rows: list[list[Cell]] = []
    for result in shown:
        row: list[Cell] = [
            result.provider or say("The cooperation"),
            result.charged,
            result.costs,
            Live(result.amount, "={charged}-{costs}"),
        ]
        if with_reserve:
            row += [result.movement, Live(result.shared, "={result}-{moved}"), result.reserve_after]
        rows.append(row)
    note = say(
        "Charged is the budget of what a key divides and the use of services. A surplus goes back, a deficit is borne."
    )
    yield Table(
        "results",
        say("The result of the year"),
        columns,
        rows,
        note=note,
        total_label=say("Together"),
    )


def _debts(outcome: Settlement) -> Iterator[Table]:
    clearing = clear(outcome.posts)
    among = {debt.provider for debt in clearing.debts} & set(outcome.names)
    if not among:
        return
    rows: list[list[Cell]] = [[debt.payer, debt.provider, debt.amount] for debt in clearing.netted()]
    columns = [
        Column("payer", say("Pays")),
        Column("receiver", say("Receives")),
        Column("amount", say("Amount"), Kind.AMOUNT, total=True),
    ]
    note = say("What both owe each other is set off; everybody's own share in what he provides is no debt.")
    yield Table("netted", say("Who pays whom"), columns, rows, note=note, total_label=say("Together"))
    positions: list[list[Cell]] = []
    for name in outcome.names:
        received = Euro.total(debt.amount for debt in clearing.debts if debt.provider == name)
        paid = Euro.total(debt.amount for debt in clearing.debts if debt.payer == name)
        positions.append([name, received, paid, Live(received - paid, "={receives}-{pays}")])
    yield Table(
        "positions",
        say("Position of each"),
        [
            Column("participant", say("Participant")),
            Column("receives", say("Receives as provider"), Kind.AMOUNT, total=True),
            Column("pays", say("Pays to others"), Kind.AMOUNT, total=True),
            Column("position", say("Position"), Kind.AMOUNT, total=True),
        ],
        positions,
        total_label=say("Together"),
    )


def _efficiency(outcome: Settlement) -> Iterator[Table]:
    efficiency = outcome.arrangement.efficiency
    if efficiency is None:
        return
    year = outcome.arrangement.year.start.year
    rows: list[list[Cell]] = []
    for each in efficiency.years(year):
        costs = outcome.costs if each == year else None
        gap = Live(costs - efficiency.norm(each), "={costs}-{target}") if costs is not None else None
        rows.append([str(each), efficiency.norm(each), efficiency.saving(each), costs, gap])
    note = ""
    if efficiency.besides:
        text = say("Besides these costs there is a structural benefit of {besides} a year.")
        note = text.using(besides=efficiency.besides)
    yield Table(
        "efficiency",
        say("Efficiency target"),
        [
            Column("year", say("Year")),
            Column("target", say("Target"), Kind.AMOUNT),
            Column("saving", say("Saving on {year}", year=str(efficiency.base_year)), Kind.AMOUNT),
            Column("costs", say("Costs"), Kind.AMOUNT),
            Column("gap", say("Above the target"), Kind.AMOUNT),
        ],
        rows,
        note=note,
    )


def _instalments(outcome: Settlement) -> Iterator[Table]:
    count = outcome.arrangement.instalments
    if not count:
        return
    keys = [f"i{number}" for number in range(1, count + 1)]
    columns = [Column("participant", say("Participant"))]
    columns += [
        Column(key, say("Advance {number}", number=str(number)), Kind.AMOUNT, total=True)
        for number, key in enumerate(keys, 1)
    ]
    columns.append(Column("total", say("Together"), Kind.AMOUNT, total=True))
    sums = f"=SUM({{{keys[0]}}}:{{{keys[-1]}}})"
    rows: list[list[Cell]] = []
    for name in outcome.names:
        amounts = outcome.instalments(name)
        rows.append([name, *amounts, Live(Euro.total(amounts), sums)])
    yield Table(
        "instalments",
        say("Advances on the budget"),
        columns,
        rows,
        total_label=say("Together"),
        on_paper=count <= MOST_COLUMNS,
    )
