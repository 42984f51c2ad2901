"""The tables of a coalition."""

from itertools import combinations

import numpy as np

from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.engines.coalition import CoreCheck, Loss
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Table
from bodemplaat.presentation.rows import Rows

WIDEST = 6
ALL_VALUES = 5


def division_table(model: CoalitionFile, outcome: CoalitionOutcome) -> Table:
    """What each has as agreed, alone, by the fair part, and after compensation."""
    leaves = outcome.nobody_leaves
    players = Rows(enumerate(model.game.players)).column(
        "name", say("Participant"), lambda each: each[1].name
    )
    players.summed("agreed", say("As agreed"), lambda each: outcome.agreed[each[0]])
    players.summed("alone", say("By itself"), lambda each: model.game.worth_alone(each[0]))
    players.summed("fair", say("Fair part"), lambda each: outcome.fair.parts[each[0]])
    if not outcome.fair.exact:
        players.amount("error", say("Standard error"), lambda each: Euro(round(outcome.fair.errors[each[0]])))
    players.summed("loses", say("So that nobody loses"), lambda each: outcome.nobody_loses.amounts[each[0]])
    if leaves:
        players.summed("leaves", say("So that nobody leaves"), lambda each: leaves.amounts[each[0]])
    after = "{agreed}+{leaves}" if leaves else "{agreed}+{loses}"
    players.summed("after", say("After that"), lambda each: outcome.after[each[0]], after)
    note = say("Compensation is received; with a minus sign it is paid.")
    return players.table("division", say("What each one has"), total_label=say("Together"), note=note)


def objections_table(check: CoreCheck) -> Table:
    """Who would be better off leaving, largest gain first."""
    shown = len(check.objections)
    note = say("The {shown} largest of {count}.", shown=shown, count=check.count)
    return (
        Rows(check.objections)
        .column("members", say("Who"), lambda objection: ", ".join(objection.members))
        .amount("worth", say("Worth on their own"), lambda objection: objection.worth)
        .amount("receives", say("Receive now"), lambda objection: objection.receives)
        .amount("gain", say("Better off by"), lambda objection: objection.gain, "{worth}-{receives}")
        .table("objections", say("Who would be better off leaving"), note=note if check.count > shown else "")
    )


def leaving_table(model: CoalitionFile, outcome: CoalitionOutcome) -> Table:
    """What each one's leaving does to each other."""
    names = model.game.names if len(model.game.names) <= WIDEST else ()
    return (
        Rows(outcome.leavings)
        .column("name", say("Who leaves"), lambda leaving: leaving.name)
        .amount("own", say("Itself"), lambda leaving: leaving.loses)
        .amounts("p", names, str, lambda leaving, name: leaving.effects.get(name), total=False)
        .amount("others", say("The others together"), lambda leaving: Euro.total(leaving.effects.values()))
        .column("gone", say("Then loses by staying"), lambda leaving: ", ".join(leaving.gone))
        .table("leavings", say("What one's leaving does"))
    )


def pools_table(model: CoalitionFile) -> Table:
    """What stays the same whoever takes part, and how it is divided."""
    names = model.game.names if len(model.game.names) <= WIDEST else ()
    pools = Rows(model.game.pools).column("name", say("Cost"), lambda pool: pool.name)
    title = say("Shared, whoever takes part")
    if any(pool.needed_by is not None for pool in model.game.pools):
        title = say("Shared, as soon as somebody needs it")
        pools.column("needed", say("Needed by"), lambda pool: _who(model, pool.needed_by))
    pools.amounts(
        "p",
        range(len(names)),
        lambda n: names[n],
        lambda pool, n: Euro(int(pool.weights[n])) if sum(pool.weights) else Euro(0),
    )
    pools.summed("amount", say("Together"), lambda pool: pool.amount)
    return pools.table("pools", title, total_label=say("Together"))


def losses_table(model: CoalitionFile) -> Table:
    """What a coalition loses regardless, and which one."""

    def who(loss: Loss) -> str:
        names = _who(model, loss.members or None)
        return say("{names}, and nobody else", names=names) if loss.exactly else names

    return (
        Rows(model.game.losses)
        .column("name", say("Loss"), lambda loss: loss.name)
        .column("members", say("A coalition with"), who)
        .column("least", say("Of at least"), lambda loss: loss.least, Kind.COUNT)
        .amount("amount", say("Amount"), lambda loss: loss.amount)
        .table("losses", say("Lost regardless"))
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
    chosen = [members for size in sizes for members in combinations(range(count), size)]
    table = np.array([[n in members for n in range(count)] for members in chosen])
    return (
        Rows(zip(chosen, model.game.values_of(table), strict=True))
        .column("members", say("Who"), lambda coalition: ", ".join(names[n] for n in coalition[0]))
        .column("size", say("How many"), lambda coalition: len(coalition[0]), Kind.COUNT)
        .amount("worth", say("Worth"), lambda coalition: Euro(int(coalition[1])))
        .table("values", say("What coalitions are worth"), on_screen=count < ALL_VALUES)
    )
