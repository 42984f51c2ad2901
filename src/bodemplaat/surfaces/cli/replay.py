"""``bodemplaat replay FILE``: the cases of a real log, played in a database of their own.

The playing itself is Django's command ``replay``; here the scratch database is made, and thrown away after.
"""

import subprocess
import sys
from pathlib import Path

import click

from bodemplaat.foundation.database.api import (
    Purpose,
    prepared_environment,
    scratch_database,
    scratch_environment,
)
from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand
from bodemplaat.surfaces.cli.commands.whole_number import WholeNumber
from bodemplaat.surfaces.cli.working import EMBEDDED_SETTINGS, ended_by_trouble


@click.command(
    "replay",
    cls=SpokenCommand,
    help=say(
        "Play every case of an event log (XES or CSV, also .gz) through the same commands as the pages."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--meanings",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=say("YAML: what each activity means."),
)
@click.option("--case", default="", help=say("CSV: the column that names the case."))
@click.option("--activity", default="", help=say("CSV: the column that says what happened."))
@click.option("--time", default="", help=say("CSV: the column that says when."))
@click.option("--role", default="", help=say("CSV: the column with the role."))
@click.option("--amount", default="", help=say("The attribute or column with the amount."))
@click.option("--unit", default="", help=say("The attribute or column with the organisational unit."))
@click.option(
    "--zone", default="", help=say("Time zone of times without an offset; Europe/Amsterdam if not given.")
)
@click.option("--limit", type=WholeNumber(0), default=0, help=say("Play only this many cases."))
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", help=say("Language of the answers."))
def replay(file: Path, lang: str, **values: object) -> None:
    """Make a scratch database, play the log in it, print the report, and throw the database away."""
    with (
        ended_by_trouble(Voice(lang)),
        prepared_environment(Purpose.DEMO),
        scratch_database(scratch_environment(EMBEDDED_SETTINGS)) as environment,
    ):
        options = [f"--lang={lang}", *(f"--{name}={value}" for name, value in values.items() if value)]
        command = [sys.executable, "-m", "django", "replay", str(file), *options]
        status = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode
    sys.exit(status)
