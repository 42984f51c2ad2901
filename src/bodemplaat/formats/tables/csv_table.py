"""CSV as Dutch spreadsheets open it by double click: semicolon, decimal comma, UTF-8 with byte order mark, CRLF.

Dates are written as 2026-11-23, which no country reads the wrong way round.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bodemplaat.formats.tables.neutral import neutralised
from bodemplaat.formats.tables.values import Cell, Column, Row, check_row
from bodemplaat.kernel import Euro

_ROWS_PER_CHUNK = 1000


def write_csv(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """The whole file. Raises ``ValueError`` and ``TypeError`` as ``csv_chunks``."""
    return b"".join(csv_chunks(columns, rows))


def csv_chunks(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """The file in pieces of a thousand rows, for a response that streams.

    Raises ``ValueError`` for a row of another length and ``TypeError`` for a cell of another kind than its column.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    text.write("\ufeff")
    writer.writerow([neutralised(column.title) for column in columns])
    for number, row in enumerate(rows, start=1):
        check_row(columns, row)
        writer.writerow([_written(cell) for cell in row])
        if number % _ROWS_PER_CHUNK == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Euro():
            return str(cell).replace(".", ",")
        case str():
            return neutralised(cell)
        case date():
            return cell.isoformat()[:10]
        case _:
            return str(cell)
