"""Orders: one in each state, with a receipt and its slip."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone
from tests.architecture.isolation.side import Side
from tests.world import receipt

from bodemplaat.capabilities.orders import api as orders
from bodemplaat.foundation.documents.api import inspect


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
            orders.OrderedFrom(None, f"Leverancier {mark}"),
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
            if upto == "close":
                orders.close_order(actor=w.clerk, order=order, reason=f"Klaar {mark}", at=w.at)
