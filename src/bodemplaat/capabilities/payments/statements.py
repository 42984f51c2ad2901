"""Bank statements: read once, each amount counted once, told to whoever waits for it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils import timezone

from bodemplaat.capabilities.payments.errors import UnsoundBatch, UnusableStatement
from bodemplaat.capabilities.payments.lifecycle import ENTRY, MATCHED, RELEASED, RETURNED, SETTLED, WAITING
from bodemplaat.capabilities.payments.matching import (
    Decisions,
    Known,
    KnownBlock,
    Line,
    decide,
    lines_of,
)
from bodemplaat.capabilities.payments.models import BankAccount, Block, Entry, Payment, Statement
from bodemplaat.capabilities.payments.moving import among, move_all
from bodemplaat.capabilities.payments.policies import check_may_pay, check_may_read_statements
from bodemplaat.capabilities.payments.ports import outcomes_for
from bodemplaat.capabilities.payments.values import StatementOutcome
from bodemplaat.formats.camt import Statement as CamtStatement
from bodemplaat.formats.camt import (
    StatementFile,
    StatementHead,
    UnreadableStatement,
    read_statement_file,
)
from bodemplaat.foundation.audit.api import record, record_many
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy import Actor, command
from bodemplaat.kernel import Euro, Finding, say
from bodemplaat.kernel.finding import errors

MAX_STATEMENT_BYTES = 200 * 1024 * 1024
"""The largest statement that is read: some 200,000 payments told one by one."""

AT_A_TIME = 5000


@command
def upload_statement(*, actor: Actor, name: str, content: bytes, at: datetime) -> StatementOutcome:
    """Read a camt.053 (.02 or .08) and let it change what it tells: all of it, or nothing.

    Raises ``Refused`` for who is no payer (the platform's own connection may), and ``UnusableStatement`` with every
    finding when the file is no statement, is too large, does not add up, is in another currency, or is of an
    account that no organisation in scope pays from.
    """
    check_may_read_statements(actor)
    file = _read(content)
    accounts = _hold_accounts(actor, file)
    digest = sha256(content).hexdigest()
    new = _new_statements(actor, file, accounts, digest)
    if not new:
        told = sum(len(_lines(accounts, each, at)) for each in file.statements)
        return _outcome(file, told, told, Decisions(), already_read=True)
    document = keep_file(
        actor=actor,
        organisation=actor.organisation_id,
        name=name,
        media_type="application/xml",
        content=content,
        at=at,
    )
    statements, lines = [], []
    for each in new:
        statement = _statement(accounts[each.head.account], each.head, digest, document, actor, at)
        statements.append(statement)
        lines += [(statement, line) for line in _lines(accounts, each, at)]
    Statement.records.of(actor).bulk_create(statements)
    fresh = _fresh(actor, lines)
    unread = [line for _, line in fresh.values()]
    payments = _hold_payments(actor, unread)
    decisions = decide(unread, payments, _blocks(actor, unread))
    _store(actor, decisions, payments, at)
    _store_entries(actor, fresh, decisions)
    known = len(lines) - len(fresh) + len(decisions.repeated)
    outcome = _outcome(file, len(lines), known, decisions)
    _tell(actor, statements, outcome, at)
    return outcome


@command
def settle_unknown_entry(*, actor: Actor, entry: UUID, note: str, at: datetime) -> None:
    """Take an entry off the list of unknown ones, with a note of what was done about it.

    Raises ``UnsoundBatch`` without a note, ``IllegalMove`` for an entry that does not wait.
    """
    check_may_pay(actor)
    row = Entry.records.of(actor).locked().one(id=entry)
    if row.state == SETTLED:
        return
    state = ENTRY.after(row.state, "settle")
    if not note.strip():
        raise UnsoundBatch(
            Finding("payments.no_note", "note", say("Say in a few words what was done about it."))
        )
    row.state, row.note, row.settled_by, row.settled_at = state, note.strip()[:500], actor.person_id, at
    row.save(update_fields=["state", "note", "settled_by", "settled_at"])
    record(
        actor,
        "statement_entry.settled",
        "statement_entry",
        row.id,
        row.organisation_id,
        at=at,
        details={"note": row.note, "cents": row.amount_cents},
    )


def _read(content: bytes) -> StatementFile:
    try:
        file = read_statement_file(content, max_bytes=MAX_STATEMENT_BYTES)
    except UnreadableStatement as error:
        raise UnusableStatement(error.finding) from None
    stopping = errors(file.findings)
    if stopping:
        raise UnusableStatement(*stopping)
    return file


def _hold_accounts(actor: Actor, file: StatementFile) -> dict[str, BankAccount]:
    """The accounts by IBAN, held until the end: statements of one account are read one after the other."""
    told = {statement.head.account for statement in file.statements}
    rows = BankAccount.records.of(actor).filter(iban__in=told).order_by("id")
    found: dict[str, list[BankAccount]] = defaultdict(list)
    for row in rows.select_for_update(of=("self",), no_key=True):
        found[row.iban].append(row)
    findings = tuple(_account_findings(file, found))
    if findings:
        raise UnusableStatement(*findings)
    return {iban: rows[0] for iban, rows in found.items()}


def _account_findings(file: StatementFile, found: dict[str, list[BankAccount]]) -> Iterator[Finding]:
    for i, statement in enumerate(file.statements, start=1):
        iban = statement.head.account
        if iban not in found:
            yield Finding(
                "payments.other_account",
                f"Stmt[{i}]",
                say(
                    "Account {iban} is not one that an organisation you pay for pays from. Choose another file, or "
                    "ask the administrator to add the account."
                ),
                {"iban": iban[:40]},
            )
        elif len(found[iban]) > 1:
            yield Finding(
                "payments.shared_account",
                f"Stmt[{i}]",
                say(
                    "Account {iban} stands with more than one organisation. Let an administrator correct that."
                ),
                {"iban": iban},
            )


def _new_statements(
    actor: Actor, file: StatementFile, accounts: dict[str, BankAccount], digest: str
) -> list[CamtStatement]:
    read = set(
        Statement.records.of(actor)
        .filter(account__in=list(accounts.values()), sha256=digest)
        .values_list("account__iban", "identification")
    )
    return [each for each in file.statements if (each.head.account, each.head.id[:35]) not in read]


def _lines(accounts: dict[str, BankAccount], statement: CamtStatement, at: datetime) -> list[Line]:
    account = accounts[statement.head.account].id
    otherwise = statement.head.closing_on or timezone.localdate(at)
    return [
        line for entry in statement.entries if entry.booked for line in lines_of(account, entry, otherwise)
    ]


def _statement(
    account: BankAccount, head: StatementHead, digest: str, document: UUID, actor: Actor, at: datetime
) -> Statement:
    return Statement(
        id=uuid4(),
        organisation_id=account.organisation_id,
        account=account,
        identification=head.id[:35],
        sha256=digest,
        document_id=document,
        first_day=head.opening_on,
        last_day=head.closing_on,
        opening_cents=head.opening.cents if head.opening else None,
        closing_cents=head.closing.cents if head.closing else None,
        read_at=at,
        read_by=actor.person_id,
    )


def _fresh(actor: Actor, lines: Sequence[tuple[Statement, Line]]) -> dict[str, tuple[Statement, Line]]:
    """Lines that no statement told before, by fingerprint. Their accounts are held, so nobody adds one meanwhile."""
    told = {line.fingerprint: (statement, line) for statement, line in reversed(lines)}
    known = Entry.records.of(actor).filter(
        among("fingerprint", told), account__in={line.account for _, line in lines}
    )
    for fingerprint in known.values_list("fingerprint", flat=True):
        del told[fingerprint]
    return dict(reversed(told.items()))


def _hold_payments(actor: Actor, lines: Sequence[Line]) -> dict[UUID, Known]:
    named = {line.payment for line in lines if line.payment is not None}
    if not named:
        return {}
    rows = list(
        Payment.records.of(actor)
        .filter(among("id", named))
        .locked()
        .order_by("id")
        .values_list(
            "id",
            "source_type",
            "source_id",
            "amount_cents",
            "state",
            "paid_on",
            "batch_id",
            "organisation_id",
        )
    )
    paid_from = {
        (batch, organisation): account
        for batch, organisation, account in Block.records.of(actor)
        .filter(batch__in={row[6] for row in rows if row[6] is not None})
        .values_list("batch_id", "organisation_id", "account_id")
    }
    return {row[0]: Known(*row[:6], account=paid_from.get((row[6], row[7]))) for row in rows}


def _blocks(actor: Actor, lines: Sequence[Line]) -> dict[tuple[UUID, UUID], KnownBlock]:
    """Blocks that a line names as a whole, their payments held."""
    named = {line.batch for line in lines if line.batch is not None}
    if not named:
        return {}
    found: dict[tuple[UUID, UUID], KnownBlock] = {}
    rows = Block.records.of(actor).filter(Q(id__in=named) | Q(batch_id__in=named)).order_by("id")
    for row in rows:
        payments = Payment.records.of(actor).filter(
            batch_id=row.batch_id, organisation_id=row.organisation_id
        )
        held = payments.locked().order_by("id").values_list("state", flat=True)
        still_open = sum(state == RELEASED for state in held)
        block = KnownBlock(row.id, row.batch_id, row.organisation_id, row.total_cents, row.count, still_open)
        found[row.id, row.account_id] = found[row.batch_id, row.account_id] = block
    return found


def _store(actor: Actor, decisions: Decisions, payments: dict[UUID, Known], at: datetime) -> None:
    """Move the payments and tell their sources: statements per day, not per payment."""
    by_day: dict[date, list[UUID]] = defaultdict(list)
    for payment, day in decisions.paid:
        by_day[day].append(payment)
    for day, ids in sorted(by_day.items()):
        move_all(Payment.records.of(actor).filter(among("id", ids)), "pay", paid_on=day)
        _tell_paid(actor, [(payments[each].source_type, payments[each].source_id) for each in ids], day, at)
    for block, day in decisions.paid_blocks:
        rows = Payment.records.of(actor).filter(batch_id=block.batch, organisation_id=block.organisation)
        sources = list(rows.filter(state=RELEASED).order_by("id").values_list("source_type", "source_id"))
        move_all(rows, "pay", paid_on=day)
        _tell_paid(actor, sources, day, at)
    for payment, day in decisions.debited:
        Payment.records.of(actor).filter(id=payment, state=RETURNED).update(paid_on=day)
    _store_returned(actor, decisions, payments, at)


def _store_returned(actor: Actor, decisions: Decisions, payments: dict[UUID, Known], at: datetime) -> None:
    alike: dict[tuple[date, str, str], list[UUID]] = defaultdict(list)
    for payment, line in decisions.returned:
        alike[line.day, line.return_code, line.return_reason[:200]].append(payment)
    for (day, code, reason), ids in sorted(alike.items()):
        rows = Payment.records.of(actor).filter(among("id", ids))
        move_all(rows, "return", returned_on=day, return_code=code[:35], return_reason=reason)
        organisations = rows.values_list("id", "organisation_id")
        record_many(
            actor,
            "payment.returned",
            "payment",
            [
                (payment, organisation, {"code": code, "reason": reason})
                for payment, organisation in organisations
            ],
            at=at,
        )
        for payment in ids:
            source = payments[payment]
            outcomes_for(source.source_type).returned(
                actor=actor, source_id=source.source_id, reason_code=code, reason=reason, at=at
            )


def _tell_paid(actor: Actor, sources: Sequence[tuple[str, UUID]], day: date, at: datetime) -> None:
    by_type: dict[str, list[UUID]] = defaultdict(list)
    for source_type, source_id in sources:
        by_type[source_type].append(source_id)
    for source_type, source_ids in sorted(by_type.items()):
        outcomes_for(source_type).paid(actor=actor, source_ids=source_ids, day=day, at=at)


def _store_entries(actor: Actor, fresh: dict[str, tuple[Statement, Line]], decisions: Decisions) -> None:
    matched = [
        _entry(fresh, line, MATCHED, payment_id=payment, block_id=block)
        for line, payment, block in decisions.matched
    ]
    waiting = [
        _entry(fresh, line, WAITING, payment_id=payment, why=why) for line, payment, why in decisions.waiting
    ]
    Entry.records.of(actor).bulk_create([*matched, *waiting], batch_size=AT_A_TIME)


def _entry(fresh: dict[str, tuple[Statement, Line]], line: Line, state: str, **facts: Any) -> Entry:
    statement, _ = fresh[line.fingerprint]
    return Entry(
        organisation_id=statement.organisation_id,
        account_id=line.account,
        statement=statement,
        fingerprint=line.fingerprint,
        day=line.day,
        amount_cents=line.cents,
        end_to_end_id=line.end_to_end_id[:35],
        counterparty=line.counterparty[:140],
        counterparty_iban=line.counterparty_iban[:34],
        remittance=line.remittance[:500],
        return_code=line.return_code[:35],
        state=state,
        **facts,
    )


def _outcome(
    file: StatementFile, lines: int, known: int, decisions: Decisions, *, already_read: bool = False
) -> StatementOutcome:
    blocks = [block for block, _ in decisions.paid_blocks]
    paid = [line for line, payment, _ in decisions.matched if payment is not None and line.cents < 0]
    returned = [line for _, line in decisions.returned]
    waiting = [line for line, _, _ in decisions.waiting]
    return StatementOutcome(
        already_read=already_read,
        accounts=tuple(sorted({each.head.account for each in file.statements})),
        entries=lines,
        known=known,
        paid=len(paid) + sum(block.count for block in blocks),
        paid_total=Euro(sum(block.cents for block in blocks) - sum(line.cents for line in paid)),
        returned=len(returned),
        returned_total=Euro(sum(line.cents for line in returned)),
        unknown=len(waiting),
        unknown_total=Euro(sum(line.cents for line in waiting)),
        findings=file.findings,
    )


def _tell(actor: Actor, statements: Sequence[Statement], outcome: StatementOutcome, at: datetime) -> None:
    facts = {
        "entries": outcome.entries,
        "known": outcome.known,
        "paid": outcome.paid,
        "returned": outcome.returned,
        "unknown": outcome.unknown,
    }
    record_many(
        actor,
        "bank_statement.read",
        "bank_statement",
        [(each.id, each.organisation_id, {**facts, "sha256": each.sha256}) for each in statements],
        at=at,
    )
    publish(actor, Announcement("bank_statement.read", actor.organisation_id, facts), at=at)
