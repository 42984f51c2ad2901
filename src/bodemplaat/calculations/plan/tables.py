"""The tables of a plan."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bodemplaat.calculations.plan.model import PlanFile, PlanOutcome
from bodemplaat.engines.planning import Plan, Simulation
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, Table

MOST_INFLUENCES = 10
LEAST_INFLUENCE = 0.05
MOST_MOVED = 60


def rounded(value: float, decimals: int = 4) -> Fraction:
    """A chance or correlation as a table holds it; nothing here is an amount of money."""
    return Fraction(round(value * 10**decimals), 10**decimals)


def phases_table(outcome: PlanOutcome) -> Table:
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
        Column("name", say("Phase")),
        Column("start", say("Start"), Kind.DAY),
        Column("finish", say("Done"), Kind.DAY),
        Column("months", say("Months"), Kind.NUMBER, decimals=1),
    ]
    if guided:
        columns.append(Column("guideline", say("By the guideline"), Kind.NUMBER))
    return Table("phases", say("Phases"), columns, rows)


def activities_on_paper(file: PlanFile, outcome: PlanOutcome) -> Table:
    """The table of activities in the form that fits on a page; the workbook has it whole."""
    whole = activities_table(file, outcome)
    shown = [n for n, column in enumerate(whole.columns) if column.key not in ("days", "late")]
    return replace(
        whole,
        key="activities-on-paper",
        columns=[whole.columns[n] for n in shown],
        rows=[[row[n] for n in shown] for row in whole.rows],
        note=say("Slack in workdays of the activity's own calendar; bold: no slack."),
        on_screen=False,
        on_paper=True,
        in_workbook=False,
    )


def activities_table(file: PlanFile, outcome: PlanOutcome) -> Table:
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
        Column("name", say("Activity")),
        Column("days", say("Days"), Kind.COUNT),
        Column("start", say("Start"), Kind.DAY),
        Column("finish", say("Done"), Kind.DAY),
        Column("late", say("At the latest"), Kind.DAY),
        Column("slack", say("Slack"), Kind.COUNT),
    ]
    if who:
        columns.append(Column("who", say("Who")))
    return Table(
        "activities",
        say("Activities"),
        columns,
        rows,
        note=say("Days and slack in workdays of the activity's own calendar; bold: no slack."),
        emphasis=frozenset(n for n, planned in enumerate(plan.activities) if planned.critical),
        on_paper=False,
    )


def chances_table(file: PlanFile, outcome: PlanOutcome) -> Table:
    """The end by percentile, and each agreed date with its chance."""
    simulation = outcome.simulation
    assert simulation is not None  # noqa: S101  # only told where there is one
    everything = say("Everything")
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
        say("The chance of meeting a date"),
        (
            Column("name", say("What")),
            Column("day", say("Done by"), Kind.DAY),
            Column("chance", say("Chance"), Kind.RATIO, beside=(0, 1)),
        ),
        rows,
    )


def influence_table(simulation: Simulation) -> Table:
    """Which uncertain durations go with a late end."""
    ranked = sorted(simulation.influence.items(), key=lambda influence: -influence[1])
    rows: list[Sequence[Cell]] = [
        (name, rounded(value, 2)) for name, value in ranked[:MOST_INFLUENCES] if value >= LEAST_INFLUENCE
    ]
    return Table(
        "influence",
        say("Which durations move the end"),
        (
            Column("name", say("Activity")),
            Column("influence", say("Goes with the end"), Kind.NUMBER, decimals=2),
        ),
        rows,
        note=say("Correlation of the duration with the end: 1 decides alone, 0 does not matter."),
    )


def scenarios_table(file: PlanFile, outcome: PlanOutcome) -> Table:
    """The plan and each scenario, in one row each, with the last activity that has an agreed day."""
    due = [activity.name for activity in file.project.activities if activity.finish_by is not None][-1:]
    planned = say("As planned")
    plans: list[tuple[str, Plan, Simulation | None]] = [(planned, outcome.plan, outcome.simulation)]
    plans += [(one.scenario.name, one.plan, one.simulation) for one in outcome.scenarios]
    rows: list[Sequence[Cell]] = [
        (
            name,
            *(plan[agreed].finish for agreed in due),
            plan.finish,
            (plan.finish - outcome.plan.finish).days,
            *_likely(simulation, outcome),
        )
        for name, plan, simulation in plans
    ]
    columns = [
        Column("name", say("Scenario")),
        *(Column("due", name, Kind.DAY) for name in due),
        Column("end", say("Everything"), Kind.DAY),
        Column("later", say("Days later"), Kind.COUNT),
    ]
    if outcome.simulation is not None:
        columns.append(Column("p80", say("In 80 of 100 by"), Kind.DAY))
        columns.append(Column("met", say("Planned end met"), Kind.RATIO))
    return Table("scenarios", say("What if"), columns, rows)


def _likely(simulation: Simulation | None, outcome: PlanOutcome) -> tuple[Cell, ...]:
    if simulation is None:
        return ()
    return simulation.percentiles[80], rounded(simulation.chance_by(outcome.plan.finish))


def delays_table(outcome: PlanOutcome) -> Table:
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
        say("What a delay does"),
        (
            Column("name", say("Activity")),
            Column("weeks", say("Weeks later"), Kind.COUNT),
            Column("days", say("Days of its calendar"), Kind.COUNT),
            Column("end", say("Everything done"), Kind.DAY),
            Column("later", say("Days later"), Kind.COUNT),
            Column("missed", say("Dates that are missed")),
        ),
        rows,
    )


def moved_table(outcome: PlanOutcome) -> Table:
    """Which activities a delay moves along."""
    rows: list[Sequence[Cell]] = [
        (one.activity, name, one.effect.before[name].finish, one.effect.after[name].finish, days)
        for one in outcome.delays
        for name, days in one.effect.moved.items()
    ]
    return Table(
        "moved",
        say("What moves along"),
        (
            Column("delay", say("Delay of")),
            Column("name", say("Activity")),
            Column("before", say("Was done"), Kind.DAY),
            Column("after", say("Becomes"), Kind.DAY),
            Column("days", say("Days later"), Kind.COUNT),
        ),
        rows,
        on_screen=len(outcome.delays) == 1,
        on_paper=len(rows) <= MOST_MOVED,
    )


def conditions_table(file: PlanFile) -> Table:
    """Under which conditions the durations hold."""
    rows: list[Sequence[Cell]] = []
    if file.most_participants:
        name = say("At most {most} {most:participant|participants}", most=file.most_participants)
        met = say("yes") if file.participants <= file.most_participants else say("no")
        rows.append((name, met, say("there are {count}", count=file.participants)))
    rows += [
        (condition.name, say("yes") if condition.met else say("no"), condition.otherwise)
        for condition in file.conditions
    ]
    return Table(
        "conditions",
        say("The durations hold under these conditions"),
        (
            Column("name", say("Condition")),
            Column("met", say("Met")),
            Column("otherwise", say("What if not")),
        ),
        rows,
    )
