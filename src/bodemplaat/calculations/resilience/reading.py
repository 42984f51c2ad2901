"""A file with functions, the people who can do them, when they work and how often they are away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.values import NotAValue, as_ratio
from bodemplaat.calculations.resilience.half_days import read_half_days
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.engines.resilience import OFFICE_WEEK, WHOLE_YEAR, Function, Pattern, Person, Season
from bodemplaat.kernel import Finding, say

SECTION = "resilience"
OTHERS = ("costing", "settlement", "business_case", "coalition", "choice", "planning")
WEEKS_OF_A_YEAR = (52, 53)
MOST_WEEKS, MOST_OF_A_KIND = 8, 500
USUAL_CERTAINTY = Decimal("0.99")
NEWCOMER = "newcomer"


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


def read(reading: Reading, asked: Asked) -> ResilienceFile:
    """Read the block ``resilience``, or the whole file where it has no such block."""
    entry = reading.entry(SECTION, OTHERS)
    title = entry.text("title") if entry.has("title") or entry.parent is None else entry.title()
    for block in (entry, entry.parent):
        if block is not None:
            block.used.add("title")
    patterns = _patterns(entry)
    functions = _functions(entry)
    rates = {name: entry.ratio(name) for name in ("sickness", "leave") if entry.has(name)}
    items = [(item, _people(item, patterns, functions, rates)) for item in entry.items("people", least=1)]
    people = tuple(person for _, group in items for person in group)
    organisations = _organisations(entry, [item for item, _ in items], people)
    for item, function in zip(entry.items("functions"), functions.values(), strict=False):
        for name in function.organisations:
            item.known("organisations", name, organisations, say("organisation"))
    seasons = _seasons(entry)
    _check_leave(entry, items, seasons)
    file = ResilienceFile(
        title=title,
        introduction=entry.text("introduction", ""),
        organisations=organisations,
        people=people,
        functions=tuple(
            function if function.organisations else replace(function, organisations=frozenset(organisations))
            for function in functions.values()
        ),
        seasons=seasons,
        certainty=_certainty(entry, asked),
        newcomer=_newcomer(entry, patterns, rates, people),
    )
    entry.done()
    return file


def _patterns(entry: Entry) -> Mapping[str, Pattern]:
    """Rows of one name are the weeks that take turns."""
    weeks: dict[str, dict[int, frozenset[int]]] = {}
    rows: dict[str, Entry] = {}
    for item in entry.items("patterns"):
        name, week = item.text("name"), item.count("week", 1, least=1, most=MOST_WEEKS)
        if week in weeks.setdefault(name, {}):
            item.error(
                "resilience.week_twice",
                "week",
                say("Week {week} of pattern '{value}' stands here for the second time."),
                week=week,
                value=name,
            )
        weeks[name][week] = read_half_days(item, "half_days", item.texts("half_days"))
        rows[name] = item
        item.done()
    for name, given in weeks.items():
        missing = sorted(set(range(1, max(given) + 1)) - set(given))
        if missing:
            rows[name].error(
                "resilience.week_missing",
                "week",
                say("Pattern '{value}' has no week {week}: give every week of the cycle a row."),
                value=name,
                week=missing[0],
            )
    return {name: Pattern(tuple(given[week] for week in sorted(given))) for name, given in weeks.items()}


def _functions(entry: Entry) -> dict[str, Function]:
    functions: dict[str, Function] = {}
    for item in entry.items("functions", least=1):
        name = item.text("name")
        _unique(item, name, functions)
        minimum = item.count("minimum", 1, least=1)
        functions[name] = Function(
            name,
            minimum,
            item.count("pooled_minimum", least=1) if item.has("pooled_minimum") else None,
            read_half_days(item, "needed", item.texts("needed")) or OFFICE_WEEK.weeks[0],
            frozenset(item.texts("organisations")),
        )
        item.used.add("pooled_minimum")
        item.done()
    return functions


def _people(
    item: Entry,
    patterns: Mapping[str, Pattern],
    functions: Mapping[str, Function],
    rates: Mapping[str, Decimal],
) -> tuple[Person, ...]:
    """One person, or as many of a kind as ``number`` says."""
    name = item.text("name")
    skills = item.texts("functions")
    for skill in skills:
        item.known("functions", skill, functions, say("function"))
    if not skills:
        item.error(
            "resilience.no_skill", "functions", say("Say which functions '{value}' can do."), value=name
        )
    person = Person(
        name,
        item.text("organisation"),
        frozenset(skill for skill in skills if skill in functions),
        _pattern(item, patterns),
        float(item.ratio("sickness", rates.get("sickness"))),
        float(item.ratio("leave", rates.get("leave"))),
    )
    number = item.count("number", 1, least=1, most=MOST_OF_A_KIND)
    item.done()
    return (person,) if number == 1 else tuple(replace(person, name=f"{name} {n + 1}") for n in range(number))


def _pattern(item: Entry, patterns: Mapping[str, Pattern]) -> Pattern:
    """The name of a pattern, or the half-days of every week; office hours if not given."""
    texts = item.texts("pattern")
    if not texts:
        return OFFICE_WEEK
    if len(texts) == 1 and texts[0] in patterns:
        return patterns[texts[0]]
    return Pattern((read_half_days(item, "pattern", texts),))


def _organisations(entry: Entry, items: Sequence[Entry], people: Sequence[Person]) -> tuple[str, ...]:
    """The organisations listed, so that one without anybody counts too; else those of the people."""
    listed = entry.texts("organisations")
    if not listed:
        return tuple(dict.fromkeys(person.organisation for person in people))
    for item in items:
        item.known("organisation", item.text("organisation"), listed, say("organisation"))
    return tuple(dict.fromkeys(listed))


def _seasons(entry: Entry) -> tuple[Season, ...]:
    seasons = []
    for item in entry.items("seasons"):
        name, weeks = item.text("name"), item.count("weeks", least=1, most=WEEKS_OF_A_YEAR[-1])
        seasons.append(Season(name, weeks, float(item.number("leave", Decimal(1), least=0))))
        item.done()
    weeks = sum(season.weeks for season in seasons)
    if seasons and weeks not in WEEKS_OF_A_YEAR:
        message = say("The seasons have {weeks} weeks together; a year has 52 (or 53).")
        entry.error("resilience.weeks", "seasons", message, weeks=weeks)
    return tuple(seasons) or WHOLE_YEAR


def _check_leave(
    entry: Entry, items: Sequence[tuple[Entry, Sequence[Person]]], seasons: Sequence[Season]
) -> None:
    """Leave follows the seasons; nobody can be on leave more than a whole season."""
    usual = sum(season.leave * season.weeks for season in seasons) / sum(season.weeks for season in seasons)
    busiest = max(seasons, key=lambda season: season.leave)
    for item, group in items:
        leave = group[0].leave
        if not usual and leave:
            message = say("People take leave, but no season has any: give at least one a 'leave' above 0.")
            entry.error("resilience.no_leave", "seasons", message)
            return
        if usual and leave * busiest.leave / usual > 1:
            message = say(
                "'{value}' would be on leave more than all of '{season}': lower the leave, or that of the season."
            )
            item.error("resilience.leave", "leave", message, value=group[0].name, season=busiest.name)


def _certainty(entry: Entry, asked: Asked) -> Decimal:
    stated = entry.ratio("certainty", USUAL_CERTAINTY)
    wanted = asked.options.get("certainty")
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


def _newcomer(
    entry: Entry, patterns: Mapping[str, Pattern], rates: Mapping[str, Decimal], people: Sequence[Person]
) -> Person:
    """Whom the pool would take on: as stated, else full time and as often away as people are on average."""
    average = {
        "sickness": sum(person.sickness for person in people) / max(len(people), 1),
        "leave": sum(person.leave for person in people) / max(len(people), 1),
    }
    usual = {name: rates.get(name, Decimal(str(round(rate, 6)))) for name, rate in average.items()}
    pattern = OFFICE_WEEK
    if entry.has("newcomer"):
        block = entry.block("newcomer")
        pattern = _pattern(block, patterns)
        usual = {name: block.ratio(name, rate) for name, rate in usual.items()}
        block.done()
    return Person(NEWCOMER, "", frozenset(), pattern, float(usual["sickness"]), float(usual["leave"]))


def _unique(item: Entry, name: str, taken: Mapping[str, object]) -> None:
    if name in taken:
        item.error(
            "resilience.name_twice",
            "name",
            say("The name '{value}' is taken: give each its own."),
            value=name,
        )
