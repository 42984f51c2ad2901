"""The machine-readable answer: amounts as integer cents, exact numbers as text, days in ISO 8601.

An answer is a tree of frozen dataclasses; a field stands in the JSON in the order of declaration and under its own name,
unless it is declared as ``Annotated[…, Named("from")]``. ``render/schema.py`` makes the JSON Schema from the same types.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
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
        told = ((name, getattr(value, own), optional) for own, name, optional in _fields(type(value)))
        return {
            name: as_plain(inner, voice)
            for name, inner, optional in told
            if not optional or inner is not None
        }
    raise TypeError(f"{type(value).__name__} has no form in JSON")


@lru_cache(maxsize=512)
def _fields(kind: type) -> tuple[tuple[str, str, bool], ...]:
    """Each field with its name in the JSON and whether it is left out while there is nothing."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        (each.name, name_of(each.name, hints[each.name]), bool(each.metadata.get(LEFT_OUT)))
        for each in dataclasses.fields(kind)
    )


def name_of(own: str, hint: Any) -> str:
    """The name in the JSON of a field of this type."""
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((mark.name for mark in marks if isinstance(mark, Named)), own)


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
