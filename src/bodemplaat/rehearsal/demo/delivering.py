"""The shared centre and each municipality deliver to each other by a calendar: mostly in time, some late, some sent back."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.foundation.tenancy.api import Actor, Role, midnight
from bodemplaat.kernel import months_later
from bodemplaat.rehearsal.demo.agreeing import NEGOTIATES
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance

MONTHS_AGO: Final = 3
"""So many months before today the procedures begin to hold."""
STILL_OPEN: Final = timedelta(days=6)
"""What is late for fewer days than this was not handed over yet."""
TEXTS: Final = (
    (
        "procedures",
        "Wie iets levert, meldt dat op de pagina Leveringen. De ander kijkt het binnen twee werkdagen na.",
    ),
    ("formats", "Mutaties gaan als bestand uit het salarissysteem, overzichten als pdf."),
)


def procedures(since: date) -> agreements.Content:
    """What a DAP says from the first of a month on (proposal of ours, after the examples of the handbook's calendar)."""
    lines = (
        ("Mutaties voor het salaris", agreements.CUSTOMER, agreements.MONTHLY, 11),
        ("Salarisjournaal", agreements.PROVIDER, agreements.MONTHLY, 26),
        ("Afgesloten maand met saldi", agreements.PROVIDER, agreements.MONTHLY, 10),
        ("Verwachte instroom en uitstroom", agreements.CUSTOMER, agreements.QUARTERLY, 16),
    )
    return agreements.Content(
        texts=TEXTS,
        deliveries=tuple(
            agreements.Delivery(number, what, owed_by, rhythm, (since.replace(day=day),))
            for number, (what, owed_by, rhythm, day) in enumerate(lines, start=1)
        ),
    )


def deliver(founded: FoundedAlliance, *, now: datetime) -> None:
    """Sign the procedures with everybody but the one who negotiates, and hand over what was due since."""
    today = timezone.localdate(now)
    since = months_later(today.replace(day=1), -MONTHS_AGO)
    centre = founded.members[0]
    writer, *_ = centre.with_role(*agreements.WRITERS)
    customers = [each for each in founded.municipalities if each.id != centre.id and each.name != NEGOTIATES]
    for customer in customers:
        _agree(centre, customer, since)
    people = {each.id: _secretary(each) for each in customers} | {centre.id: writer}
    views = agreements.deliveries(actor=writer, since=since, until=today + timedelta(days=1))
    places = {each.id: place for place, each in enumerate(customers)}
    for view in views:
        _hand_over(view, people, places[view.customer_id], now)


def deliver_and_read_back(founded: FoundedAlliance, *, now: datetime) -> Iterator[Fact]:
    """Deliver as ``deliver`` does, and tell what is true of it afterwards."""
    deliver(founded, now=now)
    today = timezone.localdate(now)
    writer, *_ = founded.members[0].with_role(*agreements.WRITERS)
    views = agreements.deliveries(
        actor=writer, since=today - timedelta(days=130), until=today + timedelta(days=1)
    )
    done = [each for each in views if each.is_done]
    yield Fact("most that was due was delivered and received", len(done) > len(views) / 2)
    yield Fact("some was handed over too late", any(each.late(today) for each in done))
    yield Fact("some was sent back first", any(len(each.handovers) > 1 for each in done))
    for customer in {each.customer_id: each for each in views}.values():
        reader = next(_secretary(each) for each in founded.municipalities if each.id == customer.customer_id)
        own = [each for each in views if each.customer_id == customer.customer_id]
        theirs = agreements.deliveries(
            actor=reader, since=today - timedelta(days=130), until=today + timedelta(days=1)
        )
        yield Fact(f"{customer.customer_name} sees the same deliveries as the centre", list(theirs) == own)


def _secretary(customer: Founded) -> Actor:
    who, *_ = customer.with_role(Role.CONTROLLER)
    return who


def _agree(centre: Founded, customer: Founded, since: date) -> None:
    at = midnight(since) - timedelta(days=14, hours=-9)
    (cooperation,) = centre.system.cooperations
    writer, *_ = centre.with_role(*agreements.WRITERS)
    row = agreements.draft_agreement(
        actor=writer,
        cooperation=cooperation,
        customer=customer.id,
        kind=agreements.DAP,
        since=since,
        content=procedures(since),
        at=at,
    )
    agreements.offer_agreement(actor=writer, agreement=row, at=at)
    for who in (_secretary(centre), _secretary(customer)):
        agreements.sign_agreement(actor=who, agreement=row, at=at)


def _hand_over(view: agreements.DeliveryView, people: dict[Any, Actor], place: int, now: datetime) -> None:
    """A fixed pattern by line, month and municipality: one in four late, one in seven sent back first."""
    story = view.line.number + view.planned.month + place
    late = 2 if story % 4 == 0 else 0
    at = midnight(view.due) + timedelta(days=late - 1, hours=10)
    if late and timezone.localdate(now) - view.due < STILL_OPEN:
        return
    owes, awaits = people[view.owed_by], people[view.awaited_by]
    where: dict[str, Any] = {
        "agreement": view.agreement_id,
        "line": view.line.number,
        "planned": view.planned,
    }
    if story % 7 == 0 and at < now:
        before = at - timedelta(days=1)
        agreements.hand_over(actor=owes, note="Eerste versie", at=before, **where)
        agreements.send_delivery_back(
            actor=awaits, reason="Het blad met toelagen ontbreekt.", at=before + timedelta(hours=4), **where
        )
    if at < now:
        agreements.hand_over(actor=owes, note="", at=at, **where)
    if at + timedelta(hours=24) < now:
        agreements.receive_delivery(actor=awaits, at=at + timedelta(hours=24), **where)
