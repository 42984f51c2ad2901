"""The command line of the coalition; light until it runs."""

import click

from bodemplaat.kernel import say
from bodemplaat.surfaces.cli.commands.command import model_command

coalition = model_command(
    "coalition",
    work="bodemplaat.calculations.coalition.work:WORK",
    about=say(
        "See whether a coalition holds: who would be better off leaving, what is a fair part, which compensation "
        "keeps everyone in, and what each one's leaving does to the others."
    ),
    options=(
        click.option(
            "--orders",
            type=click.IntRange(1_000, 1_000_000),
            default=20_000,
            show_default=True,
            metavar="N",
            help=say("How many orders of joining to sample with more than 20 participants."),
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
)
