"""``bodemplaat choose`` from file to answer."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs/reference/schemas/choice.schema.json").read_text(encoding="utf-8"))
REIK = ROOT / "examples/reik-choice.yaml"


def answer(model: Path) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["choose", str(model), "--json"])
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)
    return found


def test_seven_forms_on_ten_criteria_give_the_form_both_executives_chose() -> None:
    found = answer(REIK)
    assert (len(found["alternatives"]), len(found["criteria"])) == (7, 10)
    assert found["winners"] == ["Virtueel bureau met twee afdelingen"]
    assert {assumption["about"] for assumption in found["assumptions"]} == {"scores", "vormen", "gewichten"}
    nearest = found["tipping_weights"][0]
    assert (nearest["criterion"], nearest["to"]) == ("Kwaliteit en continuïteit", "9")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_workbook_gives_the_same_answer_as_the_example(tmp_path: Path, language: str) -> None:
    book = tmp_path / "choose.xlsx"
    assert CliRunner().invoke(main, ["template", "choose", str(book), "--lang", language]).exit_code == 0
    example = ROOT / "src/bodemplaat/calculations/choose/example.yaml"
    from_book, from_text = answer(book), answer(example)
    for found in (from_book, from_text):
        for assumption in found["assumptions"]:
            del assumption["place"]
    assert from_book == from_text


def test_mistakes_are_named_all_at_once(tmp_path: Path) -> None:
    model = tmp_path / "fout.yaml"
    model.write_text(
        "title: Fout\n"
        "criteria:\n  - {name: K, weight: -1}\n  - {name: L}\n"
        "alternatives:\n  - {name: A}\n  - {name: B}\n"
        "scores:\n  A: {K: +++, L: 3}\n  C: {K: +}\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["choose", str(model), "--pdf", str(tmp_path / "uit.pdf")])
    assert result.exit_code == 2
    assert not (tmp_path / "uit.pdf").exists()
    lines = [line.split("  ")[0] for line in result.stderr.splitlines()[:-1]]
    assert sorted(lines) == ["fout.yaml:10", "fout.yaml:3", "fout.yaml:8", "fout.yaml:9", "fout.yaml:9"]


def test_paper_and_workbook_are_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["choose", str(REIK), "--pdf", str(tmp_path / "a.pdf"), "--xlsx", str(tmp_path / "a.xlsx")]
    )
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
