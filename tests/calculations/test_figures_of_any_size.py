"""A figure may have any number of decimals, or be far too large: an answer or a refusal in words, never a traceback."""

import json
import re
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from bodemplaat.kernel import divide
from bodemplaat.surfaces.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
COMMANDS = (
    ("settle", "k5"),
    ("settle", "joint-arrangement"),
    ("settle", "equalit"),
    ("compare-keys", "joint-arrangement"),
    ("exit", "leaver"),
    ("costs", "ssc-personnel-finance"),
    ("business-case", "dated-case"),
    ("coalition", "coalition-needs"),
    ("choose", "reik-choice"),
    ("plan", "handbook-road"),
)
FIGURES = (
    "1.1234567890123456789012345678901",
    "0.0000000000000000000000000001",
    "99999999999999999.99",
    "999999999999.99",
)
A_FIGURE = re.compile(r"(?<![\w.\-/])\d+(?:\.\d+)?(?![\w.\-/])")


def run(command: str, model: Path, *options: str) -> Result:
    return CliRunner().invoke(main, [command, str(model), *options])


@pytest.mark.parametrize(("command", "example"), COMMANDS)
def test_any_figure_may_be_of_any_size(command: str, example: str, tmp_path: Path) -> None:
    text = (EXAMPLES / f"{example}.yaml").read_text(encoding="utf-8")
    comments = [range(*found.span()) for found in re.finditer(r"^\s*#.*$", text, re.MULTILINE)]
    figures = [f for f in A_FIGURE.finditer(text) if not any(f.start() in comment for comment in comments)]
    model = tmp_path / "model.yaml"
    for figure in Random(7).sample(figures, 3):
        for other in FIGURES:
            model.write_text(text[: figure.start()] + other + text[figure.end() :], encoding="utf-8")
            result = run(command, model)
            place = f"{figure.group()} on line {text[: figure.start()].count(chr(10)) + 1} as {other}"
            assert result.exit_code in {0, 2}, (place, result.exception)
            assert isinstance(result.exception, SystemExit | None), place


def test_a_mixture_of_six_keys_is_divided_exactly(tmp_path: Path) -> None:
    """Shares of shares have whole weights of thirty digits, which no column of 64 bits holds."""
    counted = [
        {"A": 48_251, "B": 22_799, "C": 9_350},
        {"A": 31_973, "B": 90_121, "C": 55_579},
        {"A": 70_001, "B": 12_347, "C": 99_991},
        {"A": 10_007, "B": 65_537, "C": 43_201},
        {"A": 88_883, "B": 77_773, "C": 11_117},
        {"A": 23_459, "B": 34_583, "C": 61_403},
    ]
    model = tmp_path / "model.yaml"
    lines = ["year: 2027", "participants: [{name: A}, {name: B}, {name: C}]", "figures:"]
    lines += [f"  d{number}: {json.dumps(figures)}" for number, figures in enumerate(counted)]
    lines += ["keys:", *(f"  - {{name: k{number}, by: d{number}}}" for number in range(6))]
    lines += ["  - {name: mixed, kind: mixture}", "mixture:"]
    lines += ["  mixed: {k0: 10%, k1: 20%, k2: 30%, k3: 15%, k4: 15%, k5: 10%}"]
    lines += ["costs: [{name: Rent, key: mixed, budget: 100000.01}]"]
    model.write_text("\n".join(lines), encoding="utf-8")
    result = run("settle", model, "--json", "-")
    assert result.exit_code == 0, result.output
    parts = (10, 20, 30, 15, 15, 10)
    shares = [
        sum(
            (
                Fraction(part, 100) * Fraction(figures[name], sum(figures.values()))
                for part, figures in zip(parts, counted, strict=True)
            ),
            Fraction(0),
        )
        for name in "ABC"
    ]
    answer = json.loads(result.stdout)
    borne = {row["name"]: row["budget"] for row in answer["participants"]}
    assert [borne[name] for name in "ABC"] == divide(100_000_01, shares)


def test_a_share_of_thirty_decimals_is_a_share(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    third, rest = "33." + "3" * 28, "33." + "3" * 27 + "4"
    model.write_text(
        "year: 2027\nparticipants: [{name: A}, {name: B}, {name: C}]\nkeys: [{name: vast, kind: fixed}]\n"
        f'shares:\n  vast: {{A: "{third}", B: "{third}", C: "{rest}"}}\n'
        "costs: [{name: Rent, key: vast, budget: 100000}]\n",
        encoding="utf-8",
    )
    result = run("settle", model)
    assert result.exit_code == 0, result.output
    assert "33.333,34" in result.stdout


def test_an_amount_beyond_all_budgets_is_refused_by_its_line(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(
        "year: 2027\nparticipants: [{name: A}]\nkeys: [{name: vast, kind: equal}]\n"
        "costs:\n  - {name: Rent, key: vast, budget: 1000000000000.01}\n",
        encoding="utf-8",
    )
    result = run("settle", model, "--lang", "en")
    assert result.exit_code == 2
    assert "model.yaml:5" in result.stderr
    assert "more than any model is about: write at most €1,000,000,000,000.00" in result.stderr
