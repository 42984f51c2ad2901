"""``bodemplaat template KIND``: a workbook to start from, of every kind of model."""

from pathlib import Path

import click

from bodemplaat.calculations.file.files import CannotWrite, write_whole
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand, language_option


@click.command(
    "template",
    cls=SpokenCommand,
    help=say("Write a workbook (XLSX) to fill in, with drop-downs, notes and an example."),
)
@click.argument("kind", type=click.Choice([kind.name for kind in KINDS.values() if kind.is_model]))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help=say("Replace the file if there is one of that name."))
@language_option()
def template(kind: str, file: Path | None, force: bool, lang: str) -> None:
    """Write the workbook of this kind; without a file name ``<kind>.xlsx`` where you are. Never over another unasked."""
    voice = Voice(lang)
    target = file or Path(f"{kind}.xlsx")
    try:
        if target.is_file() and not force:
            raise CannotWrite(
                target,
                say("there is a file of that name already; choose another name, or replace it with --force"),
            )
        write_whole(target, KINDS[kind].template().workbook(voice))
    except CannotWrite as problem:
        reason = f"{problem.path}: {voice(problem.why)}"
        raise click.ClickException(voice(say("Not written: {problem}", problem=reason))) from None
    click.echo(voice(say("Written: {file}", file=str(target))))
