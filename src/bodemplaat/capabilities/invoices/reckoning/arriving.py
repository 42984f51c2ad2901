"""A file that was judged, made ready to be kept: whatever a stranger wrote, nothing of it can keep the file from being kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bodemplaat.capabilities.invoices.ports import Judged
from bodemplaat.capabilities.invoices.reckoning.reading import Facts, facts_of, tidy
from bodemplaat.capabilities.invoices.reckoning.vat import against_the_law
from bodemplaat.capabilities.invoices.vocabulary import PDF, XML
from bodemplaat.formats.invoices.pdf import is_pdf
from bodemplaat.formats.pictures import picture_type
from bodemplaat.kernel import Finding, Severity, say
from bodemplaat.kernel.plain import plain_finding

MOST_FINDINGS: Final = 500
"""So many are kept of one file; a file with more has the same wrong everywhere."""
LONGEST_VALUE: Final = 400
"""Characters that are kept of a text that a finding repeats."""
_ORDER: Final = list(Severity)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file with what reading and judging it came to. ``findings`` are as they are kept; ``xml`` is what was read of it."""

    name: str
    content: bytes
    facts: Facts
    findings: tuple[Mapping[str, Any], ...]
    errors: int
    warnings: int
    is_readable: bool
    is_sound: bool
    step: str
    syntax: str
    rule_sets: tuple[str, ...]
    carrier: str
    xml: bytes

    @property
    def is_pdf(self) -> bool:
        """Whether the file is a PDF."""
        return is_pdf(self.content)

    @property
    def media_type(self) -> str:
        """What the file is kept as, by its bytes."""
        return PDF if self.is_pdf else picture_type(self.content) or XML


def arrival_of(name: str, content: bytes, judged: Judged) -> Arrival:
    """What is kept of a file that was judged, with what the law says of its VAT."""
    of_law = () if judged.invoice is None else against_the_law(judged.invoice)
    findings = (*judged.findings, *of_law)
    return Arrival(
        name=tidy(name, 200) or "factuur",
        content=content,
        facts=facts_of(judged.invoice),
        findings=findings_to_keep(findings),
        errors=sum(each.severity is Severity.ERROR for each in findings),
        warnings=sum(each.severity is Severity.WARNING for each in findings),
        is_readable=judged.invoice is not None and bool(judged.xml),
        is_sound=judged.is_sound,
        step=judged.step[:10],
        syntax=judged.syntax[:20],
        rule_sets=tuple(tidy(each, 100) for each in judged.rule_sets),
        carrier=tidy(judged.carrier, 120),
        xml=judged.xml,
    )


def findings_to_keep(findings: Sequence[Finding]) -> tuple[Mapping[str, Any], ...]:
    """The gravest first and no more than are kept, with a note of how many were left out."""
    ordered = sorted(findings, key=lambda each: _ORDER.index(each.severity))
    kept = ordered[:MOST_FINDINGS]
    if len(ordered) > MOST_FINDINGS:
        text = say("{count} more {count:finding of this file is|findings of this file are} not kept.")
        values = {"count": len(ordered) - MOST_FINDINGS}
        kept.append(Finding("invoice.more", say("whole invoice"), text, values, Severity.NOTE))
    return tuple(_within_reach(plain_finding(each)) for each in kept)


def _within_reach(value: Any) -> Any:
    if isinstance(value, str):
        whole = value.replace("\x00", "").encode(errors="ignore").decode()
        return whole if len(whole) <= LONGEST_VALUE * 4 else f"{whole[:LONGEST_VALUE]}…"
    if isinstance(value, dict):
        if "decimal" in value and len(str(value["decimal"])) > LONGEST_VALUE:
            return "…"
        return {key: _within_reach(inner) for key, inner in value.items()}
    if isinstance(value, int) and abs(value) > 2**63 - 1:
        return str(value)[:LONGEST_VALUE]
    return value
