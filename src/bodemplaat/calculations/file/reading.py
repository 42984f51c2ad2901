"""Typed reading of a model tree. Every mistake becomes a ``Finding`` with its line or cell, and reading goes on.

After a mistake a reader returns a harmless stand-in (zero, empty text, the first choice), so that the rest of the
file is read as well and all mistakes are shown at once. Nothing is computed with a stand-in: the command stops as
soon as ``Reading.findings`` holds an error.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from bodemplaat.calculations.file import values
from bodemplaat.calculations.file.source import Fields, Items, Node, Place, Scalar, UnreadableModel
from bodemplaat.calculations.file.sums import is_sum
from bodemplaat.kernel import Euro, Finding, Severity, say
from bodemplaat.kernel.finding import errors
from bodemplaat.kernel.written import Habit, habit_of, is_twofold, read_whole
from bodemplaat.presentation.report import Remark

Value = TypeVar("Value")

REMARKS = ("assumption", "source", "note")
LONGEST_TEXT = 2_000
COMMON = (*REMARKS, *(f"{kind}s" for kind in REMARKS), "title")
"""Fields that any model may have."""
OTHER_COMMAND, MANY = "model.other_command", 3
"""Found when at least so many fields, and more than half of all, belong to no field of the command."""


@dataclass(slots=True)
class Reading:
    """One file being read: what was found and what the file remarks about its own entries."""

    root: Fields
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    habit: Habit = field(init=False)
    """How this file writes its numbers, as far as those prove it that can be read in one way only."""

    def __post_init__(self) -> None:
        self.habit = habit_of(scalar.text for scalar in _scalars(self.root) if not scalar.stored)

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
            told = {"value": scalar.text, "number": number, "other": other, **self._proof()}
            self.report(Finding("model.by_habit", str(scalar.place), text, told, Severity.WARNING))
        return value

    def _proof(self) -> dict[str, object]:
        """The first number that proves this file's habit, and where it stands."""
        proof = next(
            scalar
            for scalar in _scalars(self.root)
            if not scalar.stored and habit_of([scalar.text]) is self.habit
        )
        return {"proof": proof.text, "where": proof.place}

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
                self.remarks.append(Remark(kind, about, text, str(item.place)))
                item.done()
        else:
            for text in whole.texts(name):
                self.remarks.append(Remark(kind, "", text, str(node.place) if node else ""))

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
                found = _item(node, step)
                if found is None:
                    break
                node, place = found, found.place
            else:
                break
        return place if not isinstance(node, Scalar) else node.place

    def place_findings(self, findings: Iterable[Finding], prefix: Sequence[str] = ()) -> None:
        """Take over an engine's findings, whose place is a dotted path, with the line or cell they stand in."""
        for finding in findings:
            path = [*prefix, *(step for step in finding.place.split(".") if step)]
            self.report(
                Finding(
                    finding.code,
                    str(self.locate(path)),
                    finding.text,
                    {"field": finding.place, **finding.values},
                    finding.severity,
                )
            )


class Entry:
    """One block of fields, read by name. ``done`` reports what nobody asked for."""

    def __init__(self, reading: Reading, node: Fields, path: tuple[str, ...]) -> None:
        self.reading, self.node, self.path = reading, node, path
        self.parent: Entry | None = None
        self.used: set[str] = {*REMARKS}
        for kind in REMARKS:
            remark = node.entries.get(kind)
            if isinstance(remark, Scalar) and remark.text:
                self._remark(kind, remark, path)

    # -- what there is ---------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """Where this block stands."""
        return self.node.place

    @property
    def name(self) -> str:
        """The last step of the path: the key of a block, or its position in a list."""
        return self.path[-1] if self.path else ""

    def has(self, name: str) -> bool:
        """Whether the field is there and not empty."""
        node = self.node.entries.get(name)
        return node is not None and not (isinstance(node, Scalar) and node.text == "")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, without remarks."""
        return tuple(name for name in self.node.entries if name not in REMARKS)

    def title(self) -> str:
        """The model's title, which stands at the top of the file."""
        return (self.parent or self).text("title")

    # -- one value ---------------------------------------------------------------------------------------------

    def text(self, name: str, default: str | None = None, *, longest: int = LONGEST_TEXT) -> str:
        """A text of at least one character. ``default`` makes the field optional, here and in all readers."""
        text = self._value(name, _text, default, "")
        if len(text) > longest:
            message = say("This text has {length} characters; shorten it to {most}.")
            self.error("model.too_long", name, message, length=len(text), most=longest)
        return text

    def amount(
        self, name: str, default: Euro | None = None, *, least: Euro | None = None, most: Euro | None = None
    ) -> Euro:
        """An amount in euros, exact to the cent."""
        return self._figure(name, values.as_amount, default, Euro(0), least, most)

    def number(
        self,
        name: str,
        default: Decimal | None = None,
        *,
        least: Decimal | int | None = None,
        most: Decimal | int | None = None,
    ) -> Decimal:
        """An exact number with any decimals: hours, fte, square metres."""
        return self._figure(name, values.as_decimal, default, Decimal(0), least, most)

    def count(
        self, name: str, default: int | None = None, *, least: int | None = 0, most: int | None = None
    ) -> int:
        """A whole number."""
        return self._figure(name, values.as_count, default, 0, least, most)

    def ratio(
        self,
        name: str,
        default: Decimal | None = None,
        *,
        least: Decimal | int | None = 0,
        most: Decimal | int | None = 1,
    ) -> Decimal:
        """A part of one, written as ``0.35`` or ``35%``; returned as a part of one."""
        return self._figure(name, values.as_ratio, default, Decimal(0), least, most)

    def day(
        self,
        name: str,
        default: date | None = None,
        *,
        least: date | None = None,
        most: date | None = None,
    ) -> date:
        """A calendar day."""
        return self._value(name, values.as_day, default, date(2000, 1, 1), least, most)

    def yes(self, name: str, default: bool | None = None) -> bool:
        """Yes or no."""
        return self._value(name, values.as_yes_or_no, default, False)

    def choice(
        self, name: str, choices: Mapping[str, Value] | Sequence[str], default: str | None = None
    ) -> Value:
        """One of the choices by name; a mapping gives the value that belongs to it, a sequence the name itself."""
        named = choices if isinstance(choices, Mapping) else {choice: choice for choice in choices}
        first = next(iter(named))
        chosen = self._value(name, _text, default, first)
        if chosen not in named:
            self.error(
                "model.choice",
                name,
                say("'{value}' is not one of: {choices}.{hint}"),
                value=chosen,
                choices=", ".join(named),
                hint=_hint(chosen, named),
            )
            chosen = first
        return named[chosen]  # type: ignore[return-value]  # the names themselves where a sequence was given

    # -- blocks and lists --------------------------------------------------------------------------------------

    def block(self, name: str) -> "Entry":
        """The fields under ``name``; required."""
        node = self._node(name)
        if isinstance(node, Fields):
            return Entry(self.reading, node, (*self.path, name))
        if node is None:
            self._missing(name)
        else:
            self.error("model.not_fields", name, say("Write fields under this name, one per line."))
        return Entry(self.reading, Fields({}, node.place if node else self.place), (*self.path, name))

    def items(self, name: str, *, least: int = 0, by: Sequence[str] = ()) -> "list[Entry]":
        """The blocks of a list, or of a mapping whose keys then are the items' ``name``.

        ``by`` are the fields that together say which item it is: two items with the same ones are refused. Names that
        differ only in capitals or spaces are refused in every list.
        """
        node = self._node(name)
        found: list[Entry] = []
        if isinstance(node, Items):
            for position, item in enumerate(node.items):
                if isinstance(item, Fields):
                    found.append(Entry(self.reading, item, (*self.path, name, str(position))))
                else:
                    message = say("Item {number} is no block of fields: write '- name: …' and its fields.")
                    self._report("model.item", item.place, (name,), message, number=position + 1)
        elif isinstance(node, Fields):
            found = list(self._named_blocks(name, node))
        elif node is not None and node.text:
            self.error(
                "model.not_a_list", name, say("Write a list here: each item on its own line after '- '.")
            )
        self._sums_and_twins(found, by)
        if len(found) < least:
            self.error("model.too_few", name, say("At least {least} needed here."), least=least)
        return found

    def _sums_and_twins(self, items: "Sequence[Entry]", by: Sequence[str]) -> None:
        """A sum beside its parts counts them twice, and so does an item that stands in the list twice."""
        first: dict[object, Entry] = {}
        named: dict[tuple[str, ...], tuple[Entry, tuple[str, ...]]] = {}
        for item in items:
            name = item.node.entries.get("name")
            if len(items) > 1 and isinstance(name, Scalar) and is_sum(name.text):
                text = say(
                    "'{value}' is a sum beside its parts and would count twice: remove it, or give it another name."
                )
                item.error("model.sum_row", "name", text, value=name.text)
            same = first.setdefault(_content(item.node), item)
            if same is not item:
                text = say("The same item stands here for the second time ({first}): keep one of the two.")
                item.error("model.item_twice", "", text, first=same.place)
                continue
            fields = by or ("name",)
            written = tuple(_written(item.node, field_name) for field_name in fields)
            if "name" in fields and not any(written):
                continue  # that a name is missing is told by itself
            other, as_written = named.setdefault(tuple(map(_alike, written)), (item, written))
            if other is not item and (by or as_written != written):
                text = say("'{value}' stands here twice ({first}): keep one of the two, or tell them apart.")
                about = " · ".join(filter(None, written)) or "–"
                item.error("model.stands_twice", fields[0], text, value=about, first=other.place)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one. Optional."""
        return tuple(scalar.text for scalar in self.scalars(name))

    def scalars(self, name: str) -> tuple[Scalar, ...]:
        """A list of single values with their places; one alone counts as a list of one. Optional."""
        node = self._node(name)
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if isinstance(node, Scalar):
            return (node,)
        if isinstance(node, Items) and all(isinstance(item, Scalar) for item in node.items):
            return tuple(item for item in node.items if isinstance(item, Scalar))
        self.error(
            "model.not_texts", name, say("Write a list of texts here, each on its own line after '- '.")
        )
        return ()

    def figures(self, name: str, reader: Callable[[str, Habit], Value], stand_in: Value) -> tuple[Value, ...]:
        """A list of numbers, each by ``reader`` (``values.as_amount``, ``as_ratio`` …); one alone is a list of one.

        Instead of what cannot be read stands ``stand_in``, so that the others keep their position. Optional.
        """
        found: list[Value] = []
        for scalar in self.scalars(name):
            try:
                found.append(self.reading.convert(scalar, reader))
            except values.NotAValue as problem:
                self._refused(problem, scalar, name)
                found.append(stand_in)
        return tuple(found)

    def amounts(self, name: str, **limits: Euro | None) -> dict[str, Euro]:
        """Amounts by name: a block whose fields are all amounts."""
        inner = self.block(name)
        return {key: inner.amount(key, **limits) for key in inner.names}

    def numbers(self, name: str, **limits: Decimal | int | None) -> dict[str, Decimal]:
        """Exact numbers by name: a block whose fields are all numbers, such as a driver per receiver."""
        inner = self.block(name)
        return {key: inner.number(key, None, **limits) for key in inner.names}

    # -- findings ------------------------------------------------------------------------------------------------

    def error(self, code: str, name: str, message: str, /, **details: object) -> None:
        """Report a mistake at a field (``""`` for the whole block); ``message`` is marked with ``say``.

        ``details`` fill its places and may have any name.
        """
        node = self.node.entries.get(name)
        place = (
            node.place
            if isinstance(node, Scalar)
            else self.node.places.get(name, node.place if node else self.place)
        )
        self._report(code, place, (name,) if name else (), message, **details)

    def known(self, name: str, wanted: str, known: Iterable[str], what: str) -> bool:
        """Whether ``wanted``, read from field ``name``, is among ``known``; if not, says so and what comes near.

        ``what`` it should name is marked for translation.
        """
        names = list(known)
        if wanted in names:
            return True
        if wanted:
            self.error(
                "model.unknown_name",
                name,
                say("There is no {what} '{value}'.{hint}"),
                what=what,
                value=wanted,
                hint=_hint(wanted, names),
            )
        return False

    def done(self) -> None:
        """Report every field that was not read: a misspelt one would otherwise be silently ignored."""
        unknown = [name for name in self.node.entries if name not in self.used]
        own = [name for name in self.node.entries if name not in COMMON]
        if not self.path and len(unknown) >= MANY and 2 * len(unknown) > len(own):
            text = say(
                "Most fields of this file are not of this command: {fields}. Is it a model for another one?"
            )
            self.error(OTHER_COMMAND, "", text, fields=", ".join(unknown))
        for name in self.node.entries:
            if name not in self.used:
                self.error(
                    "model.unknown_field",
                    name,
                    say("'{value}' is not a field here.{hint} Remove it or correct the name."),
                    value=name,
                    hint=_hint(name, self.used),
                )
        if self.parent is not None:
            self.parent.done()

    # -- inner -----------------------------------------------------------------------------------------------------

    def _node(self, name: str) -> Node | None:
        self.used.add(name)
        return self.node.entries.get(name)

    def _figure(
        self,
        name: str,
        reader: Callable[[str, Habit], Value],
        default: Value | None,
        stand_in: Value,
        least: object = None,
        most: object = None,
    ) -> Value:
        return self._read(
            name, lambda scalar: self.reading.convert(scalar, reader), default, stand_in, least, most
        )

    def _value(
        self,
        name: str,
        convert: Callable[[str], Value],
        default: Value | None,
        stand_in: Value,
        least: object = None,
        most: object = None,
    ) -> Value:
        return self._read(name, lambda scalar: convert(scalar.text), default, stand_in, least, most)

    def _read(
        self,
        name: str,
        convert: Callable[[Scalar], Value],
        default: Value | None,
        stand_in: Value,
        least: object = None,
        most: object = None,
    ) -> Value:
        """The value, between ``least`` and ``most``; after a mistake the stand-in, moved into those limits."""
        node = self._node(name)
        if isinstance(node, Fields) and "value" in node.entries:
            inner = Entry(self.reading, node, (*self.path, name))
            value = inner._read("value", convert, default, stand_in, least, most)
            inner.done()
            return value
        stand_in = _within(stand_in, least, most)
        if node is None or (isinstance(node, Scalar) and node.text == ""):
            if default is None:
                self._missing(name)
            return stand_in if default is None else default
        if not isinstance(node, Scalar):
            self.error("model.not_a_value", name, say("Write one value here, not a list or a block."))
            return stand_in
        try:
            value = convert(node)
        except values.NotAValue as problem:
            self._refused(problem, node, name)
            return stand_in
        if least is not None and value < least:  # type: ignore[operator]  # numbers, amounts or days
            self.error(
                "model.too_small", name, say("{value} is less than {least}."), value=value, least=least
            )
        if most is not None and value > most:  # type: ignore[operator]
            self.error("model.too_large", name, say("{value} is more than {most}."), value=value, most=most)
        return _within(value, least, most)

    def _refused(self, problem: values.NotAValue, node: Scalar, name: str) -> None:
        self._report(problem.code, node.place, (name,), str(problem), value=node.text, **problem.values)

    def _named_blocks(self, name: str, node: Fields) -> "Iterator[Entry]":
        for key, item in node.entries.items():
            if isinstance(item, Fields):
                place = node.places.get(key, item.place)
                named = {"name": Scalar(key, place), **item.entries}
                yield Entry(self.reading, Fields(named, place, item.places), (*self.path, name, key))
            else:
                self._report("model.item", item.place, (name, key), say("Write fields under this name."))

    def _missing(self, name: str) -> None:
        self.error("model.missing", name, say("This field is missing or empty: fill it in."))

    def _remark(self, kind: str, node: Scalar, path: Sequence[str]) -> None:
        # A row of figures is called by its own name; a lone field by the way that leads to it.
        steps = [step for step in path if step != "value" and not step.isdigit()]
        about = self._about() or (steps[-1] if len(steps) > 1 and self._numbers_only() else ".".join(steps))
        remark = Remark(kind, about, node.text, str(node.place))
        if remark not in self.reading.remarks:
            self.reading.remarks.append(remark)

    def _about(self) -> str:
        """What a reader would call this block: its name, or the first two texts in it."""
        name = self.node.entries.get("name")
        if isinstance(name, Scalar):
            return name.text
        texts = [
            node.text
            for field_name, node in self.node.entries.items()
            if isinstance(node, Scalar) and field_name not in (*REMARKS, "value")
        ]
        return " · ".join(text for text in texts if text and not text[0].isdigit())[:80] if texts else ""

    def _numbers_only(self) -> bool:
        """Whether the block is a row of two or more figures by name."""
        own = [node for name, node in self.node.entries.items() if name not in (*REMARKS, "value")]
        return len(own) > 1 and all(isinstance(node, Scalar) and node.text[:1].isdigit() for node in own)

    def _report(
        self, code: str, place: Place, names: Sequence[str], message: str, /, **details: object
    ) -> None:
        where = ".".join((*self.path, *names))
        self.reading.report(Finding(code, str(place), message, {"field": where, **details}, Severity.ERROR))


def _for_others(place: Place, section: str, foreign: Sequence[str]) -> Finding:
    text = say(
        "This file has blocks for other commands ({others}) and none for this one: add a block '{field}'."
    )
    return Finding("model.no_section", str(place), text, {"field": section, "others": ", ".join(foreign)})


def _within(value: Value, least: object, most: object) -> Value:
    """The value, or the limit it lies beyond, in the value's own kind."""
    limit = least if least is not None and value < least else None  # type: ignore[operator]
    limit = most if most is not None and value > most else limit  # type: ignore[operator]
    if limit is None:
        return value
    return Decimal(limit) if isinstance(value, Decimal) else limit  # type: ignore[arg-type, return-value]


def _text(text: str) -> str:
    return text.strip()


def _written(block: Fields, name: str) -> str:
    node = block.entries.get(name)
    return node.text.strip() if isinstance(node, Scalar) else ""


def _alike(text: str) -> str:
    """The same for texts that a reader takes for one name or one day."""
    try:
        return values.as_day(text).isoformat()
    except values.NotAValue:
        return " ".join(text.split()).casefold()


def _content(node: Node) -> object:
    """What a node holds, wherever it stands, in a form that can be compared."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return tuple(map(_content, node.items))
    return frozenset((name, _content(inner)) for name, inner in node.entries.items() if name not in REMARKS)


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
    for item in node.items:
        name = item.entries.get("name") if isinstance(item, Fields) else None
        if isinstance(name, Scalar) and name.text == step:
            return item
    return None


def _hint(wanted: str, known: Iterable[str]) -> str:
    """`` Did you mean 'x'?``, with the space before it, or nothing."""
    lower = {name.lower(): name for name in known if name not in REMARKS}
    near = difflib.get_close_matches(wanted.lower(), lower, n=1, cutoff=0.6)
    return f" ({lower[near[0]]}?)" if near else ""
