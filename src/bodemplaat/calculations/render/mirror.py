"""Answers that mirror an engine's frozen values: what each field shows is declared where the field is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from bodemplaat.calculations.render.json import Inline

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class At:
    """Put in ``Annotated``: where a field's value stands (``service.name``), or how it follows from the value shown."""

    way: str | Callable[[Any], object]


def mirror(answer: type[A], value: object, **own: object) -> A:
    """An answer with the fields of an engine's value: each from the attribute of its name, or as its ``At`` says.

    An answer inside an answer mirrors what stands there, also when it is optional, in a tuple or in a mapping; an
    ``Inline`` one without an ``At`` mirrors the same value. ``own`` gives the fields that the value cannot tell.
    Raises ``AttributeError`` for a field that is neither in the value nor in ``own``.
    """
    shown = {name: take(value) for name, take in _takers(answer) if name not in own}
    return answer(**shown, **own)


@cache
def _takers(answer: type) -> tuple[tuple[str, Callable[[Any], object]], ...]:
    hints = get_type_hints(answer, include_extras=True)
    return tuple((each.name, _taker(each.name, hints[each.name])) for each in fields(answer))


def _taker(name: str, hint: Any) -> Callable[[Any], object]:
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    way = next((mark.way for mark in marks if isinstance(mark, At)), None)
    inline = any(isinstance(mark, Inline) for mark in marks)
    take: Callable[[Any], object]
    if way is None and inline:
        take = _itself
    else:
        take = attrgetter(name if way is None else way) if not callable(way) else way
    into = _into(hint)
    return take if into is None else lambda value: into(take(value))


def _itself(value: object) -> object:
    return value


def _into(hint: Any) -> Callable[[Any], object] | None:
    """What makes the field of the value that was taken; ``None`` where it is that value itself."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _into(inner[0])
    if origin in (Union, UnionType):
        (some, *more) = [into for each in inner if (into := _into(each)) is not None] or [None]
        return None if some is None or more else lambda value: None if value is None else some(value)
    if origin is tuple:
        into = _into(inner[0])
        return tuple if into is None else lambda values: tuple(map(into, values))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        into = _into(inner[1])
        return None if into is None else lambda values: {key: into(each) for key, each in values.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value: value if isinstance(value, hint) else mirror(hint, value)
    return None
