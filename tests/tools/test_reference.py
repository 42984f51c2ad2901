"""What is told about model files is what the code declares, and every example is what is told."""

import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from tools.reference import model_files

from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.calculations.recognise import recognise

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = sorted((ROOT / "docs/reference/schemas/input").glob("*.schema.json"))


def test_every_declared_model_file_has_its_page_and_schema() -> None:
    for path, text in model_files():
        assert path.read_text(encoding="utf-8") == text, "run: make reference"
    assert SCHEMAS


def as_an_editor_reads_it(path: Path) -> Any:
    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            # the name 'on' is a yes in YAML 1.1, which PyYAML reads, and a text in 1.2, which editors read
            return {"on" if name is True else str(name): plain(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return value.isoformat() if isinstance(value, datetime.date) else value

    return plain(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.name.partition(".")[0])
def test_every_example_of_a_command_keeps_to_its_schema(schema: Path) -> None:
    command = schema.name.removesuffix(".schema.json")
    content = json.loads(schema.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(content)
    validator.check_schema(content)
    section = content["if"]["required"][0]
    examples = [path for path in (ROOT / "examples").glob("*.yaml") if is_of(path, section, command)]
    template = KINDS[command].template()
    package = ROOT / "src" / template.package.replace(".", "/")
    for example in (*examples, package / template.example):
        problems = [
            f"{example.name} {error.json_path}: {error.message}"
            for error in validator.iter_errors(as_an_editor_reads_it(example))
        ]
        assert not problems


def is_of(path: Path, section: str, command: str) -> bool:
    """Whether the file has a block of the command, or is a model of it as a whole."""
    kinds = [kind.name for kind in recognise(InputFile.at(path)).kinds]
    # a block that commands share makes no comparison of the file
    return command in kinds or (section in as_an_editor_reads_it(path) and command != "compare-keys")
