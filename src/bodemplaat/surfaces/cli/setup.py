"""``bodemplaat setup``: the code with which the first administrator of an empty site begins, and where."""

import sys
from importlib import import_module

import click

from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand, language_option
from bodemplaat.surfaces.cli.working import as_site


@click.command(
    "setup",
    cls=SpokenCommand,
    help=say("Print the code with which the first administrator of an empty site begins."),
)
@language_option()
def setup(lang: str) -> None:
    """Look whether anyone has an account; if nobody has, say where to begin and with which code."""
    voice = Voice(lang)
    with as_site(voice):
        settings = import_module("django.conf").settings
        access = import_module("bodemplaat.foundation.access.api")
        if access.has_accounts():
            click.echo(
                voice(say("There are accounts here already: an administrator invites others.")), err=True
            )
            sys.exit(1)
        address = f"{settings.PUBLIC_ADDRESS}/inrichting/beginnen/"
        text = say("Open {address} and type this code: {code}", address=address, code=access.setup_code())
        click.echo(voice(text))
