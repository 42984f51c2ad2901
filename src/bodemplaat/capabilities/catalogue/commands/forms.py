"""Building the form of a draft, one field at a time, on the form as it is at that moment.

Two people who build the same form at once lose nothing of each other's: only who changes the very field that somebody
else changed meanwhile is refused. A form may be unfinished while it is a draft; a single field may not be wrong.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.catalogue.commands.versions import change_form_of_draft, own_draft
from bodemplaat.capabilities.catalogue.errors import UnsoundService
from bodemplaat.capabilities.catalogue.reckoning.building import (
    check_field,
    field_at,
    key_for,
    with_field,
    with_field_moved,
    without_field,
)
from bodemplaat.capabilities.catalogue.reckoning.form import Field, Form
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import say

CHANGED_MEANWHILE: Final = say(
    "Somebody changed this field while you were writing. Open it again to see how it is now, and change what you still"
    " want otherwise."
)


@command
def add_field(*, actor: Actor, version: UUID, field: Field, inside: str = "", at: datetime) -> str:
    """Put a field at the end of the form of a draft, or a column at the end of the table ``inside``; answers its path.

    The key of the field is made from its text. Raises ``UnsoundService`` with what is wrong with the field, at the names
    of its parts (``label``, ``choices``, ``shown_when``); for a table that has no columns yet nothing is.
    """
    row, form = own_draft(actor, version, at)
    fields = form.fields
    if inside:
        table = form.field(inside)
        if table is None:
            raise NotFound("field")
        fields = table.columns
    named = replace(field, key=key_for(field.label.nl or field.label.en, {each.key for each in fields}))
    path = f"{inside}.{named.key}" if inside else named.key
    changed = with_field(form, named, inside=inside)
    _check(changed, path)
    change_form_of_draft(actor, row, changed, at)
    return path


@command
def change_field(
    *, actor: Actor, version: UUID, path: str, field: Field, before: Field, at: datetime
) -> None:
    """Let a field or column say something else; ``before`` is what the writer saw. Its key and its columns stay.

    Raises ``UnsoundService`` as ``add_field`` does, and ``Refused`` where somebody changed the field meanwhile.
    """
    row, form = own_draft(actor, version, at)
    stored = field_at(form, path)
    if stored is None:
        raise NotFound("field")
    if replace(stored, columns=()) != replace(before, columns=()):
        raise Refused(CHANGED_MEANWHILE)
    changed = with_field(form, replace(field, key=stored.key, columns=_columns(field, stored)), path=path)
    _check(changed, path)
    change_form_of_draft(actor, row, changed, at)


@command
def move_field(*, actor: Actor, version: UUID, path: str, places: int, at: datetime) -> None:
    """Put a field or column so many places further; a negative number puts it before. It stops at either end."""
    row, form = own_draft(actor, version, at)
    if field_at(form, path) is None:
        raise NotFound("field")
    change_form_of_draft(actor, row, with_field_moved(form, path, places), at)


@command
def remove_field(*, actor: Actor, version: UUID, path: str, at: datetime) -> None:
    """Take a field or column out. What was shown depending on it says so until it is changed."""
    row, form = own_draft(actor, version, at)
    if field_at(form, path) is None:
        raise NotFound("field")
    change_form_of_draft(actor, row, without_field(form, path), at)


def _columns(field: Field, stored: Field) -> tuple[Field, ...]:
    return stored.columns if field.kind == stored.kind else field.columns


def _check(form: Form, path: str) -> None:
    findings = check_field(form, path)
    if findings:
        raise UnsoundService(*findings)
