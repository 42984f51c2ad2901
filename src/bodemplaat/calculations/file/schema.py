"""The JSON Schema of a model file as it is written in YAML, for editors and for whoever makes a file by program.

It says what ``bodemplaat`` reads: what a field may hold, which are required, which names there are. What several
fields say together, the command itself checks.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bodemplaat.calculations.file import values
from bodemplaat.calculations.file.declared import Field, ModelFile, Row
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.fields import ChoiceField, ListField, ValueField, YesField
from bodemplaat.calculations.file.lists import BlockField, LineField, ListingField, MatrixField, YearsField
from bodemplaat.calculations.file.source import REMARKS
from bodemplaat.kernel import Euro
from bodemplaat.presentation.kinds import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

TEXT: Schema = {"$ref": "#/$defs/text"}
REMARK: Schema = {"$ref": "#/$defs/remark"}
GENERAL: Schema = {"$ref": "#/$defs/general"}
EMPTY: Schema = {"type": "null"}
DAY = r"^\s*(\d{4}-\d{2}-\d{2}|\d{1,2}([-/.])\d{1,2}\2\d{4})\s*$"
SHARED: Schema = {
    "text": {"type": ["string", "number", "boolean"]},
    "remark": {"anyOf": [TEXT, EMPTY]},
    "general": {
        "description": "What holds for the model as a whole",
        "anyOf": [TEXT, EMPTY, {"type": "array", "items": {"anyOf": [TEXT, {"$ref": "#/$defs/about"}]}}],
    },
    "about": {
        "type": "object",
        "properties": {"text": TEXT, "about": REMARK},
        "required": ["text"],
        "additionalProperties": False,
    },
}


def input_schema(file: type[ModelFile], command: str) -> Schema:
    """The schema of the whole file: the model in its own block beside those of others, or as the file itself."""
    definitions: Schema = dict(SHARED)
    model = _row(file, definitions)
    del model["additionalProperties"]
    needed = model.pop("required")
    tops = {
        name: model["properties"].pop(name)
        for name, field in file.fields_.items()
        if isinstance(field, BlockField) and field.beside
    }
    definitions[file.section_] = model
    general: Schema = {"title": TEXT, **{f"{kind}s": GENERAL for kind in REMARKS}}
    beside = {**general, **dict.fromkeys((*file.others(), *file.passes_), True), **tops}
    reference = {"$ref": f"#/$defs/{file.section_}", "unevaluatedProperties": False}
    in_block = {
        **reference,
        "properties": dict.fromkeys(file.passes_, True),
        "required": [name for name in needed if name != "title" and name not in tops],
    }
    return {
        "$schema": DIALECT,
        "$id": f"{command}.schema.json",
        "title": f"Model file of bodemplaat {command}",
        "if": {"type": "object", "required": [file.section_]},
        "then": {
            "properties": {**beside, file.section_: in_block},
            "required": [name for name in needed if name in tops],
            "additionalProperties": False,
        },
        "else": {**reference, "properties": beside, "required": needed},
        "$defs": dict(sorted(definitions.items())),
    }


def _row(row: type[Row], definitions: Schema) -> Schema:
    properties = {
        name: {**_described(field), **_field(field, definitions)} for name, field in row.fields_.items()
    }
    schema: Schema = {
        "type": "object",
        "properties": {**dict.fromkeys(REMARKS, REMARK), **properties},
        "required": [name for name, field in row.fields_.items() if _is_needed(field) and not field.when],
        "additionalProperties": False,
    }
    only = [_only_when(row, field) for field in row.fields_.values() if field.when]
    return {**schema, "allOf": only} if only else schema


def _is_needed(field: Field) -> bool:
    """Whether the field itself has to stand there; a line may stand in the matrix instead."""
    return field.is_required and not isinstance(field, LineField)


def _only_when(row: type[Row], field: Field) -> Schema:
    """The field stands in the kinds of block that have it, and in these it may be required."""
    assert field.when is not None  # noqa: S101  # the caller chose these
    other, names = field.when.field, sorted(field.when.names)
    chosen: Schema = {"properties": {other: {"enum": names}}}
    if getattr(row.fields_[other], "default", None) not in names:
        chosen["required"] = [other]
    needed: Schema = {"required": [field.name]} if _is_needed(field) else {}
    return {"if": chosen, "then": needed, "else": {"properties": {field.name: False}}}


def _described(field: Field) -> Schema:
    text = ". ".join(part for part in (field.title, field.note) if part)
    return {"description": text} if text else {}


def _field(field: Field, definitions: Schema) -> Schema:
    if isinstance(field, ListingField):
        return _listing(field, definitions)
    if isinstance(field, BlockField):
        return _or_empty(field, _reference(field.row, definitions))
    if isinstance(field, MatrixField):
        lines = _by_name(_remarked(_by_name(_told(field.of))))
        return _or_empty(field, lines)
    if isinstance(field, LineField):
        return _or_empty(field, _remarked(_by_name(_told(field.of))))
    if isinstance(field, YearsField):
        return _or_empty(field, _by_name(_told(field.of)))
    assert isinstance(field, ValueField)  # noqa: S101  # the kinds of field there are
    return _or_empty(field, _told(field))


def _listing(field: ListingField, definitions: Schema) -> Schema:
    rows: Schema = {"type": "array", "items": _reference(field.row, definitions)}
    named: Schema = {"type": "object", "additionalProperties": {"type": "object"}}
    if field.least:
        rows["minItems"] = named["minProperties"] = field.least
    return _or_empty(field, {"anyOf": [rows, named]} if "name" in field.row.fields_ else rows)


def _reference(row: type[Row], definitions: Schema) -> Schema:
    if row.__name__ not in definitions:
        definitions[row.__name__] = {}  # a row may hold rows of its own kind
        definitions[row.__name__] = _row(row, definitions)
    return {"$ref": f"#/$defs/{row.__name__}"}


def _by_name(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def _remarked(line: Schema) -> Schema:
    return {**line, "properties": dict.fromkeys(REMARKS, REMARK)}


def _or_empty(field: Field, schema: Schema) -> Schema:
    return schema if _is_needed(field) else {"anyOf": [schema, EMPTY]}


def _told(field: ValueField) -> Schema:
    """The value by itself, or in a block with remarks beside it."""
    value = _value(field)
    if isinstance(field, ListField):
        return {"anyOf": [value, {"type": "array", "items": value}]}
    block = {
        "type": "object",
        "properties": {"value": value, **dict.fromkeys(REMARKS, REMARK)},
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [value, block]}


def _value(field: ValueField) -> Schema:
    if isinstance(field, ListField):
        return _value(field.of)
    if isinstance(field, YesField):
        return {"enum": [True, False, *sorted(values.YES | values.NO)]}
    if isinstance(field, ChoiceField):
        return {"enum": [*field.by_name, *_as_yaml_reads(field.by_name)]}
    if field.kind is Kind.DAY:
        return {"type": "string", "pattern": DAY}
    if field.kind is Kind.TEXT:
        return TEXT
    number = "integer" if field.way is Entry.count else "number"
    return {"type": [number, "string"], **_limits(field), "pattern": "[0-9]"}


def _as_yaml_reads(names: Mapping[str, object]) -> list[object]:
    """The same names where YAML takes them for a number or a yes."""
    numbers: list[object] = [int(name) for name in names if name.isdigit()]
    return [*numbers, *(value for name, value in (("yes", True), ("no", False)) if name in names)]


def _limits(field: ValueField) -> Schema:
    words = {"least": "minimum", "most": "maximum"}
    limits = {words[name]: _number(limit) for name, limit in field.limits.items() if name in words}
    return {name: limit for name, limit in limits.items() if limit is not None}


def _number(limit: object) -> int | float | None:
    if isinstance(limit, Euro):
        limit = limit.decimal
    if limit is None or isinstance(limit, date):
        return None
    exact = Decimal(str(limit))
    return int(exact) if exact == exact.to_integral_value() else float(exact)
