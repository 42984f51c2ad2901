"""``bodemplaat costs`` from file to answer: the examples, the workbook, the mistakes."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples"
SCHEMA = json.loads((ROOT / "docs/reference/schemas/costs.schema.json").read_text(encoding="utf-8"))
SSC = EXAMPLES / "ssc-personnel-finance.yaml"
STEP_DOWN = EXAMPLES / "step-down.yaml"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["costs", *map(str, arguments)])


def answer(*arguments: str | Path) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)
    return found


def test_the_published_example_gives_the_book_s_figures() -> None:
    methods = {
        m["method"]: {c["name"]: c["total"] for c in m["cost_centres"]} for m in answer(STEP_DOWN)["methods"]
    }
    assert methods == {
        "direct": {"Assembly": 609_885_000, "Machining": 765_330_000},
        "step_down": {"Assembly": 545_135_000, "Machining": 830_080_000},
        "reciprocal": {"Assembly": 556_512_500, "Machining": 818_702_500},
    }


def test_the_service_centre_s_totals_close_in_every_layer_and_by_every_method() -> None:
    found = answer(SSC)
    assert [(layer["year"], layer["basis"]) for layer in found["layers"]] == [
        (2025, "plan"), (2025, "actual"), (2026, "plan"), (2027, "plan"),
    ]  # fmt: skip
    for layer in found["layers"]:
        assert sum(s["cost"] for s in layer["services"]) == layer["charged"]
        assert layer["charged"] + layer["under_absorbed"] == layer["total"]
    for method in found["methods"]:
        assert sum(centre["total"] for centre in method["cost_centres"]) == 465_748_000
    for difference in found["differences"][0]["services"]:
        assert difference["volume_effect"] + difference["price_effect"] == difference["difference"]
    tariffs = {service["name"]: service["tariff"] for service in found["services"]}
    assert tariffs["Salarisadministratie, standaard groep"] == "962.3"
    assert tariffs["Salarisadministratie, arbeidsintensieve groep"] == "1873.5"
    assert any("verzonnen" in assumption["text"] for assumption in found["assumptions"])


def every_level(part: dict[str, Any]) -> None:
    if part["parts"]:
        assert sum(inner["amount"] for inner in part["parts"]) == part["amount"]
    for inner in part["parts"]:
        every_level(inner)


@pytest.mark.parametrize("name", ["maatwerkrapportage", "Grootboek", "Debiteuren 2025 actual"])
def test_a_reason_goes_down_to_the_costs_and_adds_up(name: str) -> None:
    (reason,) = answer(SSC, "--explain", name)["explanation"]
    every_level(reason)
    shown = run(SSC, "--explain", name).stdout
    assert "Huur en energie" in shown
    assert "Werkplekdienst" in shown


def test_an_unknown_name_to_explain_is_answered_with_the_ones_that_come_near() -> None:
    result = run(SSC, "--explain", "Debiteurn")
    assert result.exit_code == 2
    assert "Debiteuren" in result.stderr


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_workbook_to_fill_in_gives_the_same_answer_as_the_example(tmp_path: Path, language: str) -> None:
    book = tmp_path / "costs.xlsx"
    assert CliRunner().invoke(main, ["template", "costs", str(book), "--lang", language]).exit_code == 0
    example = ROOT / "src/bodemplaat/calculations/costs/example.yaml"

    def placeless(found: dict[str, Any]) -> dict[str, Any]:
        for remark in (*found["assumptions"], *found["sources"]):
            del remark["place"]
        return found

    assert placeless(answer(book)) == placeless(answer(example))


def test_mistakes_in_a_workbook_name_sheet_and_cell(tmp_path: Path) -> None:
    book = tmp_path / "fout.xlsx"
    with xlsxwriter.Workbook(book) as made:
        model, centres, costs = (made.add_worksheet(name) for name in ("Model", "Kostenplaatsen", "Kosten"))
        for row, line in enumerate(
            (("", ""), ("", ""), ("", ""), ("Titel", "T"), ("Jaren", "2026"), ("Methodes", "x"))
        ):
            model.write_row(row, 0, line)
        centres.write_row(2, 0, ("Kostenplaats", "Soort", "Kostendrijver"))
        centres.write_row(3, 0, ("P", "dienstverlenend"))
        centres.write_row(4, 0, ("ICT", "hulp"))
        costs.write_row(2, 0, ("Kostenplaats", "Kostensoort", "Plan (€)", "Vlan"))
        costs.write_row(3, 0, ("P", "loon", 0.1 + 0.2))
        costs.write_row(4, 0, ("P", "huur", 1 / 3))
        costs.write_row(5, 0, ("P", "licentie", "", 3))
    result = run(book)
    assert result.exit_code == 2
    assert [line.split("  ")[0] for line in result.stderr.splitlines()[:-1]] == [
        "fout.xlsx Kosten!D3",
        "fout.xlsx Kosten!C5",
        "fout.xlsx Kosten!C6",
        "fout.xlsx Kostenplaatsen!B5",
        "fout.xlsx Model!B6",
    ]


BROKEN = """\
title: Fout
year: 2026
method: stepdown
cost_centres:
  - {name: ICT, kind: supporting}
  - {name: P, kind: service_giving}
serves:
  ICT: {P: -1}
costs:
  - {centre: IT, type: loon, plan: "12,345"}
  - {centre: P, type: loon, plan: 1.234}
  - {type: loon, plan: 10}
  - {centre: P, type: huur, pln: 10}
services:
  - {name: Strook, unit: stuk, volume: veel}
"""


def test_all_mistakes_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    model = tmp_path / "fout.yaml"
    model.write_text(BROKEN, encoding="utf-8")
    outputs = [tmp_path / f"uit.{kind}" for kind in ("json", "xlsx", "pdf")]
    result = run(model, "--json", outputs[0], "--xlsx", outputs[1], "--pdf", outputs[2])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert not any(path.exists() for path in outputs)
    lines = [line.split("  ")[0] for line in result.stderr.splitlines()]
    assert lines[:-1] == [f"fout.yaml:{line}" for line in (3, 8, 10, 10, 11, 12, 13, 13, 15)]


def test_a_model_without_an_answer_names_the_line_of_the_culprit(tmp_path: Path) -> None:
    model = tmp_path / "rond.yaml"
    model.write_text(
        "title: Rond\nyear: 2026\nmethod: reciprocal\n"
        "cost_centres:\n"
        "  - {name: Kantine, kind: supporting}\n"
        "  - {name: Post, kind: supporting}\n"
        "  - {name: P, kind: service_giving}\n"
        "serves:\n  Kantine: {Post: 1}\n  Post: {Kantine: 1}\n"
        "costs:\n  - {centre: Kantine, type: brood, plan: 10}\n",
        encoding="utf-8",
    )
    result = run(model)
    assert result.exit_code == 2
    assert "rond.yaml:5" in result.stderr
    assert "Kantine, Post bedienen alleen elkaar" in result.stderr


def test_every_output_can_be_asked_for_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = SSC.resolve()
    monkeypatch.chdir(tmp_path)
    result = run(model, "--pdf", "--xlsx", "--json", "uit.json", "--date", "2026-01-31", "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "ssc-personnel-finance-costs.pdf",
        "ssc-personnel-finance-costs.xlsx",
        "uit.json",
    ]
    assert "Cost price per service" in result.stdout


def test_a_flag_before_the_model_takes_nothing_from_it() -> None:
    result = CliRunner().invoke(main, ["costs", "--json", str(STEP_DOWN)])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["total"] == 1_375_215_000


def test_an_answer_is_never_written_over_its_model(tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    model.write_bytes(STEP_DOWN.read_bytes())
    result = run(model, "--json", model)
    assert result.exit_code == 2
    assert model.read_bytes() == STEP_DOWN.read_bytes()


@pytest.mark.parametrize(
    ("content", "part"),
    [(b"PK\x03\x04 niet echt", "werkmap"), (b"\xff\xfe\x00", "UTF-8"), (b"a: [", "platte tekst")],
)
def test_a_file_that_is_no_model_is_refused_in_words(tmp_path: Path, content: bytes, part: str) -> None:
    model = tmp_path / "raar.xlsx"
    model.write_bytes(content)
    result = run(model)
    assert result.exit_code == 2
    assert part in result.stderr


def test_a_file_that_is_not_there_is_said_so() -> None:
    result = run("nergens.yaml")
    assert result.exit_code == 2
    assert "nergens.yaml" in result.stderr
