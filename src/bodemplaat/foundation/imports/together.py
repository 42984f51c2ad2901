"""Several files at once: each recognised by its titles, laid on one another in the order of the lists, done as one.

What a file does can depend on what an earlier one adds (people work in units). So they are rehearsed: each is stored
on top of the ones before it, and all of it is taken back. Then a mistake in the last file is known before anything is kept.
"""

import hashlib
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import Final
from uuid import UUID, uuid4

from django.db import DatabaseError, transaction

from bodemplaat.foundation.imports.commands import (
    do,
    hold,
    keep_changes,
    list_of,
    plan_of,
    show_anew,
    store,
    told_of,
    undo_import,
    who,
)
from bodemplaat.foundation.imports.declared import (
    ImportColumn,
    ImportedList,
    Line,
    Mistake,
    Plan,
    Terms,
    imported_lists,
)
from bodemplaat.foundation.imports.errors import FileMistake, UnsoundFiles
from bodemplaat.foundation.imports.following import Following
from bodemplaat.foundation.imports.models import Import
from bodemplaat.foundation.imports.reading import (
    ReadFile,
    Table,
    Unreadable,
    likeness,
    open_file,
    read_table,
    table_of,
)
from bodemplaat.foundation.imports.tasks import KEPT_FOR, forget, forget_previews
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command, entered
from bodemplaat.kernel import Said, say

MOST_FILES: Final = 20
WHOSE: Final = ImportColumn(
    "whose", say("Organisation"), width=30, note=say("Whose line it is, in a file of several organisations.")
)


def to_nobody(_file_name: str, _lines: int) -> None:
    """Whom nothing is told of how many lines of a file are done."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of which it is known what list it fills, with what stands in it."""

    file: HandedIn
    a_list: ImportedList
    read: ReadFile


@dataclass(frozen=True, slots=True)
class Filled:
    """What a file brought: its lines, how many things they added (what stood there already is not), and what in whole."""

    file: KnownFile
    lines: int
    added: int
    plan: Plan
    """Of all organisations together; what is of one bears its name in front."""


def read_in_order(
    files: Sequence[HandedIn], lists: Sequence[ImportedList] | None = None
) -> tuple[Sequence[KnownFile], Sequence[FileMistake]]:
    """The files in the order in which lists are filled, and what is wrong with those of which the list is not known.

    In the file of a list of one organisation each line may say whose it is.
    """
    among = [*(imported_lists() if lists is None else lists)]
    known, mistakes = [], []
    before: dict[bytes, str] = {}
    for file in files:
        mark = hashlib.sha256(file.content).digest()
        if mark in before:
            text = say("This file was handed in twice, also as {other}. Leave one out.", other=before[mark])
            mistakes.append(FileMistake(file.name, Mistake(0, "", text)))
            continue
        before[mark] = file.name
        try:
            tables = open_file(file.name, file.content)
            a_list = recognised(file.name, tables, among)
            if not a_list.is_of_cooperation:
                a_list = replace(a_list, columns=(WHOSE, *a_list.columns))
            known.append(KnownFile(file, a_list, read_table(a_list, table_of(a_list, tables))))
        except Unreadable as problem:
            mistakes.append(FileMistake(file.name, problem.mistake))
    order = {each.name: place for place, each in enumerate(imported_lists())}
    return sorted(known, key=lambda each: order[each.a_list.name]), mistakes


def recognised(file_name: str, tables: Sequence[Table], lists: Sequence[ImportedList]) -> ImportedList:
    """The list that a file fills, by its titles or else its name. Raises ``Unreadable`` where that leaves a choice."""
    likest = sorted(
        ((max(likeness(each, table, file_name) for table in tables), each) for each in lists),
        key=lambda pair: pair[0],
        reverse=True,
    )
    first, *others = likest
    if first[0].columns == 0 or (others and others[0][0] == first[0]):
        text = say(
            "It is not clear which list this file fills. Give its columns the titles of the template of that list."
        )
        raise Unreadable(text)
    return first[1]


@command
def preview_together(
    *, actor: Actor, files: Sequence[HandedIn], since: date, is_complete: bool = False, at: datetime
) -> UUID:
    """Read several files and hold what they would do together; returns the id that they share.

    Raises ``UnsoundFiles`` with every mistake in every file: then nothing is stored at all.
    """
    if len(files) > MOST_FILES:
        raise Refused(say("At most {most} files go together. Hand in fewer."), most=MOST_FILES)
    forget_previews(actor=actor, at=at)
    known, unknown = read_in_order(files, lists_of(actor=actor))
    terms = [Terms(since, is_complete, uuid4()) for _ in known]
    plans = _rehearsed(actor, list(zip(known, terms, strict=True)), unknown)
    together = uuid4()
    for turn, (each, term, plan) in enumerate(zip(known, terms, plans, strict=True)):
        row = Import(
            id=term.seed,
            organisation_id=actor.organisation_id,
            list_name=each.a_list.name,
            file_name=each.file.name[-120:],
            content=each.file.content,
            sha256=hashlib.sha256(each.file.content).hexdigest(),
            since=since,
            is_complete=is_complete,
            by=actor.person,
            at=at,
            together=together,
            turn=turn,
            **told_of(plan),
        )
        row.save(force_insert=True)
        keep_changes(actor, row, plan)
    forget.configure(schedule_at=at + KEPT_FOR).defer(organisation=str(actor.organisation_id))
    return together


@command
def carry_out_together(*, actor: Actor, together: UUID, at: datetime) -> None:
    """Do what the previews showed, all of it or nothing; a second call changes nothing.

    Raises ``Outdated`` when a list changed since, so that a file would do something else now: call ``renew_together``
    and look again; and ``UnsoundFiles`` when they can no longer be carried out.
    """
    for row in _held(actor, together):
        if row.state != Import.State.PREVIEWED:
            continue
        known = _known(actor, row)
        terms = Terms(row.since, row.is_complete, row.id)
        plan, mistakes = _planned(actor, known, terms)
        if mistakes:
            raise UnsoundFiles([FileMistake(row.file_name, mistake) for mistake in mistakes])
        do(actor, row, known.a_list, plan, at)
        known.a_list.afterwards(actor=actor, organisation=row.organisation_id, days=plan.days, at=at)


@command
def renew_together(*, actor: Actor, together: UUID, at: datetime) -> None:
    """Work out anew what held files would do together. Raises ``UnsoundFiles``."""
    previews = [row for row in _held(actor, together) if row.state == Import.State.PREVIEWED]
    steps = [(_known(actor, row), Terms(row.since, row.is_complete, row.id)) for row in previews]
    for row, plan in zip(previews, _rehearsed(actor, steps, ()), strict=True):
        show_anew(actor, row, plan, at)


@command
def drop_together(*, actor: Actor, together: UUID, at: datetime) -> None:
    """Throw previews away; raises ``NotFound`` for files that were carried out."""
    for row in _held(actor, together):
        if row.state != Import.State.PREVIEWED:
            raise NotFound("import")
        row.delete()


@command
def undo_together(*, actor: Actor, together: UUID, at: datetime) -> None:
    """Put back all that the files did, the last one first, whole or not at all. Raises as ``undo_import``."""
    for row in reversed(_held(actor, together)):
        undo_import(actor=actor, import_id=row.id, at=at)


def lists_of(*, actor: Actor) -> Sequence[ImportedList]:
    """The lists that somebody may fill at their own organisation."""
    return [each for each in imported_lists() if _may_fill(each, actor)]


def _may_fill(a_list: ImportedList, actor: Actor) -> bool:
    try:
        a_list.check(actor, actor.organisation_id)
    except (Refused, NotFound):
        return False
    return True


def _held(actor: Actor, together: UUID) -> Sequence[Import]:
    hold(actor)
    rows = Import.records.of(actor).locked()
    together_in_order = list(
        rows.filter(together=together, organisation_id=actor.organisation_id).order_by("turn", "id")
    )
    if not together_in_order:
        raise NotFound("import")
    for each in together_in_order:
        list_of(each.list_name).check(actor, each.organisation_id)
    return together_in_order


def _known(actor: Actor, row: Import) -> KnownFile:
    file = HandedIn(row.file_name, bytes(row.content))
    known, _ = read_in_order([file], [list_of(row.list_name)])
    return known[0]


def _rehearsed(
    actor: Actor, steps: Sequence[tuple[KnownFile, Terms]], unknown: Sequence[FileMistake]
) -> Sequence[Plan]:
    """What each file does after those before it. Raises ``UnsoundFiles``."""
    plans, mistakes, following = [], [*unknown], Following()
    with transaction.atomic():
        for known, terms in steps:
            plan, wrong = _planned(actor, known, terms)
            first = following.first_ones(known.a_list, known.read.lines, wrong)
            mistakes += [FileMistake(known.file.name, mistake) for mistake in first]
            plans.append(plan)
            _stored_if_it_goes(actor, known.a_list, plan, is_sound=not mistakes)
        transaction.set_rollback(True)
    if mistakes:
        raise UnsoundFiles(mistakes)
    return plans


def _stored_if_it_goes(actor: Actor, a_list: ImportedList, plan: Plan, *, is_sound: bool) -> None:
    """Let later files find what this one adds; of a file with mistakes as far as the database takes it."""
    try:
        with transaction.atomic():
            store(actor, a_list, plan)
    except DatabaseError:
        if is_sound:
            raise


def _planned(actor: Actor, known: KnownFile, terms: Terms) -> tuple[Plan, Sequence[Mistake]]:
    """What a file does at the actor's own organisation; a line of another is a mistake."""
    own = actor.organisation_name.casefold()
    strangers = [
        Mistake(
            line.number,
            WHOSE.title,
            say("This line is of “{name}”; only lines of your own organisation are taken in here.").using(
                name=line.text("whose")
            ),
        )
        for line in known.read.lines
        if line.text("whose").casefold() not in {"", own}
    ]
    others = {mistake.line for mistake in strangers}
    lines = [line for line in known.read.lines if line.number not in others]
    plan, mistakes = plan_of(
        known.a_list, actor, actor.organisation_id, replace(known.read, lines=lines), terms
    )
    return plan, sorted([*strangers, *mistakes], key=lambda mistake: mistake.line)


# -- of several organisations -----------------------------------------------------------------------------------------


def fill_organisations(
    known: Sequence[KnownFile],
    *,
    seat: Actor,
    member: Callable[[str], Actor | None],
    members: Callable[[], Sequence[str]],
    written: Container[str],
    since: date,
    at: datetime,
    tell: Callable[[str, int], None] = to_nobody,
    is_rehearsed: bool = False,
) -> tuple[Mapping[str, Filled], Sequence[FileMistake]]:
    """Fill the lists of several organisations from files whose lines say whose they are; for the platform, at a founding.

    ``seat`` is the platform at the cooperation's seat; ``member`` gives the platform at a member by its name, as known
    after the files before; ``members`` all names. ``written`` holds the names, folded, that stand in the list of organisations:
    a line of one of those that is no member follows from the mistake there and is not told again. ``tell`` hears time and
    again how many lines of a file are done. Where it ``is_rehearsed``, what follows from the lines of one organisation is left
    out: its trail, its import. Returns what each file brought, and every mistake. It stores as it goes: the caller's
    transaction has to be taken back when there is a mistake.
    """
    filled: dict[str, Filled] = {}
    mistakes: list[FileMistake] = []
    following = Following()
    for each in known:
        of_file = [*each.read.mistakes]
        whole, before = Plan(), 0
        for actor, lines in _by_whose(each, seat, member, members, written, mistakes):
            with entered(actor):
                plan, wrong = plan_of(
                    each.a_list,
                    actor,
                    actor.organisation_id,
                    ReadFile(lines, each.read.unread, ()),
                    terms := Terms(since, False, uuid4()),
                )
                cells = {(mistake.line, mistake.column) for mistake in each.read.mistakes}
                of_file += [m for m in wrong if (m.line, m.column) not in cells]
                is_sound = not mistakes and not of_file
                if not is_sound or (is_rehearsed and not each.a_list.is_of_cooperation):
                    _stored_if_it_goes(actor, each.a_list, plan, is_sound=is_sound)
                else:
                    counted = _by_rows(plan, each.file.name, before, len(lines), tell)
                    _done(actor, each, plan, terms, at, counted)
            before += len(lines)
            tell(each.file.name, before)
            _add_up(whole, plan, lines[0].text("whose") if lines else "")
        first = following.first_ones(each.a_list, each.read.lines, of_file)
        mistakes += [FileMistake(each.file.name, mistake) for mistake in first]
        filled[each.file.name] = Filled(each, len(each.read.lines), len(whole.changes), whole)
    return filled, sorted(mistakes, key=lambda each: (each.file, each.mistake.line))


def _by_rows(
    plan: Plan, file_name: str, before: int, lines: int, tell: Callable[[str, int], None]
) -> Callable[[int], None]:
    """Tell in lines what is stored in rows: each change is kept once, and each of its rows."""
    rows = sum(1 + len(change.rows) for change in plan.changes)
    stored = 0

    def counted(more: int) -> None:
        nonlocal stored
        stored += more
        tell(file_name, before + lines * stored // max(1, rows))

    return counted


def _add_up(whole: Plan, plan: Plan, whose: str) -> None:
    """Lay what a file does at one organisation to what it does at others."""
    whole.changes += [
        replace(each, name=f"{whose}: {each.name}" if whose else each.name, rows=()) for each in plan.changes
    ]
    whole.unchanged += plan.unchanged
    whole.warnings += [each for each in plan.warnings if each not in whole.warnings]


def _by_whose(
    each: KnownFile,
    seat: Actor,
    member: Callable[[str], Actor | None],
    members: Callable[[], Sequence[str]],
    written: Container[str],
    mistakes: list[FileMistake],
) -> Iterator[tuple[Actor, Sequence[Line]]]:
    if each.a_list.is_of_cooperation:
        yield seat, each.read.lines
        return
    groups: dict[str, list[Line]] = {}
    for line in each.read.lines:
        groups.setdefault(line.text("whose").casefold(), []).append(line)
    for name, lines in groups.items():
        actor = member(name) if name else None
        if actor is not None:
            yield actor, lines
            continue
        if name in written:
            continue
        mistakes.extend(
            FileMistake(each.file.name, Mistake(line.number, WHOSE.title, _whose(line, members())))
            for line in lines
        )


def _whose(line: Line, members: Sequence[str]) -> Said:
    name = line.text("whose")
    if not name:
        return say("Fill in whose line this is: a name in the file of organisations.")
    near = get_close_matches(name, members, 1)
    if near:
        text = say("There is no organisation “{name}” in the file of organisations. Is “{near}” meant?")
        return text.using(name=name, near=near[0])
    return say("There is no organisation “{name}” in the file of organisations. Add it there.").using(
        name=name
    )


def _done(
    actor: Actor, each: KnownFile, plan: Plan, terms: Terms, at: datetime, tell: Callable[[int], None]
) -> None:
    """Carry a plan out and keep it as an import of that organisation, which its administrator sees and may undo."""
    row = Import(
        id=terms.seed,
        organisation_id=actor.organisation_id,
        list_name=each.a_list.name,
        file_name=each.file.name[-120:],
        content=b"",
        sha256=hashlib.sha256(each.file.content).hexdigest(),
        since=terms.since,
        is_complete=terms.is_complete,
        by=who(actor),
        at=at,
        **told_of(plan),
    )
    row.save(force_insert=True)
    keep_changes(actor, row, plan, tell)
    do(actor, row, each.a_list, plan, at, tell)
