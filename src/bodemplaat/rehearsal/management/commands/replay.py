"""``replay FILE``: play a log's cases in this (empty) database and print what came of it."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bodemplaat.calculations.file.files import why
from bodemplaat.calculations.file.source import UnreadableModel
from bodemplaat.formats.eventlog import (
    CsvMapping,
    LogCase,
    MonthFirst,
    UnreadableLog,
    cases,
    read_csv,
    read_xes,
    unpacked,
)
from bodemplaat.foundation.access.api import has_accounts
from bodemplaat.kernel import Finding, say
from bodemplaat.kernel.written import Habit
from bodemplaat.rehearsal.replay.meaning import BPI_2020, Meaning, Story, habit_in, story
from bodemplaat.rehearsal.replay.meanings_file import read_meanings
from bodemplaat.rehearsal.replay.play import Playing
from bodemplaat.rehearsal.replay.report import Report, report_of
from bodemplaat.rehearsal.replay.routes import routes_of
from bodemplaat.rehearsal.replay.stage import set_up

MAX_BYTES = 2_000_000_000
UNREADABLE = say("This file cannot be read ({problem}): check its name and your rights.")


class Command(BaseCommand):
    """Replay a log."""

    help = "Play every case of an event log (XES or CSV, also .gz) through the same commands as the pages."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, how to read it, and how much of it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--meanings", type=Path, help="YAML: activity pattern to verb and role")
        parser.add_argument("--case", default="", help="CSV: column with the case")
        parser.add_argument("--activity", default="", help="CSV: column with the activity")
        parser.add_argument("--time", default="", help="CSV: column with the moment")
        parser.add_argument("--role", default="", help="CSV: column with the role")
        parser.add_argument(
            "--amount", default="(case)_RequestedAmount", help="attribute or column with the amount"
        )
        parser.add_argument(
            "--unit", default="(case)_OrganizationalEntity", help="attribute or column with the unit"
        )
        parser.add_argument("--zone", default="Europe/Amsterdam", help="time zone of times without an offset")
        parser.add_argument("--lang", choices=["nl", "en"], default="en", help="language of refusals")
        parser.add_argument("--limit", type=int, default=0, help="only this many cases")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, set the stage, play, report; fails when a figure is left unexplained.

        The report is the same for the same log; progress and how long it took go to standard error.
        """
        if has_accounts():
            raise CommandError("A replay wants an empty database; bodemplaat replay makes one.")
        console, beside = Console(highlight=False), Console(highlight=False, stderr=True)
        findings: list[Finding] = []
        stories = list(self._stories(options, findings))
        if not stories:
            raise CommandError("The log holds no case that can be read.")
        routes = routes_of(stories)
        if not routes.routes:
            raise CommandError("No case of the log is approved and paid: there is no chain to play.")
        first = min(each.acts[0].at for each in stories)
        before = first - timedelta(days=1)
        stage = set_up(routes, (each.unit for each in stories), since=timezone.localdate(before), at=before)
        playing = Playing(stage, stories, routes)
        started = time.monotonic()
        with self._bar(beside) as bar:
            task = bar.add_task("events", total=sum(len(each.acts) for each in stories))
            playing.run(lambda count: bar.advance(task, count))
        report = report_of(playing, seconds=time.monotonic() - started)
        self._print(console, report, routes.routes, findings)
        beside.print(
            f"played in {report.seconds:.1f} seconds, {report.cases_per_second:.1f} cases per second"
        )
        if not report.is_explained:
            raise CommandError("The figures do not add up.")

    def _stories(self, options: dict[str, Any], findings: list[Finding]) -> Iterator[Story]:
        meanings: tuple[Meaning, ...] = BPI_2020
        if options["meanings"]:
            try:
                meanings = read_meanings(options["meanings"])
            except UnreadableModel as error:
                raise CommandError(_in_words(error.findings, options["lang"])) from None
        try:
            cases = self._read(options, findings)
            habit = habit_in(cases, amount=options["amount"]) if options["case"] else Habit.STORED
            for number, case in enumerate(cases):
                yield story(
                    number,
                    case,
                    meanings=meanings,
                    amount=options["amount"],
                    unit=options["unit"],
                    habit=habit,
                )
        except OSError as error:
            raise CommandError(_unreadable(error, options)) from None
        except UnreadableLog as error:
            said = _in_words([error.finding], options["lang"])
            raise CommandError(f"{options['file']}: {said}") from None

    def _read(self, options: dict[str, Any], findings: list[Finding]) -> list[LogCase]:
        """As many cases as are asked for; the log is read once more when its dates have the month first."""
        for month_first in (None, True):
            kept: list[Finding] = []
            try:
                with options["file"].open("rb") as file:
                    every = self._cases(unpacked(file), options, kept, month_first)
                    cases_ = list(islice((case for case in every if case.events), options["limit"] or None))
            except MonthFirst:
                if month_first:
                    raise
                continue
            findings += kept
            return cases_
        return []

    def _cases(
        self, stream: Any, options: dict[str, Any], findings: list[Finding], month_first: bool | None
    ) -> Iterator[LogCase]:
        zone = _zone(options["zone"], options["lang"])
        if not options["case"]:
            for case in read_xes(stream, max_bytes=MAX_BYTES, zone=UTC, month_first=month_first):
                if isinstance(case, Finding):
                    findings.append(case)
                else:
                    yield case
            return
        mapping = CsvMapping(
            case=options["case"],
            activity=options["activity"],
            at=options["time"],
            zone=zone,
            role=options["role"],
            month_first=month_first,
        )
        rows = list(read_csv(stream, mapping, max_bytes=MAX_BYTES))
        findings += [row for row in rows if isinstance(row, Finding)]
        yield from cases(row for row in rows if not isinstance(row, Finding))

    def _bar(self, console: Console) -> Progress:
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
        )

    def _print(
        self, console: Console, report: Report, routes: tuple[tuple[str, ...], ...], findings: list[Finding]
    ) -> None:
        facts = Table(title="Replay", show_header=False)
        facts.add_column()
        facts.add_column(justify="right")
        lead = report.lead_time
        for label, value in (
            ("cases in the log", f"{report.cases:,}"),
            ("cases played", f"{report.cases_played:,}"),
            ("events read", f"{report.events:,}"),
            ("events played", f"{report.played:,}"),
            ("events passed by", f"{report.passed_by:,}"),
            ("events skipped", f"{report.events - report.played - report.passed_by:,}"),
            ("rows of the log not usable", f"{len(findings):,}"),
            ("routes found in the log", f"{len(routes)}"),
            ("requested, as in the log", f"{report.requested_in_log:,.6f}"),
            ("requested, each case to the cent", f"{report.requested.decimal:,}"),
            ("difference by rounding", f"{report.requested.decimal - report.requested_in_log:,.6f}"),
            ("paid (from the database)", f"{report.paid.decimal:,}"),
            ("lead time counts from", "first hand-in"),
            ("lead time, median days", "-" if lead.median_days is None else f"{lead.median_days:.2f}"),
            ("lead time, p90 days", "-" if lead.p90_days is None else f"{lead.p90_days:.2f}"),
        ):
            facts.add_row(label, value)
        console.print(facts)
        ends = Table("claims that ended as", "cases", "amount", title="Where every requested cent went")
        for state, count, amount in report.by_state:
            ends.add_row(state, f"{count:,}", f"{amount.decimal:,}")
        ends.add_row(
            "never begun here", f"{report.cases - report.cases_played:,}", f"{report.never_begun.decimal:,}"
        )
        ends.add_row("together", f"{report.cases:,}", f"{report.requested.decimal:,}")
        console.print(ends)
        returns = Table("sent back by", "times", title="Rejections by role")
        for role, count in report.returns:
            returns.add_row(role, f"{count:,}")
        console.print(returns)
        decided = Table("in the log", "what is done with it", "events", "cases", title="Decided")
        for each in report.decisions:
            decided.add_row(each.what, each.done, f"{each.events:,}", f"{each.cases:,}")
        console.print(decided)
        skipped = Table("activity", "why it was skipped", "events", title="Skipped")
        for activity, reason, count in report.skipped:
            skipped.add_row(activity, reason, f"{count:,}")
        console.print(skipped)


def _zone(name: str, language: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        text = say("'{zone}' is no time zone: write one such as Europe/Amsterdam.")
        finding = Finding("log.zone", "--zone", text, {"zone": name})
        raise CommandError(_in_words([finding], language)) from None


def _unreadable(error: OSError, options: dict[str, Any]) -> str:
    """The log cannot be read, and why, in the language asked for."""
    finding = Finding("log.unreadable", str(options["file"]), UNREADABLE, {"problem": why(error)})
    return _in_words([finding], options["lang"])


def _in_words(findings: Sequence[Finding], language: str) -> str:
    """Place and words of each, one a line, in the language asked for."""
    with translation.override(language):
        return "\n".join(f"{each.place}  {each.render(gettext)}".strip() for each in findings)
