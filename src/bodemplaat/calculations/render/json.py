"""The machine-readable answer: amounts as integer cents, exact numbers as text, days in ISO 8601."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bodemplaat.kernel import Euro, Finding, Rounding, Trace
from bodemplaat.kernel.euro import round_fraction
from bodemplaat.presentation.report import Remark
from bodemplaat.presentation.words import Words

DECIMALS = 12


def json_text(answer: Mapping[str, Any], words: Words) -> str:
    """The answer as indented JSON with a line end; what a finding says, in the reader's language."""
    return json.dumps(as_plain(answer, words), ensure_ascii=False, indent=2) + "\n"


def as_plain(value: object, words: Words) -> Any:
    """The same value in JSON's own kinds; raises ``TypeError`` for a float that is not finite or an unknown kind."""
    if isinstance(value, Finding):
        return {"place": value.place, "code": value.code, "text": words.fill(value.text, value.values)}
    if isinstance(value, Euro):
        return value.cents
    if isinstance(value, Decimal | Fraction):
        return exact_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): as_plain(inner, words) for name, inner in value.items()}
    if isinstance(value, str | int | float) or value is None:
        if isinstance(value, float) and not (abs(value) < float("inf")):
            raise TypeError("a figure that is not finite has no place in JSON")
        return value
    if isinstance(value, Sequence | frozenset):
        return [as_plain(inner, words) for inner in value]
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def exact_text(value: Decimal | Fraction) -> str:
    """A number as plain decimal text, rounded half up at twelve decimals where it has more."""
    whole = round_fraction(Fraction(value) * 10**DECIMALS, Rounding.HALF_UP)
    text = f"{Decimal(whole).scaleb(-DECIMALS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def remarks_json(remarks: Sequence[Remark], kind: str) -> list[dict[str, str]]:
    """Assumptions or sources, with what they are about and where they stand."""
    return [{"about": r.about, "text": r.text, "place": r.place} for r in remarks if r.kind == kind]


def trace_json(trace: Trace, words: Words) -> dict[str, Any]:
    """Why an amount is what it is, part by part."""
    return {
        "name": words.translate(trace.name),
        "amount": trace.amount,
        "text": words.fill(trace.text, trace.values) if trace.text else "",
        "source": trace.source,
        "parts": [trace_json(part, words) for part in trace.parts],
    }
