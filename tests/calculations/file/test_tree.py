"""The tree of a model goes to plain data and to text and back: nothing of it is lost, whatever file it was read from."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.shown import written_values
from bodemplaat.calculations.file.tree import number_text, plain_tree, tree_of, yaml_text
from bodemplaat.calculations.file.yaml_source import read_yaml
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.kernel.written import Habit
from bodemplaat.presentation.voice import Voice

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))
MODELS = sorted(kind.name for kind in KINDS.values() if kind.is_model)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_the_same_from_plain_data_and_from_its_text(example: Path) -> None:
    reading = load(InputFile(example.name, example.read_bytes()))
    every = list(written_values(reading.root))
    assert every
    assert list(written_values(tree_of(json.loads(json.dumps(plain_tree(reading.root))), "again"))) == every
    assert list(written_values(read_yaml(yaml_text(reading.root, reading.habit), "again.yaml"))) == every


@pytest.mark.parametrize("kind", MODELS)
def test_a_workbook_reads_the_same_from_plain_data(kind: str) -> None:
    work, template = KINDS[kind].work(), KINDS[kind].template()
    reading = load(InputFile("model.xlsx", template.workbook(Voice("nl"))), work.sheets)
    plain = json.loads(json.dumps(plain_tree(reading.root)))
    again = tree_of(plain, "model.xlsx")
    assert list(written_values(again)) == list(written_values(reading.root))
    assert plain_tree(again) == plain


@pytest.mark.parametrize(
    ("number", "habit", "text"),
    [
        ("1234.5", Habit.UNKNOWN, "1234.5"),
        ("1.234", Habit.UNKNOWN, "1.2340"),
        ("1.234", Habit.DUTCH, "1,2340"),
        ("33.33", Habit.DUTCH, "33,33"),
        ("8600", Habit.ENGLISH, "8600"),
        ("0.125", Habit.UNKNOWN, "0.125"),
    ],
)
def test_a_number_is_never_written_so_that_it_means_two(number: str, habit: Habit, text: str) -> None:
    assert number_text(Decimal(number), habit) == text


@pytest.mark.parametrize("plain", [[], "tekst", {"=": "1"}, {"fields": []}, {"fields": {"a": 1}}, None])
def test_what_is_no_tree_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match="no tree"):
        tree_of(plain, "x")
