"""Entries go to books in another system: drafted, noted here, posted there, and noted again, each once whatever dies on the way.

What dies between drafting and noting leaves a draft, known again by our id and used, or thrown away where another was noted; what
dies after posting finds it posted. Only one may work for an organisation at a time.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final, TypeVar

from django.db import connection

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import Actor

AT_A_TIME: Final = 100
Each = TypeVar("Each")


class BusyElsewhere(RuntimeError):
    """Somebody hands entries of this organisation over at this moment."""


def hand_over(*, actor: Actor, year: int, books: ledger.LedgerAdapter, at: datetime) -> int:
    """Hand over every entry of a year that is not posted there; answers how many were posted.

    Raises ``BusyElsewhere``, what the adapter raises, and ``NoCodeElsewhere`` while an account has no code.
    """
    with _alone(actor):
        first = ledger.next_to_hand_over(actor=actor, year=year, count=AT_A_TIME)
        books.prepare(year, ledger.accounts_elsewhere(actor=actor))
        _draft_again(actor, year, books, at)
        drafted = _drafted(actor, year, books)
        while first:
            known = {each.id: drafted[each.id] for each in first if each.id in drafted}
            new = [each for each in first if each.id not in known]
            references = {**known, **(books.draft(new) if new else {})}
            ledger.note_references(actor=actor, year=year, references=references, at=at)
            first = ledger.next_to_hand_over(actor=actor, year=year, count=AT_A_TIME)
        posted = 0
        noted = ledger.noted_elsewhere(actor=actor, year=year)
        for some in _parts([reference for reference, number in noted.values() if not number]):
            numbers = books.post(some)
            ledger.note_numbers(actor=actor, year=year, numbers=numbers, at=at)
            posted += len(numbers)
        _drop_strays(actor, year, books)
        return posted


def _draft_again(actor: Actor, year: int, books: ledger.LedgerAdapter, at: datetime) -> None:
    """What was noted and is gone there before it was posted is drafted once more."""
    there = {each.reference for each in books.moves()}
    noted = ledger.noted_elsewhere(actor=actor, year=year)
    gone = [entry for entry, (reference, number) in noted.items() if not number and reference not in there]
    for some in _parts(gone):
        references = books.draft(ledger.entries_by_id(actor=actor, entries=some))
        ledger.note_references(actor=actor, year=year, references=references, at=at)


def _drafted(actor: Actor, year: int, books: ledger.LedgerAdapter) -> dict[object, str]:
    """By entry that is not noted and there all the same: one that is posted before a draft, an older one before a younger."""
    noted = ledger.noted_elsewhere(actor=actor, year=year)
    moves = sorted(
        (each for each in books.moves() if each.entry not in noted), key=lambda each: not each.is_posted
    )
    return {each.entry: each.reference for each in reversed(moves)}


def _drop_strays(actor: Actor, year: int, books: ledger.LedgerAdapter) -> None:
    """Drafts of ours beside the one that was noted count for nothing, and go."""
    noted = ledger.noted_elsewhere(actor=actor, year=year)
    strays = [
        each.reference
        for each in books.moves()
        if not each.is_posted and each.entry in noted and noted[each.entry][0] != each.reference
    ]
    if strays:
        books.drop(strays)


def _parts(items: Sequence[Each]) -> Iterator[Sequence[Each]]:
    for start in range(0, len(items), AT_A_TIME):
        yield items[start : start + AT_A_TIME]


@contextmanager
def _alone(actor: Actor) -> Iterator[None]:
    key = [f"books elsewhere {actor.organisation_id}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", key)
        if not cursor.fetchone()[0]:
            raise BusyElsewhere("entries of this organisation are being handed over already")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", key)
