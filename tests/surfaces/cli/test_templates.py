"""A template never replaces what somebody filled in, unless that is asked for."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bodemplaat.surfaces.cli.main import main


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "er bestaat al een bestand"), ("en", "there is a file of that name already")],
)
def test_a_file_that_is_there_is_kept(tmp_path: Path, language: str, words: str) -> None:
    filled_in = tmp_path / "m.xlsx"
    filled_in.write_bytes(b"a day's work")

    result = CliRunner().invoke(main, ["template", "settle", str(filled_in), "--lang", language])

    assert result.exit_code == 1
    assert words in result.stderr
    assert "--force" in result.stderr
    assert filled_in.read_bytes() == b"a day's work"


def test_with_force_it_is_replaced(tmp_path: Path) -> None:
    filled_in = tmp_path / "m.xlsx"
    filled_in.write_bytes(b"a day's work")

    result = CliRunner().invoke(main, ["template", "settle", str(filled_in), "--force"])

    assert result.exit_code == 0, result.stderr
    assert filled_in.read_bytes().startswith(b"PK")
