"""``bodemplaat benchmark`` on a small Iv3 file made here, and on a real one where it is present."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from tests.shared_data import shared_data

from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs/reference/schemas/benchmark.schema.json").read_text(encoding="utf-8"))
HEAD = (
    "Gemeenten;Taakveld;L1.1 Salarissen en sociale lasten;Baten;Lasten;Provincie;Gemeentegrootte;Inwonertal\n"
)
ROWS = """\
Eigenstad;0.4 Overhead;100.0;10.0;400.0;Utrecht;klein;1000
Eigenstad;2.2 Parkeren;;5.0;0.0;Utrecht;klein;1000
Goedkoop;0.4 Overhead;50.0;0.0;200.0;Utrecht;klein;1000
Goedkoop;2.2 Parkeren;1.0;0.0;30.0;Utrecht;klein;1000
Duur;0.4 Overhead;;0.0;1200.0;Utrecht;groot;2000
Duur;2.2 Parkeren;;0.0;0.0;Utrecht;groot;2000
Stil;0.4 Overhead;0.0;0.0;0.0;Utrecht;klein;500
Stil;2.2 Parkeren;;0.0;0.0;Utrecht;klein;500
Ver;0.4 Overhead;80.0;0.0;300.0;Drenthe;klein;1000
Ver;2.2 Parkeren;;0.0;10.0;Drenthe;klein;1000
Nederland;0.4 Overhead;230.0;10.0;2100.0;;;5500
"""


@pytest.fixture
def budgets(tmp_path: Path) -> Path:
    path = tmp_path / "iv3.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["benchmark", *map(str, arguments)])


def answer(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)
    return found


def test_a_file_of_zeros_is_missing_and_said_so(budgets: Path) -> None:
    found = answer(budgets, "--municipality", "eigenstad")
    assert found["group"] == ["Goedkoop", "Stil", "Ver"]
    assert found["not_delivered"] == ["Stil"]
    total, overhead, parking = found["lines"]
    assert (total["taakveld"], total["own_per_inhabitant"], total["peers"]["count"]) == (None, 40_000, 2)
    assert overhead["peers"]["median"] == 25_000
    assert overhead["peers"]["difference_over_all_inhabitants"] == 15_000_000
    assert parking["own_per_inhabitant"] == 0
    assert "Stil" in run(budgets, "--municipality", "Eigenstad").stdout


def test_an_empty_cell_is_left_out_and_a_zero_counts_unless_asked_otherwise(budgets: Path) -> None:
    province = ("--municipality", "Eigenstad", "--against", "province")
    (salaries,) = answer(budgets, *province, "--figure", "salaries", "--taakveld", "0.4")["lines"]
    assert (salaries["peers"]["count"], salaries["empty"]) == (1, ["Duur"])
    (parking,) = answer(budgets, *province, "--taakveld", "2.2")["lines"]
    assert (parking["peers"]["count"], parking["zeros"]) == (2, ["Duur"])
    (without,) = answer(budgets, *province, "--taakveld", "2.2", "--without-zeros")["lines"]
    assert without["peers"]["count"] == 1


def test_net_is_costs_less_income_and_names_may_be_chosen(budgets: Path) -> None:
    found = answer(
        budgets,
        "--municipality",
        "Eigenstad",
        "--against",
        "Duur; Ver",
        "--figure",
        "net",
        "--taakveld",
        "total",
    )
    assert found["group"] == ["Duur", "Ver"]
    assert found["lines"][0]["own"] == 38_500_000


def test_an_own_figure_that_is_empty_is_said_and_not_compared(budgets: Path) -> None:
    result = run(budgets, "--municipality", "Eigenstad", "--figure", "salaries", "--taakveld", "2.2")
    assert result.exit_code == 0
    assert "liet het cijfer voor 2.2 Parkeren leeg" in result.stdout


def test_questions_without_an_answer_are_all_named(budgets: Path) -> None:
    result = run(budgets, "--municipality", "Eigenstat", "--against", "Duurr;Ver", "--taakveld", "9.9")
    assert result.exit_code == 2
    assert [line.split("  ")[0] for line in result.stderr.splitlines()[:-1]] == [
        "--against", "--municipality", "--taakveld",
    ]  # fmt: skip
    assert "Eigenstad?" in result.stderr
    silent = run(budgets, "--municipality", "Stil")
    assert (silent.exit_code, "niet aangeleverd" in silent.stderr) == (2, True)


def test_mistakes_in_the_file_are_all_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "iv3.csv"
    path.write_text(
        HEAD
        + "A;0.4 Overhead;1;2;drie;U;k;1000\nB;0.4 Overhead;1;2;3;U;k;0\nB;0.4 Overhead;1;2;3;U;k;10\n;x;;;;;;\n",
        encoding="utf-8",
    )
    result = run(path, "--municipality", "A", "--pdf", tmp_path / "uit.pdf")
    assert result.exit_code == 2
    assert [line.split("  ")[0] for line in result.stderr.splitlines()[:-1]] == [
        f"iv3.csv:{n}" for n in (2, 3, 4, 5)
    ]
    assert not (tmp_path / "uit.pdf").exists()
    path.write_text("naam;bedrag\n", encoding="utf-8")
    assert "Gemeenten" in run(path, "--municipality", "A").stderr


def test_paper_and_workbook_are_made(budgets: Path, tmp_path: Path) -> None:
    outputs = ("--pdf", tmp_path / "a.pdf", "--xlsx", tmp_path / "a.xlsx")
    result = run(budgets, "--municipality", "Eigenstad", *outputs)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_the_national_file_names_those_that_did_not_deliver() -> None:
    path = shared_data("municipal/iv3_2025_budget.csv")
    found = answer(path, "--municipality", "Zeist", "--against", "province", "--taakveld", "0.4")
    assert found["not_delivered"] == ["De Bilt", "Vijfheerenlanden"]
    assert "Nederland" not in found["group"]
    (line,) = found["lines"]
    assert (line["own"], line["own_per_inhabitant"], line["peers"]["count"]) == (2_307_000_000, 34_567, 23)


def test_a_difference_is_that_of_the_figures_beside_it(tmp_path: Path) -> None:
    """Three inhabitants: 66.67 less 33.33 is 33.34 to who reads it, though exactly it is 33.33."""
    path = tmp_path / "iv3.csv"
    rows = ("Eigenstad;0.4 Overhead;;0,0;0,2;Utrecht;klein;3", "Ander;0.4 Overhead;;0,0;0,1;Utrecht;klein;3")
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["benchmark", str(path), "--municipality", "Eigenstad", "--json", "-"])
    line = json.loads(result.stdout)["lines"][0]
    assert line["peers"]["median"] == 3333
    assert line["peers"]["difference"] == 3334


@pytest.mark.parametrize("figure", ["costs", "net"])
@pytest.mark.parametrize("against", ["size", "province"])
def test_every_difference_of_gouda_is_what_a_reader_subtracts(against: str, figure: str) -> None:
    """Real budgets, all taakvelden: none is a cent off from the two figures beside it."""
    path = shared_data("municipal/iv3_2025_budget.csv")
    found = answer(path, "--municipality", "Gouda", "--against", against, "--figure", figure)
    compared = [line for line in found["lines"] if line["peers"] and line["own_per_inhabitant"] is not None]
    assert len(compared) > 40
    for line in compared:
        assert line["own_per_inhabitant"] - line["peers"]["median"] == line["peers"]["difference"], line[
            "task"
        ]
