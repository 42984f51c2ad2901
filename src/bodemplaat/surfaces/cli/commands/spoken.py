"""Commands whose help speaks the language that is asked for."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.click_words import as_before


class SpokenCommand(click.Command):
    """A command whose help speaks the language asked for with ``--lang`` before or after ``--help``."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it in the language that the process had before click was made to speak."""
        if isinstance(self, click.Group):
            return super().invoke(ctx)
        with as_before():
            return super().invoke(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print as click does, with this command's own texts translated while it prints."""
        voice = Voice(language_asked(sys.argv))
        spoken: list[click.Command | click.Option] = [self]
        spoken += (each for each in self.params if isinstance(each, click.Option))
        sources = [each.help for each in spoken]
        for each in spoken:
            each.help = voice.translate(each.help or "")
        try:
            super().format_help(ctx, formatter)
        finally:
            for each, source in zip(spoken, sources, strict=True):
                each.help = source


def language_asked(arguments: Sequence[str]) -> str:
    """The language on the command line; Dutch where none is named."""
    for position, argument in enumerate(arguments):
        if argument == "--lang=en" or (
            argument == "--lang" and arguments[position + 1 : position + 2] == ["en"]
        ):
            return "en"
    return "nl"


def language_option(about: str = say("Language of what you read.")) -> Callable[..., Any]:
    """``--lang``, Dutch unless English is asked for."""
    return click.option(
        "--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help=about
    )
