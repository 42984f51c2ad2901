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
from bodemplaat.presentation.words import Words

MOST_FIGURES = 3


def tell(file: PlanFile, outcome: PlanOutcome, words: Words, asked: Asked) -> Report:
    """One report for screen, workbook and paper."""
    return Report(
        title=file.title,
        lead=_lead(outcome, words),
        figures=tuple(_figures(file, outcome, words)),
        parts=tuple(_parts(file, outcome, words)),
        warnings=tuple(_warnings(file, words)),
    )


def part(chance: float) -> Fraction:
    """A chance as a table holds it."""
    return Fraction(chance).limit_denominator(1_000_000)


def _lead(outcome: PlanOutcome, words: Words) -> str:
    text = words(say("Everything is done on {finish}."), finish=outcome.plan.finish)
    if outcome.simulation is None:
        return text
    return f"{text} " + words(
        say("The chance of that is {chance}; a date that is met in 80 of 100 cases is {likely}."),
        chance=words.chance(part(outcome.simulation.chance_by(outcome.plan.finish)), Fraction(80, 100)),
        likely=outcome.simulation.percentiles[80],
    )


def _figures(file: PlanFile, outcome: PlanOutcome, words: Words) -> Iterator[KeyFigure]:
    plan = outcome.plan
    months = months_between(file.project.start, plan.finish)
    note = words(say("{months} months from the start"), months=words.number(round(months, 1), 1))
    yield KeyFigure(words(say("Done")), plan.finish, Kind.DAY, note)
    due = [activity for activity in file.project.activities if activity.finish_by is not None]
    room = MOST_FIGURES - 1 - (outcome.simulation is not None)
    for activity in due[-room:]:
        yield _agreed(activity, outcome, words)
    if not due:
        note = words(say("of {count} activities"), count=len(plan.activities))
        critical = sum(planned.critical for planned in plan.activities)
        yield KeyFigure(words(say("Without slack")), critical, Kind.COUNT, note)
    if outcome.by is not None:
        label = words(
            say("Chance that {what} is done by {day}"),
            what=outcome.by.activity or words(say("everything")),
            day=outcome.by.day,
        )
        yield KeyFigure(label, part(outcome.by.chance), Kind.RATIO, beside=(0, 1))
    elif outcome.simulation is not None:
        note = words(say("half of the draws by {day}"), day=outcome.simulation.percentiles[50])
        yield KeyFigure(words(say("Done in 80 of 100")), outcome.simulation.percentiles[80], Kind.DAY, note)


def _agreed(activity: Activity, outcome: PlanOutcome, words: Words) -> KeyFigure:
    """When an activity with an agreed last day is done, and how sure that is."""
    note = words(say("at the latest {day}"), day=activity.finish_by)
    if outcome.simulation is not None:
        chance = part(outcome.simulation.chances[activity.name])
        note = words(
            say("at the latest {day}, chance {chance}"),
            day=activity.finish_by,
            chance=words.chance(chance),
        )
    return KeyFigure(activity.name, outcome.plan[activity.name].finish, Kind.DAY, note)


def _warnings(file: PlanFile, words: Words) -> Iterator[str]:
    """Conditions of the plan itself that are not met."""
    if file.most_participants and file.participants > file.most_participants:
        yield _too_many(file, file.participants, words)
    for condition in file.conditions:
        if not condition.met:
            yield _not_met(condition.name, condition.otherwise, words)


def _too_many(file: PlanFile, participants: int, words: Words) -> str:
    return words(
        say("These durations hold for at most {most} participants; there are {count}."),
        most=file.most_participants,
        count=participants,
    )


def _not_met(name: str, otherwise: str, words: Words) -> str:
    text = words(say("Condition not met: {name}."), name=name)
    return f"{text} {otherwise}".strip()


def _parts(file: PlanFile, outcome: PlanOutcome, words: Words) -> Iterator[Part]:
    if file.introduction:
        yield Paragraph(file.introduction)
    if outcome.phases:
        yield tables.phases_table(outcome, words)
        yield road(outcome.phases, words)
    yield from gantt(file, outcome, words)
    yield Paragraph(_path(outcome, words), words(say("What holds the end")))
    if outcome.simulation is not None:
        if len(outcome.simulation.end_chances) > 1:
            yield certainty(outcome.simulation, outcome.plan.finish, words)
        yield tables.chances_table(file, outcome, words)
        if any(value >= tables.LEAST_INFLUENCE for value in outcome.simulation.influence.values()):
            yield tables.influence_table(outcome.simulation, words)
    if outcome.scenarios:
        yield tables.scenarios_table(file, outcome, words)
        for scenario in outcome.scenarios:
            yield Paragraph(_scenario(file, outcome, scenario, words), scenario.scenario.name)
    if outcome.delays:
        yield tables.delays_table(outcome, words)
        if any(one.effect.moved for one in outcome.delays):
            yield tables.moved_table(outcome, words)
    if file.conditions or file.most_participants:
        yield tables.conditions_table(file, words)
    yield tables.activities_table(file, outcome, words)
    yield tables.activities_on_paper(file, outcome, words)
    yield Paragraph(_how(file, outcome, words), words(say("How this was worked out")))


def _path(outcome: PlanOutcome, words: Words) -> str:
    return words(
        say(
            "Followed back from the end, each step to what held its start: {path}. Whoever wants to be done earlier "
            "begins here."
        ),
        path=" → ".join(outcome.plan.path),
    )


def _scenario(file: PlanFile, outcome: PlanOutcome, one: ScenarioOutcome, words: Words) -> str:
    """What is told of a scenario: its text, when it ends, and which conditions fail."""
    sentences = [one.scenario.text] if one.scenario.text else []
    days = (one.plan.finish - outcome.plan.finish).days
    if days > 0:
        text = say("Everything is then done on {finish}, {days} days later.")
        sentences.append(words(text, finish=one.plan.finish, days=days))
    elif days < 0:
        text = say("Everything is then done on {finish}, {days} days earlier.")
        sentences.append(words(text, finish=one.plan.finish, days=-days))
    else:
        sentences.append(words(say("The end stays {finish}."), finish=one.plan.finish))
    if one.too_many:
        sentences.append(_too_many(file, one.scenario.participants or file.participants, words))
    sentences += [_not_met(condition.name, condition.otherwise, words) for condition in one.not_met]
    missed = dict.fromkeys(finding.place for finding in one.plan.findings)
    if missed:
        sentences.append(words(say("Dates that cannot be kept then: {names}."), names=", ".join(missed)))
    return " ".join(sentences)


def _how(file: PlanFile, outcome: PlanOutcome, words: Words) -> str:
    sentences = [
        words(
            say(
                "Going forward, each activity starts on the first day of its calendar on which all that it waits for is "
                "done; going back from the end, it gets the last dates that move nothing. The difference, in its own "
                "workdays, is its slack."
            )
        ),
        words(TOLD[file.free_days]),
    ]
    if outcome.simulation is not None:
        sentences.append(
            words(
                say(
                    "How sure a date is comes from {draws} plans with durations drawn between best and worst, independently "
                    "of each other (start of the random numbers: {seed}). A chance has a standard error of at most {error}."
                ),
                draws=outcome.simulation.draws,
                seed=outcome.seed,
                error=words.percent(Fraction(round(5_000 / outcome.simulation.draws**0.5), 10_000), 1),
            )
        )
    return " ".join(sentences)
