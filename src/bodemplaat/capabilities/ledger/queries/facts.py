"""On which accounts facts are posted, and which wait."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from bodemplaat.capabilities.ledger.models import PostingAccount, WaitingFact
from bodemplaat.capabilities.ledger.policies import check_may_read
from bodemplaat.capabilities.ledger.ports import known_purposes
from bodemplaat.capabilities.ledger.values import Fact, JournalCode, Part, PostingRule, WaitingView, Why
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro


@query
def posting_rules(*, actor: Actor) -> tuple[PostingRule, ...]:
    """For each kind of line on which account it is posted, and for each taakveld that has one of its own.

    Raises ``Refused`` for anyone but a controller.
    """
    check_may_read(actor)
    rows = PostingAccount.records.of(actor).filter(organisation_id=actor.organisation_id).order_by("taakveld")
    chosen = {(row.purpose, row.taakveld): row.account_id for row in rows}
    return tuple(
        PostingRule(purpose, taakveld, chosen.get((purpose.code, taakveld)))
        for purpose in known_purposes()
        for taakveld in sorted({"", *(field for code, field in chosen if code == purpose.code)})
    )


@query
def keeping_books(*, actor: Actor, organisations: Iterable[UUID]) -> tuple[UUID, ...]:
    """Those of the organisations within reach that keep books, in one order for everybody. Anyone may ask."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_keeping_books(%s)", [sorted(organisations, key=str)])
        return tuple(sorted((organisation for (organisation,) in cursor.fetchall()), key=str))


@query
def facts_waiting(*, actor: Actor, count: int = 50) -> tuple[tuple[WaitingView, ...], int]:
    """What happened and is not in the books yet, oldest first: at most ``count`` of them, and how many there are.

    Raises ``Refused`` for anyone but a controller.
    """
    check_may_read(actor)
    rows = WaitingFact.records.of(actor).filter(organisation_id=actor.organisation_id, entry=None)
    views = tuple(_view(row) for row in rows.order_by("day", "key")[:count])
    return views, rows.count()


def stored_fact(row: WaitingFact) -> Fact:
    """A fact as it was kept."""
    parts = tuple(Part(purpose, Euro(cents), taakveld, item) for purpose, cents, taakveld, item in row.parts)
    return Fact(row.organisation_id, row.key, JournalCode(row.journal), row.day, row.description, parts)


def waiting_view(row: WaitingFact, euro: Euro) -> WaitingView:
    """A fact that waits, with so much of it."""
    return WaitingView(row.day, row.description, euro, Why(row.why))


def _view(row: WaitingFact) -> WaitingView:
    return waiting_view(row, Euro.total(part.euro for part in stored_fact(row).parts if part.euro.cents > 0))
