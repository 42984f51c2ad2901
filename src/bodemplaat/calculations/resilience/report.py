"""Vulnerability told: what pooling does, per function and organisation, and how many people the pool needs."""

from collections.abc import Iterator
from fractions import Fraction

from bodemplaat.calculations.resilience.answer import AtOnce, ResilienceOutcome, mean_days
from bodemplaat.calculations.resilience.drawn import before_and_after, where
from bodemplaat.calculations.resilience.file import ResilienceFile
from bodemplaat.calculations.resilience.half_days import half_day_in_words
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.resilience import Coverage
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import (
    Cell,
    Column,
    KeyFigure,
    Paragraph,
    Part,
    Report,
    Table,
)
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
    rows: list[list[Cell]] = []
    for function in file.functions:
        alone, pooled = outcome.alone(function.name), outcome.pooled(function.name)
        rows.append(
            [
                function.name,
                sum(coverage.single_person for coverage in alone),
                int(pooled.single_person),
                figure(mean_days(alone), 1),
                figure(max(coverage.days_a_year for coverage in alone), 1),
                figure(pooled.days_a_year, 1),
                figure(pooled.unmanned),
            ]
        )
    return Table(
        "functions",
        say("What pooling does, per function"),
        (
            Column("name", say("Function")),
            Column("single", say("One person, now"), Kind.COUNT),
            Column("single-pool", say("One person, together"), Kind.COUNT),
            Column("alone", say("Days alone, average"), Kind.NUMBER, decimals=1),
            Column("worst", say("Days alone, worst"), Kind.NUMBER, decimals=1),
            Column("pooled", say("Days together"), Kind.NUMBER, decimals=1),
            Column(
                "chance",
                say("Chance together"),
                Kind.RATIO,
                decimals=2,
                beside=(0, 1, 1 - file.certainty),
            ),
        ),
        rows,
        note=say(
            "One person: where one alone can do it. Days: working days a year on which it is not manned."
        ),
    )


def _needed(file: ResilienceFile, outcome: ResilienceOutcome) -> Table:
    whole = round(file.certainty * 100, 2) % 1 == 0
    certainty = Percent(file.certainty, 0 if whole else 2)
    never = say("no number")
    rows: list[list[Cell]] = []
    for need in outcome.needs:
        pooled = outcome.pooled(need.function)
        rows.append(
            [
                need.function,
                pooled.minimum,
                pooled.qualified,
                Number(need.more) if need.more is not None else never,
                figure(need.then.days_a_year, 1) if need.then is not None else None,
                Number(need.in_all) if need.in_all is not None else never,
            ]
        )
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
    return Table(
        "needed",
        say("How many people the pool needs to be {certainty} certain", certainty=certainty),
        (
            Column("name", say("Function")),
            Column("minimum", say("Present at once"), Kind.COUNT),
            Column("qualified", say("Can do it now"), Kind.COUNT),
            Column("more", say("More needed"), Kind.COUNT),
            Column("then", say("Not manned then"), Kind.NUMBER, unit=say("days a year"),
                   decimals=1),
            Column("all", say("In all"), Kind.COUNT),
        ),
        rows,
        note=note,
    )  # fmt: skip


def _half_days_a_week(file: ResilienceFile) -> float:
    weeks = file.newcomer.pattern.weeks
    return sum(len(week) for week in weeks) / len(weeks)


def _at_once(outcome: ResilienceOutcome) -> Table:
    def row(name: str, at_once: AtOnce) -> list[Cell]:
        chance = at_once.chance
        return [
            name,
            figure(chance.value),
            say("exact") if chance.exact else figure(chance.error),
            figure(at_once.days_a_year, 1),
        ]

    rows = [row(one.scope, one) for one in outcome.alone_at_once]
    rows.append(row(say("Together"), outcome.pooled_at_once))
    return Table(
        "at-once",
        say("Everything manned at once"),
        (
            Column("name", say("Organisation")),
            Column("chance", say("Chance"), Kind.RATIO, beside=(0, 1)),
            Column("error", say("Standard error"), Kind.RATIO, decimals=2),
            Column("days", say("Not so"), Kind.NUMBER, unit=say("days a year"), decimals=1),
        ),
        rows,
        note=say("Whoever can do two functions can do one at a time; here each seat has its own person."),
        emphasis=frozenset({len(rows) - 1}),
    )


def _coverages(file: ResilienceFile, outcome: ResilienceOutcome) -> Table:
    together = say("Together")
    rows: list[list[Cell]] = []
    bold: set[int] = set()
    for function in file.functions:
        in_order = sorted(outcome.alone(function.name), key=lambda c: file.organisations.index(c.scope))
        rows += [_coverage_row(coverage, coverage.scope, file) for coverage in in_order]
        bold.add(len(rows))
        rows.append(_coverage_row(outcome.pooled(function.name), together, file))
    return Table(
        "coverage",
        say("Each function in each organisation"),
        (
            Column("function", say("Function")),
            Column("scope", say("Where")),
            Column("qualified", say("Can do it"), Kind.COUNT),
            Column("minimum", say("Needed"), Kind.COUNT),
            Column(
                "chance",
                say("Chance not manned"),
                Kind.RATIO,
                decimals=2,
                beside=(0, 1, 1 - file.certainty),
            ),
            Column("days", say("Days a year"), Kind.NUMBER, decimals=1),
            Column(
                "worst",
                say("At worst"),
                Kind.RATIO,
                decimals=1,
                beside=(0, 1, 1 - file.certainty),
            ),
            Column("when", say("When that is")),
        ),
        rows,
        emphasis=frozenset(bold),
    )


def _coverage_row(coverage: Coverage, scope: str, file: ResilienceFile) -> list[Cell]:
    return [
        coverage.function,
        scope,
        coverage.qualified,
        coverage.minimum,
        figure(coverage.unmanned),
        figure(coverage.days_a_year, 1),
        figure(coverage.worst),
        _when(coverage, file),
    ]


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
