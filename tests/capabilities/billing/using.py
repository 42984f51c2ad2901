"""A centre that bills the first municipality what it delivered: claims by use, cases in advance and settled."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from tests.capabilities.billing.running import Bills
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of, published
from tests.capabilities.sales.selling import CUSTOMER, OWN
from tests.world import MONDAY, SINCE, World, another_hat

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue.api import Content, Words
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.kernel import Euro

NOBODY = UUID(int=0)
BEGIN, END = date(2026, 11, 1), date(2027, 1, 1)
DECEMBER, MID_DECEMBER = date(2026, 12, 1), date(2026, 12, 15)
CLAIM = Content(
    name=Words("Declaratie", "Expense claim"),
    process="per-8B",
    unit=Words("declaratie", "claim"),
    case_type=claims.CASE_TYPE,
)
MOMENTS = (
    agreements.BillingMoment(DECEMBER, Decimal(50)),
    agreements.BillingMoment(MID_DECEMBER, Decimal(50)),
)


def line_of_claims(billed: str = agreements.USED) -> agreements.Planned:
    """A hundred claims at 6.25 euros."""
    return agreements.Planned("SP10", 1, 100, Euro.of("6.25"), "Zo afgesproken", billed)


def line_of_cases(billed: str = agreements.SETTLED) -> agreements.Planned:
    """Four statements at ten euros."""
    return agreements.Planned("SP18", 1, 4, Euro.of("10.00"), "Zo afgesproken", billed)


@dataclass
class Used(Bills):
    """The same, with what happens at the desks."""

    service: UUID = NOBODY

    def claim(self, day: datetime = MONDAY) -> UUID:
        """A claim that the desk rejected on a day: it was dealt with."""
        claim = self.world.submitted(self.world.first.anna, at=day)
        claims.approve_claim(actor=self.world.first.jan, claim=claim, at=day)
        claims.reject_claim(actor=self.world.clerk, claim=claim, reason="Dubbel ingediend", at=day)
        return claim

    def case(self, day: datetime = MONDAY) -> UUID:
        """A statement that was asked for and delivered on a day."""
        case = asked(self.world.first.anna, self.service, at=day)
        self.close(case, day)
        return case

    def close(self, case: UUID, day: datetime) -> None:
        """It was delivered."""
        cases.close_case(actor=self.world.clerk, case=case, result=cases.Result.DONE, words="Klaar", at=day)

    def bill_up_to(self, day: date) -> tuple[billing.BillView, ...]:
        """Make a run on that day, let it go out, and answer its bills."""
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        run = self.released(day, at)
        self.invoice(run, at)
        return self.view(run).bills


def using(
    world: World, *lines: agreements.Planned, moments: tuple[agreements.BillingMoment, ...] = MOMENTS
) -> Used:
    """The file of two months of the first municipality, and all that a run needs."""
    maker = controller_of(world)
    releaser = controller_of(world, "Dirk Prins")
    first, second = (
        another_hat(world.system, each.piet, Role.CONTROLLER) for each in (world.first, world.second)
    )
    published(world, maker, CLAIM, "SP10")
    service = published(world, maker, replace(STATEMENT, unit=Words("verklaring", "statement")))
    charter = agreements.write_charter(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        texts={part: f"Voor iedereen geldt {part}." for part in agreements.PARTS},
        at=MONDAY,
    )
    agreements.publish_charter(actor=world.contract_manager, charter=charter, at=MONDAY)
    for who in (releaser, first):
        access.assign_function(
            actor=world.system, person=who.person, function=agreements.MANDATE, since=SINCE, at=world.at
        )
    row = agreements.draft_agreement(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        customer=world.first.id,
        kind=agreements.DFA,
        since=BEGIN,
        until=END,
        content=agreements.Content(lines=lines or (line_of_claims(), line_of_cases()), billing=moments),
        at=MONDAY,
    )
    agreements.offer_agreement(actor=world.contract_manager, agreement=row, at=MONDAY)
    for who in (first, releaser):
        agreements.sign_agreement(actor=who, agreement=row, at=MONDAY)
    bills = Used(world, maker, releaser, first, second, (row, row), service=service)
    for code in ("SP10", "SP18"):
        billing.keep_treatment(
            actor=maker,
            cooperation=world.cooperation,
            code=code,
            since=BEGIN,
            how=billing.GENERAL,
            at=MONDAY,
        )
    sales.keep_own_details(actor=world.clerk, details=OWN, at=MONDAY)
    sales.keep_customer(actor=world.clerk, details=CUSTOMER, about=world.first.id, at=MONDAY)
    return bills


def days_later(days: int) -> datetime:
    """So many days after the Monday of the tests."""
    return MONDAY + timedelta(days=days)
