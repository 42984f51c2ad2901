"""The command itself; light, see ``models/__init__.py``."""

import click

from bodemplaat.kernel import say
from bodemplaat.surfaces.cli.commands.command import model_command

plan = model_command(
    "plan",
    work="bodemplaat.calculations.plan.work:WORK",
    about=say(
        "Plan a road: early and late dates, slack and critical path on calendars with recess and holidays, "
        "what a delay does, and how sure a date is."
    ),
    options=(
        click.option(
            "--delay",
            multiple=True,
            metavar="ACTIVITY=WEEKS",
            help=say("Show what happens when an activity is done so many weeks later; may be repeated."),
        ),
        click.option(
            "--by",
            metavar="[ACTIVITY=]DATE",
            help=say("With --simulate: the chance that an activity, or everything, is done by this day."),
        ),
        click.option(
            "--simulate",
            type=click.IntRange(100, 1_000_000),
            metavar="N",
            help=say("Draw the durations that are not certain N times (100 to 1,000,000)."),
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
