"""What judging came to, as data for a machine; amounts as exact text, since an invoice has a currency of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bodemplaat.calculations.invoices.guarded import Checked
from bodemplaat.formats.invoices.values import Party
from bodemplaat.kernel import Finding

FORMAT = "bodemplaat.invoice-check/1"


@dataclass(frozen=True, slots=True)
class ToldParty:
    """Supplier or customer with its numbers, empty where it names none."""

    name: str
    kvk: str
    oin: str
    vat: str


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """One finding. ``severity``: ``error``, ``warning`` or ``note``."""

    rule: str
    severity: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ToldInvoice:
    """One file; what could not be read is ``None`` or empty. ``is_sound``: everything judged, nothing wrong."""

    file: str
    is_sound: bool
    judged_to: str
    syntax: str
    rule_sets: tuple[str, ...]
    number: str
    type: str
    issued: date | None
    due: date | None
    currency: str
    supplier: ToldParty | None
    customer: ToldParty | None
    without_vat: Decimal | None
    vat: Decimal | None
    with_vat: Decimal | None
    payable: Decimal | None
    findings: tuple[ToldFinding, ...]


@dataclass(frozen=True, slots=True)
class InvoiceCheck:
    """The answer: every file in the order it was named."""

    format: str
    invoices: tuple[ToldInvoice, ...]


def invoice_check(checked: Sequence[Checked]) -> InvoiceCheck:
    """The answer of these files."""
    return InvoiceCheck(FORMAT, tuple(_invoice(each) for each in checked))


def _invoice(checked: Checked) -> ToldInvoice:
    it = checked.invoice
    totals = it.totals if it else None
    return ToldInvoice(
        file=checked.name,
        is_sound=checked.is_sound,
        judged_to=checked.step,
        syntax=checked.syntax,
        rule_sets=checked.rule_sets,
        number=it.number if it else "",
        type=it.type_code if it else "",
        issued=it.issued if it else None,
        due=it.due if it else None,
        currency=it.currency if it else "",
        supplier=_party(it.supplier) if it else None,
        customer=_party(it.customer) if it else None,
        without_vat=totals.without_vat if totals else None,
        vat=totals.vat if totals else None,
        with_vat=totals.with_vat if totals else None,
        payable=totals.payable if totals else None,
        findings=tuple(_finding(each) for each in checked.findings),
    )


def _party(party: Party) -> ToldParty:
    return ToldParty(party.name, party.kvk, party.oin, party.vat_number)


def _finding(finding: Finding) -> ToldFinding:
    return ToldFinding(finding.code, finding.severity.value, finding.place, finding.said)
