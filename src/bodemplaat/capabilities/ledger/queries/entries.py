"""Entries with their lines, and the card of one account."""

from itertools import accumulate
from uuid import UUID

from django.db.models import Q, Sum

from bodemplaat.capabilities.ledger.models import Account, JournalEntry, JournalLine
from bodemplaat.capabilities.ledger.policies import check_may_read
from bodemplaat.capabilities.ledger.queries.accounts import account_view
from bodemplaat.capabilities.ledger.reckoning.amounts import delta
from bodemplaat.capabilities.ledger.values import AccountView, Amount, CardLine, EntryView, JournalCode
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro


@query
def entry(*, actor: Actor, entry: UUID) -> EntryView:
    """One entry of the actor's organisation; raises ``NotFound``, and ``Refused`` for anyone but a controller."""
    check_may_read(actor)
    rows = JournalEntry.records.of(actor).select_related("year", "period")
    row = rows.one(id=entry, organisation_id=actor.organisation_id)
    return EntryView(
        row.id,
        row.year.year,
        row.period.number,
        JournalCode(row.journal),
        row.number,
        row.day,
        row.description,
        row.corrects_id,
        row.posted_by,
        row.posted_at,
        amounts_of(actor, row.id),
        not delta(amounts_with_corrections(actor, row.id), ()),
    )


@query
def corrections_of(*, actor: Actor, entry: UUID) -> tuple[UUID, ...]:
    """The entries that correct one, in the order in which they were posted."""
    check_may_read(actor)
    rows = JournalEntry.records.of(actor).filter(corrects_id=entry, organisation_id=actor.organisation_id)
    return tuple(rows.order_by("posted_at", "id").values_list("id", flat=True))


@query
def card(
    *, actor: Actor, account: UUID, year: int, start: int = 0, count: int | None = None
) -> tuple[AccountView, tuple[CardLine, ...], int]:
    """The lines of a year on one account, what it opened with first, then by day: all or a page of them, and how many there are.

    Raises ``NotFound`` for an account of another, and ``Refused`` for anyone but a controller.
    """
    check_may_read(actor)
    row = Account.records.of(actor).one(id=account, organisation_id=actor.organisation_id)
    lines = JournalLine.records.of(actor).filter(account=row, entry__year__year=year)
    page = lines.order_by(
        "entry__period__number", "entry__day", "entry__journal", "entry__number", "number", "id"
    )
    stood = page[:start].aggregate(cents=Sum("cents"))["cents"] or 0 if start else 0
    fields = (
        *("entry_id", "entry__journal", "entry__number", "entry__day", "entry__description", "description"),
        *("item", "cents", "entry__corrects__journal", "entry__corrects__number"),
    )
    rows = page[start : None if count is None else start + count].values_list(*fields)
    balances = accumulate((row[7] for row in rows), initial=int(stood))
    next(balances)
    shown = tuple(
        CardLine(
            entry_id,
            JournalCode(journal),
            number,
            day,
            described or description,
            item,
            Euro(cents),
            f"{corrects_journal} {corrects_number}" if corrects_journal else "",
            Euro(int(balance)),
        )
        for (
            entry_id,
            journal,
            number,
            day,
            description,
            described,
            item,
            cents,
            corrects_journal,
            corrects_number,
        ), balance in zip(rows, balances, strict=True)
    )
    return account_view(row), shown, lines.count()


def amounts_of(actor: Actor, entry: UUID) -> tuple[Amount, ...]:
    """The lines of one entry, in their order."""
    return _amounts(actor, Q(entry_id=entry))


def amounts_with_corrections(actor: Actor, entry: UUID) -> tuple[Amount, ...]:
    """The lines of an entry and of everything that corrects it."""
    return _amounts(actor, Q(entry_id=entry) | Q(entry__corrects_id=entry))


def _amounts(actor: Actor, which: Q) -> tuple[Amount, ...]:
    rows = JournalLine.records.of(actor).filter(which).order_by("entry_id", "number")
    return tuple(
        Amount(code, Euro(cents), item, description)
        for code, cents, item, description in rows.values_list(
            "account__code", "cents", "item", "description"
        )
    )
