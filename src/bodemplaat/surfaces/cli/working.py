"""Django made ready for a command that works as the site does: on the server that ``DATABASE_URL`` names, or else our own."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module

import click

from bodemplaat.foundation.database.api import DatabaseTrouble, prepared_environment
from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice

EMBEDDED_SETTINGS = "bodemplaat.project.settings_demo"
SERVER_SETTINGS = "bodemplaat.project.settings"


@contextmanager
def ended_by_trouble(voice: Voice) -> Iterator[None]:
    """Say what is the matter with a database, and end with status 1."""
    try:
        yield
    except DatabaseTrouble as trouble:
        for finding in trouble.findings:
            click.echo(voice(finding.said), err=True)
        sys.exit(1)


@contextmanager
def as_site(voice: Voice) -> Iterator[None]:
    """Set Django up as the role of the site; a database that cannot be read is said in words and ends with status 1.

    A server of our own that did not run is started, and stopped again afterwards.
    """
    with ended_by_trouble(voice), ExitStack() as stack:
        if not import_module("django.apps").apps.ready:  # whoever set it up already chose the database
            cluster = stack.enter_context(prepared_environment())
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", EMBEDDED_SETTINGS if cluster else SERVER_SETTINGS)
            import_module("django").setup()
        try:
            yield
        except import_module("django.db").DatabaseError as problem:
            text = say(
                "The database cannot be read ({problem}). Prepare it first: bodemplaat demo --empty does, or on a server"
                " of yours set DATABASE_URL and migrate (docs/howto/run-on-your-own-postgresql.md)."
            )
            click.echo(voice(text.using(problem=str(problem).strip().splitlines()[0])), err=True)
            sys.exit(1)
