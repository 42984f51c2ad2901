"""The tables of a business case."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from operator import attrgetter

from bodemplaat.calculations.business_case import choices
from bodemplaat.calculations.business_case.answer.solving import CaseOutcome
from bodemplaat.calculations.business_case.file import CaseFile
from bodemplaat.calculations.business_case.working import YEAR_COLUMNS, Working
from bodemplaat.engines.business_case import (
    Band,
    BreakEvenStatus,
    BudgetYear,
    FunctionOutcome,
    Outcome,
    Simulation,
    YearFigures,
)
from bodemplaat.kernel import Euro, Rounding, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import Chance, joined

WIDEST_DIVISION = 6
BOOKED = ("baseline", "exploitation", "benefits", "one_off", "grants", "transfers")
"""Columns that the workbook adds up from the lines of the case."""


def years_table(
    key: str,
    title: str,
    outcome: Outcome,
    model: CaseFile,
    place: Working | None,
    participant: str = "",
    *,
    on_screen: bool = True,
) -> Table:
    """The rows of the handbook's table 16, one a year; columns without any amount are left out."""
    left_out = {
        key
        for key in ("benefits", "grants", "transfers")
        if not any(getattr(year, key) for year in outcome.years)
    }
    gains = "".join(f"+{{{key}}}" for key in ("benefits", "grants", "transfers") if key not in left_out)
    live = {"saving": "={baseline}-{exploitation}", "added_value": f"={{saving}}-{{one_off}}{gains}"}
    years = Rows(outcome.years).column("year", say("Year"), lambda year: year_name(year.year, model))
    for column in YEAR_COLUMNS:
        formula: str | Callable[[YearFigures], str] = live.get(column.key, "")
        if place is not None and column.key in BOOKED:
            formula = partial(_booked, place, column.key, participant)
        if column.key not in left_out:
            years.column(
                column.key,
                column.title,
                attrgetter(column.key),
                column.kind,
                total=column.total,
                live=formula,
            )
    years.amount("cumulative", say("Cumulative"), lambda year: year.cumulative, _cumulative)
    note = say("Added value is saving, benefits, grants and compensation less one-off costs.")
    return years.table(key, title, note=note, total_label=say("Together"), on_screen=on_screen)


def _booked(place: Working, key: str, participant: str, year: YearFigures) -> str:
    return "=" + place.sum_of(key, participant, year.year)


def _cumulative(year: YearFigures) -> str:
    return f"={{cumulative@{year.year - 1}}}+{{added_value}}" if year.year else "={added_value}"


def year_name(year: int, model: CaseFile) -> str:
    """``2`` or, where the file gives a calendar, ``2 (2028)``."""
    return f"{year} ({model.first_year + year - 1})" if model.first_year else str(year)


def break_even_text(outcome: Outcome) -> str:
    """The year, or why there is none."""
    moment = outcome.break_even
    if moment.status is BreakEvenStatus.REACHED:
        return str(moment.year)
    if moment.status is BreakEvenStatus.NEVER_NEGATIVE:
        return say("nothing to earn back")
    return say("not within {years} {years:year|years}", years=len(outcome.years) - 1)


def participants_table(model: CaseFile, outcome: CaseOutcome, place: Working | None) -> Table:
    """What it means for each participant, in one line each."""
    keys = {each.name: f"p{number}" for number, each in enumerate(outcome.appraisal.participants)}
    worth = "" if place is None else lambda each: place.worth(each.name)
    return (
        Rows(outcome.appraisal.participants)
        .column("name", say("Participant"), lambda each: each.name)
        .summed(
            "now",
            say("Costs now"),
            lambda each: each.outcome.years[0].exploitation,
            lambda each: f"={{{keys[each.name]}/exploitation@0}}",
        )
        .summed(
            "structural",
            say("Structural saving a year"),
            lambda each: each.outcome.structural_saving,
            lambda each: structural(keys[each.name], each.outcome),
        )
        .summed(
            "one_off",
            say("One-off"),
            lambda each: each.outcome.total_one_off,
            lambda each: f"={{{keys[each.name]}/one_off:total}}",
        )
        .summed(
            "added",
            say("Added value"),
            lambda each: each.outcome.total_added_value,
            lambda each: f"={{{keys[each.name]}/added_value:total}}",
        )
        .summed("worth", say("Net present value"), lambda each: each.outcome.net_present_value, worth)
        .column("break_even", say("Break-even in year"), lambda each: break_even_text(each.outcome))
        .table("participants", say("Per participant"), total_label=say("Together"))
    )


def structural(key: str, outcome: Outcome) -> str:
    """Saving and benefits of the last year, from the table of years ``key``."""
    last = len(outcome.years) - 1
    benefits = f"+{{{key}/benefits@{last}}}" if any(year.benefits for year in outcome.years) else ""
    return f"={{{key}/saving@{last}}}{benefits}"


def functions_table(functions: Sequence[FunctionOutcome], key: str, title: str) -> Table:
    """Each function: what it costs, what comparable participants spend, what it gains."""
    rows = Rows(functions).column("name", say("Function"), lambda f: f.name)
    rows.summed("now", say("Costs now"), lambda f: f.outcome.years[0].exploitation)
    if any(function.benchmark is not None for function in functions):
        rows.amount("benchmark", say("Benchmark"), lambda f: f.benchmark)
    rows.summed("then", say("Costs in the last year"), lambda f: f.outcome.years[-1].exploitation)
    rows.summed("structural", say("Structural saving a year"), lambda f: f.outcome.structural_saving)
    rows.summed("one_off", say("One-off"), lambda f: f.outcome.total_one_off)
    rows.summed("added", say("Added value"), lambda f: f.outcome.total_added_value)
    return rows.table(key, title, total_label=say("Together"))


def division_table(outcome: CaseOutcome) -> Table:
    """Each cost of the change, by what key it is divided, and what each participant bears."""
    names = [participant.name for participant in outcome.appraisal.participants]
    fits = len(names) <= WIDEST_DIVISION
    return (
        Rows(outcome.appraisal.division)
        .column("name", say("Cost"), lambda line: line.name)
        .column("kind", say("Category"), lambda line: choices.KINDS[line.kind])
        .column(
            "key", say("Divided by"), lambda line: choices.KEYS.get(line.key, line.key) or say("own cost")
        )
        .amounts("p", names, str, lambda line, name: line.parts[name])
        .summed(
            "total",
            say("Together"),
            lambda line: line.total,
            "=" + "+".join(f"{{p{n}}}" for n in range(len(names))),
        )
        .table(
            "division",
            say("Costs of the change and who bears them"),
            total_label=say("Together"),
            on_paper=fits,
            on_screen=fits,
        )
    )


def risks_table(model: CaseFile) -> Table:
    """The risks with the reserve that follows from chance and damage."""
    return (
        Rows(model.case.risks)
        .column("name", say("Risk"), lambda risk: risk.name)
        .column("probability", say("Chance"), lambda risk: risk.probability, Kind.RATIO, decimals=0)
        .amount("impact", say("Damage"), lambda risk: risk.impact)
        .summed(
            "reserve",
            say("Reserve"),
            lambda risk: risk.impact.times(risk.probability, Rounding.HALF_UP),
            "=ROUND({probability}*{impact},2)",
        )
        .column("measure", say("Measure"), lambda risk: risk.measure)
        .summed("measure_cost", say("Cost of the measure"), lambda risk: risk.measure_cost)
        .table("risks", say("Risks, measures and reserve"), total_label=say("Together"))
    )


def budget_table(key: str, title: str, years: Sequence[BudgetYear], model: CaseFile, source: str) -> Table:
    """What each year does to the budget once reserve and loans are used; ``source`` is the table of its years."""
    effect = "={added_value}+{from_reserve}+{borrowed}-{repaid}-{interest}"
    return (
        Rows(years)
        .column("year", say("Year"), lambda year: year_name(year.year, model))
        .summed(
            "added_value",
            say("Added value"),
            lambda year: year.added_value,
            lambda year: f"={{{source}/added_value@{year.year}}}",
        )
        .summed("from_reserve", say("From reserve"), lambda year: year.from_reserve)
        .summed("borrowed", say("Borrowed"), lambda year: year.borrowed)
        .summed("repaid", say("Repaid"), lambda year: year.repaid)
        .summed("interest", say("Interest"), lambda year: year.interest)
        .summed("effect", say("Effect on the budget"), lambda year: year.effect, effect)
        .table(key, title, total_label=say("Together"))
    )


def scenarios_table(outcome: CaseOutcome) -> Table:
    """Each scenario beside the case itself."""
    planned = (say("As planned"), outcome.appraisal.consolidated, Euro(0))
    others = ((s.scenario.name, s.appraisal.consolidated, s.difference) for s in outcome.scenarios)
    return (
        Rows((planned, *others))
        .column("name", say("Scenario"), lambda scenario: scenario[0])
        .amount("added", say("Added value"), lambda scenario: scenario[1].total_added_value)
        .amount("worth", say("Net present value"), lambda scenario: scenario[1].net_present_value)
        .amount("difference", say("Difference"), lambda scenario: scenario[2])
        .column("break_even", say("Break-even in year"), lambda scenario: break_even_text(scenario[1]))
        .table("scenarios", say("Scenarios"), note=say("Differences are in net present value."))
    )


def differences_table(outcome: CaseOutcome) -> Table:
    """What each scenario does to each participant; as a list where there are too many for columns."""
    names = [participant.name for participant in outcome.appraisal.participants]
    title, note = (
        say("What each scenario does to each participant"),
        say("Differences are in net present value."),
    )
    if len(names) <= WIDEST_DIVISION:
        return (
            Rows(outcome.scenarios)
            .column("name", say("Scenario"), lambda item: item.scenario.name)
            .amounts("p", names, str, lambda item, name: item.differences[name], total=False)
            .table("differences", title, note=note)
        )
    return (
        Rows((item, name) for item in outcome.scenarios for name in names)
        .column("name", say("Scenario"), lambda pair: pair[0].scenario.name)
        .column("participant", say("Participant"), lambda pair: pair[1])
        .amount("difference", say("Difference"), lambda pair: pair[0].differences[pair[1]])
        .table("differences", title, note=note)
    )


def chances_table(simulation: Simulation) -> Table:
    """How sure each participant can be."""
    note = say(
        "P10 is not exceeded in 10 of 100 draws, P50 in 50, P90 in 90. Bands do not add up over participants. "
        "In {chance} of the draws all together do at least as well as planned.",
        chance=Chance(ratio_of(simulation.chance_as_planned)),
    )
    return (
        Rows([*simulation.participants, simulation.consolidated])
        .column("name", say("Participant"), lambda party: party.name or say("Together"))
        .amount("p10", "P10", lambda party: party.net_present_value.p10)
        .amount("p50", "P50", lambda party: party.net_present_value.p50)
        .amount("p90", "P90", lambda party: party.net_present_value.p90)
        .amount("mean", say("Mean"), lambda party: party.mean)
        .column(
            "chance",
            say("Chance of a gain"),
            lambda party: ratio_of(party.chance_of_gain),
            Kind.RATIO,
            decimals=1,
            beside=(0, 1),
        )
        .column(
            "error", say("Standard error"), lambda party: ratio_of(party.chance_error), Kind.RATIO, decimals=2
        )
        .table(
            "chances",
            say("How sure: net present value over {draws} draws", draws=simulation.draws),
            emphasis={len(simulation.participants)},
            note=note,
        )
    )


def bands_table(simulation: Simulation, model: CaseFile) -> Table:
    """P10, P50 and P90 of the whole by year."""
    party = simulation.consolidated
    years = Rows(enumerate(zip(party.added_value, party.cumulative, strict=True)))
    years.column("year", say("Year"), lambda year: year_name(year[0], model))
    for prefix, title, which in (("a", say("Added value"), 0), ("c", say("Cumulative"), 1)):
        for part in ("p10", "p50", "p90"):
            head = joined((title, part.upper()), " ")
            years.amount(prefix + part[1:], head, partial(_band, which, part))
    return years.table("bands", say("Bands by year"))


def _band(which: int, part: str, year: tuple[int, tuple[Band, Band]]) -> Euro:
    amount: Euro = getattr(year[1][which], part)
    return amount


def tornado_table(simulation: Simulation) -> Table:
    """What matters most, one factor at a time."""
    note = say(
        "Net present value when one thing is at its P10 or P90 and all else as planned; a risk does not happen, or does."
    )
    return (
        Rows(simulation.tornado)
        .column("name", say("What is uncertain"), lambda swing: swing.name)
        .amount("low", say("At its low"), lambda swing: swing.at_low)
        .amount("high", say("At its high"), lambda swing: swing.at_high)
        .amount("width", say("Between"), lambda swing: swing.width, "=ABS({high}-{low})")
        .column(
            "share", say("Part of the spread"), lambda swing: ratio_of(swing.share), Kind.RATIO, decimals=0
        )
        .table("tornado", say("What matters most"), note=note)
    )


def ratio_of(value: float) -> Fraction:
    """A chance that was counted, as an exact number to show."""
    return Fraction(value).limit_denominator(1_000_000)


def words_table(model: CaseFile) -> Table:
    """Benefits that are not counted in money."""
    return (
        Rows(model.case.benefits_in_words)
        .column("name", say("Benefit"), lambda benefit: benefit.name)
        .column("text", say("What it is"), lambda benefit: benefit.text)
        .column("for", say("For"), lambda benefit: ", ".join(benefit.participants) or say("all"))
        .column("measured_by", say("How we will see it"), lambda benefit: benefit.measured_by)
        .table("benefits_in_words", say("Benefits that are not money"))
    )
