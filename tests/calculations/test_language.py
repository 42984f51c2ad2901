"""Both languages: texts from the catalogs, figures in the reader's notation."""

import ast
import io
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from bodemplaat.kernel import Euro, UnitPrice, say
from bodemplaat.presentation import catalog
from bodemplaat.presentation.catalog import translations
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
CATALOGS = sorted((ROOT / "src/bodemplaat/presentation/locale").rglob("*.po"))
NO_BREAK = "\N{NO-BREAK SPACE}"


def pairs_of(path: Path) -> dict[str, str]:
    """The English and Dutch texts of one catalog."""
    return {
        message.id: str(message.string)
        for message in read_po(io.BytesIO(path.read_bytes()))
        if message.id and message.string and not message.fuzzy and isinstance(message.id, str)
    }


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_every_text_of_a_catalog_is_spoken(path: Path) -> None:
    theirs = pairs_of(path)
    dutch = translations("nl")
    assert theirs
    assert {text: dutch.gettext(text) for text in theirs} == theirs


def test_english_is_the_source_and_dutch_is_there() -> None:
    assert Voice("nl")(say("Summary")) == "Samenvatting"
    assert Voice("en")(say("Summary")) == "Summary"


def test_translations_that_were_not_compiled_are_told_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog, "LOCALE", tmp_path)
    results = []
    for asked in (["settle", "--help"], ["settle", "--lang", "en", "--help"]):
        monkeypatch.setattr(sys, "argv", ["bodemplaat", *asked])
        results.append(CliRunner().invoke(main, asked))
    dutch, english = results

    assert dutch.exit_code == 1
    assert "De vertaling 'nl' ontbreekt" in dutch.stderr
    assert "make compiled" in dutch.stderr
    assert english.exit_code == 0
    assert "not compiled" not in english.output


@pytest.mark.parametrize("content", [b"", b"no catalog", b"\xde\x12\x04\x95\0\0"])
def test_a_broken_compiled_catalog_is_told(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "nl" / "LC_MESSAGES" / "django.mo"
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    with pytest.raises(catalog.NotCompiled, match="ontbreekt of is onleesbaar"):
        catalog.compiled(tmp_path, "nl")


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("nl", Euro.of("1234.56"), f"€{NO_BREAK}1.234,56"),
        ("nl", Euro.of("-1234567.8"), f"€{NO_BREAK}−1.234.567,80"),
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
    assert dutch.cell(Decimal("0.355"), Kind.RATIO) == "35,5%"
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
    assert Voice("nl").show(value).replace(NO_BREAK, " ") == nl
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
    assert set(marked) - {text for path in CATALOGS for text in pairs_of(path)} == set()


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
