"""Leaving and joining told: the methods side by side, year by year, and what it does to those who stay."""

from collections.abc import Iterator
from datetime import date, timedelta

from bodemplaat.calculations.settlement.exit_answer import Consequences
from bodemplaat.calculations.settlement.file import Departure
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.settlement import Entry, Exit, Rule, Stranded
from bodemplaat.kernel import Euro, Trace, say
from bodemplaat.presentation.charts import lines
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import (
    Cell,
    Column,
    KeyFigure,
    Live,
    Paragraph,
    Part,
    Picture,
    Report,
    Table,
)
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


def report(departure: Departure, outcome: Consequences, asked: Asked) -> Report:
    """The whole answer."""
    leaving, joining = outcome.leaving, outcome.joining
    return Report(
        title=departure.cooperation.title,
        subtitle=_subtitle(leaving, joining),
        lead=joined(_lead(leaving, joining), " "),
        figures=tuple(_figures(leaving, joining)),
        parts=tuple(_parts(leaving, joining)),
        warnings=tuple(_warnings(leaving)),
        day=asked.day,
    )


def _subtitle(leaving: Exit | None, joining: Entry | None) -> str:
    sentences = []
    if leaving is not None:
        text = say("{name} leaves on {day}.")
        sentences.append(text.using(name=leaving.case.leaver, day=leaving.case.day))
    if joining is not None:
        text = say("{name} joins on {day}.")
        sentences.append(text.using(name=joining.case.joiner, day=joining.case.day))
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
    rows: list[list[Cell]] = [
        [
            METHODS[rule],
            trace.amount,
            say("yes") if rule is leaving.case.rule else say("no"),
            BASES[rule],
        ]
        for rule, trace in leaving.methods.items()
    ]
    columns = [
        Column("method", say("Method")),
        Column("sum", say("Exit sum"), Kind.AMOUNT),
        Column("rule", say("Rule of the arrangement")),
        Column("basis", say("Legal basis")),
    ]
    return Table("methods", say("The methods side by side"), columns, rows)


def _by_year(leaving: Exit) -> Table:
    """The yearly methods beside each other; the taper calculates itself in the workbook."""
    case = leaving.case
    columns = [
        Column("year", say("Year after leaving")),
        Column("start", say("From"), Kind.DAY),
        Column("end", say("Up to and including"), Kind.DAY),
    ]
    if leaving.taper is not None:
        columns += [
            Column("contribution", say("Contribution"), Kind.AMOUNT),
            Column("part", say("Part due"), Kind.RATIO),
            Column("taper", METHODS[Rule.TAPER], Kind.AMOUNT, total=True),
        ]
    if leaving.damage is not None:
        columns.append(Column("damage", METHODS[Rule.DAMAGE], Kind.AMOUNT, total=True))
    rows: list[list[Cell]] = []
    for number, period in enumerate(case.periods):
        row: list[Cell] = [str(number + 1), period.start, (period.end or date.max) - timedelta(days=1)]
        if leaving.taper is not None:
            due = number < len(case.taper)
            part = case.taper[number] if due else None
            amount = leaving.taper.parts[number].amount if due else Euro(0)
            row += [case.contribution, part, Live(amount, "=ROUND({contribution}*{part},2)")]
        if leaving.damage is not None:
            row.append(leaving.damage.parts[number].amount)
        rows.append(row)
    return Table(
        "years",
        say("Year by year"),
        columns,
        rows,
        total_label=say("Together"),
    )


def _by_calendar_year(leaving: Exit) -> Table:
    methods = {rule: trace for rule, trace in leaving.methods.items() if rule is not Rule.OWN}
    due = {rule: leaving.by_calendar_year(trace) for rule, trace in methods.items()}
    columns = [Column("year", say("Calendar year"))]
    columns += [Column(rule.value, METHODS[rule], Kind.AMOUNT, total=True) for rule in methods]
    rows: list[list[Cell]] = [
        [str(year), *(due[rule].get(year, Euro(0)) for rule in methods)]
        for year in sorted({year for each in due.values() for year in each})
    ]
    note = say("What falls in which budget: each year after leaving, divided over its days.")
    title = say("By calendar year")
    return Table("calendar", title, columns, rows, note=note, total_label=say("Together"))


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
    keys = [f"y{number}" for number in range(1, case.bridging_years + 1)]
    columns = [
        Column("item", say("Remaining cost")),
        Column("amount", say("Amount"), Kind.AMOUNT),
        Column("share", say("Share of the leaver"), Kind.RATIO),
        Column("how", say("How long")),
    ]
    columns += [
        Column(key, say("Year {number}", number=str(number)), Kind.AMOUNT, total=True)
        for number, key in enumerate(keys, 1)
    ]
    columns.append(Column("total", say("Together"), Kind.AMOUNT, total=True))
    sums = f"=SUM({{{keys[0]}}}:{{{keys[-1]}}})"
    rows: list[list[Cell]] = []
    years = leaving.damage.parts[: len(keys)] if leaving.damage else ()
    for position, item in enumerate(case.stranded):
        amounts = [year.parts[position].amount for year in years]
        rows.append(
            [
                item.name,
                item.amount,
                item.share,
                _how_long(item),
                *amounts,
                Live(Euro.total(amounts), sums),
            ]
        )
    floors = [Euro.total(part.amount for part in year.parts[len(case.stranded) :]) for year in years]
    if any(floors):
        label = say("No damage below nothing")
        rows.append([label, None, None, "", *floors, Live(Euro.total(floors), sums)])
    return Table("damage", say("What remains after leaving"), columns, rows, total_label=say("Together"))


def _how_long(item: Stranded) -> str:
    if item.follows:
        return say("follows the task")
    if item.once:
        return say("once")
    if item.until is None:
        return say("whole bridging period")
    return say("until {day}", day=item.until)


def _terms(own: Trace) -> Table:
    rows: list[list[Cell]] = [[part.name, part.said, part.amount] for part in own.parts]
    columns = [
        Column("term", say("Term")),
        Column("how", say("Calculation")),
        Column("amount", say("Amount"), Kind.AMOUNT, total=True),
    ]
    return Table("terms", METHODS[Rule.OWN], columns, rows, total_label=say("Together"))


def _stayers(leaving: Exit, rule: Rule | None, trace: Trace | None) -> Table:
    years = leaving.stayers(trace)
    keys = [f"y{number}" for number in range(1, len(years) + 1)]
    columns = [Column("participant", say("Participant"))]
    columns += [
        Column(key, say("Year {number}", number=str(number)), Kind.AMOUNT, total=True)
        for number, key in enumerate(keys, 1)
    ]
    columns.append(Column("total", say("Together"), Kind.AMOUNT, total=True))
    sums = f"=SUM({{{keys[0]}}}:{{{keys[-1]}}})"
    rows: list[list[Cell]] = []
    for name in leaving.case.stayers:
        amounts = [year.extra[name] for year in years]
        rows.append([name, *amounts, Live(Euro.total(amounts), sums)])
    if rule is None:
        key, title = "stayers", say("Those who stay, without an exit sum")
        note = say("What remains is divided over them; if the real damage is paid, nothing of it is left.")
    else:
        key, title = (
            f"stayers-{rule.value}",
            say("Those who stay, with “{method}”", method=METHODS[rule]),
        )
        note = say("What remains less what the leaver pays; negative means they are better off in that year.")
    return Table(key, title, columns, rows, note=note, total_label=say("Together"))


def _entry(joining: Entry) -> Table:
    rows: list[list[Cell]] = [[part.name, part.said, part.amount] for part in joining.entry_sum.parts]
    columns = [
        Column("item", say("Part of the entry sum")),
        Column("how", say("Calculation")),
        Column("amount", say("Amount"), Kind.AMOUNT, total=True),
    ]
    title = say("The entry sum of {name}", name=joining.case.joiner)
    return Table("entry", title, columns, rows, total_label=say("Together"))


def _credits(joining: Entry) -> Table:
    rows: list[list[Cell]] = [[name, amount] for name, amount in joining.credits.items()]
    columns = [
        Column("participant", say("Participant")),
        Column("amount", say("Amount"), Kind.AMOUNT, total=True),
    ]
    note = say("The share in the investments, given back by the same key; negative means received.")
    title = say("What the others get back")
    return Table("credits", title, columns, rows, note=note, total_label=say("Together"))
