"""A file handed to the wrong calculation is told what it is for; sheets of a sister calculation are no strangers."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bodemplaat.calculations.calculate import Calculated, Refused, calculate
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.calculations.work import Asked
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.main import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DAY = date(2026, 11, 23)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"])


def workbook(kind: str) -> InputFile:
    return InputFile(f"{kind}.xlsx", KINDS[kind].template().workbook(Voice("nl")))


def codes(kind: str, file: InputFile) -> list[str]:
    answer = calculate(KINDS[kind].work(), file, Asked(DAY))
    return [
        each.code for each in (answer.findings if isinstance(answer, Refused) else answer.opened.findings)
    ]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("costs", "settle"),
        ("settle", "costs"),
        ("plan", "settle"),
        ("choose", "coalition"),
        ("settle", "business-case"),
        ("resilience", "business-case"),
        ("business-case", "resilience"),
        ("exit", "plan"),
    ],
)
def test_a_workbook_of_another_kind_is_told_as_that_alone(tmp_path: Path, asked: str, meant: str) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(workbook(meant).read())

    result = run(asked, path)

    assert result.exit_code == 2, result.stdout
    assert KINDS[asked].title in result.stderr
    assert KINDS[meant].title in result.stderr
    assert f"bodemplaat {meant} {path}" in result.stderr
    for noise in ("is not read", "looks like", "titles is missing", "missing or empty"):
        assert noise not in result.stderr


@pytest.mark.parametrize(
    ("asked", "example", "meant"),
    [
        ("costs", "joint-arrangement", "settle"),
        ("plan", "reik-choice", "choose"),
        ("settle", "handbook-road", "plan"),
        ("choose", "ssc-personnel-finance", "costs"),
    ],
)
def test_a_text_file_of_another_kind_is_told_so_too(asked: str, example: str, meant: str) -> None:
    result = run(asked, EXAMPLES / f"{example}.yaml")
    assert result.exit_code == 2
    assert f"bodemplaat {meant} " in result.stderr
    assert codes(asked, InputFile.at(EXAMPLES / f"{example}.yaml")) == ["model.another_kind"]


def test_a_log_given_as_a_model_is_told_to_be_a_log() -> None:
    log = InputFile("log.csv", b"case;activity;timestamp\n1;in;2026-01-01T09:00\n")
    assert codes("costs", log) == ["model.another_kind"]


def test_a_model_given_as_a_log_is_told_beside_what_the_log_lacks() -> None:
    assert codes("measure", workbook("settle"))[-1] == "model.another_kind"


@pytest.mark.parametrize(("asked", "meant"), [("compare-keys", "settle"), ("exit", "compare-keys")])
def test_of_a_sister_the_block_that_lacks_is_told_and_what_the_file_is(asked: str, meant: str) -> None:
    """A settlement becomes a comparison by adding a block, so what has to be added is worth telling."""
    told = codes(asked, workbook(meant))
    assert told[-1] == "model.another_kind"
    assert len(told) > 1
    assert "model.sheet_not_read" not in told


@pytest.mark.parametrize(
    ("asked", "given"), [("settle", "compare-keys"), ("settle", "exit"), ("business-case", "coalition")]
)
def test_sheets_of_a_sister_are_passed_by_as_its_blocks_are(asked: str, given: str) -> None:
    answer = calculate(KINDS[asked].work(), workbook(given), Asked(DAY))
    assert isinstance(answer, Calculated)
    assert answer.opened.findings == []


def test_a_file_with_mistakes_of_its_own_kind_keeps_them() -> None:
    text = (EXAMPLES / "handbook-road.yaml").read_text(encoding="utf-8").replace("start:", "strat:", 1)
    told = codes("plan", InputFile("road.yaml", text.encode()))
    assert "model.unknown_field" in told
    assert "model.another_kind" not in told
