"""A workbook recalculated: the formulas that we write, worked out anew from the cells they name.

LibreOffice shows stored results when it runs without a window, so a test needs its own reader. It knows what our
workbooks use and no more: arithmetic, comparison, and the functions below, on doubles as spreadsheets do.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from lxml import etree

from bodemplaat.formats.workbook import column_letters

_TOKEN: Final = re.compile(
    r"""(?P<text>"[^"]*")|(?P<cell>(?:'(?P<sheet>(?:[^']|'')+)'!)?\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>\d+)"""
    r"""(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>\d+))?)(?![\w(])|(?P<name>[A-Z]+)\(|(?P<number>\d+(?:\.\d+)?(?:E[-+]?\d+)?)"""
    r"""|(?P<sign><>|<=|>=|[-+*/^(),<>=&])|(?P<blank>\s+)"""
)
_SIGNS: Final = {"^": "**", "=": "==", "<>": "!="}


def _round(value: float, places: float) -> float:
    scaled = abs(value) * 10**places
    whole = np.floor(
        scaled * (1 + 2**-52) + 0.5
    )  # as spreadsheets do: what is half but for the last bit is half
    return float(np.sign(value) * whole / 10**places)


def _numbers(*values: Any) -> list[float]:
    flat = [
        item for value in values for item in (value.ravel() if isinstance(value, np.ndarray) else [value])
    ]
    return [
        float(item)
        for item in flat
        if isinstance(item, int | float | np.number) and not isinstance(item, bool)
    ]


def _number(letters: str) -> int:
    """The number of a column, from zero."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _exact(one: Any, other: Any) -> Any:
    return np.array([str(a) == str(b) for a, b in np.broadcast(one, other)])


_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "SUM": lambda *values: sum(_numbers(*values)),
    "SUMPRODUCT": lambda value: float(np.sum(value)),
    "ROUND": _round,
    "INT": lambda value: float(np.floor(value)),
    "ABS": abs,
    "SIGN": lambda value: float(np.sign(value)),
    "EXACT": _exact,
    "MAX": lambda *values: max(_numbers(*values)),
    "MIN": lambda *values: min(_numbers(*values)),
}


class Recalculated:
    """The sheets of an XLSX file: ``book[sheet, "B4"]`` is worked out, ``stored`` what the file says.

    Set a cell, ``book[sheet, "B4"] = 10.0``, and what leans on it follows.
    """

    def __init__(self, content: bytes) -> None:
        self.stored: dict[tuple[str, str], Any] = {}
        self.formulas: dict[tuple[str, str], str] = {}
        self._values: dict[tuple[str, str], Any] = {}
        self._programs: dict[str, Any] = {}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            strings = self._strings(archive)
            names = [
                e.get("name") for e in etree.fromstring(archive.read("xl/workbook.xml")).iter("{*}sheet")
            ]
            for number, name in enumerate(names, 1):
                root = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
                for cell in root.iter("{*}c"):
                    self._read((str(name), cell.get("r", "")), cell, strings)
        self.sheets = [str(name) for name in names]

    @staticmethod
    def _strings(archive: zipfile.ZipFile) -> list[str]:
        if "xl/sharedStrings.xml" not in archive.namelist():
            return []
        root = etree.fromstring(archive.read("xl/sharedStrings.xml"))
        return ["".join(part.text or "" for part in item.iter("{*}t")) for item in root.iter("{*}si")]

    def _read(self, place: tuple[str, str], cell: Any, strings: list[str]) -> None:
        formula, value = cell.find("{*}f"), cell.find("{*}v")
        if value is not None and value.text is not None:
            kind = cell.get("t", "n")
            self.stored[place] = (
                strings[int(value.text)]
                if kind == "s"
                else value.text
                if kind == "str"
                else float(value.text)
            )
        if formula is not None:
            self.formulas[place] = formula.text

    def __getitem__(self, place: tuple[str, str]) -> Any:
        if place not in self.formulas:
            return self.stored.get(place)
        if place not in self._values:
            self._values[place] = self._work_out(place)
        return self._values[place]

    def __setitem__(self, place: tuple[str, str], value: Any) -> None:
        self.formulas.pop(place, None)
        self.stored[place] = value
        self._values.clear()

    def find(self, sheet: str, head: str, **where: str) -> str:
        """The place of a cell by the head of its column and texts in its row: ``find("Costs", "Amount (€)", Type="rent")``."""
        heads = {
            str(value): re.match("[A-Z]+", place)[0]  # type: ignore[index]
            for (name, place), value in self.stored.items()
            if name == sheet and re.fullmatch("[A-Z]+3", place)
        }
        rows = sorted({int(re.sub(r"\D", "", p)) for n, p in self.stored if n == sheet})
        for row in rows:
            if row > 3 and all(
                str(self[sheet, f"{heads[key.replace('_', ' ')]}{row}"]) == text
                for key, text in where.items()
            ):
                return f"{heads[head]}{row}"
        raise AssertionError((sheet, head, where))

    def differences(self) -> list[tuple[str, str, Any, Any]]:
        """Every formula whose outcome is not what the file stores."""
        found = []
        for place in self.formulas:
            stored, outcome = self.stored.get(place, ""), self[place]
            if isinstance(stored, str) or isinstance(outcome, str):
                same = stored == outcome
            else:
                same = abs(stored - outcome) <= 1e-6 * max(1.0, abs(stored))
            if not same:
                found.append((*place, stored, outcome))
        return found

    def _work_out(self, place: tuple[str, str]) -> Any:
        sheet, formula = place[0], self.formulas[place]
        names = dict(_FUNCTIONS)
        names["CELL"] = self._cells
        names["IF"] = lambda test, yes, no: yes() if test() else no()
        return eval(self._program(sheet, formula), {"__builtins__": {}, **names})

    def _cells(self, sheet: str, place: str, last: str | None = None) -> Any:
        if last is None:
            value = self[sheet, place]
            return 0.0 if value is None else value
        first, until = (re.sub("[^A-Z].*", "", one) for one in (place, last))
        rows = range(int(re.sub(r"\D", "", place)), int(re.sub(r"\D", "", last)) + 1)
        columns = range(_number(first), _number(until) + 1)
        values = [self[sheet, f"{column_letters(column)}{row}"] for row in rows for column in columns]
        kind = object if any(isinstance(value, str) for value in values) else float
        return np.array([("" if kind is object else 0.0) if v is None else v for v in values], dtype=kind)

    def _program(self, sheet: str, formula: str) -> Any:
        key = f"{sheet}!{formula}"
        if key not in self._programs:
            self._programs[key] = compile(self._python(sheet, formula), formula[:60], "eval")
        return self._programs[key]

    def _python(self, sheet: str, formula: str) -> str:
        """The formula as Python; the arguments of IF are worked out when they are needed."""
        out: list[str] = []
        lazy: list[bool] = []
        position = 0
        while position < len(formula):
            found = _TOKEN.match(formula, position)
            assert found, f"unknown in a formula: {formula[position : position + 30]!r}"
            position = found.end()
            if found["cell"]:
                of = (found["sheet"] or sheet).replace("''", "'")
                last = f", {found['c2'] + found['r2']!r}" if found["c2"] else ""
                out.append(f"CELL({of!r}, {found['c1'] + found['r1']!r}{last})")
            elif found["name"]:
                assert found["name"] == "IF" or found["name"] in _FUNCTIONS, (
                    f"unknown function {found['name']}"
                )
                lazy.append(found["name"] == "IF")
                out.append(f"{found['name']}(" + ("lambda: " if lazy[-1] else ""))
            elif found["sign"] == "(":
                lazy.append(False)
                out.append("(")
            elif found["sign"] == ")":
                lazy.pop()
                out.append(")")
            elif found["sign"] == "," and lazy[-1]:
                out.append(", lambda: ")
            elif found["number"]:
                out.append(str(float(found["number"])))
            else:
                out.append(_SIGNS.get(found["sign"] or "", found[0]))
        return "".join(out)
