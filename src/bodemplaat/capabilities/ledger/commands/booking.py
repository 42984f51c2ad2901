"""How an entry comes into the books: numbers, rows and the trail, in one transaction. Used by every command that posts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import psycopg
from django.db import IntegrityError, transaction

from bodemplaat.capabilities.ledger.errors import NoBooks, PeriodShut, UnsoundEntry
from bodemplaat.capabilities.ledger.models import AccountingPeriod, JournalCount, JournalEntry, JournalLine
from bodemplaat.capabilities.ledger.queries.accounts import accounts_by_code
from bodemplaat.capabilities.ledger.queries.entries import amounts_of
from bodemplaat.capabilities.ledger.reckoning.amounts import check_amounts
from bodemplaat.capabilities.ledger.values import Amount, JournalCode
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, Refused, insert_many
from bodemplaat.kernel import say

LONGEST_DESCRIPTION, LONGEST_KEY = 200, 120
IS_SHUT = "ledger_period_is_open"


def book(
    actor: Actor,
    journal: JournalCode,
    day: date,
    description: str,
    amounts: Sequence[Amount],
    *,
    key: str,
    corrects: JournalEntry | None = None,
    period: AccountingPeriod | None = None,
    at: datetime,
) -> UUID:
    """Post an entry in the books of the actor's organisation; what was posted under this key before is answered again.

    It lies in the month of its day, or in the ``period`` that is named.

    Raises ``UnsoundEntry``, ``NoBooks``, ``PeriodShut``, and ``Refused`` when something else was posted under the key.
    """
    description = " ".join(description.split())
    if not description or len(description) > LONGEST_DESCRIPTION:
        raise Refused(say("Say in at most {most} characters what is posted."), most=LONGEST_DESCRIPTION)
    if not key or len(key) > LONGEST_KEY:
        raise Refused(say("What is posted carries a key of at most {most} characters."), most=LONGEST_KEY)
    accounts = accounts_by_code(actor)
    findings = check_amounts(amounts, accounts)
    if findings:
        raise UnsoundEntry(findings)
    period = period or _period_of(actor, day)
    count = JournalCount.records.of(actor).locked().one(year_id=period.year_id, journal=journal.value)
    earlier = JournalEntry.records.of(actor).filter(organisation_id=actor.organisation_id, key=key).first()
    if earlier is not None:
        _check_same(actor, earlier, journal, day, amounts)
        return earlier.id
    if period.is_closed:
        raise PeriodShut
    count.last += 1
    entry = JournalEntry(
        organisation_id=actor.organisation_id,
        period=period,
        year_id=period.year_id,
        journal=journal.value,
        number=count.last,
        day=day,
        description=description,
        line_count=len(amounts),
        key=key,
        corrects=corrects,
        posted_by=actor.person_id,
        posted_at=at,
    )
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as no:
        if constraint_of(no) == IS_SHUT:  # it was closed while this was being posted
            raise PeriodShut from None
        raise
    _add_lines(actor, entry, amounts, {code: each.id for code, each in accounts.items()})
    count.save(update_fields=["last"])
    details: dict[str, object] = {"journal": journal.value, "number": entry.number, "year": str(day.year)}
    act = "ledger_entry.posted" if corrects is None else "ledger_entry.corrected"
    record(actor, act, "ledger_entry", entry.id, actor.organisation_id, at=at, details=details)
    return entry.id


def _period_of(actor: Actor, day: date) -> AccountingPeriod:
    rows = AccountingPeriod.records.of(actor).filter(organisation_id=actor.organisation_id)
    period = rows.filter(year__year=day.year, number=day.month).first()
    if period is None:
        raise NoBooks(day.year)
    return period


def _add_lines(
    actor: Actor, entry: JournalEntry, amounts: Sequence[Amount], accounts: Mapping[str, UUID]
) -> None:
    names = ("account_id", "number", "cents", "item", "description")
    rows = (
        (accounts[each.account], number, each.euro.cents, each.item.strip(), each.description.strip())
        for number, each in enumerate(amounts, start=1)
    )
    same = {"organisation_id": entry.organisation_id, "entry_id": entry.id, "period_id": entry.period_id}
    insert_many(actor, JournalLine, names, rows, same=same)


def _check_same(
    actor: Actor, earlier: JournalEntry, journal: JournalCode, day: date, amounts: Sequence[Amount]
) -> None:
    stored = [(each.account, each.euro, each.item) for each in amounts_of(actor, earlier.id)]
    wanted = [(each.account, each.euro, each.item.strip()) for each in amounts]
    if (earlier.journal, earlier.day) != (journal.value, day) or stored != wanted:
        raise Refused(say("Something else was posted under this key already. Begin again with a new entry."))


def constraint_of(error: IntegrityError) -> str | None:
    """Which rule of the database was broken, by its name."""
    cause = error.__cause__
    return cause.diag.constraint_name if isinstance(cause, psycopg.Error) else None
