"""The JSON Schema of an answer, from the types of its dataclasses; descriptions are the docstrings of their fields."""

import ast
import dataclasses
import inspect
import re
import textwrap
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from bodemplaat.calculations.render.json import told_fields
from bodemplaat.calculations.work import Work
from bodemplaat.kernel import Euro, Finding, Trace
from bodemplaat.presentation.report import Remark

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
PLAIN: Mapping[type, Schema] = {
    str: TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}
NUMBER: Schema = {
    "type": "string",
    "pattern": r"^-?[0-9]+(\.[0-9]+)?$",
    "description": "An exact number as decimal text, at most twelve decimals.",
}
SHARED: Mapping[type, tuple[str, Schema]] = {
    Euro: ("cents", {"type": "integer", "description": "An amount in cents."}),
    Decimal: ("number", NUMBER),
    Fraction: ("number", NUMBER),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Put in ``Annotated``: what a number lies between, or the pattern of a text."""

    least: int | None = None
    most: int | None = None
    pattern: str = ""


Count = Annotated[int, Limits(0)]
"""How many there are."""
Positive = Annotated[int, Limits(1)]
NotNegative = Annotated[float, Limits(0)]
"""A number of days or a standard error: zero or more."""
Chance = Annotated[float, Limits(0, 1)]


def schema_of(work: Work[Any, Any, Any], command: str) -> Schema:
    """The schema of what ``command`` writes as JSON."""
    body = get_type_hints(work.answer)["return"]
    made = _Schemas()
    own = made.object_of(body)
    properties: Schema = {"format": {"const": work.format}}
    if "title" in work.common:
        properties["title"] = TEXT
    properties |= own["properties"]
    properties |= {name: made.of(tuple[Remark, ...]) for name in work.common if name != "title"}
    required = [name for name in properties if name in own["required"] or name not in own["properties"]]
    if work.explain is not None:
        text = "Why the amounts that were asked for are what they are."
        properties["explanation"] = {**made.of(tuple[Trace, ...]), "description": text}
    return {
        "$schema": DIALECT,
        "title": f"Answer of 'bodemplaat {command} FILE --json'",
        "description": _summary(body),
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
        "$defs": dict(sorted(made.shared.items())),
    }


def has_types(work: Work[Any, Any, Any]) -> bool:
    """Whether the answer is a tree of dataclasses yet."""
    return dataclasses.is_dataclass(get_type_hints(work.answer)["return"])


class _Schemas:
    """Types to schemas; what has a name stands once, in ``shared``."""

    def __init__(self) -> None:
        self.shared: dict[str, Schema] = {}
        self.kinds: dict[str, type] = {}

    def of(self, kind: Any) -> Schema:
        """The schema of a type; raises ``TypeError`` for one that JSON cannot hold."""
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self.of(inner[0]) | _limits(inner[1:])
        if origin in (Union, types.UnionType):
            return _any_of([self.of(each) for each in inner if each is not type(None)], type(None) in inner)
        if origin is Literal:
            return {"const": inner[0]} if len(inner) == 1 else {"enum": list(inner)}
        if origin is tuple or (isinstance(origin, type) and issubclass(origin, Sequence)):
            return {"type": "array", "items": self.of(inner[0])}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(inner[1])}
        if kind in PLAIN:
            return dict(PLAIN[kind])
        if isinstance(kind, type):
            return self._named(kind)
        raise TypeError(f"{kind!r} has no form in JSON")

    def _named(self, kind: type) -> Schema:
        name, schema = SHARED.get(kind, (_snake(kind.__name__), {}))
        if kind not in SHARED and self.kinds.setdefault(name, kind) is not kind:
            raise TypeError(f"{kind!r} and {self.kinds[name]!r} would have one name")
        if name not in self.shared:
            self.shared[name] = schema  # before what is in it, which may be of the same kind
            self.shared[name] = schema or self._made(kind)
        return {"$ref": f"#/$defs/{name}"}

    def _made(self, kind: type) -> Schema:
        if issubclass(kind, Enum):
            return {"enum": [member.value for member in kind]}
        if kind is Remark:
            return self._texts("about", "text", "place")
        if kind is Finding:
            return self._texts("place", "code", "text")
        if kind is Trace:
            amount, parts = self.of(Euro), self.of(tuple[Trace, ...])
            whole = {**parts, "description": "They add up to the amount."}
            return _object({"name": TEXT, "amount": amount, "text": TEXT, "source": TEXT, "parts": whole})
        return self.object_of(kind)

    def _texts(self, *names: str) -> Schema:
        return _object(dict.fromkeys(names, TEXT))

    def object_of(self, kind: type) -> Schema:
        """The schema of a dataclass, in the order of its fields."""
        if not dataclasses.is_dataclass(kind):
            raise TypeError(f"{kind!r} has no form in JSON")
        descriptions = _told(kind)
        properties: Schema = {}
        optional: set[str] = set()
        for each in told_fields(kind):
            if each.inline:
                inner = self.object_of(get_args(each.hint)[0])
                properties |= inner["properties"]
                optional |= inner["properties"].keys() - set(inner["required"])
                continue
            hint = each.hint
            if each.left_out:
                optional.add(each.name)
                bare = get_args(hint)[0] if get_origin(hint) is Annotated else hint
                hint = Union[tuple(part for part in get_args(bare) if part is not type(None))]  # noqa: UP007  # of a tuple
            properties[each.name] = self.of(hint)
            if each.own in descriptions:
                properties[each.name] |= {"description": descriptions[each.own]}
        return _object(properties, optional, _summary(kind))


def _object(properties: Schema, optional: set[str] | frozenset[str] = frozenset(), about: str = "") -> Schema:
    return {
        **({"description": about} if about else {}),
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in optional],
        "properties": properties,
    }


def _any_of(schemas: list[Schema], or_nothing: bool) -> Schema:
    known: list[Schema] = []
    for schema in (*schemas, *([{"type": "null"}] if or_nothing else [])):
        if schema not in known:
            known.append(schema)
    return known[0] if len(known) == 1 else {"anyOf": known}


def _limits(marks: Sequence[object]) -> Schema:
    schema: Schema = {}
    for each in marks:
        if isinstance(each, Limits):
            schema |= {"minimum": each.least} if each.least is not None else {}
            schema |= {"maximum": each.most} if each.most is not None else {}
            schema |= {"pattern": each.pattern} if each.pattern else {}
    return schema


def _told(kind: type) -> dict[str, str]:
    """The docstring under each field of a dataclass, in one line."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    statements = body.body if isinstance(body, ast.ClassDef) else []
    descriptions: dict[str, str] = {}
    for field, after in pairwise(statements):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
        ):
            text = after.value.value if isinstance(after.value, ast.Constant) else None
            if isinstance(text, str):
                descriptions[field.target.id] = _line(text)
    return descriptions


def _summary(kind: type) -> str:
    return _line(kind.__doc__ or "")


def _line(text: str) -> str:
    return " ".join(text.replace("``", "").split())


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip("_")).lower()
