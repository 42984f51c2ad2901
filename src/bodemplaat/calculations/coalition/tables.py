"""The tables of a coalition."""

from itertools import combinations

import numpy as np

from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.engines.coalition import CoreCheck
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, Live, Table

AMOUNT = Kind.AMOUNT
WIDEST = 6
ALL_VALUES = 5


def division_table(model: CoalitionFile, outcome: CoalitionOutcome) -> Table:
    """What each has as agreed, alone, by the fair part, and after compensation."""
    sampled = not outcome.fair.exact
    payments = outcome.nobody_leaves or outcome.nobody_loses
    columns = [
        Column("name", say("Participant")),
        Column("agreed", say("As agreed"), AMOUNT, total=True),
        Column("alone", say("By itself"), AMOUNT, total=True),
        Column("fair", say("Fair part"), AMOUNT, total=True),
        *([Column("error", say("Standard error"), AMOUNT)] if sampled else []),
        Column("loses", say("So that nobody loses"), AMOUNT, total=True),
        *(
            [Column("leaves", say("So that nobody leaves"), AMOUNT, total=True)]
            if outcome.nobody_leaves
            else []
        ),
        Column("after", say("After that"), AMOUNT, total=True),
    ]
    formula = "{agreed}+{leaves}" if outcome.nobody_leaves else "{agreed}+{loses}"
    rows: list[list[Cell]] = [
        [
            player.name,
            outcome.agreed[n],
            model.game.worth_alone(n),
            outcome.fair.parts[n],
            *([Euro(round(outcome.fair.errors[n]))] if sampled else []),
            outcome.nobody_loses.amounts[n],
            *([payments.amounts[n]] if outcome.nobody_leaves else []),
            Live(outcome.after[n], formula),
        ]
        for n, player in enumerate(model.game.players)
    ]
    return Table(
        "division",
        say("What each one has"),
        columns,
        rows,
        total_label=say("Together"),
        note=say("Compensation is received; with a minus sign it is paid."),
    )


def objections_table(check: CoreCheck) -> Table:
    """Who would be better off leaving, largest gain first."""
    rows: list[list[Cell]] = [
        [", ".join(o.members), o.worth, o.receives, Live(o.gain, "{worth}-{receives}")]
        for o in check.objections
    ]
    return Table(
        "objections",
        say("Who would be better off leaving"),
        [
            Column("members", say("Who")),
            Column("worth", say("Worth on their own"), AMOUNT),
            Column("receives", say("Receive now"), AMOUNT),
            Column("gain", say("Better off by"), AMOUNT),
        ],
        rows,
        note=say("The {shown} largest of {count}.", shown=len(rows), count=check.count)
        if check.count > len(rows)
        else "",
    )


def leaving_table(model: CoalitionFile, outcome: CoalitionOutcome) -> Table:
    """What each one's leaving does to each other."""
    names = model.game.names if len(model.game.names) <= WIDEST else ()
    columns = [
        Column("name", say("Who leaves")),
        Column("own", say("Itself"), AMOUNT),
        *[Column(f"p{n}", name, AMOUNT) for n, name in enumerate(names)],
        Column("others", say("The others together"), AMOUNT),
        Column("gone", say("Then loses by staying")),
    ]
    rows: list[list[Cell]] = [
        [
            leaving.name,
            leaving.loses,
            *(leaving.effects.get(name) for name in names),
            Euro.total(leaving.effects.values()),
            ", ".join(leaving.gone),
        ]
        for leaving in outcome.leavings
    ]
    return Table("leavings", say("What one's leaving does"), columns, rows)


def pools_table(model: CoalitionFile) -> Table:
    """What stays the same whoever takes part, and how it is divided."""
    names = model.game.names if len(model.game.names) <= WIDEST else ()
    rows: list[list[Cell]] = []
    some = any(pool.needed_by is not None for pool in model.game.pools)
    for pool in model.game.pools:
        weights = sum(pool.weights)
        parts: list[Cell] = [Euro(int(pool.weights[n])) if weights else Euro(0) for n in range(len(names))]
        needed = [pool.name, *([_who(model, pool.needed_by)] if some else [])]
        rows.append([*needed, *parts, pool.amount])
    return Table(
        "pools",
        say("Shared, as soon as somebody needs it") if some else say("Shared, whoever takes part"),
        [
            Column("name", say("Cost")),
            *([Column("needed", say("Needed by"))] if some else []),
            *[Column(f"p{n}", name, AMOUNT, total=True) for n, name in enumerate(names)],
            Column("amount", say("Together"), AMOUNT, total=True),
        ],
        rows,
        total_label=say("Together"),
    )


def losses_table(model: CoalitionFile) -> Table:
    """What a coalition loses regardless, and which one."""
    rows: list[list[Cell]] = []
    for loss in model.game.losses:
        who = _who(model, loss.members or None)
        if loss.exactly:
            who = say("{names}, and nobody else", names=who)
        rows.append([loss.name, who, loss.least, loss.amount])
    return Table(
        "losses",
        say("Lost regardless"),
        [
            Column("name", say("Loss")),
            Column("members", say("A coalition with")),
            Column("least", say("Of at least"), Kind.COUNT),
            Column("amount", say("Amount"), AMOUNT),
        ],
        rows,
    )


def _who(model: CoalitionFile, members: frozenset[int] | None) -> str:
    if members is None:
        return say("anyone")
    return ", ".join(model.game.names[n] for n in sorted(members))


def values_table(model: CoalitionFile) -> Table:
    """What coalitions are worth: all of them while there are few, else the whole and all but one."""
    names = model.game.names
    count = len(names)
    sizes = range(1, count + 1) if count <= ALL_VALUES else (count - 1, count)
    chosen = [set(members) for size in sizes for members in combinations(range(count), size)]
    table = np.array([[n in members for n in range(count)] for members in chosen])
    rows: list[list[Cell]] = [
        [", ".join(names[n] for n in sorted(members)), len(members), Euro(int(value))]
        for members, value in zip(chosen, model.game.values_of(table), strict=True)
    ]
    return Table(
        "values",
        say("What coalitions are worth"),
        [
            Column("members", say("Who")),
            Column("size", say("How many"), Kind.COUNT),
            Column("worth", say("Worth"), AMOUNT),
        ],
        rows,
        on_screen=count < ALL_VALUES,
    )
