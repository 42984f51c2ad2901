"""Statements that were read, and amounts on them that nobody placed."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Q, Sum

from bodemplaat.capabilities.payments.lifecycle import MATCHED, WAITING
from bodemplaat.capabilities.payments.models import Entry, Statement
from bodemplaat.capabilities.payments.policies import check_may_pay
from bodemplaat.capabilities.payments.queries.pages import PAGE, in_pages
from bodemplaat.capabilities.payments.reckoning.decisions import WHY
from bodemplaat.capabilities.payments.values import StatementLine, UnknownEntries, UnknownEntry
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, query
from bodemplaat.kernel import Euro


@query
def statements(*, actor: Actor, page: int = 1, size: int = PAGE) -> tuple[StatementLine, ...]:
    """Statements that were read, the newest first, each with what came of it; three queries."""
    check_may_pay(actor)
    rows = Statement.records.of(actor).select_related("organisation", "account").order_by("-read_at", "id")
    page_rows = list(rows[(max(page, 1) - 1) * size : max(page, 1) * size])
    debit, credit = Q(state=MATCHED, amount_cents__lt=0), Q(state=MATCHED, amount_cents__gt=0)
    counts = {
        statement: tuple(counted)
        for statement, *counted in Entry.records.of(actor)
        .filter(statement__in=[row.id for row in page_rows])
        .values_list("statement_id")
        .annotate(
            paid=Sum("covers", filter=debit, default=0),
            debited=Sum("amount_cents", filter=debit, default=0),
            back=Sum("covers", filter=credit, default=0),
            credited=Sum("amount_cents", filter=credit, default=0),
            unknown=Count("id", filter=~Q(state=MATCHED)),
            waiting=Count("id", filter=Q(state=WAITING)),
        )
    }
    names = names_of(actor=actor, people={row.read_by for row in page_rows if row.read_by})
    return tuple(_statement(row, counts.get(row.id, (0,) * 6), names) for row in page_rows)


@query
def unknown_entries(
    *, actor: Actor, organisation: UUID | None = None, page: int = 1, size: int = PAGE
) -> UnknownEntries:
    """Amounts on statements that nobody could place and nobody settled, the oldest first."""
    check_may_pay(actor)
    rows: GuardedQuerySet[Entry] = Entry.records.of(actor).filter(state=WAITING)
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    count = rows.count()
    pages, page = in_pages(count, page, size)
    entries = rows.select_related("organisation", "account", "payment").order_by("day", "id")
    return UnknownEntries(
        count, tuple(unknown_view(row) for row in entries[(page - 1) * size : page * size]), page, pages
    )


def _statement(row: Statement, counts: tuple[int, ...], names: Mapping[UUID, str]) -> StatementLine:
    paid, debited, back, credited, unknown, waiting = counts
    return StatementLine(
        id=row.id,
        organisation_name=row.organisation.name,
        iban=row.account.iban,
        identification=row.identification,
        first_day=row.first_day,
        last_day=row.last_day,
        read_at=row.read_at,
        read_by_name=names.get(row.read_by, "") if row.read_by else "",
        paid=paid,
        paid_total=Euro(-debited),
        returned=back,
        returned_total=Euro(credited),
        unknown=unknown,
        waiting=waiting,
    )


def unknown_view(row: Entry) -> UnknownEntry:
    """An amount that nobody placed, as a payer reads it."""
    return UnknownEntry(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        iban=row.account.iban,
        day=row.day,
        amount=Euro(row.amount_cents),
        counterparty=row.counterparty,
        counterparty_iban=row.counterparty_iban,
        remittance=row.remittance,
        end_to_end_id=row.end_to_end_id,
        why=WHY[row.why],
        difference=Euro(abs(abs(row.amount_cents) - row.payment.amount_cents)) if row.payment else Euro(0),
        payment_id=row.payment_id,
    )
