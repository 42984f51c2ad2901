"""What click itself says about a command line, it says in the reader's language; programs that are started keep theirs."""

import gettext
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bodemplaat.surfaces.cli.commands.click_words import TEXTS
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand
from bodemplaat.surfaces.cli.main import COMMANDS, main


def said(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2, result.output
    return result.output


@pytest.mark.parametrize(
    ("arguments", "dutch", "english"),
    [
        (["settle", "--nope"], "Er is geen optie '--nope'", "No such option '--nope'"),
        (["setle"], "Er is geen opdracht 'setle'", "No such command 'setle'"),
        (["settle", "--explian", "x"], "Bedoelt u", "Did you mean"),
        (["settle", "a", "b", "c"], "argumenten te veel (b c)", "unexpected extra arguments (b c)"),
        (["template"], "Wat ontbreekt is het argument", "Missing argument"),
        (
            ["benchmark", "x.csv"],
            "Wat ontbreekt is de optie '--municipality'",
            "Missing option '--municipality'",
        ),
        (["settle", "--explain"], "hoort een waarde", "requires an argument"),
        (["benchmark", "--municipality", "A", "--figure", "z"], "'z' is niet een van", "'z' is not one of"),
        (["plan", "--simulate", "5", "x"], "5 ligt niet in het bereik", "5 is not in the range"),
        (["plan", "--simulate", "veel", "x"], "'veel' is geen geldig getal", "'veel' is not a valid"),
        (
            ["plan", "--simulate", "veel", "x"],
            "geheel getal van 100 tot 1000000",
            "whole number from 100 to 1000000",
        ),
        (["plan", "--simulate", "5", "x"], "van 100 tot 1000000: schrijf", "from 100 to 1000000: write"),
        (["plan", "--seed", "-5", "x"], "vanaf 0: schrijf", "from 0 on: write"),
        (["replay", "x.csv", "--limit", "veel"], "geheel getal vanaf 0", "whole number from 0 on"),
        (["plan", "--date", "x"], "'x' is niet geschreven als", "'x' does not match the format"),
    ],
)
def test_a_mistake_on_the_command_line_is_told_in_the_readers_language(
    arguments: list[str], dutch: str, english: str
) -> None:
    in_dutch, in_english = said(*arguments), said("--lang", "en", *arguments)
    assert dutch in in_dutch
    assert "Fout: " in in_dutch
    assert english in in_english
    assert "Error: " in in_english
    assert not {"Usage", "Error", "Try", "Invalid", "Missing"} & {*in_dutch.replace(":", " ").split()}


def test_every_text_is_one_that_this_click_says() -> None:
    """A newer click that says it in other words would say it in English again."""
    sources = "".join(path.read_text() for path in Path(str(click.__file__)).parent.glob("*.py"))
    assert [text for text in TEXTS if text.replace("\n", "\\n").replace("\t", "\\t") not in sources] == []


def test_a_command_runs_in_the_language_that_the_process_had(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []

    @click.command(cls=SpokenCommand)
    def look() -> None:
        seen.append(os.environ.get("LANGUAGE"))

    monkeypatch.setitem(COMMANDS, "look", (f"{__name__}:look", "look"))
    monkeypatch.setitem(globals(), "look", look)
    for before in ("fr", None):
        monkeypatch.delenv("LANGUAGE", raising=False)
        if before:
            monkeypatch.setenv("LANGUAGE", before)
        domain = gettext.textdomain()
        assert CliRunner().invoke(main, ["look"]).exit_code == 0
        assert (os.environ.get("LANGUAGE"), gettext.textdomain()) == (before, domain)
    assert seen == ["fr", None]
