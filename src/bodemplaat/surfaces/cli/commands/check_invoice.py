"""``bodemplaat check-invoice FILE …``: e-invoices judged on your own machine; nothing is sent anywhere."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.options import COMMON, OUTPUTS, output
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand

NAME = "check-invoice"
ABOUT = say(
    "Check e-invoices (UBL, CII, PDF with an invoice inside) by the European norm, the Dutch rules and to the cent; "
    "nothing leaves this machine."
)


def _run(**arguments: Any) -> None:
    voice = Voice(arguments["lang"])
    files = list(arguments["files"])
    outputs = {name: arguments[name] for name in OUTPUTS if arguments[name] is not None}
    for name, value in outputs.items():
        if value.lower().endswith(".xml") or (name != "pdf" and value.lower().endswith(".pdf")):
            files.insert(0, Path(value))
            outputs[name] = ""
    if not files:
        raise click.UsageError(voice(say("Name one or more invoices (XML or PDF).")))
    runner = importlib.import_module("bodemplaat.surfaces.cli.commands.run_invoices")
    code = runner.run(files, outputs, voice=voice, day=arguments["date"])
    if code:
        raise click.exceptions.Exit(code)


def _command() -> click.Command:
    command: Callable[..., Any] = _run
    written = output(
        "json", say("Write the answer as JSON, amounts as exact text; without a file name on the screen.")
    )
    for option in reversed((written, *COMMON[1:])):
        command = option(command)
    command = click.argument("files", nargs=-1, type=click.Path(path_type=Path))(command)
    return click.command(NAME, cls=SpokenCommand, help=ABOUT)(command)


check_invoice = _command()
