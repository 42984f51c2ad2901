"""The tables of a plan."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bodemplaat.calculations.plan.model import PlanFile, PlanOutcome
from bodemplaat.engines.planning import Simulation
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, Table
from bodemplaat.presentation.words import Words

MOST_INFLUENCES = 10
LEAST_INFLUENCE = 0.05
MOST_MOVED = 60


def rounded(value: float, decimals: int = 4) -> Fraction:
    """A chance or correlation as a table holds it; nothing here is an amount of money."""
    return Fraction(round(value * 10**decimals), 10**decimals)


def phases_table(outcome: PlanOutcome, words: Words) -> Table:
    """Each phase beside its guideline."""
    guided = any(dates.phase.months is not None for dates in outcome.phases)
    rows: list[Sequence[Cell]] = [
        (
            dates.phase.name,
            dates.start,
            dates.finish,
            round(dates.months, 1),
            *((dates.phase.months,) if guided else ()),
        )
        for dates in outcome.phases
    ]
    columns = [
        Column("name", words(say("Phase"))),
        Column("start", words(say("Start")), Kind.DAY),
        Column("finish", words(say("Done")), Kind.DAY),
        Column("months", words(say("Months")), Kind.NUMBER, decimals=1),
    ]
    if guided:
        columns.append(Column("guideline", words(say("By the guideline")), Kind.NUMBER))
    return Table("phases", words(say("Phases")), columns, rows)


def activities_on_paper(file: PlanFile, outcome: PlanOutcome, words: Words) -> Table:
    """The table of activities in the form that fits on a page; the workbook has it whole."""
    whole = activities_table(file, outcome, words)
    shown = [n for n, column in enumerate(whole.columns) if column.key not in ("days", "late")]
    return replace(
        whole,
        key="activities-on-paper",
        columns=[whole.columns[n] for n in shown],
        rows=[[row[n] for n in shown] for row in whole.rows],
        note=words(say("Slack in workdays of the activity's own calendar; bold: no slack.")),
        on_screen=False,
        on_paper=True,
        in_workbook=False,
    )


def activities_table(file: PlanFile, outcome: PlanOutcome, words: Words) -> Table:
    """Every activity with early and late dates and its slack; without slack in bold."""
    plan = outcome.plan
    durations = {activity.name: activity.duration for activity in file.project.activities}
    who = any(file.who_of.values())
    rows: list[Sequence[Cell]] = [
        (
            planned.name,
            durations[planned.name].likely,
            planned.start,
            planned.finish,
            planned.late_finish,
            planned.slack,
            *((file.who_of[planned.name],) if who else ()),
        )
        for planned in plan.activities
    ]
    columns = [
        Column("name", words(say("Activity"))),
        Column("days", words(say("Days")), Kind.COUNT),
        Column("start", words(say("Start")), Kind.DAY),
        Column("finish", words(say("Done")), Kind.DAY),
        Column("late", words(say("At the latest")), Kind.DAY),
        Column("slack", words(say("Slack")), Kind.COUNT),
    ]
    if who:
        columns.append(Column("who", words(say("Who"))))
    return Table(
        "activities",
        words(say("Activities")),
        columns,
        rows,
        note=words(say("Days and slack in workdays of the activity's own calendar; bold: no slack.")),
        emphasis=frozenset(n for n, planned in enumerate(plan.activities) if planned.critical),
        on_paper=False,
    )


def chances_table(file: PlanFile, outcome: PlanOutcome, words: Words) -> Table:
    """The end by percentile, and each agreed date with its chance."""
    simulation = outcome.simulation
    assert simulation is not None  # noqa: S101  # only told where there is one
    everything = words(say("Everything"))
    rows: list[Sequence[Cell]] = [
        (everything, day, rounded(simulation.chance_by(day)))
        for day in sorted(
            {
                outcome.plan.finish,
                *simulation.percentiles.values(),
                *([outcome.by.day] if outcome.by and not outcome.by.activity else []),
            }
        )
    ]
    due = {activity.name: activity.finish_by for activity in file.project.activities}
    if outcome.by is not None and outcome.by.activity:
        due[outcome.by.activity] = outcome.by.day
    rows += [(name, due[name], rounded(chance)) for name, chance in simulation.chances.items()]
    return Table(
        "chances",
        words(say("The chance of meeting a date")),
        (
            Column("name", words(say("What"))),
            Column("day", words(say("Done by")), Kind.DAY),
            Column("chance", words(say("Chance")), Kind.RATIO, beside=(0, 1)),
        ),
        rows,
    )


def influence_table(simulation: Simulation, words: Words) -> Table:
    """Which uncertain durations go with a late end."""
    ranked = sorted(simulation.influence.items(), key=lambda found: -found[1])
    rows: list[Sequence[Cell]] = [
        (name, rounded(value, 2)) for name, value in ranked[:MOST_INFLUENCES] if value >= LEAST_INFLUENCE
    ]
    return Table(
        "influence",
        words(say("Which durations move the end")),
        (
            Column("name", words(say("Activity"))),
            Column("influence", words(say("Goes with the end")), Kind.NUMBER, decimals=2),
        ),
        rows,
        note=words(say("Correlation of the duration with the end: 1 decides alone, 0 does not matter.")),
    )


def scenarios_table(file: PlanFile, outcome: PlanOutcome, words: Words) -> Table:
    """The plan and each scenario, in one row each, with the last activity that has an agreed day."""
    due = [activity.name for activity in file.project.activities if activity.finish_by is not None][-1:]
    planned = words(say("As planned"))
    told = [(planned, outcome.plan, outcome.simulation)]
    told += [(one.scenario.name, one.plan, one.simulation) for one in outcome.scenarios]
    rows: list[Sequence[Cell]] = [
        (
            name,
            *(plan[agreed].finish for agreed in due),
            plan.finish,
            (plan.finish - outcome.plan.finish).days,
            *_likely(simulation, outcome),
        )
        for name, plan, simulation in told
    ]
    columns = [
        Column("name", words(say("Scenario"))),
        *(Column("due", name, Kind.DAY) for name in due),
        Column("end", words(say("Everything")), Kind.DAY),
        Column("later", words(say("Days later")), Kind.COUNT),
    ]
    if outcome.simulation is not None:
        columns.append(Column("p80", words(say("In 80 of 100 by")), Kind.DAY))
        columns.append(Column("met", words(say("Planned end met")), Kind.RATIO))
    return Table("scenarios", words(say("What if")), columns, rows)


def _likely(simulation: Simulation | None, outcome: PlanOutcome) -> tuple[Cell, ...]:
    if simulation is None:
        return ()
    return simulation.percentiles[80], rounded(simulation.chance_by(outcome.plan.finish))


def delays_table(outcome: PlanOutcome, words: Words) -> Table:
    """What each delay that was asked for does to the end."""
    rows: list[Sequence[Cell]] = [
        (
            one.activity,
            one.weeks,
            one.workdays,
            one.effect.after.finish,
            one.effect.end,
            ", ".join(dict.fromkeys(finding.place for finding in one.effect.missed)),
        )
        for one in outcome.delays
    ]
    return Table(
        "delays",
        words(say("What a delay does")),
        (
            Column("name", words(say("Activity"))),
            Column("weeks", words(say("Weeks later")), Kind.COUNT),
            Column("days", words(say("Days of its calendar")), Kind.COUNT),
            Column("end", words(say("Everything done")), Kind.DAY),
            Column("later", words(say("Days later")), Kind.COUNT),
            Column("missed", words(say("Dates that are missed"))),
        ),
        rows,
    )


def moved_table(outcome: PlanOutcome, words: Words) -> Table:
    """Which activities a delay moves along."""
    rows: list[Sequence[Cell]] = [
        (one.activity, name, one.effect.before[name].finish, one.effect.after[name].finish, days)
        for one in outcome.delays
        for name, days in one.effect.moved.items()
    ]
    return Table(
        "moved",
        words(say("What moves along")),
        (
            Column("delay", words(say("Delay of"))),
            Column("name", words(say("Activity"))),
            Column("before", words(say("Was done")), Kind.DAY),
            Column("after", words(say("Becomes")), Kind.DAY),
            Column("days", words(say("Days later")), Kind.COUNT),
        ),
        rows,
        on_screen=len(outcome.delays) == 1,
        on_paper=len(rows) <= MOST_MOVED,
    )


def conditions_table(file: PlanFile, words: Words) -> Table:
    """Under which conditions the durations hold."""
    rows: list[Sequence[Cell]] = []
    if file.most_participants:
        name = words(say("At most {most} participants"), most=file.most_participants)
        met = words(say("yes")) if file.participants <= file.most_participants else words(say("no"))
        rows.append((name, met, words(say("there are {count}"), count=file.participants)))
    rows += [
        (condition.name, words(say("yes") if condition.met else say("no")), condition.otherwise)
        for condition in file.conditions
    ]
    return Table(
        "conditions",
        words(say("The durations hold under these conditions")),
        (
            Column("name", words(say("Condition"))),
            Column("met", words(say("Met"))),
            Column("otherwise", words(say("What if not"))),
        ),
        rows,
    )
