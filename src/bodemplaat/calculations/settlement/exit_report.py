"""Leaving and joining told: the methods side by side, year by year, and what it does to those who stay."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from bodemplaat.calculations.settlement.exit_answer import Consequences
from bodemplaat.calculations.settlement.file import Departure
from bodemplaat.calculations.settlement.left_behind import left_by
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.settlement import Entry, Exit, Rule, Stranded
from bodemplaat.kernel import Euro, Trace, say
from bodemplaat.presentation.charts import lines
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import KeyFigure, Paragraph, Part, Picture, Report, Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import joined

METHODS = {
    Rule.TAPER: say("Own contribution, tapering"),
    Rule.DAMAGE: say("Real and direct damage"),
    Rule.OWN: say("The arrangement's own rule"),
}
BASES = {
    Rule.TAPER: say("KB 14 May 1985, AB 1985/424"),
    Rule.DAMAGE: say("ABRvS 15 April 2015, ECLI:NL:RVS:2015:1198"),
    Rule.OWN: say("The arrangement itself (Wgr, art. 9)"),
}
LAW = say(
    "The law gives no formula. Since 1 July 2022 the arrangement itself must settle the consequences of leaving (Wgr, "
    "art. 9), so its own rule comes first. Where it is silent, two methods are known: the leaver's own contribution "
    "for five years, a fifth less each year (KB 14 May 1985, AB 1985/424), and the real and direct damage over a "
    "bridging period of five years, in which fixed costs may count (ABRvS 15 April 2015, ECLI:NL:RVS:2015:1198). "
    "Whether the first year of the taper counts for 100 or for 80 % is not established; the percentages used here "
    "are those of the model."
)


def report(departure: Departure, outcome: Consequences, request: Asked) -> Report:
    """The whole answer."""
    leaving, joining = outcome.leaving, outcome.joining
    return Report(
        title=departure.cooperation.title,
        subtitle=_subtitle(leaving, joining),
        lead=joined(_lead(leaving, joining), " "),
        figures=tuple(_figures(leaving, joining)),
        parts=tuple(_parts(leaving, joining)),
        warnings=tuple(_warnings(leaving)),
        remarks=tuple(left_by(departure.cooperation.arrangement, leaving.case.leaver, leaving.case.day))
        if leaving
        else (),
        day=request.day,
    )


def _subtitle(leaving: Exit | None, joining: Entry | None) -> str:
    sentences = []
    if leaving is not None:
        sentences.append(say("{name} leaves on {day}.", name=leaving.case.leaver, day=leaving.case.day))
    if joining is not None:
        sentences.append(say("{name} joins on {day}.", name=joining.case.joiner, day=joining.case.day))
    return joined(sentences, " ")


def _lead(leaving: Exit | None, joining: Entry | None) -> Iterator[str]:
    if leaving is not None:
        chosen = leaving.exit_sum
        if chosen is not None:
            text = say("By the rule of the arrangement ({rule}) the exit sum is {amount}.")
            yield text.using(rule=METHODS[leaving.case.rule], amount=chosen.amount)
        else:
            yield say("The arrangement sets no rule, so no exit sum is established here.")
            for rule, trace in leaving.methods.items():
                text = say("By the method “{method}” it would be {amount}.")
                yield text.using(method=METHODS[rule], amount=trace.amount)
    if joining is not None:
        text = say("The entry sum of {name} is {amount}.")
        yield text.using(name=joining.case.joiner, amount=joining.entry_sum.amount)


def _warnings(leaving: Exit | None) -> Iterator[str]:
    if leaving is not None and leaving.case.rule is Rule.NOT_SET:
        yield say(
            "Have the board settle a rule: since 1 July 2022 the arrangement must hold one (Wgr, art. 9)."
        )
    if leaving is not None and leaving.damage is None:
        text = say(
            "No remaining costs are given: for those who stay, the whole contribution is taken to remain."
        )
        yield text


def _figures(leaving: Exit | None, joining: Entry | None) -> Iterator[KeyFigure]:
    if leaving is not None:
        yield KeyFigure(say("Contribution in a full year"), leaving.case.contribution)
        for rule, trace in leaving.methods.items():
            note = say("the rule of the arrangement") if rule is leaving.case.rule else ""
            yield KeyFigure(METHODS[rule], trace.amount, note=note)
    if joining is not None:
        yield KeyFigure(say("Entry sum"), joining.entry_sum.amount)


def _parts(leaving: Exit | None, joining: Entry | None) -> Iterator[Part]:
    if leaving is not None:
        yield _side_by_side(leaving)
        if leaving.case.periods:
            yield _by_year(leaving)
            yield _by_calendar_year(leaving)
            yield _picture(leaving)
        if leaving.damage is not None:
            yield _damage(leaving)
        if leaving.own is not None:
            yield _terms(leaving.own)
        if leaving.case.periods and any(leaving.case.stayers.values()):
            yield _stayers(leaving, None, None)
            for rule, trace in leaving.methods.items():
                if rule is not Rule.DAMAGE:
                    yield _stayers(leaving, rule, trace)
        yield Paragraph(LAW, say("Legal basis"))
    if joining is not None:
        yield _entry(joining)
        if joining.credits:
            yield _credits(joining)


def _side_by_side(leaving: Exit) -> Table:
    rule = leaving.case.rule
    return (
        Rows(leaving.methods.items())
        .column("method", say("Method"), lambda method: METHODS[method[0]])
        .amount("sum", say("Exit sum"), lambda method: method[1].amount)
        .column(
            "rule",
            say("Rule of the arrangement"),
            lambda method: say("yes") if method[0] is rule else say("no"),
        )
        .column("basis", say("Legal basis"), lambda method: BASES[method[0]])
        .table("methods", say("The methods side by side"))
    )


def _by_year(leaving: Exit) -> Table:
    """The yearly methods beside each other; the taper calculates itself in the workbook."""
    case, taper, damage = leaving.case, leaving.taper, leaving.damage
    last = len(case.taper)
    years = Rows(enumerate(case.periods))
    years.column("year", say("Year after leaving"), lambda year: str(year[0] + 1))
    years.column("start", say("From"), lambda year: year[1].start, Kind.DAY)
    years.column(
        "end",
        say("Up to and including"),
        lambda year: (year[1].end or date.max) - timedelta(days=1),
        Kind.DAY,
    )
    if taper is not None:
        years.amount("contribution", say("Contribution"), lambda _: case.contribution)
        years.column(
            "part", say("Part due"), lambda year: case.taper[year[0]] if year[0] < last else None, Kind.RATIO
        )
        years.summed(
            "taper",
            METHODS[Rule.TAPER],
            lambda year: taper.parts[year[0]].amount if year[0] < last else Euro(0),
            "=ROUND({contribution}*{part},2)",
        )
    if damage is not None:
        years.summed("damage", METHODS[Rule.DAMAGE], lambda year: damage.parts[year[0]].amount)
    return years.table("years", say("Year by year"), total_label=say("Together"))


def _by_calendar_year(leaving: Exit) -> Table:
    methods = {rule: trace for rule, trace in leaving.methods.items() if rule is not Rule.OWN}
    due = {rule: leaving.by_calendar_year(trace) for rule, trace in methods.items()}
    years = Rows(sorted({year for each in due.values() for year in each}))
    years.column("year", say("Calendar year"), str)
    for rule, amounts in due.items():
        years.summed(rule.value, METHODS[rule], partial(_due, amounts))
    note = say("What falls in which budget: each year after leaving, divided over its days.")
    return years.table("calendar", say("By calendar year"), note=note, total_label=say("Together"))


def _due(amounts: Mapping[int, Euro], year: int) -> Euro:
    return amounts.get(year, Euro(0))


def _picture(leaving: Exit) -> Picture:
    points = []
    for rule, trace in leaving.methods.items():
        if rule is not Rule.OWN:
            points += [
                (METHODS[rule], str(number), float(part.amount.decimal))
                for number, part in enumerate(trace.parts, 1)
            ]
    sums = [
        say("{method} comes to {amount}", method=METHODS[rule], amount=trace.amount)
        for rule, trace in leaving.methods.items()
    ]
    return lines(
        say("What is due in each year after leaving"), joined((joined(sums, "; "), "."), ""), points, unit="€"
    )


def _damage(leaving: Exit) -> Table:
    case = leaving.case
    years = leaving.damage.parts[: case.bridging_years] if leaving.damage else ()
    floors = [Euro.total(part.amount for part in year.parts[len(case.stranded) :]) for year in years]
    items: list[tuple[int, Stranded | None]] = list(enumerate(case.stranded))
    if any(floors):
        items.append((len(items), None))
    return (
        Rows(items)
        .column(
            "item",
            say("Remaining cost"),
            lambda item: item[1].name if item[1] else say("No damage below nothing"),
        )
        .amount("amount", say("Amount"), lambda item: item[1].amount if item[1] else None)
        .column(
            "share", say("Share of the leaver"), lambda item: item[1].share if item[1] else None, Kind.RATIO
        )
        .column("how", say("How long"), lambda item: _how_long(item[1]) if item[1] else "")
        .amounts(
            "y",
            range(case.bridging_years),
            _year_number,
            lambda item, year: years[year].parts[item[0]].amount if item[1] else floors[year],
            first=1,
            together=say("Together"),
        )
        .table("damage", say("What remains after leaving"), total_label=say("Together"))
    )


def _year_number(year: int) -> str:
    return say("Year {number}", number=str(year + 1))


def _how_long(item: Stranded) -> str:
    if item.follows:
        return say("follows the task")
    if item.once:
        return say("once")
    if item.until is None:
        return say("whole bridging period")
    return say("until {day}", day=item.until)


def _terms(own: Trace) -> Table:
    return _calculation("terms", METHODS[Rule.OWN], own, "term", say("Term"))


def _calculation(key: str, title: str, trace: Trace, first: str, head: str) -> Table:
    return (
        Rows(trace.parts)
        .column(first, head, lambda part: part.name)
        .column("how", say("Calculation"), lambda part: part.said)
        .summed("amount", say("Amount"), lambda part: part.amount)
        .table(key, title, total_label=say("Together"))
    )


def _stayers(leaving: Exit, rule: Rule | None, trace: Trace | None) -> Table:
    years = leaving.stayers(trace)
    if rule is None:
        key, title = "stayers", say("Those who stay, without an exit sum")
        note = say("What remains is divided over them; if the real damage is paid, nothing of it is left.")
    else:
        key, title = f"stayers-{rule.value}", say("Those who stay, with “{method}”", method=METHODS[rule])
        note = say("What remains less what the leaver pays; negative means they are better off in that year.")
    return (
        Rows(leaving.case.stayers)
        .column("participant", say("Participant"), str)
        .amounts(
            "y",
            range(len(years)),
            _year_number,
            lambda name, year: years[year].extra[name],
            first=1,
            together=say("Together"),
        )
        .table(key, title, note=note, total_label=say("Together"))
    )


def _entry(joining: Entry) -> Table:
    title = say("The entry sum of {name}", name=joining.case.joiner)
    return _calculation("entry", title, joining.entry_sum, "item", say("Part of the entry sum"))


def _credits(joining: Entry) -> Table:
    note = say("The share in the investments, given back by the same key; negative means received.")
    return (
        Rows(joining.credits)
        .column("participant", say("Participant"), str)
        .summed("amount", say("Amount"), lambda name: joining.credits[name])
        .table("credits", say("What the others get back"), note=note, total_label=say("Together"))
    )
