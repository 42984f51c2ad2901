"""What waits for one's decision: the list, why it waits for this reader, and approving several at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from bodemplaat.capabilities.claims.api import (
    ClaimNotReady,
    ClaimRow,
    Outcome,
    approve_claims,
    claims_to_decide,
    why_asked,
)
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import page_number, page_of, rows_before
from bodemplaat.foundation.tenancy.api import Actor, NotFound
from bodemplaat.kernel import Euro
from bodemplaat.surfaces.selfservice.wording import found, reason_text, refused

ROWS = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One claim in the list, and why it is there."""

    row: ClaimRow
    reason: str


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one claim that was to be approved; ``why_not`` is empty when it was."""

    claim: UUID
    row: ClaimRow | None
    why_not: str


@page()
def approvals(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, longest waiting first; posting approves those that were ticked and says of each what became of it."""
    became: Sequence[Became] = ()
    nothing_chosen = False
    if request.method == "POST":
        seen = dict(filter(None, map(_ticked, request.POST.getlist("claim")[:ROWS])))
        nothing_chosen = not seen
        became = _approve(actor, seen)
    on = timezone.localdate()
    waiting = claims_to_decide(actor=actor, on=on, start=rows_before(request, ROWS), count=ROWS)
    reasons = why_asked(actor=actor, claims=[row.id for row in waiting.rows], on=on)
    context = {
        "rows": [
            Waiting(row, reason_text(reasons[row.id]) if row.id in reasons else "") for row in waiting.rows
        ],
        "page": page_of(waiting.rows, count=waiting.count, size=ROWS, number=page_number(request)),
        "total": Euro.total(row.total for row in waiting.rows),
        "became": became,
        "approved": sum(not each.why_not for each in became),
        "nothing_chosen": nothing_chosen,
    }
    return render(request, "selfservice/approvals.html", context)


def _approve(actor: Actor, seen: Mapping[UUID, int]) -> tuple[Became, ...]:
    """Approve as seen; the rows are read before, since afterwards they wait for others."""
    if not seen:
        return ()
    on, at = timezone.localdate(), timezone.now()
    before = {row.id: row for row in claims_to_decide(actor=actor, on=on, count=10 * ROWS).rows}
    outcomes = approve_claims(actor=actor, claims=list(seen), seen_rounds=seen, at=at)
    return tuple(Became(each.claim, before.get(each.claim), _why_not(each)) for each in outcomes)


def _why_not(outcome: Outcome) -> str:
    refusal = outcome.refusal
    if refusal is None:
        return ""
    if isinstance(refusal, ClaimNotReady):
        return " ".join(found(finding) for finding in refusal.findings)
    if isinstance(refusal, NotFound):
        return gettext("This claim is not there for you.")
    return refused(refusal)


def _ticked(value: str) -> tuple[UUID, int] | None:
    """A claim and the round in which it was seen, as the box holds them: ``id.round``."""
    claim, _, seen_round = value.partition(".")
    try:
        return UUID(claim), int(seen_round)
    except ValueError:
        return None
