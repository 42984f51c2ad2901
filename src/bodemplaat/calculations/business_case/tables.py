"""The tables of a business case."""

from collections.abc import Sequence
from fractions import Fraction

from bodemplaat.calculations.business_case import choices
from bodemplaat.calculations.business_case.answer.solving import CaseOutcome
from bodemplaat.calculations.business_case.file import CaseFile
from bodemplaat.calculations.business_case.working import YEAR_COLUMNS, Working
from bodemplaat.engines.business_case import (
    BreakEvenStatus,
    BudgetYear,
    FunctionOutcome,
    Outcome,
    Simulation,
    YearFigures,
)
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, Live, Table
from bodemplaat.presentation.values import Chance, joined

WIDEST_DIVISION = 6
AMOUNT, COUNT, RATIO, TEXT = Kind.AMOUNT, Kind.COUNT, Kind.RATIO, Kind.TEXT


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
    columns = [*YEAR_COLUMNS, Column("cumulative", say("Cumulative"), AMOUNT)]
    optional = ("benefits", "grants", "transfers")
    shown = [
        column
        for column in columns
        if column.key not in optional or any(getattr(year, column.key) for year in outcome.years)
    ]
    return Table(
        key,
        title,
        [Column("year", say("Year")), *shown],
        [_year_row(year, shown, model, place, participant) for year in outcome.years],
        note=say("Added value is saving, benefits, grants and compensation less one-off costs."),
        total_label=say("Together"),
        on_screen=on_screen,
    )


def _year_row(
    year: YearFigures, shown: Sequence[Column], model: CaseFile, place: Working | None, participant: str
) -> list[Cell]:
    keys = {column.key for column in shown}
    gains = "".join(f"+{{{key}}}" for key in ("benefits", "grants", "transfers") if key in keys)
    before = f"{{cumulative@{year.year - 1}}}+" if year.year else ""
    live = {
        "saving": "={baseline}-{exploitation}",
        "added_value": f"={{saving}}-{{one_off}}{gains}",
        "cumulative": f"={before}{{added_value}}",
    }
    if place is not None:
        for key in ("baseline", "exploitation", "benefits", "one_off", "grants", "transfers"):
            live[key] = "=" + place.sum_of(key, participant, year.year)
    cells: list[Cell] = [year_name(year.year, model)]
    for column in shown:
        value = getattr(year, column.key)
        cells.append(Live(value, live[column.key]) if column.key in live else value)
    return cells


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
    columns = [
        Column("name", say("Participant")),
        Column("now", say("Costs now"), AMOUNT, total=True),
        Column("structural", say("Structural saving a year"), AMOUNT, total=True),
        Column("one_off", say("One-off"), AMOUNT, total=True),
        Column("added", say("Added value"), AMOUNT, total=True),
        Column("worth", say("Net present value"), AMOUNT, total=True),
        Column("break_even", say("Break-even in year")),
    ]
    rows: list[list[Cell]] = [
        [
            participant.name,
            Live(participant.outcome.years[0].exploitation, f"={{p{number}/exploitation@0}}"),
            Live(participant.outcome.structural_saving, structural(f"p{number}", participant.outcome)),
            Live(participant.outcome.total_one_off, f"={{p{number}/one_off:total}}"),
            Live(participant.outcome.total_added_value, f"={{p{number}/added_value:total}}"),
            worth if place is None else Live(worth, place.worth(participant.name)),
            break_even_text(participant.outcome),
        ]
        for number, participant in enumerate(outcome.appraisal.participants)
        for worth in (participant.outcome.net_present_value,)
    ]
    return Table(
        "participants",
        say("Per participant"),
        columns,
        rows,
        total_label=say("Together"),
    )


def structural(key: str, outcome: Outcome) -> str:
    """Saving and benefits of the last year, from the table of years ``key``."""
    last = len(outcome.years) - 1
    benefits = f"+{{{key}/benefits@{last}}}" if any(year.benefits for year in outcome.years) else ""
    return f"={{{key}/saving@{last}}}{benefits}"


def functions_table(functions: Sequence[FunctionOutcome], key: str, title: str) -> Table:
    """Each function: what it costs, what comparable participants spend, what it gains."""
    benchmarks = any(function.benchmark is not None for function in functions)
    columns = [
        Column("name", say("Function")),
        Column("now", say("Costs now"), AMOUNT, total=True),
        *([Column("benchmark", say("Benchmark"), AMOUNT)] if benchmarks else []),
        Column("then", say("Costs in the last year"), AMOUNT, total=True),
        Column("structural", say("Structural saving a year"), AMOUNT, total=True),
        Column("one_off", say("One-off"), AMOUNT, total=True),
        Column("added", say("Added value"), AMOUNT, total=True),
    ]
    rows: list[list[Cell]] = [
        [
            function.name,
            function.outcome.years[0].exploitation,
            *([function.benchmark] if benchmarks else []),
            function.outcome.years[-1].exploitation,
            function.outcome.structural_saving,
            function.outcome.total_one_off,
            function.outcome.total_added_value,
        ]
        for function in functions
    ]
    return Table(key, title, columns, rows, total_label=say("Together"))


def division_table(outcome: CaseOutcome) -> Table:
    """Each cost of the change, by what key it is divided, and what each participant bears."""
    participants = [participant.name for participant in outcome.appraisal.participants]
    narrow = len(participants) > WIDEST_DIVISION
    columns = [
        Column("name", say("Cost")),
        Column("kind", say("Category")),
        Column("key", say("Divided by")),
        *[Column(f"p{n}", name, AMOUNT, total=True) for n, name in enumerate(participants)],
        Column("total", say("Together"), AMOUNT, total=True),
    ]
    rows: list[list[Cell]] = []
    for line in outcome.appraisal.division:
        key = choices.KEYS.get(line.key, line.key) or say("own cost")
        parts: list[Cell] = [line.parts[name] for name in participants]
        whole = "+".join(f"{{p{n}}}" for n in range(len(participants)))
        rows.append([line.name, choices.KINDS[line.kind], key, *parts, Live(line.total, f"={whole}")])
    return Table(
        "division",
        say("Costs of the change and who bears them"),
        columns,
        rows,
        total_label=say("Together"),
        on_paper=not narrow,
        on_screen=not narrow,
    )


def risks_table(model: CaseFile) -> Table:
    """The risks with the reserve that follows from chance and damage."""
    rows: list[list[Cell]] = [
        [
            risk.name,
            risk.probability,
            risk.impact,
            Live(reserve, "=ROUND({probability}*{impact},2)"),
            risk.measure,
            risk.measure_cost,
        ]
        for risk in model.case.risks
        for reserve in (Euro(_half_up(risk.impact.cents * Fraction(risk.probability))),)
    ]
    return Table(
        "risks",
        say("Risks, measures and reserve"),
        [
            Column("name", say("Risk")),
            Column("probability", say("Chance"), RATIO, decimals=0),
            Column("impact", say("Damage"), AMOUNT),
            Column("reserve", say("Reserve"), AMOUNT, total=True),
            Column("measure", say("Measure")),
            Column("measure_cost", say("Cost of the measure"), AMOUNT, total=True),
        ],
        rows,
        total_label=say("Together"),
    )


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def budget_table(key: str, title: str, years: Sequence[BudgetYear], model: CaseFile, source: str) -> Table:
    """What each year does to the budget once reserve and loans are used; ``source`` is the table of its years."""
    columns = [
        Column("year", say("Year")),
        Column("added_value", say("Added value"), AMOUNT, total=True),
        Column("from_reserve", say("From reserve"), AMOUNT, total=True),
        Column("borrowed", say("Borrowed"), AMOUNT, total=True),
        Column("repaid", say("Repaid"), AMOUNT, total=True),
        Column("interest", say("Interest"), AMOUNT, total=True),
        Column("effect", say("Effect on the budget"), AMOUNT, total=True),
    ]
    formula = "={added_value}+{from_reserve}+{borrowed}-{repaid}-{interest}"
    rows: list[list[Cell]] = [
        [
            year_name(year.year, model),
            Live(year.added_value, f"={{{source}/added_value@{year.year}}}"),
            *(getattr(year, column.key) for column in columns[2:-1]),
            Live(year.effect, formula),
        ]
        for year in years
    ]
    return Table(key, title, columns, rows, total_label=say("Together"))


def scenarios_table(outcome: CaseOutcome) -> Table:
    """Each scenario beside the case itself."""
    planned = outcome.appraisal.consolidated
    scenarios: list[tuple[str, Outcome, Euro]] = [(say("As planned"), planned, Euro(0))]
    scenarios += [
        (item.scenario.name, item.appraisal.consolidated, item.difference) for item in outcome.scenarios
    ]
    rows: list[list[Cell]] = [
        [
            name,
            whole.total_added_value,
            whole.net_present_value,
            difference,
            break_even_text(whole),
        ]
        for name, whole, difference in scenarios
    ]
    return Table(
        "scenarios",
        say("Scenarios"),
        [
            Column("name", say("Scenario")),
            Column("added", say("Added value"), AMOUNT),
            Column("worth", say("Net present value"), AMOUNT),
            Column("difference", say("Difference"), AMOUNT),
            Column("break_even", say("Break-even in year")),
        ],
        rows,
        note=say("Differences are in net present value."),
    )


def differences_table(outcome: CaseOutcome) -> Table:
    """What each scenario does to each participant; as a list where there are too many for columns."""
    names = [participant.name for participant in outcome.appraisal.participants]
    title = say("What each scenario does to each participant")
    if len(names) > WIDEST_DIVISION:
        rows: list[list[Cell]] = [
            [item.scenario.name, name, item.differences[name]] for item in outcome.scenarios for name in names
        ]
        columns = [
            Column("name", say("Scenario")),
            Column("participant", say("Participant")),
            Column("difference", say("Difference"), AMOUNT),
        ]
    else:
        rows = [
            [item.scenario.name, *(item.differences[name] for name in names)] for item in outcome.scenarios
        ]
        columns = [
            Column("name", say("Scenario")),
            *[Column(f"p{n}", name, AMOUNT) for n, name in enumerate(names)],
        ]
    return Table("differences", title, columns, rows, note=say("Differences are in net present value."))


def chances_table(simulation: Simulation) -> Table:
    """How sure each participant can be."""
    parties = [*simulation.participants, simulation.consolidated]
    rows: list[list[Cell]] = [
        [
            party.name or say("Together"),
            party.net_present_value.p10,
            party.net_present_value.p50,
            party.net_present_value.p90,
            party.mean,
            ratio_of(party.chance_of_gain),
            ratio_of(party.chance_error),
        ]
        for party in parties
    ]
    return Table(
        "chances",
        say("How sure: net present value over {draws} draws", draws=simulation.draws),
        [
            Column("name", say("Participant")),
            Column("p10", "P10", AMOUNT),
            Column("p50", "P50", AMOUNT),
            Column("p90", "P90", AMOUNT),
            Column("mean", say("Mean"), AMOUNT),
            Column("chance", say("Chance of a gain"), RATIO, decimals=1, beside=(0, 1)),
            Column("error", say("Standard error"), RATIO, decimals=2),
        ],
        rows,
        emphasis=frozenset({len(rows) - 1}),
        note=say(
            "P10 is not exceeded in 10 of 100 draws, P50 in 50, P90 in 90. Bands do not add up over participants. "
            "In {chance} of the draws all together do at least as well as planned.",
            chance=Chance(ratio_of(simulation.chance_as_planned)),
        ),
    )


def bands_table(simulation: Simulation, model: CaseFile) -> Table:
    """P10, P50 and P90 of the whole by year."""
    party = simulation.consolidated
    rows: list[list[Cell]] = [
        [year_name(year, model), added.p10, added.p50, added.p90, total.p10, total.p50, total.p90]
        for year, (added, total) in enumerate(zip(party.added_value, party.cumulative, strict=True))
    ]
    added, total = say("Added value"), say("Cumulative")
    return Table(
        "bands",
        say("Bands by year"),
        [
            Column("year", say("Year")),
            *[Column(f"a{p}", joined((added, f"P{p}"), " "), AMOUNT) for p in (10, 50, 90)],
            *[Column(f"c{p}", joined((total, f"P{p}"), " "), AMOUNT) for p in (10, 50, 90)],
        ],
        rows,
    )


def tornado_table(simulation: Simulation) -> Table:
    """What matters most, one factor at a time."""
    rows: list[list[Cell]] = [
        [
            swing.name,
            swing.at_low,
            swing.at_high,
            Live(swing.width, "=ABS({high}-{low})"),
            ratio_of(swing.share),
        ]
        for swing in simulation.tornado
    ]
    return Table(
        "tornado",
        say("What matters most"),
        [
            Column("name", say("What is uncertain")),
            Column("low", say("At its low"), AMOUNT),
            Column("high", say("At its high"), AMOUNT),
            Column("width", say("Between"), AMOUNT),
            Column("share", say("Part of the spread"), RATIO, decimals=0),
        ],
        rows,
        note=say(
            "Net present value when one thing is at its P10 or P90 and all else as planned; a risk does not happen, or does."
        ),
    )


def ratio_of(value: float) -> Fraction:
    """A chance that was counted, as an exact number to show."""
    return Fraction(value).limit_denominator(1_000_000)


def words_table(model: CaseFile) -> Table:
    """Benefits that are not counted in money."""
    rows: list[list[Cell]] = [
        [
            benefit.name,
            benefit.text,
            ", ".join(benefit.participants) or say("all"),
            benefit.measured_by,
        ]
        for benefit in model.case.benefits_in_words
    ]
    return Table(
        "benefits_in_words",
        say("Benefits that are not money"),
        [
            Column("name", say("Benefit")),
            Column("text", say("What it is")),
            Column("for", say("For")),
            Column("measured_by", say("How we will see it")),
        ],
        rows,
    )
