"""``bodemplaat setup``: the code with which the first administrator of an empty site begins, and where."""

import os
import sys
from importlib import import_module

import click

from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand, language_option

SETTINGS = "bodemplaat.project.settings"


@click.command(
    "setup",
    cls=SpokenCommand,
    help=say("Print the code with which the first administrator of an empty site begins."),
)
@language_option()
def setup(lang: str) -> None:
    """Look whether anyone has an account; if nobody has, say where to begin and with which code."""
    voice = Voice(lang)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import_module("django").setup()
    settings = import_module("django.conf").settings
    access = import_module("bodemplaat.foundation.access.api")
    trouble = import_module("django.db").DatabaseError
    try:
        is_begun = access.has_accounts()
    except trouble as problem:
        text = say(
            "The database cannot be read ({problem}). Set DATABASE_URL, and migrate it first"
            " (docs/howto/run-on-your-own-postgresql.md)."
        )
        click.echo(voice(text.using(problem=str(problem).strip().splitlines()[0])), err=True)
        sys.exit(1)
    if is_begun:
        click.echo(voice(say("There are accounts here already: an administrator invites others.")), err=True)
        sys.exit(1)
    address = f"{settings.PUBLIC_ADDRESS}/inrichting/beginnen/"
    click.echo(
        voice(say("Open {address} and type this code: {code}", address=address, code=access.setup_code()))
    )
