"""A settled year as tables and pictures: the whole first, then who, then what, then the working a controller checks."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from bodemplaat.calculations.settlement.bearing import bears_and_receives, in_words, lead
from bodemplaat.calculations.settlement.file import Cooperation
from bodemplaat.calculations.settlement.left_behind import left_behind
from bodemplaat.calculations.settlement.working import (
    Working,
    counts_table,
    division_table,
    guarantees_table,
    services_table,
    working,
)
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.settlement import Figures, Post, Settlement, clear
from bodemplaat.kernel import Euro, Rounding, say
from bodemplaat.presentation.charts import stacked_bars
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, KeyFigure, Live, Part, Picture, Report, Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import joined

MOST_COLUMNS = 6
MOST_PARTS = 6
ZERO = Euro(0)


def report(cooperation: Cooperation, outcome: Settlement, request: Asked) -> Report:
    """The whole answer."""
    made = working(outcome)
    return Report(
        title=cooperation.title,
        subtitle=_subtitle(outcome),
        lead=lead(outcome),
        figures=tuple(_figures(outcome)),
        parts=tuple(_parts(cooperation, outcome, made)),
        warnings=tuple(_warnings(outcome)),
        recalculates=tuple(_recalculates(outcome, made)),
        remarks=tuple(left_behind(outcome.arrangement)),
        day=request.day,
    )


def _subtitle(outcome: Settlement) -> str:
    year = str(outcome.arrangement.year.start.year)
    if outcome.arrangement.is_recalculation:
        return say("Settlement of {year}", year=year)
    return say("Contributions budgeted for {year}", year=year)


def _figures(outcome: Settlement) -> Iterator[KeyFigure]:
    budget = Euro.total(outcome.budget(name) for name in outcome.names)
    received = outcome.total < ZERO
    together = say("Received by all together") if received else say("Borne by all together")
    yield KeyFigure(together, abs(outcome.total))
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


def _recalculates(outcome: Settlement, made: Working) -> Iterator[str]:
    """What follows a changed figure in the workbook, and what does not."""
    costs = outcome.arrangement.costs
    live = [number for number in range(len(costs)) if made.is_settled and number not in made.constant]
    if live:
        yield say(
            "Change an amount or a weight under 'Working: the division': the shares, the parts to the cent, who bears "
            "what and what each bears follow."
        )
    else:
        yield say("Only sums and what stands beside them in one table are formulas.")
    fixed = [line.name for number, line in enumerate(costs) if number not in live]
    fixed += [line.name for number, line in enumerate(costs) if number in live and line.discount is not None]
    if live and fixed:
        yield say(
            "To the cent these are values, since limits, discounts, the budget or parts of the year decide them too: "
            "{names}.",
            names=", ".join(dict.fromkeys(fixed)),
        )
    yield say(
        "Values that do not follow: what services are settled at, the division over groups, reserves, what was budgeted "
        "and billed, advances, who pays whom and guarantees. For those, change the model file and have it worked out again."
    )


def _parts(cooperation: Cooperation, outcome: Settlement, made: Working) -> Iterator[Part]:
    yield _participants(cooperation, outcome)
    picture = _picture(outcome)
    if picture is not None:
        yield picture
    yield _matrix(outcome, made)
    yield from _results(outcome)
    yield from _debts(outcome)
    yield from _efficiency(outcome)
    yield from _instalments(outcome)
    yield from guarantees_table(outcome)
    yield from counts_table(outcome)
    if outcome.bills:
        yield services_table(outcome)
    if outcome.arrangement.costs:
        yield division_table(made)


def _participants(cooperation: Cooperation, outcome: Settlement) -> Table:
    after, whole = outcome.arrangement.is_recalculation, outcome.total
    heads = _heads(cooperation)

    def share(name: str) -> Cell:
        return Fraction(outcome.totals[name].cents, whole.cents) if whole else None

    def per_head(name: str) -> Cell:
        return outcome.totals[name].times(1 / heads[name], Rounding.HALF_UP) if heads.get(name) else None

    def difference(name: str) -> Cell:
        return outcome.totals[name] - outcome.budget(name)

    names = Rows(outcome.names).column("participant", say("Participant"), str)
    if after:
        names.summed("budget", say("Budgeted"), outcome.budget)
    for key, title, part in (
        ("start_up", say("Of which start-up"), outcome.start_up),
        ("reserve", say("Of which to reserves"), outcome.reserve_share),
    ):
        if any(map(part, outcome.names)):
            names.summed(key, title, part)
    borne = say("Borne") if after else say("Contribution")
    by_post = "total@{row}" if _is_turned(outcome) else "p{row}:total"
    numbers = {name: row for row, name in enumerate(outcome.names)}
    reserve = "+{reserve}" if any(map(outcome.reserve_share, outcome.names)) else ""

    def from_posts(name: str) -> str:
        return f"={{matrix/{by_post.format(row=numbers[name])}}}{reserve}"

    names.summed("total", borne, lambda name: outcome.totals[name], from_posts)
    if after:
        names.summed("difference", say("Difference with budget"), difference, "={total}-{budget}")
        names.summed("billed", say("Billed"), outcome.billed)
        names.summed("balance", say("Still to pay"), outcome.balance, "={total}-{billed}")
    balance = bears_and_receives(outcome)
    if not balance:
        names.column(
            "share", say("Share"), share, Kind.RATIO, live='=IF({total:total}=0,"",{total}/{total:total})'
        )
    if heads:
        names.amount("head", say("Per head of {driver}", driver=cooperation.heads), per_head)
    notes = [say("Still to pay: negative means to receive back.")] if after else []
    if balance:
        notes.append(say("A minus sign receives. Nobody has a share of a balance."))
    return names.table(
        "participants", say("Per participant"), note=joined(notes, " "), total_label=say("Together")
    )


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


def _is_turned(outcome: Settlement) -> bool:
    """Whether the participants stand down and the costs across, where that is narrower."""
    return len(outcome.names) > MOST_COLUMNS >= len(outcome.posts)


def _matrix(outcome: Settlement, made: Working) -> Table:
    """Costs down and participants across, or turned where that is narrower; a wide one is kept to the workbook."""
    numbers = {id(post): number for number, post in enumerate(outcome.posts)}

    def borne(post: Post, name: str) -> Cell:
        return made.borne(numbers[id(post)], name, post.settled[name])

    if _is_turned(outcome):
        names = Rows(outcome.names).column("lead0", say("Participant"), str)
        names.amounts(
            "p",
            outcome.posts,
            lambda post: post.name,
            lambda name, post: borne(post, name),
            together=say("Together"),
        )
        return _who_bears_what(names)
    posts = Rows(outcome.posts).column("lead0", say("Cost or service"), lambda post: post.name)
    if len({post.provider for post in outcome.posts}) > 1:
        posts.column("lead1", say("Provider"), lambda post: post.provider)
    posts.amounts("p", outcome.names, str, borne, together=say("Together"))
    return _who_bears_what(posts)


def _who_bears_what(rows: Rows[Any]) -> Table:
    fits = len(rows.columns) <= MOST_COLUMNS + 3
    title = say("Who bears what")
    return rows.table("matrix", title, total_label=say("Together"), on_paper=fits, on_screen=fits)


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
    alt = in_words(outcome)
    return stacked_bars(say("What each bears, and for what"), alt, bars, unit="€")


def _results(outcome: Settlement) -> Iterator[Table]:
    results = Rows(result for result in outcome.results if result.amount or result.reserve_before is not None)
    if not results.values:
        return
    results.column("provider", say("Provider"), lambda result: result.provider or say("The cooperation"))
    results.summed("charged", say("Charged"), lambda result: result.charged)
    results.summed("costs", say("Actual costs"), lambda result: result.costs)
    results.summed("result", say("Result"), lambda result: result.amount, "={charged}-{costs}")
    if any(result.reserve_before is not None for result in results.values):
        results.summed("moved", say("To the reserve"), lambda result: result.movement)
        results.summed(
            "returned", say("Back to participants"), lambda result: result.shared, "={result}-{moved}"
        )
        results.amount("after", say("Reserve afterwards"), lambda result: result.reserve_after)
    note = say(
        "Charged is the budget of what a key divides and the use of services. A surplus goes back, a deficit is borne."
    )
    yield results.table("results", say("The result of the year"), note=note, total_label=say("Together"))


def _debts(outcome: Settlement) -> Iterator[Table]:
    clearing = clear(outcome.posts)
    if not {debt.provider for debt in clearing.debts} & set(outcome.names):
        return

    def received(name: str) -> Euro:
        return Euro.total(debt.amount for debt in clearing.debts if debt.provider == name)

    def paid(name: str) -> Euro:
        return Euro.total(debt.amount for debt in clearing.debts if debt.payer == name)

    note = say("What both owe each other is set off; everybody's own share in what they provide is no debt.")
    yield (
        Rows(clearing.netted())
        .column("payer", say("Pays"), lambda debt: debt.payer)
        .column("receiver", say("Receives"), lambda debt: debt.provider)
        .summed("amount", say("Amount"), lambda debt: debt.amount)
        .table("netted", say("Who pays whom"), note=note, total_label=say("Together"))
    )
    yield (
        Rows(outcome.names)
        .column("participant", say("Participant"), str)
        .summed("receives", say("Receives as provider"), received)
        .summed("pays", say("Pays to others"), paid)
        .summed("position", say("Position"), clearing.position, "={receives}-{pays}")
        .table("positions", say("Position of each"), total_label=say("Together"))
    )


def _efficiency(outcome: Settlement) -> Iterator[Table]:
    efficiency = outcome.arrangement.efficiency
    if efficiency is None:
        return
    now = outcome.arrangement.year.start.year
    note = ""
    if efficiency.besides:
        text = say("Besides these costs there is a structural benefit of {besides} a year.")
        note = text.using(besides=efficiency.besides)
    saving = say("Saving on {year}", year=str(efficiency.base_year))

    def gap(year: int) -> Cell:
        return Live(outcome.costs - efficiency.norm(year), "={costs}-{target}") if year == now else None

    yield (
        Rows(efficiency.years(now))
        .column("year", say("Year"), str)
        .amount("target", say("Target"), efficiency.norm)
        .amount("saving", saving, efficiency.saving)
        .amount("costs", say("Costs"), lambda year: outcome.costs if year == now else None)
        .amount("gap", say("Above the target"), gap)
        .table("efficiency", say("Efficiency target"), note=note)
    )


def _instalments(outcome: Settlement) -> Iterator[Table]:
    count = outcome.arrangement.instalments
    if count:
        yield (
            Rows(outcome.names)
            .column("participant", say("Participant"), str)
            .amounts(
                "i",
                range(1, count + 1),
                lambda number: say("Advance {number}", number=str(number)),
                lambda name, number: outcome.instalments(name)[number - 1],
                first=1,
                together=say("Together"),
            )
            .table(
                "instalments",
                say("Advances on the budget"),
                total_label=say("Together"),
                on_paper=count <= MOST_COLUMNS,
            )
        )
