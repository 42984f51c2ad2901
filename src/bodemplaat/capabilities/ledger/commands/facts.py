"""What happens elsewhere comes into the books in the same transaction: posted, or kept with why it could not be."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from bodemplaat.capabilities.ledger.commands.booking import IS_SHUT, constraint_of
from bodemplaat.capabilities.ledger.models import (
    Account,
    AccountingPeriod,
    JournalCount,
    JournalEntry,
    JournalLine,
    PostingAccount,
    WaitingFact,
)
from bodemplaat.capabilities.ledger.policies import check_may_keep
from bodemplaat.capabilities.ledger.ports import purpose_of
from bodemplaat.capabilities.ledger.queries.facts import keeping_books, stored_fact
from bodemplaat.capabilities.ledger.values import Fact, JournalCode, Part, Why
from bodemplaat.foundation.audit.api import record, record_many
from bodemplaat.foundation.tenancy.api import (
    Actor,
    NotFound,
    Refused,
    command,
    entered,
    insert_many,
    joining_command,
)
from bodemplaat.kernel import say


@joining_command
def post_facts(*, actor: Actor, facts: Sequence[Fact], at: datetime) -> int:
    """Post what happened in the books of those organisations that keep books; answers how many entries that are.

    What has no account, no open period or no open year is kept and told on the page of the books: it never stops the fact
    itself. Of an organisation that keeps no books nothing is kept.
    """
    by_organisation: dict[UUID, list[Fact]] = defaultdict(list)
    for each in facts:
        by_organisation[each.organisation].append(each)
    posted = 0
    for organisation in keeping_books(actor=actor, organisations=by_organisation):
        system = Actor.system(organisation)
        with entered(system):
            posted += _post(system, _named_apart(system, by_organisation[organisation]), at)
    return posted


@command
def post_waiting(*, actor: Actor, at: datetime) -> int:
    """Post what waits and can be posted now, on its day, or on the first open day after it where its period is closed.

    Answers how many entries that are. Raises ``Refused`` for anyone but a controller.
    """
    check_may_keep(actor)
    waiting = WaitingFact.records.of(actor).filter(organisation_id=actor.organisation_id, entry=None)
    rows = {row.key: row for row in waiting.locked().order_by("day", "id")}
    open_periods = _open_periods(actor)
    facts = [_on_an_open_day(stored_fact(row), open_periods) for row in rows.values()]
    places = _places(actor)
    able = [each for each in facts if _why_not(each, places, open_periods) is None]
    entries = _book(actor, able, places, open_periods, at)
    for key, entry in entries.items():
        rows[key].entry_id = entry
    WaitingFact.records.of(actor).bulk_update([rows[key] for key in entries], ["entry"], batch_size=1000)
    return len(entries)


@command
def choose_account(
    *, actor: Actor, purpose: str, taakveld: str = "", account: UUID | None, at: datetime
) -> None:
    """Say on which account lines of a purpose are posted from now on; ``None`` for none.

    Raises ``Refused`` for anyone but a controller, and ``NotFound`` for a purpose or an account that is not there.
    """
    check_may_keep(actor)
    known = purpose_of(purpose)
    if known is None:
        raise NotFound("purpose")
    if taakveld and not known.by_taakveld:
        raise Refused(say("This is not told apart by taakveld."))
    here = actor.organisation_id
    rows = PostingAccount.records.of(actor).filter(organisation_id=here, purpose=purpose, taakveld=taakveld)
    row = rows.locked().first()
    if account is None:
        if row is not None:
            row.delete()
    else:
        chosen = Account.records.of(actor).one(id=account, organisation_id=here)
        if row is None:
            row = PostingAccount(organisation_id=here, purpose=purpose, taakveld=taakveld)
        row.account = chosen
        row.save()
    details = {"purpose": purpose, "taakveld": taakveld}
    record(actor, "ledger_rule.chosen", "ledger_account", account or here, here, at=at, details=details)


def _post(system: Actor, facts: Sequence[Fact], at: datetime) -> int:
    try:
        with transaction.atomic():
            return _post_now(system, facts, at)
    except IntegrityError as no:
        if constraint_of(no) != IS_SHUT:
            raise
    return _post_now(system, facts, at)  # a period was closed while this was being posted: now that is seen


def _post_now(system: Actor, facts: Sequence[Fact], at: datetime) -> int:
    places, periods = _places(system), _open_periods(system)
    waiting = [(each, why) for each in facts if (why := _why_not(each, places, periods)) is not None]
    keys = {each.key for each, _ in waiting}
    entries = _book(system, [each for each in facts if each.key not in keys], places, periods, at)
    names = ("key", "journal", "day", "description", "parts", "why", "at")
    rows = (
        (each.key, each.journal.value, each.day, each.description, _stored(each.parts), why.value, at)
        for each, why in waiting
    )
    insert_many(system, WaitingFact, names, rows, same={"organisation_id": system.organisation_id})
    return len(entries)


def _named_apart(system: Actor, facts: Sequence[Fact]) -> list[Fact]:
    """The same with a number behind each name: what happens again has the next one."""
    here = system.organisation_id
    named: list[Fact] = []
    taken: set[str] = set()
    left = [(each, 1) for each in facts]
    while left:
        wanted = {f"{each.key} {number}" for each, number in left}
        for model in (JournalEntry, WaitingFact):
            rows: Any = model.records.of(system)
            taken |= set(rows.filter(organisation_id=here, key__in=wanted).values_list("key", flat=True))
        again: list[tuple[Fact, int]] = []
        for each, number in left:
            key = f"{each.key} {number}"
            if key in taken:
                again.append((each, number + 1))
            else:
                taken.add(key)
                named.append(replace(each, key=key))
        left = again
    return named


def _places(actor: Actor) -> Mapping[tuple[str, str], tuple[UUID, bool]]:
    """By purpose and taakveld: the account, and whether it is followed by item."""
    rows = PostingAccount.records.of(actor).filter(organisation_id=actor.organisation_id)
    fields = ("purpose", "taakveld", "account_id", "account__has_items")
    return {
        (purpose, taakveld): (account, items)
        for purpose, taakveld, account, items in rows.values_list(*fields)
    }


def _place(part: Part, places: Mapping[tuple[str, str], tuple[UUID, bool]]) -> tuple[UUID, bool] | None:
    return places.get((part.purpose, part.taakveld)) or places.get((part.purpose, ""))


def _open_periods(actor: Actor) -> dict[tuple[int, int], AccountingPeriod | None]:
    """By year and month: the period, or ``None`` for one that is closed."""
    rows = AccountingPeriod.records.of(actor).filter(organisation_id=actor.organisation_id, number__gte=1)
    return {
        (row.first_day.year, row.number): None if row.is_closed else row for row in rows.order_by("first_day")
    }


def _why_not(
    fact: Fact,
    places: Mapping[tuple[str, str], tuple[UUID, bool]],
    periods: Mapping[tuple[int, int], AccountingPeriod | None],
) -> Why | None:
    month = (fact.day.year, fact.day.month)
    if month not in periods:
        return Why.NO_BOOKS
    if any(_place(part, places) is None for part in fact.parts):
        return Why.NO_ACCOUNT
    return Why.SHUT if periods[month] is None else None


def _on_an_open_day(fact: Fact, periods: Mapping[tuple[int, int], AccountingPeriod | None]) -> Fact:
    month = (fact.day.year, fact.day.month)
    if periods.get(month, 0) is not None:
        return fact
    later: date | None = next(
        (row.first_day for row in periods.values() if row is not None and row.first_day > fact.day), None
    )
    return fact if later is None else replace(fact, day=later)


def _book(
    actor: Actor,
    facts: Sequence[Fact],
    places: Mapping[tuple[str, str], tuple[UUID, bool]],
    periods: Mapping[tuple[int, int], AccountingPeriod | None],
    at: datetime,
) -> dict[str, UUID]:
    """Post these as entries: two statements for all of them, and one for each journal and year for the numbers."""
    entries: dict[str, UUID] = {}
    by_count: dict[tuple[UUID, JournalCode], list[tuple[Fact, AccountingPeriod]]] = defaultdict(list)
    for each in facts:
        period = periods[each.day.year, each.day.month]
        if period is not None:
            by_count[period.year_id, each.journal].append((each, period))
    for (year, journal), group in sorted(
        by_count.items(), key=lambda pair: (str(pair[0][0]), pair[0][1].value)
    ):
        count = JournalCount.records.of(actor).locked().one(year_id=year, journal=journal.value)
        heads, lines = [], []
        for number, (fact, period) in enumerate(group, start=count.last + 1):
            entry = entries[fact.key] = uuid4()
            parts = [part for part in fact.parts if part.euro]
            heads.append((entry, period.id, number, fact.day, fact.description[:200], len(parts), fact.key))
            for position, part in enumerate(parts, start=1):
                account, has_items = _place(part, places) or (None, False)
                item = part.item[:40] if has_items else ""
                lines.append((entry, period.id, account, position, part.euro.cents, item))
        same: dict[str, object] = {"organisation_id": actor.organisation_id}
        of_heads = ("id", "period_id", "number", "day", "description", "line_count", "key")
        of_all = {"year_id": year, "journal": journal.value, "posted_at": at}
        insert_many(actor, JournalEntry, of_heads, heads, same=same | of_all)
        of_lines = ("entry_id", "period_id", "account_id", "number", "cents", "item")
        insert_many(actor, JournalLine, of_lines, lines, same=same)
        count.last += len(group)
        count.save(update_fields=["last"])
        acts = [
            (head[0], actor.organisation_id, {"journal": journal.value, "number": head[2]}) for head in heads
        ]
        record_many(actor, "ledger_entry.posted", "ledger_entry", acts, at=at)
    return entries


def _stored(parts: Sequence[Part]) -> list[list[object]]:
    return [[each.purpose, each.euro.cents, each.taakveld, each.item] for each in parts]
