"""The options of the file commands, each asked beside the file. Light: nothing that works a file out is imported."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import click

from bodemplaat.kernel import say
from bodemplaat.surfaces.cli.commands.spoken import language_option
from bodemplaat.surfaces.cli.commands.whole_number import WholeNumber

FIGURES = ("costs", "salaries", "income", "net")
_option = click.option
Option: TypeAlias = Callable[..., Any]
Options: TypeAlias = tuple[Option, ...]


def _input_file(context: click.Context, parameter: click.Parameter, path: Path | None) -> object:
    from bodemplaat.calculations.file.files import InputFile  # noqa: PLC0415  # not for --help

    return InputFile.at(path) if path else None


def _day(context: click.Context, parameter: click.Parameter, moment: datetime | None) -> date:
    return moment.date() if moment else datetime.now().astimezone().date()


# fmt: off

def _seed() -> Option:
    return _option("--seed", type=WholeNumber(0), default=1, show_default=True, metavar="S",
                   help=say("Start of the random numbers: the same seed gives the same answer."))


def _measure() -> Options:
    return (
        _option("--map", "mapping", type=click.Path(path_type=Path), callback=_input_file, metavar="FILE",
                help=say("YAML file with what these options say, under the same names; an option wins from the file.")),
        _option("--case", metavar="COLUMN", help=say("CSV: the column that names the case.")),
        _option("--activity", metavar="COLUMN", help=say("CSV: the column that says what happened.")),
        _option("--time", metavar="COLUMN", help=say("CSV: the column that says when.")),
        _option("--layout", metavar="PATTERN", help=say("How times are written, such as %m/%d/%Y %H:%M %Z; ISO 8601 and dates in numbers are recognised.")),
        _option("--received-column", metavar="COLUMN", help=say("One row per case: the column with the moment of receipt.")),
        _option("--closed-column", metavar="COLUMN", help=say("One row per case: the column with the moment of closing.")),
        _option("--moment-column", "moment_columns", multiple=True, metavar="COLUMN",
                help=say("One row per case: another column with a moment; its title is the name of what happened.")),
        _option("--sheet", metavar="NAME", help=say("Workbook: the sheet with the log; found by its columns if not given.")),
        _option("--zone", metavar="ZONE", help=say("Time zone of the desk and its calendar; Europe/Amsterdam if not given.")),
        _option("--log-zone", metavar="ZONE", help=say("Time zone of times in the log without an offset; that of the desk if not given.")),
        _option("--lifecycle", multiple=True, metavar="STEP", help=say("The steps of an activity that count (lifecycle:transition); complete if not given.")),
        _option("--delimiter", metavar="SIGN", help=say("CSV: what stands between columns; recognised if not given.")),
        _option("--encoding", metavar="NAME", help=say("CSV: the character set; recognised if not given.")),
        _option("--deadline", metavar="COLUMN", help=say("Column with the moment promised for the case; it goes before a norm.")),
        _option("--customer", metavar="COLUMN", help=say("Column with the customer.")),
        _option("--service", metavar="COLUMN", help=say("Column with the service.")),
        _option("--channel", metavar="COLUMN", help=say("Column with the channel.")),
        _option("--changed", metavar="first|last", help=say("Which counts of a case that changes customer, service or channel: the first (the default) or the last.")),
        _option("--received", multiple=True, metavar="ACTIVITY", help=say("The clock starts at the first of these; at the first event if not given. * stands for any text.")),
        _option("--closed", multiple=True, metavar="ACTIVITY", help=say("The clock stops at the first of these; at the last event if not given.")),
        _option("--reopened", multiple=True, metavar="ACTIVITY", help=say("A closed case runs again from these.")),
        _option("--suspended", multiple=True, metavar="ACTIVITY[=CAUSE]", help=say("From these on the case waits for somebody else, whom the cause names.")),
        _option("--resumed", multiple=True, metavar="ACTIVITY", help=say("The waiting ends at these; at any other event if not given.")),
        _option("--norm", metavar="TERM", help=say("What was agreed: '30 days', '5 working days', '8 hours' (of opening), '48 hours by the clock'.")),
        _option("--norm-of", "norms", multiple=True, metavar="SERVICE=TERM", help=say("Another norm for one service.")),
        _option("--end-on-working-day", "ends_on_working_day", is_flag=True, default=None,
                help=say("A term in days that ends on a closed day ends on the next open one (Algemene termijnenwet, article 1).")),
        _option("--hours", multiple=True, metavar="HOURS", help=say("Opening hours, such as 'mon-fri 09:00-12:30 13:00-17:00'; weekdays from nine to five if not given.")),
        _option("--holidays", metavar="law|agreement|own", help=say("Days closed: those of the Algemene termijnenwet (the default), those of the collective agreement, or only those of --closed-on.")),
        _option("--closed-on", "closed_on", multiple=True, metavar="DATE", help=say("Another day that is closed.")),
        _option("--goal", metavar="PERCENT", help=say("The part of the cases that should be in time; 95 if not given.")),
        _option("--asked", metavar="MOMENT", help=say("The moment of measuring, for cases still open; that of the last event if not given.")),
    )


def _benchmark() -> Options:
    return (
        _option("--municipality", required=True, metavar="NAME", help=say("Whose figures to compare.")),
        _option("--against", default="size", show_default=True, metavar="size|province|NAMES",
                help=say("With whom: the same class of size, the same province, or names separated by semicolons.")),
        _option("--figure", type=click.Choice(FIGURES), default="costs", show_default=True,
                help=say("Which figure: costs, salaries, income, or costs less income.")),
        _option("--taakveld", "tasks", multiple=True, metavar="CODE",
                help=say("Only this taakveld, such as 0.4; may be repeated. Without it the total and every taakveld.")),
        _option("--without-zeros", is_flag=True,
                help=say("Leave out municipalities that budget nothing on a taakveld, not only those that delivered no file.")),
    )


def _business_case() -> Options:
    return (
        _option("--simulate", type=WholeNumber(100, 1_000_000), metavar="N",
                help=say("Draw what is uncertain N times (100 to 1,000,000).")),
        _seed(),
    )


def _coalition() -> Options:
    return (
        _option("--orders", type=WholeNumber(1_000, 1_000_000), default=20_000, show_default=True, metavar="N",
                help=say("How many orders of joining to sample with more than 20 participants.")),
        _seed(),
    )


def _resilience() -> Options:
    return (
        _option("--certainty", metavar="PART",
                help=say("How certain it must be that a function is manned, such as 99%; else what the model says.")),
        _option("--simulate", type=WholeNumber(100, 1_000_000), default=1_000, show_default=True, metavar="N",
                help=say("Draws per kind of half-day, where a group is too large to be worked out exactly.")),
        _seed(),
    )


def _plan() -> Options:
    return (
        _option("--delay", multiple=True, metavar="ACTIVITY=WEEKS",
                help=say("Show what happens when an activity is done so many weeks later; may be repeated.")),
        _option("--by", metavar="[ACTIVITY=]DATE",
                help=say("With --simulate: the chance that an activity, or everything, is done by this day.")),
        _option("--simulate", type=WholeNumber(100, 1_000_000), metavar="N",
                help=say("Draw the durations that are not certain N times (100 to 1,000,000).")),
        _seed(),
    )


OWN: Mapping[str, Callable[[], Options]] = {
    "business-case": _business_case,
    "measure": _measure,
    "coalition": _coalition,
    "benchmark": _benchmark,
    "resilience": _resilience,
    "plan": _plan,
}
"""What a command has of its own, as the calculation's options are called."""


OUTPUTS = {
    "json": say("Write the answer as JSON, amounts in cents; without a file name on the screen."),
    "xlsx": say("Write a workbook; its first sheet says which figures are formulas."),
    "pdf": say("Write a short paper for a board."),
}

EXPLAIN = _option("--explain", multiple=True, metavar="NAME",
                  help=say("Show why the amount of NAME is what it is, down to the source figures."))


def output(kind: str, about: str) -> Option:
    """An output that may stand alone or name a file."""
    return _option(f"--{kind}", kind, is_flag=False, flag_value="", metavar="[FILE]", help=about)


COMMON = (
    *(output(kind, about) for kind, about in OUTPUTS.items()),
    language_option(),
    _option("--date", type=click.DateTime(["%Y-%m-%d"]), callback=_day,
            help=say("Date on the paper; today if not given.")),
)
"""The options all of them share: three outputs, language, and the day on the paper.

With that day the same question gives the same bytes.
"""
# fmt: on
