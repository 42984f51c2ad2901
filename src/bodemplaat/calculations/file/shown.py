"""Every value in a model file as its reader knows it: the sheet, the row and the field by their titles, the value in words.

A file in YAML is shown as its workbook would be: the same titles stand on the sheets of the template.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from bodemplaat.calculations.file import values
from bodemplaat.calculations.file.declared import SECTIONS
from bodemplaat.calculations.file.sheets import REMARK_CELLS, Cell, Form, Listing, Matrix, Sheet
from bodemplaat.calculations.file.source import Fields, Items, Node, Scalar
from bodemplaat.kernel import say
from bodemplaat.kernel.written import Habit
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.voice import Voice

STEP: Final = " › "
MOST_DECIMALS: Final = 6
"""A number with more is shown as it was written: rounded it could seem unchanged."""
_REMARKS: Final = (*REMARK_CELLS, Cell("note", say("Note")))
_GENERAL: Final = {"assumptions": say("Assumptions"), "sources": say("Sources"), "notes": say("Notes")}

Path: TypeAlias = tuple[str, ...]


def fields_shown(
    root: Node, sheets: Sequence[Sheet], voice: Voice, habit: Habit = Habit.UNKNOWN
) -> Iterator[tuple[str, str]]:
    """Where each value stands, and the value, both in the reader's language; no two stand in the same place."""
    every = list(written_values(root))
    own = _own_block([path for path, _ in every], sheets)
    seen: Counter[str] = Counter()
    for path, text in every:
        within = path[1:] if path[0] == own else path
        steps, cell = (
            _titled(path, sheets) or _titled(within, sheets) or (_as_far_as_known(within, sheets), None)
        )
        where = STEP.join(voice(step) for step in steps)
        seen[where] += 1
        if seen[where] > 1:
            where = f"{where} ({seen[where]})"
        yield where, _value(text, cell, voice, habit)


def written_values(node: Node, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every value with the way that leads to it: an item of a list by its name, or its position from one."""
    if isinstance(node, Scalar):
        yield path, node.text
    elif isinstance(node, Fields):
        for name, inner in node.entries.items():
            yield from written_values(inner, (*path, name))
    elif isinstance(node, Items):
        names: set[str] = set()
        for position, item in enumerate(node.items, 1):
            name = _name_of(item)
            step = name if name and name not in names else str(position)
            names.add(name)
            yield from written_values(item, (*path, step))


def _name_of(item: Node) -> str:
    name = item.entries.get("name") if isinstance(item, Fields) else None
    return name.text if isinstance(name, Scalar) else ""


def _own_block(paths: Sequence[Path], sheets: Sequence[Sheet]) -> str:
    """The block of the model itself: a file may hold those of other calculations beside it."""
    known = Counter(path[0] for path in paths if path[0] in SECTIONS and _titled(path[1:], sheets))
    return known.most_common(1)[0][0] if known else ""


Titled: TypeAlias = tuple[Sequence[str], Cell | None]


def _titled(path: Path, sheets: Sequence[Sheet]) -> Titled | None:
    """The steps of a way by their titles, and the field at its end; ``None`` where no sheet knows it."""
    for sheet in sheets:
        at = tuple(sheet.path.split(".")) if sheet.path else ()
        match sheet:
            case Matrix() if path[: len(at)] == at and len(path) == len(at) + 2:
                return (sheet.title, *path[len(at) :]), Cell("", "", sheet.kind)
            case Form() if path[: len(at)] == at and (cell := _cell(sheet.cells, path[len(at) :])):
                return (sheet.title, cell.title), cell
            case Listing() if titled := _in_list(path, at, sheet):
                return titled
    return None


def _as_far_as_known(path: Path, sheets: Sequence[Sheet]) -> Sequence[str]:
    """The way with the title of its list, for what no workbook has."""
    if path[0] in _GENERAL:
        return (_GENERAL[path[0]], *path[1:])
    for sheet in sheets:
        at = tuple(sheet.path.split("."))
        if isinstance(sheet, Listing) and not sheet.under and path[: len(at)] == at:
            return (sheet.title, *path[len(at) :])
    return path


def _in_list(path: Path, at: Path, sheet: Listing) -> Titled | None:
    owners: Path = ()
    if sheet.under:
        above = tuple(sheet.under.split("."))
        if path[: len(above)] != above or len(path) <= len(above):
            return None
        owners, path = path[len(above) : len(above) + 1], path[len(above) + 1 :]
    if path[: len(at)] != at or len(path) <= len(at):
        return None
    row, rest = path[len(at)], path[len(at) + 1 :]
    if sheet.by and not rest:
        return (sheet.title, *owners, row), sheet.cells[-1]
    cell = _cell(sheet.cells, rest)
    if cell is None:
        return None
    return (sheet.title, *owners, row, cell.title), cell


def _cell(cells: Sequence[Cell], rest: Path) -> Cell | None:
    """The field that the rest of a way leads to; a figure may have its source beside it, a list its items within."""
    if not rest:
        return None
    name = rest[0]
    if len(rest) > 1 and rest[1] in {remark.name for remark in _REMARKS}:
        name = rest[1]
    return next((cell for cell in (*cells, *_REMARKS) if cell.name == name), None)


def _value(text: str, cell: Cell | None, voice: Voice, habit: Habit) -> str:
    """The value in the reader's notation with its unit; as it was written where it is not what it should be."""
    if cell is None or not text.strip():
        return text
    if cell.choices:
        return voice(cell.choices.get(text.strip(), text))
    try:
        shown = _figure(text, cell, voice, habit)
    except values.NotAValue:
        return text
    return f"{shown} {voice(cell.unit)}" if cell.unit and cell.kind is not Kind.AMOUNT else shown


def _figure(text: str, cell: Cell, voice: Voice, habit: Habit) -> str:
    match cell.kind:
        case Kind.AMOUNT:
            return voice.show(values.as_amount(text, habit))
        case Kind.DAY:
            return voice.show(values.as_day(text))
        case Kind.RATIO:
            number, sign = values.as_ratio(text, habit) * 100, "%"
        case Kind.NUMBER | Kind.COUNT:
            number, sign = values.as_decimal(text, habit), ""
        case _:
            return text
    exponent = number.normalize().as_tuple().exponent
    is_exact = isinstance(exponent, int) and -exponent <= MOST_DECIMALS
    return voice.number(number) + sign if is_exact else text
