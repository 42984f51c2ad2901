"""The shared centre agrees with each municipality: one charter, a DVO each, a year with each; one deviates, one negotiates."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.tenancy.api import Actor, Role, midnight
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance
from bodemplaat.rehearsal.demo.year import SIZES

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
CREDIT: Final = agreements.CreditRule(Decimal(1), Decimal(10))
DUTY: Final = agreements.Duty(5, Decimal(90))
"""A manager decides on a claim within five working days (a proposal of ours)."""
DUTIES: Final = {
    "SP10": DUTY,
    "SP02": agreements.Duty(3, Decimal(90)),
    "SF19": agreements.Duty(3, Decimal(90)),
}
"""How fast the customer decides, or answers what the centre asks."""
PLANNED: Final = (
    ("SP01", 700, "9.00"),
    ("SP02", 580, "11.50"),
    ("SP10", 90, "4.50"),
    ("SP12", 260, "14.00"),
    ("SP18", 420, "12.00"),
    ("SF01", 480, "9.00"),
    ("SF03", 5200, "4.50"),
    ("SF04", 470, "7.50"),
    ("SF19", 310, "16.00"),
)
"""What all municipalities together are expected to ask for in a whole year, and what one costs. Invented."""
BILLED: Final = {
    **dict.fromkeys(("SP02", "SP18", "SF04"), agreements.USED),
    **dict.fromkeys(("SP12", "SF01"), agreements.SETTLED),
}
"""What is billed by what was delivered, at once or after the year; the rest as planned."""


def agree(founded: FoundedAlliance, *, at: datetime, since: date | None = None) -> None:
    """Publish the charter, and offer and sign with every municipality but the one that still negotiates.

    What is agreed holds ``since`` a day, that of ``at`` unless it is named; the finances until the end of its year.
    """
    centre = founded.members[0]
    (cooperation,) = centre.system.cooperations
    writer, *_ = centre.with_role(*agreements.WRITERS)
    signer, *_ = centre.with_role(Role.CONTROLLER)
    customers = [each for each in founded.municipalities if each.id != centre.id]
    on = timezone.localdate(at)
    since = since or on
    _mandate(centre, signer, at)
    charter = agreements.write_charter(actor=writer, cooperation=cooperation, texts=CHARTER, at=at)
    agreements.publish_charter(actor=writer, charter=charter, at=at)
    offered = catalogue.services_to_agree_on(actor=writer, cooperation=cooperation, on=on)
    numbers = {code: number for code, number, _ in offered}
    for customer in customers:
        secretary, *_ = customer.with_role(Role.CONTROLLER)
        _mandate(customer, secretary, at)
        whole = (
            (agreements.DVO, _services(customer, numbers)),
            (agreements.DFA, _finances(numbers, since, _size(founded, customer))),
        )
        for kind, content in whole:
            row = agreements.draft_agreement(
                actor=writer,
                cooperation=cooperation,
                customer=customer.id,
                kind=kind,
                since=since,
                until=date(since.year + 1, 1, 1) if kind == agreements.DFA else None,
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


def agree_on_year(founded: FoundedAlliance, *, year: int, at: datetime) -> None:
    """Agree on the finances of the next year with everybody who has an agreement."""
    centre = founded.members[0]
    (cooperation,) = centre.system.cooperations
    writer, *_ = centre.with_role(*agreements.WRITERS)
    signer, *_ = centre.with_role(Role.CONTROLLER)
    offered = catalogue.services_to_agree_on(actor=writer, cooperation=cooperation, on=timezone.localdate(at))
    numbers = {code: number for code, number, _ in offered}
    for customer in founded.municipalities:
        if customer.id == centre.id or customer.name == NEGOTIATES:
            continue
        secretary, *_ = customer.with_role(Role.CONTROLLER)
        row = agreements.draft_agreement(
            actor=writer,
            cooperation=cooperation,
            customer=customer.id,
            kind=agreements.DFA,
            since=date(year, 1, 1),
            until=date(year + 1, 1, 1),
            content=_finances(numbers, date(year, 1, 1), _size(founded, customer)),
            at=at,
        )
        agreements.offer_agreement(actor=writer, agreement=row, at=at)
        for who in (signer, secretary):
            agreements.sign_agreement(actor=who, agreement=row, at=at)


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


def agree_on_every_year(founded: FoundedAlliance, *, since: date, until: date) -> None:
    """Agree with everybody two weeks before a day, and each December on the finances of the next year."""
    agree(founded, at=midnight(since) - timedelta(days=14, hours=-9), since=since)
    for year in range(since.year + 1, until.year + 1):
        agree_on_year(founded, year=year, at=midnight(date(year, 1, 1)) - timedelta(days=20, hours=-9))


def agree_and_read_back(founded: FoundedAlliance, *, since: date, now: datetime) -> Iterator[Fact]:
    """Agree with everybody on the services that are offered, and tell what is true of the agreements afterwards."""
    agree_on_every_year(founded, since=since, until=timezone.localdate(now))
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


def _services(customer: Founded, numbers: dict[str, int]) -> agreements.Content:
    """What a DVO says: every service as the catalogue has it, and where this customer deviates."""
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
        agreements.Taken(code, number, duty=DUTIES.get(code)) for code, number in numbers.items()
    )
    return agreements.Content(services=services, deviations=deviations)


def _size(founded: FoundedAlliance, customer: Founded) -> float:
    """Which part of all requests a municipality asks."""
    return SIZES[founded.municipalities.index(customer)]


def _finances(numbers: dict[str, int], since: date, size: float) -> agreements.Content:
    """What a DFA says of the rest of a year: the part of this municipality, by the days that are left."""
    end = date(since.year + 1, 1, 1)
    part = (end - since).days / (end - date(since.year, 1, 1)).days
    lines = tuple(
        agreements.Planned(
            code,
            numbers[code],
            max(1, round(volume * part * size)),
            Euro.of(price),
            "Uit de kostprijs van het servicecentrum",
            BILLED.get(code, agreements.AGREED),
        )
        for code, volume, price in PLANNED
        if code in numbers
    )
    days = [since, *(date(since.year, *day) for day in ((4, 1), (7, 1), (10, 1), (12, 15)))]
    days = [day for day in days if day >= since]
    shares = Euro.of("100").divided([Fraction(1)] * len({*days}))
    return agreements.Content(
        lines=lines,
        billing=tuple(
            agreements.BillingMoment(day, share.decimal)
            for day, share in zip(sorted({*days}), shares, strict=True)
        ),
        start_up=(agreements.StartUp("Inrichting en opleiding", Euro.of("12500.00")),),
        credit=CREDIT,
    )
