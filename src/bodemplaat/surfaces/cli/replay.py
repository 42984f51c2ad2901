"""``bodemplaat replay FILE``: the cases of a real log, played in a database of their own.

The playing itself is Django's command ``replay``; here the scratch database is made, and thrown away after.
"""

import subprocess
import sys
from pathlib import Path

import click

from bodemplaat.foundation.database.api import (
    DatabaseTrouble,
    Purpose,
    prepare_environment,
    scratch_database,
    scratch_environment,
)
from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand
from bodemplaat.surfaces.cli.commands.whole_number import WholeNumber

SETTINGS = "bodemplaat.project.settings_demo"


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
    voice = Voice(lang)
    cluster = None
    try:
        cluster = prepare_environment(Purpose.DEMO)
        with scratch_database(scratch_environment(SETTINGS)) as environment:
            options = [f"--lang={lang}", *(f"--{name}={value}" for name, value in values.items() if value)]
            command = [sys.executable, "-m", "django", "replay", str(file), *options]
            status = subprocess.run(
                command, env=environment, stdin=subprocess.DEVNULL, check=False
            ).returncode
    except DatabaseTrouble as trouble:
        for finding in trouble.findings:
            click.echo(voice(finding.said), err=True)
        sys.exit(1)
    finally:
        if cluster is not None and cluster.started_here:
            cluster.stop()
    sys.exit(status)
