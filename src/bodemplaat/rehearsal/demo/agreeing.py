"""The shared centre agrees with each municipality: one charter, a DVO each, a year with each; one deviates, one negotiates."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance

CHARTER: Final = {
    "services": "Het servicecentrum levert elke gemeente de diensten van het basispakket. Diensten uit het pluspakket neemt"
    " een gemeente af als zij dat wil.",
    "levels": "Voor elke dienst geldt de norm van de dienstencatalogus. Gemeten wordt per maand, van ontvangst tot afronding.",
    "costs": "Wat een gemeente in een jaar betaalt, staat in het dossier financiële afspraken van dat jaar.",
    "conditions": "De gemeente gebruikt het gezamenlijke systeem. Opzeggen kan met een termijn van twaalf maanden, tegen 1 januari.",
    "customer_deliveries": "Mutaties voor het salaris zijn er acht werkdagen vóór de betaaldag. Facturen zijn binnen tien dagen"
    " na ontvangst akkoord of afgewezen.",
    "provider_deliveries": "Het salarisjournaal is er twee werkdagen na de betaaldag. Een maand is op werkdag tien afgesloten.",
    "commissioning": "De gemeentesecretaris is opdrachtgever van de dienstverlening.",
    "escalation": "Eerst de medewerker en de teamleider, dan de accountmanager en de contractmanager, dan de directeur en de"
    " gemeentesecretaris, ten slotte het bestuur.",
    "account": "Elke gemeente heeft één accountmanager. Zij spreken elkaar elk kwartaal, aan de hand van de rapportage.",
    "responsibilities": "De gemeente stelt vast en is verantwoordelijk voor de juistheid van wat zij aanlevert. Het"
    " servicecentrum voert uit en meldt wat niet klopt. De gebruikersgroep adviseert over wijzigingen voor iedereen.",
    "deviation": "Wie van een afspraak afwijkt, meldt dat vooraf met de reden en een nieuwe datum. Blijft een norm twee"
    " maanden achter, dan maakt de leverancier een verbeterplan.",
}
DEVIATES, NEGOTIATES = "Gemeente Oegstgeest", "Gemeente Zoeterwoude"
PRICE: Final = Euro.of("4.50")
CREDIT: Final = agreements.CreditRule(Decimal(1), Decimal(10))
DUTY: Final = agreements.Duty(5, Decimal(90))
"""A manager decides on a claim within five working days (a proposal of ours)."""
PLANNED: Final = (("SP10", 1800), ("SF03", 5200), ("SP02", 900), ("SP18", 150))


def agree(founded: FoundedAlliance, *, at: datetime) -> None:
    """Publish the charter, and offer and sign with every municipality but the one that still negotiates."""
    centre = founded.members[0]
    (cooperation,) = centre.system.cooperations
    writer, *_ = centre.with_role(*agreements.WRITERS)
    signer, *_ = centre.with_role(Role.CONTROLLER)
    customers = [each for each in founded.municipalities if each.id != centre.id]
    on = timezone.localdate(at)
    _mandate(centre, signer, at)
    charter = agreements.write_charter(actor=writer, cooperation=cooperation, texts=CHARTER, at=at)
    agreements.publish_charter(actor=writer, charter=charter, at=at)
    offered = catalogue.services_to_agree_on(actor=writer, cooperation=cooperation, on=on)
    numbers = {code: number for code, number, _ in offered}
    for customer in customers:
        secretary, *_ = customer.with_role(Role.CONTROLLER)
        _mandate(customer, secretary, at)
        for kind, content in _contents(customer, numbers, on):
            row = agreements.draft_agreement(
                actor=writer,
                cooperation=cooperation,
                customer=customer.id,
                kind=kind,
                since=on,
                until=date(on.year + 1, 1, 1) if kind == agreements.DFA else None,
                content=content,
                at=at,
            )
            agreements.offer_agreement(actor=writer, agreement=row, at=at)
            agreements.sign_agreement(actor=signer, agreement=row, at=at)
            if customer.name == NEGOTIATES:
                agreements.refuse_agreement(
                    actor=secretary,
                    agreement=row,
                    reason="Wij willen eerst weten wat een kortere norm voor facturen kost.",
                    at=at,
                )
                break
            agreements.sign_agreement(actor=secretary, agreement=row, at=at)


def offer_anew(founded: FoundedAlliance, *, at: datetime) -> None:
    """Offer the one who negotiates a version with a shorter norm; the customer's side has still to sign it."""
    centre = founded.members[0]
    (cooperation,) = centre.system.cooperations
    writer, *_ = centre.with_role(*agreements.WRITERS)
    customer = next(each for each in founded.municipalities if each.name == NEGOTIATES)
    on = timezone.localdate(at)
    offered = catalogue.services_to_agree_on(actor=writer, cooperation=cooperation, on=on)
    services = tuple(
        agreements.Taken(
            code,
            number,
            percentage=Decimal(98) if code == "SF03" else None,
            reason="Gemeente wil leveranciers vlotter betalen" if code == "SF03" else "",
        )
        for code, number, _ in offered
    )
    row = agreements.draft_agreement(
        actor=writer,
        cooperation=cooperation,
        customer=customer.id,
        kind=agreements.DVO,
        since=date(on.year + 1, 1, 1),
        content=agreements.Content(services=services),
        at=at,
    )
    agreements.offer_agreement(actor=writer, agreement=row, at=at)


def agree_and_read_back(founded: FoundedAlliance, *, founded_at: datetime, now: datetime) -> Iterator[Fact]:
    """Agree with everybody on the services that are offered, and tell what is true of the agreements afterwards."""
    agree(founded, at=founded_at)
    offer_anew(founded, at=now)
    on = timezone.localdate(now)
    centre = founded.members[0]
    writer, *_ = centre.with_role(*agreements.WRITERS)
    rows = {row.customer_name: row for row in agreements.customers_with_agreements(actor=writer, on=on)}
    for name, row in rows.items():
        in_force = set(row.in_force)
        if name == NEGOTIATES:
            newest = row.newest[agreements.DVO]
            yield Fact("the one who negotiates has nothing in force", not in_force)
            yield Fact("a version with a shorter norm is offered", newest.standing(on) == "offered")
        else:
            yield Fact(f"{name} has a DVO and a year in force", in_force == {agreements.DVO, agreements.DFA})
    deviating = [
        name
        for name, row in rows.items()
        if any(each.terms.content.deviations for each in row.newest.values())
    ]
    yield Fact("one municipality deviates from the charter", deviating == [DEVIATES])


def _mandate(place: Founded, who: Actor, at: datetime) -> None:
    access.assign_function(
        actor=place.system,
        person=who.person,
        function=agreements.MANDATE,
        since=timezone.localdate(at),
        at=at,
    )


def _contents(
    customer: Founded, numbers: dict[str, int], on: date
) -> Iterator[tuple[str, agreements.Content]]:
    deviations = (
        (
            agreements.Deviation(
                "provider_deliveries",
                "Het salarisjournaal is er één werkdag na de betaaldag. Een maand is op werkdag acht afgesloten.",
                "De raad van Oegstgeest krijgt elke maand cijfers",
                Euro.of("4800.00"),
            ),
        )
        if customer.name == DEVIATES
        else ()
    )
    services = tuple(
        agreements.Taken(code, number, duty=DUTY if code == "SP10" else None)
        for code, number in numbers.items()
    )
    yield agreements.DVO, agreements.Content(services=services, deviations=deviations)
    lines = tuple(
        agreements.Planned(code, numbers[code], volume, PRICE, "Eerste jaar: prijs uit de kostprijs van 2026")
        for code, volume in PLANNED
        if code in numbers
    )
    last = date(on.year, 12, 15)
    yield (
        agreements.DFA,
        agreements.Content(
            lines=lines,
            billing=(
                agreements.BillingMoment(on, Decimal(50)),
                agreements.BillingMoment(max(last, on), Decimal(50)),
            )
            if last > on
            else (agreements.BillingMoment(on, Decimal(100)),),
            start_up=(agreements.StartUp("Inrichting en opleiding", Euro.of("12500.00")),),
            credit=CREDIT,
        ),
    )
