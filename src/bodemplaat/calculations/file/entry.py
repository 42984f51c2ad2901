"""Typed reading of one block of a model file. Every mistake becomes a ``Finding`` with its line or cell.

After a mistake a reader returns a harmless stand-in (zero, empty text, the first choice), so that the rest of the
file is read as well and all mistakes are shown at once.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from bodemplaat.calculations.file import values
from bodemplaat.calculations.file.block import Block
from bodemplaat.calculations.file.near import hint
from bodemplaat.calculations.file.source import Fields, Items, Scalar
from bodemplaat.calculations.file.twins import tell_sums_and_twins
from bodemplaat.kernel import Euro, say
from bodemplaat.kernel.written import Habit

Value = TypeVar("Value")

LONGEST_TEXT = 2_000


class Entry(Block):
    """A block whose fields are read by name. ``default`` makes a field optional, in all readers."""

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
        return self._read(name, self.reading.day, default, date(2000, 1, 1), least, most)

    def days(self, name: str) -> tuple[date, ...]:
        """A list of calendar days; one alone is a list of one. What is none is reported and left out. Optional."""
        days: list[date] = []
        for scalar in self.scalars(name):
            try:
                days.append(self.reading.day(scalar))
            except values.NotAValue as problem:
                self._refused(problem, scalar, name)
        return tuple(days)

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
            called = [self.reading.chosen((*self.path, name), one) for one in named]
            self.error(
                "model.choice",
                name,
                say("'{value}' is not one of: {choices}.{hint}"),
                value=chosen,
                choices=", ".join(called),
                hint=hint(chosen, called),
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
            self.missing(name)
        else:
            self.error("model.not_fields", name, say("Write fields under this name, one per line."))
        return Entry(self.reading, Fields({}, node.place if node else self.place), (*self.path, name))

    def items(self, name: str, *, least: int = 0, by: Sequence[str] = ()) -> "list[Entry]":
        """The blocks of a list, or of a mapping whose keys then are the items' ``name``.

        ``by`` are the fields that together say which item it is: two items with the same ones are refused. Names that
        differ only in capitals or spaces are refused in every list.
        """
        node = self._node(name)
        items: list[Entry] = []
        if isinstance(node, Items):
            for position, item in enumerate(node.items):
                if isinstance(item, Fields):
                    items.append(Entry(self.reading, item, (*self.path, name, str(position))))
                else:
                    message = say("Item {number} is no block of fields: write '- name: …' and its fields.")
                    self._report("model.item", item.place, (name,), message, number=position + 1)
        elif isinstance(node, Fields):
            items = list(self._named_blocks(name, node))
        elif node is not None and node.text:
            self.error(
                "model.not_a_list", name, say("Write a list here: each item on its own line after '- '.")
            )
        tell_sums_and_twins(items, by)
        if len(items) < least:
            self.error(
                "model.too_few", name, say("At least {least} needed here: add what is missing."), least=least
            )
        return items

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
        figures: list[Value] = []
        for scalar in self.scalars(name):
            if scalar.cut:
                figures.append(stand_in)
                continue
            try:
                figures.append(self.reading.convert(scalar, reader))
            except values.NotAValue as problem:
                several = [part.strip() for part in re.split("[,;]", scalar.text)]
                if len(several) > 2 and isinstance(self.node.entries[name], Scalar):
                    text = say("'{value}' is several figures: write them as a list, [{items}].")
                    self.error("model.not_a_list", name, text, value=scalar.text, items=", ".join(several))
                else:
                    self._refused(problem, scalar, name)
                figures.append(stand_in)
        return tuple(figures)

    # -- inner ----------------------------------------------------------------------------------------------------

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
                self.missing(name)
            return stand_in if default is None else default
        if not isinstance(node, Scalar):
            self.error("model.not_a_value", name, say("Write one value here, not a list or a block."))
            return stand_in
        if node.cut:
            return stand_in
        try:
            value = convert(node)
        except values.NotAValue as problem:
            self._refused(problem, node, name)
            return stand_in
        return self.bounded(name, value, least, most)

    def bounded(self, name: str, value: Value, least: object, most: object) -> Value:
        """The value of a field within its bounds; one outside them is reported and brought to the nearest."""
        if least is not None and value < least:  # type: ignore[operator]  # numbers, amounts or days
            self.error(
                "model.too_small",
                name,
                say("{value} is less than {least}: fill in {least} or more."),
                value=value,
                least=least,
            )
        if most is not None and value > most:  # type: ignore[operator]
            self.error(
                "model.too_large",
                name,
                say("{value} is more than {most}: fill in {most} or less."),
                value=value,
                most=most,
            )
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


def _within(value: Value, least: object, most: object) -> Value:
    """The value, or the limit it lies beyond, in the value's own kind."""
    limit = least if least is not None and value < least else None  # type: ignore[operator]
    limit = most if most is not None and value > most else limit  # type: ignore[operator]
    if limit is None:
        return value
    return Decimal(limit) if isinstance(value, Decimal) else limit  # type: ignore[arg-type, return-value]


def _text(text: str) -> str:
    return text.strip()
