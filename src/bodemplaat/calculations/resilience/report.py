"""Vulnerability told: what pooling does, per function and organisation, and how many people the pool needs."""

from collections.abc import Iterator
from fractions import Fraction

from bodemplaat.calculations.resilience.answer import AtOnce, Need, ResilienceOutcome, mean_days
from bodemplaat.calculations.resilience.drawn import before_and_after, where
from bodemplaat.calculations.resilience.file import ResilienceFile
from bodemplaat.calculations.resilience.half_days import half_day_in_words
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.resilience import POOL, Coverage
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, KeyFigure, Paragraph, Part, Report, Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import Number, Percent, joined

SAME = 1e-9


def tell(file: ResilienceFile, outcome: ResilienceOutcome, _: Asked) -> Report:
    """One report for screen, workbook and paper."""
    return Report(
        title=file.title,
        lead=_lead(outcome),
        figures=tuple(_figures(file, outcome)),
        parts=tuple(_parts(file, outcome)),
    )


def figure(value: float, decimals: int = 6) -> Fraction:
    """A chance or a number of days as a table holds it; nothing here is an amount of money."""
    return Fraction(round(value * 10**decimals), 10**decimals)


def _lead(outcome: ResilienceOutcome) -> str:
    vulnerability = outcome.vulnerability
    return say(
        "A function that each organisation mans alone is without enough people on {alone} {alone:day|days} a year on "
        "average; together that is {pooled} {pooled:day|days}. Single-person functions go from {before} to {after}.",
        alone=Number(figure(mean_days(vulnerability.alone), 1), 1),
        pooled=Number(figure(mean_days(vulnerability.pooled), 1), 1),
        before=vulnerability.single_person_before,
        after=vulnerability.single_person_after,
    )


def _figures(file: ResilienceFile, outcome: ResilienceOutcome) -> Iterator[KeyFigure]:
    vulnerability = outcome.vulnerability
    yield KeyFigure(
        say("Single-person functions left"),
        vulnerability.single_person_after,
        Kind.COUNT,
        say("now {before}", before=vulnerability.single_person_before),
    )
    yield KeyFigure(
        say("Days a year not manned, together"),
        figure(mean_days(vulnerability.pooled), 1),
        Kind.NUMBER,
        say("now {days} on average", days=Number(figure(mean_days(vulnerability.alone), 1), 1)),
        decimals=1,
    )
    chance = outcome.pooled_at_once.chance
    note = say("worked out exactly")
    if not chance.exact:
        error = Percent(figure(chance.error), 1)
        note = say("simulated, standard error {error}", error=error)
    yield KeyFigure(
        say("Everything manned at once, together"),
        figure(chance.value),
        Kind.RATIO,
        note,
        beside=(0, 1),
    )


def _parts(file: ResilienceFile, outcome: ResilienceOutcome) -> Iterator[Part]:
    if file.introduction:
        yield Paragraph(file.introduction)
    yield _functions(file, outcome)
    yield before_and_after(file, outcome)
    weak = where(file, outcome)
    if weak is not None:
        yield weak
    yield _needed(file, outcome)
    yield _at_once(outcome)
    yield _coverages(file, outcome)
    yield Paragraph(_how(file, outcome), say("How this was worked out"))


def _functions(file: ResilienceFile, outcome: ResilienceOutcome) -> Table:
    def singles(name: str) -> int:
        return sum(coverage.single_person for coverage in outcome.alone(name))

    def worst(name: str) -> Fraction:
        return figure(max(coverage.days_a_year for coverage in outcome.alone(name)), 1)

    def days(name: str) -> Fraction:
        return figure(outcome.pooled(name).days_a_year, 1)

    certain = (0, 1, 1 - file.certainty)
    note = say("One person: where one alone can do it. Days: working days a year on which it is not manned.")
    return (
        Rows(function.name for function in file.functions)
        .column("name", say("Function"), str)
        .column("single", say("One person, now"), singles, Kind.COUNT)
        .column(
            "single-pool",
            say("One person, together"),
            lambda name: int(outcome.pooled(name).single_person),
            Kind.COUNT,
        )
        .column(
            "alone",
            say("Days alone, average"),
            lambda name: figure(mean_days(outcome.alone(name)), 1),
            Kind.NUMBER,
            decimals=1,
        )
        .column("worst", say("Days alone, worst"), worst, Kind.NUMBER, decimals=1)
        .column("pooled", say("Days together"), days, Kind.NUMBER, decimals=1)
        .column(
            "chance",
            say("Chance together"),
            lambda name: figure(outcome.pooled(name).unmanned),
            Kind.RATIO,
            decimals=2,
            beside=certain,
        )
        .table("functions", say("What pooling does, per function"), note=note)
    )


def _needed(file: ResilienceFile, outcome: ResilienceOutcome) -> Table:
    whole = round(file.certainty * 100, 2) % 1 == 0
    certainty = Percent(file.certainty, 0 if whole else 2)
    note = say(
        "Whoever comes in works {days} {days:half-day|half-days} a week and is ill {sickness} and on leave {leave} of that time. "
        "'In all' counts only such people, none of those who are there now.",
        days=Number(figure(_half_days_a_week(file), 1)),
        sickness=Percent(figure(file.newcomer.sickness)),
        leave=Percent(figure(file.newcomer.leave)),
    )
    if any(need.more is None or need.in_all is None for need in outcome.needs):
        never_enough = say(
            "Where no number will do, such people never work on some half-day on which it is needed."
        )
        note = joined((note, never_enough), " ")

    def people(count: int | None) -> Cell:
        return say("no number") if count is None else Number(count)

    def then(need: Need) -> Cell:
        return None if need.then is None else figure(need.then.days_a_year, 1)

    return (
        Rows(outcome.needs)
        .column("name", say("Function"), lambda need: need.function)
        .column(
            "minimum", say("Present at once"), lambda need: outcome.pooled(need.function).minimum, Kind.COUNT
        )
        .column(
            "qualified",
            say("Can do it now"),
            lambda need: outcome.pooled(need.function).qualified,
            Kind.COUNT,
        )
        .column("more", say("More needed"), lambda need: people(need.more), Kind.COUNT)
        .column("then", say("Not manned then"), then, Kind.NUMBER, say("days a year"), 1)
        .column("all", say("In all"), lambda need: people(need.in_all), Kind.COUNT)
        .table(
            "needed",
            say("How many people the pool needs to be {certainty} certain", certainty=certainty),
            note=note,
        )
    )


def _half_days_a_week(file: ResilienceFile) -> float:
    weeks = file.newcomer.pattern.weeks
    return sum(len(week) for week in weeks) / len(weeks)


def _at_once(outcome: ResilienceOutcome) -> Table:
    def error(at_once: AtOnce) -> Cell:
        return say("exact") if at_once.chance.exact else figure(at_once.chance.error)

    note = say("Whoever can do two functions can do one at a time; here each seat has its own person.")
    return (
        Rows((*outcome.alone_at_once, outcome.pooled_at_once))
        .column("name", say("Organisation"), lambda at_once: at_once.scope or say("Together"))
        .column(
            "chance", say("Chance"), lambda at_once: figure(at_once.chance.value), Kind.RATIO, beside=(0, 1)
        )
        .column("error", say("Standard error"), error, Kind.RATIO, decimals=2)
        .column(
            "days",
            say("Not so"),
            lambda at_once: figure(at_once.days_a_year, 1),
            Kind.NUMBER,
            say("days a year"),
            1,
        )
        .table("at-once", say("Everything manned at once"), note=note, emphasis={len(outcome.alone_at_once)})
    )


def _coverages(file: ResilienceFile, outcome: ResilienceOutcome) -> Table:
    coverages: list[Coverage] = []
    pooled: set[int] = set()
    for function in file.functions:
        coverages += sorted(outcome.alone(function.name), key=lambda c: file.organisations.index(c.scope))
        pooled.add(len(coverages))
        coverages.append(outcome.pooled(function.name))
    certain = (0, 1, 1 - file.certainty)
    return (
        Rows(coverages)
        .column("function", say("Function"), lambda coverage: coverage.function)
        .column(
            "scope",
            say("Where"),
            lambda coverage: say("Together") if coverage.scope == POOL else coverage.scope,
        )
        .column("qualified", say("Can do it"), lambda coverage: coverage.qualified, Kind.COUNT)
        .column("minimum", say("Needed"), lambda coverage: coverage.minimum, Kind.COUNT)
        .column(
            "chance",
            say("Chance not manned"),
            lambda coverage: figure(coverage.unmanned),
            Kind.RATIO,
            decimals=2,
            beside=certain,
        )
        .column(
            "days",
            say("Days a year"),
            lambda coverage: figure(coverage.days_a_year, 1),
            Kind.NUMBER,
            decimals=1,
        )
        .column(
            "worst",
            say("At worst"),
            lambda coverage: figure(coverage.worst),
            Kind.RATIO,
            decimals=1,
            beside=certain,
        )
        .column("when", say("When that is"), lambda coverage: _when(coverage, file))
        .table("coverage", say("Each function in each organisation"), emphasis=pooled)
    )


def _when(coverage: Coverage, file: ResilienceFile) -> str:
    if coverage.worst - coverage.unmanned < SAME:
        return say("always the same")
    season, week, half_day = coverage.worst_when
    parts = [half_day_in_words(half_day)]
    if max(len(person.pattern.weeks) for person in file.people) > 1:
        parts.append(say("week {week}", week=week))
    if len(file.seasons) > 1:
        parts.append(season)
    return joined(parts)


def _how(file: ResilienceFile, outcome: ResilienceOutcome) -> str:
    sentences = [
        say(
            "A function is not manned on a half-day when fewer qualified people are there than it needs. The chance "
            "of that is worked out exactly for every kind of half-day, from who works then and how often each is "
            "away, and averaged over a year of {weeks} weeks; two half-days are a day.",
            weeks=file.weeks,
        ),
        say(
            "People are taken to be away independently of each other. Influenza that takes a whole department makes "
            "the true figure worse; people who arrange their leave with each other make it better."
        ),
    ]
    if not outcome.exact:
        sentences.append(
            say(
                "Whether everything can be manned at once was drawn {draws} times per kind of half-day where a group "
                "was too large to be worked out (start of the random numbers: {seed}).",
                draws=outcome.draws,
                seed=outcome.seed,
            )
        )
    return joined(sentences, " ")
