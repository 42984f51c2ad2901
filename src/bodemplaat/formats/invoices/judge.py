"""An invoice judged, each step only where the one before it let it through.

Well-formed and safe, the form (XSD), the rules of EN 16931 and what a profile adds, NLCIUS, and our own arithmetic. A finding
has the rule for its code, words of its reader for its place, and what helps in its text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bodemplaat.formats.invoices.arithmetic import against_arithmetic, due_or_terms
from bodemplaat.formats.invoices.nlcius import against_nlcius, claims_nlcius
from bodemplaat.formats.invoices.numbers import against_numbers
from bodemplaat.formats.invoices.places import WHOLE, place_in_words
from bodemplaat.formats.invoices.read import ReadInvoice, read_invoice
from bodemplaat.formats.invoices.rules import (
    PEPPOL,
    Broken,
    NoRules,
    RuleSet,
    RulesGaveUp,
    broken_rules,
    rule_sets_of,
)
from bodemplaat.formats.invoices.schema import against_schema
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.formats.invoices.words import words_of
from bodemplaat.kernel import Finding, Severity, say
from bodemplaat.kernel.finding import errors

__all__ = ["Judged", "Step", "judge_invoice"]


class Step(Enum):
    """How far the judging came."""

    READ = "read"
    """Well-formed, safe, and an invoice."""
    FORM = "form"
    RULES = "rules"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Judged:
    """What reading and judging came to: the invoice if it could be read, every finding, and the last step taken.

    ``rule_sets`` are those that judged, by name.
    """

    read: ReadInvoice
    findings: tuple[Finding, ...]
    step: Step
    rule_sets: tuple[str, ...] = ()

    @property
    def invoice(self) -> Invoice | None:
        """The invoice, if there was one to read."""
        return self.read.invoice

    @property
    def is_sound(self) -> bool:
        """Whether everything was judged and nothing stops it; warnings do not."""
        return self.step is Step.ALL and not errors(self.findings)


def judge_invoice(content: bytes) -> Judged:
    """Read a file and judge the invoice in it. Raises nothing; without the extra ``einvoice`` a finding says so."""
    read = read_invoice(content)
    if read.invoice is None or read.syntax is None:
        return Judged(read, read.findings, Step.READ)
    try:
        form = against_schema(read.xml, read.syntax)
        if form:
            places = {finding.place for finding in read.findings}
            form = tuple(each for each in form if each.place not in places)
            return Judged(read, (*read.findings, *_once(form)), Step.FORM)
        stopped = _of_another_norm(read.invoice)
        if stopped or errors(read.findings):
            return Judged(read, (*read.findings, *stopped), Step.FORM)
        sets = rule_sets_of(read.invoice, read.syntax)
        official = [*_official(read.xml, sets, read.invoice)]
    except NoRules:
        return Judged(read, (*read.findings, _not_installed()), Step.READ)
    except RulesGaveUp as end:
        return Judged(read, (*read.findings, _gave_up(str(end))), Step.FORM)
    own = [*_own(read.invoice, read.root, official)]
    return Judged(
        read, (*read.findings, *_once((*official, *own))), Step.ALL, tuple(each.title for each in sets)
    )


def _official(xml: bytes, sets: Sequence[RuleSet], invoice: Invoice) -> Iterator[Finding]:
    for rule_set in sets:
        for broken in broken_rules(xml, rule_set):
            if not (_is_false_alarm(broken) or (broken.rule == "BR-CO-14" and _has_no_vat(invoice))):
                yield _finding(broken)


def _has_no_vat(invoice: Invoice) -> bool:
    """Whether all VAT is zero. SaxonC 13.1 says that ``0.00`` is not what a VAT of ``-0.00`` adds up to in CII, and it is."""
    return invoice.totals.vat == 0 and all(part.tax == 0 for part in invoice.vat)


_FALSE_ALARMS: Final = (
    # Factur-X knows the names of its own profiles; NLCIUS and any other use of the norm has one of its own.
    ("FX-SCH-A-", "GuidelineSpecifiedDocumentContextParameter", "not allowed"),
    # The XSD of CII demands this element, and an invoice without a delivery has nothing to put in it.
    ("PEPPOL-EN16931-R008", "ApplicableHeaderTradeDelivery", "empty elements"),
    ("FX-SCH-A-", "ApplicableHeaderTradeDelivery", "empty elements"),
    # The norm has any number of supporting documents, each with its description (BG-24, BT-123).
    ("CII-SR-475", "", ""),
)
"""What a rule set says of what the norm allows: the beginning of the rule, the element it is said of, and part of its text."""


def _is_false_alarm(broken: Broken) -> bool:
    return any(
        broken.rule.startswith(rule) and element in broken.path and text in broken.text
        for rule, element, text in _FALSE_ALARMS
    )


def _finding(broken: Broken) -> Finding:
    said = words_of(broken.rule, broken.text, is_fatal=broken.is_fatal)
    severity = Severity.ERROR if broken.is_fatal else Severity.WARNING
    return Finding(broken.rule, place_in_words(broken.path), str(said), said.values, severity)


def _own(invoice: Invoice, root: str, official: Sequence[Finding]) -> Iterator[Finding]:
    """NLCIUS, numbers and our arithmetic, without what the official rules said already."""
    fired = {finding.code for finding in official}
    yield from against_nlcius(invoice, root)
    yield from _profile(invoice, root)
    if "BR-CO-25" not in fired:
        yield from due_or_terms(invoice)
    yield from against_numbers(invoice)
    for finding in against_arithmetic(invoice):
        if not any(code.endswith(_SAME[finding.code]) for code in fired if finding.code in _SAME):
            yield finding


_SAME: Final = {
    "invoice.vat": ("BR-CO-17", "-09"),
    "invoice.taxable": ("-08",),
    "invoice.line": ("R120",),
    "invoice.price": ("R046",),
    "invoice.allowance": ("R040",),
}
"""Which rules say the same as an arithmetic of ours."""


def _of_another_norm(invoice: Invoice) -> tuple[Finding, ...]:
    """A finding for a profile that the norm does not know, or that leaves out the lines."""
    if invoice.profile.startswith(_NO_INVOICE):
        text = say(
            "This profile of Factur-X ({profile}) has no lines and is no invoice by the European norm, but a help for booking. "
            "Ask the supplier for the profile EN 16931."
        )
        return (Finding("invoice.no_lines", WHOLE, text, {"profile": invoice.profile}),)
    if invoice.profile and not invoice.profile.startswith(_NORM):
        text = say(
            "The invoice follows “{profile}”, from before the European norm or beside it, and was read and not judged. "
            "Ask the supplier for NLCIUS (SI-UBL 2.0) or Peppol BIS 3."
        )
        return (Finding("invoice.another_norm", WHOLE, text, {"profile": invoice.profile}),)
    return ()


_NORM: Final = "urn:cen.eu:en16931:2017"
_NO_INVOICE: Final = (
    "urn:factur-x.eu:1p0:minimum",
    "urn:factur-x.eu:1p0:basicwl",
    "urn:zugferd.de:2p0:minimum",
    "urn:zugferd.de:2p0:basicwl",
)


def _profile(invoice: Invoice, root: str) -> Iterator[Finding]:
    """A note where only the norm itself judged: another profile, or Peppol in CII, whose rules no package has."""
    if claims_nlcius(invoice) or (PEPPOL in invoice.profile and root != "CrossIndustryInvoice"):
        return
    text = say("No rules are here for “{profile}”, so it was judged by the European norm alone.")
    yield Finding("invoice.profile", WHOLE, text, {"profile": invoice.profile}, Severity.NOTE)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each thing once a place: two rules may say the same (BR-33 and BR-CO-21), and BR-CO-17 what a category's 09 says."""
    every = [*findings]
    multiplied = {finding.place for finding in every if finding.code == "BR-CO-17"}
    seen: set[tuple[object, ...]] = set()
    for finding in every:
        key = (finding.place, finding.said)
        if key in seen or (finding.code.endswith("-09") and finding.place in multiplied):
            continue
        seen.add(key)
        yield finding


def _not_installed() -> Finding:
    text = say(
        "The rules of EN 16931 are not installed, so the invoice was read and not judged. Install them: pip install 'bodemplaat[einvoice]'."
    )
    return Finding("invoice.no_extra", WHOLE, text)


def _gave_up(reason: str) -> Finding:
    text = say("The rules could not judge this invoice: {reason} Ask the supplier for another invoice.")
    return Finding("invoice.rules_gave_up", WHOLE, text, {"reason": reason})
