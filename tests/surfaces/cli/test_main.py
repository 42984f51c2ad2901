"""The command's own page: a table that speaks the reader's language and loads nothing that it lists."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from bodemplaat.surfaces.cli.main import COMMANDS, main


def shown(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What the command prints; it looks for the language on its own command line."""
    monkeypatch.setattr(sys, "argv", ["bodemplaat", *arguments])
    answer = CliRunner().invoke(main, list(arguments))
    assert answer.exit_code == 0, answer.output
    return " ".join(answer.output.split())


def test_the_table_is_dutch_unless_english_is_asked_for_before_or_after_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dutch = shown(monkeypatch, "--help")
    assert "Verdeel de kosten van een jaar over de deelnemers." in dutch
    assert "Opdrachten:" in dutch
    for arguments in (("--lang", "en", "--help"), ("--help", "--lang=en")):
        english = shown(monkeypatch, *arguments)
        assert "Divide a year's costs over the participants." in english
        assert "Commands:" in english
        assert "Verdeel" not in english
    assert shown(monkeypatch, "--help") == dutch


def test_every_command_has_its_line_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    dutch, english = shown(monkeypatch, "--help"), shown(monkeypatch, "--help", "--lang", "en")
    for name, (_, line) in COMMANDS.items():
        assert f"{name} {line}" in english
        assert name in dutch
        assert line not in dutch, f"{name} has no Dutch line"


def test_a_language_given_first_is_that_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}

    @click.command("settle")
    @click.option("--lang", default="nl")
    def settle(lang: str) -> None:
        seen["lang"] = lang

    monkeypatch.setattr(type(main), "get_command", lambda self, ctx, name: settle)
    for arguments, language in (
        (("--lang", "en", "settle"), "en"),
        (("settle",), "nl"),
        (("--lang", "en", "settle", "--lang", "nl"), "nl"),
    ):
        shown(monkeypatch, *arguments)
        assert seen.pop("lang") == language


def test_help_loads_neither_django_nor_numpy_nor_a_command() -> None:
    program = (
        "import sys\n"
        "from bodemplaat.surfaces.cli.main import COMMANDS, main\n"
        "sys.argv = ['bodemplaat', '--help']\n"
        "main(standalone_mode=False)\n"
        "loaded = {'django', 'numpy', 'lxml', *(at.split(':')[0] for at, _ in COMMANDS.values())}\n"
        "sys.exit(', '.join(sorted(loaded & set(sys.modules))) or None)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "settle" in done.stdout
