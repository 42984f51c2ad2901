"""The command line of the business case; light until it runs."""

import click

from bodemplaat.kernel import say
from bodemplaat.surfaces.cli.commands.command import model_command

DEFAULT_SEED = 1

business_case = model_command(
    "business-case",
    work="bodemplaat.calculations.business_case.work:WORK",
    about=say(
        "Work out a business case: per participant, per function and together, by year, with break-even, "
        "net present value and return, and how sure that is."
    ),
    options=(
        click.option(
            "--simulate",
            type=click.IntRange(100, 1_000_000),
            metavar="N",
            help=say("Draw what is uncertain N times (100 to 1,000,000)."),
        ),
        click.option(
            "--seed",
            type=click.IntRange(min=0),
            default=DEFAULT_SEED,
            show_default=True,
            metavar="S",
            help=say("Start of the random numbers: the same seed gives the same answer."),
        ),
    ),
)
