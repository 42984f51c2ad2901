"""Sending a table as a file: CSV as a stream, XLSX as a workbook, named after what it holds and whose it is."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext

from bodemplaat.formats.tables import Column, Row, csv_chunks, write_xlsx
from bodemplaat.foundation.design.api import address_with, file_response
from bodemplaat.foundation.reports.downloading import FILE_TYPES, with_moment

MOST_EXPORTED: Final = 50_000
"""What one file holds at most. A spreadsheet that people read has fewer; a year of one municipality fits."""


class ExportForm(Enum):
    """Of which form the file is."""

    XLSX = "xlsx"
    CSV = "csv"

    @classmethod
    def asked(cls, request: HttpRequest) -> "ExportForm":
        """The form that ``?format=`` names; CSV without one. An unknown form is not found."""
        try:
            return cls(request.GET.get("format", "csv"))
        except ValueError:
            raise Http404 from None


def export_addresses(present: QueryDict, address: str) -> list[tuple[str, str]]:
    """Where the list is had as a file, narrowed and sorted as it is shown: each form with its address."""
    return [(form.value, address + address_with(present, format=form.value)) for form in ExportForm]


def export_name(what: str, organisation: str, on: date, *, is_cut: bool = False) -> str:
    """``declaraties-gemeente-nederlek-2026-11-23``, without an ending; says so when rows were cut off."""
    cut = gettext("first {most}").format(most=MOST_EXPORTED) if is_cut else ""
    return "-".join(
        part for part in (slugify(what), slugify(organisation), on.isoformat(), slugify(cut)) if part
    )


def exported(
    form: ExportForm, name: str, title: str, columns: Sequence[Column], rows: Iterable[Row], *, on: date
) -> HttpResponse:
    """The file as an attachment: the same bytes for the same rows on the same day, whatever the clock says."""
    file_name = f"{with_moment(name)}.{form.value}"
    if form is ExportForm.CSV:
        return file_response(csv_chunks(columns, rows), file_name, "text/csv; charset=utf-8")
    book = write_xlsx(title, columns, rows, created_at=datetime.combine(on, time(), UTC))
    return file_response(book, file_name, FILE_TYPES["xlsx"])
