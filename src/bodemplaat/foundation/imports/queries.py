"""What imports there are and what each does, as frozen views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bodemplaat.foundation.imports.commands import list_of
from bodemplaat.foundation.imports.declared import Mistake, Value
from bodemplaat.foundation.imports.models import Import, ImportChange
from bodemplaat.foundation.imports.tasks import OF_A_BEGINNING, WAITING
from bodemplaat.foundation.imports.together import lists_of
from bodemplaat.foundation.imports.warned import from_kept
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import: what it is of, what it does in numbers, and how far it is (``previewed``, ``done`` or ``undone``; where a
    cooperation begins ``beginning``, ``founding`` or ``founded``).
    """

    id: UUID
    list_name: str
    file_name: str
    since: date
    is_complete: bool
    state: str
    added: int
    changed: int
    ended: int
    unchanged: int
    warnings: tuple[Mistake, ...]
    by: UUID
    at: datetime
    done_by: UUID | None
    done_at: datetime | None
    undone_by: UUID | None
    undone_at: datetime | None
    together: UUID | None
    digest: str
    lines: int
    lines_done: int
    stopped: str

    @property
    def count(self) -> int:
        """How many things become different."""
        return self.added + self.changed + self.ended


@dataclass(frozen=True, slots=True)
class FactView:
    """What becomes different of one thing; days are days."""

    title: str
    before: str | date | None
    after: str | date | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What happens to one thing: ``add``, ``change`` or ``end``; line 0 is not in the file."""

    line: int
    act: str
    name: str
    facts: tuple[FactView, ...]


@query
def import_of(*, actor: Actor, import_id: UUID) -> ImportView:
    """One import of the actor's organisation; raises ``NotFound``."""
    rows = Import.records.of(actor).defer("content").exclude(state__in=OF_A_BEGINNING)
    row = rows.one(id=import_id, organisation_id=actor.organisation_id)
    list_of(row.list_name).check(actor, row.organisation_id)
    return view_of(row)


@query
def held_content(*, actor: Actor, import_id: UUID) -> bytes:
    """The bytes of a file that was handed in and is not carried out yet; raises ``NotFound`` once it is."""
    row = Import.records.of(actor).one(id=import_id, organisation_id=actor.organisation_id)
    list_of(row.list_name).check(actor, row.organisation_id)
    if row.state != Import.State.PREVIEWED:
        raise NotFound("import")
    return bytes(row.content)


@query
def imports_together(*, actor: Actor, together: UUID) -> tuple[ImportView, ...]:
    """The imports of files that were handed in at once, in their order; raises ``NotFound``."""
    rows = Import.records.of(actor).defer("content").filter(organisation_id=actor.organisation_id)
    rows = rows.exclude(state__in=OF_A_BEGINNING).filter(together=together)
    views = tuple(view_of(row) for row in rows.order_by("turn", "id"))
    if not views:
        raise NotFound("import")
    for view in views:
        list_of(view.list_name).check(actor, actor.organisation_id)
    return views


@query
def imports_of(*, actor: Actor, list_name: str = "", count: int = 20) -> tuple[ImportView, ...]:
    """The latest imports of the actor's organisation that were carried out, latest first; of one list or of all."""
    rows = Import.records.of(actor).defer("content").filter(organisation_id=actor.organisation_id)
    rows = rows.exclude(state__in=WAITING)
    rows = rows.filter(
        list_name__in=[list_name] if list_name else [each.name for each in lists_of(actor=actor)]
    )
    return tuple(view_of(row) for row in rows.order_by("-done_at", "id")[:count])


@query
def open_previews(*, actor: Actor) -> tuple[ImportView, ...]:
    """What was handed in at the actor's organisation and not carried out yet, of the lists the actor fills; latest first."""
    rows = Import.records.of(actor).defer("content").filter(organisation_id=actor.organisation_id)
    rows = rows.filter(
        state=Import.State.PREVIEWED, list_name__in=[each.name for each in lists_of(actor=actor)]
    )
    return tuple(view_of(row) for row in rows.order_by("-at", "turn", "id"))


@query
def changes_of(
    *, actor: Actor, import_id: UUID, act: str = "", start: int = 0, count: int = 50
) -> tuple[tuple[ChangeView, ...], int]:
    """A page of what an import does, in the order of its file, and how many there are."""
    rows = ImportChange.records.of(actor).filter(of_id=import_id, organisation_id=actor.organisation_id)
    if act:
        rows = rows.filter(act=act)
    page = rows.order_by("position")[start : start + count]
    views = tuple(
        ChangeView(
            row.line,
            row.act,
            row.name,
            tuple(FactView(f["title"], _shown(f["before"]), _shown(f["after"])) for f in row.facts),
        )
        for row in page
    )
    return views, rows.count()


@query
def list_as_it_stands(*, actor: Actor, list_name: str, on: date) -> Sequence[Mapping[str, Value]]:
    """A list of the actor's organisation on a day, a mapping by column per line: what a file to change it starts from."""
    a_list = list_of(list_name)
    a_list.check(actor, actor.organisation_id)
    return a_list.current(actor, actor.organisation_id, on)


def _shown(value: Any) -> str | date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return str(value)


def view_of(row: Import) -> ImportView:
    """An import as it is shown."""
    return ImportView(
        id=row.id,
        list_name=row.list_name,
        file_name=row.file_name,
        since=row.since,
        is_complete=row.is_complete,
        state=row.state,
        added=row.added,
        changed=row.changed,
        ended=row.ended,
        unchanged=row.unchanged,
        warnings=tuple(from_kept(each) for each in row.warnings),
        by=row.by,
        at=row.at,
        done_by=row.done_by,
        done_at=row.done_at,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
        together=row.together,
        digest=row.digest,
        lines=row.lines,
        lines_done=row.lines_done,
        stopped=row.stopped,
    )
