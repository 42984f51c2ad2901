"""Orders: one in each state, with a receipt and its slip, and a credit note that is linked to one."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.utils import timezone
from tests.architecture.isolation.side import Side
from tests.formats.invoices.samples import SUPPLIER
from tests.world import receipt

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.orders import api as orders
from bodemplaat.foundation.documents.api import inspect
from bodemplaat.kernel import Euro


def order_something(side: Side) -> None:
    """At both municipalities: a draft, one that waits, one back with a question, one that came in part, one over."""
    w, mark = side.world, side.mark
    today = timezone.localdate(w.at)
    for hall in (w.first, w.second):
        line = orders.Ordered(
            f"Regel {mark}",
            Decimal(side.euros),
            f"st {mark}"[:20],
            Decimal(1),
            orders.VatKind.GENERAL,
            "0.4",
            "6100",
            today,
        )
        content = orders.OrderContent(
            f"Bestelling {mark}",
            orders.OrderedFrom(None, f"Leverancier {mark}", SUPPLIER.kvk),
            hall.unit,
            (line, replace(line, text=f"Tweede {mark}")),
        )
        for upto in ("draft", "ask", "return", "receive", "close"):
            order = orders.draft_order(
                actor=w.clerk, organisation=hall.id, order=uuid4(), content=content, at=w.at
            )
            if upto != "draft":
                orders.ask_for_order(actor=w.clerk, order=order, seen_round=1, at=w.at)
            holder = hall.piet  # nobody is budget holder there: the fallback decides
            if upto == "return":
                orders.return_order(
                    actor=holder, order=order, seen_round=1, question=f"Voor wie {mark}", at=w.at
                )
            if upto in ("receive", "close"):
                orders.approve_order(actor=holder, order=order, seen_round=1, words=f"Goed {mark}", at=w.at)
                orders.place_order(actor=w.clerk, order=order, words=f"Gemaild {mark}", at=w.at)
            if upto == "receive":
                (first, _) = orders.order_view(actor=w.clerk, order=order, on=today).lines
                orders.note_receipt(
                    actor=hall.anna,
                    order=order,
                    receipt=uuid4(),
                    quantities={first.id: Decimal(1)},
                    came_on=today,
                    words=f"Kwam {mark}",
                    evidence=inspect(f"pakbon-{mark}.jpg", receipt("white", (44, side.euros % 50 + 30))),
                    at=w.at,
                )
                if hall is w.first:
                    _link_the_credit_note(side, order)
            if upto == "close":
                orders.close_order(actor=w.clerk, order=order, reason=f"Klaar {mark}", at=w.at)


def _link_the_credit_note(side: Side, order: UUID) -> None:
    """Of the supplier, with an order of it, and once more with a reason; and a rule about that, and another that waits."""
    w, mark = side.world, side.mark
    narrow = invoices.InvoiceFilter(organisation=w.first.id, text=f"C1-{mark}")
    (note,) = invoices.invoices_at_desk(actor=w.clerk, narrow=narrow).rows
    first, *_ = orders.order_view(actor=w.clerk, order=order, on=timezone.localdate(w.at)).lines
    invoices.link_invoice(actor=w.clerk, invoice=note.id, order=order, lines={}, at=w.at)
    invoices.link_invoice(
        actor=w.clerk,
        invoice=note.id,
        order=order,
        lines={1: first.id},
        reason=f"Toch deze regel {mark}",
        at=w.at,
    )
    for number, hall in enumerate((w.first, w.first, w.second)):
        proposal = invoices.propose_order_match(
            actor=hall.ad,
            rule=invoices.MatchRule(number + 1, Euro(side.euros)),
            since=timezone.localdate(w.at) + timedelta(days=500 + number),
            reason=f"Andere afwijking {mark}",
            at=w.at,
        )
        if not number:
            invoices.ORDER_MATCHES.confirm(actor=hall.carla, which=proposal, at=w.at)
