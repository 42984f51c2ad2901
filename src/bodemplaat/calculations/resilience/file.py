"""A file with functions, the people who can do them, when they work and how often they are away; and the step to these."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import ModelFile, Names, Row
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import block, listing
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.template import Template
from bodemplaat.calculations.file.values import NotAValue, as_ratio
from bodemplaat.calculations.resilience.half_days import read_half_days
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.engines.resilience import OFFICE_WEEK, WHOLE_YEAR, Function, Pattern, Person, Season
from bodemplaat.kernel import Finding, say

WEEKS_OF_A_YEAR = (52, 53)
MOST_WEEKS, MOST_OF_A_KIND = 8, 500
NEWCOMER = "newcomer"
HALF_DAYS = say("For instance ma; di-ochtend; wo-middag, or mon; tue-morning; wed-afternoon")
WORKS_ON = say("A pattern by name, or half-days; Monday to Friday when empty")
FOR_EVERYBODY = say("Part of the working time, for everybody without a figure of their own")


class FunctionRow(Row, called=say("function")):
    """Work for which at least so many people have to be present on certain half-days."""

    name = fields.text(say("Function"))
    minimum = fields.count(
        say("Present at least"), default=1, least=1, note=say("In each organisation; 1 when empty")
    )
    pooled_minimum = optional(
        fields.count(
            say("Present at least in the pool"),
            least=1,
            note=say("The same as in one organisation when empty"),
        )
    )
    needed = fields.special_list(say("Needed on"), read_half_days, note=HALF_DAYS)
    organisations = fields.texts(
        say("Needed by"),
        names_of=Names(what=say("organisation"), among=lambda file: file.every_organisation),
        note=say("All organisations when empty"),
    )


class PersonRow(Row, key=("name", "organisation")):
    """Somebody, or several of a kind, who can do certain functions."""

    name = fields.text(say("Who"))
    organisation = fields.text(
        say("Organisation"),
        names_of=Names(what=say("organisation"), among=lambda file: file.organisations, if_any=True),
    )
    functions = fields.texts(
        say("Can do"), names_of="functions", note=say("Functions, separated by semicolons")
    )
    pattern = fields.texts(say("Works on"), note=WORKS_ON)
    sickness = optional(fields.ratio(say("Sickness")))
    leave = optional(fields.ratio(say("Leave and training")))
    number = fields.count(
        say("How many of them"), default=1, least=1, most=MOST_OF_A_KIND, note=say("1 when empty")
    )


class PatternRow(Row, key=("name", "week")):
    """The half-days of one week. Rows of one name are weeks that take turns."""

    name = fields.text(say("Pattern"))
    week = fields.count(
        say("Week"),
        default=1,
        least=1,
        most=MOST_WEEKS,
        note=say("Weeks that take turns each have a row; 1 when empty"),
    )
    half_days = fields.special_list(say("Half-days"), read_half_days, note=HALF_DAYS)


class SeasonRow(Row):
    """A part of the year with more or less leave, scaled so that everybody takes the leave that is stated."""

    name = fields.text(say("Season"))
    weeks = fields.count(say("Weeks"), least=1, most=WEEKS_OF_A_YEAR[-1], note=say("Together 52"))
    leave = fields.number(
        say("Times the usual leave"), default=1, least=0, note=say("2 is twice as much; 1 when empty")
    )


class NewcomerBlock(Row):
    """Whom the pool would take on: full time and as often away as the others, if nothing is said."""

    pattern = fields.texts(say("Works on"), note=WORKS_ON)
    sickness = optional(fields.ratio(say("Sickness"), note=say("As the others when empty")))
    leave = optional(fields.ratio(say("Leave and training"), note=say("As the others when empty")))


class ResilienceFields(ModelFile, section="resilience", sheet=say("Vulnerability")):
    """Functions, the people who can do them, when they work and how often they are away.

    A half-day is `ma`, `di-ochtend`, `wo-middag`, or `mon`, `tue-morning`, `wed-afternoon`. `--certainty` goes before the
    certainty of the file; `--simulate N` and `--seed S` are for what is too large to be exact.
    """

    title = fields.title()
    introduction = fields.text(say("Introduction"), default="")
    certainty = fields.ratio(
        say("Certainty wanted"),
        default=Decimal("0.99"),
        note=say("How certain it must be that a function is manned; 99 % when empty"),
    )
    sickness = optional(fields.ratio(say("Sickness"), note=FOR_EVERYBODY))
    leave = optional(fields.ratio(say("Leave and training"), note=FOR_EVERYBODY))
    organisations = fields.texts(
        say("Organisations"),
        note=say("Separated by semicolons; only needed when one of them has nobody"),
    )
    functions = listing(say("Functions"), FunctionRow, least=1)
    people = listing(say("People"), PersonRow, least=1)
    patterns = listing(say("Patterns"), PatternRow)
    seasons = listing(say("Seasons"), SeasonRow)
    newcomer = optional(
        block(
            say("Newcomer"),
            NewcomerBlock,
            note=say("Whom the pool would take on; this is who is counted in the number of people needed"),
        )
    )

    @property
    def every_organisation(self) -> tuple[str, ...]:
        """The organisations listed, so that one without anybody counts too; else those of the people."""
        return tuple(dict.fromkeys(self.organisations or (row.organisation for row in self.people)))


TEMPLATE = Template.of(ResilienceFields, "bodemplaat.calculations.resilience")


@dataclass(frozen=True, slots=True)
class ResilienceFile:
    """What the file says. ``newcomer`` is whom the pool would take on, ``certainty`` how sure manning must be."""

    title: str
    introduction: str
    organisations: tuple[str, ...]
    people: tuple[Person, ...]
    functions: tuple[Function, ...]
    seasons: tuple[Season, ...]
    certainty: Decimal
    newcomer: Person

    @property
    def weeks(self) -> int:
        """Weeks of the year that the seasons make."""
        return sum(season.weeks for season in self.seasons)


def read(reading: Reading, request: Asked) -> ResilienceFile:
    """Read the block ``resilience``, or the whole file where it has no such block."""
    file = ResilienceFields.read(reading)
    patterns = _patterns(file)
    groups = [_people(row, file, patterns) for row in file.people]
    people = tuple(person for group in groups for person in group)
    organisations = file.every_organisation
    seasons = _seasons(file)
    _check_leave(file, groups, seasons)
    return ResilienceFile(
        title=file.title,
        introduction=file.introduction,
        organisations=organisations,
        people=people,
        functions=tuple(_function(row, organisations) for row in file.functions),
        seasons=seasons,
        certainty=_certainty(file.certainty, request),
        newcomer=_newcomer(file, patterns, people),
    )


def _function(row: FunctionRow, organisations: Sequence[str]) -> Function:
    return Function(
        row.name,
        row.minimum,
        row.pooled_minimum,
        row.needed or OFFICE_WEEK.weeks[0],
        frozenset(row.organisations or organisations),
    )


def _patterns(file: ResilienceFields) -> Mapping[str, Pattern]:
    weeks: dict[str, dict[int, frozenset[int]]] = {}
    last: dict[str, PatternRow] = {}
    for row in file.patterns:
        if row.week in weeks.setdefault(row.name, {}):
            message = say(
                "Week {week} of pattern '{value}' stands here for the second time: keep one of the two."
            )
            row.error("resilience.week_twice", "week", message, week=row.week, value=row.name)
        weeks[row.name][row.week] = row.half_days
        last[row.name] = row
    for name, by_week in weeks.items():
        missing = sorted(set(range(1, max(by_week) + 1)) - set(by_week))
        if missing:
            message = say("Pattern '{value}' has no week {week}: give every week of the cycle a row.")
            last[name].error("resilience.week_missing", "week", message, value=name, week=missing[0])
    return {
        name: Pattern(tuple(by_week[week] for week in sorted(by_week))) for name, by_week in weeks.items()
    }


def _people(row: PersonRow, file: ResilienceFields, patterns: Mapping[str, Pattern]) -> tuple[Person, ...]:
    """One person, or as many of a kind as ``number`` says."""
    if not row.functions:
        message = say("Say which functions '{value}' can do.")
        row.error("resilience.no_skill", "functions", message, value=row.name)
    known = {function.name for function in file.functions}
    person = Person(
        row.name,
        row.organisation,
        frozenset(known.intersection(row.functions)),
        _pattern(row, patterns),
        float(_rate(row, "sickness", row.sickness, file.sickness)),
        float(_rate(row, "leave", row.leave, file.leave)),
    )
    if row.number == 1:
        return (person,)
    return tuple(replace(person, name=f"{row.name} {n + 1}") for n in range(row.number))


def _rate(row: PersonRow, name: str, own: Decimal | None, usual: Decimal | None) -> Decimal:
    """Their own figure, else the one for everybody; one of the two is needed."""
    if own is not None:
        return own
    if usual is None:
        row.missing(name)
        return Decimal(0)
    return usual


def _pattern(row: PersonRow | NewcomerBlock, patterns: Mapping[str, Pattern]) -> Pattern:
    """The name of a pattern, or the half-days of every week; office hours if nothing is said."""
    texts = row.pattern
    if not texts:
        return OFFICE_WEEK
    if len(texts) == 1 and texts[0] in patterns:
        return patterns[texts[0]]
    return Pattern((read_half_days(row.entry, "pattern", texts),))


def _seasons(file: ResilienceFields) -> tuple[Season, ...]:
    seasons = tuple(Season(row.name, row.weeks, float(row.leave)) for row in file.seasons)
    weeks = sum(season.weeks for season in seasons)
    if seasons and weeks not in WEEKS_OF_A_YEAR:
        message = say(
            "The seasons have {count} {count:week|weeks} together; a year has 52 (or 53): correct their weeks."
        )
        file.error("resilience.weeks", "seasons", message, count=weeks)
    return seasons or WHOLE_YEAR


def _check_leave(
    file: ResilienceFields, groups: Sequence[Sequence[Person]], seasons: Sequence[Season]
) -> None:
    """Leave follows the seasons; nobody can be on leave more than a whole season."""
    usual = sum(season.leave * season.weeks for season in seasons) / sum(season.weeks for season in seasons)
    busiest = max(seasons, key=lambda season: season.leave)
    for row, group in zip(file.people, groups, strict=True):
        leave = group[0].leave
        if not usual and leave:
            message = say("People take leave, but no season has any: give at least one a '{leave}' above 0.")
            file.error("resilience.no_leave", "seasons", message)
            return
        if usual and leave * busiest.leave / usual > 1:
            message = say(
                "'{value}' would be on leave more than all of '{season}': lower the leave, or that of the season."
            )
            row.error("resilience.leave", "leave", message, value=group[0].name, season=busiest.name)


def _certainty(stated: Decimal, request: Asked) -> Decimal:
    wanted = request.options.get("certainty")
    if not wanted:
        return stated
    try:
        certainty = as_ratio(wanted)
    except NotAValue as problem:
        raise CannotWorkOut(
            Finding(problem.code, "--certainty", str(problem), {"value": wanted, **problem.values})
        ) from None
    if not 0 <= certainty <= 1:
        message = say("'{value}' is no certainty: give a part from 0 to 1, such as 99%.")
        raise CannotWorkOut(Finding("resilience.certainty", "--certainty", message, {"value": wanted}))
    return certainty


def _newcomer(file: ResilienceFields, patterns: Mapping[str, Pattern], people: Sequence[Person]) -> Person:
    """Whom the pool would take on: as stated, else full time and as often away as people are on average."""
    stated = file.newcomer
    sickness = file.sickness if stated is None or stated.sickness is None else stated.sickness
    leave = file.leave if stated is None or stated.leave is None else stated.leave
    return Person(
        NEWCOMER,
        "",
        frozenset(),
        OFFICE_WEEK if stated is None else _pattern(stated, patterns),
        _average(person.sickness for person in people) if sickness is None else float(sickness),
        _average(person.leave for person in people) if leave is None else float(leave),
    )


def _average(rates: Iterable[float]) -> float:
    every = list(rates)
    return round(sum(every) / max(len(every), 1), 6)
