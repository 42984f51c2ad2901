"""Orders of the first municipality: a draft, one that waits, one on its way, one that came in part, and one that is over."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid4

from django.utils import timezone

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.orders import api as orders
from bodemplaat.foundation.organisations.api import units_of
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance
from bodemplaat.rehearsal.demo.invoicing import GREEN, OFFICE, SOFTWARE

SUPPLIERS: Final = {each.vat: each for each in (OFFICE, GREEN, SOFTWARE)}
PLAN: Final = (
    (OFFICE.vat, "Kopieerpapier", "Kopieerpapier A4", "40", "doos", "24.50", 3, "partly"),
    (SOFTWARE.vat, "Licentie belastingpakket", "Licentie, een jaar", "1", "", "7200.00", 20, "placed"),
    (OFFICE.vat, "Bureaustoelen", "Bureaustoel, verstelbaar", "12", "stuk", "289.00", 30, "asked"),
    (OFFICE.vat, "Toner voor de printers", "Toner, zwart", "15", "stuk", "61.75", 25, "draft"),
    (OFFICE.vat, "Enveloppen", "Envelop C5 met venster", "2000", "stuk", "0.0325", -20, "closed"),
)
"""Supplier, subject, what, how many, unit, price, in how many days it is expected, and how far it is."""


def order(alliance: FoundedAlliance, *, now: datetime) -> None:
    """Let a clerk order for the first municipality, in the days before ``now``; doing it again changes nothing."""
    hall = alliance.municipalities[0]
    clerk, second, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    today = timezone.localdate(now)
    if orders.order_counts(actor=clerk, organisation=hall.id):
        return
    register = invoices.suppliers_at_desk(
        actor=clerk, narrow=invoices.SupplierFilter(organisation=hall.id), count=200
    ).rows
    known = {
        each.vat: orders.OrderedFrom(each.id, each.name, each.kvk, each.oin, each.vat) for each in register
    }
    unit = units_of(actor=clerk, organisation=hall.id)[0].id
    for vat, subject, what, quantity, measure, price, days, upto in PLAN:
        supplier = known.get(vat) or _by_hand(vat)
        line = orders.Ordered(
            text=what,
            quantity=Decimal(quantity),
            unit=measure,
            price=Decimal(price),
            vat=orders.VatKind.GENERAL,
            taakveld="0.4",
            cost_centre=hall.cost_centres[0],
            expected_on=today + timedelta(days=days),
        )
        written = orders.draft_order(
            actor=clerk,
            organisation=hall.id,
            order=uuid4(),
            content=orders.OrderContent(subject, supplier, unit, (line,)),
            at=now - timedelta(days=6),
        )
        if upto != "draft":
            _go_on(hall, written, clerk=clerk, second=second, upto=upto, now=now)


def _go_on(hall: Founded, order: UUID, *, clerk: Actor, second: Actor, upto: str, now: datetime) -> None:
    asked_at, today = now - timedelta(days=5), timezone.localdate(now)
    orders.ask_for_order(actor=clerk, order=order, seen_round=1, at=asked_at)
    if upto == "asked":
        return
    while orders.order_view(actor=clerk, order=order, on=today).row.state is orders.OrderState.ASKED:
        holder = _holder_of(hall, order, today)
        orders.approve_order(actor=holder, order=order, seen_round=1, words="Nodig", at=asked_at)
    orders.place_order(actor=clerk, order=order, words="Gemaild naar de verkoop", at=asked_at)
    if upto == "placed":
        return
    (line,) = orders.order_view(actor=second, order=order, on=today).lines
    part = line.quantity if upto == "closed" else line.quantity * 3 / 4
    employee, *_ = hall.with_role(Role.EMPLOYEE)
    orders.note_receipt(
        actor=employee,
        order=order,
        receipt=uuid4(),
        quantities={line.id: part},
        came_on=today - timedelta(days=1),
        words="De rest komt volgende week" if upto == "partly" else "",
        at=now - timedelta(hours=20),
    )
    if upto == "closed":
        orders.close_order(actor=clerk, order=order, reason="Alles is er, en de factuur is betaald", at=now)


def _by_hand(vat: str) -> orders.OrderedFrom:
    supplier = SUPPLIERS[vat]
    return orders.OrderedFrom(None, supplier.name, supplier.kvk, "", supplier.vat)


def _holder_of(hall: Founded, order: UUID, on: date) -> Actor:
    for actor in hall.people.values():
        if order in {each.id for each in orders.orders_to_decide(actor=actor, on=on)}:
            return actor
    raise LookupError(f"nobody of {hall.name} can decide on the order")


def order_and_read_back(alliance: FoundedAlliance, *, now: datetime) -> Iterator[Fact]:
    """The same, and what must be true of it afterwards; also when it is done again."""
    clerk, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    on = timezone.localdate(now)
    order(alliance, now=now)
    order(alliance, now=now)
    page = orders.orders_at_desk(actor=clerk, narrow=orders.OrderFilter(), sort="number", on=on)
    states = Counter(each.state.value for each in page.rows)
    yield Fact(
        "five orders are a draft, one that waits, one on its way, one that came in part and one that is over",
        states == Counter(("draft", "asked", "placed", "partly", "closed")),
    )
    numbers = [each.number for each in page.rows]
    year = timezone.localdate(now - timedelta(days=6)).year
    yield Fact(
        "orders are numbered without gaps",
        numbers == [f"B{year}-{n:05}" for n in range(1, len(PLAN) + 1)],
    )
    partly = [each for each in page.rows if each.state is orders.OrderState.PARTLY]
    yield Fact(
        "of the paper three quarters came, to the cent",
        [(each.net, each.received) for each in partly] == [(Euro.of("980"), Euro.of("735"))],
    )
    waiting = orders.orders_to_receive(actor=alliance.municipalities[0].with_role(Role.EMPLOYEE)[0], on=on)
    yield Fact("an employee sees the two orders that have still to come", len(waiting) == 2)
