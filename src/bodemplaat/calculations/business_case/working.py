"""From the figures of each function and year to what they are worth, as live formulas of the workbook.

The yearly figures of each participant's functions are values: what the engine made of costs, profiles, indices and
keys. Everything above them is a formula: added value, sums by year and by participant, discounting, and the net present
value, which is rounded for each function of each participant and added up from there, as in the report.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bodemplaat.calculations.business_case.answer.solving import CaseOutcome
from bodemplaat.calculations.business_case.file import CaseFile
from bodemplaat.engines.business_case import (
    Effect,
    FunctionOutcome,
    YearFigures,
    present_value,
    streams_of,
    timed,
)
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, Live, Table

AMOUNT = Kind.AMOUNT
SHOWN: Mapping[str, tuple[Effect, ...]] = {
    "saving": (Effect.SAVING, Effect.RUNNING),
    "benefits": (Effect.BENEFIT,),
    "one_off": (Effect.ONE_OFF, Effect.RISK),
    "grants": (Effect.GRANT,),
    "transfers": (Effect.TRANSFER,),
}
"""Columns by effect; a saving is what it costs without less what it costs with."""
COSTS = ("one_off",)
MOST_ROWS = 20_000
"""Beyond these the workbook would take longer to recalculate than anyone waits; its tables then hold values."""

YEAR_COLUMNS = (
    Column("baseline", say("Without"), AMOUNT),
    Column("exploitation", say("With"), AMOUNT),
    Column("saving", say("Saving"), AMOUNT, total=True),
    Column("benefits", say("Benefits"), AMOUNT, total=True),
    Column("one_off", say("One-off"), AMOUNT, total=True),
    Column("grants", say("Grants"), AMOUNT, total=True),
    Column("transfers", say("Compensation"), AMOUNT, total=True),
    Column("added_value", say("Added value"), AMOUNT, total=True),
)
"""What a year of the handbook's table 16 holds, before it is accumulated."""


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One amount with a day, of one function of one participant; ``cents`` is what it adds."""

    day: date
    year: int
    line: str
    participant: str
    function: str
    column: str
    cents: int


def dated_rows(model: CaseFile) -> list[DatedRow]:
    """Every amount with a day, in order of day."""
    columns = {effect: name for name, effects in SHOWN.items() for effect in effects}
    cents_by_place: dict[tuple[date, str, str, str, str], int] = {}
    for stream in streams_of(model.case):
        for day, cents in stream.dated_gain:
            place = (day, stream.line, stream.participant, stream.function, columns[stream.effect])
            cents_by_place[place] = cents_by_place.get(place, 0) + cents
    return [
        DatedRow(day, model.case.year_of(day), line, participant, function, column, cents)
        for (day, line, participant, function, column), cents in sorted(cents_by_place.items())
    ]


@dataclass(frozen=True, slots=True)
class Working:
    """Where in the two working tables a participant's rows are: first and last, by name; ``""`` is everybody."""

    years: Mapping[str, tuple[int, int]]
    worths: Mapping[str, tuple[int, int]]
    dated: Sequence[DatedRow]

    def sum_of(self, column: str, participant: str, year: int) -> str:
        """The sum of a column of the working over one participant and year, with the amounts that have a day."""
        first, last = self.years[participant]
        rows = f":{first}-{last}"
        text = f"SUMPRODUCT(({{by_function/year{rows}}}={year})*{{by_function/{column}{rows}}})"
        if column in ("baseline", "exploitation"):
            gains = self.dated_in("saving", participant, year)
            return text + (gains.replace("+", "-", 1) if column == "exploitation" else "")
        return text + self.dated_in(column, participant, year)

    def dated_in(self, column: str, participant: str, year: int) -> str:
        """What the amounts with a day add to a column in a year."""
        rows = [row for row in self.dated if row.column == column and participant in ("", row.participant)]
        if not any(row.year == year for row in rows):
            return ""
        place = self.dated.index(rows[0])
        tests = [f"({{dated/year:all}}={year})", f"EXACT({{dated/what:all}},{{dated/what@{place}}})"]
        if participant:
            tests.append(f"EXACT({{dated/participant:all}},{{dated/participant@{place}}})")
        sign = "-" if column in COSTS else "+"
        return f"{sign}SUMPRODUCT({'*'.join(tests)}*{{dated/gain:all}})"

    def worth(self, participant: str) -> str:
        """The net present value of a participant: the sum of its functions."""
        first, last = self.worths[participant]
        return f"=SUM({{worth/worth:{first}-{last}}})"


def working(model: CaseFile, outcome: CaseOutcome) -> Working | None:
    """The places; ``None`` when there are too many rows."""
    height = outcome.appraisal.years + 1
    years: dict[str, tuple[int, int]] = {}
    worths: dict[str, tuple[int, int]] = {}
    position = 0
    for participant in outcome.appraisal.participants:
        last = position + len(participant.functions) - 1
        worths[participant.name] = position, last
        years[participant.name] = position * height, (last + 1) * height - 1
        position = last + 1
    years[""], worths[""] = (0, position * height - 1), (0, position - 1)
    dated = dated_rows(model)
    return None if position * height + len(dated) > MOST_ROWS else Working(years, worths, dated)


def discount_table(outcome: CaseOutcome) -> Table:
    """The rate, and the factor of each year."""
    rate = Fraction(outcome.appraisal.discount_rate)
    rows: list[list[Cell]] = [
        [
            year,
            Live(rate, "={rate@0}") if year else rate,
            Live(1 / (1 + rate) ** year, "=1/(1+{rate})^{year}"),
        ]
        for year in range(outcome.appraisal.years + 1)
    ]
    return Table(
        "discount",
        say("Working: discounting"),
        [
            Column("year", say("Year"), Kind.COUNT),
            Column("rate", say("Discount rate"), Kind.RATIO, decimals=2),
            Column("factor", say("Factor"), Kind.NUMBER, decimals=8),
        ],
        rows,
        note=say("Change the rate of year 0: the others follow."),
        on_screen=False,
        on_paper=False,
    )


def by_function_table(outcome: CaseOutcome, place: Working) -> Table:
    """Every function of every participant by year: the figures that all sums start from."""
    rate = Fraction(outcome.appraisal.discount_rate)
    rows: list[list[Cell]] = [
        [participant, function.name, year.year, *_figures(participant, function.name, year, place, rate)]
        for participant, function in _functions(outcome)
        for year in function.outcome.years
    ]
    return Table(
        "by_function",
        say("Working: by function and year"),
        [
            Column("participant", say("Participant")),
            Column("function", say("Function")),
            Column("year", say("Year"), Kind.COUNT),
            *YEAR_COLUMNS,
            Column("present", say("Present value"), Kind.NUMBER, "€", 4),
        ],
        rows,
        note=say("Amounts that have a day are not here but on their own sheet.") if place.dated else "",
        total_label=say("Together"),
        on_screen=False,
        on_paper=False,
    )


def _functions(outcome: CaseOutcome) -> Iterator[tuple[str, FunctionOutcome]]:
    for participant in outcome.appraisal.participants:
        for function in participant.functions:
            yield participant.name, function


def _figures(
    participant: str, function: str, year: YearFigures, place: Working, rate: Fraction
) -> list[Cell]:
    """The figures of a year without what has a day."""
    dated = dict.fromkeys(SHOWN, 0)
    for row in place.dated:
        if (row.participant, row.function, row.year) == (participant, function, year.year):
            dated[row.column] += -row.cents if row.column in COSTS else row.cents
    without = {name: getattr(year, name) - Euro(cents) for name, cents in dated.items()}
    added = (
        without["saving"]
        + without["benefits"]
        - without["one_off"]
        + without["grants"]
        + without["transfers"]
    )
    return [
        year.baseline,
        year.baseline - without["saving"],
        Live(without["saving"], "={baseline}-{exploitation}"),
        without["benefits"],
        without["one_off"],
        without["grants"],
        without["transfers"],
        Live(added, "={saving}+{benefits}-{one_off}+{grants}+{transfers}"),
        Live(
            Fraction(added.decimal) / (1 + rate) ** year.year,
            f"={{added_value}}*{{discount/factor@{year.year}}}",
        ),
    ]


def worth_table(outcome: CaseOutcome, place: Working) -> Table:
    """The net present value of each function of each participant, rounded to the cent."""
    height = outcome.appraisal.years + 1
    rows: list[list[Cell]] = []
    for number, (participant, function) in enumerate(_functions(outcome)):
        first, last = number * height, (number + 1) * height - 1
        formula = f"SUM({{by_function/present:{first}-{last}}})"
        if any((row.participant, row.function) == (participant, function.name) for row in place.dated):
            formula += (
                "+SUMPRODUCT(EXACT({dated/participant:all},{participant})*EXACT({dated/function:all},{function})"
                "*{dated/gain:all}/(1+{discount/rate@0})^({dated/days:all}/365))"
            )
        rows.append(
            [participant, function.name, Live(function.outcome.net_present_value, f"=ROUND({formula},2)")]
        )
    return Table(
        "worth",
        say("Working: net present value"),
        [
            Column("participant", say("Participant")),
            Column("function", say("Function")),
            Column("worth", say("Net present value"), AMOUNT, total=True),
        ],
        rows,
        note=say("Rounded for each function of each participant, and added up from there."),
        total_label=say("Together"),
        on_screen=False,
        on_paper=False,
    )


def dated_table(model: CaseFile, place: Working | None) -> Table:
    """Every amount with a day: what it adds, and its worth on the reference date."""
    case = model.case
    named = {
        "saving": say("Saving"),
        "benefits": say("Benefits"),
        "one_off": say("One-off"),
        "grants": say("Grants"),
        "transfers": say("Compensation"),
    }
    rate = "{discount/rate@0}" if place is not None else f"({case.discount_rate})"
    rows: list[list[Cell]] = []
    for row in dated_rows(model):
        days = (row.day - case.reference).days
        rows.append(
            [
                row.day,
                row.year,
                row.line,
                row.participant,
                row.function,
                named[row.column],
                Euro(row.cents),
                days,
                Live(
                    present_value(timed((), [(row.day, row.cents)], case.reference), case.discount_rate),
                    f"=ROUND({{gain}}/(1+{rate})^({{days}}/365),2)",
                ),
            ]
        )
    return Table(
        "dated",
        say("Amounts with a day"),
        [
            Column("on", say("On"), Kind.DAY),
            Column("year", say("Year"), Kind.COUNT),
            Column("line", say("Line")),
            Column("participant", say("Participant")),
            Column("function", say("Function")),
            Column("what", say("What it is")),
            Column("gain", say("Adds"), AMOUNT, total=True),
            Column("days", say("Days"), Kind.COUNT),
            Column("worth", say("Present value"), AMOUNT, total=True),
        ],
        rows,
        total_label=say("Together"),
        note=say("Days after {day}; a minus sign costs.", day=case.reference),
    )
