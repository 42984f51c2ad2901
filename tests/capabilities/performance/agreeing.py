"""What the centre agreed with the first municipality on its expense claims, signed by both."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from tests.world import MONDAY, SINCE, World, another_hat, employ

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.kernel import Euro

YEAR = date(2026, 1, 1)
NEXT_YEAR = date(2027, 1, 1)
RULE = agreements.CreditRule(Decimal(1), Decimal(20))
"""One percent of 7,500 euros for each point, at most 1,500 euros in a year."""


def agree(world: World, *contents: tuple[str, agreements.Content]) -> None:
    """Write, offer and sign each for the whole of 2026."""
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    signers = [
        employ(world.system, world.provider, desk.id, "Dirk Prins", None, Role.CONTROLLER),
        another_hat(world.system, world.first.piet, Role.CONTROLLER),
    ]
    for who in signers:
        access.assign_function(
            actor=world.system, person=who.person, function=agreements.MANDATE, since=SINCE, at=world.at
        )
    charter = agreements.write_charter(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        texts={part: f"Voor iedereen geldt {part}." for part in agreements.PARTS},
        at=MONDAY,
    )
    agreements.publish_charter(actor=world.contract_manager, charter=charter, at=MONDAY)
    for kind, content in contents:
        row: UUID = agreements.draft_agreement(
            actor=world.contract_manager,
            cooperation=world.cooperation,
            customer=world.first.id,
            kind=kind,
            since=YEAR,
            until=NEXT_YEAR,
            content=content,
            at=MONDAY,
        )
        agreements.offer_agreement(actor=world.contract_manager, agreement=row, at=MONDAY)
        for who in signers:
            agreements.sign_agreement(actor=who, agreement=row, at=MONDAY)


def dfa(
    volume: int = 1200, credit: agreements.CreditRule | None = RULE, *, code: str = "SP10"
) -> tuple[str, agreements.Content]:
    """A year of claims at 6.25 euros, with what a miss costs."""
    content = agreements.Content(
        lines=(agreements.Planned(code, 1, volume, Euro.of("6.25"), "Eerste jaar"),),
        billing=(agreements.BillingMoment(date(2026, 7, 1), Decimal(100)),),
        credit=credit,
    )
    return agreements.DFA, content


def dvo(**more: object) -> tuple[str, agreements.Content]:
    """Claims, with what is agreed otherwise."""
    taken = agreements.Taken("SP10", 1, **more)  # type: ignore[arg-type]
    return agreements.DVO, agreements.Content(services=(taken,))
