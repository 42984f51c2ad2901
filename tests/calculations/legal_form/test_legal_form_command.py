"""``bodemplaat legal-form`` from file to answer."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "src/bodemplaat/calculations/legal_form/example.yaml"


def answer(model: Path) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["legal-form", str(model), "--json"])
    assert result.exit_code == 0, result.stderr
    said: dict[str, Any] = json.loads(result.stdout)
    schema = json.loads((ROOT / "docs/reference/schemas/legal-form.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(said, schema, cls=jsonschema.Draft202012Validator)
    return said


def fitting(tmp_path: Path, text: str) -> set[str]:
    model = tmp_path / "design.yaml"
    model.write_text(f"title: Ontwerp\n{text}", encoding="utf-8")
    return set(answer(model)["fitting"])


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("levies: yes\n", {"public-body"}),
        ("own_staff: yes\ncontracts: yes\n", {"public-body", "operational", "centre"}),
        ("own_staff: yes\nbeyond_support: yes\n", {"public-body", "centre"}),
        ("council_powers: yes\n", {"public-body", "joint-organ", "centre", "light"}),
        ("own_staff: yes\ncouncil_powers: yes\ntransfer: yes\n", {"public-body"}),
        (
            "contracts: yes\nreason: Ook een woningcorporatie doet mee.\n",
            {"public-body", "operational", "centre", "foundation", "company", "cooperative", "association"},
        ),
    ],
)
def test_what_is_asked_leaves_the_forms_that_can(tmp_path: Path, text: str, forms: set[str]) -> None:
    assert fitting(tmp_path, text) == forms


def test_each_refusal_of_the_form_that_is_thought_of_names_the_form_that_can() -> None:
    told = CliRunner().invoke(main, ["legal-form", str(EXAMPLE), "--lang", "en"]).stdout
    words = " ".join(told.split())
    assert "Joint organ cannot carry this design." in words
    assert "It cannot have staff of its own: it cannot employ anyone" in words
    assert "These can: Public body; Operational organisation" in words


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_workbook_gives_the_same_answer_as_the_example(tmp_path: Path, language: str) -> None:
    book = tmp_path / "form.xlsx"
    assert CliRunner().invoke(main, ["template", "legal-form", str(book), "--lang", language]).exit_code == 0
    from_book, from_text = answer(book), answer(EXAMPLE)
    for said in (from_book, from_text):
        del said["sources"]
    assert from_book == from_text
