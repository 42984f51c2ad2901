"""A centre with two published services and a charter, and who may sign for whom."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from tests.world import SINCE, TODAY, World, another_hat, employ

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro

NEXT_YEAR = date(2027, 1, 1)


@dataclass
class Bargain:
    """Who writes, who signs for the centre, and who for the second municipality."""

    world: World
    writer: Actor
    signer: Actor
    customer: Actor
    charter: UUID

    def draft(self, kind: str = agreements.DVO, since: date = NEXT_YEAR, **more: object) -> UUID:
        """A draft with the second municipality."""
        content = more.pop("content", dvo() if kind == agreements.DVO else dfa())
        return agreements.draft_agreement(
            actor=self.writer,
            cooperation=self.world.cooperation,
            customer=self.world.second.id,
            kind=kind,
            since=since,
            content=content,  # type: ignore[arg-type]
            at=self.world.at,
            **more,  # type: ignore[arg-type]
        )

    def offered(self, kind: str = agreements.DVO, since: date = NEXT_YEAR, **more: object) -> UUID:
        """One that was offered."""
        row = self.draft(kind, since, **more)
        agreements.offer_agreement(actor=self.writer, agreement=row, at=self.world.at)
        return row

    def signed(self, kind: str = agreements.DVO, since: date = NEXT_YEAR, **more: object) -> UUID:
        """One that both signed."""
        row = self.offered(kind, since, **more)
        for who in (self.customer, self.signer):
            agreements.sign_agreement(actor=who, agreement=row, at=self.world.at)
        return row

    def view(self, row: UUID, who: Actor | None = None, on: date = TODAY) -> agreements.AgreementView:
        """As somebody sees it."""
        return agreements.agreement(actor=who or self.writer, agreement=row, on=on)


def dvo(**more: object) -> agreements.Content:
    """Two services, one with a norm of its own."""
    services = (
        agreements.Taken("SP10", 1),
        agreements.Taken("SF03", 1, percentage=Decimal(98), reason="Vlist betaalt sneller"),
    )
    return agreements.Content(services=services, **more)  # type: ignore[arg-type]


def dfa(volume: int = 1200, **more: object) -> agreements.Content:
    """A year of claims, billed in two parts."""
    values: dict[str, object] = {
        "lines": (
            agreements.Planned("SP10", 1, volume),
            agreements.Planned("SF03", 1, 3000, Euro.of("4.10"), "Veel scans"),
        ),
        "billing": (
            agreements.BillingMoment(date(2027, 1, 15), Decimal("33.3")),
            agreements.BillingMoment(date(2027, 7, 15), Decimal("66.7")),
        ),
        "start_up": (agreements.StartUp("Inrichting", Euro.of("2500.00")),),
    }
    return agreements.Content(**{**values, **more})  # type: ignore[arg-type]


CHARTER = {part: f"Voor iedereen geldt {part}." for part in agreements.PARTS}


@pytest.fixture
def bargain(world: World) -> Bargain:
    return bargained(world)


def bargained(world: World) -> Bargain:
    """In a world: services, a charter, and people with the mandate."""
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    signer = employ(world.system, world.provider, desk.id, "Dirk Prins", None, Role.CONTROLLER)
    customer = another_hat(world.system, world.second.piet, Role.CONTROLLER)
    for who in (signer, customer):
        access.assign_function(
            actor=world.system, person=who.person, function=agreements.MANDATE, since=SINCE, at=world.at
        )
    for code, process, price in (("SP10", "per-8B", "6.25"), ("SF03", "fin-7", "4.50")):
        _publish(world, signer, code, process, Euro.of(price))
    charter = agreements.write_charter(
        actor=world.contract_manager, cooperation=world.cooperation, texts=CHARTER, at=world.at
    )
    agreements.publish_charter(actor=world.contract_manager, charter=charter, at=world.at)
    return Bargain(world, world.contract_manager, signer, customer, charter)


def _publish(world: World, adopter: Actor, code: str, process: str, price: Euro) -> None:
    words = catalogue.Words(f"Dienst {code}", f"Service {code}")
    content = catalogue.Content(
        name=words,
        process=process,
        indicators=(catalogue.Indicator("lead_time", words, Decimal(10), "working_days", Decimal(95)),),
        prices=(catalogue.Price(2027, price),),
    )
    service = catalogue.write_service(
        actor=world.contract_manager, cooperation=world.cooperation, code=code, content=content, at=world.at
    )
    (version,) = catalogue.service(actor=world.contract_manager, service=service, on=TODAY).versions
    catalogue.adopt_version(actor=adopter, version=version.id, at=world.at)
    catalogue.publish_version(actor=world.contract_manager, version=version.id, since=TODAY, at=world.at)
