"""``bodemplaat check-invoice FILE …``: e-invoices judged on your own machine; nothing is sent anywhere."""

import importlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import click

from bodemplaat.formats.payment_law import Creditor, Debtor, first_day
from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.options import COMMON, OUTPUTS, output
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand
from bodemplaat.surfaces.cli.commands.whole_number import WholeNumber

NAME = "check-invoice"
ABOUT = say(
    "Check e-invoices (UBL, CII, PDF with an invoice inside) by the European norm, the Dutch rules and to the cent; "
    "nothing leaves this machine."
)


_DAYS: Final = ("received", "delivered", "accepted", "paid")


def _day(context: click.Context, parameter: click.Parameter, moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _on(name: str, about: str) -> Callable[..., Any]:
    written = click.DateTime(["%Y-%m-%d"])
    return click.option(f"--{name}", type=written, callback=_day, metavar="DATE", help=about)


PAYING: Final = (
    _on("received", say("The invoice came in on this day: tells until when to pay it by the law.")),
    _on("paid", say("It was paid on this day: tells what is owed when that was too late.")),
    _on("delivered", say("Goods or services came on this day; it counts when the invoice came in before.")),
    _on("accepted", say("They were accepted on this day, where the contract has them inspected.")),
    click.option(
        "--agreed",
        type=WholeNumber(1, 3650),
        metavar="DAYS",
        help=say("The contract gives so many days from then on."),
    ),
    click.option(
        "--justified",
        is_flag=True,
        help=say("A longer term stands in the contract expressly, with a reason the law accepts."),
    ),
    click.option(
        "--creditor",
        type=click.Choice([each.value for each in Creditor]),
        default=Creditor.BUSINESS.value,
        show_default=True,
        help=say("Who is to be paid: a business, or a small or medium-sized one (sme)."),
    ),
    click.option(
        "--debtor",
        type=click.Choice([each.value for each in Debtor]),
        default=Debtor.PUBLIC_BODY.value,
        show_default=True,
        help=say("Who pays: a public body and what public bodies run together, a business, or a large one."),
    ),
)


def _paying(arguments: Mapping[str, Any], voice: Voice) -> Any:
    """What was said of paying; ``None`` when nothing was. Raises ``click.UsageError`` for what cannot be worked out."""
    from bodemplaat.calculations.invoices.payment import LAST_YEAR, Paying  # noqa: PLC0415  # not for --help
    from bodemplaat.engines.payment_term import Facts  # noqa: PLC0415

    days = {name: arguments[name] for name in _DAYS}
    is_asked = any((*days.values(), arguments["agreed"], arguments["justified"]))
    if not is_asked:
        return None
    if not any((days["received"], days["delivered"], days["accepted"])):
        raise click.UsageError(voice(say("Say with --received on which day the invoice came in.")))
    for name, day in days.items():
        if day and not (first_day() <= day and day.year <= LAST_YEAR):
            text = say("--{name}: the law is known here from {first} up to and including {year}.")
            raise click.UsageError(voice(text.using(name=name, first=first_day(), year=str(LAST_YEAR))))
    facts = Facts(
        days["received"],
        days["delivered"],
        days["accepted"],
        arguments["agreed"],
        is_justified=arguments["justified"],
    )
    return Paying(facts, Debtor(arguments["debtor"]), Creditor(arguments["creditor"]), days["paid"])


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
    paying = _paying(arguments, voice)
    runner = importlib.import_module("bodemplaat.surfaces.cli.commands.run_invoices")
    code = runner.run(files, outputs, voice=voice, day=arguments["date"], paying=paying)
    if code:
        raise click.exceptions.Exit(code)


def _command() -> click.Command:
    command: Callable[..., Any] = _run
    written = output(
        "json", say("Write the answer as JSON, amounts as exact text; without a file name on the screen.")
    )
    for option in reversed((*PAYING, written, *COMMON[1:])):
        command = option(command)
    command = click.argument("files", nargs=-1, type=click.Path(path_type=Path))(command)
    return click.command(NAME, cls=SpokenCommand, help=ABOUT)(command)


check_invoice = _command()
