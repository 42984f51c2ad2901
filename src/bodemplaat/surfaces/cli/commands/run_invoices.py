"""Files to a verdict on the terminal: read, judge, tell, and write what was asked for."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console

from bodemplaat.calculations.file.files import why
from bodemplaat.calculations.invoices import Paying, check_invoices, invoice_check, report
from bodemplaat.calculations.render.json import json_text
from bodemplaat.formats.invoices import MOST_BYTES
from bodemplaat.kernel import Finding, say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.run import REFUSED, deliver, refuse


def run(
    paths: Sequence[Path],
    outputs: Mapping[str, str],
    *,
    voice: Voice,
    day: date,
    paying: Paying | None = None,
) -> int:
    """Judge the files; the exit code is 0 when all are sound, or 2 when one is not or cannot be opened."""
    complaints = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    files: list[tuple[str, bytes]] = []
    unopened: list[Finding] = []
    for path in paths:
        try:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError as error:
            text = say("This file cannot be opened: {why}.")
            unopened.append(Finding("invoice.unopened", str(path), text, {"why": why(error)}))
            continue
        if len(content) > MOST_BYTES:
            text = say("This file is larger than {most} MB, the most that is read.")
            unopened.append(Finding("invoice.too_large", str(path), text, {"most": MOST_BYTES // 1_000_000}))
            continue
        files.append((path.name, content))
    if unopened:
        return refuse(unopened, voice, complaints)
    own = [target for target in outputs.values() if target and Path(target).resolve() in _resolved(paths)]
    if own:
        text = say("This is one of the invoices, so nothing is written there: choose another name.")
        return refuse([Finding("invoice.own_file", own[0], text)], voice, complaints)
    checked = check_invoices(files)
    answer = json_text(invoice_check(checked, paying), voice) if "json" in outputs else ""
    code = deliver(
        "check-invoice", paths[0], outputs, report(checked, day, paying), answer, (), voice, complaints
    )
    sys.stdout.flush()
    return code or (0 if all(each.is_sound for each in checked) else REFUSED)


def _resolved(paths: Sequence[Path]) -> set[Path]:
    return {path.resolve() for path in paths}
