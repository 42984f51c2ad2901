"""One block of fields of a model file: what is there, what was asked for, and what is wrong at which place."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self

from bodemplaat.calculations.file.near import hint
from bodemplaat.calculations.file.source import REMARKS, Fields, Node, Place, Scalar
from bodemplaat.kernel import Finding, Severity, say
from bodemplaat.presentation.report import Remark

if TYPE_CHECKING:
    from bodemplaat.calculations.file.reading import Reading

COMMON = (*REMARKS, *(f"{kind}s" for kind in REMARKS), "title")
"""Fields that any model may have."""
OTHER_COMMAND, MANY = "model.other_command", 3
"""Found when at least so many fields, and more than half of all, belong to no field of the command."""


class Block:
    """One block of fields, read by name. ``done`` reports what nobody asked for."""

    def __init__(self, reading: "Reading", node: Fields, path: tuple[str, ...]) -> None:
        self.reading, self.node, self.path = reading, node, path
        self.parent: Self | None = None
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
                say("There is no {what} '{value}'.{hint} Correct the name, or add it to its list."),
                what=what,
                value=wanted,
                hint=hint(wanted, names),
            )
        return False

    def done(self) -> None:
        """Report every field that was not read: a misspelt one would otherwise be silently ignored."""
        unknown = [name for name in self.node.entries if name not in self.used]
        own = [name for name in self.node.entries if name not in COMMON]
        if not self.path and len(unknown) >= MANY and 2 * len(unknown) > len(own):
            text = say(
                "Most fields of this file are not of this calculation: {fields}. Is it a model for another one?"
            )
            self.error(OTHER_COMMAND, "", text, fields=", ".join(unknown))
        for name in self.node.entries:
            if name not in self.used:
                self.error(
                    "model.unknown_field",
                    name,
                    say("'{value}' is not a field here.{hint} Remove it or correct the name."),
                    value=name,
                    hint=hint(name, self.used),
                )
        if self.parent is not None:
            self.parent.done()

    # -- inner -----------------------------------------------------------------------------------------------------

    def _node(self, name: str) -> Node | None:
        self.used.add(name)
        return self.node.entries.get(name)

    def missing(self, name: str) -> None:
        """Report that a field has to be filled in."""
        self.error("model.missing", name, say("This field is missing or empty: fill it in."))

    def _remark(self, kind: str, node: Scalar, path: Sequence[str]) -> None:
        # A row of figures is called by its own name; a lone field by the way that leads to it.
        steps = [step for step in path if step != "value" and not step.isdigit()]
        about = self._about() or (steps[-1] if len(steps) > 1 and self._numbers_only() else ".".join(steps))
        self.reading.remark(Remark(kind, about, node.text, str(node.place)))

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
        path = (*self.path, *names)
        named = self.reading.fields_named(message, path)
        about = {**named, "field": ".".join(path), "in_words": self.reading.in_words(path), **details}
        self.reading.report(Finding(code, str(place), message, about, Severity.ERROR))
