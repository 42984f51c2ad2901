"""Lists of claims: one's own, what waits for one's decision, the desk's queue, the controller's list.

Each takes a constant number of queries whatever its length; pages are read by offset within an index.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim, ClaimLine, ClaimStep, LineEvidence
from bodemplaat.capabilities.claims.policies import visible_claims
from bodemplaat.capabilities.claims.queries.waiting import clerks_among, steps_waiting_for, stuck_steps
from bodemplaat.capabilities.claims.vocabulary import ClaimState
from bodemplaat.engines import approval
from bodemplaat.engines.approval import Approver
from bodemplaat.foundation.organisations.api import names_of, organisations_in_scope
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, midnight, query
from bodemplaat.kernel import Euro, say

SORTS: Mapping[str, tuple[str, ...]] = {
    "-submitted": ("-first_submitted_at", "-id"),
    "submitted": ("first_submitted_at", "id"),
    "-amount": ("-total_cents", "-id"),
    "amount": ("total_cents", "id"),
    "claimant": ("claimant__name", "id"),
    "-claimant": ("-claimant__name", "-id"),
}


TO_DO = (lifecycle.DRAFT, lifecycle.RETURNED)


UNDER_WAY = (lifecycle.IN_APPROVAL, lifecycle.APPROVED, lifecycle.BOUNCED)


GROUPS: Mapping[str, tuple[str, ...]] = {
    "to_do": TO_DO,
    "under_way": UNDER_WAY,
    "open": (*TO_DO, *UNDER_WAY),
    "done": (*lifecycle.CLAIM.ends, lifecycle.PAID),
}
"""What claimants have to do themselves, what others are doing, both, and what is over."""


COUNTED_UP_TO = 10_000


ACCOUNT_WAITS = Q(account_differs=True, account_looked_at_at=None, state__in=UNDER_WAY)


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What to show: any field left empty does not narrow. Days are of the first submission, ``until`` included."""

    state: str = ""
    organisation: UUID | None = None
    unit: UUID | None = None
    kind: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    number: str
    round: int
    claimant_name: str
    unit_name: str
    description: str
    state: ClaimState
    total: Euro
    first_submitted_at: datetime | None
    submitted_at: datetime | None
    changed_at: datetime
    waiting_since: datetime | None
    preview: UUID | None
    taken_by: UUID | None
    taken_by_name: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One page of a list. ``count`` is exact up to ``COUNTED_UP_TO``; beyond that ``is_more`` is true.

    ``total`` is the amount of the whole list, ``None`` where that is more than is counted.
    """

    rows: tuple[ClaimRow, ...]
    count: int
    is_more: bool
    total: Euro | None = None


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How many wait in one of the desk's queues, and since when the oldest does."""

    organisation_id: UUID
    organisation_name: str
    waiting: int
    mine: int
    bounced: int
    stuck: int
    accounts: int
    oldest: datetime | None


@query
def my_claims(*, actor: Actor, group: str = "", start: int = 0, count: int = 25) -> ClaimPage:
    """One's own claims, last changed first. ``group`` is a key of ``GROUPS``; any other text gives all."""
    rows = Claim.records.of(actor).filter(claimant_id=actor.person)
    if group in GROUPS:
        rows = rows.filter(state__in=GROUPS[group])
    return _page(actor, rows.order_by("-changed_at", "-id"), start, count)


@query
def my_claims_by_group(*, actor: Actor, counts: Mapping[str, int]) -> Mapping[str, ClaimPage]:
    """The first page of several groups of one's own claims at once, as ``my_claims`` gives each; ``counts`` says how long each page is.

    The number of statements is the same for any number of groups.
    """
    own = Claim.records.of(actor).filter(claimant_id=actor.person).order_by("-changed_at", "-id")
    every = list(own.values_list("id", "state", "total_cents")[: COUNTED_UP_TO + 1])
    in_group = {group: [each for each in every if each[1] in GROUPS[group]] for group in counts}
    wanted = [each[0] for group, count in counts.items() for each in in_group[group][:count]]
    rows = {row.id: row for row in _rows_of(actor, own.filter(id__in=wanted))}
    is_cut = len(every) > COUNTED_UP_TO
    return {
        group: ClaimPage(
            rows=tuple(rows[each[0]] for each in in_group[group][:count] if each[0] in rows),
            count=len(in_group[group]),
            is_more=is_cut,
            total=None if is_cut else Euro(sum(each[2] for each in in_group[group])),
        )
        for group, count in counts.items()
    }


@query
def claims_to_decide(*, actor: Actor, on: date, start: int = 0, count: int = 50) -> ClaimPage:
    """What waits for this person as manager, stand-in or holder of a function; the longest-waiting first."""
    mine = [each.claim for each in steps_waiting_for(actor, on)]
    rows = (
        Claim.records.of(actor)
        .filter(id__in=mine, state=lifecycle.IN_APPROVAL)
        .exclude(claimant_id=actor.person)
        .order_by("first_submitted_at", "id")
    )
    return _page(actor, rows, start, count)


@query
def desk_counts(*, actor: Actor, on: date | None = None) -> tuple[QueueCount, ...]:
    """The desk's queues, one per organisation served, with the oldest; a fixed number of queries."""
    _check_desk(actor)
    at_desk = ClaimStep.records.of(actor).filter(
        _to_handle(actor, "claim__"), state=approval.OPEN, by=Approver.SSC.value
    )
    waiting = {
        row["organisation_id"]: row
        for row in at_desk.values("organisation_id").annotate(
            waiting=Count("id"), mine=Count("id", filter=Q(taken_by=actor.person_id)), oldest=Min("opened_at")
        )
    }
    is_bounced = Q(state=lifecycle.BOUNCED)
    to_look_at = {
        row["organisation_id"]: row
        for row in Claim.records.of(actor)
        .filter(is_bounced | ACCOUNT_WAITS, _to_handle(actor))
        .values("organisation_id")
        .annotate(bounced=Count("id", filter=is_bounced), accounts=Count("id", filter=ACCOUNT_WAITS))
    }
    today = on or timezone.localdate()
    stuck = Counter(
        each.organisation for each in stuck_steps(actor, today, narrow=_to_handle(actor, "claim__"))
    )
    counts = []
    for organisation in organisations_in_scope(actor=actor):
        if organisation.id in actor.partly and organisation.id not in waiting.keys() | to_look_at.keys():
            continue
        row, others = waiting.get(organisation.id), to_look_at.get(organisation.id)
        counts.append(
            QueueCount(
                organisation_id=organisation.id,
                organisation_name=organisation.name,
                waiting=row["waiting"] if row else 0,
                mine=row["mine"] if row else 0,
                bounced=others["bounced"] if others else 0,
                stuck=stuck[organisation.id],
                accounts=others["accounts"] if others else 0,
                oldest=row["oldest"] if row else None,
            )
        )
    return tuple(counts)


@query
def desk_queue(
    *,
    actor: Actor,
    on: date | None = None,
    queue: str = "waiting",
    organisation: UUID | None = None,
    text: str = "",
    start: int = 0,
    count: int = 50,
) -> ClaimPage:
    """Claims at the desk, oldest first. ``queue``: ``waiting``, ``mine``, ``bounced`` (sent back by the bank), or ``stuck``.

    ``accounts`` are those with an account that waits for a second look; ``stuck`` are the claims of the organisations served on which nobody there, or nobody at the service centre, can decide now.
    """
    _check_desk(actor)
    today = on or timezone.localdate()
    if queue == "bounced":
        rows = Claim.records.of(actor).filter(state=lifecycle.BOUNCED)
    elif queue == "accounts":
        rows = Claim.records.of(actor).filter(ACCOUNT_WAITS)
    elif queue == "stuck":
        stuck = [each.claim for each in stuck_steps(actor, today)]
        rows = Claim.records.of(actor).filter(id__in=stuck)
    else:
        steps = ClaimStep.records.of(actor).filter(
            state=approval.OPEN, by=Approver.SSC.value, claim=OuterRef("pk")
        )
        if queue == "mine":
            steps = steps.filter(taken_by=actor.person)
        rows = Claim.records.of(actor).filter(Exists(steps), state=lifecycle.IN_APPROVAL)
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    matching = _with_text(rows.filter(_to_handle(actor)), text)
    return _page(actor, matching.order_by("first_submitted_at", "id"), start, count, today)


def _to_handle(actor: Actor, claim: str = "") -> Q:
    """The claims that a clerk's own organisation handles: another may be finishing what was handed in before."""
    return Q(**{f"{claim}provider": actor.organisation_id}) if actor.role is Role.SSC_CLERK else Q()


@query
def claims(
    *, actor: Actor, on: date, narrow: ClaimFilter, sort: str = "-submitted", start: int = 0, count: int = 50
) -> ClaimPage:
    """The claims an actor may open, filtered and sorted (see ``SORTS``)."""
    rows = _narrowed(actor, visible_claims(actor, on).exclude(submitted_at=None), narrow)
    return _page(actor, rows.order_by(*SORTS.get(sort, SORTS["-submitted"])), start, count)


@query
def claim_ids(
    *, actor: Actor, on: date, narrow: ClaimFilter, sort: str = "-submitted", most: int
) -> tuple[UUID, ...]:
    """The ids of at most ``most`` claims of the same list as ``claims`` gives in pages: what an export holds."""
    rows = _narrowed(actor, visible_claims(actor, on).exclude(submitted_at=None), narrow)
    ordered = rows.order_by(*SORTS.get(sort, SORTS["-submitted"]))
    return tuple(ordered.values_list("id", flat=True)[:most])


@query
def claim_rows(*, actor: Actor, on: date, ids: Sequence[UUID]) -> tuple[ClaimRow, ...]:
    """These claims in this order, as far as the actor may still open them."""
    visible = visible_claims(actor, on).filter(id__in=ids).select_related("claimant", "unit", "organisation")
    by_id = {claim.id: claim for claim in visible}
    return tuple(_row(by_id[claim], None, None, (), {}) for claim in ids if claim in by_id)


@query
def claim_numbers(*, actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """The numbers of claims in reach that have been handed in; nothing else of them."""
    rows = Claim.records.of(actor).filter(id__in=set(ids)).exclude(number="")
    return dict(rows.values_list("id", "number"))


def _narrowed(actor: Actor, rows: QuerySet[Claim], narrow: ClaimFilter) -> QuerySet[Claim]:
    if narrow.state:
        rows = rows.filter(state=narrow.state)
    if narrow.organisation:
        rows = rows.filter(organisation_id=narrow.organisation)
    if narrow.unit:
        rows = rows.filter(unit_id=narrow.unit)
    if narrow.kind:
        of_kind = ClaimLine.records.of(actor).filter(kind=narrow.kind, claim=OuterRef("pk"))
        rows = rows.filter(Exists(of_kind))
    if narrow.since:
        rows = rows.filter(first_submitted_at__gte=midnight(narrow.since))
    if narrow.until:
        rows = rows.filter(first_submitted_at__lt=midnight(narrow.until + timedelta(days=1)))
    return _with_text(rows, narrow.text)


def _with_text(rows: QuerySet[Claim], text: str) -> QuerySet[Claim]:
    for word in text.split():
        rows = rows.filter(
            Q(number__icontains=word) | Q(claimant__name__icontains=word) | Q(description__icontains=word)
        )
    return rows


def _page(
    actor: Actor, rows: QuerySet[Claim], start: int, count: int, desk_on: date | None = None
) -> ClaimPage:
    # Only the order is walked up to a page far in; names are joined for what is shown.
    shown = Claim.records.of(actor).filter(id__in=rows.values("id")[start : start + count])
    page_rows = _rows_of(actor, shown.order_by(*rows.query.order_by), desk_on)
    if len(page_rows) == count or start:
        whole = rows.order_by()[: COUNTED_UP_TO + 1].aggregate(
            n=Count("id"), cents=Sum("total_cents", default=0)
        )
        counted, total = whole["n"], Euro(int(whole["cents"]))
    else:
        counted, total = len(page_rows), Euro.total(row.total for row in page_rows)
    return ClaimPage(
        rows=page_rows,
        count=min(counted, COUNTED_UP_TO),
        is_more=counted > COUNTED_UP_TO,
        total=None if counted > COUNTED_UP_TO else total,
    )


def _rows_of(actor: Actor, shown: QuerySet[Claim], desk_on: date | None = None) -> tuple[ClaimRow, ...]:
    """These claims as they are listed, in their order; a fixed number of statements."""
    claims = list(shown.select_related("claimant", "unit", "organisation"))
    ids = [claim.id for claim in claims]
    steps = {
        step.claim_id: step
        for step in ClaimStep.records.of(actor).filter(claim_id__in=ids, state=approval.OPEN)
    }
    previews: dict[UUID, UUID] = {}
    evidence = LineEvidence.records.of(actor).filter(line__claim_id__in=ids).order_by("line__position", "id")
    for claim, document in evidence.values_list("line__claim_id", "document_id"):
        previews.setdefault(claim, document)
    takers = {step.taken_by for step in steps.values() if step.taken_by}
    if desk_on is not None and takers:
        takers &= clerks_among(actor, takers, desk_on)
    names = names_of(actor=actor, people=takers)
    return tuple(_row(claim, steps.get(claim.id), previews.get(claim.id), takers, names) for claim in claims)


def _row(
    claim: Claim,
    step: ClaimStep | None,
    preview: UUID | None,
    takers: Collection[UUID],
    names: Mapping[UUID, str],
) -> ClaimRow:
    taken_by = step.taken_by if step and step.taken_by in takers else None
    return ClaimRow(
        id=claim.id,
        organisation_id=claim.organisation_id,
        organisation_name=claim.organisation.name,
        number=claim.number,
        round=claim.round,
        claimant_name=claim.claimant.name,
        unit_name=claim.unit.name,
        description=claim.description,
        state=ClaimState(claim.state),
        total=Euro(claim.total_cents),
        first_submitted_at=claim.first_submitted_at,
        submitted_at=claim.submitted_at,
        changed_at=claim.changed_at,
        waiting_since=step.opened_at if step else None,
        preview=preview,
        taken_by=taken_by,
        taken_by_name=names.get(taken_by, "") if taken_by else "",
    )


def _check_desk(actor: Actor) -> None:
    if actor.role not in (Role.SSC_CLERK, Role.SSC_PAYER):
        raise Refused(
            say("The desk is for the staff of the service centre. You are signed in in another role.")
        )
