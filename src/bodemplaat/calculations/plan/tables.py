"""The tables of a plan."""

from dataclasses import replace
from fractions import Fraction

from bodemplaat.calculations.plan.model import PlanFile, PlanOutcome
from bodemplaat.engines.planning import Simulation
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Table
from bodemplaat.presentation.rows import Rows

MOST_INFLUENCES = 10
LEAST_INFLUENCE = 0.05
MOST_MOVED = 60


def rounded(value: float, decimals: int = 4) -> Fraction:
    """A chance or correlation as a table holds it; nothing here is an amount of money."""
    return Fraction(round(value * 10**decimals), 10**decimals)


def phases_table(outcome: PlanOutcome) -> Table:
    """Each phase beside its guideline."""
    phases = (
        Rows(outcome.phases)
        .column("name", say("Phase"), lambda dates: dates.phase.name)
        .column("start", say("Start"), lambda dates: dates.start, Kind.DAY)
        .column("finish", say("Done"), lambda dates: dates.finish, Kind.DAY)
        .column("months", say("Months"), lambda dates: round(dates.months, 1), Kind.NUMBER, decimals=1)
    )
    if any(dates.phase.months is not None for dates in outcome.phases):
        phases.column("guideline", say("By the guideline"), lambda dates: dates.phase.months, Kind.NUMBER)
    return phases.table("phases", say("Phases"))


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
    planned = outcome.plan.activities
    durations = {activity.name: activity.duration for activity in file.project.activities}
    activities = (
        Rows(planned)
        .column("name", say("Activity"), lambda each: each.name)
        .column("days", say("Days"), lambda each: durations[each.name].likely, Kind.COUNT)
        .column("start", say("Start"), lambda each: each.start, Kind.DAY)
        .column("finish", say("Done"), lambda each: each.finish, Kind.DAY)
        .column("late", say("At the latest"), lambda each: each.late_finish, Kind.DAY)
        .column("slack", say("Slack"), lambda each: each.slack, Kind.COUNT)
    )
    if any(file.who_of.values()):
        activities.column("who", say("Who"), lambda each: file.who_of[each.name])
    note = say("Days and slack in workdays of the activity's own calendar; bold: no slack.")
    bold = {number for number, each in enumerate(planned) if each.critical}
    return activities.table("activities", say("Activities"), note=note, emphasis=bold, on_paper=False)


def chances_table(file: PlanFile, outcome: PlanOutcome) -> Table:
    """The end by percentile, and each agreed date with its chance."""
    simulation = outcome.simulation
    assert simulation is not None  # noqa: S101  # only told where there is one
    ends = {outcome.plan.finish, *simulation.percentiles.values()}
    due = {activity.name: activity.finish_by for activity in file.project.activities}
    if outcome.by is not None and outcome.by.activity:
        due[outcome.by.activity] = outcome.by.day
    elif outcome.by is not None:
        ends.add(outcome.by.day)
    by_end = ((say("Everything"), day, simulation.chance_by(day)) for day in sorted(ends))
    by_activity = ((name, due[name], chance) for name, chance in simulation.chances.items())
    return (
        Rows((*by_end, *by_activity))
        .column("name", say("What"), lambda chance: chance[0])
        .column("day", say("Done by"), lambda chance: chance[1], Kind.DAY)
        .column("chance", say("Chance"), lambda chance: rounded(chance[2]), Kind.RATIO, beside=(0, 1))
        .table("chances", say("The chance of meeting a date"))
    )


def influence_table(simulation: Simulation) -> Table:
    """Which uncertain durations go with a late end."""
    ranked = sorted(simulation.influence.items(), key=lambda influence: -influence[1])[:MOST_INFLUENCES]
    note = say("Correlation of the duration with the end: 1 decides alone, 0 does not matter.")
    return (
        Rows(influence for influence in ranked if influence[1] >= LEAST_INFLUENCE)
        .column("name", say("Activity"), lambda influence: influence[0])
        .column(
            "influence",
            say("Goes with the end"),
            lambda influence: rounded(influence[1], 2),
            Kind.NUMBER,
            decimals=2,
        )
        .table("influence", say("Which durations move the end"), note=note)
    )


def scenarios_table(file: PlanFile, outcome: PlanOutcome) -> Table:
    """The plan and each scenario, in one row each, with the last activity that has an agreed day."""
    due = [activity.name for activity in file.project.activities if activity.finish_by is not None][-1:]
    end = outcome.plan.finish
    planned = (say("As planned"), outcome.plan, outcome.simulation)
    scenarios = Rows((planned, *((one.scenario.name, one.plan, one.simulation) for one in outcome.scenarios)))
    scenarios.column("name", say("Scenario"), lambda one: one[0])
    for agreed in due:
        scenarios.column("due", agreed, lambda one: one[1][due[0]].finish, Kind.DAY)
    scenarios.column("end", say("Everything"), lambda one: one[1].finish, Kind.DAY)
    scenarios.column("later", say("Days later"), lambda one: (one[1].finish - end).days, Kind.COUNT)
    if outcome.simulation is not None:
        by = say("In 80 of 100 by")
        scenarios.column("p80", by, lambda one: one[2].percentiles[80] if one[2] else None, Kind.DAY)
        met = say("Planned end met")
        scenarios.column(
            "met", met, lambda one: rounded(one[2].chance_by(end)) if one[2] else None, Kind.RATIO
        )
    return scenarios.table("scenarios", say("What if"))


def delays_table(outcome: PlanOutcome) -> Table:
    """What each delay that was asked for does to the end."""
    return (
        Rows(outcome.delays)
        .column("name", say("Activity"), lambda one: one.activity)
        .column("weeks", say("Weeks later"), lambda one: one.weeks, Kind.COUNT)
        .column("days", say("Days of its calendar"), lambda one: one.workdays, Kind.COUNT)
        .column("end", say("Everything done"), lambda one: one.effect.after.finish, Kind.DAY)
        .column("later", say("Days later"), lambda one: one.effect.end, Kind.COUNT)
        .column(
            "missed",
            say("Dates that are missed"),
            lambda one: ", ".join(dict.fromkeys(finding.place for finding in one.effect.missed)),
        )
        .table("delays", say("What a delay does"))
    )


def moved_table(outcome: PlanOutcome) -> Table:
    """Which activities a delay moves along."""
    moved = Rows((one, name) for one in outcome.delays for name in one.effect.moved)
    return (
        moved.column("delay", say("Delay of"), lambda move: move[0].activity)
        .column("name", say("Activity"), lambda move: move[1])
        .column("before", say("Was done"), lambda move: move[0].effect.before[move[1]].finish, Kind.DAY)
        .column("after", say("Becomes"), lambda move: move[0].effect.after[move[1]].finish, Kind.DAY)
        .column("days", say("Days later"), lambda move: move[0].effect.moved[move[1]], Kind.COUNT)
        .table(
            "moved",
            say("What moves along"),
            on_screen=len(outcome.delays) == 1,
            on_paper=len(moved.values) <= MOST_MOVED,
        )
    )


def conditions_table(file: PlanFile) -> Table:
    """Under which conditions the durations hold."""
    conditions = [(each.name, each.met, each.otherwise) for each in file.conditions]
    if file.most_participants:
        name = say("At most {most} {most:participant|participants}", most=file.most_participants)
        few = file.participants <= file.most_participants
        conditions.insert(0, (name, few, say("there are {count}", count=file.participants)))
    return (
        Rows(conditions)
        .column("name", say("Condition"), lambda condition: condition[0])
        .column("met", say("Met"), lambda condition: say("yes") if condition[1] else say("no"))
        .column("otherwise", say("What if not"), lambda condition: condition[2])
        .table("conditions", say("The durations hold under these conditions"))
    )
