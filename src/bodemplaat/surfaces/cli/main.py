"""The command ``bodemplaat``: a table of commands, each loaded only when it is asked for.

``bodemplaat settle --help`` must answer in a fraction of a second, so nothing here imports Django, numpy or a
command's module before its name is typed.
"""

import importlib
import sys
from typing import Any

import click

from bodemplaat.calculations.kinds import KINDS
from bodemplaat.kernel import say
from bodemplaat.presentation.catalog import NotCompiled
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.click_words import spoken_by_click
from bodemplaat.surfaces.cli.commands.spoken import (
    SpokenCommand,
    language_asked,
    language_option,
)

FILE_COMMAND = "bodemplaat.surfaces.cli.commands.command:file_command"
COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module:attribute of the command or of what makes it by its name, one line of help)
    **{kind.name: (FILE_COMMAND, kind.line) for kind in KINDS.values()},
    "check-invoice": (
        "bodemplaat.surfaces.cli.commands.check_invoice:check_invoice",
        say("Check e-invoices by the norm and to the cent; nothing is sent."),
    ),
    "template": (
        "bodemplaat.surfaces.cli.commands.templates:template",
        say("Write a workbook to fill in for one of the model commands."),
    ),
    "demo": (
        "bodemplaat.surfaces.cli.demo:demo",
        say("Start the demo: database, example cooperation and site."),
    ),
    "demo-reset": (
        "bodemplaat.surfaces.cli.demo:demo_reset",
        say("Throw the demo's data away; the next demo starts over."),
    ),
    "backup": (
        "bodemplaat.surfaces.cli.backup:backup",
        say("Keep everything in one file, while others go on working."),
    ),
    "restore": (
        "bodemplaat.surfaces.cli.backup:restore",
        say("Set a backup up again in an empty place."),
    ),
    "setup": (
        "bodemplaat.surfaces.cli.setup:setup",
        say("Print the code with which the first administrator of an empty site begins."),
    ),
    "found": (
        "bodemplaat.surfaces.cli.found:found",
        say("Found a whole cooperation from its lists in files."),
    ),
    "replay": ("bodemplaat.surfaces.cli.replay:replay", say("Play the cases of a real log, and report.")),
}


class LazyCommands(SpokenCommand, click.Group):
    """A group that knows its commands by name, imports one only when it is used, and lists them in Dutch or English."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """As any group, click's own words in the language asked for; a message names translations that are not compiled."""
        written = args[0] if args else kwargs.get("args")
        try:
            with spoken_by_click(language_asked(sys.argv if written is None else [*written])):
                return super().main(*args, **kwargs)
        except NotCompiled as lack:
            click.echo(str(lack), err=True)
            sys.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or ``None`` for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        made = getattr(importlib.import_module(module), attribute)
        command: click.Command = made if isinstance(made, click.Command) else made(cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the table without importing a single command."""
        voice = Voice(language_asked(sys.argv))
        with formatter.section(voice(say("Commands"))):
            formatter.write_dl([(name, voice(line)) for name, (_, line) in COMMANDS.items()])


@click.command(
    cls=LazyCommands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say("Bodemplaat: the base plate on which municipalities share one service centre."),
)
@language_option(say("Language of what you read, for the command that follows too."))
@click.version_option(package_name="bodemplaat")
@click.pass_context
def main(ctx: click.Context, lang: str) -> None:
    """Run one of the commands; a ``--lang`` of its own goes before the one given here."""
    ctx.default_map = {name: {"lang": lang} for name in COMMANDS}


if __name__ == "__main__":
    main()
