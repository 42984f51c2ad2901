"""Services as a workbook: what a provider keeps, and what a customer is offered."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.formats.tables import Column, Kind, Row
from bodemplaat.foundation.design.api import reader_language
from bodemplaat.foundation.reports.api import ExportForm, export_name, exported
from bodemplaat.surfaces.services import words


def kept_workbook(rows: Iterable[catalogue.ServiceRow], *, organisation: str, today: date) -> HttpResponse:
    """The list of whoever keeps services, with the state of each."""
    titles = [
        Column(gettext("Code")),
        Column(gettext("Name"), width=36),
        Column(gettext("State")),
        Column(gettext("Version"), Kind.INTEGER),
        Column(gettext("Since"), Kind.DATE),
        Column(gettext("Until"), Kind.DATE),
        *_titles(today.year),
    ]
    cells = (
        (
            each.code,
            each.content.name.in_(reader_language()),
            str(words.STATES[each.state][0]),
            each.number,
            each.since,
            each.until,
            *_cells(each.content, today.year),
        )
        for each in rows
    )
    return _answer(titles, cells, organisation, today)


def offered_workbook(
    rows: Iterable[catalogue.OfferedView], *, organisation: str, today: date
) -> HttpResponse:
    """The list of a customer, with who provides each service."""
    titles = [
        Column(gettext("Code")),
        Column(gettext("Name"), width=36),
        Column(gettext("Who provides it for us"), width=28),
        Column(gettext("Version"), Kind.INTEGER),
        Column(gettext("Since"), Kind.DATE),
        Column(gettext("Until"), Kind.DATE),
        Column(gettext("Description for the user"), width=44),
        Column(gettext("How to order"), width=36),
        *_titles(today.year),
    ]
    language = reader_language()
    cells = (
        (
            each.code,
            each.content.name.in_(language),
            each.provider_name,
            each.number,
            each.since,
            each.until,
            each.content.description.in_(language),
            each.content.how_to_order.in_(language),
            *_cells(each.content, today.year),
        )
        for each in rows
    )
    return _answer(titles, cells, organisation, today)


def _titles(year: int) -> Iterator[Column]:
    yield Column(gettext("Process"), width=44)
    yield Column(gettext("Package"), width=20)
    yield Column(gettext("Service line"), Kind.INTEGER)
    yield Column(gettext("For whom"), width=28)
    yield Column(gettext("Counted by"))
    yield Column(gettext("Price in {year}").format(year=year), Kind.EURO)
    yield Column(gettext("Norm"), width=44)
    yield Column(gettext("What the customer does"), width=44)
    yield Column(gettext("Origin"), width=28)


def _cells(content: catalogue.Content, year: int) -> Row:
    language = reader_language()
    return (
        words.process(content.process),
        str(words.PACKAGES[content.package]),
        content.line,
        words.requesters(content.requesters),
        content.unit.in_(language),
        content.price_in(year),
        "; ".join(map(words.norm, content.indicators)),
        content.duties.in_(language),
        str(words.ORIGINS[content.origin]),
    )


def _answer(titles: list[Column], cells: Iterable[Row], organisation: str, today: date) -> HttpResponse:
    title = gettext("Services")
    return exported(ExportForm.XLSX, export_name(title, organisation, today), title, titles, cells, on=today)
