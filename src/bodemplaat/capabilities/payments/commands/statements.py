"""Bank statements: read once, each amount counted once, and announced to the source of each payment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.utils import timezone

from bodemplaat.capabilities.payments.commands.pieces import Tally, carry_out_in_pieces
from bodemplaat.capabilities.payments.errors import UnsoundBatch, UnusableStatement
from bodemplaat.capabilities.payments.events import STATEMENT_READ
from bodemplaat.capabilities.payments.lifecycle import ENTRY, SETTLED
from bodemplaat.capabilities.payments.models import BankAccount, Entry, Statement
from bodemplaat.capabilities.payments.policies import check_may_pay, check_may_read_statements
from bodemplaat.capabilities.payments.queries.gaps import missing_between
from bodemplaat.capabilities.payments.reckoning.statement_file import (
    Told,
    days_to_come,
    heads_of,
    media_type,
    other_account_finding,
    read_file,
    shared_account_finding,
)
from bodemplaat.capabilities.payments.values import StatementOutcome
from bodemplaat.foundation.audit.api import record, record_many
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import Euro, Finding, Severity, say
from bodemplaat.kernel.finding import errors


@command
def upload_statement(*, actor: Actor, name: str, content: bytes, at: datetime) -> StatementOutcome:
    """Read camt.053 (.02 or .08), alone, several in one file or in a zip, and carry out what it reports: all of it or nothing.

    Statements of accounts that nobody in scope pays from are passed by and named in the outcome. Raises ``Refused``
    for who is no payer (the platform's own connection may), and ``UnusableStatement`` with every finding when the
    file is no statement, is too large, does not add up, is in another currency, tells of days to come, of payments
    or returns before the release or of returns before the payment, or is only of accounts that no organisation in scope pays from.
    """
    check_may_read_statements(actor)
    digest = sha256(content).hexdigest()
    before = _read_before(actor, content, digest, at)
    if before is not None:
        return before
    general, file = read_file(content, timezone.localdate(at))
    accounts = _hold_accounts(actor, file)
    own = [each for each in file if each.account in accounts]
    findings = (*general, *(finding for each in own for finding in each.findings))
    stopping = (*errors(findings), *days_to_come(own, timezone.localdate(at)))
    if stopping:
        raise UnusableStatement(*stopping)
    findings += tuple(_others_named(file, accounts))
    ibans = tuple(sorted({each.account for each in own}))
    new = _new_statements(actor, own, accounts, digest)
    if not new:
        return _nothing_new(ibans, sum(len(each.lines) for each in own), findings)
    document = keep_file(
        actor=actor,
        organisation=actor.organisation_id,
        name=name,
        media_type=media_type(content),
        content=content,
        at=at,
    )
    findings += tuple(missing_between(actor, new, accounts))
    rows = [_statement(accounts[each.account], each, digest, document, actor, at) for each in new]
    Statement.records.of(actor).bulk_create(rows)
    tally = carry_out_in_pieces(actor, [(row, each.lines) for row, each in zip(rows, new, strict=True)], at)
    outcome = _outcome(ibans, tally, findings)
    _tell(actor, rows, outcome, at)
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


def _hold_accounts(actor: Actor, file: Sequence[Told]) -> dict[str, BankAccount]:
    """The accounts by IBAN, held until the end: statements of one account are read one after the other."""
    ibans = {each.account for each in file}
    rows = BankAccount.records.of(actor).filter(iban__in=ibans).order_by("id")
    by_iban: dict[str, list[BankAccount]] = defaultdict(list)
    for row in rows.select_for_update(of=("self",), no_key=True):
        by_iban[row.iban].append(row)
    findings = [shared_account_finding(each) for each in file if len(by_iban.get(each.account, ())) > 1]
    if not by_iban:
        findings += [other_account_finding(each, Severity.ERROR) for each in file]
    if findings:
        raise UnusableStatement(*findings)
    return {iban: rows[0] for iban, rows in by_iban.items()}


def _read_before(actor: Actor, content: bytes, digest: str, at: datetime) -> StatementOutcome | None:
    """The outcome for a file of which every statement was read before: its bytes are the same, so they tell the same.

    ``None`` for any other, and where a count was not kept yet or only reading the file says which statements it holds.
    """
    accounts_of = BankAccount.records.of(actor).values("id")  # the index begins with the account
    rows = Statement.records.of(actor).filter(account__in=accounts_of, sha256=digest)
    amounts = {
        (account, identification, part): count
        for account, identification, part, count in rows.values_list(
            "account_id", "identification", "part", "amounts"
        )
    }
    file = heads_of(content, timezone.localdate(at)) if amounts else None
    if file is None:
        return None
    accounts = _hold_accounts(actor, file)
    own = [each for each in file if each.account in accounts]
    counts = [amounts.get((accounts[each.account].id, each.head.id[:35], each.part)) for each in own]
    if None in counts:
        return None
    ibans = tuple(sorted({each.account for each in own}))
    return _nothing_new(ibans, sum(filter(None, counts)), tuple(_others_named(file, accounts)))


def _nothing_new(accounts: tuple[str, ...], count: int, findings: tuple[Finding, ...]) -> StatementOutcome:
    return _outcome(accounts, Tally(lines=count, known=count), findings, already_read=True)


def _others_named(file: Sequence[Told], accounts: Mapping[str, BankAccount]) -> Iterator[Finding]:
    named = {each.account: each for each in reversed(file) if each.account not in accounts}
    for each in reversed(named.values()):
        yield other_account_finding(each, Severity.WARNING)


def _new_statements(
    actor: Actor, own: Sequence[Told], accounts: dict[str, BankAccount], digest: str
) -> list[Told]:
    read = set(
        Statement.records.of(actor)
        .filter(account__in=list(accounts.values()), sha256=digest)
        .values_list("account__iban", "identification", "part")
    )
    return [each for each in own if (each.account, each.head.id[:35], each.part) not in read]


def _statement(
    account: BankAccount, part_read: Told, digest: str, document: UUID, actor: Actor, at: datetime
) -> Statement:
    head = part_read.head
    return Statement(
        id=uuid4(),
        organisation_id=account.organisation_id,
        account=account,
        identification=head.id[:35],
        part=part_read.part,
        sequence=head.sequence,
        sha256=digest,
        document_id=document,
        first_day=head.opening_on,
        last_day=head.closing_on,
        opening_cents=head.opening.cents if head.opening else None,
        closing_cents=head.closing.cents if head.closing else None,
        amounts=len(part_read.lines),
        read_at=at,
        read_by=actor.person_id,
    )


def _outcome(
    accounts: tuple[str, ...], tally: Tally, findings: tuple[Finding, ...], *, already_read: bool = False
) -> StatementOutcome:
    return StatementOutcome(
        already_read=already_read,
        accounts=accounts,
        entries=tally.lines,
        known=tally.known,
        paid=tally.paid,
        paid_total=Euro(tally.paid_cents),
        returned=tally.returned,
        returned_total=Euro(tally.returned_cents),
        unknown=tally.unknown,
        unknown_total=Euro(tally.unknown_cents),
        twice=tally.twice,
        stopped=tally.stopped,
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
    publish(actor, Announcement(STATEMENT_READ, actor.organisation_id, facts), at=at)
