"""Bank statements: read once, each amount counted once, told to whoever waits for it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F, Q
from django.utils import timezone

from bodemplaat.capabilities.payments.errors import UnsoundBatch, UnusableStatement
from bodemplaat.capabilities.payments.lifecycle import (
    ENTRY,
    FREED,
    LIVE,
    MATCHED,
    RELEASED,
    RETURNED,
    SETTLED,
    WAITING,
)
from bodemplaat.capabilities.payments.matching import (
    Decisions,
    Known,
    KnownBlock,
    Line,
    decide,
    key_of,
    lines_of,
)
from bodemplaat.capabilities.payments.models import BankAccount, Block, Entry, Payment, Statement
from bodemplaat.capabilities.payments.moving import among, move_all
from bodemplaat.capabilities.payments.policies import check_may_pay, check_may_read_statements
from bodemplaat.capabilities.payments.ports import outcomes_for
from bodemplaat.capabilities.payments.values import StatementOutcome
from bodemplaat.formats.camt import Statement as CamtStatement
from bodemplaat.formats.camt import (
    UnreadableStatement,
    documents_in,
    read_statement_file,
)
from bodemplaat.foundation.audit.api import record, record_many
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, command
from bodemplaat.kernel import Euro, Finding, Severity, say
from bodemplaat.kernel.finding import errors

MAX_STATEMENT_BYTES = 200 * 1024 * 1024
"""The largest statement that is read: some 200,000 payments told one by one."""

AT_A_TIME = 5000


@dataclass(frozen=True, slots=True)
class Told:
    """A statement in the file: where it stands there, what was found in it, and the how-manieth of its name it is."""

    statement: CamtStatement
    place: str
    findings: tuple[Finding, ...]
    part: int

    @property
    def account(self) -> str:
        """The account that it is of."""
        return self.statement.head.account


@command
def upload_statement(*, actor: Actor, name: str, content: bytes, at: datetime) -> StatementOutcome:
    """Read camt.053 (.02 or .08), alone, several in one file or in a zip, and let it change what it tells: all, or nothing.

    Statements of accounts that nobody in scope pays from are passed by and named in the outcome. Raises ``Refused``
    for who is no payer (the platform's own connection may), and ``UnusableStatement`` with every finding when the
    file is no statement, is too large, does not add up, is in another currency, tells of days to come or of
    payments before they were released, or is only of accounts that no organisation in scope pays from.
    """
    check_may_read_statements(actor)
    general, file = _read(content)
    accounts = _hold_accounts(actor, file)
    own = [each for each in file if each.account in accounts]
    findings = (*general, *(finding for each in own for finding in each.findings))
    stopping = (*errors(findings), *_days_to_come(own, at))
    if stopping:
        raise UnusableStatement(*stopping)
    findings += tuple(_others_named(file, accounts))
    digest = sha256(content).hexdigest()
    new = _new_statements(actor, own, accounts, digest)
    if not new:
        told = sum(len(_lines(accounts, each.statement, at)) for each in own)
        return _outcome(own, told, told, Decisions(), findings, already_read=True)
    document = keep_file(
        actor=actor,
        organisation=actor.organisation_id,
        name=name,
        media_type=media_type(content),
        content=content,
        at=at,
    )
    findings += tuple(_gaps(actor, new, accounts))
    statements, lines = [], []
    for each in new:
        statement = _statement(accounts[each.account], each, digest, document, actor, at)
        statements.append(statement)
        lines += [(statement, line) for line in _lines(accounts, each.statement, at)]
    Statement.records.of(actor).bulk_create(statements)
    fresh = _fresh(actor, lines)
    unread = [line for _, line in fresh.values()]
    payments, blocks, alike = _hold_payments(actor, unread)
    decisions = decide(unread, payments, blocks, alike)
    if decisions.early:
        raise UnusableStatement(*(_early(line, payment) for line, payment in decisions.early))
    _store(actor, decisions, payments, at)
    _store_entries(actor, fresh, decisions)
    known = len(lines) - len(fresh) + len(decisions.repeated)
    outcome = _outcome(own, len(lines), known, decisions, findings)
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


def media_type(content: bytes) -> str:
    """What kind of file the bank gave: a zip or XML."""
    return "application/zip" if content.startswith(b"PK") else "application/xml"


def _read(content: bytes) -> tuple[tuple[Finding, ...], list[Told]]:
    """What was found in the file as a whole, and its statements."""
    general: list[Finding] = []
    found: list[Told] = []
    where = ""
    try:
        for where, part in documents_in(content, max_bytes=MAX_STATEMENT_BYTES):
            file = read_statement_file(part, max_bytes=MAX_STATEMENT_BYTES)
            of: dict[str, list[Finding]] = defaultdict(list)
            for finding in file.findings:
                of[finding.place.partition("/")[0]].append(_placed(finding, where))
            general += of[""]
            for number, statement in enumerate(file.statements, start=1):
                place = f"Stmt[{number}]"
                found.append(Told(statement, f"{where} {place}".strip(), tuple(of[place]), part=0))
    except UnreadableStatement as error:
        raise UnusableStatement(_placed(error.finding, where)) from None
    return tuple(general), _numbered(found)


def _numbered(found: Sequence[Told]) -> list[Told]:
    """Counted within their name in the order of the bank, so that the last page is the last."""
    seen: Counter[tuple[str, str]] = Counter()
    numbered = []
    for each in sorted(found, key=_in_order):
        name = each.account, each.statement.head.id[:35]
        seen[name] += 1
        numbered.append(replace(each, part=seen[name]))
    return numbered


def _placed(finding: Finding, where: str) -> Finding:
    return replace(finding, place=f"{where} {finding.place}".strip())


def _hold_accounts(actor: Actor, file: Sequence[Told]) -> dict[str, BankAccount]:
    """The accounts by IBAN, held until the end: statements of one account are read one after the other."""
    told = {each.account for each in file}
    rows = BankAccount.records.of(actor).filter(iban__in=told).order_by("id")
    found: dict[str, list[BankAccount]] = defaultdict(list)
    for row in rows.select_for_update(of=("self",), no_key=True):
        found[row.iban].append(row)
    findings = [_shared(each) for each in file if len(found.get(each.account, ())) > 1]
    if not found:
        findings += [_other_account(each, Severity.ERROR) for each in file]
    if findings:
        raise UnusableStatement(*findings)
    return {iban: rows[0] for iban, rows in found.items()}


def _shared(told: Told) -> Finding:
    text = say("Account {iban} stands with more than one organisation. Let an administrator correct that.")
    return Finding("payments.shared_account", told.place, text, {"iban": told.account})


def _other_account(told: Told, severity: Severity) -> Finding:
    text = (
        say(
            "Account {iban} is not one that an organisation you pay for pays from. Choose another file, or "
            "ask the administrator to add the account."
        )
        if severity is Severity.ERROR
        else say(
            "Account {iban} is not one that an organisation you pay for pays from; its statement was passed by."
        )
    )
    return Finding("payments.other_account", told.place, text, {"iban": told.account[:40]}, severity)


def _others_named(file: Sequence[Told], accounts: Mapping[str, BankAccount]) -> Iterator[Finding]:
    named = {each.account: each for each in reversed(file) if each.account not in accounts}
    for each in reversed(named.values()):
        yield _other_account(each, Severity.WARNING)


def _days_to_come(own: Sequence[Told], at: datetime) -> Iterator[Finding]:
    """A bank does not book in the future: such a file is not what it seems."""
    today = timezone.localdate(at)
    for each in own:
        days = [entry.booked_on for entry in each.statement.entries if entry.booked and entry.booked_on]
        if days and max(days) > today:
            text = say(
                "The statement tells of {booked_day}, a day that is still to come. A bank does not book ahead: check the file."
            )
            yield Finding("payments.day_to_come", each.place, text, {"booked_day": max(days).isoformat()})


def _early(line: Line, payment: Known) -> Finding:
    text = say(
        "The statement says that a payment of {amount_cents} was paid on {booked_day}, but it was released only on {released_day}. A "
        "bank cannot pay what it was not yet sent: check the file."
    )
    released = payment.released_on.isoformat() if payment.released_on else ""
    values = {"amount_cents": -line.cents, "booked_day": line.day.isoformat(), "released_day": released}
    return Finding("payments.before_release", "", text, values)


def _gaps(actor: Actor, new: Sequence[Told], accounts: Mapping[str, BankAccount]) -> Iterator[Finding]:
    """Where the balance or the number does not follow on the statement before it: one may be missing."""
    read: dict[UUID, list[tuple[date, int | None, int | None]]] = defaultdict(list)
    rows = Statement.records.of(actor).filter(
        account__in={accounts[each.account].id for each in new}, closing_cents__isnull=False
    )
    highest = F("sequence").desc(nulls_last=True)
    latest = rows.order_by("account_id", "-last_day", highest, "-read_at", "-part").distinct("account_id")
    for account, last_day, closing, number in latest.values_list(
        "account_id", "last_day", "closing_cents", "sequence"
    ):
        if last_day is not None:
            read[account].append((last_day, closing, number))
    for each in new:
        head, before = each.statement.head, read[accounts[each.account].id]
        if before and head.opening is not None and (head.opening_on or date.min) >= before[-1][0]:
            _, closing, number = before[-1]
            values: dict[str, object] = {"iban": each.account}
            if closing is not None and head.opening.cents != closing:
                text = say(
                    "The opening balance of account {iban} is {opening_cents}, but the statement read before it closed with "
                    "{closing_cents}. A statement in between may be missing."
                )
                yield Finding(
                    "payments.gap_balance",
                    each.place,
                    text,
                    {**values, "opening_cents": head.opening.cents, "closing_cents": closing},
                    Severity.WARNING,
                )
            if number is not None and head.sequence is not None and head.sequence > number + 1:
                text = say(
                    "Statement {number} of account {iban} follows on {before}. What lies between was not handed in."
                )
                yield Finding(
                    "payments.gap_number",
                    each.place,
                    text,
                    {**values, "number": head.sequence, "before": number},
                    Severity.WARNING,
                )
        if head.closing is not None and head.closing_on is not None:
            before.append((head.closing_on, head.closing.cents, head.sequence))


def _in_order(told: Told) -> tuple[date, int, int, int]:
    """As the bank counts, whatever order the file has: day, number, page."""
    head = told.statement.head
    return head.opening_on or date.min, head.sequence or 0, head.page or 0, told.part


def _new_statements(
    actor: Actor, own: Sequence[Told], accounts: dict[str, BankAccount], digest: str
) -> list[Told]:
    read = set(
        Statement.records.of(actor)
        .filter(account__in=list(accounts.values()), sha256=digest)
        .values_list("account__iban", "identification", "part")
    )
    return [each for each in own if (each.account, each.statement.head.id[:35], each.part) not in read]


def _lines(accounts: dict[str, BankAccount], statement: CamtStatement, at: datetime) -> list[Line]:
    account = accounts[statement.head.account].id
    otherwise = statement.head.closing_on or timezone.localdate(at)
    return [
        line for entry in statement.entries if entry.booked for line in lines_of(account, entry, otherwise)
    ]


def _statement(
    account: BankAccount, told: Told, digest: str, document: UUID, actor: Actor, at: datetime
) -> Statement:
    head = told.statement.head
    return Statement(
        id=uuid4(),
        organisation_id=account.organisation_id,
        account=account,
        identification=head.id[:35],
        part=told.part,
        sequence=head.sequence,
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
    of_mark = {mark: line.fingerprint for _, line in told.values() for mark in line.marks}
    known = Entry.records.of(actor).filter(
        among("fingerprint", of_mark), account__in={line.account for _, line in lines}
    )
    for mark in known.values_list("fingerprint", flat=True):
        told.pop(of_mark[mark], None)
    return dict(reversed(told.items()))


def _hold_payments(
    actor: Actor, lines: Sequence[Line]
) -> tuple[dict[UUID, Known], dict[tuple[UUID, UUID], KnownBlock], dict[tuple[UUID, int], list[KnownBlock]]]:
    """What these lines may settle, held until the end, in one order: payments, blocks by name, blocks by sum."""
    named = {payment for line in lines for each in (line, *line.parts) if (payment := each.payment)}
    batches = {line.batch for line in lines if line.batch is not None}
    groups = [list(members) for key, members in groupby(lines, key=lambda line: line.group) if key]
    sums = {
        key_of(group)
        for group in groups
        if all(line.batch is None and line.payment is None for line in group)
    }
    alike = Q(
        account__in={account for account, _ in sums},
        total_cents__in={cents for _, cents in sums},
        batch__state=RELEASED,
    )
    asked = Q(id__in=batches) | Q(batch_id__in=batches)
    wanted = asked | alike if sums else asked
    blocks = list(Block.records.of(actor).filter(wanted).order_by("id")) if batches or sums else []
    rows = Payment.records.of(actor).filter(
        among("id", named) | Q(batch_id__in={block.batch_id for block in blocks})
        if blocks
        else among("id", named)
    )
    known, members = _known(actor, rows) if named or blocks else ({}, {})
    by_name: dict[tuple[UUID, UUID], KnownBlock] = {}
    by_sum: dict[tuple[UUID, int], list[KnownBlock]] = defaultdict(list)
    for row in blocks:
        block = KnownBlock(
            row.id, row.account_id, tuple(members.get((row.batch_id, row.organisation_id), ()))
        )
        by_name[row.id, row.account_id] = by_name[row.batch_id, row.account_id] = block
        by_sum[row.account_id, row.total_cents].append(block)
    return known, by_name, by_sum


def _known(
    actor: Actor, rows: GuardedQuerySet[Payment]
) -> tuple[dict[UUID, Known], dict[tuple[UUID, UUID], list[Known]]]:
    """Payments by id and by batch and organisation, locked in the order of their ids; what took the place of freed
    ones is locked after them.
    """
    fields = (
        *("id", "source_type", "source_id", "amount_cents", "state", "paid_on", "creditor_iban"),
        *("released_at", "batch_id", "organisation_id"),
    )
    facts: list[tuple[Any, ...]] = list(rows.locked().order_by("id").values_list(*fields))
    freed = {row[2] for row in facts if row[4] == FREED}
    if freed:
        live = Payment.records.of(actor).filter(source_id__in=freed, state__in=LIVE)
        held = {row[0] for row in facts}
        facts += [row for row in live.locked().order_by("id").values_list(*fields) if row[0] not in held]
    paid_from = {
        (batch, organisation): account
        for batch, organisation, account in Block.records.of(actor)
        .filter(batch__in={row[8] for row in facts if row[8] is not None})
        .values_list("batch_id", "organisation_id", "account_id")
    }
    found: dict[UUID, Known] = {}
    members: dict[tuple[UUID, UUID], list[Known]] = defaultdict(list)
    for *told, released_at, batch, organisation in facts:
        released_on = timezone.localdate(released_at) if released_at else None
        known = Known(*(*told, released_on, paid_from.get((batch, organisation))))
        found[known.id] = known
        if batch is not None:
            members[batch, organisation].append(known)
    in_its_place = {(each.source_type, each.source_id): each for each in found.values() if each.state in LIVE}
    for each in found.values():
        if each.state == FREED:
            each.successor = in_its_place.get((each.source_type, each.source_id))
    return found, members


def _store(actor: Actor, decisions: Decisions, payments: dict[UUID, Known], at: datetime) -> None:
    """Move the payments and tell their sources: statements per day, not per payment."""
    if decisions.withdrawn:
        rows = Payment.records.of(actor).filter(among("id", decisions.withdrawn))
        move_all(rows, "withdraw", withdrawn_at=at)
        acts = [
            (row, organisation, {"reason": "paid after all"})
            for row, organisation in rows.values_list("id", "organisation_id")
        ]
        record_many(actor, "payment.withdrawn", "payment", acts, at=at)
    by_day: dict[date, list[UUID]] = defaultdict(list)
    for payment, day in decisions.paid:
        by_day[day].append(payment)
    for day, ids in sorted(by_day.items()):
        move_all(Payment.records.of(actor).filter(among("id", ids)), "pay", paid_on=day)
        tell_paid(actor, [(payments[each].source_type, payments[each].source_id) for each in ids], day, at)
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


def tell_paid(actor: Actor, sources: Sequence[tuple[str, UUID]], day: date, at: datetime) -> None:
    """Tell whoever asked for these (source type, source) that they were paid on ``day``."""
    by_type: dict[str, list[UUID]] = defaultdict(list)
    for source_type, source_id in sources:
        by_type[source_type].append(source_id)
    for source_type, source_ids in sorted(by_type.items()):
        outcomes_for(source_type).paid(actor=actor, source_ids=source_ids, day=day, at=at)


def _store_entries(actor: Actor, fresh: dict[str, tuple[Statement, Line]], decisions: Decisions) -> None:
    of_part = {part.fingerprint: told for told in fresh.values() for part in told[1].parts}
    of_line = {**of_part, **fresh}
    matched = [
        _entry(of_line, each.line, MATCHED, payment_id=each.payment, block_id=each.block, covers=each.covers)
        for each in decisions.matched
    ]
    waiting = [
        _entry(of_line, line, WAITING, payment_id=payment, why=why)
        for line, payment, why in decisions.waiting
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
    own: Sequence[Told],
    lines: int,
    known: int,
    decisions: Decisions,
    findings: tuple[Finding, ...],
    *,
    already_read: bool = False,
) -> StatementOutcome:
    paid = [each for each in decisions.matched if each.line.cents < 0]
    returned = [each for each in decisions.matched if each.line.cents > 0]
    waiting = [line for line, _, _ in decisions.waiting]
    return StatementOutcome(
        already_read=already_read,
        accounts=tuple(sorted({each.account for each in own})),
        entries=lines,
        known=known,
        paid=sum(each.covers for each in paid),
        paid_total=Euro(-sum(each.line.cents for each in paid)),
        returned=sum(each.covers for each in returned),
        returned_total=Euro(sum(each.line.cents for each in returned)),
        unknown=len(waiting),
        unknown_total=Euro(sum(line.cents for line in waiting)),
        twice=sum(why == "paid_twice" for _, _, why in decisions.waiting),
        stopped=len(decisions.withdrawn),
        findings=findings,
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
