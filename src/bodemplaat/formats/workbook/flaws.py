"""Cells that are not what their value alone says, found in a sheet's XML.

In XLSX an error is a cell of type ``e``; in ODS LibreOffice marks it with a value type of its own, and other programs
leave only the text behind the formula. A formula without a stored result is what a program writes that does not
calculate: until a spreadsheet has opened and saved the file, nobody knows its value. A number shown in dollars is no
number of euros.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from bodemplaat.formats.workbook.cells import Cell, Kind
from bodemplaat.formats.workbook.currencies import foreign, foreign_styles
from bodemplaat.kernel.written import read_whole

MOST_FLAWS: Final = 100_000
"""More than any sheet holds that somebody works with; past it the sheet is refused, for the rest would count as values."""

_MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_VALUE_TYPES: Final = (
    "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type",
    f"{_OFFICE}value-type",
)
_ERROR_TEXT: Final = re.compile(r"#[A-Z/0!?_]{2,15}[!?]?|#N/A|Err:\d{3}")
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SUSPECT: Final = "@t='e' or (*[local-name()='f'] and not(string(*[local-name()='v'])))"
_STYLES: Final = "/styles"


class TooManyFlaws(ValueError):
    """The sheet, by its name, has more than ``MOST_FLAWS`` of them."""


class Flaws(dict[tuple[int, int], Cell]):
    """The flaws of a sheet by row and column, counted from zero."""

    def __init__(self, sheet: str) -> None:
        super().__init__()
        self.sheet = sheet
        self.merged: list[tuple[int, int, int, int]] = []
        """First row, first column, last row and last column of cells that the sheet shows as one."""

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Cells that the sheet shows as one; raises ``TooManyFlaws``."""
        if len(self.merged) >= MOST_FLAWS:
            raise TooManyFlaws(self.sheet)
        self.merged.append((first_row, first_column, last_row, last_column))

    def note(self, row: int, column: int, cell: Cell) -> None:
        """One more; raises ``TooManyFlaws``."""
        if len(self) >= MOST_FLAWS:
            raise TooManyFlaws(self.sheet)
        self[row, column] = cell


def flaws_of(archive: zipfile.ZipFile, names: Iterable[str]) -> Mapping[str, Flaws]:
    """By sheet, the cells with an error, a formula without a result, or an amount in another currency.

    Raises ``TooManyFlaws``, and what the libraries raise.
    """
    wanted = list(names)
    if "content.xml" in archive.namelist():
        return _in_ods(archive, wanted)
    book = _book(archive)
    relations = list(_relations(archive, book))
    parts = _parts(archive, book, relations)
    styles = next((target for kind, _, target in relations if kind.endswith(_STYLES)), "")
    currencies = foreign_styles(_parsed(archive, styles)) if styles else {}
    return {name: _in_xlsx(archive, parts[name], name, currencies) for name in wanted}


def with_known_errors(archive: zipfile.ZipFile, names: Iterable[str]) -> bytes:
    """The workbook with each error in these sheets written as ``#N/A``: newer words are unknown to what reads the values.

    What the sheet says itself is found by ``flaws_of`` in the workbook as it is.
    """
    book = _book(archive)
    parts = _parts(archive, book, _relations(archive, book))
    changed = {_part_of(archive, parts[name]) for name in names}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as rewritten:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename in changed:
                sheet = _parsed(archive, entry.filename)
                for value in sheet.iterfind(".//{*}c[@t='e']/{*}v"):
                    value.text = "#N/A"
                content = etree.tostring(sheet)
            rewritten.writestr(entry.filename, content)
    return out.getvalue()


# -- XLSX ---------------------------------------------------------------------------------------------------------


def _book(archive: zipfile.ZipFile) -> str:
    return next(
        (target for kind, _, target in _relations(archive, "") if kind.endswith("/officeDocument")),
        "xl/workbook.xml",
    )


def _parts(archive: zipfile.ZipFile, book: str, relations: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The part of the archive that each sheet stands in."""
    targets = {identity: target for _, identity, target in relations}
    parts: dict[str, str] = {}
    for element in _parsed(archive, book).iter("{*}sheet"):
        identity = next((value for name, value in element.attrib.items() if str(name).endswith("}id")), "")
        parts[element.get("name", "")] = targets[str(identity)]
    return parts


def _relations(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    folder, name = posixpath.split(part)
    for element in _parsed(archive, posixpath.join(folder, "_rels", f"{name}.rels")).iter("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
        yield element.get("Type", ""), element.get("Id", ""), target.lstrip("/")


def _parsed(archive: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(_read(archive, part), etree.XMLParser(resolve_entities=False, no_network=True))


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    return archive.read(_part_of(archive, part))


def _part_of(archive: zipfile.ZipFile, part: str) -> str:
    """The part as the archive has it: names in a workbook differ from its parts in case now and then."""
    if part in archive.namelist():
        return part
    return {name.casefold(): name for name in archive.namelist()}[part.casefold()]


def _in_xlsx(archive: zipfile.ZipFile, part: str, name: str, currencies: Mapping[str, str]) -> Flaws:
    flaws = Flaws(name)
    content = _read(archive, part)
    suspect = _suspect(currencies)
    row = -1
    for element in _walked(content, [f"{{{main}}}{tag}" for main in _MAIN for tag in ("row", "mergeCell")]):
        if etree.QName(element).localname == "mergeCell":
            _merge(element.get("ref", ""), flaws)
            continue
        number = element.get("r", "")
        stated = read_whole(number)
        row = row + 1 if stated is None else stated - 1
        suspects = suspect(element)
        if isinstance(suspects, list) and suspects:
            _judge(element, row, flaws, currencies)
    return flaws


def _merge(reference: str, flaws: Flaws) -> None:
    first, _, last = reference.partition(":")
    corners = [_REFERENCE.fullmatch(corner) for corner in (first, last)]
    if corners[0] and corners[1]:
        top, end = ((int(corner[2]) - 1, _column(corner[1])) for corner in corners if corner)
        flaws.merge(*top, *end)


def _suspect(currencies: Mapping[str, str]) -> etree.XPath:
    """Finds a row's cells to look at closer; styles are only looked at where one of the book shows a foreign currency."""
    styled = [f"contains(' {' '.join(currencies)} ', concat(' ', @s, ' '))"] * bool(currencies)
    unstyled = ["not(@s)"] * ("0" in currencies)
    return etree.XPath(f"*[local-name()='c'][{' or '.join([_SUSPECT, *styled, *unstyled])}]")


def _judge(row: etree._Element, number: int, flaws: Flaws, currencies: Mapping[str, str]) -> None:
    column = -1
    for cell in row.iterchildren("{*}c"):
        place = _REFERENCE.fullmatch(cell.get("r", ""))
        column = _column(place[1]) if place else column + 1
        formula, value = cell.find("{*}f"), cell.find("{*}v")
        if cell.get("t") == "e":
            said = value.text if value is not None and value.text else "#"
            flaws.note(number, column, Cell(Kind.ERROR, said))
        elif formula is not None and (value is None or not value.text):
            if cell.get("t") == "str" and value is not None:
                continue  # the stored result is an empty text
            flaws.note(number, column, Cell(Kind.NO_RESULT, f"={formula.text or ''}"))
        elif value is not None and value.text and cell.get("t", "n") == "n":
            currency = currencies.get(cell.get("s", "0"))
            if currency:
                flaws.note(number, column, Cell(Kind.OTHER_MONEY, f"{value.text} {currency}"))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


# -- ODS ----------------------------------------------------------------------------------------------------------


def _in_ods(archive: zipfile.ZipFile, names: list[str]) -> dict[str, Flaws]:
    by_sheet = {name: Flaws(name) for name in names}
    row = 0
    walk = _walked(
        archive.read("content.xml"), [f"{_TABLE}table-row", f"{_TABLE}table"], keep=_TABLE + "table"
    )
    open_table: etree._Element | None = None
    for element in walk:
        if element.tag == f"{_TABLE}table":
            continue
        table = next(element.iterancestors(f"{_TABLE}table"), None)
        if table is not open_table:
            open_table, row = table, 0
        flaws = by_sheet.get(table.get(f"{_TABLE}name", "")) if table is not None else None
        repeated = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        if flaws is not None:
            _judge_ods(element, range(row, row + repeated), flaws)
        row += repeated
    return by_sheet


def _judge_ods(row: etree._Element, numbers: range, flaws: Flaws) -> None:
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        flaw = _flaw_ods(cell)
        spans = [int(cell.get(f"{_TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns")]
        if max(spans) > 1:
            flaws.merge(numbers.start, column, numbers.start + spans[0] - 1, column + spans[1] - 1)
        if flaw is not None:
            for number in numbers:
                for place in range(column, column + repeated):
                    flaws.note(number, place, flaw)
        column += repeated


def _flaw_ods(cell: etree._Element) -> Cell | None:
    types = [cell.get(name) for name in _VALUE_TYPES]
    formula = cell.get(f"{_TABLE}formula")
    if types[1] == "currency":
        currency = foreign(cell.get(f"{_OFFICE}currency"))
        return Cell(Kind.OTHER_MONEY, f"{cell.get(f'{_OFFICE}value')} {currency}") if currency else None
    if "error" not in types and formula is None:
        return None
    shown = " ".join(
        "".join(str(text) for text in p.itertext()) for p in cell.iterchildren(f"{_TEXT}p")
    ).strip()
    if "error" in types or _ERROR_TEXT.fullmatch(shown):
        return Cell(Kind.ERROR, shown or "#")
    if types[1] is None and not shown:
        return Cell(Kind.NO_RESULT, str(formula).partition(":")[2] or str(formula))
    return None


# -- both ---------------------------------------------------------------------------------------------------------


def _walked(content: bytes, tags: list[str], keep: str = "") -> Iterator[etree._Element]:
    """Each element with one of these tags as soon as it is whole; what went before is let go."""
    for _, element in etree.iterparse(
        io.BytesIO(content), events=("end",), tag=tags, resolve_entities=False, no_network=True
    ):
        yield element
        if element.tag != keep:
            element.clear()
            while element.getprevious() is not None and element.getprevious().tag == element.tag:
                del element.getparent()[0]
