"""Both languages: texts from the catalogs, figures in the reader's notation."""

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bodemplaat.kernel import Euro, UnitPrice
from bodemplaat.surfaces.cli.models.catalog import BrokenCatalog, read_catalog, translations
from bodemplaat.surfaces.cli.models.sheets import Kind
from bodemplaat.surfaces.cli.models.words import Words

ROOT = Path(__file__).resolve().parents[4]
CATALOGS = sorted((ROOT / "src/bodemplaat/surfaces/cli/locale").rglob("*.po"))
NARROW = " "


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_a_catalog_reads_as_babel_reads_it(path: Path) -> None:
    theirs = {
        message.id: message.string
        for message in read_po(io.BytesIO(path.read_bytes()))
        if message.id and message.string and not message.fuzzy and isinstance(message.id, str)
    }
    assert read_catalog(path.read_text(encoding="utf-8"), path.name) == theirs


def test_long_escaped_and_fuzzy_entries() -> None:
    text = 'msgid ""\n"een "\n"\\"twee\\""\nmsgstr "1\\n2"\n\n#, fuzzy\nmsgid "oud"\nmsgstr "x"\n\nmsgid "leeg"\nmsgstr ""\n'
    assert read_catalog(text) == {'een "twee"': "1\n2"}
    with pytest.raises(BrokenCatalog, match="catalog:1"):
        read_catalog("nonsense")


def test_english_is_the_source_and_dutch_is_there() -> None:
    assert translations("en") == {}
    assert Words("nl")("Summary") == "Samenvatting"
    assert Words("en")("Summary") == "Summary"


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("nl", Euro.of("1234.56"), f"€{NARROW}1.234,56"),
        ("nl", Euro.of("-1234567.8"), f"€{NARROW}−1.234.567,80"),
        ("en", Euro.of("1234.56"), "€1,234.56"),
        ("nl", Decimal("1234.5"), "1.234,5"),
        ("en", Fraction(1, 3), "0.3333"),
        ("nl", date(2026, 3, 1), "1 maart 2026"),
        ("en", date(2026, 3, 1), "1 March 2026"),
        ("nl", True, "ja"),
    ],
)
def test_values_in_a_sentence(language: str, value: object, shown: str) -> None:
    assert Words(language).show(value) == shown


def test_values_in_a_table_leave_the_unit_to_the_head() -> None:
    dutch = Words("nl")
    assert dutch.cell(Euro.of("1234.56"), Kind.AMOUNT) == "1.234,56"
    assert dutch.cell(Decimal("0.355"), Kind.RATIO) == f"35,5{NARROW}%"
    assert dutch.cell(Fraction(2, 3), Kind.NUMBER, 4) == "0,6667"
    assert dutch.cell(None, Kind.AMOUNT) == ""


@pytest.mark.parametrize(
    ("price", "nl", "en"),
    [
        ("962.3", "€ 962,30", "€962.30"),
        ("1000", "€ 1.000,00", "€1,000.00"),
        ("0.1234", "€ 0,1234", "€0.1234"),
    ],
)
def test_a_price_has_two_decimals_at_least(price: str, nl: str, en: str) -> None:
    value = UnitPrice(Decimal(price))
    assert Words("nl").show(value).replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ") == nl
    assert Words("en").show(value) == en
