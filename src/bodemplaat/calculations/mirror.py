"""Values that mirror others: an answer an engine's outcome, an engine's value the row of a file it was read from.

What a field holds that has another name there, is declared where the field is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from bodemplaat.calculations.render.json import Inline

Answer = TypeVar("Answer")
Step: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class At:
    """Put in ``Annotated``: the way to a field's value (``service.name``), or what makes it of the value mirrored."""

    way: str | Step


def mirror(answer: type[Answer], value: object, **own: object) -> Answer:
    """A dataclass with the fields of another value: each from the attribute of its name, or as its ``At`` says.

    A dataclass inside it mirrors what stands there, alone, optional, in a tuple or in a mapping; an ``Inline`` one
    without ``At`` mirrors the same value. A ``Fraction`` is made of any exact number. ``own`` gives what the value cannot
    tell. Raises ``AttributeError`` for a field that is in neither.
    """
    kind: Any = answer
    every = ((name, own[name] if name in own else take(value), into) for name, take, into in _fields(kind))
    mirrored: Answer = kind(**{name: into(shown) for name, shown, into in every})
    return mirrored


@cache
def _fields(answer: Any) -> tuple[tuple[str, Step, Step], ...]:
    hints = get_type_hints(answer, include_extras=True)
    return tuple(
        (each.name, _taken(each.name, hints[each.name]), _into(hints[each.name])) for each in fields(answer)
    )


def _taken(name: str, hint: Any) -> Step:
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    inline = any(isinstance(mark, Inline) for mark in marks)
    way = next((mark.way for mark in marks if isinstance(mark, At)), _itself if inline else name)
    return attrgetter(way) if isinstance(way, str) else way


def _itself(value: object) -> object:
    return value


def _into(hint: Any) -> Step:
    """What makes a value of this type of what was taken."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _into(inner[0])
    if origin in (Union, UnionType):
        some = [each for each in inner if each is not type(None)]
        into = _into(some[0]) if len(some) == 1 else _itself
        return _itself if into is _itself else lambda value: None if value is None else into(value)
    if origin is tuple:
        each_into = _into(inner[0])
        return lambda values: tuple(map(each_into, values))
    if isinstance(origin, type) and issubclass(origin, Mapping) and (step := _into(inner[1])) is not _itself:
        return lambda values: {key: step(each) for key, each in values.items()}
    if hint is Fraction:
        return Fraction
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value: value if isinstance(value, hint) else mirror(hint, value)
    return _itself
