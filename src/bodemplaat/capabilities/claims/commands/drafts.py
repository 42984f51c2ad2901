"""Commands of the employee: start, fill in, prove, hand in, take back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.commands.chain import open_next_step, start_round
from bodemplaat.capabilities.claims.commands.handing_over import handler_of
from bodemplaat.capabilities.claims.errors import (
    ChangedInAnotherWindow,
    ClaimNotReady,
    NoRules,
    PricesChanged,
    TooManyDrafts,
    TooManyFiles,
)
from bodemplaat.capabilities.claims.mapping import (
    LINE_FIELDS,
    content_of_lines,
    documents_of,
    kept_lines,
    line_to_row,
)
from bodemplaat.capabilities.claims.models import Claim, ClaimCounter, ClaimLine, LineEvidence, StruckEvidence
from bodemplaat.capabilities.claims.queries.drafts import (
    Weighed,
    priced_by,
    rules_per_day,
    weighed_draft,
)
from bodemplaat.capabilities.claims.queries.payments import account_waits, differs_from_known
from bodemplaat.capabilities.claims.queries.rules import check_has_rules
from bodemplaat.capabilities.claims.queries.waiting import steps_of
from bodemplaat.capabilities.claims.values import Content
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.foundation.documents.api import Inspected, drop_files, inspect, keep_receipt
from bodemplaat.foundation.organisations.api import jobs_begun, own_job
from bodemplaat.foundation.tenancy.api import (
    Actor,
    NotFound,
    change_at_end,
    command,
    shaped,
    write_at_end,
)
from bodemplaat.kernel import Euro, bare_iban
from bodemplaat.kernel.finding import errors

MAX_FILES = 10
"""Photos and PDFs with one cost."""


MAX_DRAFTS = 50
"""Claims that one person has started and not handed in."""


@command
def start_claim(*, actor: Actor, key: str, at: datetime) -> UUID:
    """Begin a claim with one's own data filled in; the same ``key`` again returns the same claim.

    Raises ``NoEmployment`` for anyone who has none today, ``NoRules`` where the organisation has not set up claims,
    and ``TooManyDrafts`` for anyone who left many claims unfinished.
    """
    today = timezone.localdate(at)
    check_has_rules(actor, actor.organisation_id, today)
    job = own_job(jobs_begun(actor=actor, people={actor.person}, on=today), today)
    _one_start_at_a_time(actor)
    by_key: dict[str, UUID] = dict(_begun(actor, actor.person, key))
    if key in by_key:
        return by_key[key]
    if len(by_key) >= MAX_DRAFTS:
        raise TooManyDrafts
    claim = Claim(
        organisation_id=job.organisation_id,
        claimant_id=actor.person,
        employment_id=job.id,
        unit_id=job.unit_id,
        iban=job.iban,
        start_key=key,
        started_at=at,
        changed_at=at,
    )
    write_at_end(actor, [claim])
    events.happened(actor, claim, ClaimAct.STARTED, at=at)
    return claim.id


@command
def save_draft(
    *,
    actor: Actor,
    claim: UUID,
    content: Content,
    seen_version: int | None = None,
    form_key: str = "",
    at: datetime,
) -> Weighed:
    """Keep what is filled in so far, right or wrong; distances are priced by the rules of their day.

    Answers what is kept: its amounts, and everything that is wrong or doubtful in it.

    ``seen_version`` is the version that the form was opened on, ``form_key`` the opened form itself: when another one
    saved since, ``ChangedInAnotherWindow`` is raised and nothing is kept or removed.
    Raises ``IllegalMove`` once the claim is handed in, ``NotFound`` for somebody else's, and ``TooManyFiles`` when it
    would put more files with one cost than it may have.
    """
    row = _own(actor, claim)
    lifecycle.check_may_be_changed(row.state)
    _check_seen(row, seen_version, form_key)
    today = timezone.localdate(at)
    rules = rules_per_day(actor, row, content, today)
    priced = priced_by(content, rules, today)
    iban = bare_iban(priced.iban)
    if iban != row.iban:  # a second look is given to one account
        row.account_looked_at_at = row.account_looked_at_by = None
    row.description, row.iban = priced.description, iban
    row.total_cents, row.changed_at = priced.total.cents, at
    row.version, row.form_key = row.version + 1, form_key[:64]
    change_at_end(
        actor,
        row,
        "description",
        "iban",
        "account_looked_at_at",
        "account_looked_at_by",
        "total_cents",
        "changed_at",
        "version",
        "form_key",
    )
    _store_lines(actor, row, priced, at=at)
    return weighed_draft(actor, row, priced, rules, today)


def attach_evidence(
    *,
    actor: Actor,
    claim: UUID,
    position: int,
    name: str,
    content: bytes,
    seen_version: int | None = None,
    at: datetime,
) -> UUID:
    """Put a photo or PDF with a line of a draft; raises ``UnusableFile`` when it is neither, ``TooManyFiles``.

    Raises ``ChangedInAnotherWindow`` when the lines are no longer those of ``seen_version``.
    """
    file = inspect(name, content)  # takes its time, so nothing is held meanwhile
    return attach_inspected(
        actor=actor, claim=claim, position=position, file=file, seen_version=seen_version, at=at
    )


@command
def attach_inspected(
    *,
    actor: Actor,
    claim: UUID,
    position: int,
    file: Inspected,
    seen_version: int | None = None,
    at: datetime,
) -> UUID:
    """Put a file that opened with a line of a draft; raises ``TooManyFiles`` when the line has as many as it may."""
    row = _own(actor, claim)
    lifecycle.check_may_be_changed(row.state)
    _check_seen(row, seen_version, "")
    line = ClaimLine.records.of(actor).one(claim=row, position=position)
    if LineEvidence.records.of(actor).filter(line=line).count() >= MAX_FILES:
        raise TooManyFiles
    document = keep_receipt(actor=actor, organisation=row.organisation_id, file=file, at=at)
    LineEvidence.records.of(actor).create(
        organisation_id=row.organisation_id, line=line, document_id=document
    )
    events.happened(actor, row, ClaimAct.EVIDENCE_ADDED, at=at, details={"document": str(document)})
    return document


@command
def remove_evidence(*, actor: Actor, claim: UUID, document: UUID, at: datetime) -> None:
    """Take a photo or PDF off a draft, and out of the archive; what was handed in once is crossed out and kept."""
    row = _own(actor, claim)
    lifecycle.check_may_be_changed(row.state)
    evidence = list(
        LineEvidence.records.of(actor)
        .filter(line__claim=row, document_id=document)
        .select_related("line", "document")
    )
    if not evidence:
        raise NotFound("document")
    _take_off(actor, row, evidence, at=at)
    events.happened(actor, row, ClaimAct.EVIDENCE_REMOVED, at=at, details={"document": str(document)})


@command
def submit_claim(
    *, actor: Actor, claim: UUID, key: str, seen_total: Euro | None = None, at: datetime
) -> None:
    """Hand a claim in: price and check it again, number it, and set it on its way along the chain.

    Distances are paid by the rates that hold for their day at this moment, whatever they were when the draft was kept.
    ``seen_total`` is what the employee agreed to: ``PricesChanged`` when it comes to something else.

    The same ``key`` a second time does nothing. Raises ``ClaimNotReady`` with every finding that stops it, and
    ``IllegalMove`` when it was handed in already with another key.
    """
    row = _own(actor, claim)
    if row.submit_key == key and row.state not in lifecycle.CHANGEABLE:
        return
    today = timezone.localdate(at)
    state = lifecycle.CLAIM.after(row.state, "submit")
    lines = kept_lines(actor, row)
    kept = content_of_lines(row, lines)
    rules = rules_per_day(actor, row, kept, today)
    priced = priced_by(kept, rules, today)
    stopping = errors(weighed_draft(actor, row, priced, rules, today).findings)
    if stopping:
        raise ClaimNotReady(stopping)
    if seen_total is not None and seen_total != priced.total:
        raise PricesChanged(seen_total.cents, priced.total.cents)
    if priced != kept:
        _price_again(actor, row, lines, kept.total, priced, at=at)
    if today not in rules:
        raise NoRules
    row.account_differs = differs_from_known(actor, row, today)
    row.state, row.submit_key = state, key
    row.number = row.number or _next_number(actor, row.organisation_id, today.year)
    row.round += 1
    row.submitted_at = row.changed_at = at
    row.first_submitted_at = row.first_submitted_at or at
    job = own_job(jobs_begun(actor=actor, people={row.claimant_id}, on=today), today)
    row.employment_id, row.unit_id = job.id, job.unit_id
    row.provider_id = handler_of(actor, row, today)
    steps = start_round(actor, row, rules[today], lines)
    change_at_end(
        actor,
        row,
        "state",
        "submit_key",
        "number",
        "round",
        "first_submitted_at",
        "submitted_at",
        "changed_at",
        "passed_small",
        "total_cents",
        "account_differs",
        "employment_id",
        "unit_id",
        "provider_id",
    )
    events.happened(actor, row, ClaimAct.SUBMITTED, at=at, details={"amount_cents": row.total_cents})
    if account_waits(row):
        events.happened(actor, row, ClaimAct.ACCOUNT_DIFFERS, at=at)
    open_next_step(actor, row, steps, at=at)


@command
def withdraw_claim(*, actor: Actor, claim: UUID, at: datetime) -> None:
    """Take back one's own claim for good; raises ``IllegalMove`` once it is approved."""
    row = _own(actor, claim)
    row.state = lifecycle.CLAIM.after(row.state, "withdraw")
    row.changed_at = row.settled_at = at
    change_at_end(actor, row, "state", "changed_at", "settled_at")
    for step in steps_of(actor, row):
        step.lapse(actor)
    events.happened(actor, row, ClaimAct.WITHDRAWN, at=at)


@shaped
def _begun(actor: Actor, person: UUID, key: str) -> QuerySet[Any, Any]:
    begun = Claim.records.of(actor).filter(Q(start_key=key) | Q(state=lifecycle.DRAFT), claimant_id=person)
    return begun.values_list("start_key", "id")


def _one_start_at_a_time(actor: Actor) -> None:
    """Let two claims of one employee start one after the other, so that the second counts the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"start_claim {actor.person}"]
        )


def _own(actor: Actor, claim: UUID) -> Claim:
    """The actor's own claim, held; another's is not there at all."""
    own = _own_claim(actor, claim, actor.person) if isinstance(claim, UUID) else []
    if not own:
        raise NotFound(Claim._meta.verbose_name)
    return own[0]


@shaped
def _own_claim(actor: Actor, claim: UUID, person: UUID) -> QuerySet[Claim]:
    return Claim.records.of(actor).locked().filter(id=claim, claimant_id=person)


def _check_seen(row: Claim, seen_version: int | None, form_key: str) -> None:
    by_this_form = bool(form_key) and form_key[:64] == row.form_key
    if seen_version is not None and seen_version != row.version and not by_this_form:
        raise ChangedInAnotherWindow


def _price_again(
    actor: Actor, row: Claim, lines: Sequence[ClaimLine], before: Euro, priced: Content, *, at: datetime
) -> None:
    """Put the amounts of today's rules for each line's own day on the claim, and say so."""
    for line, again in zip(lines, priced.lines, strict=True):
        line_to_row(again, line, row, line.position)
        change_at_end(actor, line, "amount_cents")
    row.total_cents = priced.total.cents
    events.happened(
        actor,
        row,
        ClaimAct.PRICED_AGAIN,
        at=at,
        details={"from_cents": before.cents, "to_cents": priced.total.cents},
    )


def _take_off(actor: Actor, row: Claim, evidence: Sequence[LineEvidence], *, at: datetime) -> None:
    """Evidence that was never handed in goes; what was is crossed out, so that nothing that was proved with is lost."""
    handed_in = [
        e for e in evidence if row.submitted_at is not None and e.document.stored_at <= row.submitted_at
    ]
    StruckEvidence.records.of(actor).bulk_create(
        StruckEvidence(
            organisation_id=row.organisation_id,
            claim=row,
            document_id=each.document_id,
            kind=each.line.kind,
            description=each.line.description,
            amount_cents=each.line.amount_cents,
            struck_at=at,
            struck_by=actor.person_id,
            struck_by_name=actor.person_name,
        )
        for each in handed_in
    )
    LineEvidence.records.of(actor).filter(id__in=[each.id for each in evidence]).delete()
    kept = {each.id for each in handed_in}
    gone = [each.document_id for each in evidence if each.id not in kept]
    drop_files(actor=actor, documents=gone)
    for each in handed_in:
        events.happened(
            actor, row, ClaimAct.EVIDENCE_STRUCK, at=at, details={"document": str(each.document_id)}
        )


def _store_lines(actor: Actor, row: Claim, content: Content, *, at: datetime) -> None:
    kept = {line.position: line for line in kept_lines(actor, row)}
    proved_by = {document: line.id for line in kept.values() for document in documents_of(line)}
    kept_with: dict[UUID, Sequence[UUID]] = {}
    new = []
    for position, line in enumerate(content.lines):
        before = kept.pop(position, None)
        stored = line_to_row(line, before, row, position)
        if before is None:
            new.append(stored)
        else:
            change_at_end(actor, stored, *LINE_FIELDS)
        kept_with[stored.id] = line.documents
    if all(proved_by.get(each) == line for line, documents in kept_with.items() for each in documents):
        write_at_end(actor, new)
    else:
        ClaimLine.records.of(actor).bulk_create(new)
        _move_documents(actor, row, kept_with)
    dropped = [line.id for line in kept.values()]
    if dropped:
        unproved = LineEvidence.records.of(actor).filter(line_id__in=dropped)
        _take_off(actor, row, list(unproved.select_related("line", "document")), at=at)
        ClaimLine.records.of(actor).filter(id__in=dropped).delete()


def _move_documents(actor: Actor, row: Claim, kept_with: Mapping[UUID, Sequence[UUID]]) -> None:
    """Put each document with the cost that names it; raises ``TooManyFiles`` when a cost would get more than it may."""
    evidence = LineEvidence.records.of(actor).filter(line__claim=row)
    for line, documents in kept_with.items():
        evidence.filter(document_id__in=documents).update(line_id=line)
    crowded = evidence.values("line_id").annotate(files=Count("id")).filter(files__gt=MAX_FILES)
    if crowded.exists():
        raise TooManyFiles


def _next_number(actor: Actor, organisation: UUID, year: int) -> str:
    """The next number of a year, held until the end so that numbers have no gaps."""
    counters = ClaimCounter.records.of(actor)
    of_year = counters.filter(organisation_id=organisation, year=year)
    last = of_year.count_up("last")
    if last is None:  # the first of the year; whoever else is first waits here
        counters.bulk_create([ClaimCounter(organisation_id=organisation, year=year)], ignore_conflicts=True)
        last = of_year.count_up("last")
    return f"{year}-{last:06d}"
