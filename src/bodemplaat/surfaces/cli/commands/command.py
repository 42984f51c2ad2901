"""The shape all model commands share. Light: what works the model out is imported when the command runs."""

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from bodemplaat.kernel import say
from bodemplaat.presentation.words import Words

MODEL_ENDINGS = (".yaml", ".yml", ".xlsx")
OUTPUTS = {"json": ".json", "xlsx": ".xlsx", "pdf": ".pdf"}


class SpokenCommand(click.Command):
    """A command whose help speaks the language asked for with ``--lang`` before or after ``--help``."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print as click does, with this command's own texts translated while it prints."""
        words = Words(language_asked(sys.argv))
        spoken: list[click.Command | click.Option] = [self]
        spoken += (each for each in self.params if isinstance(each, click.Option))
        sources = [each.help for each in spoken]
        for each in spoken:
            each.help = words.translate(each.help or "")
        try:
            super().format_help(ctx, formatter)
        finally:
            for each, source in zip(spoken, sources, strict=True):
                each.help = source


def language_asked(arguments: Sequence[str]) -> str:
    """The language on the command line; Dutch where none is named."""
    for position, argument in enumerate(arguments):
        if argument == "--lang=en" or (
            argument == "--lang" and arguments[position + 1 : position + 2] == ["en"]
        ):
            return "en"
    return "nl"


def model_command(
    name: str,
    *,
    work: str,
    about: str,
    options: Sequence[Callable[..., Any]] = (),
    explains: bool = True,
) -> click.Command:
    """A command ``name`` on a model file; ``work`` is ``module:ATTRIBUTE`` of its ``Work``.

    ``about`` is its help; ``options`` are click options of this command's own, which arrive in ``Asked.options``.
    ``--json``, ``--xlsx`` and ``--pdf`` may stand alone (JSON then goes to the screen, the others beside where you
    are) or name a file. A command without amounts has no ``--explain``.
    """

    def run(**given: Any) -> None:
        model, outputs = sort_out(given.pop("model"), {kind: given.pop(kind) for kind in OUTPUTS})
        if model is None:
            raise click.UsageError(Words(given["lang"])(say("Name a model file (YAML or XLSX).")))
        module, attribute = work.split(":")
        runner = importlib.import_module("bodemplaat.surfaces.cli.commands.run")
        code = runner.run(
            name,
            getattr(importlib.import_module(module), attribute),
            model,
            outputs,
            explain=given.pop("explain", ()),
            words=Words(given.pop("lang")),
            day=given.pop("date"),
            options=given,
        )
        if code:
            raise click.exceptions.Exit(code)

    command: Callable[..., Any] = run
    for option in reversed(options):
        command = option(command)
    command = output_options(_explain_option()(command) if explains else command)
    command = click.argument("model", required=False, type=click.Path(path_type=Path))(command)
    return click.command(name, cls=SpokenCommand, help=about)(command)


def sort_out(
    model: Path | None, outputs: Mapping[str, str | None], endings: Sequence[str] = MODEL_ENDINGS
) -> tuple[Path | None, dict[str, str]]:
    """The model and the outputs asked for; ``--json model.yaml`` means the flag followed by the model."""
    asked: dict[str, str] = {}
    for kind, value in outputs.items():
        if value is None:
            continue
        alone = model is None and value.lower().endswith(tuple(endings))
        if alone:
            model = Path(value)
        asked[kind] = "" if alone else value
    return model, asked


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options all these commands share: three outputs, language, and the day on the paper (a ``date``)."""
    for option in reversed(_outputs()):
        command = option(command)
    return command


def _outputs() -> tuple[Callable[..., Any], ...]:
    return (
        click.option("--json", "json", is_flag=False, flag_value="", metavar="[FILE]",
                     help=say("Write the answer as JSON, amounts in cents; without a file name on the screen.")),
        click.option("--xlsx", "xlsx", is_flag=False, flag_value="", metavar="[FILE]",
                     help=say("Write a workbook with live formulas.")),
        click.option("--pdf", "pdf", is_flag=False, flag_value="", metavar="[FILE]",
                     help=say("Write a short paper for a board.")),
        click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True,
                     help=say("Language of what you read.")),
        day_option(),
    )  # fmt: skip


def day_option() -> Callable[..., Any]:
    """``--date``: the day on the paper and in the files' properties, so that the same question gives the same bytes."""
    about = say("Date on the paper; today if not given.")
    return click.option("--date", type=click.DateTime(["%Y-%m-%d"]), callback=_day, help=about)


def _explain_option() -> Callable[..., Any]:
    about = say("Show why the amount of NAME is what it is, down to the source figures.")
    return click.option("--explain", multiple=True, metavar="NAME", help=about)


def _day(context: click.Context, parameter: click.Parameter, given: datetime | None) -> date:
    return given.date() if given else datetime.now().astimezone().date()
