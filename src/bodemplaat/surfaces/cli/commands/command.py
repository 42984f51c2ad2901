"""A file command: what stands on its command line sorted out, then worked out, shown and written.

Light: what works a file out is imported when the command runs, so that ``--help`` answers at once.
"""

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from bodemplaat.calculations.kinds import KINDS, Kind
from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.options import COMMON, EXPLAIN, OUTPUTS, OWN
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand

MODEL_ENDINGS = (".yaml", ".yml", ".xlsx")
TABLES = {
    "measure": ("log", say("Name the file to measure (CSV, XES or a workbook; CSV and XES also as .gz).")),
    "benchmark": ("file", say("Name an Iv3 budget file (CSV).")),
}
"""What the file is called in the help, and what is said when it is missing, where it is no model."""


def file_command(name: str) -> click.Command:
    """The command of this kind of calculation.

    ``--json``, ``--xlsx`` and ``--pdf`` may stand alone (JSON then goes to the screen, the others beside where you
    are) or name a file. A command without amounts has no ``--explain``.
    """
    kind = KINDS[name]
    argument, missing = TABLES.get(name, ("model", say("Name a model file (YAML or XLSX).")))

    def run(**arguments: Any) -> None:
        voice = Voice(arguments.pop("lang"))
        outputs = {output: arguments.pop(output) for output in OUTPUTS}
        file, outputs = sort_out(kind, arguments.pop(argument), outputs)
        if file is None:
            raise click.UsageError(voice(missing))
        runner = importlib.import_module("bodemplaat.surfaces.cli.commands.run")
        day, explain = arguments.pop("date"), arguments.pop("explain", ())
        code = runner.run(kind, file, outputs, explain=explain, voice=voice, day=day, options=arguments)
        if code:
            raise click.exceptions.Exit(code)

    command: Callable[..., Any] = run
    for option in reversed(
        (*(OWN[name]() if name in OWN else ()), *((EXPLAIN,) if kind.explains else ()), *COMMON)
    ):
        command = option(command)
    command = click.argument(argument, required=False, type=click.Path(path_type=Path))(command)
    return click.command(name, cls=SpokenCommand, help=kind.about)(command)


def sort_out(
    kind: Kind, file: Path | None, outputs: Mapping[str, str | None]
) -> tuple[Path | None, dict[str, str]]:
    """The file and the outputs asked for; ``--json model.yaml`` means the flag followed by the model."""
    wanted: dict[str, str] = {}
    for output, value in outputs.items():
        if value is None:
            continue
        alone = file is None and _is_input(kind, output, value)
        if alone:
            file = Path(value)
        wanted[output] = "" if alone else value
    return file, wanted


def _is_input(kind: Kind, output: str, value: str) -> bool:
    if kind.is_model:
        return value.lower().endswith(MODEL_ENDINGS)
    return bool(value) and not value.lower().endswith(f".{output}")
