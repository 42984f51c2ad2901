"""Posting by hand, and correcting what was posted."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.ledger.commands.booking import book
from bodemplaat.capabilities.ledger.models import JournalEntry
from bodemplaat.capabilities.ledger.policies import check_may_keep
from bodemplaat.capabilities.ledger.queries.entries import amounts_with_corrections
from bodemplaat.capabilities.ledger.reckoning.amounts import delta
from bodemplaat.capabilities.ledger.values import Amount, JournalCode
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say


@command
def post_entry(
    *, actor: Actor, day: date, description: str, amounts: Sequence[Amount], key: str, at: datetime
) -> UUID:
    """Post an entry in the memorial journal of the actor's organisation; the same key twice posts once.

    Raises ``UnsoundEntry`` with what is wrong, ``NoBooks``, ``PeriodShut``, and ``Refused`` for anyone but a controller.
    """
    check_may_keep(actor)
    return book(actor, JournalCode.MEMORIAL, day, description, amounts, key=f"by hand {key}", at=at)


@command
def correct_entry(
    *, actor: Actor, entry: UUID, day: date, description: str, amounts: Sequence[Amount], at: datetime
) -> UUID:
    """Post what has to be added so that an entry, with its earlier corrections, comes to ``amounts``; none takes it all back.

    The entry stays as it is. Raises as ``post_entry``, and ``Refused`` where nothing differs and for a correction itself.
    """
    check_may_keep(actor)
    row = JournalEntry.records.of(actor).locked().one(id=entry, organisation_id=actor.organisation_id)
    if row.corrects_id is not None:
        raise Refused(say("This is a correction itself. Correct the entry that it is about."))
    wanted = [Amount(each.account, each.euro, each.item.strip()) for each in amounts]
    differs = delta(amounts_with_corrections(actor, row.id), wanted)
    if not differs:
        raise Refused(say("This is what is in the books already."))
    corrections = JournalEntry.records.of(actor).filter(corrects=row).count()
    key = f"correction {row.id} {corrections + 1}"
    return book(actor, JournalCode.MEMORIAL, day, description, differs, key=key, corrects=row, at=at)
