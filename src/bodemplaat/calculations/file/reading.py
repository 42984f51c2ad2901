"""One model file being read: what was found in it, what it remarks, and how it writes its numbers.

Nothing is computed with a stand-in for what could not be read: the command stops as soon as ``Reading.findings``
holds an error.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from typing import TypeVar

from bodemplaat.calculations.file import values
from bodemplaat.calculations.file.days import Order, is_two_days, order_of, proves_an_order
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.source import Fields, Items, Node, Place, Scalar, UnreadableModel
from bodemplaat.kernel import Finding, Severity, say
from bodemplaat.kernel.finding import errors
from bodemplaat.kernel.written import Habit, habit_of, is_twofold, read_whole
from bodemplaat.presentation.report import Remark

Value = TypeVar("Value")

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""No year that is budgeted, planned or divided lies outside these."""


@dataclass(slots=True)
class Reading:
    """One file being read: what was found and what the file remarks about its own entries."""

    root: Fields
    findings: list[Finding] = field(default_factory=list)
    general: list[Remark] = field(default_factory=list)
    """Remarks on the model as a whole."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of a workbook: what its sheets and columns are called, by the dotted names of the fields they hold."""
    _own: list[Remark] = field(default_factory=list)
    _counted: dict[int, Counter[str]] = field(default_factory=dict)
    habit: Habit = field(init=False)
    """How this file writes its numbers, as far as those prove it that can be read in one way only."""
    order: Order = field(init=False)
    """What stands first in its days in figures: as days prove that are one day only, or else the Dutch way of numbers."""

    def __post_init__(self) -> None:
        texts = [scalar.text for scalar in self._written]
        self.habit, self.order = habit_of(texts), order_of(texts)
        if self.order is Order.UNKNOWN and self.habit is Habit.DUTCH and not proves_an_order(texts):
            self.order = Order.DAY_FIRST

    def convert(self, scalar: Scalar, reader: "Callable[[str, Habit], Value]") -> Value:
        """A number from the file by one of the readers in ``values``, whose ``NotAValue`` it lets through.

        A number that means two things is read as the rest of the file proves it is meant, and that is told.
        """
        if scalar.stored:
            return reader(scalar.text, Habit.STORED)
        value = reader(scalar.text, self.habit)
        if self.habit is not Habit.UNKNOWN and is_twofold(scalar.text):
            text = say("'{value}' is read as {number} and not as {other}, decided by '{proof}' ({where}).")
            number, other = values.both_readings(scalar.text, self.habit)
            about = {"value": scalar.text, "number": number, "other": other, **self._proof()}
            self.report(Finding("model.by_habit", str(scalar.place), text, about, Severity.WARNING))
        return value

    def day(self, scalar: Scalar) -> date:
        """A day from the file; raises ``NotAValue``. One that means two days is read by the file's order, and that is told."""
        day = values.as_day(scalar.text, self.order)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            text = say("'{value}' lies outside the years {first} to {last}: correct the year.")
            raise values.NotAValue(text, first=str(FIRST_YEAR), last=str(LAST_YEAR))
        if self.order is not Order.UNKNOWN and is_two_days(scalar.text):
            text = say("'{value}' is read as {day} and not as {other}, decided by '{proof}' ({where}).")
            proof = next((one for one in self._written if order_of([one.text]) is self.order), None)
            decided = self._proof() if proof is None else {"proof": proof.text, "where": proof.place}
            about = {"value": scalar.text, "day": day, "other": values.as_day(scalar.text, self.order.other)}
            self.report(Finding("model.by_habit", str(scalar.place), text, about | decided, Severity.WARNING))
        return day

    @property
    def _written(self) -> Iterator[Scalar]:
        """What somebody wrote, without what the file stores as a number and what its notation cut in pieces."""
        return (scalar for scalar in _scalars(self.root) if not (scalar.stored or scalar.cut))

    def _proof(self) -> dict[str, object]:
        """The first number that proves this file's habit, and where it stands."""
        proof = next(scalar for scalar in self._written if habit_of([scalar.text]) is self.habit)
        return {"proof": proof.text, "where": proof.place}

    @property
    def remarks(self) -> list[Remark]:
        """What the file remarks: on the model as a whole, then on its blocks in the order of the file."""
        order: dict[str, int] = {}
        for number, scalar in enumerate(_scalars(self.root)):
            order.setdefault(str(scalar.place), number)
        return [*self.general, *sorted(self._own, key=lambda remark: order.get(remark.place, -1))]

    def remark(self, remark: Remark) -> None:
        """Take over what a block remarks about itself, once."""
        if remark not in self._own:
            self._own.append(remark)

    @property
    def stops(self) -> bool:
        """Whether something was found that nothing may be computed with."""
        return bool(errors(self.findings))

    def entry(self, section: str = "", others: Iterable[str] = ()) -> "Entry":
        """Where reading starts: the block named ``section`` if the file has one, else the file itself.

        ``others`` are blocks of other commands that the same file may hold; this reading passes them by.
        """
        whole = Entry(self, self.root, ())
        whole.used.update(others)
        for kind, name in (("assumption", "assumptions"), ("source", "sources"), ("note", "notes")):
            self._general(whole, kind, name)
        if not section or not whole.has(section):
            foreign = [name for name in others if whole.has(name)]
            if section and foreign:
                raise UnreadableModel(_for_others(self.root.place, section, foreign))
            return whole
        inner = whole.block(section)
        inner.parent = whole
        return inner

    def _general(self, whole: "Entry", kind: str, name: str) -> None:
        """Remarks on the model as a whole: texts, or blocks with ``text`` and perhaps ``about``."""
        node = self.root.entries.get(name)
        if isinstance(node, Items) and any(isinstance(item, Fields) for item in node.items):
            for item in whole.items(name):
                text, about = item.text("text"), item.text("about", "")
                self.general.append(Remark(kind, about, text, str(item.place)))
                item.done()
        else:
            for text in whole.texts(name):
                self.general.append(Remark(kind, "", text, str(node.place) if node else ""))

    def report(self, finding: Finding) -> None:
        """Add a finding, once."""
        if finding not in self.findings:
            self.findings.append(finding)

    def locate(self, path: Sequence[str]) -> Place:
        """The place of the value a dotted path leads to, or of the nearest block around it.

        A step is a field's name, a position in a list, or the ``name`` of an item in a list.
        """
        node: Node = self.root
        place = node.place
        for step in path:
            if isinstance(node, Fields) and step in node.entries:
                place = node.places.get(step, node.entries[step].place)
                node = node.entries[step]
            elif isinstance(node, Items):
                item = _item(node, step)
                if item is None:
                    break
                node, place = item, item.place
            else:
                break
        return place if not isinstance(node, Scalar) else node.place

    def in_words(self, path: Sequence[str]) -> str:
        """The way to a field as people say it: ``services “Payroll”, tariffs 2, price``.

        An item of a list goes by its name, or by its position from one where it has none or shares it; in a workbook
        sheets and columns go by their titles.
        """
        words: list[str] = []
        dotted = ""
        node: Node | None = self.root
        for step in path:
            if isinstance(node, Items):
                position = read_whole(step)
                item = _item(node, step)
                name = _name_of(item)
                shared = self._names_in(node)[name] > 1
                number = "" if position is None else str(position + 1)
                called = f"“{name}”" if name else number or step
                if shared and name and number:
                    called += f" ({number})"
                words.append(f"{words.pop()} {called}" if words else called)
                node = item
                continue
            node = node.entries.get(step) if isinstance(node, Fields) else None
            if step != "value":
                dotted = f"{dotted}.{step}" if dotted else step
                words.append(self.titles.get(dotted, step))
        return ", ".join(words)

    def fields_named(self, text: str, path: Sequence[str]) -> dict[str, str]:
        """What the fields are called that a message may name in its places: in a workbook by their titles.

        ``path`` leads to what the message is about; a field stands in the same block, or in one around it.
        """
        places = {name for _, name, _, _ in Formatter().parse(text) if name}
        return {name: self._title_near(name, path) for name in places}

    def chosen(self, path: Sequence[str], choice: str) -> str:
        """What a choice of the field at the end of a path is called: by its name, in a workbook as its list shows it."""
        dotted = ".".join(step for step in path if step != "value" and read_whole(step) is None)
        return self.titles.get(f"{dotted}={choice}", choice)

    def _title_near(self, name: str, path: Sequence[str]) -> str:
        steps = [step for step in path if step != "value" and read_whole(step) is None]
        around = (".".join((*steps[:count], name)) for count in range(len(steps), -1, -1))
        return next((self.titles[way] for way in around if way in self.titles), name)

    def called(self, path: Sequence[str]) -> str:
        """What the field at the end of a path is called: by its name, in a workbook by its title."""
        dotted = ".".join(step for step in path if step != "value" and read_whole(step) is None)
        return self.titles.get(dotted, path[-1])

    def _names_in(self, items: Items) -> Counter[str]:
        """How often each name stands in a list; counted once, since every mistake in it asks."""
        if id(items) not in self._counted:
            self._counted[id(items)] = Counter(map(_name_of, items.items))
        return self._counted[id(items)]

    def place_findings(self, findings: Iterable[Finding], prefix: Sequence[str] = ()) -> None:
        """Take over an engine's findings, whose place is a dotted path, with the line or cell they stand in."""
        for finding in findings:
            path = [*prefix, *(step for step in finding.place.split(".") if step)]
            titles = self.fields_named(finding.text, path)
            own = {name: titles[name] for name, value in finding.values.items() if value == name in titles}
            about = {"field": finding.place, "in_words": self.in_words(path), **finding.values, **own}
            self.report(Finding(finding.code, str(self.locate(path)), finding.text, about, finding.severity))


def _for_others(place: Place, section: str, foreign: Sequence[str]) -> Finding:
    text = say(
        "This file has blocks for other commands ({others}) and none for this one: add a block '{field}'."
    )
    return Finding("model.no_section", str(place), text, {"field": section, "others": ", ".join(foreign)})


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for inner in node.items if isinstance(node, Items) else node.entries.values():
            yield from _scalars(inner)


def _item(node: Items, step: str) -> Node | None:
    position = read_whole(step)
    if position is not None and position < len(node.items):
        return node.items[position]
    return next((item for item in node.items if _name_of(item) == step), None)


def _name_of(node: Node | None) -> str:
    name = node.entries.get("name") if isinstance(node, Fields) else None
    return name.text if isinstance(name, Scalar) else ""
