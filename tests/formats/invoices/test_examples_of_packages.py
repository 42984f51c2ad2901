"""Examples that packages of others carry are judged as they are labelled.

eu-einvoice writes its examples as UBL and as CII and says that they are valid; mock-einvoice has the rules of EN 16931 and Peppol
written anew, and judges ours. The add-ons of OCA for Odoo carry files of their
own (AGPL, so they are read where they are installed and not copied); without Odoo: ``pip install --no-deps``.
"""

from collections.abc import Iterator
from dataclasses import replace
from importlib import metadata, resources
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree
from tests.formats.invoices.samples import PEPPOL, credit, in_category, sound, whole

from bodemplaat.formats.invoices import Invoice, judge_invoice, read_invoice, write_ubl
from bodemplaat.kernel.finding import errors

pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
pytest.importorskip("facturx", reason="the extra einvoice is not installed")
writers = pytest.importorskip("eu_einvoice", reason="eu-einvoice is not installed")

from eu_einvoice import cii, model, profiles, ubl  # noqa: E402

CATEGORIES = ("S", "Z", "E", "AE", "K", "G", "O")
EXAMPLES = sorted(
    (each.name, str(each))
    for each in (resources.files("eu_einvoice") / "examples").iterdir()
    if each.name.endswith(".json")
)


def written(path: str, writer: ModuleType) -> bytes:
    """The example as this syntax."""
    raw = model.load(path)
    prepared = model.prepare(raw)
    invoice = prepared[0] if isinstance(prepared, tuple) else prepared
    document = writer.generate(invoice, profiles.get_profile(raw["profile"])[1])
    return document if isinstance(document, bytes) else etree.tostring(document)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("writer", [ubl, cii])
@pytest.mark.parametrize(("name", "path"), EXAMPLES)
def test_what_another_writes_and_calls_valid_is_sound(name: str, path: str, writer: ModuleType) -> None:
    judged = judge_invoice(written(path, writer))
    assert errors(judged.findings) == ()
    assert judged.is_sound
    assert {finding.code for finding in judged.findings} <= {"invoice.profile"}


@pytest.mark.parametrize(("name", "path"), EXAMPLES)
def test_what_another_writes_in_two_syntaxes_is_one_invoice(name: str, path: str) -> None:
    first, second = (read_invoice(written(path, writer)).invoice for writer in (ubl, cii))
    assert first is not None
    assert second is not None
    for field in (
        "number",
        "type_code",
        "issued",
        "due",
        "currency",
        "buyer_reference",
        "order",
        "vat",
        "totals",
        "terms",
    ):
        assert getattr(first, field) == getattr(second, field), field
    assert [
        (each.name, each.net, each.price, each.category, each.rate, each.allowances) for each in first.lines
    ] == [
        (each.name, each.net, each.price, each.category, each.rate, each.allowances) for each in second.lines
    ]


@pytest.mark.parametrize("invoice", [sound(), credit(), whole(), *(in_category(each) for each in CATEGORIES)])
def test_another_judge_calls_our_sound_invoices_valid(invoice: Invoice) -> None:
    judge = pytest.importorskip("mockeinvoice", reason="mock-einvoice is not installed")
    _, report = judge.validate(write_ubl(replace(invoice, profile=PEPPOL)))
    assert [finding.code for finding in report.failures] == []
    assert report.verdict == "valid"


LABELLED = {
    # package, file: the rules that must stop it; none where it is valid
    ("odoo-addon-account-invoice-import-facturx", "Facture_FR_BASIC.pdf"): set(),
    ("odoo-addon-account-invoice-import-facturx", "Facture_FR_EN16931.pdf"): set(),
    ("odoo-addon-account-invoice-import-facturx", "Facture_FR_EXTENDED.pdf"): set(),
    ("odoo-addon-account-invoice-import-facturx", "Facture_FR_MINIMUM.pdf"): {"invoice.no_lines"},
    ("odoo-addon-account-invoice-import-facturx", "Facture_FR_BASICWL.pdf"): {"invoice.no_lines"},
    ("odoo-addon-account-invoice-import-facturx", "ZUGFeRD_1p0_BASIC_Einfach.pdf"): {"invoice.zugferd_1"},
    ("odoo-addon-account-invoice-import-facturx", "ZUGFeRD_1p0_BASIC_Rechnungskorrektur.pdf"): {
        "invoice.zugferd_1"
    },
    ("odoo-addon-account-invoice-import-facturx", "ZUGFeRD_1p0_COMFORT_Einfach.pdf"): {"invoice.zugferd_1"},
    ("odoo-addon-account-invoice-import-facturx", "ZUGFeRD_1p0_COMFORT_Rabatte.pdf"): {"invoice.zugferd_1"},
    ("odoo-addon-account-invoice-import-facturx", "ZUGFeRD_1p0_EXTENDED_Warenrechnung.pdf"): {
        "invoice.zugferd_1"
    },
    ("odoo-addon-account-invoice-import-ubl", "UBLInvoice-multitankcard-line_adjust.xml"): {
        "invoice.another_norm"
    },
    ("odoo-addon-account-invoice-import-ubl", "UBLKetentest_Referentiefactuur_20150100.xml"): {
        "invoice.another_norm"
    },
    ("odoo-addon-account-invoice-import-ubl", "efff_BE0505890632_160421_Inv_16117778.xml"): {
        "invoice.another_norm"
    },
    ("odoo-addon-account-invoice-import-simple-pdf", "akretion_france-test.pdf"): {"invoice.plain_pdf"},
    ("odoo-addon-account-invoice-import-simple-pdf", "bouygues_telecom-test.pdf"): {"invoice.plain_pdf"},
}


def located(package: str, name: str) -> Iterator[Path]:
    """Where an installed package keeps a file."""
    for file in metadata.files(package) or ():
        if file.name == name:
            yield Path(str(file.locate()))


@pytest.mark.parametrize(("package", "name"), LABELLED)
def test_a_file_of_others_is_judged_as_it_is_labelled(package: str, name: str) -> None:
    try:
        path = next(located(package, name))
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed (pip install --no-deps {package})")
    judged = judge_invoice(path.read_bytes())
    assert {finding.code for finding in errors(judged.findings)} == LABELLED[package, name]
