"""What the bank answers to a payment file (pain.002): kept beside the batch and its payments. It moves no money."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.payments.commands.moving import among
from bodemplaat.capabilities.payments.errors import UnusableStatement
from bodemplaat.capabilities.payments.identification import identified, payment_id
from bodemplaat.capabilities.payments.lifecycle import RELEASED
from bodemplaat.capabilities.payments.models import Batch, Block, Payment
from bodemplaat.capabilities.payments.policies import check_may_read_statements
from bodemplaat.capabilities.payments.reckoning.statement_file import MAX_STATEMENT_BYTES, media_type
from bodemplaat.capabilities.payments.values import ReportOutcome
from bodemplaat.formats.camt import UnreadableStatement, documents_in
from bodemplaat.formats.sepa import (
    Status,
    StatusReport,
    UnreadableReport,
    is_status_report,
    read_status_report,
)
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import Finding, say


def is_answer(content: bytes) -> bool:
    """Whether a file, or one in a zip, is a pain.002, so that it is for ``upload_status_report``."""
    try:
        return any(is_status_report(part) for _, part in documents_in(content, max_bytes=MAX_STATEMENT_BYTES))
    except UnreadableStatement:
        return False


@command
def upload_status_report(*, actor: Actor, name: str, content: bytes, at: datetime) -> ReportOutcome:
    """Read a pain.002 (version 3 or later), as it is or alone in a zip, and keep what it says of a batch and its payments, the newest answer last.

    Payments stay as they are: what was refused is freed by two payers (``ask_correction``). Raises ``Refused`` for who
    is no payer, and ``UnusableStatement`` when the file is no such answer or is about no batch in scope that was
    released.
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
    ids_by_status = _by_payment(actor, batch, report)
    for status, ids in ids_by_status.items():
        rows = Payment.records.of(actor).filter(among("id", ids), batch=batch)
        rows.update(bank_status=status.code, bank_reason=_reason(status))
    of_all = report.status if report.status.code else Status(_summary(ids_by_status))
    batch.bank_status, batch.bank_reason, batch.answered_at = of_all.code, _reason(of_all), at
    batch.save(update_fields=["bank_status", "bank_reason", "answered_at"])
    counted = Counter({status: len(ids) for status, ids in ids_by_status.items()})
    refused = sum(count for status, count in counted.items() if status.refused)
    details = {"status": of_all.code, "refused": refused, "reasons": list(of_all.reasons)}
    record(
        actor,
        "payment_batch.answered",
        "payment_batch",
        batch.id,
        batch.organisation_id,
        at=at,
        details=details,
    )
    return ReportOutcome(batch.id, of_all.code, batch.bank_reason, refused, sum(counted.values()) - refused)


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


def _by_payment(actor: Actor, batch: Batch, report: StatusReport) -> dict[Status, list[UUID]]:
    """The status of each payment in the batch: its own, else its block's, else the file's."""
    organisations = {block.id: block.organisation_id for block in Block.records.of(actor).filter(batch=batch)}
    of_block: dict[UUID, Status] = {}
    own: dict[UUID, Status] = {}
    for block in report.blocks:
        known = identified(block.payment_id)
        if known in organisations and block.status.code:
            of_block[organisations[known]] = block.status
        for told_of in block.payments:
            identification = payment_id(told_of.end_to_end_id)
            if identification is not None and told_of.status.code:
                own[identification] = told_of.status
    ids_by_status: dict[Status, list[UUID]] = defaultdict(list)
    rows = Payment.records.of(actor).filter(batch=batch).locked().order_by("id")
    for payment, organisation in rows.values_list("id", "organisation_id"):
        status = own.get(payment) or of_block.get(organisation) or report.status
        if status.code and not (status.code == "PART" and payment not in own):
            ids_by_status[status].append(payment)
    return ids_by_status


def _summary(statuses: Iterable[Status]) -> str:
    """The status of a file that has none of its own."""
    refused = {status.refused for status in statuses}
    if refused == {True}:
        return "RJCT"
    return "PART" if True in refused else next((status.code for status in statuses), "RCVD")


def _reason(status: Status) -> str:
    """One explanation a line, so that each can be translated when it is shown."""
    return "\n".join(status.explanations)[:500]
