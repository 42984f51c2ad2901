"""Dividing an invoice into parts on its page, and how its clerk, its budget holder and its supplier see them."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.capabilities.invoices.paid import PAY_ON, approved, ask_all, noon, set_up
from tests.capabilities.invoices.post import receive
from tests.capabilities.invoices.test_approving import code, part
from tests.capabilities.invoices.test_dividing import (
    BLOCKED,
    blocked_confirmed,
    pay_out,
    with_shares,
)
from tests.surfaces.invoices.conftest import SignedIn
from tests.surfaces.invoices.test_approving import page, text
from tests.world import World
from time_machine import travel

from bodemplaat.capabilities.invoices import api as invoices


def filled(*rows: tuple[str, str, str, str], words: str = "Afgesproken") -> dict[str, str]:
    said = {"words": words}
    for n, (amount, due, kind, iban) in enumerate(rows):
        for name, value in (("amount", amount), ("due", due), ("kind", kind), ("iban", iban)):
            said[f"part-{n}-{name}"] = value
    return said


def test_a_clerk_divides_an_invoice_and_pays_a_part(world: World, signed_in: SignedIn) -> None:
    set_up(world)
    invoice = approved(world)
    blocked_confirmed(world)
    clerk, form = signed_in(world.clerk), page("divide", invoice)
    assert "121.00" in text(clerk.get(form))
    wrong = clerk.post(
        form, filled(("100", "2026-12-23", "usual", ""), ("20", "2026-12-23", "blocked", BLOCKED))
    )
    assert wrong.status_code == 409
    assert "they must be the same" in text(wrong)
    assert clerk.post(form, filled(("100", "", "usual", ""))).status_code == 422
    rows = (("100", "2026-12-23", "usual", ""), ("21", "2026-12-23", "blocked", BLOCKED))
    done = text(clerk.post(form, filled(*rows, ("", "", "usual", "")), follow=True))
    assert "It is paid in these parts, each once." in done
    assert "G-account (blocked)" in done
    with travel(noon(PAY_ON), tick=False):
        clerk = signed_in(world.clerk)
        view = invoices.division_view(actor=world.clerk, invoice=invoice, on=PAY_ON)
        sent = {"act": "pay_part", "part": str(view.parts[1].id), "words": "Nu", "account": BLOCKED}
        assert clerk.post(page("invoice", invoice), sent | {"words": ""}).status_code == 422
        assert clerk.post(page("invoice", invoice), sent | {"part": "x"}).status_code == 404
        assert "Waits for a batch" in text(clerk.post(page("invoice", invoice), sent, follow=True))
        assert clerk.get(form).status_code == 302
    ask_all(world, PAY_ON)
    pay_out(world, PAY_ON, "S1")
    assert "Paid" in text(clerk.get(reverse("invoices:list")))
    assert signed_in(world.first.anna).get(form).status_code == 403


def test_budget_holder_and_supplier_see_the_parts(world: World, signed_in: SignedIn) -> None:
    set_up(world)
    invoice = receive(world, with_shares("1", "96.80", "24.20")).invoice
    code(world, invoice, part("100.00"))
    assert "24.20" in text(signed_in(world.first.jan).get(page("decide", invoice)))
    assert "The invoice asks for this itself" in text(signed_in(world.clerk).get(page("invoice", invoice)))
    key = invoices.link_key(invoice=invoice, at=timezone.now())
    seen = text(Client(headers={"accept-language": "en"}).get(reverse("follow_invoice:invoice", args=[key])))
    assert "24.20 · G-account (blocked) · by" in seen
    assert BLOCKED not in seen
