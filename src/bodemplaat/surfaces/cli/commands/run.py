"""A file to an answer on the terminal: work it out, show it or every mistake, write what was asked for or nothing."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bodemplaat.calculations.calculate import Refused, UnknownName, calculate
from bodemplaat.calculations.file.files import CannotWrite, InputFile, write_all
from bodemplaat.calculations.kinds import Kind
from bodemplaat.calculations.render import text as screen
from bodemplaat.calculations.render.files import file_of
from bodemplaat.calculations.work import Asked
from bodemplaat.kernel import Finding, Trace, say
from bodemplaat.presentation.findings import told
from bodemplaat.presentation.report import Report
from bodemplaat.presentation.voice import Voice

REFUSED = 2


def run(
    kind: Kind,
    path: Path,
    outputs: Mapping[str, str],
    *,
    explain: Sequence[str] = (),
    voice: Voice,
    day: date,
    options: Mapping[str, Any],
) -> int:
    """Run one command; the exit code is 0, or 2 when something was found that stops it. Then nothing is written."""
    complaints = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    with progress(complaints, voice) as advance:
        answer = calculate(kind.work(), InputFile.at(path), Asked(day, options, advance))
    if isinstance(answer, Refused):
        code = refuse(answer.findings, voice, complaints)
        for finding in answer.findings:
            if finding.code == "model.another_kind":
                for name in str(finding.values["names"]).split(", "):
                    complaints.print(f"  bodemplaat {name} {path}")
        return code
    try:
        reasons = answer.explain(explain)
    except UnknownName as problem:
        return refuse(problem.findings, voice, complaints)
    text = answer.json(voice, reasons) if "json" in outputs else ""
    return deliver(kind.name, path, outputs, answer.report, text, reasons, voice, complaints)


def deliver(
    name: str,
    path: Path,
    outputs: Mapping[str, str],
    report: Report,
    answer: str,
    reasons: Sequence[Trace],
    voice: Voice,
    complaints: Console,
) -> int:
    """Write every file that was asked for or none, and print the rest; the exit code."""
    # What lies beside a packed log is called after the log itself.
    stem = path.with_suffix("").stem if path.suffix.lower() == ".gz" else path.stem
    contents: dict[Path, bytes] = {}
    try:
        for kind, value in outputs.items():
            if kind == "json" and value in ("", "-"):
                continue
            target = Path(value) if value else Path(f"{stem}-{name}.{kind}")
            if target.resolve() == path.resolve():
                raise CannotWrite(target, say("it is the model itself, so choose another name"))
            contents[target] = _content(kind, report, answer, voice)
        write_all(contents)
    except CannotWrite as problem:
        complaints.print(
            voice(say("Not written: {problem}", problem=f"{problem.path}: {voice(problem.why)}"))
        )
        return REFUSED
    if outputs.get("json") in ("", "-"):
        sys.stdout.write(answer)
    else:
        console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 160)
        if reasons:
            for reason in reasons:
                screen.show_trace(reason, voice, console)
        else:
            screen.show(report, voice, console)
    for target in contents:
        complaints.print(voice(say("Written: {file}", file=str(target))))
    return 0


def _content(kind: str, report: Report, answer: str, voice: Voice) -> bytes:
    if kind == "json":
        return answer.encode()
    return file_of(report, kind, voice)


def refuse(findings: Sequence[Finding], voice: Voice, complaints: Console) -> int:
    """Print every finding; the exit code of a refusal."""
    for finding in findings:
        complaints.print(voice(told(finding)))
    stopping = sum(finding.stops for finding in findings)
    complaints.print(
        voice(
            say("{count} {count:mistake|mistakes} found; nothing was worked out or written.", count=stopping)
        )
    )
    return REFUSED


class progress:  # noqa: N801  # reads as a word in ``with``
    """A progress bar on a terminal, shown from the first report of long work; silent elsewhere."""

    def __init__(self, console: Console, voice: Voice) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._label = voice(say("Working"))
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
