"""What is told of invoices: the verdict first, then what was found; of a single invoice also the invoice itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from bodemplaat.calculations.invoices.guarded import Checked
from bodemplaat.calculations.invoices.payment import Paying, Payment, payment_of
from bodemplaat.calculations.invoices.payment_report import how_late, payment_figures, payment_tables
from bodemplaat.formats.invoices.arithmetic import money
from bodemplaat.formats.invoices.values import Invoice, Party
from bodemplaat.kernel import Euro, Finding, Said, Severity, say
from bodemplaat.kernel.finding import errors, in_order_of_place
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, KeyFigure, Report, Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import Number, Percent, joined

_SEVERITIES: Final = {
    Severity.ERROR: say("wrong"),
    Severity.WARNING: say("look at this"),
    Severity.NOTE: say("to know"),
}
_ORDER: Final = list(Severity)
EURO: Final = "EUR"
FEW: Final = 4
"""So many places are named of what is said of more."""
_UNITS: Final = {
    "C62": say("piece"),
    "EA": say("piece"),
    "H87": say("piece"),
    "HUR": say("hour"),
    "DAY": say("day"),
    "MON": say("month"),
    "ANN": say("year"),
    "KMT": say("kilometre"),
    "KGM": say("kilogram"),
    "LTR": say("litre"),
    "MTR": say("metre"),
    "MTK": say("square metre"),
    "MTQ": say("cubic metre"),
    "KWH": say("kilowatt-hour"),
}
"""The units that suppliers of a municipality use most (UN/ECE Recommendation 20); others keep their code."""


def report(checked: Sequence[Checked], day: date, paying: Paying | None = None) -> Report:
    """One invoice in full, or a table of several with all that was found in them; with ``paying`` until when to pay them."""
    return _one(checked[0], day, paying) if len(checked) == 1 else _several(checked, day, paying)


def _one(checked: Checked, day: date, paying: Paying | None) -> Report:
    invoice = checked.invoice
    if invoice is None:
        return Report(checked.name, verdict(checked), parts=_findings([checked]), day=day)
    payment = payment_of(invoice, paying) if paying else None
    kind = say("Credit note {number}") if invoice.is_credit_note else say("Invoice {number}")
    return Report(
        kind.using(number=invoice.number or "–"),
        verdict(checked),
        figures=[*figures_of(invoice), *(payment_figures(payment) if payment else ())],
        parts=[
            *_findings([checked]),
            *(payment_tables(payment) if paying else ()),
            _facts(checked, invoice),
            *lines_of(invoice),
            *vat_of(invoice),
            *_attached(invoice),
        ],
        subtitle=checked.name,
        day=day,
    )


def _several(checked: Sequence[Checked], day: date, paying: Paying | None) -> Report:
    sound = sum(each.is_sound for each in checked)
    rows = (
        Rows(checked)
        .column("file", say("File"), lambda it: it.name)
        .column("supplier", say("Supplier"), lambda it: it.invoice.supplier.name if it.invoice else "–")
        .column("number", say("Invoice number"), lambda it: it.invoice.number if it.invoice else "–")
        .column("payable", say("To pay"), lambda it: _payable(it.invoice), _together(checked))
        .column("wrong", say("Wrong"), lambda it: len(errors(it.findings)), Kind.COUNT)
        .column("verdict", say("Verdict"), _short)
    )
    if paying:
        _paid_by(rows, {id(each): payment_of(each.invoice, paying) for each in checked}, paying)
    return Report(
        say("Invoices checked"),
        say("{sound} of {count} {count:invoice is|invoices are} sound.", sound=sound, count=len(checked)),
        parts=[rows.table("invoices", say("Invoices")), *_findings(checked)],
        day=day,
    )


def _paid_by(rows: Rows[Checked], payments: Mapping[int, Payment | None], paying: Paying) -> None:
    """Columns of the last day and, when it was paid, of how late that was and what is owed for it."""

    def owed(checked: Checked) -> Euro | None:
        payment = payments[id(checked)]
        return payment.late.total if payment and payment.late else None

    def late(checked: Checked) -> Cell:
        payment = payments[id(checked)]
        return how_late(payment) if payment else None

    def last(checked: Checked) -> date | None:
        payment = payments[id(checked)]
        return payment.term.last if payment else None

    rows.column("last", say("Pay by"), last, Kind.DAY)
    if paying.paid:
        rows.column("late", say("Paid in time"), late).summed("owed", say("Owed for paying late"), owed)


def verdict(checked: Checked) -> str:
    """The sentence that a reader came for."""
    wrong = len(errors(checked.findings))
    warnings = sum(finding.severity is Severity.WARNING for finding in checked.findings)
    if checked.is_sound:
        if warnings:
            return say(
                "This invoice is valid; {count} {count:thing asks|things ask} for a look.", count=warnings
            )
        return say("This invoice is sound: no rule is broken and every amount agrees to the cent.")
    if checked.invoice is None:
        return say("There is no invoice here that can be read.")
    if _is_unjudged(checked):
        return say("This invoice could be read and was not judged.")
    return say("This invoice is not valid: {count} {count:thing is|things are} wrong.", count=wrong)


def _short(checked: Checked) -> str:
    if checked.is_sound:
        return say("sound")
    if checked.invoice is None:
        return say("unreadable")
    return say("not judged") if _is_unjudged(checked) else say("not valid")


def _is_unjudged(checked: Checked) -> bool:
    """Whether what stops it is that no rules could judge it."""
    return {finding.code for finding in errors(checked.findings)} <= _UNJUDGED


_UNJUDGED: Final = frozenset({"invoice.no_extra", "invoice.another_norm", "invoice.rules_gave_up"})


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing that was found in a file, and everywhere it was."""

    file: str
    finding: Finding
    places: Sequence[str]


def _findings(checked: Sequence[Checked]) -> list[Table]:
    gathered = [each for one in checked for each in _gathered(one)]
    if not gathered:
        return []
    rows = Rows(gathered)
    if len(checked) > 1:
        rows.column("file", say("File"), lambda it: it.file)
    rows.column("severity", say("Kind"), lambda it: _SEVERITIES[it.finding.severity])
    rows.column("rule", say("Rule"), lambda it: it.finding.code)
    rows.column("place", say("Where"), lambda it: _few(it.places))
    rows.column("text", say("What, and what helps"), lambda it: it.finding.said)
    return [rows.table("findings", say("What was found"))]


def _gathered(checked: Checked) -> list[_Told]:
    """What is said of many places is told once: a unit that is wrong in a thousand lines is one thing to ask."""
    about: dict[tuple[str, Said], list[Finding]] = {}
    for finding in sorted(checked.findings, key=_in_order):
        about.setdefault((finding.code, finding.said), []).append(finding)
    return [_Told(checked.name, every[0], [each.place for each in every]) for every in about.values()]


def _in_order(finding: Finding) -> tuple[object, ...]:
    """The gravest first, then by place: line 2 before line 10."""
    place = finding.place.render() if isinstance(finding.place, Said) else finding.place
    return (_ORDER.index(finding.severity), in_order_of_place(replace(finding, place=place)), finding.code)


def _few(places: Sequence[str]) -> str:
    if len(places) <= FEW + 1:
        return joined(places, "; ")
    return say("{names} and {count} more", names=joined(places[:FEW], "; "), count=len(places) - FEW)


def figures_of(invoice: Invoice) -> list[KeyFigure]:
    """What it comes to."""
    totals = invoice.totals
    return [
        KeyFigure(
            label, money(amount, invoice.currency), Kind.AMOUNT if invoice.currency == EURO else Kind.TEXT
        )
        for label, amount in (
            (say("Comes back") if invoice.is_credit_note else say("To pay"), totals.payable),
            (say("Without VAT"), totals.without_vat),
            (say("VAT"), totals.vat),
            (say("With VAT"), totals.with_vat),
        )
        if amount is not None
    ]


def _facts(checked: Checked, invoice: Invoice) -> Table:
    """Who, when and by which reference: what is empty is left out."""
    payment = invoice.payment[0] if invoice.payment else None
    facts: list[tuple[str, Cell]] = [
        (say("Supplier"), named(invoice.supplier)),
        (say("Customer"), named(invoice.customer)),
        (say("Day of the invoice"), invoice.issued),
        (say("To be paid by"), invoice.due),
        (say("Terms of payment"), invoice.terms),
        (say("Your reference"), invoice.buyer_reference),
        (say("Order number"), invoice.order),
        (say("Contract"), invoice.contract),
        (say("Project"), invoice.project),
        (say("Earlier invoice"), ", ".join(each.number for each in invoice.preceding)),
        (say("Account"), payment.account if payment else ""),
        (say("Payment reference"), payment.reference if payment else ""),
        (say("Note"), " ".join(invoice.notes)),
        (say("Written as"), joined((checked.syntax, checked.carrier))),
        (say("Profile"), invoice.profile),
        (say("Judged by"), ", ".join(checked.rule_sets)),
    ]
    rows = Rows([fact for fact in facts if fact[1] not in ("", None)])
    rows.column("what", "", lambda it: it[0]).column("value", "", lambda it: it[1])
    return rows.table("facts", say("The invoice"))


def named(party: Party) -> str:
    """A party in one line: name, address and numbers."""
    numbers = (
        say("KvK {number}", number=party.kvk) if party.kvk else "",
        say("OIN {number}", number=party.oin) if party.oin else "",
        say("VAT {number}", number=party.vat_number) if party.vat_number else "",
    )
    place = " ".join(part for part in (party.address.postcode, party.address.city) if part)
    return joined((party.name, party.address.street, place, *numbers))


def lines_of(invoice: Invoice) -> list[Table]:
    """The lines, and what was reduced or added."""
    if not invoice.lines:
        return []
    kind = _kind(invoice, [line.net for line in invoice.lines])
    rows = (
        Rows(invoice.lines)
        .column("name", say("What"), lambda it: joined((it.number, it.name or it.description), ". "))
        .column("quantity", say("Quantity"), lambda it: _figure(it.quantity), Kind.NUMBER)
        .column("unit", say("Unit of measure"), lambda it: _UNITS.get(it.unit, it.unit))
        .column("price", say("Price"), lambda it: _price(it.price.net), Kind.NUMBER)
        .column("rate", say("VAT"), lambda it: _rate(it.category, it.rate))
        .column("net", say("Amount"), lambda it: _amount(it.net, invoice.currency), kind)
    )
    return [rows.table("lines", say("Lines")), *_reduced(invoice)]


def _reduced(invoice: Invoice) -> list[Table]:
    if not invoice.allowances:
        return []
    kind = _kind(invoice, [each.amount for each in invoice.allowances])
    rows = (
        Rows(invoice.allowances)
        .column("kind", say("What"), lambda it: say("charge") if it.is_charge else say("allowance"))
        .column("reason", say("Reason"), lambda it: it.reason or it.reason_code)
        .column("rate", say("VAT"), lambda it: _rate(it.category, it.rate))
        .column("amount", say("Amount"), lambda it: _amount(it.amount, invoice.currency), kind)
    )
    return [rows.table("allowances", say("Allowances and charges"))]


def vat_of(invoice: Invoice) -> list[Table]:
    """The VAT breakdown."""
    if not invoice.vat:
        return []
    kind = _kind(invoice, [amount for part in invoice.vat for amount in (part.taxable, part.tax)])
    rows = (
        Rows(invoice.vat)
        .column("rate", say("VAT rate"), lambda it: _rate(it.category, it.rate))
        .column("taxable", say("Over which"), lambda it: _amount(it.taxable, invoice.currency), kind)
        .column("tax", say("VAT"), lambda it: _amount(it.tax, invoice.currency), kind)
    )
    if any(part.reason or part.reason_code for part in invoice.vat):
        rows.column("reason", say("Why no VAT"), lambda it: it.reason or it.reason_code)
    return [rows.table("vat", say("VAT breakdown"))]


def _attached(invoice: Invoice) -> list[Table]:
    if not invoice.attachments:
        return []
    rows = (
        Rows(invoice.attachments)
        .column("number", say("Reference"), lambda it: it.number)
        .column("name", say("Name"), lambda it: it.name or it.description)
        .column("mime", say("Kind"), lambda it: it.mime)
        .column("size", say("Bytes"), lambda it: len(it.content), Kind.COUNT)
        .column("link", say("Elsewhere"), lambda it: it.link)
    )
    return [rows.table("attachments", say("Attachments"))]


def _together(checked: Sequence[Checked]) -> Kind:
    kinds = {_kind(each.invoice, [each.invoice.totals.payable]) for each in checked if each.invoice}
    return Kind.AMOUNT if kinds == {Kind.AMOUNT} else Kind.TEXT


def _payable(invoice: Invoice | None) -> Cell:
    if invoice is None or invoice.totals.payable is None:
        return None
    payable = invoice.totals.payable
    return _amount(-payable if invoice.is_credit_note else payable, invoice.currency)


def _amount(amount: Decimal | None, currency: str) -> Euro | str | None:
    return None if amount is None else money(amount, currency)


def _kind(invoice: Invoice, amounts: Sequence[Decimal | None]) -> Kind:
    """How to show these amounts: as euros where all of them are, else as texts with their currency."""
    exact = all(
        amount is not None and isinstance(money(amount, invoice.currency), Euro) for amount in amounts
    )
    return Kind.AMOUNT if exact else Kind.TEXT


def _figure(number: Decimal | None) -> Cell:
    return None if number is None else Number(number)


def _price(price: Decimal | None) -> Cell:
    """With two decimals, or as many as it has."""
    if price is None:
        return None
    own = -int(price.normalize().as_tuple().exponent)
    return Number(price, max(2, own))


def _rate(category: str, rate: Decimal | None) -> Cell:
    if category == "S" and rate is not None:
        return Percent(rate / 100, 0 if rate == rate.to_integral_value() else 1)
    return category if rate is None or not rate else joined((category, Percent(rate / 100, 0)), " ")
