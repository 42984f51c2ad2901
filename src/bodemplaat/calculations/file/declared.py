"""A model file as declared classes: every field said once, for reading, workbook, reference page and JSON Schema.

A ``Row`` is one block of fields (a line of a list, a block under a name), a ``ModelFile`` the whole. Their fields are
class attributes made by the functions in ``fields`` and ``lists``; the attribute's name is the field's name in YAML
(``from_`` is ``from``). Reading gives instances whose attributes hold the values, and which know their place:

    class CentreRow(Row, called=say("cost centre")):
        name = fields.text(say("Cost centre"))
        kind = fields.choice(say("Kind"), {"supporting": (True, say("supporting")), …})

    class CostFields(ModelFile, section="costing", sheet=say("Model")):
        title = fields.title()
        cost_centres = listing(say("Cost centres"), CentreRow, least=1)

    file = CostFields.read(reading)
    file.cost_centres[0].error("costs.odd", "name", say("…"))
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.source import Fields, Place, Scalar
from bodemplaat.kernel import say

if TYPE_CHECKING:
    from bodemplaat.calculations.file.reading import Reading

SECTIONS = (
    "costing",
    "settlement",
    "business_case",
    "coalition",
    "resilience",
    "choice",
    "planning",
    "wgr_year",
    "legal_form",
    "costs_model",
)
"""The blocks of all commands: one file may hold the models of several, each reads its own and passes the others by."""


@dataclass(frozen=True, slots=True)
class Names:
    """The list a field's text must come from: ``path`` leads there from the file's own block (``exit.stranded``).

    ``what`` one of its names stands for is marked for translation; that of the list's rows if empty. ``those`` takes
    some of its rows only; ``among`` gives the names itself, from the whole file. With ``if_any`` an empty list allows
    every name; ``checked=False`` gives the drop-down alone, and the command checks by hand.
    """

    path: str = ""
    what: str = ""
    those: Callable[[Any], bool] | None = None
    among: Callable[[Any], Iterable[str]] | None = None
    if_any: bool = False
    checked: bool = True


@dataclass(frozen=True, slots=True)
class When:
    """The field belongs only to blocks whose choice ``field`` is one of ``names``; elsewhere it is no field at all."""

    field: str
    names: Collection[str]


class Field(ABC):
    """One field: what is said about it, and how it is read. Made by the functions in ``fields`` and ``lists``."""

    empty: ClassVar[object] = None
    """What it holds without any value."""

    def __init__(
        self, title: str = "", *, note: str = "", when: When | None = None, in_workbook: bool = True
    ) -> None:
        self.name = self.attribute = ""
        self.title, self.note, self.when, self.in_workbook = title, note, when, in_workbook
        self.is_optional = False

    def __set_name__(self, owner: type, attribute: str) -> None:
        if self.attribute not in ("", attribute):
            message = f"the field {self.attribute} cannot be called {attribute} as well: declare it anew"
            raise TypeError(message)
        self.attribute, self.name = attribute, attribute.removesuffix("_")

    @property
    def is_required(self) -> bool:
        """Whether a block without this field is refused."""
        return not self.is_optional

    @property
    def absent(self) -> object:
        """What the attribute holds where the field does not belong to the block."""
        return self.empty

    @abstractmethod
    def read(self, row: "Row") -> object:
        """The value in this block; every mistake is reported at its place."""

    def check_names(self, row: "Row", file: "Row") -> None:
        """That the names it holds are names in the file; called when the whole file was read."""
        del row, file  # most fields hold none


class Row:
    """One block of fields that was read: its attributes hold the values, ``entry`` the place of each.

    ``called`` is what one such block is called in a sentence (``cost centre``), marked for translation; ``key`` the
    fields that together tell one row from the others, its ``name`` if it has one.
    """

    fields_: ClassVar[Mapping[str, Field]] = {}
    called_: ClassVar[str] = ""
    key_: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, called: str = "", key: Sequence[str] | None = None, **rest: object) -> None:
        super().__init_subclass__(**rest)
        every = {
            field.attribute: field
            for base in reversed(cls.__mro__)
            for field in vars(base).values()
            if isinstance(field, Field)
        }
        for attribute in every:
            if any(attribute in vars(base) and attribute not in _declared(base) for base in cls.__mro__):
                message = f"{attribute} is a member of every row: declare the field as {attribute}_"
                raise TypeError(message)
        cls.fields_ = {field.name: field for field in every.values()}
        cls.called_ = called or cls.called_
        if key is None:
            key = cls.key_ or (("name",) if "name" in cls.fields_ else ())
        cls.key_ = tuple(key)

    def __init__(self, entry: Entry, around: "Row | None" = None) -> None:
        """Read every field of the block; ``around`` is the block this one stands in."""
        self.entry, self.around = entry, around
        for field in self.fields_.values():
            belongs = self.has_room_for(field)
            setattr(self, field.attribute, field.read(self) if belongs else field.absent)
            if not belongs and field.when is not None and not self._is_of_a_kind(field.when):
                entry.used.add(field.name)  # of what kind the block is, nobody knows: that alone is told

    def has_room_for(self, field: Field) -> bool:
        """Whether the field belongs to a block of this kind."""
        return field.when is None or self._written(field.when) in field.when.names

    def _is_of_a_kind(self, when: When) -> bool:
        return self._written(when) in getattr(self.fields_[when.field], "by_name", ())

    def _written(self, when: When) -> object:
        """The name that a choice has in the file, or else its default."""
        node = self.entry.node.entries.get(when.field)
        if isinstance(node, Fields):
            node = node.entries.get("value")
        written = node.text.strip() if isinstance(node, Scalar) else ""
        return written or getattr(self.fields_[when.field], "default", None)

    # -- for the checks of a command -----------------------------------------------------------------------------

    @property
    def source(self) -> str:
        """Where the figures of this block were taken from, as the file says."""
        return self.entry.text("source", "")

    @property
    def label(self) -> str:
        """What other blocks call this one by: its name, or its first field."""
        first = self.fields_.get("name") or next(iter(self.fields_.values()))
        return str(getattr(self, first.attribute))

    @property
    def place(self) -> Place:
        """Where this block stands."""
        return self.entry.place

    def has(self, name: str) -> bool:
        """Whether the field is there and not empty."""
        return self.entry.has(self._field(name))

    def error(self, code: str, name: str, message: str, /, **details: object) -> None:
        """Report a mistake at a field (``""`` for the whole block); ``message`` is marked with ``say``."""
        self.entry.error(code, self._field(name) if name else "", message, **details)

    def known(self, name: str, wanted: str, known: Iterable[str], what: str) -> bool:
        """Whether ``wanted``, read from a field, is among ``known``; if not, says so and what comes near."""
        return self.entry.known(self._field(name), wanted, known, what)

    def at_most(self, name: str, value: int, most: int) -> int:
        """The value of a field whose highest value follows from others; a larger one is reported and brought down."""
        return self.entry.bounded(self._field(name), value, None, most)

    def idle(self, name: str, beside: str) -> None:
        """Report that a field changes nothing, because of another one that is given too: silence would be a wrong answer."""
        text = say("'{name}' changes nothing beside '{beside}': leave out one of the two.")
        called = self.entry.reading.called
        names = {"name": called((*self.entry.path, name)), "beside": called((*self.entry.path, beside))}
        self.error("model.idle", name, text, **names)

    def missing(self, name: str) -> None:
        """Report that a field, optional by itself, is needed here."""
        self.entry.missing(self._field(name))

    def _field(self, name: str) -> str:
        if name not in self.fields_ and name != "source":
            message = f"{type(self).__name__} declares no field {name}"
            raise KeyError(message)
        return name


class ModelFile(Row):
    """A whole model file: the block ``section`` of it, or the file itself where it has no such block.

    ``sheet`` and ``note`` are the title and the note of the workbook's form with the fields that hold one value;
    ``passes`` names blocks inside that another command reads; ``general`` says whether the workbook has sheets for
    assumptions and sources of the model as a whole; ``beside_others`` that a model without a block of its own may stand
    beside the blocks of other commands.
    """

    section_: ClassVar[str] = ""
    sheet_: ClassVar[str] = ""
    note_: ClassVar[str] = ""
    passes_: ClassVar[tuple[str, ...]] = ()
    general_: ClassVar[bool] = True
    beside_others_: ClassVar[bool] = False

    def __init_subclass__(
        cls,
        section: str = "",
        sheet: str = "",
        note: str = "",
        passes: Sequence[str] | None = None,
        *,
        general: bool | None = None,
        beside_others: bool | None = None,
        **rest: Any,
    ) -> None:
        super().__init_subclass__(**rest)
        cls.section_, cls.sheet_ = section or cls.section_, sheet or cls.sheet_
        cls.note_ = note or cls.note_
        cls.passes_ = cls.passes_ if passes is None else tuple(passes)
        cls.general_ = cls.general_ if general is None else general
        cls.beside_others_ = cls.beside_others_ if beside_others is None else beside_others

    @classmethod
    def others(cls) -> tuple[str, ...]:
        """The blocks of other commands."""
        return tuple(name for name in SECTIONS if name != cls.section_)

    @classmethod
    def read(cls, reading: "Reading") -> Self:
        """Read everything, check the names and report every unknown field; all findings are in ``reading``."""
        at_the_top = cls.beside_others_ and not Entry(reading, reading.root, ()).has(cls.section_)
        entry = reading.entry("" if at_the_top else cls.section_, cls.others())
        entry.used.update(cls.passes_)
        file = cls(entry)
        finish(file)
        return file

    def rows(self) -> Iterator[Row]:
        """This file and every block in it."""
        return every_row(self)

    @property
    def path(self) -> tuple[str, ...]:
        """The way to this model in the file, which an engine's findings are placed by."""
        return self.entry.path


def _declared(base: type) -> set[str]:
    return {name for name, value in vars(base).items() if isinstance(value, Field)}


def finish(file: Row) -> None:
    """Report every unknown field, and every name that is not in its list, in a block and all blocks inside it."""
    rows = list(every_row(file))
    for row in rows:
        row.entry.done()
    for row in rows:
        for field in row.fields_.values():
            if row.has_room_for(field):
                field.check_names(row, file)


def every_row(row: Row) -> Iterator[Row]:
    """A block and all blocks inside it."""
    yield row
    for field in row.fields_.values():
        value = getattr(row, field.attribute)
        inner = [value] if isinstance(value, Row) else value if isinstance(value, Sequence) else ()
        for one in inner:
            if isinstance(one, Row):
                yield from every_row(one)


def rows_at(file: Row, path: str) -> Sequence[Row]:
    """The rows of the list a dotted path leads to; none where its block is not there."""
    value: object = file
    for step in path.split("."):
        if not isinstance(value, Row):
            return ()
        value = getattr(value, value.fields_[step].attribute)
    return [one for one in value if isinstance(one, Row)] if isinstance(value, Sequence) else ()


def row_type_at(file: type[Row], path: str) -> type[Row] | None:
    """The class of the rows of the list a dotted path leads to."""
    here: type[Row] | None = file
    for step in path.split("."):
        field = here.fields_.get(step) if here is not None else None
        here = getattr(field, "row", None)
    return here


@dataclass(frozen=True, slots=True)
class Allowed:
    """The names a text may be, and what they stand for."""

    names: Sequence[str]
    what: str


def names_for(names: Names, file: Row) -> Allowed | None:
    """The names a text may be and what they stand for; ``None`` where every text is allowed."""
    if not names.checked:
        return None
    if names.among is not None:
        worked_out = list(names.among(file))
        return Allowed(worked_out, names.what) if worked_out or not names.if_any else None
    rows = rows_at(file, names.path)
    if names.if_any and not rows:
        return None
    row_type = row_type_at(type(file), names.path)
    what = names.what or (row_type.called_ if row_type else "")
    chosen = [row.label for row in rows if names.those is None or names.those(row)]
    return Allowed(chosen, what)
