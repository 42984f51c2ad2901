"""Files of several organisations that wait where a cooperation begins: what they would do, and their bytes for a day."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from bodemplaat.foundation.imports.commands import digest_of, hold, keep_changes, told_of
from bodemplaat.foundation.imports.declared import ImportedList
from bodemplaat.foundation.imports.errors import Outdated
from bodemplaat.foundation.imports.models import Import, ImportChange
from bodemplaat.foundation.imports.queries import ImportView, view_of
from bodemplaat.foundation.imports.tasks import KEPT_FOR, OF_A_BEGINNING, forget, forget_previews
from bodemplaat.foundation.imports.templates import list_as_file
from bodemplaat.foundation.imports.together import WHOSE, Filled, HandedIn
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, NotFound, command, query


@command
def keep_to_begin(
    *,
    actor: Actor,
    filled: Mapping[str, Filled],
    since: date,
    again: UUID | None = None,
    stopped: str = "",
    at: datetime,
) -> UUID:
    """Hold files and what they would do at all organisations together; takes the place of what was held before.

    Where they are held ``again``, by what they shared before, ``stopped`` says why.
    """
    forget_previews(actor=actor, at=at)
    rows = Import.records.of(actor).filter(organisation_id=actor.organisation_id)
    rows.filter(state=Import.State.BEGINNING).delete()
    together = again or uuid4()
    for turn, each in enumerate(filled.values()):
        content = each.file.file.content
        row = Import(
            organisation_id=actor.organisation_id,
            list_name=each.file.a_list.name,
            file_name=each.file.file.name[-120:],
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            since=since,
            is_complete=False,
            state=Import.State.BEGINNING,
            by=actor.person,
            at=at,
            together=together,
            turn=turn,
            lines=each.lines,
            stopped=stopped,
            **told_of(each.plan),
        )
        row.save(force_insert=True)
        keep_changes(actor, row, each.plan)
    forget.configure(schedule_at=at + KEPT_FOR).defer(organisation=str(actor.organisation_id))
    return together


@query
def kept_to_begin(*, actor: Actor, together: UUID) -> tuple[ImportView, ...]:
    """The files that wait, are being founded from, or were; in the order of their lists. Raises ``NotFound``."""
    return tuple(view_of(row) for row in _kept(actor, together, *OF_A_BEGINNING))


@query
def being_founded(*, actor: Actor) -> UUID | None:
    """What the files share from which the worker is founding now, if there are any."""
    rows = Import.records.of(actor).filter(organisation_id=actor.organisation_id)
    return rows.filter(state=Import.State.FOUNDING).values_list("together", flat=True).first()


@command
def start_to_found(*, actor: Actor, together: UUID, at: datetime) -> bool:
    """Let files wait for the worker; whether they did not yet. Raises ``NotFound`` for files that wait no longer."""
    hold(actor)
    rows = _kept(actor, together, Import.State.BEGINNING, Import.State.FOUNDING)
    if rows[0].state == Import.State.FOUNDING:
        return False
    _all(actor, together).update(state=Import.State.FOUNDING, lines_done=0, stopped="", at=at)
    forget.configure(schedule_at=at + KEPT_FOR).defer(organisation=str(actor.organisation_id))
    return True


@query
def files_to_found(*, actor: Actor, together: UUID) -> tuple[date, Sequence[HandedIn]]:
    """The files that the worker founds from, and the day that they hold from; raises ``NotFound`` when that is over."""
    rows = _kept(actor, together, Import.State.FOUNDING)
    return rows[0].since, [HandedIn(row.file_name, bytes(row.content)) for row in rows]


@command
def end_founding(*, actor: Actor, together: UUID, at: datetime) -> None:
    """Say for a day that it was founded; the files and what they did are kept where they were carried out."""
    rows = _kept(actor, together, Import.State.FOUNDING)
    ImportChange.records.of(actor).filter(of__in=rows).delete()
    for row in rows:
        row.state, row.content, row.lines_done, row.at = Import.State.FOUNDED, b"", row.lines, at
        row.save(update_fields=["state", "content", "lines_done", "at"])


@command
def stop_founding(*, actor: Actor, together: UUID, why: str) -> None:
    """Let files wait again of which the worker founded nothing, and say why."""
    _all(actor, together).filter(state=Import.State.FOUNDING).update(
        state=Import.State.BEGINNING, stopped=why
    )


@command
def drop_to_begin(*, actor: Actor, together: UUID) -> None:
    """Throw files away that wait; raises ``NotFound`` for files that wait no longer."""
    hold(actor)
    for row in _kept(actor, together, Import.State.BEGINNING):
        row.delete()


def check_as_shown(seen: Sequence[ImportView], filled: Mapping[str, Filled]) -> None:
    """Raises ``Outdated`` when files did something else than was shown."""
    shown = {each.file_name: each.digest for each in seen}
    now = {each.file.file.name[-120:]: digest_of(each.plan.changes) for each in filled.values()}
    if shown != now:
        raise Outdated


def template_of_several(a_list: ImportedList, form: str) -> bytes:
    """The empty file of a list, with a column for whose each line is."""
    if not a_list.is_of_cooperation:
        a_list = replace(a_list, columns=(WHOSE, *a_list.columns))
    return list_as_file(a_list, (), form)


def _all(actor: Actor, together: UUID) -> GuardedQuerySet[Import]:
    return Import.records.of(actor).filter(organisation_id=actor.organisation_id, together=together)


def _kept(actor: Actor, together: UUID, *states: Import.State) -> list[Import]:
    kept = list(_all(actor, together).filter(state__in=states).order_by("turn", "id"))
    if not kept:
        raise NotFound("import")
    return kept
