"""The command itself; light, see ``models/__init__.py``."""

import click

from bodemplaat.kernel import say
from bodemplaat.surfaces.cli.commands.command import model_command

resilience = model_command(
    "resilience",
    work="bodemplaat.calculations.resilience.work:WORK",
    about=say(
        "See how vulnerable functions are: the chance that nobody qualified is there, alone and pooled, "
        "single-person functions before and after, and how many people the pool needs."
    ),
    options=(
        click.option(
            "--certainty",
            metavar="PART",
            help=say(
                "How certain it must be that a function is manned, such as 99%; else what the model says."
            ),
        ),
        click.option(
            "--simulate",
            type=click.IntRange(100, 1_000_000),
            default=1_000,
            show_default=True,
            metavar="N",
            help=say("Draws per kind of half-day, where a group is too large to be worked out exactly."),
        ),
        click.option(
            "--seed",
            type=click.IntRange(min=0),
            default=1,
            show_default=True,
            metavar="S",
            help=say("Start of the random numbers: the same seed gives the same answer."),
        ),
    ),
    explains=False,
)
