"""What click itself says about a command line, in Dutch: it asks the standard library's gettext, and ships no catalog.

Click looks its texts up in the domain and the language of the process, at the moment it says them. ``spoken_by_click``
points it to the catalog of this package for as long as a command line is read, and for no longer: a command that runs
starts other programs, and these keep the language they had.
"""

import gettext as catalogs
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from bodemplaat.kernel import say
from bodemplaat.presentation.catalog import LOCALE, translations

DOMAIN: Final = "django"
"""The file that ``make compiled`` makes is called so."""
LANGUAGE: Final = "LANGUAGE"


def ngettext(one: str, more: str) -> tuple[str, str]:
    """Two texts of click, marked so that their Dutch is kept in the catalog."""
    return one, more


TEXTS: Final = (
    say("Aborted!"),
    say("Choose from:\n\t{choices}"),
    say("Could not open file {filename!r}: {message}"),
    say("Error: {message}"),
    say("Invalid value for {param_hint}: {message}"),
    say("Invalid value: {message}"),
    say("Missing argument"),
    say("Missing command."),
    say("Missing option"),
    say("Missing parameter"),
    say("No such command {name!r}."),
    say("No such option {name!r}."),
    say("Option {name!r} does not take a value."),
    say("Options"),
    say("Show the version and exit."),
    say("Show this message and exit."),
    say("Try '{command} {option}' for help."),
    say("Usage:"),
    say("default: {default}"),
    say("{name} {filename!r} does not exist."),
    say("{name} {filename!r} is a directory."),
    say("{name} {filename!r} is a file."),
    say("{name} {filename!r} is not readable."),
    say("{value!r} is not a valid {number_type}."),
    say("{value} is not in the range {range}."),
    *ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    *ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    *ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    *ngettext(
        "{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."
    ),
    *ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""The texts that somebody can meet at a command line of ours, as click has them."""


_before: ContextVar[str | None] = ContextVar("language before click was made to speak")


@contextmanager
def spoken_by_click(language: str) -> Iterator[None]:
    """Within it click speaks this language. Raises ``NotCompiled`` where the catalogs were not compiled."""
    translations(language)
    catalogs.bindtextdomain(DOMAIN, str(LOCALE))
    domain, token = catalogs.textdomain(), _before.set(os.environ.get(LANGUAGE))
    catalogs.textdomain(DOMAIN)
    os.environ[LANGUAGE] = language
    try:
        yield
    finally:
        catalogs.textdomain(domain)
        _set(_before.get())
        _before.reset(token)


@contextmanager
def as_before() -> Iterator[None]:
    """Within it, and so for programs that are started there, the language of the process is what it was."""
    now = os.environ.get(LANGUAGE)
    _set(_before.get(now))
    try:
        yield
    finally:
        _set(now)


def _set(language: str | None) -> None:
    if language is None:
        os.environ.pop(LANGUAGE, None)
    else:
        os.environ[LANGUAGE] = language
