"""A centre that bills two municipalities: their financial files, how services are taxed, and who makes and releases a run."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from tests.capabilities.agreements.conftest import NEXT_YEAR, bargained, dfa
from tests.capabilities.sales.selling import CUSTOMER, OWN
from tests.world import SINCE, World, another_hat, employ

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role

JANUARY = datetime(2027, 1, 15, 9, tzinfo=UTC)
JULY = datetime(2027, 7, 15, 9, tzinfo=UTC)
FIRST, SECOND = date(2027, 1, 15), date(2027, 7, 15)
"""The two moments of both files: 33.3 and 66.7 percent."""


@dataclass
class Bills:
    """Who makes a run and who releases it at the centre, and the controllers of both customers."""

    world: World
    maker: Actor
    releaser: Actor
    first: Actor
    second: Actor
    files: tuple[UUID, UUID] = (UUID(int=0), UUID(int=0))
    """The financial files of both."""

    def make(self, until: date = FIRST, at: datetime = JANUARY, who: Actor | None = None) -> UUID:
        """A run that waits."""
        return billing.make_run(
            actor=who or self.maker, cooperation=self.world.cooperation, until=until, at=at
        )

    def released(self, until: date = FIRST, at: datetime = JANUARY) -> UUID:
        """One that was released; the worker did nothing yet."""
        run = self.make(until, at)
        billing.release_run(actor=self.releaser, run=run, at=at)
        return run

    def invoice(self, run: UUID, at: datetime = JANUARY) -> None:
        """What the worker does."""
        billing.invoice_bills(actor=self.system, run=run, at=at)

    def due(self, until: date = FIRST) -> billing.Preview:
        """What is due."""
        return billing.preview(actor=self.maker, cooperation=self.world.cooperation, until=until, on=until)

    def view(self, run: UUID, who: Actor | None = None) -> billing.RunView:
        """A run as somebody at the centre opens it."""
        return billing.run(actor=who or self.releaser, run=run, on=FIRST)

    def tax(self, code: str, how: str = billing.GENERAL, reason: str = "") -> None:
        """Say how a service is taxed."""
        billing.keep_treatment(
            actor=self.maker,
            cooperation=self.world.cooperation,
            code=code,
            since=NEXT_YEAR,
            how=how,
            reason=reason,
            at=self.world.at,
        )

    def end(self, file: UUID, until: date = date(2027, 1, 10)) -> None:
        """Somebody with mandate ended a financial file; nothing follows it."""
        agreements.end_agreement(
            actor=self.releaser, agreement=file, until=until, reason="Uitgetreden", at=self.world.at
        )

    @property
    def system(self) -> Actor:
        """The worker's."""
        return Actor.system(self.world.provider)


def agreed(world: World) -> Bills:
    """Both municipalities have a financial file, and nothing is said of taxes and customers yet."""
    bargain = bargained(world)
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    maker = employ(world.system, world.provider, desk.id, "Mies Maker", None, Role.CONTROLLER)
    first = another_hat(world.system, world.first.piet, Role.CONTROLLER)
    access.assign_function(
        actor=world.system, person=first.person, function=agreements.MANDATE, since=SINCE, at=world.at
    )
    until = date(2028, 1, 1)
    second = bargain.signed(agreements.DFA, until=until)
    row = agreements.draft_agreement(
        actor=bargain.writer,
        cooperation=world.cooperation,
        customer=world.first.id,
        kind=agreements.DFA,
        since=NEXT_YEAR,
        until=until,
        content=dfa(volume=400, start_up=()),
        at=world.at,
    )
    agreements.offer_agreement(actor=bargain.writer, agreement=row, at=world.at)
    for who in (first, bargain.signer):
        agreements.sign_agreement(actor=who, agreement=row, at=world.at)
    return Bills(world, maker, bargain.signer, first, bargain.customer, (row, second))


def ready(world: World) -> Bills:
    """Everything is there to make a run: one service is taxed, the other exempt, and start-up costs are outside the tax."""
    bills = agreed(world)
    bills.tax("SP10")
    bills.tax("SF03", billing.EXEMPT, "Vrijgesteld als samenwerking")
    bills.tax(billing.START_UP_COSTS, billing.OUTSIDE, "Geen prestatie")
    sales.keep_own_details(actor=world.clerk, details=OWN, at=world.at)
    for hall in (world.first, world.second):
        details = replace(CUSTOMER, name=f"Gemeente {hall.id}"[:40])
        sales.keep_customer(actor=world.clerk, details=details, about=hall.id, at=world.at)
    return bills
