"""What is asked of retention: until when records are kept, what is proposed and held, and what was destroyed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet, Sum

from bodemplaat.foundation.retention.kinds import kinds
from bodemplaat.foundation.retention.models import (
    Certificate,
    DestructionProposal,
    Hold,
    Keeping,
    ProposalState,
)
from bodemplaat.foundation.retention.policies import check_may_keep
from bodemplaat.foundation.retention.terms import CountedFrom, Term, term_for
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Certainty, Euro

SORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("kind", "destroy_after", "id"),
    "-kind": ("-kind", "destroy_after", "id"),
    "trigger": ("trigger_day", "id"),
    "-trigger": ("-trigger_day", "id"),
    "after": ("destroy_after", "id"),
    "-after": ("-destroy_after", "id"),
}


@dataclass(frozen=True, slots=True)
class KeepingView:
    """Until when one record is kept, and why; without a ``list_version`` by a term of its own. ``lines`` counts what a month of a log holds."""

    id: UUID
    kind: str
    name: str
    record: UUID
    label: str
    trigger_day: date
    destroy_after: date
    category: str
    list_version: str
    lines: int
    hold_id: UUID | None
    hold_reason: str
    proposal_id: UUID | None
    may_be_held: bool
    """Not held, and not let go by two people."""


@dataclass(frozen=True, slots=True)
class KeepingFilter:
    """Which records: any field left empty does not narrow. ``until``: kept no longer than this day."""

    kind: str = ""
    proposal: UUID | None = None
    is_held: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class KeepingPage:
    """Part of the list, with how many there are in all, and per kind."""

    rows: tuple[KeepingView, ...]
    count: int
    by_kind: tuple[tuple[str, str, int], ...]
    """Code and name of a kind, and how many."""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """How many records of one kind a proposal has, by which term, and in which days they closed."""

    kind: str
    name: str
    term: Term
    records: int
    lines: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal to destroy and how far it is; ``certificate`` is there once it was done."""

    id: UUID
    month: date
    state: str
    proposed_at: datetime
    accepted_by: UUID | None
    accepted_by_name: str
    accepted_at: datetime | None
    confirmed_by_name: str
    confirmed_at: datetime | None
    refused_by: UUID | None
    reason: str
    destroyed_at: datetime | None
    count: int
    certificate: UUID | None


@dataclass(frozen=True, slots=True)
class HoldView:
    """What keeps records from being destroyed, and who lifted it."""

    id: UUID
    reason: str
    by: UUID
    at: datetime
    lifted_by: UUID | None
    lifted_at: datetime | None
    lift_reason: str
    count: int


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """What was destroyed of a kind under one category of one list; ``total`` is that of its amounts, where it has any."""

    kind: str
    name: str
    category: str
    list_version: str
    source: str
    certainty: Certainty
    years: int
    months: int
    counted_from: CountedFrom
    first_day: date
    last_day: date
    records: int
    rows: int
    documents: int
    total: Euro | None


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A declaration of destruction."""

    id: UUID
    number: int
    made_at: datetime
    accepted_by_name: str
    accepted_at: datetime
    confirmed_by_name: str
    confirmed_at: datetime
    lines: tuple[CertificateLine, ...]

    @property
    def records(self) -> int:
        """How many records were destroyed."""
        return sum(line.records for line in self.lines)


@query
def keepings(
    *, actor: Actor, narrow: KeepingFilter, sort: str = "after", start: int = 0, count: int = 50
) -> KeepingPage:
    """Records of one's own organisation with a date, those that go first first; for controller and administrator."""
    check_may_keep(actor)
    rows = Keeping.records.of(actor).filter(organisation_id=actor.organisation_id)
    if narrow.proposal is not None:
        rows = rows.filter(proposal_id=narrow.proposal)
    if narrow.is_held:
        rows = rows.filter(hold__isnull=False)
    if narrow.until is not None:
        rows = rows.filter(destroy_after__lte=narrow.until)
    counted = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    if narrow.kind:
        rows = rows.filter(kind=narrow.kind)
    ordered = rows.order_by(*SORTS.get(sort, SORTS["after"])).select_related("hold", "proposal")
    names = _names()
    return KeepingPage(
        rows=tuple(_keeping(row, names) for row in ordered[start : start + count]),
        count=counted.get(narrow.kind, 0) if narrow.kind else sum(counted.values()),
        by_kind=tuple((code, name, counted[code]) for code, name in names.items() if code in counted),
    )


@query
def proposals(*, actor: Actor, count: int = 36) -> tuple[ProposalView, ...]:
    """Proposals of one's own organisation, latest first; for controller and administrator."""
    check_may_keep(actor)
    rows = DestructionProposal.records.of(actor).filter(organisation_id=actor.organisation_id)
    return _proposals(actor, rows.order_by("-month")[:count])


@query
def proposal_view(*, actor: Actor, proposal: UUID) -> tuple[ProposalView, tuple[ProposalLine, ...]]:
    """One of them, and what it has of each kind; raises ``NotFound`` for another organisation's."""
    check_may_keep(actor)
    row = DestructionProposal.records.of(actor).one(id=proposal, organisation_id=actor.organisation_id)
    names = _names()
    groups = (
        Keeping.records.of(actor)
        .filter(proposal=row)
        .order_by("kind", "own_years", "category")
        .values("kind", "own_years", "category")
        .annotate(n=Count("pk"), sum=Sum("lines"), first=Min("trigger_day"), last=Max("trigger_day"))
    )
    lines = tuple(
        ProposalLine(
            kind=each["kind"],
            name=names.get(each["kind"], each["kind"]),
            term=term_for(each["kind"], each["last"]).with_own(each["own_years"], each["category"]),
            records=each["n"],
            lines=each["sum"],
            first_day=each["first"],
            last_day=each["last"],
        )
        for each in groups
    )
    return _proposals(actor, [row])[0], lines


@query
def holds(*, actor: Actor, count: int = 100) -> tuple[HoldView, ...]:
    """What holds records back at one's own organisation, then what did; for controller and administrator."""
    check_may_keep(actor)
    rows = Hold.records.of(actor).filter(organisation_id=actor.organisation_id)
    return _holds(actor, list(rows.order_by("-lifted_at", "-at")[:count]))  # NULLs first: what still holds


@query
def hold_view(*, actor: Actor, hold: UUID) -> HoldView:
    """One of them; raises ``NotFound`` for another organisation's."""
    check_may_keep(actor)
    return _holds(actor, [Hold.records.of(actor).one(id=hold, organisation_id=actor.organisation_id)])[0]


@query
def certificates(*, actor: Actor, count: int = 100) -> tuple[CertificateView, ...]:
    """Declarations of destruction of one's own organisation, latest first; for controller and administrator."""
    check_may_keep(actor)
    rows = Certificate.records.of(actor).filter(organisation_id=actor.organisation_id)
    return tuple(_certificate(row) for row in rows.order_by("-number")[:count])


@query
def certificate_view(*, actor: Actor, certificate: UUID) -> CertificateView:
    """One of them; raises ``NotFound`` for another organisation's."""
    check_may_keep(actor)
    row = Certificate.records.of(actor).one(id=certificate, organisation_id=actor.organisation_id)
    return _certificate(row)


def _holds(actor: Actor, rows: Sequence[Hold]) -> tuple[HoldView, ...]:
    kept = Keeping.records.of(actor).filter(hold__in=[row.id for row in rows]).order_by()
    counts = dict(kept.values_list("hold").annotate(n=Count("pk")))
    return tuple(
        HoldView(
            id=row.id,
            reason=row.reason,
            by=row.by,
            at=row.at,
            lifted_by=row.lifted_by,
            lifted_at=row.lifted_at,
            lift_reason=row.lift_reason,
            count=counts.get(row.id, 0),
        )
        for row in rows
    )


def _names() -> Mapping[str, str]:
    return {code: kind.name for code, kind in kinds().items()}


def _keeping(row: Keeping, names: Mapping[str, str]) -> KeepingView:
    return KeepingView(
        id=row.id,
        kind=row.kind,
        name=names.get(row.kind, row.kind),
        record=row.record,
        label=row.label,
        trigger_day=row.trigger_day,
        destroy_after=row.destroy_after,
        category=row.category,
        list_version=row.list_version,
        lines=row.lines,
        hold_id=row.hold_id,
        hold_reason=row.hold.reason if row.hold else "",
        proposal_id=row.proposal_id,
        may_be_held=row.hold_id is None
        and (row.proposal is None or row.proposal.state != ProposalState.CONFIRMED),
    )


def _proposals(
    actor: Actor, rows: QuerySet[DestructionProposal] | Sequence[DestructionProposal]
) -> tuple[ProposalView, ...]:
    some = list(rows)
    ids: Collection[UUID] = [row.id for row in some]
    kept = Keeping.records.of(actor).filter(proposal_id__in=ids).order_by()
    counts: Mapping[Any, int] = dict(kept.values_list("proposal").annotate(n=Count("pk")))
    made = dict(Certificate.records.of(actor).filter(proposal_id__in=ids).values_list("proposal_id", "id"))
    return tuple(
        ProposalView(
            id=row.id,
            month=row.month,
            state=row.state,
            proposed_at=row.proposed_at,
            accepted_by=row.accepted_by,
            accepted_by_name=row.accepted_by_name,
            accepted_at=row.accepted_at,
            confirmed_by_name=row.confirmed_by_name,
            confirmed_at=row.confirmed_at,
            refused_by=row.refused_by,
            reason=row.reason,
            destroyed_at=row.destroyed_at,
            count=counts.get(row.id, 0),
            certificate=made.get(row.id),
        )
        for row in some
    )


def _certificate(row: Certificate) -> CertificateView:
    names = _names()
    return CertificateView(
        id=row.id,
        number=row.number,
        made_at=row.made_at,
        accepted_by_name=row.accepted_by_name,
        accepted_at=row.accepted_at,
        confirmed_by_name=row.confirmed_by_name,
        confirmed_at=row.confirmed_at,
        lines=tuple(
            CertificateLine(
                kind=line["kind"],
                name=names.get(line["kind"], line["kind"]),
                category=line["category"],
                list_version=line["list_version"],
                source=line["source"],
                certainty=Certainty(line["certainty"]),
                years=line["years"],
                months=line["months"],
                counted_from=CountedFrom(line["counted_from"]),
                first_day=date.fromisoformat(line["first_day"]),
                last_day=date.fromisoformat(line["last_day"]),
                records=line["records"],
                rows=line["rows"],
                documents=line["documents"],
                total=None if line["cents"] is None else Euro(line["cents"]),
            )
            for line in row.lines
        ),
    )
