"""The road from costs to services as live formulas: every division of a pool, to the cent.

One row is one receiver's part of one division, for fixed and variable costs apart, as the engine divides them, in whole
cents by largest remainder (``cents``). Beside what the formulas give stands what the report
decided, so that whoever changes a figure sees what it does. The reciprocal method solves a system of equations, which
no cell does: there the shares are values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from bodemplaat.calculations.cents import in_cents
from bodemplaat.engines.costing import Activity, CostPrices, Method, Quantity, Split, Step
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, Live, Table
from bodemplaat.presentation.values import joined

MOST_ROWS = 20_000
"""Beyond these the workbook would take longer to recalculate than anyone waits; its tables then hold values."""


@dataclass(frozen=True, slots=True)
class Working:
    """The rows, and where in them one finds a part: ``at`` by stage, giver, receiver and behaviour.

    ``spans`` are the first and last row of what a giver hands on in a stage.
    """

    rows: Sequence[Sequence[Cell]]
    at: Mapping[tuple[str, str, str], Sequence[int]]
    spans: Mapping[tuple[str, str], tuple[int, int]]
    weights: Mapping[tuple[str, str], tuple[int, int]]
    """The rows of one behaviour: the weights of a division, each once."""

    def parts(self, stage: str, giver: str, receiver: str) -> str:
        """What a receiver got from a giver, as the inside of a sum; empty when nothing."""
        return ",".join(f"{{working/part@{row}}}" for row in self.at.get((stage, giver, receiver), ()))

    def one(self, stage: str, giver: str, receiver: str, behaviour: int) -> str:
        """The cell of its fixed (0) or variable (1) part, or zero where there are no such costs."""
        rows = self.at.get((stage, giver, receiver), ())
        return f"{{working/part@{rows[behaviour]}}}" if behaviour < len(rows) else "0"


OVERHEAD, ACTIVITIES, SERVICES = "overhead", "activities", "services"


def working(prices: CostPrices) -> Working | None:
    """The whole road of one year; ``None`` when it has too many rows."""
    size = sum(len(step.given) for step in prices.overhead.steps) + len(prices.activities)
    size += sum(len(activity.charged) for activity in prices.activities.values())
    return None if 2 * size > MOST_ROWS or not size else _Road(prices).drawn()


def working_table(road: Working, prices: CostPrices) -> Table:
    """It as a table, for the workbook only."""
    note = say(
        "Each part is rounded down; the cents that are missing go to the largest left-over parts, ties to the "
        "earlier row. 'In the report' holds what was decided, 'Changed' what your changes do."
    )
    if _solved(prices):
        solved = say(
            "Weights between 0 and 1 are shares that the reciprocal method solved: values, no formulas."
        )
        note = joined((note, solved), " ")
    return Table(
        "working",
        say("Working: from costs to services"),
        (
            Column("stage", say("Step")),
            Column("giver", say("Handed on by")),
            Column("receiver", say("Handed on to")),
            Column("behaviour", say("Behaviour")),
            Column("driver", say("Driver")),
            Column("pool", say("Amount divided"), Kind.AMOUNT),
            Column("weight", say("Weight"), Kind.NUMBER),
            Column("weights", say("All weights"), Kind.NUMBER),
            Column("exact", say("Calculated"), Kind.NUMBER, "€", 4),
            Column("down", say("Whole cents, down"), Kind.COUNT),
            Column("rest", say("Left over"), Kind.NUMBER),
            Column("part", say("To the cent"), Kind.AMOUNT),
            Column("decided", say("In the report"), Kind.AMOUNT),
            Column("changed", say("Changed"), Kind.AMOUNT, total=True),
        ),
        road.rows,
        note=note,
        total_label=say("Total"),
        on_screen=False,
        on_paper=False,
    )


def _solved(prices: CostPrices) -> bool:
    return any(_is_solved(prices, step) for step in prices.overhead.steps)


def _is_solved(prices: CostPrices, step: Step) -> bool:
    """Whether its shares were solved, and are not those of its own driver."""
    if prices.model.method is not Method.RECIPROCAL:
        return False
    supporting = {centre.name: centre for centre in prices.model.supporting}
    serves = supporting[step.giver].serves
    return any(serves.get(other) for other in supporting if other != step.giver)


@dataclass(slots=True)
class _Road:
    prices: CostPrices
    rows: list[Sequence[Cell]] = field(default_factory=list)
    at: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    spans: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    weights: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def drawn(self) -> Working:
        prices = self.prices
        centres = {centre.name: centre for centre in prices.model.centres}
        for number, step in enumerate(prices.overhead.steps, 1):
            stage = say("{number} Overhead", number=number)
            serves = centres[step.giver].serves
            weights: dict[str, Quantity] = {
                name: step.shares[name] if _is_solved(prices, step) else serves[name] for name in step.given
            }
            stepwise = prices.model.method is Method.STEP_DOWN
            self._division(
                (OVERHEAD, stage, step.giver, centres[step.giver].driver),
                step.pool,
                weights,
                step.given,
                partial(self._own, len(self.rows) if stepwise else 0),
            )
        after = len(self.rows)
        number = len(prices.overhead.steps) + 1
        for centre, pool in prices.overhead.final.items():
            inside = sorted(
                (a for a in prices.activities.values() if a.activity.centre == centre),
                key=lambda a: a.activity.name,
            )
            if inside:
                self._division(
                    (ACTIVITIES, say("{number} Activities", number=number), centre, ""),
                    pool,
                    {a.activity.name: a.activity.weight for a in inside},
                    {a.activity.name: a.cost for a in inside},
                    partial(self._own, after),
                )
        stage = say("{number} Services", number=number + 1)
        for position, cost in enumerate(prices.activities.values()):
            if cost.charged:
                activity = cost.activity
                self._division(
                    (SERVICES, stage, activity.name, activity.driver),
                    Split(cost.cost.fixed - cost.under_absorbed, cost.cost.variable),
                    {name: activity.use[name] for name in cost.charged},
                    cost.charged,
                    partial(self._absorbed, activity, position),
                )
        return Working(self.rows, self.at, self.spans, self.weights)

    def _own(self, received: int, _behaviour: int) -> str:
        """A centre's own costs of this behaviour, and what it received in the rows before ``received``."""
        parts = []
        if any(cost.centre for cost in self.prices.model.costs):
            parts.append(
                "SUMPRODUCT(EXACT({costs/centre:all},{giver})*EXACT({costs/behaviour:all},{behaviour})"
                "*{costs/amount:all})"
            )
        if received:
            rows = f":0-{received - 1}"
            parts.append(
                f"SUMPRODUCT(EXACT({{receiver{rows}}},{{giver}})*EXACT({{behaviour{rows}}},{{behaviour}})"
                f"*{{part{rows}}})"
            )
        return "=" + ("+".join(parts) or "0")

    def _absorbed(self, activity: Activity, position: int, behaviour: int) -> str:
        rows = self.at[ACTIVITIES, activity.centre, activity.name]
        cell = f"{{part@{rows[behaviour]}}}"
        if behaviour or activity.normal is None:
            return f"={cell}"
        return f"=ROUND({cell}*{{weights}}/{{activities/normal@{position}}},2)"

    def _division(
        self,
        lead: tuple[str, str, str, str],
        pool: Split,
        weights: Mapping[str, Quantity],
        charges: Mapping[str, Split],
        formula: Callable[[int], str],
    ) -> None:
        """The rows of one division: its fixed costs, then its variable ones where the model has any."""
        kind, stage, giver, driver = lead
        begin = len(self.rows)
        behaviours = [say("fixed")]
        if any(cost.variable and cost.centre for cost in self.prices.model.costs):
            behaviours.append(say("variable"))
        for behaviour, name in enumerate(behaviours):
            amount = pool.variable if behaviour else pool.fixed
            parts = {to: split.variable if behaviour else split.fixed for to, split in charges.items()}
            first, last = len(self.rows), len(self.rows) + len(weights) - 1
            for to, cells in zip(weights, _cells(amount, weights, parts, first), strict=True):
                row = len(self.rows)
                source = formula(behaviour) if row == first else f"={{pool@{first}}}"
                units = Fraction(weights[to])
                weight: Cell = Live(units, f"={{weight@{row - len(weights)}}}") if behaviour else units
                self.at.setdefault((kind, giver, to), []).append(row)
                self.rows.append([stage, giver, to, name, driver, Live(amount, source), weight, *cells])
            if not behaviour:
                self.weights[kind, giver] = first, last
        self.spans[kind, giver] = begin, len(self.rows) - 1


def _cells(
    pool: Euro, weights: Mapping[str, Quantity], parts: Mapping[str, Euro], first: int
) -> list[list[Cell]]:
    """All weights, the exact part, its whole cents, what is left over, the part, as decided, and the change."""
    exact_weights = {name: Fraction(weight) for name, weight in weights.items()}
    whole = sum(exact_weights.values(), Fraction(0))
    last = first + len(weights) - 1
    divided = in_cents(pool, list(exact_weights.values()), first, "pool")
    return [
        [
            Live(whole, f"=SUM({{weight:{first}-{last}}})"),
            Live(
                pool.cents * weight / whole / 100 if whole else Fraction(0),
                "=IF({weights}=0,0,{pool}*{weight}/{weights})",
            ),
            row.down,
            row.rest,
            Live(parts[name], row.part),
            parts[name],
            Live(Euro(0), "=ROUND({part}-{decided},2)"),
        ]
        for (name, weight), row in zip(exact_weights.items(), divided, strict=True)
    ]
