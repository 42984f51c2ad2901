"""The command itself; light, see ``models/__init__.py``."""

import importlib
from pathlib import Path

import click

from bodemplaat.kernel import say
from bodemplaat.presentation.words import Words
from bodemplaat.surfaces.cli.commands.command import SpokenCommand, output_options, sort_out

FIGURES = ("costs", "salaries", "income", "net")


@click.command(
    "benchmark",
    cls=SpokenCommand,
    help=say(
        "Own budget per inhabitant beside the median and quartiles of comparable municipalities, per taakveld, "
        "from an Iv3 budget file (CSV, thousands of euros)."
    ),
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--municipality", required=True, metavar="NAME", help=say("Whose figures to compare."))
@click.option(
    "--against",
    default="size",
    show_default=True,
    metavar="size|province|NAMES",
    help=say("With whom: the same class of size, the same province, or names separated by semicolons."),
)
@click.option(
    "--figure",
    type=click.Choice(FIGURES),
    default="costs",
    show_default=True,
    help=say("Which figure: costs, salaries, income, or costs less income."),
)
@click.option(
    "--taakveld",
    multiple=True,
    metavar="CODE",
    help=say("Only this taakveld, such as 0.4; may be repeated. Without it the total and every taakveld."),
)
@click.option(
    "--without-zeros",
    is_flag=True,
    help=say(
        "Leave out municipalities that budget nothing on a taakveld, not only those that delivered no file."
    ),
)
@output_options
def benchmark(
    file: Path | None,
    municipality: str,
    against: str,
    figure: str,
    taakveld: tuple[str, ...],
    without_zeros: bool,
    lang: str,
    date: object,
    **kinds: str | None,
) -> None:
    """Read, compare, tell."""
    chosen, outputs = sort_out(file, kinds, (".csv",))
    if chosen is None:
        raise click.UsageError(Words(lang)(say("Name an Iv3 budget file (CSV).")))
    runner = importlib.import_module("bodemplaat.surfaces.cli.commands.run_benchmark")
    question = runner.Question(municipality, against, figure, taakveld, without_zeros)
    code = runner.run(chosen, question, outputs, words=Words(lang), day=date)
    if code:
        raise click.exceptions.Exit(code)
