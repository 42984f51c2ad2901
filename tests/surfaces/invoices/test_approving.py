"""Coding and approving invoices, by what people press."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from tests.capabilities.invoices.post import bill, receive
from tests.capabilities.invoices.test_approving import code, holds, leave_to_nobody, part, registered, stands
from tests.capabilities.invoices.test_budget import budgeted
from tests.formats.invoices.samples import line
from tests.surfaces.invoices.conftest import SignedIn
from tests.world import World
from time_machine import travel

from bodemplaat.capabilities.invoices import api as invoices

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
TO_DECIDE = reverse("invoices:to_decide")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page(name: str, invoice: UUID) -> str:
    return reverse(f"invoices:{name}", args=[invoice])


def sent(world: World, *lines: tuple[str, str, str], count: int = 3) -> dict[str, str]:
    form = {"unit": str(world.first.unit), "count": str(count), "vat": "compensated"}
    for n, (amount, taakveld, centre) in enumerate(lines):
        form |= {f"line-{n}-amount": amount, f"line-{n}-taakveld": taakveld, f"line-{n}-cost_centre": centre}
    return form


def test_a_clerk_codes_and_the_budget_holder_approves(world: World, signed_in: SignedIn) -> None:
    holds(world, world.first.jan, "budget_holder")
    invoice = registered(world)
    clerk, jan = signed_in(world.clerk), signed_in(world.first.jan)
    assert "No invoice waits for you." in text(jan.get(TO_DECIDE))
    assert "To be coded" in text(clerk.get(page("invoice", invoice)))
    assert "Filled in as invoice" not in text(clerk.get(page("code", invoice)))
    assert clerk.post(page("code", invoice), {"count": "x"}).status_code == 422
    wrong = clerk.post(page("code", invoice), sent(world, ("99.00", "0.4", "6100")))
    assert (wrong.status_code, "The lines add up to" in text(wrong)) == (409, True)
    assert "This field is required" not in text(wrong)
    lacks = clerk.post(page("code", invoice), sent(world, ("100.00", "", "6100")))
    assert lacks.status_code == 422
    assert 'href="#id_line-0-taakveld"' in text(lacks)
    assert 'href="#id_line-1-taakveld"' not in text(lacks)
    assert text(lacks).count("This field is required") == 2  # above the form and at its place
    done = clerk.post(page("code", invoice), sent(world, ("100.00", "0.4", "6100")), follow=True)
    assert "The invoice waits for approval." in text(done)
    assert "waits for Jan de Vries" in text(done)
    assert "Waits for approval" in text(clerk.get(reverse("invoices:list")))
    for late in (
        clerk.get(page("code", invoice), follow=True),
        clerk.post(page("code", invoice), sent(world, ("100.00", "0.1", "6100")), follow=True),
    ):
        assert late.redirect_chain == [(page("invoice", invoice), 302)]
        assert "There is nothing to code in this invoice now" in text(late)
    assert "1 invoice waits for you." in text(jan.get(TO_DECIDE))
    shown = text(jan.get(page("decide", invoice)))
    for said in ("Veenstra Kantoor B.V.", "6100", "Your decision", "What happened"):
        assert said in shown
    assert jan.get(page("decided_document", invoice)).status_code == 200
    approved = jan.post(
        page("decide", invoice), {"action": "approve", "round": "1", "words": "Klopt"}, follow=True
    )
    assert "You approved the invoice." in text(approved)
    shown = text(clerk.get(page("invoice", invoice)))
    assert "approved by Jan de Vries" in shown
    assert "Klopt" in shown
    again = jan.post(page("decide", invoice), {"action": "approve", "round": "1"})
    assert (again.status_code, "Nothing waits for you here any more" in text(again)) == (409, True)


def test_it_is_asked_back_or_refused_with_a_reason(world: World, signed_in: SignedIn) -> None:
    holds(world, world.first.jan, "budget_holder")
    first, second = registered(world), registered(world, "2")
    code(world, first)
    code(world, second)
    clerk, jan = signed_in(world.clerk), signed_in(world.first.jan)
    lacks = jan.post(page("decide", first), {"action": "return", "round": "1"})
    assert lacks.status_code == 422
    opened = re.findall(r"<details[^>]* open[^>]*>.*?</details>", lacks.content.decode(), re.DOTALL)
    assert sum("This field is required" in part for part in opened) == 1
    back = jan.post(
        page("decide", first), {"action": "return", "round": "1", "why": "Voor wie?"}, follow=True
    )
    assert "The invoice is back at the clerk with your question." in text(back)
    shown = text(clerk.get(page("invoice", first)))
    assert "Voor wie?" in shown
    assert "Code again" in shown
    refused = {"action": "refuse", "round": "1", "why": "Niet besteld"}
    assert "You refused the invoice." in text(jan.post(page("decide", second), refused, follow=True))
    assert "It went back to the supplier" in text(clerk.get(page("invoice", second)))
    stale = jan.post(page("decide", first), {"action": "approve", "round": "x"})
    assert stale.status_code == 409
    assert jan.post(page("decide", first), {"action": "iets"}).status_code == 404


def test_an_earlier_coding_is_filled_in_and_says_so(world: World, signed_in: SignedIn) -> None:
    holds(world, world.first.jan, "budget_holder")
    first = registered(world)
    code(world, first, part("100.00", "Kantoor", "0.2"))
    invoices.approve_invoice(actor=world.first.jan, invoice=first, seen_round=1, at=world.at)
    second = receive(world, bill("2", lines=(line(1, "60.00"), line(2, "40.00")))).invoice
    clerk = signed_in(world.clerk)
    shown = text(clerk.get(page("code", second)))
    assert "Filled in as invoice 1 of" in shown
    assert 'value="Kantoor"' in shown
    by_line = text(clerk.get(page("code", second) + "?lines=1"))
    assert "Filled in as" not in by_line
    assert "Part 4" in by_line
    assert stands(world, second).approval is invoices.Approval.NONE


def test_nobody_else_reads_it(world: World, signed_in: SignedIn) -> None:
    holds(world, world.first.jan, "budget_holder")
    invoice = registered(world)
    code(world, invoice)
    for who in (world.first.anna, world.clerk, world.second.jan):
        other = signed_in(who)
        for name in ("decide", "decided_document"):
            assert other.get(page(name, invoice)).status_code == 404
    assert signed_in(world.first.jan).get(page("code", invoice)).status_code == 403


def test_a_clerk_sees_what_stands_still_and_narrows_by_approval(world: World, signed_in: SignedIn) -> None:
    leave_to_nobody(world)
    clerk, listed, stuck = signed_in(world.clerk), reverse("invoices:list"), reverse("invoices:stuck")
    registered(world, "KANTOOR-1")
    invoice = registered(world, "KANTOOR-2")
    assert "On every invoice that waits for approval somebody can decide." in text(clerk.get(stuck))
    assert "nobody can decide" not in text(clerk.get(listed))
    code(world, invoice)
    assert "1 invoice waits for approval while nobody can decide on it" in text(clerk.get(listed))
    shown = text(clerk.get(stuck))
    for said in ("KANTOOR-2", "Budget holder", "Financiën", "Nobody who is there has this function"):
        assert said in shown
    shown = text(clerk.get(listed, {"approval": "asked"}))
    assert ("KANTOOR-2" in shown, "KANTOOR-1" in shown) == (True, False)
    shown = text(clerk.get(listed, {"approval": "none", "state": "registered"}))
    assert ("KANTOOR-2" in shown, "KANTOOR-1" in shown) == (False, True)
    assert "KANTOOR-1" in text(clerk.get(listed, {"approval": "iets"})), "what cannot be read narrows nothing"
    assert signed_in(world.first.jan).get(stuck).status_code == 403


def test_what_the_budget_has_is_shown_and_what_goes_beyond_it_is_asked_again(
    world: World, signed_in: SignedIn
) -> None:
    holds(world, world.first.jan, "budget_holder")
    budgeted(world, "80,00")
    clerk, jan, invoice = signed_in(world.clerk), signed_in(world.first.jan), registered(world)
    form = sent(world, ("100.00", "0.4", "6100"))
    assert "What the budget of" not in text(clerk.get(page("code", invoice)))
    with travel(NOON, tick=False):
        clerk, jan = signed_in(world.clerk), signed_in(world.first.jan)
        looked = clerk.post(page("code", invoice), form | {"action": "look"})
        for said in ("80.00 left, this asks", "20.00 too much", "This is a warning"):
            assert said in text(looked)
        assert stands(world, invoice).may_code
        warned = clerk.post(page("code", invoice), form)
        assert (warned.status_code, "Ask for approval all the same" in text(warned)) == (200, True)
        assert 'href="#asked-of-budget"' in text(warned), (
            "above the form, from which the figures are far away"
        )
        assert stands(world, invoice).may_code
        done = clerk.post(page("code", invoice), form | {"beyond": "seen"}, follow=True)
        assert "The invoice waits for approval." in text(done)
        shown = text(jan.get(page("decide", invoice)))
        assert "What the budget of 2026 has" in shown
        assert "20.00 too much" in shown
        jan.post(page("decide", invoice), {"action": "approve", "round": "1"})
        fits = clerk.post(
            page("code", registered(world, "2")), sent(world, ("100.00", "0.1", "6100")) | {"action": "look"}
        )
        assert "What the budget of 2026 has" in text(fits)
