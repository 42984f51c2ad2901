"""``bodemplaat template KIND``: the table of workbooks a controller can start from, each written when asked for."""

import importlib
from pathlib import Path

import click

from bodemplaat.calculations.file.files import CannotWrite, write_whole
from bodemplaat.kernel import say
from bodemplaat.presentation.words import Words
from bodemplaat.surfaces.cli.commands.command import SpokenCommand

TEMPLATES: dict[str, str] = {
    # name: module:ATTRIBUTE of a Template, one line a workbook
    "business-case": "bodemplaat.calculations.business_case.sheets:TEMPLATE",
    "coalition": "bodemplaat.calculations.coalition.sheets:TEMPLATE",
    "choose": "bodemplaat.calculations.choose.sheets:TEMPLATE",
    "costs": "bodemplaat.calculations.costs.sheets:TEMPLATE",
    "plan": "bodemplaat.calculations.plan.sheets:TEMPLATE",
    "resilience": "bodemplaat.calculations.resilience.sheets:TEMPLATE",
    "settle": "bodemplaat.calculations.settlement.sheets:SETTLE_TEMPLATE",
    "compare-keys": "bodemplaat.calculations.settlement.sheets:COMPARE_TEMPLATE",
    "exit": "bodemplaat.calculations.settlement.sheets:EXIT_TEMPLATE",
}


@click.command(
    "template",
    cls=SpokenCommand,
    help=say("Write a workbook (XLSX) to fill in, with drop-downs, notes and an example."),
)
@click.argument("kind", type=click.Choice(list(TEMPLATES)))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--lang",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help=say("Language of what you read."),
)
def template(kind: str, file: Path | None, lang: str) -> None:
    """Write the workbook of this kind; without a file name ``<kind>.xlsx`` where you are."""
    words = Words(lang)
    module, attribute = TEMPLATES[kind].split(":")
    chosen = getattr(importlib.import_module(module), attribute)
    target = file or Path(f"{kind}.xlsx")
    try:
        write_whole(target, chosen.workbook(words))
    except CannotWrite as problem:
        told = f"{problem.path}: {words.translate(problem.why)}"
        raise click.ClickException(words(say("Not written: {problem}"), problem=told)) from None
    click.echo(words(say("Written: {file}"), file=str(target)))
