"""What the bank answers to a payment file (pain.002): kept beside the batch and its payments. It moves no money."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.payments.commands.moving import among
from bodemplaat.capabilities.payments.errors import UnusableStatement
from bodemplaat.capabilities.payments.identification import end_to_end_id, identified, payment_id
from bodemplaat.capabilities.payments.lifecycle import PAID, RELEASED
from bodemplaat.capabilities.payments.models import Batch, Block, Payment
from bodemplaat.capabilities.payments.policies import check_may_read_statements
from bodemplaat.capabilities.payments.reckoning.statement_file import MAX_STATEMENT_BYTES, media_type
from bodemplaat.capabilities.payments.values import ReportOutcome
from bodemplaat.formats.camt import UnreadableStatement, documents_in
from bodemplaat.formats.sepa import (
    STATUSES,
    Status,
    StatusReport,
    UnreadableReport,
    Verdict,
    is_status_report,
    read_status_report,
)
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import Finding, Severity, say


def is_answer(content: bytes) -> bool:
    """Whether a file, or one in a zip, is a pain.002, so that it is for ``upload_status_report``."""
    try:
        return any(is_status_report(part) for _, part in documents_in(content, max_bytes=MAX_STATEMENT_BYTES))
    except UnreadableStatement:
        return False


@command
def upload_status_report(*, actor: Actor, name: str, content: bytes, at: datetime) -> ReportOutcome:
    """Read a pain.002 (version 3 or later), as it is or alone in a zip, and keep what it says of a batch and its payments.

    The latest answer counts, in whatever order they are read. Payments stay as they are: what was refused is freed by two payers (``ask_correction``). Raises ``Refused`` for who
    is no payer, and ``UnusableStatement`` when the file is no such answer or is about no batch in scope that was
    released, or says nothing of it.
    """
    check_may_read_statements(actor)
    try:
        report = read_status_report(_alone(content))
    except (UnreadableReport, UnreadableStatement) as error:
        raise UnusableStatement(error.finding) from None
    named = identified(report.original)
    batch = Batch.records.of(actor).locked().filter(id=named, state=RELEASED).first() if named else None
    if batch is None:
        text = say("The answer is about payment file {name}, which is none of yours. Choose another file.")
        raise UnusableStatement(Finding("payments.other_report", "", text, {"name": report.original[:35]}))
    keep_file(
        actor=actor,
        organisation=batch.organisation_id,
        name=name,
        media_type=media_type(content),
        content=content,
        at=at,
    )
    answered_at = _answered_at(report, at)
    is_older = batch.answered_at is not None and answered_at < batch.answered_at
    ids_by_status, findings = _by_payment(actor, batch, report)
    if not ids_by_status:
        text = (
            say(
                "The answer says that the file was accepted in part, but of no payment whether it was. Ask the bank for the "
                "answer per payment."
            )
            if any(
                each.verdict is Verdict.MIXED for each in (report.status, *(b.status for b in report.blocks))
            )
            else say("The answer gives no status of the file or of any payment in it. Ask the bank.")
        )
        raise UnusableStatement(Finding("payments.empty_answer", "", text), *findings)
    for status, ids in ids_by_status.items():
        rows = Payment.records.of(actor).filter(among("id", ids), batch=batch)
        if is_older:
            rows = rows.filter(bank_status="")
        rows.update(bank_status=status.code, bank_reason=_reason(status))
    of_all = _of_all(report, ids_by_status, batch.count)
    if is_older:
        findings += (Finding("payments.older_answer", "", _OLDER, severity=Severity.WARNING),)
    else:
        batch.bank_status, batch.bank_reason, batch.answered_at = of_all.code, _reason(of_all), answered_at
        batch.save(update_fields=["bank_status", "bank_reason", "answered_at"])
    counted: Counter[Verdict] = Counter()
    for status, ids in ids_by_status.items():
        counted[status.verdict] += len(ids)
    details = {"status": of_all.code, "refused": counted[Verdict.REFUSED], "reasons": list(of_all.reasons)}
    record(
        actor,
        "payment_batch.answered",
        "payment_batch",
        batch.id,
        batch.organisation_id,
        at=at,
        details=details,
    )
    return ReportOutcome(
        batch.id,
        of_all.code,
        _reason(of_all),
        counted[Verdict.REFUSED],
        counted[Verdict.ACCEPTED],
        counted[Verdict.UNDECIDED],
        findings,
    )


_OLDER = say(
    "The bank gave this answer before one that was read already. It counts only for payments of which that said nothing."
)


def _answered_at(report: StatusReport, at: datetime) -> datetime:
    """When the bank says that it answered, in Dutch time unless it names a zone; never later than it was read."""
    stated = report.created_at
    if stated is None:
        return at
    return min(stated if timezone.is_aware(stated) else timezone.make_aware(stated), at)


def _alone(content: bytes) -> bytes:
    """The one document in the file."""
    (_, first), *more = documents_in(content, max_bytes=MAX_STATEMENT_BYTES)
    if more:
        text = say(
            "This file holds several documents, and at least one of them is an answer of the bank (pain.002). Hand each "
            "answer in by itself, and statements apart from them."
        )
        raise UnusableStatement(Finding("payments.several_answers", "", text))
    return first


def _by_payment(
    actor: Actor, batch: Batch, report: StatusReport
) -> tuple[dict[Status, list[UUID]], tuple[Finding, ...]]:
    """The payments by their status (their own, else their block's, else the file's), and what is not understood."""
    organisations = {block.id: block.organisation_id for block in Block.records.of(actor).filter(batch=batch)}
    of_block: dict[UUID, Status] = {}
    own: dict[UUID, Status] = {}
    strange: list[str] = []
    for block in report.blocks:
        known = identified(block.payment_id)
        if known in organisations and block.status.code:
            of_block[organisations[known]] = block.status
        elif known not in organisations and block.payment_id:
            strange.append(block.payment_id)
        for told_of in block.payments:
            identification = payment_id(told_of.end_to_end_id)
            if identification is None:
                strange.append(told_of.end_to_end_id)
            elif told_of.status.code:
                own[identification] = told_of.status
    ids_by_status: dict[Status, list[UUID]] = defaultdict(list)
    booked_though_refused = 0
    rows = Payment.records.of(actor).filter(batch=batch).locked().order_by("id")
    for payment, organisation, state in rows.values_list("id", "organisation_id", "state"):
        status = own.pop(payment, None)
        if status is None:
            status = of_block.get(organisation) or report.status
            if status.verdict is Verdict.MIXED:
                continue
        if status.code:
            ids_by_status[status].append(payment)
            booked_though_refused += status.refused and state == PAID
    strange += [end_to_end_id(each) for each in own]
    return ids_by_status, tuple(_not_understood(ids_by_status, strange, booked_though_refused))


def _not_understood(
    ids_by_status: Mapping[Status, Sequence[UUID]], strange: Sequence[str], booked: int
) -> Iterator[Finding]:
    codes: Counter[str] = Counter()
    for status, ids in ids_by_status.items():
        if status.verdict in (Verdict.UNKNOWN, Verdict.MIXED):
            codes[status.code] += len(ids)
    for code, count in codes.items():
        text = say(
            "The bank gives {count:payment|payments} the status {code}, which is none of the statuses of a payment in "
            "ISO 20022. Ask the bank what it means."
        )
        yield Finding("payments.unknown_status", "", text, {"count": count, "code": code}, Severity.WARNING)
    if strange:
        text = say(
            "The answer tells {count:time|times} of something that is not in this payment file, first of {name}. Ask the "
            "bank which file it is of."
        )
        named = {"count": len(strange), "name": strange[0] or "?"}
        yield Finding("payments.unknown_in_answer", "", text, named, Severity.WARNING)
    if booked:
        text = say(
            "The bank says that it refused {count:payment|payments}, while a statement says that they were paid. Ask the bank."
        )
        yield Finding("payments.refused_and_paid", "", text, {"count": booked}, Severity.WARNING)


def _of_all(report: StatusReport, ids_by_status: Mapping[Status, Sequence[UUID]], count: int) -> Status:
    """The status of the file of ``count`` payments: what the bank says, unless its payments say otherwise."""
    of_some = sum(map(len, ids_by_status.values())) < count
    verdicts = {status.verdict for status in ids_by_status}
    said = report.status
    if said.code and ((said.verdict in verdicts and len(verdicts) == 1) or said.verdict is Verdict.MIXED):
        return said
    if len(verdicts) > 1 or (of_some and Verdict.REFUSED in verdicts):
        return replace(said, code="PART")
    least = min(
        ids_by_status, key=lambda status: list(STATUSES).index(status.code) if status.code in STATUSES else -1
    )
    return replace(said, code=least.code)


def _reason(status: Status) -> str:
    """One explanation a line, so that each can be translated when it is shown."""
    return "\n".join(status.explanations)[:500]
