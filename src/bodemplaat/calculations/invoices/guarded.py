"""E-invoices of strangers judged in a guarded child: files go in, findings and the XML that was read come back as JSON.

The child takes all files of one request, since compiling the rules costs more than judging a hundred invoices; where it
ends without an answer each file gets a child of its own, so that one file spoils nothing for another.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bodemplaat.formats.invoices.places import WHOLE
from bodemplaat.formats.invoices.read import read_invoice
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.foundation.guard.api import GuardedFailure, Limits, Why, run_guarded
from bodemplaat.kernel import Finding, say
from bodemplaat.kernel.finding import errors
from bodemplaat.kernel.plain import finding_of_plain, plain_finding

LIMITS: Final = Limits(seconds=120, cpu_seconds=100, memory=1 << 50, answer=200_000_000)
"""Saxon reserves 33 GB of addresses and uses a few hundred MB, so a limit on addresses would end it: time limits it."""
CHILD: Final = "bodemplaat.calculations.invoices.guarded:answer_judged"
SOUND_STEP: Final = "all"


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: the invoice if it could be read, what was found, how far judging came and by which rule sets.

    ``xml`` is what was read: the file itself, or the attachment of a PDF that is called ``carrier``.
    """

    name: str
    invoice: Invoice | None
    findings: tuple[Finding, ...]
    step: str
    syntax: str = ""
    rule_sets: tuple[str, ...] = ()
    carrier: str = ""
    xml: bytes = b""

    @property
    def is_sound(self) -> bool:
        """Whether everything was judged and nothing stops it."""
        return self.step == SOUND_STEP and not errors(self.findings)


def check_invoices(files: Sequence[tuple[str, bytes]]) -> list[Checked]:
    """Judge these files (name and bytes), in order. What is wrong with a file is in its findings; nothing is raised."""
    if not files:
        return []
    try:
        answers = json.loads(run_guarded(CHILD, _written([content for _, content in files]), limits=LIMITS))
    except GuardedFailure as failure:
        if len(files) > 1:
            return [checked for file in files for checked in check_invoices([file])]
        return [Checked(files[0][0], None, (_ended(failure),), "none")]
    return [_checked(name, answer) for (name, _), answer in zip(files, answers, strict=True)]


def answer_judged(request: bytes) -> bytes:
    """In the child: judge every file of the request."""
    from bodemplaat.formats.invoices.judge import judge_invoice  # noqa: PLC0415  # there and not here

    answers = []
    for content in json.loads(request):
        judged = judge_invoice(base64.b64decode(content))
        answers.append(
            {
                "xml": base64.b64encode(judged.read.xml).decode(),
                "carrier": judged.read.carrier,
                "step": judged.step.value,
                "rule_sets": judged.rule_sets,
                "findings": [plain_finding(finding) for finding in judged.findings],
            }
        )
    return json.dumps(answers).encode()


def _written(contents: Sequence[bytes]) -> bytes:
    return json.dumps([base64.b64encode(content).decode() for content in contents]).encode()


def _checked(name: str, answer: Mapping[str, Any]) -> Checked:
    xml = base64.b64decode(answer["xml"])
    again = read_invoice(xml) if xml else None
    return Checked(
        name,
        again.invoice if again else None,
        tuple(finding_of_plain(each) for each in answer["findings"]),
        answer["step"],
        again.syntax.value if again and again.syntax else "",
        tuple(answer["rule_sets"]),
        answer["carrier"],
        xml,
    )


def _ended(failure: GuardedFailure) -> Finding:
    texts = {
        Why.TIME: say("Judging this file took too long and was stopped. Ask the supplier for a smaller one."),
        Why.MEMORY: say(
            "Judging this file took too much memory and was stopped. Ask the supplier for a smaller one."
        ),
    }
    ended = say("Judging this file ended before there was an answer. Ask the supplier for another file.")
    return Finding("invoice.no_answer", WHOLE, texts.get(failure.why, ended))
