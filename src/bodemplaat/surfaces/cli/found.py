"""``bodemplaat found FILES``: a whole cooperation from its lists in one go, or every mistake in them and nothing."""

import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from bodemplaat.kernel import Said, say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand, language_option
from bodemplaat.surfaces.cli.working import as_site

VARIANTS = ("shared_centre", "centre", "matrix", "network", "project")


@click.command(
    "found",
    cls=SpokenCommand,
    help=say(
        "Found a cooperation from its lists (CSV or XLSX): organisations, tasks, units, people, roles and more. Each file is"
        " recognised by its titles; with one mistake in any of them nothing is stored."
    ),
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--name", required=True, help=say("Name of the cooperation."))
@click.option(
    "--variant",
    type=click.Choice(VARIANTS),
    default="shared_centre",
    show_default=True,
    help=say("How its members work together."),
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help=say("First day of what has no day of its own, as 2026-01-01."),
)
@language_option()
def found(files: tuple[Path, ...], name: str, variant: str, since: Any, lang: str) -> None:
    """Read the files, found the cooperation and say what was added; or say what is wrong, by file and line."""
    voice = Voice(lang)
    with as_site(voice):
        _found(voice, files, name, variant, since.date(), lang)


def _found(voice: Voice, files: tuple[Path, ...], name: str, variant: str, since: date, lang: str) -> None:
    access = import_module("bodemplaat.foundation.access.api")
    imports = import_module("bodemplaat.foundation.imports.api")
    refused = import_module("bodemplaat.foundation.tenancy.api").Refused
    settings = import_module("django.conf").settings
    reverse, now = import_module("django.urls").reverse, import_module("django.utils.timezone").now
    with import_module("django.utils.translation").override(lang):
        try:
            founded = access.found_from_files(
                name=name,
                variant=variant,
                files=[imports.HandedIn(path.name, path.read_bytes()) for path in files],
                since=since,
                at=now(),
            )
        except imports.UnsoundFiles as refusal:
            _say_mistakes(voice, refusal.mistakes)
            sys.exit(1)
        except refused as refusal:
            click.echo(voice(say(refusal.text).using(**refusal.values)), err=True)
            sys.exit(1)
        click.echo(voice(say("“{name}” has been founded.", name=name)))
        for file, filled in founded.filled.items():
            click.echo(
                voice(
                    say(
                        "  {file}: {lines} {lines:line|lines} read, {count} {count:thing|things} added",
                        file=file,
                        lines=filled.lines,
                        count=filled.added,
                    )
                )
            )
        key = access.invitation_key_of(person=founded.administrator, organisation=founded.seat)
        if key is not None:
            address = f"{settings.PUBLIC_ADDRESS}{reverse('front:invitation', args=[key])}"
            text = say("Its administrator chooses a password at {address} (it works once, and for a week).")
            click.echo(voice(text.using(address=address)))


def _say_mistakes(voice: Voice, mistakes: Any) -> None:
    gettext, worded = (
        import_module("django.utils.translation").gettext,
        import_module("bodemplaat.foundation.notices.api").worded,
    )

    def in_words(value: object) -> object:
        if isinstance(value, Said):
            return worded(str(value), {name: in_words(each) for name, each in value.values.items()})
        if isinstance(value, list):
            return ", ".join(str(in_words(each)) for each in value)
        return value

    count = len(mistakes)
    click.echo(
        voice(say("Nothing was stored: {count} {count:mistake|mistakes} in these files.", count=count)),
        err=True,
    )
    for each in mistakes:
        place = voice(say("line {n}", n=each.mistake.line)) if each.mistake.line else ""
        column = gettext(each.mistake.column) if each.mistake.column else ""
        where = ", ".join(filter(None, (each.file, place, column)))
        click.echo(
            f"  {where}: {in_words(each.mistake.said)}" if where else f"  {in_words(each.mistake.said)}",
            err=True,
        )
