"""The form of a service as a value: fields of a small safe set, and what is wrong with a definition.

Nothing of a form is code: no formula, no pattern, no address. A form is drawn and its answers are read in ``answers``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from bodemplaat.kernel import Finding, say

MOST_FIELDS: Final = 60
MOST_COLUMNS: Final = 10
MOST_CHOICES: Final = 100
MOST_LINES: Final = 100
LONGEST_LABEL: Final = 120
LONGEST_HELP: Final = 400
LONGEST_TEXT: Final = 200
LONGEST_LONG_TEXT: Final = 4000
FARTHEST: Final = Decimal(10) ** 13
"""No check is beyond this, and no number that is answered."""

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


class FieldKind(StrEnum):
    """What a field asks for."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    AMOUNT = "amount"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    PERSON = "person"
    COST_CENTRE = "cost_centre"
    FILE = "file"
    TABLE = "table"


BOUNDED: Final = frozenset(
    {
        FieldKind.TEXT,
        FieldKind.LONG_TEXT,
        FieldKind.AMOUNT,
        FieldKind.NUMBER,
        FieldKind.DATE,
        FieldKind.TABLE,
    }
)
"""Kinds with a least and a most: characters, euros, the number itself, days from today, and lines."""
_COUNTED: Final = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.DATE, FieldKind.TABLE})
IN_A_TABLE: Final = frozenset(FieldKind) - {FieldKind.TABLE, FieldKind.FILE, FieldKind.LONG_TEXT}
"""What a column of a table can be."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Dutch and, where it was written, in English."""

    nl: str = ""
    en: str = ""

    def in_(self, language: str) -> str:
        """The text for a reader; the other language where this one was not written."""
        return (self.en or self.nl) if language[:2] == "en" else (self.nl or self.en)

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)


UNWRITTEN: Final = Words()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class ShownWhen:
    """A field is shown when the choice ``field`` was answered with one of these codes."""

    field: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks. ``least`` and ``most`` count what its kind counts (``BOUNDED``); ``None`` is no bound."""

    key: str
    kind: FieldKind
    label: Words
    help: Words = UNWRITTEN
    required: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple["Field", ...] = ()
    shown_when: ShownWhen | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What a requester fills in, in order."""

    fields: tuple[Field, ...] = ()

    def field(self, key: str) -> Field | None:
        """The field with a key."""
        return next((each for each in self.fields if each.key == key), None)


def check_form(form: Form) -> tuple[Finding, ...]:
    """Everything that is wrong with a definition, by place (``fields.2.label``); nothing means that it can be used."""
    findings = list(_of_list(form.fields, "fields", MOST_FIELDS, "form.too_many_fields"))
    for index, field in enumerate(form.fields):
        place = f"fields.{index}"
        findings += _of_field(field, place)
        if field.kind is FieldKind.TABLE:
            findings += _of_columns(field, place)
        if field.shown_when is not None:
            findings += _of_condition(form, field, place)
    findings += _of_cycles(form)
    return tuple(findings)


def _of_list(fields: tuple[Field, ...], place: str, most: int, code: str) -> Iterator[Finding]:
    if len(fields) > most:
        text = say("There are {count} fields; {most} is the most. Take out what is not needed to begin.")
        yield Finding(code, place, text, {"count": len(fields), "most": most})
    seen: set[str] = set()
    for index, each in enumerate(fields):
        if not _KEY.fullmatch(each.key):
            text = say(
                "The name “{key}” cannot be used: write small letters, figures and _, beginning with a letter."
            )
            yield Finding("form.key", f"{place}.{index}.key", text, {"key": each.key})
        elif each.key in seen:
            text = say("Two fields have the name “{key}”: give one of them another name.")
            yield Finding("form.same_key", f"{place}.{index}.key", text, {"key": each.key})
        seen.add(each.key)
        if any(other is not each and _asks_the_same(each, other) for other in fields):
            text = say("“{label}” is asked here twice: say in each how they differ, or take one of them out.")
            yield Finding("form.same_label", f"{place}.{index}.label", text, {"label": each.label.nl.strip()})


def _asks_the_same(one: Field, other: Field) -> bool:
    """Whether two fields ask the same of one person: with the same words, and not each in a case of its own."""
    words = _compared(one.label.nl)
    if not words or words != _compared(other.label.nl):
        return False
    first, second = one.shown_when, other.shown_when
    if first is None or second is None:
        return True
    return first.field == second.field and not {*first.answers}.isdisjoint(second.answers)


def _compared(text: str) -> str:
    return " ".join(text.split()).casefold()


def _of_field(field: Field, place: str) -> Iterator[Finding]:
    if not field.label.nl.strip():
        yield Finding("form.label", f"{place}.label", say("Write what this field asks, at least in Dutch."))
    for words, part, longest in ((field.label, "label", LONGEST_LABEL), (field.help, "help", LONGEST_HELP)):
        if max(len(words.nl), len(words.en)) > longest:
            text = say("This text is longer than {most} characters: shorten it.")
            yield Finding("form.long", f"{place}.{part}", text, {"most": longest})
    yield from _of_bounds(field, place)
    if field.kind is FieldKind.CHOICE:
        yield from _of_choices(field, place)
    elif field.choices:
        text = say("Only a choice has answers to choose from: take them out, or make it a choice.")
        yield Finding("form.choices", f"{place}.choices", text)
    if field.columns and field.kind is not FieldKind.TABLE:
        text = say("Only a table has columns: take them out, or make it a table.")
        yield Finding("form.columns", f"{place}.columns", text)


def _of_bounds(field: Field, place: str) -> Iterator[Finding]:
    bounds = [bound for bound in (field.least, field.most) if bound is not None]
    if not bounds:
        return
    if field.kind not in BOUNDED:
        yield Finding(
            "form.no_bounds",
            f"{place}.least",
            say("This kind of field has no least and no most: empty them."),
        )
        return
    if not all(bound.is_finite() and abs(bound) <= FARTHEST for bound in bounds):
        yield Finding("form.bounds", f"{place}.least", say("The least or the most is too large a number."))
        return
    if field.kind in _COUNTED and any(bound != int(bound) for bound in bounds):
        yield Finding(
            "form.whole", f"{place}.least", say("The least and the most of this field are whole numbers.")
        )
    elif field.kind is FieldKind.AMOUNT and any(bound * 100 != int(bound * 100) for bound in bounds):
        yield Finding(
            "form.cents",
            f"{place}.least",
            say("The least and the most of an amount have at most two decimals."),
        )
    if field.least is not None and field.most is not None and field.least > field.most:
        text = say("The least is more than the most, so no answer would do: exchange them.")
        yield Finding("form.crossed", f"{place}.most", text)
    longest = _longest(field.kind)
    if longest is not None and any(bound < 0 or bound > longest for bound in bounds):
        text = say("The least and the most lie between 0 and {most} here.")
        yield Finding("form.range", f"{place}.most", text, {"most": longest})
    if field.kind is FieldKind.DATE and any(abs(bound) > 36500 for bound in bounds):
        text = say("A day lies at most a hundred years from today.")
        yield Finding("form.far", f"{place}.most", text)


def _longest(kind: FieldKind) -> int | None:
    longest = {
        FieldKind.TEXT: LONGEST_TEXT,
        FieldKind.LONG_TEXT: LONGEST_LONG_TEXT,
        FieldKind.TABLE: MOST_LINES,
    }
    return longest.get(kind)


def _of_choices(field: Field, place: str) -> Iterator[Finding]:
    codes = [choice.code for choice in field.choices]
    if not 2 <= len(codes) <= MOST_CHOICES:
        text = say("A choice has 2 to {most} answers; this one has {count}.")
        yield Finding("form.choice", f"{place}.choices", text, {"count": len(codes), "most": MOST_CHOICES})
    texts = [words for each in field.choices if (words := " ".join(each.words.nl.casefold().split()))]
    if len(set(codes)) < len(codes) or len(set(texts)) < len(texts):
        yield Finding(
            "form.same_choice", f"{place}.choices", say("Two answers have the same name: change one of them.")
        )
    if any(not _KEY.fullmatch(code) for code in codes):
        text = say("The name of an answer has small letters, figures and _, beginning with a letter.")
        yield Finding("form.choice_code", f"{place}.choices", text)
    if any(not choice.words.nl.strip() or len(choice.words.nl) > LONGEST_LABEL for choice in field.choices):
        text = say("Write each answer in Dutch, in at most {most} characters.")
        yield Finding("form.choice_words", f"{place}.choices", text, {"most": LONGEST_LABEL})


def _of_columns(field: Field, place: str) -> Iterator[Finding]:
    if not field.columns:
        yield Finding("form.no_columns", f"{place}.columns", say("A table has at least one column: add one."))
    yield from _of_list(field.columns, f"{place}.columns", MOST_COLUMNS, "form.too_many_columns")
    for index, column in enumerate(field.columns):
        inside = f"{place}.columns.{index}"
        if column.kind not in IN_A_TABLE:
            text = say(
                "A column is a text, an amount, a number, a date, a choice, a person or a cost centre."
            )
            yield Finding("form.column_kind", f"{inside}.kind", text)
        if column.shown_when is not None:
            text = say("A column is always shown: take its condition out, or give it to the whole table.")
            yield Finding("form.column_condition", f"{inside}.shown_when", text)
        yield from _of_field(column, inside)


def _of_condition(form: Form, field: Field, place: str) -> Iterator[Finding]:
    condition = field.shown_when
    if condition is None:
        return
    other, inside = form.field(condition.field), f"{place}.shown_when"
    if other is None:
        text = say("There is no field “{key}”, on which showing this one depends. Choose one of the form.")
        yield Finding("form.condition_field", inside, text, {"key": condition.field})
        return
    if other.kind is not FieldKind.CHOICE:
        text = say("Showing a field can only depend on a choice, and “{key}” is none.")
        yield Finding("form.condition_kind", inside, text, {"key": condition.field})
        return
    unknown = sorted(set(condition.answers) - {choice.code for choice in other.choices})
    if unknown or not condition.answers:
        text = say("Choose at least one answer of “{key}” that it has, on which this field is shown.")
        yield Finding("form.condition_answer", inside, text, {"key": condition.field})


def _of_cycles(form: Form) -> Iterator[Finding]:
    leads = {each.key: each.shown_when.field for each in form.fields if each.shown_when is not None}
    for index, field in enumerate(form.fields):
        seen, at = {field.key}, leads.get(field.key)
        while at is not None and at not in seen:
            seen.add(at)
            at = leads.get(at)
        if at == field.key:
            text = say(
                "“{key}” is shown depending on itself, through other fields, so it would never be shown: change one of them."
            )
            yield Finding("form.cycle", f"fields.{index}.shown_when", text, {"key": field.key})


def form_as_stored(form: Form) -> list[dict[str, Any]]:
    """A form as plain lists and texts, as it is kept."""
    return [_stored(each) for each in form.fields]


def form_from_stored(fields: list[dict[str, Any]]) -> Form:
    """The form that ``form_as_stored`` kept. Raises ``ValueError`` or ``KeyError`` for anything else."""
    return Form(tuple(map(_field, fields)))


def _stored(field: Field) -> dict[str, Any]:
    condition = field.shown_when
    return {
        "key": field.key,
        "kind": field.kind.value,
        "label": [field.label.nl, field.label.en],
        "help": [field.help.nl, field.help.en],
        "required": field.required,
        "least": None if field.least is None else str(field.least),
        "most": None if field.most is None else str(field.most),
        "choices": [[each.code, each.words.nl, each.words.en] for each in field.choices],
        "columns": [_stored(each) for each in field.columns],
        "shown_when": None if condition is None else [condition.field, list(condition.answers)],
    }


def _field(stored: Mapping[str, Any]) -> Field:
    condition = stored["shown_when"]
    return Field(
        key=stored["key"],
        kind=FieldKind(stored["kind"]),
        label=Words(*stored["label"]),
        help=Words(*stored["help"]),
        required=stored["required"],
        least=None if stored["least"] is None else Decimal(stored["least"]),
        most=None if stored["most"] is None else Decimal(stored["most"]),
        choices=tuple(Choice(code, Words(nl, en)) for code, nl, en in stored["choices"]),
        columns=tuple(map(_field, stored["columns"])),
        shown_when=None if condition is None else ShownWhen(condition[0], tuple(condition[1])),
    )
