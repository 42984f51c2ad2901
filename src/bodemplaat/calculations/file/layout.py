"""The sheets of a workbook from a declared model file."""

from collections.abc import Iterator

from bodemplaat.calculations.file.declared import ModelFile, Row
from bodemplaat.calculations.file.fields import ValueField
from bodemplaat.calculations.file.lists import BlockField, ListingField, MatrixField, YearsField
from bodemplaat.calculations.file.sheets import GENERAL_SHEETS, Cell, Form, Listing, Matrix, Sheet
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind


def sheets_of(file: type[ModelFile]) -> tuple[Sheet, ...]:
    """One form for the fields of one value, where the first of these stands, and a sheet for every other field."""
    general = GENERAL_SHEETS if file.general_ else ()
    return (*_sheets(file, "", file.sheet_, file.note_), *general)


def sheets_of_block(row: type[Row], path: str, title: str, note: str = "") -> tuple[Sheet, ...]:
    """The sheets of one block, for a workbook that is put together from several."""
    return tuple(_sheets(row, path, title, note))


def _sheets(row: type[Row], path: str, title: str, note: str) -> Iterator[Sheet]:
    cells = _cells(row)
    for field in row.fields_.values():
        here = f"{path}.{field.name}" if path else field.name
        if not field.in_workbook:
            continue
        if isinstance(field, ValueField):
            if cells and field.name == cells[0].name:
                yield Form(title, cells, path, note)
        elif isinstance(field, BlockField):
            yield from _sheets(field.row, here, field.title, field.note)
        elif isinstance(field, ListingField):
            yield Listing(field.title, here, _cells(field.row), field.note)
            yield from _inner_lists(field, here)
        elif isinstance(field, MatrixField):
            names = [one.path if one else "" for one in (field.rows_of, field.columns_of)]
            yield Matrix(field.title, here, field.corner, field.of.kind, field.note, *names)
        elif isinstance(field, YearsField):
            year = Cell("year", say("Year"), Kind.YEAR)
            yield Listing(field.title, here, (year, field.of.cell("value")), field.note, by="year")


def _inner_lists(field: ListingField, path: str) -> Iterator[Sheet]:
    for inner in field.row.fields_.values():
        if isinstance(inner, ListingField) and inner.in_workbook:
            owner, title, note = inner.owner
            first = Cell(owner, title, names_of=path, note=note)
            cells = (first, *_cells(inner.row))
            yield Listing(inner.title, inner.name, cells, inner.note, under=path, owner=owner)


def _cells(row: type[Row]) -> tuple[Cell, ...]:
    return tuple(
        field.cell() for field in row.fields_.values() if isinstance(field, ValueField) and field.in_workbook
    )
