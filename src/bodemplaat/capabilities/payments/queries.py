"""What is asked about payments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from math import ceil
from uuid import UUID

from django.db.models import Count, Q, Sum

from bodemplaat.capabilities.payments.identification import end_to_end_id, payment_id
from bodemplaat.capabilities.payments.lifecycle import (
    ASKED,
    FREED,
    MATCHED,
    PAID,
    PREPARED,
    READY,
    RELEASED,
    WAITING,
)
from bodemplaat.capabilities.payments.matching import WHY
from bodemplaat.capabilities.payments.models import (
    BankAccount,
    Batch,
    Block,
    Correction,
    Entry,
    Payment,
    Statement,
)
from bodemplaat.capabilities.payments.policies import check_may_pay, confirm_finding, why_not_release
from bodemplaat.capabilities.payments.values import (
    BankAccountView,
    BatchLine,
    BatchView,
    BlockView,
    Choice,
    CorrectionView,
    OrganisationTotal,
    PaymentFacts,
    PaymentView,
    StatementLine,
    UnknownEntries,
    UnknownEntry,
    WaitingPayments,
)
from bodemplaat.formats.sepa.bank_days import bank_days_before
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.documents.api import content_of, documents_with
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, NotFound, command, query
from bodemplaat.kernel import Euro

PAGE = 50
"""Rows on a page unless asked otherwise."""


@query
def bank_accounts(*, actor: Actor) -> tuple[BankAccountView, ...]:
    """The accounts that the organisations in scope pay from, by organisation."""
    rows = (
        BankAccount.records.of(actor)
        .filter(active=True)
        .select_related("organisation")
        .order_by("organisation__name", "id")
    )
    return tuple(
        BankAccountView(row.id, row.organisation_id, row.organisation.name, row.iban, row.name, row.bic)
        for row in rows
    )


@query
def own_ibans(*, actor: Actor, organisation: UUID) -> frozenset[str]:
    """Every account that an organisation pays from or ever did: no money it owes to somebody goes there."""
    rows = BankAccount.records.of(actor).filter(organisation_id=organisation)
    return frozenset(rows.values_list("iban", flat=True))


@query
def payments_of(*, actor: Actor, source_type: str, source_id: UUID) -> tuple[PaymentFacts, ...]:
    """Every payment that was asked for a source, the first one first; more than one when a bank gave one back."""
    rows = Payment.records.of(actor).filter(source_type=source_type, source_id=source_id)
    return tuple(_facts(row) for row in rows.order_by("requested_at", "id"))


@query
def payment_of(*, actor: Actor, source_type: str, source_id: UUID) -> PaymentFacts | None:
    """The payment that was asked for a source last, or ``None``. Who may see the source may see this."""
    found = payments_of(actor=actor, source_type=source_type, source_id=source_id)
    return found[-1] if found else None


@query
def payments_waiting(
    *, actor: Actor, organisation: UUID | None = None, page: int = 1, size: int = PAGE
) -> WaitingPayments:
    """Payments that are in no batch, of one organisation or all in scope, longest waiting first.

    ``organisations`` in the answer always holds every organisation with something waiting, so that a page can
    offer the choice. Raises ``Refused`` for who is no payer.
    """
    check_may_pay(actor)
    ready = Payment.records.of(actor).filter(state=READY)
    sums = ready.values("organisation_id", "organisation__name").annotate(
        count=Count("id"), cents=Sum("amount_cents")
    )
    ibans = dict(BankAccount.records.of(actor).filter(active=True).values_list("organisation_id", "iban"))
    organisations = tuple(
        OrganisationTotal(
            row["organisation_id"],
            row["organisation__name"],
            ibans.get(row["organisation_id"], ""),
            row["count"],
            Euro(int(row["cents"])),
        )
        for row in sums.order_by("organisation__name", "organisation_id")
    )
    wanted = [o for o in organisations if organisation in (None, o.organisation_id)]
    if organisation is not None:
        ready = ready.filter(organisation_id=organisation)
    count = sum(each.count for each in wanted)
    rows = ready.select_related("organisation").order_by("requested_at", "id")
    pages, page = _pages(count, page, size)
    return WaitingPayments(
        count,
        Euro.total(each.total for each in wanted),
        organisations,
        tuple(_payment(row) for row in rows[(page - 1) * size : page * size]),
        page,
        pages,
    )


@query
def batches(
    *,
    actor: Actor,
    state: str | None = None,
    unanswered_on: date | None = None,
    page: int = 1,
    size: int = PAGE,
) -> tuple[BatchLine, ...]:
    """Batches in scope, the newest first; of one state, or without an answer on a day, if wanted.

    Raises ``Refused`` for who is no payer.
    """
    check_may_pay(actor)
    rows = Batch.records.of(actor).order_by("-prepared_at", "id")
    if unanswered_on is not None:
        rows = _unanswered(rows, unanswered_on)
    if state is not None:
        rows = rows.filter(state=state)
    found = list(rows[(max(page, 1) - 1) * size : max(page, 1) * size])
    states: dict[UUID, dict[str, int]] = defaultdict(dict)
    counted = Payment.records.of(actor).filter(batch__in=[row.id for row in found])
    for batch_id, of_state, count in counted.values_list("batch_id", "state").annotate(count=Count("id")):
        states[batch_id][of_state] = count
    names = _names(actor, found)
    return tuple(
        BatchLine(
            id=row.id,
            organisation_id=row.organisation_id,
            state=row.state,
            execution_day=row.execution_day,
            count=row.count,
            total=Euro(row.total_cents),
            prepared_by=row.prepared_by,
            prepared_by_name=names.get(row.prepared_by, ""),
            prepared_at=row.prepared_at,
            released_by_name=names.get(row.released_by, "") if row.released_by else "",
            released_at=row.released_at,
            states=states[row.id],
            bank_status=row.bank_status,
        )
        for row in found
    )


@query
def batch_of(*, actor: Actor, payment: UUID) -> UUID | None:
    """The batch that a payment is or was sent in. Raises ``Refused`` for who is no payer, and ``NotFound``."""
    check_may_pay(actor)
    return Payment.records.of(actor).one(id=payment).batch_id


@query
def unanswered_count(*, actor: Actor, on: date) -> int:
    """How many batches hold payments of which the bank has said nothing ``UNANSWERED_AFTER`` bank days after their day."""
    check_may_pay(actor)
    return _unanswered(Batch.records.of(actor), on).count()


@query
def corrections(*, actor: Actor, size: int = PAGE) -> tuple[CorrectionView, ...]:
    """Corrections that wait for a second payer, the oldest first; statements do not grow with the rows."""
    check_may_pay(actor)
    rows = list(
        Correction.records.of(actor)
        .filter(state=ASKED)
        .select_related("payment", "batch", "entry")
        .order_by("asked_at", "id")[:size]
    )
    names = names_of(actor=actor, people={row.asked_by for row in rows})
    me = same_human(actor=actor, person=actor.person)
    mine = Payment.records.of(actor).filter(creditor_person__in=me)
    own = set(
        mine.filter(id__in=[row.payment_id for row in rows if row.payment_id]).values_list("id", flat=True)
    )
    own |= set(
        mine.filter(batch__in=[row.batch_id for row in rows if row.batch_id]).values_list(
            "batch_id", flat=True
        )
    )
    return tuple(
        CorrectionView(
            id=row.id,
            kind=row.kind,
            state=row.state,
            reason=row.reason,
            asked_by_name=names.get(row.asked_by, ""),
            asked_at=row.asked_at,
            is_mine=row.asked_by in me,
            batch_id=row.batch_id or (row.payment.batch_id if row.payment else None),
            creditor_name=row.payment.creditor_name if row.payment else "",
            amount=Euro(
                row.payment.amount_cents if row.payment else row.batch.total_cents if row.batch else 0
            ),
            entry_amount=Euro(row.entry.amount_cents) if row.entry else None,
            entry_day=row.entry.day if row.entry else None,
            why_not=confirm_finding(row.asked_by in me, (row.payment_id or row.batch_id) in own),
        )
        for row in rows
    )


@query
def correction_count(*, actor: Actor) -> int:
    """How many corrections wait for a second payer."""
    check_may_pay(actor)
    return Correction.records.of(actor).filter(state=ASKED).count()


@query
def choices_for(
    *, actor: Actor, entry: UUID, text: str = "", size: int = 25
) -> tuple[UnknownEntry, tuple[Choice, ...]]:
    """An unknown amount, and what it may be: batches and payments of its account with its amount, or that it names.

    ``text`` looks on in that account by receiver, remittance text or reference. Raises ``NotFound``, also for an amount
    that no longer waits.
    """
    check_may_pay(actor)
    waiting = Entry.records.of(actor).filter(state=WAITING)
    row = waiting.select_related("organisation", "account", "payment").one(id=entry)
    states = (RELEASED, FREED) if row.amount_cents < 0 else (RELEASED, PAID)
    blocks = Block.records.of(actor).filter(account=row.account_id, batch__state=RELEASED)
    payments = Payment.records.of(actor).filter(
        organisation_id=row.organisation_id, state__in=states, batch__in=blocks.order_by().values("batch")
    )
    if text.strip():
        wanted = Q(creditor_name__icontains=text) | Q(remittance__icontains=text)
        named = payment_id(text)
        payments = payments.filter(wanted | Q(id=named) if named else wanted)
        blocks = blocks.none()
    else:
        payments = payments.filter(Q(amount_cents=abs(row.amount_cents)) | Q(id=row.payment_id))
        blocks = blocks.filter(total_cents=abs(row.amount_cents))
    found = [
        Choice(
            None, block.batch_id, "", Euro(block.total_cents), block.batch.state, block.batch.execution_day
        )
        for block in blocks.select_related("batch").order_by("-batch__execution_day", "id")[:size]
    ]
    found += [
        Choice(each.id, None, each.creditor_name, Euro(each.amount_cents), each.state, each.execution_day)
        for each in payments.order_by("-released_at", "id")[:size]
    ]
    return _unknown(row), tuple(found)


@query
def batch(*, actor: Actor, batch: UUID, page: int = 1, size: int = PAGE) -> BatchView:
    """One batch with a page of its payments. Raises ``Refused`` for who is no payer, and ``NotFound``."""
    check_may_pay(actor)
    row = Batch.records.of(actor).one(id=batch)
    blocks = tuple(
        BlockView(
            block.organisation_id,
            block.organisation.name,
            block.account.name,
            block.account.iban,
            block.count,
            Euro(block.total_cents),
        )
        for block in Block.records.of(actor)
        .filter(batch=row)
        .select_related("organisation", "account")
        .order_by("organisation__name", "id")
    )
    files = documents_with(actor=actor, ids=[row.file_id] if row.file_id else [])
    file = files.get(row.file_id) if row.file_id else None
    payments = Payment.records.of(actor).filter(batch=row).select_related("organisation")
    pages, page = _pages(row.count, page, size)
    counted = payments.order_by().values_list("state").annotate(count=Count("id"))
    names = _names(actor, [row])
    why_not = why_not_release(actor, row) if row.state == PREPARED else None
    return BatchView(
        id=row.id,
        organisation_id=row.organisation_id,
        state=row.state,
        execution_day=row.execution_day,
        count=row.count,
        total=Euro(row.total_cents),
        prepared_by=row.prepared_by,
        prepared_by_name=names.get(row.prepared_by, ""),
        prepared_at=row.prepared_at,
        released_by_name=names.get(row.released_by, "") if row.released_by else "",
        released_at=row.released_at,
        cancelled_by_name=names.get(row.cancelled_by, "") if row.cancelled_by else "",
        cancelled_at=row.cancelled_at,
        cancel_reason=row.cancel_reason,
        file_name=file.name if file else "",
        file_sha256=file.sha256 if file else "",
        blocks=blocks,
        payments=tuple(
            _payment(payment)
            for payment in payments.order_by("organisation__name", "id")[(page - 1) * size : page * size]
        ),
        page=page,
        pages=pages,
        states=dict(counted),
        may_release=row.state == PREPARED and why_not is None,
        why_not=why_not,
        bank_status=row.bank_status,
        bank_reason=row.bank_reason,
        answered_at=row.answered_at,
        freeing_asked=Correction.records.of(actor).filter(batch=row, state=ASKED, entry=None).exists(),
    )


@query
def batch_file(*, actor: Actor, batch: UUID) -> tuple[str, str, bytes]:
    """The file for the bank: name, media type and bytes. Raises ``NotFound`` while it was not released."""
    check_may_pay(actor)
    row = Batch.records.of(actor).one(id=batch)
    if row.file_id is None:
        raise NotFound("payment file")
    document = documents_with(actor=actor, ids=[row.file_id])[row.file_id]
    return document.name, document.media_type, content_of(actor=actor, document=document.id)


@command
def note_file_downloaded(*, actor: Actor, batch: UUID, at: datetime) -> None:
    """Write in the trail that somebody took the file for the bank."""
    row = Batch.records.of(actor).one(id=batch)
    details = {"count": row.count, "cents": row.total_cents}
    record(
        actor,
        "payment_batch.downloaded",
        "payment_batch",
        row.id,
        row.organisation_id,
        at=at,
        details=details,
    )


@query
def statements(*, actor: Actor, page: int = 1, size: int = PAGE) -> tuple[StatementLine, ...]:
    """Statements that were read, the newest first, each with what came of it; three queries."""
    check_may_pay(actor)
    rows = Statement.records.of(actor).select_related("organisation", "account").order_by("-read_at", "id")
    found = list(rows[(max(page, 1) - 1) * size : max(page, 1) * size])
    debit, credit = Q(state=MATCHED, amount_cents__lt=0), Q(state=MATCHED, amount_cents__gt=0)
    told = {
        statement: tuple(counted)
        for statement, *counted in Entry.records.of(actor)
        .filter(statement__in=[row.id for row in found])
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
    names = names_of(actor=actor, people={row.read_by for row in found if row.read_by})
    return tuple(_statement(row, told.get(row.id, (0,) * 6), names) for row in found)


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
    pages, page = _pages(count, page, size)
    found = rows.select_related("organisation", "account", "payment").order_by("day", "id")
    return UnknownEntries(
        count, tuple(_unknown(row) for row in found[(page - 1) * size : page * size]), page, pages
    )


UNANSWERED_AFTER = 2
"""Bank days that a bank has to say something of a payment."""


def _unanswered(rows: GuardedQuerySet[Batch], on: date) -> GuardedQuerySet[Batch]:
    return rows.filter(
        state=RELEASED, execution_day__lte=bank_days_before(on, UNANSWERED_AFTER), payments__state=RELEASED
    ).distinct()


def _pages(count: int, page: int, size: int) -> tuple[int, int]:
    pages = max(1, ceil(count / size))
    return pages, min(max(page, 1), pages)


def _names(actor: Actor, batches: Iterable[Batch]) -> Mapping[UUID, str]:
    people = {
        person
        for row in batches
        for person in (row.prepared_by, row.released_by, row.cancelled_by)
        if person is not None
    }
    return names_of(actor=actor, people=people)


def _facts(row: Payment) -> PaymentFacts:
    return PaymentFacts(
        payment_id=row.id,
        state=row.state,
        amount=Euro(row.amount_cents),
        creditor_iban=row.creditor_iban,
        end_to_end_id=end_to_end_id(row.id),
        requested_at=row.requested_at,
        withdrawn_at=row.withdrawn_at,
        batched_at=row.batched_at,
        execution_day=row.execution_day,
        released_at=row.released_at,
        paid_on=row.paid_on,
        returned_on=row.returned_on,
        return_code=row.return_code,
        return_reason=row.return_reason,
    )


def _payment(row: Payment) -> PaymentView:
    return PaymentView(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        source_type=row.source_type,
        source_id=row.source_id,
        amount=Euro(row.amount_cents),
        creditor_name=row.creditor_name,
        creditor_iban=row.creditor_iban,
        remittance=row.remittance,
        state=row.state,
        requested_at=row.requested_at,
        end_to_end_id=end_to_end_id(row.id),
        bank_status=row.bank_status,
        bank_reason=row.bank_reason,
    )


def _statement(row: Statement, told: tuple[int, ...], names: Mapping[UUID, str]) -> StatementLine:
    paid, debited, back, credited, unknown, waiting = told
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


def _unknown(row: Entry) -> UnknownEntry:
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
