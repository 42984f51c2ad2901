"""A report as its reader sees it: every marked text translated and filled, every other text left alone.

What may still be calculated with (amounts, numbers, days in cells and figures) stays a value.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from bodemplaat.kernel import Said
from bodemplaat.presentation.report import Report
from bodemplaat.presentation.values import Shown
from bodemplaat.presentation.voice import Voice


def spoken(report: Report, voice: Voice) -> Report:
    """The report in the reader's language: one like it, in which no text is marked any more."""
    in_language: Report = _plain(report, voice)
    return in_language


def in_words(answer: Mapping[str, Any], voice: Voice) -> dict[str, Any]:
    """A picture's specification with its marked texts in the reader's language."""
    return {str(_plain(key, voice)): _plain(value, voice) for key, value in answer.items()}


def _plain(value: object, voice: Voice) -> Any:
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, Said):
        return voice(value)
    if isinstance(value, Shown):
        return voice.form(value)
    if isinstance(value, list | tuple):
        spoken_parts = [_plain(each, voice) for each in value]
        if all(new is old for new, old in zip(spoken_parts, value, strict=True)):
            return value
        return tuple(spoken_parts) if isinstance(value, tuple) else spoken_parts
    if isinstance(value, Mapping):
        return in_words(value, voice)
    if is_dataclass(value) and not isinstance(value, type) and kind.__module__ == Report.__module__:
        changed = {
            field.name: new
            for field in fields(value)
            if (new := _plain(old := getattr(value, field.name), voice)) is not old
        }
        return replace(value, **changed) if changed else value
    return value


_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
