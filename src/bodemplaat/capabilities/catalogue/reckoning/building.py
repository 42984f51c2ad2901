"""Changing a form one field at a time, as values. A field is named by its path: its key, or ``table.column``.

Whoever builds a form writes no names: a key is made from the first text and stays, so answers and other fields that
depend on it go on finding it when the text changes.
"""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from bodemplaat.capabilities.catalogue.reckoning.form import Choice, Field, Form, Words, check_form
from bodemplaat.kernel import Finding

LONGEST_KEY: Final = 30


def key_for(text: str, taken: Collection[str]) -> str:
    """A name made from a text that none of ``taken`` has: ``Wat is de reden?`` becomes ``wat_is_de_reden``."""
    bare = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:LONGEST_KEY].strip("_")
    if not base or not base[0].isalpha():
        base = f"veld_{base}".rstrip("_")
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}_{number}"
    return key


def named_choices(choices: Collection[tuple[str, Words]]) -> tuple[Choice, ...]:
    """Answers with their codes: an empty code is made from the text, one that is there stays."""
    taken = {code for code, _words in choices if code}
    named = []
    for code, words in choices:
        own = code or key_for(words.nl or words.en, taken)
        taken.add(own)
        named.append(Choice(own, words))
    return tuple(named)


def field_at(form: Form, path: str) -> Field | None:
    """The field or column with a path; ``None`` where there is none."""
    key, _dot, column = path.partition(".")
    field = form.field(key)
    if field is None or not column:
        return field
    return next((each for each in field.columns if each.key == column), None)


def place_of(form: Form, path: str) -> str:
    """Where ``check_form`` says what is wrong with a field: ``fields.2`` or ``fields.2.columns.0``; empty for none."""
    key, _dot, column = path.partition(".")
    for index, field in enumerate(form.fields):
        if field.key == key:
            if not column:
                return f"fields.{index}"
            for inside, each in enumerate(field.columns):
                if each.key == column:
                    return f"fields.{index}.columns.{inside}"
    return ""


def path_at(form: Form, place: str) -> str:
    """The path of the field that a place of ``check_form`` lies in; empty where it is about the whole form."""
    parts = place.split(".")
    if len(parts) < 2 or parts[0] != "fields" or not parts[1].isdigit() or int(parts[1]) >= len(form.fields):
        return ""
    field = form.fields[int(parts[1])]
    if len(parts) > 3 and parts[2] == "columns" and parts[3].isdigit() and int(parts[3]) < len(field.columns):
        return f"{field.key}.{field.columns[int(parts[3])].key}"
    return field.key


def with_field(form: Form, field: Field, *, path: str = "", inside: str = "") -> Form:
    """The form with a field in the place of the one at ``path``; without a path at the end of the form or a table."""
    if path:
        key, _dot, column = path.partition(".")
        if not column:
            return Form(tuple(field if each.key == key else each for each in form.fields))
        return _with_columns(
            form, key, lambda columns: tuple(field if each.key == column else each for each in columns)
        )
    if inside:
        return _with_columns(form, inside, lambda columns: (*columns, field))
    return Form((*form.fields, field))


def without_field(form: Form, path: str) -> Form:
    """The form without a field or column. What depended on it says so in ``check_form``."""
    key, _dot, column = path.partition(".")
    if not column:
        return Form(tuple(each for each in form.fields if each.key != key))
    return _with_columns(form, key, lambda columns: tuple(each for each in columns if each.key != column))


def with_field_moved(form: Form, path: str, places: int) -> Form:
    """The form with a field or column so many places further (before: negative); it stops at either end."""
    key, _dot, column = path.partition(".")
    if not column:
        return Form(_moved(form.fields, key, places))
    return _with_columns(form, key, lambda columns: _moved(columns, column, places))


def _moved(fields: tuple[Field, ...], key: str, places: int) -> tuple[Field, ...]:
    at = next((index for index, each in enumerate(fields) if each.key == key), None)
    if at is None:
        return fields
    others = [*fields[:at], *fields[at + 1 :]]
    others.insert(min(max(at + places, 0), len(others)), fields[at])
    return tuple(others)


def _with_columns(form: Form, key: str, change: Callable[[tuple[Field, ...]], tuple[Field, ...]]) -> Form:
    return Form(
        tuple(
            replace(each, columns=change(each.columns)) if each.key == key else each for each in form.fields
        )
    )


def check_field(form: Form, path: str) -> tuple[Finding, ...]:
    """What is wrong with the field at a path, by the names of its parts (``label``); empty for the length of the list.

    A table without columns is not wrong yet: its columns come one by one, and adopting the service asks for them.
    """
    place, findings = place_of(form, path), []
    for each in check_form(form):
        if each.code in ("form.too_many_fields", "form.too_many_columns"):
            findings.append(Finding(each.code, "", each.text, each.values))
        elif each.code != "form.no_columns" and path_at(form, each.place) == path:
            findings.append(Finding(each.code, each.place.removeprefix(f"{place}."), each.text, each.values))
    return tuple(findings)
