"""The same question on the same date gives the same files to the byte, whenever it is asked."""

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from bodemplaat.surfaces.cli.main import main

TEMPLATES = (
    "business-case", "coalition", "choose", "costs", "plan", "resilience", "settle", "compare-keys", "exit",
)  # fmt: skip
LOG = """\
zaak;wat;moment
A;ontvangen;2026-03-02 09:00
A;betaald;2026-03-04 10:00
B;ontvangen;2026-03-03 09:00
B;betaald;2026-03-05 10:00
"""
BUDGETS = """\
Gemeenten;Taakveld;L1.1 Salarissen en sociale lasten;Baten;Lasten;Provincie;Gemeentegrootte;Inwonertal
Eigenstad;0.4 Overhead;100,5;10,5;400,5;Utrecht;klein;1000
Goedkoop;0.4 Overhead;50,5;0,5;200,5;Utrecht;klein;1000
"""


def asked(*arguments: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, (arguments, result.output, result.stderr)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file that the commands write, by name."""
    folder.mkdir()
    questions = {}
    for name in TEMPLATES:
        asked("template", name, str(folder / f"template {name}.xlsx"))
        questions[name] = [str(folder / f"template {name}.xlsx")]
    (folder / "log.csv").write_text(LOG, encoding="utf-8")
    questions["measure"] = [str(folder / "log.csv"), "--case=zaak", "--activity=wat", "--time=moment"]
    (folder / "iv3.csv").write_text(BUDGETS, encoding="utf-8")
    questions["benchmark"] = [str(folder / "iv3.csv"), "--municipality=Eigenstad"]
    for name, question in questions.items():
        outputs = [f"--{kind}={folder / name}.{kind}" for kind in ("json", "xlsx", "pdf")]
        asked(name, *question, *outputs, "--date=2026-11-23")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_model_and_date_give_the_same_bytes(tmp_path: Path) -> None:
    once = everything(tmp_path / "once")
    assert len(once) == 2 * len(TEMPLATES) + 2 + 3 * 2 + 2 * len(TEMPLATES)
    time.sleep(1.1)  # a clock counts in whole seconds in these files
    again = everything(tmp_path / "again")
    assert [name for name in once if once[name] != again[name]] == []


@pytest.mark.parametrize("command", ["measure", "benchmark"])
def test_every_command_that_writes_takes_the_date(command: str) -> None:
    assert "--date" in CliRunner().invoke(main, [command, "--help"]).output
