"""The plan told: when it is done and what holds it, then phases, activities, certainty, scenarios and delays."""

from collections.abc import Iterator
from fractions import Fraction

from bodemplaat.calculations.plan import tables
from bodemplaat.calculations.plan.drawn import certainty, gantt, road
from bodemplaat.calculations.plan.model import PlanFile, PlanOutcome, ScenarioOutcome, months_between
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.planning import Activity
from bodemplaat.formats.free_days import TOLD
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import KeyFigure, Paragraph, Part, Report
from bodemplaat.presentation.values import Chance, Number, Percent, joined

MOST_FIGURES = 3


def tell(file: PlanFile, outcome: PlanOutcome, _: Asked) -> Report:
    """One report for screen, workbook and paper."""
    return Report(
        title=file.title,
        lead=_lead(outcome),
        figures=tuple(_figures(file, outcome)),
        parts=tuple(_parts(file, outcome)),
        warnings=tuple(_warnings(file)),
    )


def part(chance: float) -> Fraction:
    """A chance as a table holds it."""
    return Fraction(chance).limit_denominator(1_000_000)


def _lead(outcome: PlanOutcome) -> str:
    text = say("Everything is done on {finish}.", finish=outcome.plan.finish)
    if outcome.simulation is None:
        return text
    sure = say(
        "The chance of that is {chance}; a date that is met in 80 of 100 cases is {likely}.",
        chance=Chance(part(outcome.simulation.chance_by(outcome.plan.finish)), beside=(Fraction(80, 100),)),
        likely=outcome.simulation.percentiles[80],
    )
    return joined((text, sure), " ")


def _figures(file: PlanFile, outcome: PlanOutcome) -> Iterator[KeyFigure]:
    plan = outcome.plan
    months = months_between(file.project.start, plan.finish)
    note = say("{months} {months:month|months} from the start", months=Number(round(months, 1), 1))
    yield KeyFigure(say("Done"), plan.finish, Kind.DAY, note)
    due = [activity for activity in file.project.activities if activity.finish_by is not None]
    room = MOST_FIGURES - 1 - (outcome.simulation is not None)
    for activity in due[-room:]:
        yield _agreed(activity, outcome)
    if not due:
        note = say("of {count} {count:activity|activities}", count=len(plan.activities))
        critical = sum(planned.critical for planned in plan.activities)
        yield KeyFigure(say("Without slack"), critical, Kind.COUNT, note)
    if outcome.by is not None:
        label = say(
            "Chance that {what} is done by {day}",
            what=outcome.by.activity or say("everything"),
            day=outcome.by.day,
        )
        yield KeyFigure(label, part(outcome.by.chance), Kind.RATIO, beside=(0, 1))
    elif outcome.simulation is not None:
        note = say("half of the draws by {day}", day=outcome.simulation.percentiles[50])
        yield KeyFigure(say("Done in 80 of 100"), outcome.simulation.percentiles[80], Kind.DAY, note)


def _agreed(activity: Activity, outcome: PlanOutcome) -> KeyFigure:
    """When an activity with an agreed last day is done, and how sure that is."""
    note = say("at the latest {day}", day=activity.finish_by)
    if outcome.simulation is not None:
        chance = part(outcome.simulation.chances[activity.name])
        note = say(
            "at the latest {day}, chance {chance}",
            day=activity.finish_by,
            chance=Chance(chance),
        )
    return KeyFigure(activity.name, outcome.plan[activity.name].finish, Kind.DAY, note)


def _warnings(file: PlanFile) -> Iterator[str]:
    """Conditions of the plan itself that are not met."""
    if file.most_participants and file.participants > file.most_participants:
        yield _too_many(file, file.participants)
    for condition in file.conditions:
        if not condition.met:
            yield _not_met(condition.name, condition.otherwise)


def _too_many(file: PlanFile, participants: int) -> str:
    return say(
        "These durations hold for at most {most} {most:participant|participants}; there are {count}.",
        most=file.most_participants,
        count=participants,
    )


def _not_met(name: str, otherwise: str) -> str:
    text = say("Condition not met: {name}.", name=name)
    return joined((text, otherwise), " ")


def _parts(file: PlanFile, outcome: PlanOutcome) -> Iterator[Part]:
    if file.introduction:
        yield Paragraph(file.introduction)
    if outcome.phases:
        yield tables.phases_table(outcome)
        yield road(outcome.phases)
    yield from gantt(file, outcome)
    yield Paragraph(_path(outcome), say("What holds the end"))
    if outcome.simulation is not None:
        if len(outcome.simulation.end_chances) > 1:
            yield certainty(outcome.simulation, outcome.plan.finish)
        yield tables.chances_table(file, outcome)
        if any(value >= tables.LEAST_INFLUENCE for value in outcome.simulation.influence.values()):
            yield tables.influence_table(outcome.simulation)
    if outcome.scenarios:
        yield tables.scenarios_table(file, outcome)
        for scenario in outcome.scenarios:
            yield Paragraph(_scenario(file, outcome, scenario), scenario.scenario.name)
    if outcome.delays:
        yield tables.delays_table(outcome)
        if any(one.effect.moved for one in outcome.delays):
            yield tables.moved_table(outcome)
    if file.conditions or file.most_participants:
        yield tables.conditions_table(file)
    yield tables.activities_table(file, outcome)
    yield tables.activities_on_paper(file, outcome)
    yield Paragraph(_how(file, outcome), say("How this was worked out"))


def _path(outcome: PlanOutcome) -> str:
    return say(
        "Followed back from the end, each step to what held its start: {path}. Whoever wants to be done earlier "
        "begins here.",
        path=" → ".join(outcome.plan.path),
    )


def _scenario(file: PlanFile, outcome: PlanOutcome, one: ScenarioOutcome) -> str:
    """What is told of a scenario: its text, when it ends, and which conditions fail."""
    sentences = [one.scenario.text] if one.scenario.text else []
    days = (one.plan.finish - outcome.plan.finish).days
    if days > 0:
        text = say("Everything is then done on {finish}, {days} {days:day|days} later.")
        sentences.append(text.using(finish=one.plan.finish, days=days))
    elif days < 0:
        text = say("Everything is then done on {finish}, {days} {days:day|days} earlier.")
        sentences.append(text.using(finish=one.plan.finish, days=-days))
    else:
        sentences.append(say("The end stays {finish}.", finish=one.plan.finish))
    if one.too_many:
        sentences.append(_too_many(file, one.scenario.participants or file.participants))
    sentences += [_not_met(condition.name, condition.otherwise) for condition in one.not_met]
    missed = dict.fromkeys(finding.place for finding in one.plan.findings)
    if missed:
        sentences.append(say("Dates that cannot be kept then: {names}.", names=", ".join(missed)))
    return joined(sentences, " ")


def _how(file: PlanFile, outcome: PlanOutcome) -> str:
    sentences = [
        say(
            "Going forward, each activity starts on the first day of its calendar on which all that it waits for is "
            "done; going back from the end, it gets the last dates that move nothing. The difference, in its own "
            "workdays, is its slack."
        ),
        TOLD[file.free_days],
    ]
    if outcome.simulation is not None:
        sentences.append(
            say(
                "How sure a date is comes from {draws} plans with durations drawn between best and worst, independently "
                "of each other (start of the random numbers: {seed}). A chance has a standard error of at most {error}.",
                draws=outcome.simulation.draws,
                seed=outcome.seed,
                error=Percent(Fraction(round(5_000 / outcome.simulation.draws**0.5), 10_000), 1),
            )
        )
    return joined(sentences, " ")
