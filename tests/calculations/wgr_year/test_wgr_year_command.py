"""``bodemplaat wgr-year`` from file to answer."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs/reference/schemas/wgr-year.schema.json").read_text(encoding="utf-8"))
EXAMPLE = ROOT / "src/bodemplaat/calculations/wgr_year/example.yaml"


def answer(model: Path) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["wgr-year", str(model), "--json"])
    assert result.exit_code == 0, result.stderr
    said: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(said, SCHEMA, cls=jsonschema.Draft202012Validator)
    return said


def test_the_example_names_the_meeting_that_must_move_and_what_would_help() -> None:
    said = answer(EXAMPLE)
    assert said["is_possible"] is False
    assert (said["latest_sending"], said["earliest_adoption"]) == ("2027-04-08", "2027-07-15")
    told = CliRunner().invoke(main, ["wgr-year", str(EXAMPLE), "--lang", "nl"]).stdout
    assert "Beekwijk: geen vergadering van 19 mei 2027 tot en met 24 juni 2027." in told
    assert "artikel 35 (1)" in told
    assert "Loon- en prijscompensatie" not in told, "the arrangement leaves it out"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_workbook_gives_the_same_answer_as_the_example(tmp_path: Path, language: str) -> None:
    book = tmp_path / "year.xlsx"
    assert CliRunner().invoke(main, ["template", "wgr-year", str(book), "--lang", language]).exit_code == 0
    from_book, from_text = answer(book), answer(EXAMPLE)
    for said in (from_book, from_text):
        for assumption in said["assumptions"]:
            del assumption["place"]
    assert from_book == from_text


def test_mistakes_are_named_all_at_once(tmp_path: Path) -> None:
    model = tmp_path / "fout.yaml"
    model.write_text(
        "title: Fout\nbudget_year: 2022\nform: ol\nadopted: 2022-07-01\n"
        "councils:\n  - {name: Aadorp}\n"
        "meetings:\n  - {council: Beekwijk, day: 2021-06-01}\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["wgr-year", str(model), "--lang", "en"])
    assert result.exit_code == 2
    for words in (
        "Write 2024 or later",
        "write a day in 2021",
        "Beekwijk",
    ):
        assert words in result.stderr
