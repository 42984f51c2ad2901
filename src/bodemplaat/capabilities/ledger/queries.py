"""What can be booked on, on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.ledger.models import CostCentre, Taakveld
from bodemplaat.foundation.organisations.api import holds_on
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Finding, say


@dataclass(frozen=True, slots=True)
class TaakveldView:
    """A taakveld: its code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CostCentreView:
    """A cost centre of one organisation."""

    organisation_id: UUID
    code: str
    name: str


def taakvelden(*, on: date) -> tuple[TaakveldView, ...]:
    """The taakvelden of a day in the order of the regulation. The same for everybody, so without an actor."""
    rows = Taakveld.objects.filter(holds_on(on)).order_by("position")
    return tuple(TaakveldView(t.code, t.name) for t in rows)


@query
def cost_centres(*, actor: Actor, organisation: UUID, on: date) -> tuple[CostCentreView, ...]:
    """The cost centres that an organisation has open on a day, by code."""
    rows = CostCentre.records.of(actor).filter(holds_on(on), organisation_id=organisation).order_by("code")
    return tuple(CostCentreView(c.organisation_id, c.code, c.name) for c in rows)


@query
def check_booking(
    *, actor: Actor, organisation: UUID, taakveld: str, cost_centre: str, on: date, place: str = ""
) -> tuple[Finding, ...]:
    """Whether something can be booked there on a day; no findings means yes."""
    findings = []
    if not Taakveld.objects.filter(holds_on(on), code=taakveld).exists():
        findings.append(
            Finding(
                "ledger.unknown_taakveld",
                f"{place}taakveld",
                say("There is no taakveld {code} on this date. Choose one from the list."),
                {"code": taakveld or "–"},
            )
        )
    known = CostCentre.records.of(actor).filter(holds_on(on), organisation_id=organisation, code=cost_centre)
    if not known.exists():
        findings.append(
            Finding(
                "ledger.unknown_cost_centre",
                f"{place}cost_centre",
                say(
                    "This organisation has no open cost centre {code} on this date. Choose one from the list."
                ),
                {"code": cost_centre or "–"},
            )
        )
    return tuple(findings)
