"""Commands of the employee: start, fill in, prove, hand in, take back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, F
from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.commands.chain import lapse_steps, open_next_step, start_round
from bodemplaat.capabilities.claims.commands.handing_over import handler_of
from bodemplaat.capabilities.claims.errors import (
    ChangedInAnotherWindow,
    ClaimNotReady,
    PricesChanged,
    TooManyDrafts,
    TooManyFiles,
)
from bodemplaat.capabilities.claims.mapping import content_of, line_to_row
from bodemplaat.capabilities.claims.models import Claim, ClaimCounter, ClaimLine, LineEvidence, StruckEvidence
from bodemplaat.capabilities.claims.queries.drafts import (
    Weighed,
    priced_by,
    priced_content,
    rules_per_day,
    weigh_claim,
    weighed_draft,
)
from bodemplaat.capabilities.claims.queries.payments import account_waits, differs_from_known
from bodemplaat.capabilities.claims.queries.rules import rules_for
from bodemplaat.capabilities.claims.values import Content
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.foundation.documents.api import Inspected, drop_files, inspect, keep_receipt
from bodemplaat.foundation.organisations.api import employment_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, command
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
    rules_for(actor=actor, organisation=actor.organisation_id, on=today)
    employment = employment_of(actor=actor, person=actor.person, on=today)
    claims = Claim.records.of(actor)
    _one_start_at_a_time(actor)
    if not claims.filter(claimant_id=actor.person, start_key=key).exists():
        _check_room_for_a_draft(actor)
    made = claims.bulk_create(
        [
            Claim(
                organisation_id=employment.organisation_id,
                claimant_id=actor.person,
                employment_id=employment.id,
                unit_id=employment.unit_id,
                iban=employment.iban,
                start_key=key,
                started_at=at,
                changed_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    claim = claims.one(organisation_id=employment.organisation_id, claimant_id=actor.person, start_key=key)
    if claim.id == made[0].id:
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
    row.save(
        update_fields=[
            "description",
            "iban",
            "account_looked_at_at",
            "account_looked_at_by",
            "total_cents",
            "changed_at",
            "version",
            "form_key",
        ]
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
    stopping = errors(weigh_claim(actor=actor, claim=claim, on=today).findings)
    if stopping:
        raise ClaimNotReady(stopping)
    _price_again(actor, row, seen_total, at=at)
    row.account_differs = differs_from_known(actor, row, today)
    rules = rules_for(actor=actor, organisation=row.organisation_id, on=today)
    row.state, row.submit_key = state, key
    row.number = row.number or _next_number(actor, row.organisation_id, today.year)
    row.round += 1
    row.submitted_at = row.changed_at = at
    row.first_submitted_at = row.first_submitted_at or at
    employment = employment_of(actor=actor, person=row.claimant_id, on=today)
    row.employment_id, row.unit_id = employment.id, employment.unit_id
    row.provider_id = handler_of(actor, row, today)
    start_round(actor, row, rules, at=at)
    row.save(
        update_fields=[
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
            "employment",
            "unit",
            "provider",
        ]
    )
    events.happened(actor, row, ClaimAct.SUBMITTED, at=at, details={"amount_cents": row.total_cents})
    if account_waits(row):
        events.happened(actor, row, ClaimAct.ACCOUNT_DIFFERS, at=at)
    open_next_step(actor, row, at=at)


@command
def withdraw_claim(*, actor: Actor, claim: UUID, at: datetime) -> None:
    """Take back one's own claim for good; raises ``IllegalMove`` once it is approved."""
    row = _own(actor, claim)
    row.state = lifecycle.CLAIM.after(row.state, "withdraw")
    row.changed_at = row.settled_at = at
    row.save(update_fields=["state", "changed_at", "settled_at"])
    lapse_steps(actor, row)
    events.happened(actor, row, ClaimAct.WITHDRAWN, at=at)


def _check_room_for_a_draft(actor: Actor) -> None:
    drafts = Claim.records.of(actor).filter(claimant_id=actor.person, state=lifecycle.DRAFT)
    if drafts.count() >= MAX_DRAFTS:
        raise TooManyDrafts


def _one_start_at_a_time(actor: Actor) -> None:
    """Let two claims of one employee start one after the other, so that the second counts the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"start_claim {actor.person}"]
        )


def _own(actor: Actor, claim: UUID) -> Claim:
    """The actor's own claim, held; another's is not there at all."""
    return Claim.records.of(actor).locked().one(id=claim, claimant_id=actor.person)


def _check_seen(row: Claim, seen_version: int | None, form_key: str) -> None:
    by_this_form = bool(form_key) and form_key[:64] == row.form_key
    if seen_version is not None and seen_version != row.version and not by_this_form:
        raise ChangedInAnotherWindow


def _price_again(actor: Actor, row: Claim, seen_total: Euro | None, *, at: datetime) -> None:
    """Put the amounts of today's rules for each line's own day on the claim, and say so where they differ."""
    kept = content_of(actor, row)
    priced = priced_content(actor, row, kept, timezone.localdate(at))
    if seen_total is not None and seen_total != priced.total:
        raise PricesChanged(seen_total.cents, priced.total.cents)
    if priced == kept:
        return
    _store_lines(actor, row, priced, at=at)
    row.total_cents = priced.total.cents
    events.happened(
        actor,
        row,
        ClaimAct.PRICED_AGAIN,
        at=at,
        details={"from_cents": kept.total.cents, "to_cents": priced.total.cents},
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
    kept_with: dict[UUID, Sequence[UUID]] = {}
    kept = {line.position: line for line in ClaimLine.records.of(actor).filter(claim=row)}
    for position, line in enumerate(content.lines):
        stored = line_to_row(line, kept.pop(position, None), row, position)
        stored.save()
        kept_with[stored.id] = line.documents
    _move_documents(actor, row, kept_with)
    dropped = [line.id for line in kept.values()]
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
    counters = ClaimCounter.records.of(actor)
    counters.bulk_create([ClaimCounter(organisation_id=organisation, year=year)], ignore_conflicts=True)
    counter = counters.filter(organisation_id=organisation, year=year)
    counter.update(last=F("last") + 1)
    return f"{year}-{counter.get().last:06d}"
