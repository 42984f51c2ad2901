"""Warnings as an import keeps them: JSON in which a marked text among the values stays marked, also within a list."""

from collections.abc import Mapping
from typing import Any

from bodemplaat.foundation.imports.declared import Mistake
from bodemplaat.kernel import Said


def as_kept(warning: Mistake) -> dict[str, Any]:
    """A warning as JSON."""
    return {"line": warning.line, "column": warning.column, **_marked(warning.said)}


def from_kept(kept: Mapping[str, Any]) -> Mistake:
    """The warning that was kept."""
    return Mistake(kept["line"], kept["column"], _said(kept))


def _marked(text: Said) -> dict[str, Any]:
    return {"text": str(text), "values": {name: _value(value) for name, value in text.values.items()}}


def _value(value: object) -> object:
    if isinstance(value, Said):
        return _marked(value)
    return [_value(each) for each in value] if isinstance(value, list) else value


def _said(kept: Mapping[str, Any]) -> Said:
    return Said(kept["text"], {name: _from_value(value) for name, value in kept["values"].items()})


def _from_value(value: object) -> object:
    if isinstance(value, dict):
        return _said(value)
    return [_from_value(each) for each in value] if isinstance(value, list) else value
