"""Files as people make them: the titles of a list, and lines under it."""

from collections.abc import Sequence

from bodemplaat.formats import tables
from bodemplaat.foundation.imports.api import imported_list

UNITS = ("code", "name", "parent", "since", "until")


def csv_file(list_name: str, names: Sequence[str], *lines: Sequence[str]) -> bytes:
    """A CSV of some columns of a list, under their English titles."""
    return _text(_titles(list_name, names), lines)


def xlsx_file(list_name: str, names: Sequence[str], *lines: Sequence[str]) -> bytes:
    """The same as a workbook."""
    columns = [tables.Column(title) for title in _titles(list_name, names)]
    return tables.write_xlsx("x", columns, lines)


def several(list_name: str, names: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    """A workbook of several organisations: in front stands whose each line is."""
    columns = [tables.Column(title) for title in ("Organisation", *_titles(list_name, names))]
    return tables.write_xlsx("x", columns, lines)


def _titles(list_name: str, names: Sequence[str]) -> list[str]:
    a_list = imported_list(list_name)
    assert a_list is not None
    return [str(a_list.column(name).title) for name in names]


def _text(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    return "\r\n".join(";".join(line) for line in (titles, *lines)).encode()
