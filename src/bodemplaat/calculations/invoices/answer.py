"""What judging came to, as data for a machine; amounts as exact text, since an invoice has a currency of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bodemplaat.calculations.invoices.guarded import Checked
from bodemplaat.calculations.invoices.payment import Paying, Payment, payment_of
from bodemplaat.formats.invoices.values import Party
from bodemplaat.kernel import Finding, Said

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
class ToldStretch:
    """Interest of days within one half year, both ends included, in euros."""

    first: date
    last: date
    days: int
    over: Decimal
    percent: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ToldPayment:
    """Until when to pay, and what was owed for paying later; amounts in euros, ``None`` where it was in time or not yet paid.

    ``counted_from``: ``invoice``, ``delivery`` or ``acceptance``, on the day ``start``. ``certainty`` of the article: ``P`` read
    in the text of the law, ``S`` in a secondary source, ``M`` not checked; of the interest it is that of the least sure rate.
    """

    last: date
    counted_from: str
    start: date
    days: int
    is_agreed: bool
    steps: tuple[Said, ...]
    article: str
    certainty: str
    paid: date | None
    days_late: int
    interest: Decimal | None
    interest_certainty: str | None
    costs: Decimal | None
    owed: Decimal | None
    stretches: tuple[ToldStretch, ...]


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
    payment: ToldPayment | None
    """Where it was asked and something is to be paid."""
    findings: tuple[ToldFinding, ...]


@dataclass(frozen=True, slots=True)
class InvoiceCheck:
    """The answer: every file in the order it was named."""

    format: str
    invoices: tuple[ToldInvoice, ...]


def invoice_check(checked: Sequence[Checked], paying: Paying | None = None) -> InvoiceCheck:
    """The answer of these files; with ``paying`` until when to pay them."""
    return InvoiceCheck(FORMAT, tuple(_invoice(each, paying) for each in checked))


def _invoice(checked: Checked, paying: Paying | None) -> ToldInvoice:
    it = checked.invoice
    payment = payment_of(it, paying) if paying else None
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
        payment=_payment(payment) if payment else None,
        findings=tuple(_finding(each) for each in checked.findings),
    )


def _payment(payment: Payment) -> ToldPayment:
    term, late = payment.term, payment.late
    return ToldPayment(
        last=term.last,
        counted_from=term.ground.value,
        start=term.start,
        days=term.days,
        is_agreed=term.is_agreed,
        steps=term.steps,
        article=payment.law.read.article,
        certainty=payment.law.read.certainty.value,
        paid=payment.paid,
        days_late=payment.days_late,
        interest=late.interest.decimal if late else None,
        interest_certainty=max(
            (rate.certainty.value for rate in payment.rates), key="PSM".index, default=None
        ),
        costs=payment.costs.amount.decimal if payment.costs else None,
        owed=late.total.decimal if late else None,
        stretches=tuple(
            ToldStretch(
                each.first, each.last, each.days, each.over.decimal, each.percent, each.amount.decimal
            )
            for each in (late.stretches if late else ())
        ),
    )


def _party(party: Party) -> ToldParty:
    return ToldParty(party.name, party.kvk, party.oin, party.vat_number)


def _finding(finding: Finding) -> ToldFinding:
    return ToldFinding(finding.code, finding.severity.value, finding.place, finding.said)
