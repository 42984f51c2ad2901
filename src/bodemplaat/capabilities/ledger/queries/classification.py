"""What can be booked on, on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Value

from bodemplaat.capabilities.ledger.models import CostCentre, Taakveld
from bodemplaat.foundation.organisations.api import holds_on
from bodemplaat.foundation.tenancy.api import Actor, query, shaped
from bodemplaat.kernel import Finding, say


@dataclass(frozen=True, slots=True)
class TaakveldView:
    """A taakveld: its code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CostCentreView:
    """A cost centre of one organisation, from its first day; ``until`` is the first day without it."""

    organisation_id: UUID
    code: str
    name: str
    id: UUID
    since: date
    until: date | None


def taakvelden(*, on: date) -> tuple[TaakveldView, ...]:
    """The taakvelden of a day in the order of the regulation. The same for everybody, so without an actor."""
    rows = Taakveld.objects.filter(holds_on(on)).order_by("position")
    return tuple(TaakveldView(t.code, t.name) for t in rows)


@query
def cost_centres(*, actor: Actor, organisation: UUID, on: date) -> tuple[CostCentreView, ...]:
    """The cost centres that an organisation has open on a day, by code."""
    rows = CostCentre.records.of(actor).filter(holds_on(on), organisation_id=organisation).order_by("code")
    return tuple(map(_view, rows))


@query
def cost_centres_found(
    *,
    actor: Actor,
    organisation: UUID,
    on: date,
    text: str = "",
    descending: bool = False,
    start: int = 0,
    count: int = 50,
) -> tuple[tuple[CostCentreView, ...], int]:
    """A page of the cost centres open on a day whose code or name holds every word, by code, and how many there are."""
    rows = CostCentre.records.of(actor).filter(holds_on(on), organisation_id=organisation)
    for word in text.split():
        rows = rows.filter(Q(code__icontains=word) | Q(name__icontains=word))
    page = rows.order_by("-code" if descending else "code")[start : start + count]
    return tuple(map(_view, page)), rows.count()


@query
def cost_centre_over_time(*, actor: Actor, cost_centre: UUID) -> tuple[CostCentreView, ...]:
    """Every row of the cost centre with this one's code, newest first; raises ``NotFound`` for one out of reach."""
    row = CostCentre.records.of(actor).one(id=cost_centre)
    rows = CostCentre.records.of(actor).filter(organisation_id=row.organisation_id, code__iexact=row.code)
    return tuple(map(_view, rows.order_by("-valid_from")))


def _view(row: CostCentre) -> CostCentreView:
    return CostCentreView(row.organisation_id, row.code, row.name, row.id, row.valid_from, row.valid_until)


@query
def check_bookings(
    *, actor: Actor, organisation: UUID, bookings: Mapping[tuple[str, str], str], on: date
) -> tuple[Finding, ...]:
    """Whether costs can be booked so on a day: by taakveld and cost centre, the place to say it at; no findings means yes.

    One query however many.
    """
    taakvelden = {taakveld for taakveld, _ in bookings}
    centres = {centre for _, centre in bookings}
    known = {tuple(row) for row in _known(actor, organisation, taakvelden, centres, on)}
    findings = []
    for (taakveld, centre), place in bookings.items():
        if ("taakveld", taakveld) not in known:
            findings.append(
                Finding(
                    "ledger.unknown_taakveld",
                    f"{place}taakveld",
                    say("There is no taakveld {code} on this date. Choose one from the list."),
                    {"code": taakveld or "–"},
                )
            )
        if ("cost_centre", centre) not in known:
            findings.append(
                Finding(
                    "ledger.unknown_cost_centre",
                    f"{place}cost_centre",
                    say(
                        "This organisation has no open cost centre {code} on this date. Choose one from the list."
                    ),
                    {"code": centre or "–"},
                )
            )
    return tuple(findings)


@shaped
def _known(
    actor: Actor, organisation: UUID, taakvelden: Collection[str], centres: Collection[str], on: date
) -> QuerySet[Any, Any]:
    own = CostCentre.records.of(actor).filter(holds_on(on), organisation_id=organisation, code__in=centres)
    of_all = Taakveld.objects.filter(holds_on(on), code__in=taakvelden)
    return own.values_list(Value("cost_centre"), "code").union(
        of_all.values_list(Value("taakveld"), "code"), all=True
    )
