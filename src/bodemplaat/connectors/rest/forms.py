"""The form of a service as JSON Schema, answers in JSON as the form reads them, and its findings with pointers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bodemplaat.capabilities.catalogue.api import Field, FieldKind, Form
from bodemplaat.connectors.rest.problems import Wrong
from bodemplaat.kernel import Euro, Finding, say

AMOUNT: Final = r"^-?[0-9]{1,13}\.[0-9]{2}$"
NUMBER: Final = r"^-?[0-9]{1,13}(\.[0-9]{1,6})?$"
DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PATTERNS: Final = {FieldKind.AMOUNT: AMOUNT, FieldKind.NUMBER: NUMBER, FieldKind.DATE: DAY}
_HOW: Final = {
    FieldKind.AMOUNT: say("Send an amount in euros as text with two decimals, such as “12.50”."),
    FieldKind.NUMBER: say("Send a number as text, such as “7.5”."),
    FieldKind.DATE: say("Send a day as YYYY-MM-DD."),
}
NOT_ASKED: Final = say("The form does not ask this. It asks: {allowed}.")
NOTHING_ASKED: Final = say("The form asks nothing: leave this out.")
AS_TEXT: Final = say("Send this as text.")
AS_LINES: Final = say("Send this as a list of objects, one for each line.")
ONE_OF: Final = say("Must be one of: {allowed}.")
NO_FILES: Final = say("A file cannot be sent here yet.")
MOST_LINES: Final = 100


def asks_a_file(form: Form) -> bool:
    """Whether a form cannot be filled in without a file, whatever is answered."""
    return any(
        each.kind is FieldKind.FILE and each.required and each.shown_when is None for each in form.fields
    )


def schema_of(form: Form, language: str) -> dict[str, Any]:
    """The answers of a form as JSON Schema (2020-12): every value is text, and a table a list of objects.

    A field that depends on a choice is required only then (``allOf``), and an answer that asks a file is none; bounds that hang on the day of sending, on people
    and on cost centres are checked when a request comes in.
    """
    fields = [each for each in form.fields if each.kind is not FieldKind.FILE]
    schema = _object(fields, language)
    depending = [each for each in fields if each.required and each.shown_when is not None]
    files = [
        each for each in form.fields if each.kind is FieldKind.FILE and each.required and each.shown_when
    ]
    if depending or files:
        required = [{"if": _answered(each), "then": {"required": [each.key]}} for each in depending]
        schema["allOf"] = [*required, *({"not": _answered(each)} for each in files)]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def typed_from(form: Form, answers: Mapping[str, Any]) -> tuple[dict[str, str], list[Wrong]]:
    """Answers by the name of the input, and what is wrong with them before the form has read any."""
    typed: dict[str, str] = {}
    wrong = [
        Wrong("answer.unknown", *_not_asked(form.fields), pointer=_pointer("answers", key))
        for key in answers
        if form.field(key) is None
    ]
    for each in form.fields:
        if each.key not in answers:
            continue
        value = answers[each.key]
        if each.kind is FieldKind.FILE:
            wrong.append(Wrong("answer.file", NO_FILES, pointer=_pointer("answers", each.key)))
        elif each.kind is FieldKind.TABLE:
            wrong += _lines(each, value, typed)
        else:
            wrong += _one(each, each.key, value, typed)
    return typed, wrong


def _not_asked(fields: Iterable[Field]) -> tuple[str, Mapping[str, object]]:
    """What is told of a key that a form does not have: those that it has."""
    keys = [each.key for each in fields if each.kind is not FieldKind.FILE]
    return (NOT_ASKED, {"allowed": ", ".join(keys)}) if keys else (NOTHING_ASKED, {})


def findings_of(findings: Iterable[Finding], form: Form | None = None) -> list[Wrong]:
    """What a form found, at the places of what was sent; a choice that is none is told with those that there are."""
    return [Wrong(each.code, *_told(each, form), pointer=_place(each.place)) for each in findings]


def _told(finding: Finding, form: Form | None) -> tuple[str, Mapping[str, object]]:
    if finding.code == "answer.choice" and form is not None:
        key, _, column = finding.place.partition(".")
        field = form.field(key)
        if field is not None and column:
            name = column.rpartition(".")[2]
            field = next((each for each in field.columns if each.key == name), None)
        if field is not None:
            return ONE_OF, {"allowed": ", ".join(choice.code for choice in field.choices)}
    return finding.text, finding.values


def answers_in_json(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers that were read, as they are sent: exact numbers as text, days as ISO days."""
    return {key: _json(value) for key, value in answers.items()}


def _json(value: Any) -> Any:
    match value:
        case Euro():
            return money(value)
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case tuple() | list():
            return [answers_in_json(line) for line in value]
    return str(value)


def money(amount: Euro) -> str:
    """An amount as text with two decimals."""
    cents = abs(amount.cents)
    return f"{'-' if amount.cents < 0 else ''}{cents // 100}.{cents % 100:02d}"


def _object(fields: Iterable[Field], language: str) -> dict[str, Any]:
    fields = list(fields)
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {each.key: _schema(each, language) for each in fields},
    }
    required = [each.key for each in fields if each.required and each.shown_when is None]
    if required:
        schema["required"] = required
    return schema


def _schema(each: Field, language: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"title": each.label.in_(language)}
    if each.help:
        schema["description"] = each.help.in_(language)
    if each.kind is FieldKind.TABLE:
        least = 0 if each.least is None else int(each.least)
        most = MOST_LINES if each.most is None else int(each.most)
        least = max(least, 1 if each.required else 0)
        return {
            **schema,
            "type": "array",
            "minItems": least,
            "maxItems": most,
            "items": _object(each.columns, language),
        }
    schema["type"] = "string"
    if each.kind in _PATTERNS:
        schema["pattern"] = _PATTERNS[each.kind]
    if each.kind is FieldKind.DATE:
        schema["format"] = "date"
    if each.kind is FieldKind.PERSON:
        schema["format"] = "uuid"
    if each.kind is FieldKind.CHOICE:
        schema["oneOf"] = [
            {"const": choice.code, "title": choice.words.in_(language)} for choice in each.choices
        ]
    if each.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
        longest = 200 if each.kind is FieldKind.TEXT else 4000
        schema["maxLength"] = longest if each.most is None else int(each.most)
        least = 0 if each.least is None else int(each.least)
        if least or each.required:
            schema["minLength"] = max(least, 1)
    schema["x-kind"] = each.kind.value
    return schema


def _answered(each: Field) -> dict[str, Any]:
    """That a choice was answered so that a field is asked, which depends on one."""
    condition = each.shown_when
    if condition is None:
        raise ValueError(each.key)
    return {"properties": {condition.field: {"enum": list(condition.answers)}}, "required": [condition.field]}


def _lines(each: Field, value: Any, typed: dict[str, str]) -> Iterator[Wrong]:
    pointer = _pointer("answers", each.key)
    if not isinstance(value, list) or not all(isinstance(line, dict) for line in value):
        yield Wrong("answer.lines", AS_LINES, pointer=pointer)
        return
    if len(value) > MOST_LINES:
        text = say("Send at most {most} lines.")
        yield Wrong("answer.lines", text, {"most": MOST_LINES}, pointer=pointer)
        return
    columns = {column.key: column for column in each.columns}
    for number, line in enumerate(value):
        for key, answer in line.items():
            if key in columns:
                yield from _one(columns[key], f"{each.key}.{number}.{key}", answer, typed)
            else:
                yield Wrong(
                    "answer.unknown",
                    *_not_asked(each.columns),
                    pointer=_pointer("answers", each.key, str(number), key),
                )


def _one(each: Field, name: str, value: Any, typed: dict[str, str]) -> Iterator[Wrong]:
    if not isinstance(value, str):
        yield Wrong("answer.type", _HOW.get(each.kind, AS_TEXT), pointer=_place(name))
        return
    pattern = _PATTERNS.get(each.kind)
    if pattern is not None and value and not re.fullmatch(pattern.strip("^$"), value):
        yield Wrong(f"answer.{each.kind.value}", _HOW[each.kind], pointer=_place(name))
        return
    typed[name] = value


def _place(name: str) -> str:
    """The pointer to the input of this name."""
    if name in ("subject", "words"):
        return _pointer(name)
    return _pointer("answers", *name.split("."))


def _pointer(*parts: str) -> str:
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
