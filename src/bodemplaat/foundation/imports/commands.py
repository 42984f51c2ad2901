"""Previewing a file, carrying it out, undoing it. Statements do not grow with the lines but per thousand."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

from bodemplaat.foundation.audit.api import record, record_many
from bodemplaat.foundation.imports.declared import (
    Change,
    ImportedList,
    Mistake,
    Plan,
    RowChange,
    Terms,
    imported_list,
)
from bodemplaat.foundation.imports.dependants import what_builds_on
from bodemplaat.foundation.imports.errors import BuiltUpon, Outdated, UnsoundFile
from bodemplaat.foundation.imports.models import Import, ImportChange
from bodemplaat.foundation.imports.reading import ReadFile, read_file
from bodemplaat.foundation.imports.tasks import KEPT_FOR, forget, forget_previews
from bodemplaat.foundation.imports.warned import as_kept
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command, entered
from bodemplaat.kernel import Said, say

BATCH: Final = 1000
NOBODY: Final = UUID(int=0)
"""Who carried an import out where that was the platform itself."""


@command
def preview_import(
    *,
    actor: Actor,
    list_name: str,
    file_name: str,
    content: bytes,
    since: date,
    is_complete: bool,
    at: datetime,
) -> UUID:
    """Read a file and hold what it would do; nothing of the list is changed. Returns the import's id.

    Raises ``UnsoundFile`` with every mistake in it: then nothing is stored at all.
    """
    a_list = list_of(list_name)
    organisation = actor.organisation_id
    a_list.check(actor, organisation)
    forget_previews(actor=actor, at=at)
    terms = Terms(since, is_complete, uuid4())
    plan = _planned(a_list, actor, organisation, file_name, content, terms)
    row = Import(
        id=terms.seed,
        organisation_id=organisation,
        list_name=list_name,
        file_name=file_name[-120:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        since=since,
        is_complete=is_complete,
        by=actor.person,
        at=at,
        **told_of(plan),
    )
    row.save(force_insert=True)
    keep_changes(actor, row, plan)
    forget.configure(schedule_at=at + KEPT_FOR).defer(organisation=str(organisation))
    return row.id


@command
def carry_out_import(*, actor: Actor, import_id: UUID, at: datetime) -> None:
    """Do what a preview showed, whole or not at all; a second call changes nothing.

    Raises ``Outdated`` when the list changed since, so that the file would do something else now: call
    ``renew_preview`` and look again; and ``UnsoundFile`` when it can no longer be carried out.
    """
    row, a_list = _held(actor, import_id)
    if row.state != Import.State.PREVIEWED:
        return
    plan = _planned_anew(actor, row, a_list)
    do(actor, row, a_list, plan, at)
    a_list.afterwards(actor=actor, organisation=row.organisation_id, days=plan.days, at=at)


def nobody(_: int) -> None:
    """Whom nothing is told of how many rows were stored."""


def do(
    actor: Actor,
    row: Import,
    a_list: ImportedList,
    plan: Plan,
    at: datetime,
    tell: Callable[[int], None] = nobody,
) -> None:
    """Store what a plan says and note that it was done. Raises ``Outdated`` when it is not what was shown.

    ``tell`` hears each time how many rows more were stored.
    """
    if digest_of(plan.changes) != row.digest:
        raise Outdated
    store(actor, a_list, plan, tell)
    for action, subjects in _records(plan.changes, row.organisation_id).items():
        record_many(actor, action[0], action[1], subjects, at=at)
    row.state, row.content, row.done_by, row.done_at = Import.State.DONE, b"", who(actor), at
    row.save(update_fields=["state", "content", "done_by", "done_at"])
    record(
        actor,
        "import.done",
        "import",
        row.id,
        row.organisation_id,
        at=at,
        details={
            "kind": row.list_name,
            "sha256": row.sha256,
            "added": row.added,
            "changed": row.changed,
            "ended": row.ended,
        },
    )
    a_list.follow_up(actor, plan.changes, at)


def who(actor: Actor) -> UUID:
    """Who did it: a person, or nobody for the platform."""
    return actor.person_id or NOBODY


def store(actor: Actor, a_list: ImportedList, plan: Plan, tell: Callable[[int], None] = nobody) -> None:
    """Store the rows of a plan, as whoever its list says."""
    rows = [row for change in plan.changes for row in change.rows]
    with _reaching(actor, a_list, rows) as storing:
        _store(storing, a_list, rows, tell)


@contextmanager
def _reaching(actor: Actor, a_list: ImportedList, rows: Sequence[RowChange]) -> Iterator[Actor]:
    reaching = a_list.reach(actor, rows)
    if reaching == actor:
        yield actor
        return
    with entered(reaching):
        yield reaching


@command
def renew_preview(*, actor: Actor, import_id: UUID, at: datetime) -> None:
    """Work out anew what a held file would do, for what changed in the meantime. Raises ``UnsoundFile``."""
    row, a_list = _held(actor, import_id)
    if row.state != Import.State.PREVIEWED:
        return
    plan = _planned_anew(actor, row, a_list)
    show_anew(actor, row, plan, at)


def show_anew(actor: Actor, row: Import, plan: Plan, at: datetime) -> None:
    """Let a preview tell what the file does now."""
    ImportChange.records.of(actor).filter(of=row).delete()
    for name, value in told_of(plan).items():
        setattr(row, name, value)
    row.at = at
    row.save()
    keep_changes(actor, row, plan)


def _check_alone(row: Import) -> None:
    if row.together is not None:
        raise Refused(say("This file was handed in together with others: they are taken in together."))


@command
def drop_preview(*, actor: Actor, import_id: UUID, at: datetime) -> None:
    """Throw a preview away; raises ``NotFound`` for an import that was carried out."""
    row = locked(actor, import_id)
    list_of(row.list_name).check(actor, row.organisation_id)
    if row.state != Import.State.PREVIEWED:
        raise NotFound("import")
    _check_alone(row)
    row.delete()


@command
def undo_import(*, actor: Actor, import_id: UUID, at: datetime) -> None:
    """Put back every row that an import added or changed, whole or not at all.

    Raises ``BuiltUpon`` with who and what when rows have changed since, or others build on rows that it added, and
    ``Refused`` for an import that was not carried out or is undone already, and for one that changed one's own work, roles
    or functions, or made oneself no manager any more.
    """
    import_row = locked(actor, import_id)
    a_list = list_of(import_row.list_name)
    a_list.check(actor, import_row.organisation_id)
    if import_row.state != Import.State.DONE:
        raise Refused(say("This import is not carried out now, so there is nothing to undo."))
    changes = list(ImportChange.records.of(actor).filter(of=import_row).order_by("position"))
    named = {
        UUID(row["id"]): (change.line, change.name) for change in reversed(changes) for row in change.rows
    }
    rows = [_stored(a_list, row) for change in changes for row in change.rows]
    added = {
        model: [row.id for row in rows if row.model is model and row.before is None]
        for model in a_list.models
    }
    with _reaching(actor, a_list, rows) as reaching:
        a_list.check_undo(reaching, rows)
        also = a_list.also_builds(reaching, rows)
        reasons = _changed_since(reaching, rows, named) + what_builds_on(added, named, a_list.follows, also)
        if reasons:
            raise BuiltUpon(reasons)
        a_list.take_back(reaching, rows, at)
        _put_back(reaching, a_list, rows)
    import_row.state, import_row.undone_by, import_row.undone_at = Import.State.UNDONE, actor.person, at
    import_row.save(update_fields=["state", "undone_by", "undone_at"])
    record(
        actor,
        "import.undone",
        "import",
        import_row.id,
        import_row.organisation_id,
        at=at,
        details={"kind": import_row.list_name},
    )
    a_list.afterwards(actor=actor, organisation=import_row.organisation_id, days={import_row.since}, at=at)


def list_of(name: str) -> ImportedList:
    """The list with a name; raises ``NotFound``."""
    a_list = imported_list(name)
    if a_list is None:
        raise NotFound("list")
    return a_list


def locked(actor: Actor, import_id: UUID) -> Import:
    """The import, while no other of the same organisation is carried out or undone."""
    hold(actor)
    return Import.records.of(actor).locked().one(id=import_id, organisation_id=actor.organisation_id)


def hold(actor: Actor) -> None:
    """Let no other import of the actor's organisation be carried out or undone until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"imports {actor.organisation_id}"]
        )


def plan_of(
    a_list: ImportedList, actor: Actor, organisation: UUID, file: ReadFile, terms: Terms
) -> tuple[Plan, Sequence[Mistake]]:
    """What a file does, and every mistake in it by line: those of its cells and those of its lines together."""
    if file.mistakes and not file.lines:
        return Plan(), file.mistakes
    plan = a_list.plan(actor, organisation, file.lines, terms)
    mistaken = {(mistake.line, mistake.column) for mistake in file.mistakes}
    mistakes = [*file.mistakes, *(m for m in plan.mistakes if (m.line, m.column) not in mistaken)]
    for title in file.unread:
        plan.warn(0, title, say("This column is not part of the list and was not read."))
    return plan, sorted(mistakes, key=lambda mistake: mistake.line)


def _held(actor: Actor, import_id: UUID) -> tuple[Import, ImportedList]:
    """An import, held until the end, with its list; raises for anyone who may not fill that."""
    row = locked(actor, import_id)
    a_list = list_of(row.list_name)
    a_list.check(actor, row.organisation_id)
    return row, a_list


def _planned_anew(actor: Actor, row: Import, a_list: ImportedList) -> Plan:
    """What a held file would do now. Raises ``UnsoundFile``."""
    _check_alone(row)
    terms = Terms(row.since, row.is_complete, row.id)
    return _planned(a_list, actor, row.organisation_id, row.file_name, bytes(row.content), terms)


def _planned(
    a_list: ImportedList, actor: Actor, organisation: UUID, file_name: str, content: bytes, terms: Terms
) -> Plan:
    plan, mistakes = plan_of(a_list, actor, organisation, read_file(a_list, file_name, content), terms)
    if mistakes:
        raise UnsoundFile(mistakes)
    return plan


def told_of(plan: Plan) -> dict[str, Any]:
    """What an import keeps of its plan, by the names of its columns."""
    counts = {
        act: sum(change.act.value == act for change in plan.changes) for act in ("add", "change", "end")
    }
    return {
        "digest": digest_of(plan.changes),
        "added": counts["add"],
        "changed": counts["change"],
        "ended": counts["end"],
        "unchanged": plan.unchanged,
        "warnings": [as_kept(each) for each in plan.warnings],
    }


def digest_of(changes: Sequence[Change]) -> str:
    """Of all that a reader is shown of a plan."""
    in_order = [
        [change.line, change.act.value, change.name, [[f.title, f.before, f.after] for f in change.facts]]
        for change in changes
    ]
    return hashlib.sha256(json.dumps(in_order, cls=DjangoJSONEncoder).encode()).hexdigest()


def keep_changes(actor: Actor, import_row: Import, plan: Plan, tell: Callable[[int], None] = nobody) -> None:
    """Keep what an import does, row by row; ``tell`` hears each time how many more were kept."""
    records = ImportChange.records.of(actor)
    for start in range(0, len(plan.changes), BATCH):
        kept = records.bulk_create(
            ImportChange(
                organisation_id=import_row.organisation_id,
                of=import_row,
                position=position,
                line=change.line,
                act=change.act.value,
                name=change.name[:160],
                facts=[
                    {"title": str(fact.title), "before": fact.before, "after": fact.after}
                    for fact in change.facts
                ],
                rows=[
                    {
                        "model": row.model._meta.label_lower,
                        "id": row.id,
                        "before": row.before,
                        "after": row.after,
                    }
                    for row in change.rows
                ],
            )
            for position, change in enumerate(plan.changes[start : start + BATCH], start=start)
        )
        tell(len(kept))


def _records(
    changes: Iterable[Change], organisation: UUID
) -> Mapping[tuple[str, str], list[tuple[UUID, UUID, Mapping[str, object]]]]:
    lines: dict[tuple[str, str], list[tuple[UUID, UUID, Mapping[str, object]]]] = defaultdict(list)
    for change in changes:
        action, kind, subject = change.record
        lines[action, kind].append((subject, organisation, {}))
    return lines


def _store(
    actor: Actor, a_list: ImportedList, rows: Sequence[RowChange], tell: Callable[[int], None]
) -> None:
    for model in a_list.models:
        records: Any = model.records.of(actor)  # type: ignore[attr-defined]  # every model of a list is a tenant's
        mine = [row for row in rows if row.model is model]
        new = [model(id=row.id, **row.after) for row in mine if row.before is None]
        for start in range(0, len(new), BATCH):
            tell(len(records.bulk_create(new[start : start + BATCH])))
        old = [(row.id, row.after) for row in mine if row.before is not None]
        _update(records, model, old)
        tell(len(old))


def _put_back(actor: Actor, a_list: ImportedList, rows: Sequence[RowChange]) -> None:
    for model in reversed(a_list.models):
        records: Any = model.records.of(actor)  # type: ignore[attr-defined]
        mine = [row for row in rows if row.model is model]
        _update(records, model, [(row.id, row.before) for row in mine if row.before is not None])
        added = [row.id for row in mine if row.before is None and model not in a_list.stays]
        for start in range(0, len(added), BATCH):
            doomed = records.filter(id__in=added[start : start + BATCH])
            doomed._raw_delete(doomed.db)  # noqa: SLF001  # what refers to them was looked for by ``what_builds_on``


def _update(records: Any, model: type[Model], values: Sequence[tuple[UUID, Mapping[str, object]]]) -> None:
    """Set the columns that change, those of rows with the same columns together."""
    by_columns: dict[tuple[str, ...], list[Model]] = defaultdict(list)
    for identity, columns in values:
        by_columns[tuple(sorted(columns))].append(model(id=identity, **columns))
    for names, objects in by_columns.items():
        records.bulk_update(objects, list(names), batch_size=BATCH)


def _stored(a_list: ImportedList, row: Mapping[str, Any]) -> RowChange:
    model = next(model for model in a_list.models if model._meta.label_lower == row["model"])
    return RowChange(model, UUID(row["id"]), _typed(model, row["before"]), _typed(model, row["after"]) or {})


def _typed(model: type[Model], values: Mapping[str, Any] | None) -> Mapping[str, object] | None:
    if values is None:
        return None
    return {name: model._meta.get_field(name).to_python(value) for name, value in values.items()}  # type: ignore[union-attr]


def _changed_since(
    actor: Actor, rows: Sequence[RowChange], named: Mapping[UUID, tuple[int, str]]
) -> list[Mistake]:
    """Of whose rows something is no longer as the import left it."""
    mistakes: dict[UUID, Mistake] = {}
    for model in {row.model for row in rows}:
        mine = [row for row in rows if row.model is model]
        there: dict[UUID, Mapping[str, object]] = {}
        columns = sorted({name for row in mine for name in row.after})
        records: Any = model.records.of(actor)  # type: ignore[attr-defined]
        for start in range(0, len(mine), BATCH):
            ids = [row.id for row in mine[start : start + BATCH]]
            there |= {row["id"]: row for row in records.filter(id__in=ids).values("id", *columns)}
        for row in mine:
            now = there.get(row.id)
            if now is None or any(now[name] != value for name, value in row.after.items()):
                line, name = named[row.id]
                text = say("“{name}” was changed after this import.")
                mistakes[row.id] = Mistake(line, "", Said(text, {"name": name}))
    return list(mistakes.values())
