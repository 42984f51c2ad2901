"""An Iv3 budget file: per municipality and taakveld salaries, income and costs in thousands of euros.

The columns are those of the open data of Statistics Netherlands as republished per year: ``Gemeenten``, ``Taakveld``,
``L1.1 Salarissen en sociale lasten``, ``Baten``, ``Lasten``, ``Provincie``, ``Gemeentegrootte``, ``Inwonertal``.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bodemplaat.calculations.file.source import Place
from bodemplaat.calculations.file.sums import is_average, is_sum
from bodemplaat.calculations.file.values import (
    MeansTwoThings,
    NotAValue,
    as_count,
    as_decimal,
    both_readings,
)
from bodemplaat.formats.delimited import UnreadableCsv, open_csv
from bodemplaat.kernel import Euro, Finding, Severity, say
from bodemplaat.kernel.written import Habit, habit_of, is_twofold

COUNTRY = "Nederland"
NAME, TASK, PROVINCE, SIZE, INHABITANTS = (
    "Gemeenten",
    "Taakveld",
    "Provincie",
    "Gemeentegrootte",
    "Inwonertal",
)
AMOUNTS = {"salaries": "L1.1 Salarissen en sociale lasten", "income": "Baten", "costs": "Lasten"}
COLUMNS = (NAME, TASK, PROVINCE, SIZE, INHABITANTS, *AMOUNTS.values())
THOUSAND = 1000
MOST_BYTES = 20_000_000
_SHOWN, _PARTS = 10, 2
_TOTAL = re.compile(
    r"(?:\d[\d.]*[ .:-]*)?(?:(?:sub|eind|grand )?-?tota(?:al|l|len)\b|saldo\b)", re.IGNORECASE
)
_IS_A_SUM = say("'{value}' is the sum of other rows and was passed by.")


@dataclass(slots=True)
class Municipality:
    """One municipality's budget. ``amounts``: taakveld to figure to amount; an empty cell is absent."""

    name: str
    province: str
    size: str
    inhabitants: int
    amounts: dict[str, dict[str, Euro]] = field(default_factory=dict)
    undivided: tuple[str, ...] = ()
    """Taakvelden that it gives as a whole only, where others give their parts: it compares with nobody."""

    @property
    def delivered(self) -> bool:
        """Whether it budgeted anything at all: a file of zeros is a file that was not delivered."""
        return any(amount for figures in self.amounts.values() for amount in figures.values())


@dataclass(frozen=True, slots=True)
class Budgets:
    """All municipalities of one file, and the taakvelden in order."""

    municipalities: Mapping[str, Municipality]
    tasks: tuple[str, ...]


def read_budgets(content: bytes, file: str) -> tuple[Budgets, list[Finding]]:
    """The budgets in a file, and all that is to be said about it, each with its line.

    A row that is the sum of others (``Nederland``, ``Totaal taakvelden``) or their average is passed by with a warning.
    A quotation mark that is not closed is refused, since a cell of this file never has two lines.
    """
    table = _Table(file)
    try:
        opened = open_csv(io.BytesIO(content), max_bytes=MOST_BYTES)
        if not table.header(list(opened.head), opened.head_line):
            return Budgets({}, ()), table.findings
        for row in opened.rows():
            if isinstance(row, Finding):
                line = row.place.removeprefix("line ")
                table.findings.append(_finding(row.code, f"{file}:{line}", "", row.text, **row.values))
            elif any(cell.strip() for cell in row[1]):
                table.rows.append(row)
    except UnreadableCsv as problem:
        finding = problem.finding
        line = finding.place.removeprefix("line ")
        return Budgets({}, ()), [
            _finding(finding.code, f"{file}:{line}" if line else file, "", finding.text, **finding.values)
        ]
    return table.budgets(), table.shortened()


class _Table:
    """The rows of a file on their way to budgets."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.rows: list[tuple[int, list[str]]] = []
        self.columns: list[str] = []
        self.habit = Habit.UNKNOWN
        self.proof = (0, "")
        """The line and text of the first number that proves the habit."""
        self.told_habit = False

    def header(self, head: list[str], line: int) -> bool:
        """Take the names of the columns; says no when one is missing or stands twice."""
        self.columns = head
        self.findings += _header(self.columns, self.file, line)
        for name in COLUMNS:
            if self.columns.count(name) > 1:
                text = say("The column '{value}' is there twice: keep one of the two.")
                self.findings.append(
                    _finding("column_twice", str(Place(self.file, line)), name, text, value=name)
                )
        return not self.findings

    def budgets(self) -> Budgets:
        """All rows as budgets, without those that are sums."""
        places = [self.columns.index(name) for name in (INHABITANTS, *AMOUNTS.values())]
        numbers = [
            (line, cells[place]) for line, cells in self.rows for place in places if len(cells) > place
        ]
        self.habit = habit_of(text for _, text in numbers)
        if self.habit is not Habit.UNKNOWN:
            self.proof = next(one for one in numbers if habit_of([one[1]]) is self.habit)
        municipalities: dict[str, Municipality] = {}
        spelled: dict[str, str] = {}
        tasks: dict[str, None] = {}
        first: dict[str, int] = {}
        for line, cells in self.rows:
            place = str(Place(self.file, line))
            if len(cells) != len(self.columns):
                text = say(
                    "This line has {count} {count:cell|cells} for {columns} {columns:column|columns}: correct it."
                )
                self.findings.append(
                    _finding("cells", place, "", text, count=len(cells), columns=len(self.columns))
                )
                continue
            row = dict(zip(self.columns, cells, strict=True))
            name, task = " ".join(row[NAME].split()), " ".join(row[TASK].split())
            if not name or not task:
                text = say("The municipality or the taakveld is missing here.")
                self.findings.append(_finding("empty", place, NAME, text))
                continue
            if _is_sum_of_municipalities(name) or _is_sum_of_tasks(task):
                self._pass_by(name if _is_sum_of_municipalities(name) else task, place)
                continue
            if is_average(name) or is_average(task):
                text = say("'{value}' is an average of other rows and was passed by.")
                self._pass_by(name if is_average(name) else task, place, text)
                continue
            tasks.setdefault(task)
            name = spelled.setdefault(name.casefold(), name)
            municipality = municipalities.get(name)
            if municipality is None:
                first[name] = line
                municipality = municipalities[name] = self._municipality(row, name, place)
            elif municipality.inhabitants > 0 and self._differs(row, municipality):
                text = say("'{value}' has other inhabitants, province or size here than on line {first}.")
                self.findings.append(
                    _finding("differs", place, INHABITANTS, text, value=name, first=first[name])
                )
            if task in municipality.amounts:
                text = say("'{value}' has this taakveld for the second time: keep one of the two.")
                self.findings.append(_finding("twice", place, TASK, text, value=name))
            municipality.amounts[task] = self._amounts(row, place)
        return self._without_sums(municipalities, list(tasks))

    def _without_sums(self, municipalities: dict[str, Municipality], tasks: list[str]) -> Budgets:
        """Leave out what its figures, or its code, show to be a sum of other rows."""
        for task in [task for task in tasks if _adds_up(task, tasks, municipalities)]:
            tasks.remove(task)
            self._pass_by(task, self.file)
            parts = _under(task, tasks)
            for municipality in municipalities.values():
                whole = municipality.amounts.pop(task, {})
                if any(whole.values()) and parts and not any(part in municipality.amounts for part in parts):
                    municipality.undivided = (*municipality.undivided, task)
                    self._undivided(municipality.name, task)
        for name in _sums_among(municipalities):
            del municipalities[name]
            self._pass_by(name, self.file)
        return Budgets(municipalities, tuple(tasks))

    def _undivided(self, name: str, task: str) -> None:
        text = say(
            "'{value}' gives '{task}' as a whole and others give its parts: '{value}' was left out of the comparison."
        )
        values = {"field": "", "value": name, "task": task}
        self.findings.append(Finding("iv3.undivided", self.file, text, values, Severity.WARNING))

    def _pass_by(self, name: str, place: str, text: str = _IS_A_SUM) -> None:
        if any(f.code == "iv3.sum" and f.values["value"] == name for f in self.findings):
            return
        self.findings.append(Finding("iv3.sum", place, text, {"field": "", "value": name}, Severity.WARNING))

    def _municipality(self, row: Mapping[str, str], name: str, place: str) -> Municipality:
        return Municipality(
            name, row[PROVINCE].strip(), row[SIZE].strip(), self._inhabitants(row[INHABITANTS], place)
        )

    def _inhabitants(self, text: str, place: str) -> int:
        try:
            inhabitants = as_count(text, self.habit)
        except NotAValue as problem:
            self._refuse(problem, "inhabitants", place, INHABITANTS, text)
            return 0
        self._tell_habit(text, place)
        if inhabitants <= 0:
            message = say("A municipality has more than no inhabitants: fill in the number.")
            self.findings.append(_finding("inhabitants", place, INHABITANTS, message))
        return inhabitants

    def _differs(self, row: Mapping[str, str], municipality: Municipality) -> bool:
        try:
            inhabitants = as_count(row[INHABITANTS], self.habit)
        except NotAValue:
            inhabitants = 0
        return (inhabitants, row[PROVINCE].strip(), row[SIZE].strip()) != (
            municipality.inhabitants,
            municipality.province,
            municipality.size,
        )

    def _amounts(self, row: Mapping[str, str], place: str) -> dict[str, Euro]:
        amounts: dict[str, Euro] = {}
        for figure, column in AMOUNTS.items():
            text = row[column].strip()
            if not text:
                continue
            try:
                number = as_decimal(text, self.habit, money=True)
                amounts[figure] = Euro.of(number * THOUSAND)
            except NotAValue as problem:
                self._refuse(problem, "amount", place, column, text)
            except ValueError:
                message = say("'{value}' thousand euros is not whole in cents.")
                self.findings.append(_finding("amount", place, column, message, value=text))
            else:
                self._tell_habit(text, place)
        return amounts

    def _refuse(self, problem: NotAValue, code: str, place: str, column: str, text: str) -> None:
        code = "two_readings" if isinstance(problem, MeansTwoThings) else code
        self.findings.append(_finding(code, place, column, str(problem), value=text, **problem.values))

    def _tell_habit(self, text: str, place: str) -> None:
        """Say once how numbers that mean two things are read."""
        if self.told_habit or self.habit is Habit.UNKNOWN or not is_twofold(text):
            return
        self.told_habit = True
        message = say(
            "'{value}' and its like are read as {number} and not as {other}, decided by '{proof}' (line {line})."
        )
        number, other = both_readings(text, self.habit)
        line, proof = self.proof
        values = {
            "field": "",
            "value": text,
            "number": number,
            "other": other,
            "proof": proof,
            "line": str(line),
        }
        self.findings.append(Finding("iv3.by_habit", place, message, values, Severity.WARNING))

    def shortened(self) -> list[Finding]:
        """The findings, of each kind and column a few and the number of the rest."""
        shown: list[Finding] = []
        counts: dict[tuple[str, object], int] = {}
        for finding in self.findings:
            key = (finding.code, finding.values.get("field"))
            counts[key] = counts.get(key, 0) + 1
            if counts[key] <= _SHOWN:
                shown.append(finding)
        for (code, column), count in counts.items():
            if count > _SHOWN:
                text = say("… and {count} more like this in the column '{column}'.")
                shown.append(
                    Finding(
                        code, self.file, text, {"field": column, "count": count - _SHOWN, "column": column}
                    )
                )
        return shown


def _is_sum_of_municipalities(name: str) -> bool:
    return name.casefold() == COUNTRY.casefold() or is_sum(name) or name.casefold().startswith("provincie ")


def _sums_among(municipalities: Mapping[str, Municipality]) -> list[str]:
    """Those that add up, in inhabitants and in every amount, all others of the file or all others of their province."""
    among = list(municipalities.values())
    return [
        whole.name
        for whole in among
        if any(
            len(parts) >= _PARTS and _is_sum_of(whole, parts)
            for parts in (
                [other for other in among if other is not whole],
                [other for other in among if other is not whole and other.province == whole.province],
            )
        )
    ]


def _is_sum_of(whole: Municipality, parts: Sequence[Municipality]) -> bool:
    """Whether the inhabitants add up exactly, and each amount but for what rounding to thousands may move."""
    if not whole.inhabitants or whole.inhabitants != sum(part.inhabitants for part in parts):
        return False
    most = Euro.of(THOUSAND) * len(parts)
    return all(
        -most
        <= amount - Euro.total(part.amounts.get(task, {}).get(figure, Euro(0)) for part in parts)
        <= most
        for task, figures in whole.amounts.items()
        for figure, amount in figures.items()
    )


def _is_sum_of_tasks(task: str) -> bool:
    return is_sum(task) or bool(_TOTAL.match(task))


def _adds_up(task: str, tasks: Sequence[str], municipalities: Mapping[str, Municipality]) -> bool:
    """Whether a taakveld is the sum of those under its code (6.71 of 6.711 and 6.712), or of all others."""
    code = _code(task)
    others = [other for other in tasks if other != task]
    under = _under(task, tasks)
    if code.isdecimal() and under:
        return True
    groups = [group for group in (under, others) if len(group) >= _PARTS]
    return any(_is_total_of(task, group, municipalities) for group in groups)


def _code(task: str) -> str:
    return task.split(" ", maxsplit=1)[0].rstrip(".")


def _under(task: str, tasks: Iterable[str]) -> list[str]:
    """The taakvelden whose code begins with that of ``task``: 6.1 under 6, 6.711 under 6.71."""
    code = _code(task)
    if code.isdecimal():
        return [other for other in tasks if other.startswith(f"{code}.") and _code(other) != code]
    if "." not in code:
        return []
    return [
        other
        for other in tasks
        if other != task and other.startswith(code) and other[len(code) : len(code) + 1].isdecimal()
    ]


def _is_total_of(task: str, parts: Sequence[str], municipalities: Mapping[str, Municipality]) -> bool:
    """Whether each who has the row adds up to it; one figure that does proves it of a row without a code."""
    proof = 0
    for municipality in municipalities.values():
        if task not in municipality.amounts:
            continue
        for figure in AMOUNTS:
            whole = municipality.amounts[task].get(figure, Euro(0))
            added = Euro.total(municipality.amounts.get(part, {}).get(figure, Euro(0)) for part in parts)
            if whole != added:
                return False
            proof += bool(whole)
    return proof >= (_PARTS if _code(task)[:1].isdecimal() else 1)


def _header(columns: object, file: str, line: int) -> list[Finding]:
    present = set(columns) if isinstance(columns, list | tuple) else set()
    missing = [column for column in COLUMNS if column not in present]
    if not missing:
        return []
    text = say("These columns are missing: {missing}. The first line names the columns.")
    return [
        Finding("iv3.columns", str(Place(file, line)), text, {"field": "", "missing": ", ".join(missing)})
    ]


def _finding(code: str, place: str, column: str, text: str, **values: object) -> Finding:
    return Finding(f"iv3.{code}", place, text, {"field": column, "in_words": column, **values})
