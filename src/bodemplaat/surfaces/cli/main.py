"""The command ``bodemplaat``: a table of commands, each loaded only when it is asked for.

``bodemplaat settle --help`` must answer in a fraction of a second, so nothing here imports Django, numpy or a
command's module before its name is typed.
"""

import importlib
import sys

import click

from bodemplaat.kernel import say
from bodemplaat.presentation.words import Words
from bodemplaat.surfaces.cli.commands.command import SpokenCommand, language_asked

COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module:attribute, one line of help), one line a command
    "business-case": (
        "bodemplaat.surfaces.cli.commands.business_case:business_case",
        say("Work out a business case from a model file."),
    ),
    "measure": (
        "bodemplaat.surfaces.cli.commands.measure:measure",
        say("Measure how long cases took, from another system's log."),
    ),
    "coalition": (
        "bodemplaat.surfaces.cli.commands.coalition:coalition",
        say("See whether a coalition holds, and what keeps it together."),
    ),
    "demo": (
        "bodemplaat.surfaces.cli.demo:demo",
        say("Start the demo: database, example cooperation and site."),
    ),
    "demo-reset": (
        "bodemplaat.surfaces.cli.demo:demo_reset",
        say("Throw the demo's data away; the next demo starts over."),
    ),
    "replay": ("bodemplaat.surfaces.cli.replay:replay", say("Play the cases of a real log, and report.")),
    "settle": (
        "bodemplaat.surfaces.cli.commands.settlement:settle",
        say("Divide a year's costs over the participants."),
    ),
    "compare-keys": (
        "bodemplaat.surfaces.cli.commands.settlement:compare_keys",
        say("Compare ways to divide: who pays more, by how much."),
    ),
    "exit": (
        "bodemplaat.surfaces.cli.commands.settlement:exit_",
        say("Exit sum by each method, and an entry sum."),
    ),
    "costs": (
        "bodemplaat.surfaces.cli.commands.costs:costs",
        say("Cost price per service, from a model file."),
    ),
    "benchmark": (
        "bodemplaat.surfaces.cli.commands.benchmark:benchmark",
        say("Own budget per inhabitant beside comparable municipalities."),
    ),
    "choose": (
        "bodemplaat.surfaces.cli.commands.choose:choose",
        say("Weigh alternatives on criteria, from a model file."),
    ),
    "resilience": (
        "bodemplaat.surfaces.cli.commands.resilience:resilience",
        say("How vulnerable functions are, alone and pooled."),
    ),
    "plan": (
        "bodemplaat.surfaces.cli.commands.plan:plan",
        say("Plan a road: dates, slack, delays and certainty."),
    ),
    "template": (
        "bodemplaat.surfaces.cli.commands.templates:template",
        say("Write a workbook to fill in for one of the model commands."),
    ),
}


class LazyCommands(SpokenCommand, click.Group):
    """A group that knows its commands by name, imports one only when it is used, and lists them in Dutch or English."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or ``None`` for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the table without importing a single command."""
        words = Words(language_asked(sys.argv))
        with formatter.section(words(say("Commands"))):
            formatter.write_dl([(name, words(line)) for name, (_, line) in COMMANDS.items()])


@click.command(
    cls=LazyCommands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say("Bodemplaat: the base plate on which municipalities share one service centre."),
)
@click.option(
    "--lang",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help=say("Language of what you read, for the command that follows too."),
)
@click.version_option(package_name="bodemplaat")
@click.pass_context
def main(ctx: click.Context, lang: str) -> None:
    """Run one of the commands; a ``--lang`` of its own goes before the one given here."""
    ctx.default_map = {name: {"lang": lang} for name in COMMANDS}
