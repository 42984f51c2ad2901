"""What the service centre bills: a run that was released and invoiced, one that was taken back, and one that waits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from tests.architecture.isolation.side import Side
from tests.capabilities.sales.selling import CUSTOMER
from tests.world import TODAY, employ

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro

OCTOBER_FIRST = date(2026, 10, 1)


def bill_customers(side: Side, unit: UUID, signer: Actor) -> None:
    """Two months of both municipalities, in words and amounts of this side."""
    w, mark = side.world, side.mark
    maker = employ(w.system, w.provider, unit, f"Rekenaar {mark}", None, Role.CONTROLLER)
    there = {each.about for each in sales.customers(actor=w.clerk)}
    for hall in (w.first, w.second):
        if hall.id not in there:
            details = replace(CUSTOMER, name=f"Afnemer {mark}", town=f"Dorp {mark}")
            sales.keep_customer(actor=w.clerk, details=details, about=hall.id, at=w.at)
        content = agreements.Content(
            lines=(
                agreements.Planned("SP18", 1, side.euros, Euro.of(side.euros), f"Maanden {mark}"),
                agreements.Planned(
                    "SP10", 1, side.euros, Euro.of(side.euros), f"Declaraties {mark}", agreements.USED
                ),
            ),
            billing=(
                agreements.BillingMoment(date(2026, 10, 5), Decimal(40)),
                agreements.BillingMoment(date(2026, 11, 5), Decimal(60)),
            ),
            start_up=(agreements.StartUp(f"Aanloop {mark}", Euro.of(side.euros)),),
        )
        row = agreements.draft_agreement(
            actor=w.contract_manager,
            cooperation=w.cooperation,
            customer=hall.id,
            kind=agreements.DFA,
            since=OCTOBER_FIRST,
            until=TODAY,
            content=content,
            at=w.at,
        )
        agreements.offer_agreement(actor=w.contract_manager, agreement=row, at=w.at)
        for who in (hall.carla, signer):
            agreements.sign_agreement(actor=who, agreement=row, at=w.at)
    early = w.at - timedelta(days=30)
    claim = w.submitted(w.first.anna, at=early)
    claims.approve_claim(actor=w.first.jan, claim=claim, at=early)
    claims.reject_claim(actor=w.clerk, claim=claim, reason=f"Dubbel {mark}", at=early)
    for code, how in (
        ("SP18", billing.GENERAL),
        ("SP10", billing.GENERAL),
        (billing.START_UP_COSTS, billing.OUTSIDE),
    ):
        billing.keep_treatment(
            actor=maker,
            cooperation=w.cooperation,
            code=code,
            since=OCTOBER_FIRST,
            how=how,
            reason=f"Zo belast {mark}",
            at=w.at,
        )

    def made(until: date) -> UUID:
        return billing.make_run(actor=maker, cooperation=w.cooperation, until=until, at=w.at)

    billing.take_back_run(actor=maker, run=made(TODAY), because=f"Te vroeg {mark}", at=w.at)
    released = made(date(2026, 10, 31))
    billing.release_run(actor=signer, run=released, at=w.at)
    billing.invoice_bills(actor=Actor.system(w.provider), run=released, at=w.at)
    made(TODAY)
    _settle_year(side, maker, signer, unit)


def _settle_year(side: Side, maker: Actor, signer: Actor, unit: UUID) -> None:
    """What was billed of the year is settled on its costs: taken back once, then decided and adopted."""
    w, mark = side.world, side.mark
    keeper = employ(w.system, w.provider, unit, f"Beheerder {mark}", None, Role.ADMINISTRATOR)
    costs = (
        f"Service;Name of the cost;Actual cost;Known from\nSP18;Kosten {mark};{side.euros},00;Bron {mark}\n"
    )
    preview = imports.preview_import(
        actor=keeper,
        list_name="actual-costs",
        file_name=f"kosten-{mark}.csv",
        content=costs.encode(),
        since=OCTOBER_FIRST,
        is_complete=True,
        at=w.at,
    )
    imports.carry_out_import(actor=keeper, import_id=preview, at=w.at)
    year = billing.start_year(actor=maker, cooperation=w.cooperation, year=OCTOBER_FIRST.year, at=w.at)
    after = datetime(2027, 2, 1, 9, tzinfo=UTC)
    for is_first in (True, False):
        billing.decide_year(
            actor=maker,
            settlement=year,
            treatment=billing.BY_RULE,
            decided_on=date(2027, 1, 20),
            reference=f"Besluit {mark}",
            at=after,
        )
        if is_first:
            billing.take_back_year(actor=maker, settlement=year, because=f"Te vroeg {mark}", at=after)
    billing.adopt_year(actor=signer, settlement=year, at=after)
