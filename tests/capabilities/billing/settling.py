"""A centre that settles 2027 with two municipalities: what it billed, what it cost, and who decides and adopts."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from tests.capabilities.billing.running import JULY, SECOND, Bills, ready
from tests.world import World, employ

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro

NEW_YEAR = datetime(2028, 2, 15, 9, tzinfo=UTC)
TODAY = date(2028, 2, 15)
DECIDED = date(2028, 2, 10)
BY = "AB 2028-07"
RULE = billing.YearRule(part=Decimal(50), maximum=Euro.of("1000.00"), source="Regeling artikel 12")
COSTS = "Service;Name of the cost;Actual cost;Known from\nSP10;Salarissen;20000,00;Jaarrekening\n;Huisvesting;10000,00;Jaarrekening\n"
"""Of 37,100 that is billed: a surplus of 7,100."""


@dataclass
class Settling(Bills):
    """The same, with an administrator of the centre who fills lists."""

    keeper: Actor = field(kw_only=True)


def year_billed(world: World) -> Settling:
    """Both files of 2027 were billed and invoiced in whole."""
    bills = ready(world)
    bills.invoice(bills.released(SECOND, JULY), JULY)
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    keeper = employ(world.system, world.provider, desk.id, "Ada Vries", None, Role.ADMINISTRATOR)
    return Settling(**vars(bills), keeper=keeper)


def fill_costs(
    bills: Settling, text: str = COSTS, *, at: datetime = NEW_YEAR, day: date = date(2027, 12, 31)
) -> None:
    """The costs of the centre are filled in from a file."""
    preview = imports.preview_import(
        actor=bills.keeper,
        list_name="actual-costs",
        file_name="kosten.csv",
        content=text.encode(),
        since=day,
        is_complete=True,
        at=at,
    )
    imports.carry_out_import(actor=bills.keeper, import_id=preview, at=at)


def started(bills: Bills, year: int = 2027, rule: billing.YearRule = RULE, at: datetime = NEW_YEAR) -> UUID:
    """A year that is begun, with the rule of the arrangement."""
    year_id = billing.start_year(actor=bills.maker, cooperation=bills.world.cooperation, year=year, at=at)
    billing.keep_year_rule(actor=bills.maker, settlement=year_id, rule=rule, at=at)
    return year_id


def decided(
    bills: Bills, settlement: UUID, treatment: str = billing.BY_RULE, at: datetime = NEW_YEAR
) -> UUID:
    """What the board decided, put down."""
    return decide(bills.maker, settlement, treatment, at)


def decide(actor: Actor, settlement: UUID, treatment: str = billing.BY_RULE, at: datetime = NEW_YEAR) -> UUID:
    """The same by anybody."""
    return billing.decide_year(
        actor=actor, settlement=settlement, treatment=treatment, decided_on=DECIDED, reference=BY, at=at
    )


def sealed(bills: Settling) -> UUID:
    """2027 with its costs, decided and adopted."""
    fill_costs(bills)
    year = started(bills)
    decided(bills, year)
    billing.adopt_year(actor=bills.releaser, settlement=year, at=NEW_YEAR)
    return year


def seen(bills: Bills, settlement: UUID) -> billing.YearView:
    """A year as the second controller opens it."""
    return billing.year_settled(actor=bills.releaser, settlement=settlement, on=TODAY)
