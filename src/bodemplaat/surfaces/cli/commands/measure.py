"""``bodemplaat measure LOG``: the baseline of a service from what another system recorded of its cases.

Light: the work is imported when the command runs, so that ``--help`` answers at once.
"""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bodemplaat.kernel import say
from bodemplaat.presentation.words import Words
from bodemplaat.surfaces.cli.commands.command import OUTPUTS, SpokenCommand, day_option


def _run(**given: Any) -> None:
    words = Words(given.pop("lang"))
    log, outputs = _sorted_out(given.pop("log"), {kind: given.pop(kind) for kind in OUTPUTS})
    if log is None:
        raise click.UsageError(
            words(say("Name the file to measure (CSV, XES or a workbook; CSV and XES also as .gz)."))
        )
    runner = importlib.import_module("bodemplaat.surfaces.cli.commands.run_measure")
    code = runner.run(log, outputs, words=words, day=given.pop("date"), options=given)
    if code:
        raise click.exceptions.Exit(code)


def _sorted_out(log: Path | None, outputs: dict[str, str | None]) -> tuple[Path | None, dict[str, str]]:
    """The log and the outputs asked for; ``--json log.csv`` means the flag followed by the log."""
    asked: dict[str, str] = {}
    for kind, value in outputs.items():
        if value is None:
            continue
        alone = log is None and value and not value.lower().endswith(OUTPUTS[kind])
        if alone:
            log = Path(value)
        asked[kind] = "" if alone else value
    return log, asked


def _text(*names: str, help: str, **more: Any) -> Callable[..., Any]:  # noqa: A002  # click's own word
    return click.option(*names, help=help, **more)


_OPTIONS = (
    click.argument("log", required=False, type=click.Path(path_type=Path)),
    _text("--map", "mapping", type=click.Path(path_type=Path), metavar="FILE",
          help=say("YAML file with what these options say, under the same names; an option wins from the file.")),
    _text("--case", metavar="COLUMN", help=say("CSV: the column that names the case.")),
    _text("--activity", metavar="COLUMN", help=say("CSV: the column that says what happened.")),
    _text("--time", metavar="COLUMN", help=say("CSV: the column that says when.")),
    _text("--layout", metavar="PATTERN", help=say("How times are written, such as %m/%d/%Y %H:%M %Z; ISO 8601 and dates in numbers are recognised.")),
    _text("--received-column", metavar="COLUMN", help=say("One row per case: the column with the moment of receipt.")),
    _text("--closed-column", metavar="COLUMN", help=say("One row per case: the column with the moment of closing.")),
    _text("--moment-column", "moment_columns", multiple=True, metavar="COLUMN",
          help=say("One row per case: another column with a moment; its title is the name of what happened.")),
    _text("--sheet", metavar="NAME", help=say("Workbook: the sheet with the log; found by its columns if not given.")),
    _text("--zone", metavar="ZONE", help=say("Time zone of the desk and its calendar; Europe/Amsterdam if not given.")),
    _text("--log-zone", metavar="ZONE", help=say("Time zone of times in the log without an offset; that of the desk if not given.")),
    _text("--lifecycle", multiple=True, metavar="STEP", help=say("The steps of an activity that count (lifecycle:transition); complete if not given.")),
    _text("--delimiter", metavar="SIGN", help=say("CSV: what stands between columns; recognised if not given.")),
    _text("--encoding", metavar="NAME", help=say("CSV: the character set; recognised if not given.")),
    _text("--deadline", metavar="COLUMN", help=say("Column with the moment promised for the case; it goes before a norm.")),
    _text("--customer", metavar="COLUMN", help=say("Column with the customer.")),
    _text("--service", metavar="COLUMN", help=say("Column with the service.")),
    _text("--channel", metavar="COLUMN", help=say("Column with the channel.")),
    _text("--changed", metavar="first|last", help=say("Which counts of a case that changes customer, service or channel: the first (the default) or the last.")),
    _text("--received", multiple=True, metavar="ACTIVITY", help=say("The clock starts at the first of these; at the first event if not given. * stands for any text.")),
    _text("--closed", multiple=True, metavar="ACTIVITY", help=say("The clock stops at the first of these; at the last event if not given.")),
    _text("--reopened", multiple=True, metavar="ACTIVITY", help=say("A closed case runs again from these.")),
    _text("--suspended", multiple=True, metavar="ACTIVITY[=CAUSE]", help=say("From these on the case waits for somebody else, whom the cause names.")),
    _text("--resumed", multiple=True, metavar="ACTIVITY", help=say("The waiting ends at these; at any other event if not given.")),
    _text("--norm", metavar="TERM", help=say("What was agreed: '30 days', '5 working days', '8 hours' (of opening), '48 hours by the clock'.")),
    _text("--norm-of", "norms", multiple=True, metavar="SERVICE=TERM", help=say("Another norm for one service.")),
    _text("--end-on-working-day", "ends_on_working_day", is_flag=True, default=None,
          help=say("A term in days that ends on a closed day ends on the next open one (Algemene termijnenwet, article 1).")),
    _text("--hours", multiple=True, metavar="HOURS", help=say("Opening hours, such as 'mon-fri 09:00-12:30 13:00-17:00'; weekdays from nine to five if not given.")),
    _text("--holidays", metavar="law|agreement|own", help=say("Days closed: those of the Algemene termijnenwet (the default), those of the collective agreement, or only those of --closed-on.")),
    _text("--closed-on", "closed_on", multiple=True, metavar="DATE", help=say("Another day that is closed.")),
    _text("--goal", metavar="PERCENT", help=say("The part of the cases that should be in time; 95 if not given.")),
    _text("--asked", metavar="MOMENT", help=say("The moment of measuring, for cases still open; that of the last event if not given.")),
    _text("--json", "json", is_flag=False, flag_value="", metavar="[FILE]", help=say("Write the figures as JSON; without a file name on the screen.")),
    _text("--xlsx", "xlsx", is_flag=False, flag_value="", metavar="[FILE]", help=say("Write a workbook with live formulas.")),
    _text("--pdf", "pdf", is_flag=False, flag_value="", metavar="[FILE]", help=say("Write a short paper for a board.")),
    _text("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help=say("Language of what you read.")),
    day_option(),
)  # fmt: skip

_command: Callable[..., Any] = _run
for _option in reversed(_OPTIONS):
    _command = _option(_command)

measure = click.command(
    "measure",
    cls=SpokenCommand,
    help=say(
        "Measure how long cases took, from a file that another system exported (CSV, XES or a workbook): in and "
        "out of their term, by month, customer, service and channel, and who kept them waiting."
    ),
)(_command)
