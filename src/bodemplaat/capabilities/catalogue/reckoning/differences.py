"""What is otherwise in one version of a service than in another: by field, from what to what, as values."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from bodemplaat.capabilities.catalogue.reckoning.content import Content, Indicator


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise. ``part`` is the field of ``Content``; ``which`` the indicator or form field within it.

    ``before`` or ``after`` is ``None`` for what came or went.
    """

    part: str
    which: str
    before: Any
    after: Any


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Everything that is otherwise, in the order of the fields; nothing for what is the same."""
    return tuple(_each(before, after))


def _each(before: Content, after: Content) -> Iterator[Difference]:
    for part in fields(Content):
        old, new = getattr(before, part.name), getattr(after, part.name)
        if old == new:
            continue
        if part.name == "form":
            was, is_now = ({each.key: each for each in form.fields} for form in (old, new))
            yield from _by_name("form", was, is_now)
            if set(was) == set(is_now) and list(was) != list(is_now):
                yield Difference("form_order", "", tuple(was), tuple(is_now))
        elif part.name == "indicators":
            yield from _by_name("indicators", _named(old), _named(new))
        elif part.name == "prices":
            yield from _by_name(
                "prices", {str(p.year): p.amount for p in old}, {str(p.year): p.amount for p in new}
            )
        else:
            yield Difference(part.name, "", old, new)


def _named(indicators: tuple[Indicator, ...]) -> dict[str, Indicator]:
    return {f"{index}": each for index, each in enumerate(indicators, start=1)}


def _by_name(part: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    for which in dict.fromkeys([*old, *new]):
        if old.get(which) != new.get(which):
            yield Difference(part, which, old.get(which), new.get(which))
