"""The pages of an organisation's own invoices: details, a draft, issuing by a colleague, and taking it along."""

import html
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from tests.capabilities.sales.selling import LINE, draft, issued, seen, set_up
from tests.pages import SignedIn
from tests.world import World

from bodemplaat.capabilities.sales import api as sales
from bodemplaat.surfaces.sales.forms import MOST_ON_PAGE


def text_of(answer: Any) -> str:
    return html.unescape(" ".join(answer.content.decode().split()))


def typed(customer: UUID, **changes: Any) -> dict[str, Any]:
    line = {"name": "Advies", "quantity": "1,5", "unit": "HUR", "price": "100,00", "vat": "S21", "reason": ""}
    form = {"customer": str(customer), "reference": "KP-1200", "key": "abc", "count": "4"}
    return form | {f"line1-{name}": each for name, each in line.items()} | changes


def test_what_stands_on_invoices_is_filled_in_first(world: World, signed_in: SignedIn) -> None:
    clerk = signed_in(world.clerk)
    assert "Vul eerst in wat er op uw facturen staat" in text_of(clerk.get(reverse("sales:list")))
    wrong = clerk.post(reverse("sales:own"), {"name": "Centrum", "kvk": "123"})
    assert wrong.status_code == 422
    assert "Een KvK-nummer heeft acht cijfers" in text_of(wrong)
    clerk.post(
        reverse("sales:own"), {"name": "Centrum", "kvk": "12 34 56 78", "account": "NL91 ABNA 0417 1643 00"}
    )
    kept = sales.own_details(actor=world.clerk)
    assert kept is not None
    assert (kept.kvk, kept.account) == ("12345678", "NL91ABNA0417164300")
    answer = clerk.post(
        reverse("sales:new_customer"), {"about": str(world.first.id), "name": "Nederlek", "days_to_pay": "14"}
    )
    assert answer.status_code == 302
    (customer,) = sales.customers(actor=world.clerk)
    assert (customer.about, customer.details.days_to_pay) == (world.first.id, 14)
    page = text_of(clerk.get(reverse("sales:parties")))
    assert "Nederlek" in page
    change = reverse("sales:customer", args=[customer.id])
    assert (
        clerk.post(change, {"name": "Nederlek", "town": "Bergambacht", "days_to_pay": "30"}).status_code
        == 302
    )
    assert sales.customers(actor=world.clerk)[0].details.town == "Bergambacht"


def test_an_invoice_goes_from_a_draft_to_a_file(world: World, signed_in: SignedIn) -> None:
    customer = set_up(world)
    clerk, kim = signed_in(world.clerk), signed_in(world.kim)
    answer = clerk.post(reverse("sales:new"), typed(customer))
    (row,) = sales.sales_invoices(actor=world.clerk, narrow=sales.SalesFilter()).rows
    page = reverse("sales:invoice", args=[row.id])
    assert answer["Location"] == page
    shown = text_of(clerk.get(page))
    assert "Factuur (concept)" in shown
    assert "Een collega stelt de factuur vast" in shown
    assert clerk.post(page, {"action": "issue"}).status_code == 409
    assert clerk.get(reverse("sales:ubl", args=[row.id])).status_code == 404
    assert kim.post(page, {"action": "issue"}).status_code == 302
    assert "2026-00001" in text_of(clerk.get(page))
    ubl, paper = (clerk.get(reverse(f"sales:{name}", args=[row.id])) for name in ("ubl", "paper"))
    assert b"<cbc:ID>2026-00001</cbc:ID>" in ubl.content
    assert paper.content.startswith(b"%PDF")
    assert paper["Content-Disposition"].endswith('2026-00001.pdf"')
    assert clerk.get(reverse("sales:change", args=[row.id])).status_code == 302


def test_a_credit_note_begins_as_the_whole_invoice(world: World, signed_in: SignedIn) -> None:
    made = issued(world, set_up(world))
    clerk = signed_in(world.clerk)
    answer = clerk.post(reverse("sales:invoice", args=[made]), {"action": "credit"})
    form = text_of(clerk.get(answer["Location"]))
    assert "Creditnota (concept)" in form
    (note,) = seen(world, made).credited_by
    assert seen(world, note[0]).content.lines == seen(world, made).content.lines


def test_more_lines_keep_what_was_typed(world: World, signed_in: SignedIn) -> None:
    customer = set_up(world)
    answer = signed_in(world.clerk).post(reverse("sales:new"), typed(customer, more="1"))
    assert answer.status_code == 200
    assert answer.content.count(b'name="line8-name"') == 1
    assert b'value="Advies"' in answer.content
    assert sales.sales_invoices(actor=world.clerk, narrow=sales.SalesFilter()).count == 0


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"line1-price": ""}, "Vul een prijs in"),
        ({"line1-vat": "E"}, "waarom er geen btw is"),
        ({"line1-quantity": "1,23456"}, "ten hoogste 4 decimalen"),
        ({"customer": ""}, "Kies een klant"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_kept(
    world: World, signed_in: SignedIn, changes: dict[str, str], told: str
) -> None:
    answer = signed_in(world.clerk).post(reverse("sales:new"), typed(set_up(world)) | changes)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert sales.sales_invoices(actor=world.clerk, narrow=sales.SalesFilter()).count == 0


def test_the_list_is_narrowed_and_a_draft_thrown_away(world: World, signed_in: SignedIn) -> None:
    customer = set_up(world)
    issued(world, customer)
    other = draft(world, customer, key="twee")
    clerk = signed_in(world.clerk)
    assert "2026-00001" not in text_of(clerk.get(reverse("sales:list"), {"state": "draft"}))
    assert "2026-00001" in text_of(clerk.get(reverse("sales:list"), {"q": "Nederlek", "jaar": "2026"}))
    assert "Geen factuur" in text_of(clerk.get(reverse("sales:list"), {"q": "niemand"}))
    clerk.post(reverse("sales:invoice", args=[other]), {"action": "discard"})
    assert sales.sales_invoices(actor=world.clerk, narrow=sales.SalesFilter()).count == 1
    assert clerk.post(reverse("sales:invoice", args=[other]), {"action": "issue"}).status_code == 404


def test_a_draft_with_something_missing_says_what(world: World, signed_in: SignedIn) -> None:
    customer = sales.keep_customer(actor=world.clerk, details=sales.PartyDetails("Bakkerij"), at=world.at)
    made = draft(world, customer)
    shown = text_of(signed_in(world.kim).get(reverse("sales:invoice", args=[made])))
    assert "Vul eerst de gegevens van uw eigen organisatie in" in shown
    assert "postcode" in shown
    assert "Vaststellen" not in shown


def test_nobody_else_sees_them(world: World, signed_in: SignedIn) -> None:
    made = issued(world, set_up(world))
    for who in (world.payer, world.first.carla):
        for name in ("invoice", "ubl", "paper"):
            assert signed_in(who).get(reverse(f"sales:{name}", args=[made])).status_code in (403, 404)


def test_a_draft_with_more_lines_than_a_page_holds_is_not_changed_there(
    world: World, signed_in: SignedIn
) -> None:
    many = [replace(LINE, name=f"Dienst {number}") for number in range(MOST_ON_PAGE + 1)]
    made = draft(world, set_up(world), *many)
    clerk = signed_in(world.clerk)
    page, change = reverse("sales:invoice", args=[made]), reverse("sales:change", args=[made])
    said = text_of(clerk.get(page))
    assert "meer dan 200 regels" in said
    assert change not in said
    for answer in (clerk.get(change), clerk.post(change, typed(seen(world, made).content.customer))):
        assert (answer.status_code, answer.headers["Location"]) == (302, page)
    assert len(seen(world, made).content.lines) == len(many)
