"""The machine-readable answer: amounts as integer cents, exact numbers as text, days in ISO 8601.

An answer is a tree of frozen dataclasses; a field stands in the JSON in the order of declaration and under its own name,
unless it is declared as ``Annotated[…, Named("from")]``. ``render/schema.py`` makes the JSON Schema from the same types.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, TypeAlias, get_args, get_origin, get_type_hints

from bodemplaat.kernel import Euro, Finding, Rounding, Said, Trace
from bodemplaat.kernel.euro import round_fraction
from bodemplaat.presentation.report import Remark
from bodemplaat.presentation.values import Shown
from bodemplaat.presentation.voice import Voice

DECIMALS = 12
LEFT_OUT = "left_out"
Number: TypeAlias = Decimal | Fraction
"""An exact number; text in the JSON."""


@dataclass(frozen=True, slots=True)
class Named:
    """Put in ``Annotated``: a field's name in the JSON, where it is a word of Python."""

    name: str


@dataclass(frozen=True, slots=True)
class Inline:
    """Put in ``Annotated``: the fields of this dataclass stand among those of the one around it."""


def left_out() -> Any:
    """A field that is left out of the JSON while it is ``None``; its dataclass is ``kw_only``."""
    return field(default=None, metadata={LEFT_OUT: True})


def json_text(answer: object, voice: Voice) -> str:
    """The answer as indented JSON with a line end; texts of ours in the reader's language, names as they are."""
    return json.dumps(as_plain(answer, voice), ensure_ascii=False, indent=2) + "\n"


def as_plain(value: object, voice: Voice) -> Any:
    """The same value in JSON's own kinds; raises ``TypeError`` for a float that is not finite or an unknown kind."""
    if isinstance(value, Enum):
        return as_plain(value.value, voice)
    if isinstance(value, Said):
        return voice(value)
    if isinstance(value, str | int | float) or value is None:
        if isinstance(value, float) and not (abs(value) < float("inf")):
            raise TypeError("a figure that is not finite has no place in JSON")
        return value
    if isinstance(value, Euro):
        return value.cents
    if isinstance(value, Decimal | Fraction):
        return exact_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Finding):
        return {"place": value.place, "code": value.code, "text": voice(value.said)}
    if isinstance(value, Remark):
        return {"about": voice(value.about), "text": voice(value.text), "place": value.place}
    if isinstance(value, Trace):
        return _trace(value, voice)
    if isinstance(value, Shown):
        return voice.form(value)
    if isinstance(value, Mapping):
        return {str(name): as_plain(inner, voice) for name, inner in value.items()}
    if isinstance(value, Sequence | frozenset):
        return [as_plain(inner, voice) for inner in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _object(value, voice)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _object(value: Any, voice: Voice) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for each in told_fields(type(value)):
        inner = getattr(value, each.own)
        if each.inline:
            properties |= _object(inner, voice)
        elif inner is not None or not each.left_out:
            properties[each.name] = as_plain(inner, voice)
    return properties


@dataclass(frozen=True, slots=True)
class ToldField:
    """A field of a dataclass: its own name, its name and type in the JSON, and how it stands there."""

    own: str
    name: str
    hint: Any
    left_out: bool
    inline: bool


_KNOWN: dict[type, tuple[ToldField, ...]] = {}


def told_fields(kind: type) -> tuple[ToldField, ...]:
    """How each field of a dataclass stands in the JSON, in order; worked out once a type."""
    if kind not in _KNOWN:
        _KNOWN[kind] = tuple(_told_fields(kind))
    return _KNOWN[kind]


def _told_fields(kind: type) -> Iterator[ToldField]:
    hints = get_type_hints(kind, include_extras=True)
    for each in dataclasses.fields(kind):
        hint = hints[each.name]
        marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
        name = next((mark.name for mark in marks if isinstance(mark, Named)), each.name)
        inline = any(isinstance(mark, Inline) for mark in marks)
        yield ToldField(each.name, name, hint, bool(each.metadata.get(LEFT_OUT)), inline)


def exact_text(value: Decimal | Fraction) -> str:
    """A number as plain decimal text, rounded half up at twelve decimals where it has more."""
    whole = round_fraction(Fraction(value) * 10**DECIMALS, Rounding.HALF_UP)
    text = f"{Decimal(whole).scaleb(-DECIMALS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _trace(trace: Trace, voice: Voice) -> dict[str, Any]:
    """Why an amount is what it is, part by part."""
    return {
        "name": voice(trace.name),
        "amount": trace.amount.cents,
        "text": voice(trace.said) if trace.text else "",
        "source": trace.source,
        "parts": [_trace(part, voice) for part in trace.parts],
    }
