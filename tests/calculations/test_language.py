"""Both languages: texts from the catalogs, figures in the reader's notation."""

import ast
import io
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from bodemplaat.kernel import Euro, UnitPrice, say
from bodemplaat.presentation.catalog import BrokenCatalog, read_catalog, translations
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
CATALOGS = sorted((ROOT / "src/bodemplaat/presentation/locale").rglob("*.po"))
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
    assert Voice("nl")(say("Summary")) == "Samenvatting"
    assert Voice("en")(say("Summary")) == "Summary"


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
    assert Voice(language).show(value) == shown


def test_values_in_a_table_leave_the_unit_to_the_head() -> None:
    dutch = Voice("nl")
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
    assert Voice("nl").show(value).replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ") == nl
    assert Voice("en").show(value) == en


def test_every_thing_a_name_may_refer_to_has_its_dutch() -> None:
    """What ``known`` is asked for is a word of ours, marked: else it would stand in English in Dutch text."""
    nodes = [
        node
        for path in (ROOT / "src/bodemplaat/calculations").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    asked = [
        call.args[3]
        for call in nodes
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "known"
    ]
    asked += [
        word.value
        for node in nodes
        if isinstance(node, ast.ClassDef)
        for word in node.keywords
        if word.arg == "called"
    ]
    marked = [ast.literal_eval(word.args[0]) for word in asked if isinstance(word, ast.Call)]

    assert [ast.unparse(word) for word in asked if isinstance(word, ast.Constant)] == []
    assert len(set(marked)) > 10
    assert {word for word in marked if word not in translations("nl")} == set()


@pytest.mark.parametrize("command", ["settle", "measure", "benchmark", "plan"])
def test_a_folder_and_a_missing_file_are_told_in_dutch(tmp_path: Path, command: str) -> None:
    more = ["--municipality", "A"] if command == "benchmark" else []
    folder = CliRunner().invoke(main, [command, str(tmp_path), *more]).stderr
    missing = CliRunner().invoke(main, [command, str(tmp_path / "weg.csv"), *more]).stderr

    assert "het is een map" in folder
    assert "er is geen bestand of map met die naam" in missing


def test_what_cannot_be_written_is_told_in_dutch(tmp_path: Path) -> None:
    model = ROOT / "src/bodemplaat/calculations/settlement/example.yaml"
    result = CliRunner().invoke(main, ["settle", str(model), "--json", str(tmp_path)])

    assert result.exit_code == 2
    assert f"{tmp_path}: het is een map" in " ".join(result.stderr.split())


def test_a_line_of_a_log_that_is_refused_is_a_dutch_line(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("a;b\n1;2\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["measure", str(log)])

    assert result.exit_code == 2
    assert "regel 1" in result.stderr
    assert "line 1" not in result.stderr
