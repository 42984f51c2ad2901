"""One model command from file to answer: read, stop on findings, work out, tell, write."""

import difflib
import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bodemplaat.calculations.file.block import OTHER_COMMAND
from bodemplaat.calculations.file.files import CannotWrite, write_all
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.source import UnreadableModel
from bodemplaat.calculations.render import text as screen
from bodemplaat.calculations.render.json import json_text, remarks_json, trace_json
from bodemplaat.calculations.work import Asked, CannotWorkOut, Work
from bodemplaat.kernel import Finding, Trace, say
from bodemplaat.kernel.written import read_whole
from bodemplaat.presentation.report import Remark, Report
from bodemplaat.presentation.words import Words

Model = TypeVar("Model")
Outcome = TypeVar("Outcome")

REFUSED = 2
FEW = 4
WRITERS = {
    "xlsx": "bodemplaat.calculations.render.xlsx:workbook",
    "pdf": "bodemplaat.calculations.render.pdf:paper",
}


def run(
    name: str,
    work: Work[Model, Outcome],
    path: Path,
    outputs: Mapping[str, str],
    *,
    explain: Sequence[str] = (),
    words: Words,
    day: date,
    options: Mapping[str, Any],
) -> int:
    """Run one command; the exit code is 0, or 2 when something was found that stops it. Then nothing is written."""
    complaints = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    with progress(complaints, words) as advance:
        asked = Asked(day, options, advance)
        try:
            reading = load(path, work.sheets)
            model = work.read(reading, asked)
            if reading.stops:
                return refuse(reading.findings, words, complaints)
            outcome = work.solve(model, asked)
        except UnreadableModel as unreadable:
            return refuse(unreadable.findings, words, complaints)
        except CannotWorkOut as problem:
            reading.place_findings(problem.findings)
            return refuse(reading.findings, words, complaints)
    traces = work.explain(model, outcome) if explain and work.explain else {}
    reasons, unknown = _reasons(explain, traces)
    if unknown:
        return refuse(unknown, words, complaints)
    report = work.report(model, outcome, words, asked)
    report = _with_remarks(report, reading, words, day)
    answer = _answer(work, model, outcome, reading, reasons, report, words) if "json" in outputs else {}
    return deliver(name, path, outputs, report, answer, reasons, words, complaints)


def deliver(
    name: str,
    path: Path,
    outputs: Mapping[str, str],
    report: Report,
    answer: Mapping[str, Any],
    reasons: Sequence[Trace],
    words: Words,
    complaints: Console,
) -> int:
    """Write every file that was asked for or none, and print the rest; the exit code."""
    contents: dict[Path, bytes] = {}
    try:
        for kind, value in outputs.items():
            if kind == "json" and value in ("", "-"):
                continue
            target = Path(value) if value else Path(f"{path.stem}-{name}.{kind}")
            if target.resolve() == path.resolve():
                raise CannotWrite(target, say("it is the model itself, so choose another name"))
            contents[target] = _content(kind, report, answer, words)
        write_all(contents)
    except CannotWrite as problem:
        complaints.print(
            words(say("Not written: {problem}"), problem=f"{problem.path}: {words.translate(problem.why)}")
        )
        return REFUSED
    if outputs.get("json") in ("", "-"):
        sys.stdout.write(json_text(answer))
    else:
        console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 160)
        if reasons:
            for reason in reasons:
                screen.show_trace(reason, words, console)
        else:
            screen.show(report, words, console)
    for target in contents:
        complaints.print(words(say("Written: {file}"), file=str(target)))
    return 0


def _content(kind: str, report: Report, answer: Mapping[str, Any], words: Words) -> bytes:
    if kind == "json":
        return json_text(answer).encode()
    module, attribute = WRITERS[kind].split(":")
    writer: Callable[[Report, Words], bytes] = getattr(importlib.import_module(module), attribute)
    return writer(report, words)


def _answer(
    work: Work[Model, Outcome],
    model: Model,
    outcome: Outcome,
    reading: Reading,
    reasons: Sequence[Trace],
    report: Report,
    words: Words,
) -> dict[str, Any]:
    answer: dict[str, Any] = {"format": work.format, "title": report.title, **work.as_json(model, outcome)}
    answer["assumptions"] = remarks_json(reading.remarks, "assumption")
    answer["sources"] = remarks_json(reading.remarks, "source")
    if reasons:
        answer["explanation"] = [trace_json(reason, words) for reason in reasons]
    return answer


def _with_remarks(report: Report, reading: Reading, words: Words, day: date) -> Report:
    warnings = [words.finding(finding) for finding in reading.findings if not finding.stops]
    return replace(
        report,
        remarks=gathered((*report.remarks, *reading.remarks), words),
        warnings=(*report.warnings, *warnings),
        day=report.day or day,
    )


def gathered(remarks: Sequence[Remark], words: Words) -> tuple[Remark, ...]:
    """Each text once, with all it is about: forty costs from one budget are one source."""
    about: dict[tuple[str, str], list[str]] = {}
    for remark in remarks:
        names = about.setdefault((remark.kind, remark.text), [])
        if remark.about and remark.about not in names:
            names.append(remark.about)
    return tuple(Remark(kind, _few(names, words), text, "") for (kind, text), names in about.items())


def _few(names: Sequence[str], words: Words) -> str:
    shown = "; ".join(names[:FEW])
    if len(names) <= FEW:
        return shown
    return words(say("{names} and {count} more"), names=shown, count=len(names) - FEW)


def _reasons(
    explain: Sequence[str], traces: Mapping[str, Trace | Callable[[], Trace]]
) -> tuple[list[Trace], list[Finding]]:
    found: list[Trace] = []
    unknown: list[Finding] = []
    by_name = {name.casefold(): trace for name, trace in traces.items()}
    for wanted in explain:
        trace = by_name.get(wanted.casefold())
        if trace is None:
            near = difflib.get_close_matches(wanted, list(traces), n=3, cutoff=0.4) or list(traces)[:12]
            text = say("There is nothing called '{value}' to explain. Known: {known}.")
            unknown.append(
                Finding("model.explain", "--explain", text, {"value": wanted, "known": ", ".join(near)})
            )
        else:
            found.append(trace if isinstance(trace, Trace) else trace())
    return found, unknown


def refuse(findings: Sequence[Finding], words: Words, complaints: Console) -> int:
    """Print every finding in order of place; the exit code of a refusal."""
    foreign = [finding for finding in findings if finding.code == OTHER_COMMAND]
    findings = foreign or findings  # what one command misses in another's model teaches nobody anything
    for finding in sorted(findings, key=_in_order_of_place):
        complaints.print(words.finding(finding))
    stopping = sum(finding.stops for finding in findings)
    complaints.print(
        words(say("{count} mistake(s) found; nothing was worked out or written."), count=stopping)
    )
    return REFUSED


def _in_order_of_place(finding: Finding) -> tuple[str, int]:
    file, _, line = finding.place.rpartition(":")
    number = read_whole(line)
    return (finding.place, 0) if number is None else (file, number)


class progress:  # noqa: N801  # reads as a word in ``with``
    """A progress bar on a terminal, shown from the first report of long work; silent elsewhere."""

    def __init__(self, console: Console, words: Words) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            console=console, transient=True, disable=not console.is_terminal,
        )  # fmt: skip
        self._label = words(say("Working"))
        self._started = False

    def __enter__(self) -> Callable[[int, int], None]:
        return self._advance

    def __exit__(self, *_: object) -> None:
        if self._started:
            self._bar.stop()

    def _advance(self, done: int, whole: int) -> None:
        if not self._started:
            self._bar.start()
            self._task = self._bar.add_task(self._label, total=whole)
            self._started = True
        self._bar.update(self._task, completed=done, total=whole)
