"""Fields that hold one value, or several values of one kind in a list.

Each function is typed as the value that reading gives, so that ``plan = amount(say("Plan"))`` makes ``row.plan`` a
``Euro``. A field without ``default`` is required; ``optional(amount(…))`` gives ``None`` where it is left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, TypeVar, Unpack, cast

from bodemplaat.calculations.file import values
from bodemplaat.calculations.file.declared import Field, Names, Row, When, names_for
from bodemplaat.calculations.file.entry import LONGEST_TEXT, Entry
from bodemplaat.calculations.file.sheets import Cell
from bodemplaat.calculations.file.source import Fields, Scalar
from bodemplaat.kernel import Euro, say
from bodemplaat.kernel.written import Habit
from bodemplaat.presentation.kinds import Kind

V = TypeVar("V")


class About(TypedDict, total=False):
    """What may be said of any field: see ``Field`` and ``Names``."""

    note: str
    names_of: Names | str
    when: When
    in_workbook: bool
    unit: str


class ValueField(Field):
    """A field of one value."""

    def __init__(
        self,
        title: str,
        kind: Kind,
        way: Callable[..., object],
        stand_in: object,
        *,
        default: object = None,
        limits: Mapping[str, object] | None = None,
        unit: str = "",
        names_of: Names | str | None = None,
        **about: Any,
    ) -> None:
        super().__init__(title, **about)
        self.kind, self.way, self.stand_in, self.default, self.unit = kind, way, stand_in, default, unit
        self.limits = limits or {}
        self.names = Names(names_of) if isinstance(names_of, str) else names_of

    @property
    def is_required(self) -> bool:
        """Whether a block without this field is refused."""
        return self.default is None and not self.is_optional

    @property
    def absent(self) -> object:
        """The default, or else nothing or a stand-in."""
        if self.is_optional:
            return None
        return self.stand_in if self.default is None else self.default

    def read(self, row: Row) -> object:
        """The value in this block."""
        return self.read_at(row.entry, self.name)

    def read_at(self, entry: Entry, name: str) -> object:
        """The value under any name, as in a matrix."""
        if self.is_optional and _is_blank(entry, name):
            return None
        return self.way(entry, name, self.default, **self.limits)

    def cell(self, name: str = "") -> Cell:
        """The field in a workbook."""
        return Cell(
            name or self.name,
            self.title,
            self.kind,
            self.note,
            names_of=self.names.path if self.names else "",
            unit=self.unit,
        )

    def check_names(self, row: Row, file: Row) -> None:
        """That the text comes from its list."""
        value = getattr(row, self.attribute)
        known = names_for(self.names, file) if self.names and value else None
        if known is not None and isinstance(value, str):
            row.entry.known(self.name, value, known.names, known.what)


class ChoiceField(ValueField):
    """One of some names, each with its value and the text a reader sees; ``also`` are names that are read besides."""

    def __init__(
        self,
        title: str,
        choices: Mapping[str, tuple[object, str]],
        also: Mapping[str, object],
        *,
        kind: Kind = Kind.TEXT,
        default: str | None = None,
        **about: Any,
    ) -> None:
        self.choices = choices
        self.by_name = {name: value for name, (value, _) in choices.items()} | dict(also)

        def way(entry: Entry, name: str, default: str | None) -> object:
            return entry.choice(name, self.by_name, default)

        super().__init__(title, kind, way, next(iter(choices.values()))[0], default=default, **about)

    @property
    def absent(self) -> object:
        """The value of the default, or else nothing or the first choice."""
        if self.default is not None:
            return self.by_name[str(self.default)]
        return None if self.is_optional else self.stand_in

    def cell(self, name: str = "") -> Cell:
        """With a drop-down of the texts a reader sees."""
        shown = {one: text for one, (_, text) in self.choices.items() if text}
        return Cell(name or self.name, self.title, self.kind, self.note, shown)


class YesField(ValueField):
    """Yes or no, with a drop-down of the two."""

    def cell(self, name: str = "") -> Cell:
        """With a drop-down of yes and no."""
        shown = {"yes": say("yes"), "no": say("no")}
        return Cell(name or self.name, self.title, self.kind, self.note, shown)


class ListField(ValueField):
    """Several values of one kind: a list in YAML, one cell with semicolons in a workbook."""

    empty = ()

    def __init__(self, title: str, of: ValueField, way: Callable[[Entry, str], object], **about: Any) -> None:
        super().__init__(title, Kind.TEXT, way, (), **about)
        self.of = of

    @property
    def is_required(self) -> bool:
        """A list may always be empty; a command that needs one says so itself."""
        return False

    def read_at(self, entry: Entry, name: str) -> object:
        """The values under any name."""
        return self.way(entry, name)

    def cell(self, name: str = "") -> Cell:
        """Several texts in one cell; a drop-down holds one name and would be in the way."""
        return Cell(name or self.name, self.title, self.kind, self.note, many=True)

    def check_names(self, row: Row, file: Row) -> None:
        """That every text comes from the list."""
        texts = getattr(row, self.attribute)
        known = names_for(self.names, file) if self.names and texts else None
        for text in texts if known is not None else ():
            if known is not None:
                row.entry.known(self.name, text, known.names, known.what)


class TitleField(ValueField):
    """The model's title: in its own block, or at the top of the file above the blocks of all commands."""

    def read(self, row: Row) -> object:
        """The title from the block if it has one, else from the top."""
        entry = row.entry
        above = entry.parent
        if isinstance(above, Entry):
            above.used.add(self.name)
            if not entry.has(self.name):
                entry.used.add(self.name)
                return self.read_at(above, self.name)
        return self.read_at(entry, self.name)


# -- one value --------------------------------------------------------------------------------------------------------


def title(default: str | None = None, note: str = "", shown: str = say("Title")) -> str:
    """What the paper is called."""
    return cast("str", TitleField(shown, Kind.TEXT, Entry.text, "", default=default, note=note))


def text(
    title: str = "", *, default: str | None = None, longest: int = LONGEST_TEXT, **about: Unpack[About]
) -> str:
    """A text of at least one character."""
    limits = {} if longest == LONGEST_TEXT else {"longest": longest}
    return cast("str", ValueField(title, Kind.TEXT, Entry.text, "", default=default, limits=limits, **about))


def amount(
    title: str = "",
    *,
    default: Euro | None = None,
    least: Euro | None = None,
    most: Euro | None = None,
    **about: Unpack[About],
) -> Euro:
    """An amount in euros, exact to the cent."""
    about.setdefault("unit", "€")
    limits = {"least": least, "most": most}
    field = ValueField(title, Kind.AMOUNT, Entry.amount, Euro(0), default=default, limits=limits, **about)
    return cast("Euro", field)


def number(
    title: str = "",
    *,
    default: Decimal | int | None = None,
    least: Decimal | int | None = None,
    most: Decimal | int | None = None,
    kind: Kind = Kind.NUMBER,
    **about: Unpack[About],
) -> Decimal:
    """An exact number with any decimals: hours, fte, square metres."""
    limits = {"least": least, "most": most}
    exact = None if default is None else Decimal(default)
    return cast(
        "Decimal", ValueField(title, kind, Entry.number, Decimal(0), default=exact, limits=limits, **about)
    )


def count(
    title: str = "",
    *,
    default: int | None = None,
    least: int | None = 0,
    most: int | None = None,
    kind: Kind = Kind.COUNT,
    **about: Unpack[About],
) -> int:
    """A whole number, from 0 unless ``least`` says otherwise (``None``: below zero as well)."""
    limits = {"least": least, "most": most}
    return cast("int", ValueField(title, kind, Entry.count, 0, default=default, limits=limits, **about))


def year(title: str = "", *, default: int | None = None, **about: Unpack[About]) -> int:
    """A calendar year."""
    return count(title, default=default, least=1900, most=2200, kind=Kind.YEAR, **about)


def ratio(
    title: str = "",
    *,
    default: Decimal | int | None = None,
    least: Decimal | int | None = 0,
    most: Decimal | int | None = 1,
    **about: Unpack[About],
) -> Decimal:
    """A part of one, written as ``0.35`` or ``35%``."""
    return cast("Decimal", _ratio(title, default, least, most, **about))


def day(
    title: str = "",
    *,
    default: date | None = None,
    least: date | None = None,
    most: date | None = None,
    **about: Unpack[About],
) -> date:
    """A calendar day."""
    limits = {"least": least, "most": most}
    field = ValueField(title, Kind.DAY, Entry.day, date(2000, 1, 1), default=default, limits=limits, **about)
    return cast("date", field)


def yes(title: str = "", *, default: bool | None = None, **about: Unpack[About]) -> bool:
    """Yes or no."""

    def way(entry: Entry, name: str, default: bool | None) -> bool:
        return entry.yes(name, default=default)

    return cast("bool", YesField(title, Kind.TEXT, way, stand_in=False, default=default, **about))


def choice(
    title: str,
    choices: Mapping[str, tuple[V, str]],
    *,
    default: str | None = None,
    also: Mapping[str, V] | None = None,
    kind: Kind = Kind.TEXT,
    **about: Unpack[About],
) -> V:
    """One of some names: each gives a value, and the text that a reader sees (empty: no drop-down)."""
    return cast("V", ChoiceField(title, choices, also or {}, default=default, kind=kind, **about))


def special(
    title: str,
    way: Callable[[Entry, str], V],
    stand_in: V,
    *,
    kind: Kind = Kind.TEXT,
    **about: Unpack[About],
) -> V:
    """A value that is written in a way of its own, such as a score; ``way`` reads it and reports what is wrong."""

    def read(entry: Entry, name: str, default: object) -> V:
        del default
        return way(entry, name)

    return cast("V", ValueField(title, kind, read, stand_in, **about))


def optional(field: V) -> V | None:
    """The field may be left out; then it is ``None``."""
    assert isinstance(field, Field)  # noqa: S101  # what the functions here make, though typed as their values
    field.is_optional = True
    return cast("V", field)


# -- several values ---------------------------------------------------------------------------------------------------


def texts(title: str = "", **about: Unpack[About]) -> Sequence[str]:
    """A list of texts; one alone counts as a list of one. May be left out."""
    return cast("Sequence[str]", ListField(title, cast("ValueField", text()), Entry.texts, **about))


def ratios(title: str = "", **about: Unpack[About]) -> Sequence[Decimal]:
    """A list of parts of one. May be left out."""
    of = _ratio("", None, None, None)
    return cast("Sequence[Decimal]", _figures(title, of, values.as_ratio, Decimal(0), **about))


def amounts(title: str = "", **about: Unpack[About]) -> Sequence[Euro]:
    """A list of amounts. May be left out."""
    return cast(
        "Sequence[Euro]", _figures(title, cast("ValueField", amount()), values.as_amount, Euro(0), **about)
    )


def special_list(title: str, way: Callable[[Entry, str, Iterable[str]], V], **about: Unpack[About]) -> V:
    """A list of texts that together make one value, such as half-days; ``way`` gets the texts and reports mistakes."""

    def read(entry: Entry, name: str) -> V:
        return way(entry, name, entry.texts(name))

    return cast("V", ListField(title, cast("ValueField", text()), read, **about))


def _figures(
    title: str, of: ValueField, reader: Callable[[str, Habit], Any], stand_in: object, **about: Any
) -> ListField:
    def way(entry: Entry, name: str) -> object:
        return entry.figures(name, reader, stand_in)

    return ListField(title, of, way, **about)


def _ratio(
    title: str,
    default: Decimal | int | None,
    least: Decimal | int | None,
    most: Decimal | int | None,
    **about: Any,
) -> ValueField:
    limits = {"least": least, "most": most}
    exact = None if default is None else Decimal(default)
    return ValueField(title, Kind.RATIO, Entry.ratio, Decimal(0), default=exact, limits=limits, **about)


def _is_blank(entry: Entry, name: str) -> bool:
    """Whether a field is left out or empty; remarks beside an empty value count all the same."""
    node = entry.node.entries.get(name)
    if isinstance(node, Fields) and "value" in node.entries:
        value = node.entries["value"]
        if isinstance(value, Scalar) and value.text == "":
            inner = entry.block(name)
            inner.used.add("value")
            inner.done()
            return True
    entry.used.add(name)
    return not entry.has(name)
