"""An administrator with a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, TODAY, World

from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.tenancy.api import Actor

PEOPLE = ("number", "name", "email", "unit", "manager", "job", "iban", "since", "until")


@dataclass
class Desk:
    """Where files are handed in, by one administrator."""

    actor: Actor

    def preview(
        self, list_name: str, content: bytes, *, since: date = TODAY, is_complete: bool = False
    ) -> UUID:
        """Hand a file in."""
        return imports.preview_import(
            actor=self.actor,
            list_name=list_name,
            file_name="lijst.csv",
            content=content,
            since=since,
            is_complete=is_complete,
            at=MONDAY,
        )

    def do(self, list_name: str, content: bytes, **how: Any) -> imports.ImportView:
        """Hand a file in and carry it out."""
        held = self.preview(list_name, content, **how)
        imports.carry_out_import(actor=self.actor, import_id=held, at=MONDAY)
        return self.seen(held)

    def people(self, *lines: Sequence[str], **how: Any) -> imports.ImportView:
        """Hand in and carry out lines of people."""
        return self.do("people", csv_file("people", PEOPLE, *lines), **how)

    def mistakes(self, list_name: str, content: bytes, **how: Any) -> list[tuple[int, str, str]]:
        """The line, column and text of everything that is wrong with a file."""
        with pytest.raises(imports.UnsoundFile) as refusal:
            self.preview(list_name, content, **how)
        return [(m.line, str(m.column), m.said.render()) for m in refusal.value.mistakes]

    def wrong_people(self, *lines: Sequence[str], **how: Any) -> list[tuple[int, str, str]]:
        """The same of lines of people."""
        return self.mistakes("people", csv_file("people", PEOPLE, *lines), **how)

    def seen(self, held: UUID) -> imports.ImportView:
        """An import as it is shown."""
        return imports.import_of(actor=self.actor, import_id=held)

    def changes(self, held: UUID) -> list[imports.ChangeView]:
        """What an import does."""
        return list(imports.changes_of(actor=self.actor, import_id=held, count=1000)[0])

    def undo(self, held: UUID) -> None:
        """Take an import back."""
        imports.undo_import(actor=self.actor, import_id=held, at=MONDAY)

    def as_it_stands(self, list_name: str) -> bytes:
        """What is downloaded to be changed."""
        lines = imports.list_as_it_stands(actor=self.actor, list_name=list_name, on=TODAY)
        a_list = imports.imported_list(list_name)
        assert a_list is not None
        return imports.list_as_file(a_list, lines, "csv")


@pytest.fixture
def desk(world: World) -> Desk:
    """Of the administrator of the first municipality."""
    return Desk(world.first.ad)


@pytest.fixture
def fields() -> Callable[[imports.ChangeView], dict[str, tuple[object, object]]]:
    """The facts of a change by their titles."""
    return lambda change: {fact.title: (fact.before, fact.after) for fact in change.facts}
