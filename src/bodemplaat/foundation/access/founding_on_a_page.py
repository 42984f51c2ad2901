"""A whole cooperation from files in one go, by the first administrator of an empty site: seen first, then by the worker."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone, translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.access.founding import fill, read
from bodemplaat.foundation.access.lists import PERSON
from bodemplaat.foundation.access.members import MEMBERS
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.access.powers import own_addresses
from bodemplaat.foundation.access.queries import actor_wearing
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.imports.api import (
    MOST_FILES,
    FileMistake,
    Filled,
    HandedIn,
    KnownFile,
    Mistake,
    Outdated,
    UnsoundFiles,
    being_founded,
    check_as_shown,
    end_founding,
    files_to_found,
    keep_to_begin,
    kept_to_begin,
    start_to_found,
    stop_founding,
    telling_how_far,
    to_nobody,
)
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, command, kind_of, query
from bodemplaat.kernel import say

MODEST = frozenset({Role.ADMINISTRATOR.value, Role.EMPLOYEE.value})
"""Roles that whoever founds from a page has, or may have, at their own organisation: neither approves nor pays."""

_log = logging.getLogger(__name__)


@query
def check_may_begin_with_files(*, actor: Actor) -> None:
    """Raise ``Refused`` for anyone but the first administrator of a site on which there is nobody and nothing else yet.

    Files fill every organisation, its roles and accounts to pay to. Once others work here, each fills their own.
    """
    seated = organisations.cooperations_seated(actor=actor)
    alone = [{member.id for member in each.members} <= {actor.organisation_id} for each in seated]
    if actor.role is not Role.COOPERATION_ADMINISTRATOR or alone != [True] or User.objects.count() != 1:
        raise Refused(
            say(
                "Only the first administrator begins with files, and only while nobody else has an account here and no other"
                " organisation takes part. Add organisations on their own page; each fills its own lists."
            )
        )


def preview_beginning(*, actor: Actor, files: Sequence[HandedIn], since: date, at: datetime) -> UUID:
    """What files of a whole cooperation would found, held for a day; returns the id that they share.

    Raises ``UnsoundFiles`` with every mistake by file and line: then nothing is stored at all; and ``Refused``.
    """
    check_may_begin_with_files(actor=actor)
    if being_founded(actor=actor):
        raise Refused(say("The cooperation is being founded from the files that you handed in before."))
    if len(files) > MOST_FILES:
        raise Refused(say("At most {most} files go together. Hand in fewer."), most=MOST_FILES)
    filled = _rehearsed(actor, files, since, at)
    return keep_to_begin(actor=actor, filled=filled, since=since, at=at)


def _rehearsed(actor: Actor, files: Sequence[HandedIn], since: date, at: datetime) -> Mapping[str, Filled]:
    with transaction.atomic():
        filled = _filled(actor, files, since, at, is_rehearsed=True)
        transaction.set_rollback(True)
    return filled


def ask_to_found(*, actor: Actor, together: UUID, language: str, at: datetime) -> None:
    """Let the worker found what the preview showed; asked twice it is founded once.

    ``kept_to_begin`` says how far it is. Raises ``Refused``, and ``NotFound`` for files that wait no longer.
    """
    with transaction.atomic():
        check_may_begin_with_files(actor=actor)
        if start_to_found(actor=actor, together=together, at=at):
            found_in_turn.defer(
                user=cast(int, actor.user_id),
                assignment=str(actor.assignment_id),
                together=str(together),
                language=language,
            )


@app.task(name="access.found", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def found_in_turn(user: int, assignment: str, together: str, language: str) -> None:
    """Found a cooperation from files for whoever asked it; a second run finds it founded."""
    now = timezone.now()
    actor = actor_wearing(user=user, assignment=UUID(assignment), on=timezone.localdate(now))
    with translation.override(language):
        found_what_was_asked(actor=actor, together=UUID(together), at=now)


def found_what_was_asked(*, actor: Actor, together: UUID, at: datetime) -> None:
    """Found what somebody saw and asked for, all of it or nothing; what stands in the way is kept for its page."""
    try:
        _all_or_nothing(actor, together, at)
    except NotFound:
        return  # another worker did it
    except Outdated:
        _show_anew(actor, together, at)
    except UnsoundFiles:
        stop_founding(actor=actor, together=together, why="unsound")
    except Refused:
        stop_founding(actor=actor, together=together, why="refused")
    except Exception as error:  # whatever it was: a page that says so is better than one that waits for ever
        _log.exception("a cooperation was not founded: %s", kind_of(error))
        stop_founding(actor=actor, together=together, why="failed")


def _show_anew(actor: Actor, together: UUID, at: datetime) -> None:
    """Hold what the files would found by now, in the place of what was shown."""
    since, files = files_to_found(actor=actor, together=together)
    try:
        filled = _rehearsed(actor, files, since, at)
    except UnsoundFiles:
        stop_founding(actor=actor, together=together, why="unsound")
        return
    stop_founding(actor=actor, together=together, why="outdated")
    keep_to_begin(actor=actor, filled=filled, since=since, again=together, stopped="outdated", at=at)


def _all_or_nothing(actor: Actor, together: UUID, at: datetime) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('bodemplaat.setup', 0))")
        since, files = files_to_found(actor=actor, together=together)
        check_may_begin_with_files(actor=actor)
        seen = kept_to_begin(actor=actor, together=together)
        with telling_how_far(actor=actor, together=together) as tell:
            filled = _filled(actor, files, since, at, tell)
        check_as_shown(seen, filled)
        end_founding(actor=actor, together=together, at=at)
        _note(actor=actor, at=at)


@command
def _note(*, actor: Actor, at: datetime) -> None:
    (seated,) = organisations.cooperations_seated(actor=actor)
    record(actor, "cooperation.filled", "cooperation", seated.id, actor.organisation_id, at=at)


def _filled(
    actor: Actor,
    files: Sequence[HandedIn],
    since: date,
    at: datetime,
    tell: Callable[[str, int], None] = to_nobody,
    *,
    is_rehearsed: bool = False,
) -> Mapping[str, Filled]:
    """Fill the actor's cooperation from files. Raises ``UnsoundFiles``: the caller's transaction has to be taken back."""
    known, mistakes = read(files)
    own, cooperation = _own(actor=actor)
    system = Actor.system(actor.organisation_id, cooperations=[cooperation])
    mistakes = [*mistakes, *_of_one_name(files), *_for_oneself(known, own, actor.organisation_name)]
    filled, wrong = fill(system, known, since, at, tell, is_rehearsed=is_rehearsed)
    if mistakes or wrong:
        raise UnsoundFiles([*mistakes, *wrong])
    return filled


@query
def _own(*, actor: Actor) -> tuple[frozenset[str], UUID]:
    (seated,) = organisations.cooperations_seated(actor=actor)
    return frozenset(own_addresses(actor)), seated.id


def _of_one_name(files: Sequence[HandedIn]) -> Iterator[FileMistake]:
    for name, count in Counter(each.name for each in files).items():
        if count > 1:
            said = say("Several files have this name. Give each a name of its own.")
            yield FileMistake(name, Mistake(0, "", said))


def _for_oneself(known: Sequence[KnownFile], own: Collection[str], own_name: str) -> Iterator[FileMistake]:
    """Lines with which somebody gives themselves another organisation, a role or a function."""
    here = organisations.name_to_compare(own_name)
    numbers = {
        (line.text("whose").casefold(), line.text("number").casefold())
        for each in known
        if each.a_list.name == "people"
        for line in each.read.lines
        if line.text("email").casefold() in own and line.text("number")
    }
    for each in known:
        for line in each.read.lines:
            whose, person = line.text("whose").casefold(), line.text("person").casefold()
            is_here = organisations.name_to_compare(whose or own_name) == here
            if each.a_list.name == MEMBERS.name and line.text("email").casefold() in own:
                name = organisations.name_of_code(line.text("organisation"))
                if organisations.name_to_compare(name) != here:
                    said = say(
                        "Nobody makes themselves the administrator of a new organisation: fill in somebody else."
                    )
                    yield FileMistake(
                        each.file.name, Mistake(line.number, organisations.WHO_ADMINISTERS, said)
                    )
            if (
                each.a_list.name in {"roles", "functions"}
                and (person in own or (whose, person) in numbers)
                and not (is_here and line.text("role") in MODEST)
            ):
                said = say(
                    "Beside administrator and employee of your own organisation nobody gives themselves a role or function."
                    " Leave this line out: another administrator gives it later."
                )
                yield FileMistake(each.file.name, Mistake(line.number, PERSON, said))
