"""A list as a file to fill in or to change: CSV, or a workbook with what may stand in each column."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext

from bodemplaat.formats import tables
from bodemplaat.foundation.imports.declared import ImportColumn, ImportedList, Kind, Value


def list_as_file(a_list: ImportedList, lines: Iterable[Mapping[str, Value]], form: str) -> bytes:
    """The file in the reader's language; without lines it is the template. ``form`` is ``csv`` or ``xlsx``."""
    columns = [_column(column) for column in a_list.columns]
    rows = ([_cell(column, line.get(column.name)) for column in a_list.columns] for line in lines)
    if form == "csv":
        return tables.write_csv(columns, rows)
    return tables.write_xlsx(gettext(a_list.title), columns, rows)


def _column(column: ImportColumn) -> tables.Column:
    required = gettext("Must be filled in.") if column.required else gettext("May stay empty.")
    note = gettext(column.note) if column.note else ""
    return tables.Column(
        gettext(column.title),
        tables.Kind.DATE if column.kind is Kind.DAY else tables.Kind.TEXT,
        column.width,
        note=f"{required} {note}".strip(),
        choices=tuple(gettext(word) for word in column.choices.values()),
    )


def _cell(column: ImportColumn, value: Value) -> tables.Cell:
    if isinstance(value, date) or value is None:
        return value
    return gettext(column.choices[value]) if value in column.choices else value
