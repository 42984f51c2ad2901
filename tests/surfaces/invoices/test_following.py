"""The page on which a supplier follows an invoice, and what a clerk does about it, by what people press."""

from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.capabilities.invoices.post import WRONG, bill, receive, seen
from tests.surfaces.invoices.conftest import SignedIn
from tests.world import World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.foundation.access.counting import MOST_GUESSES


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def reader() -> Client:
    """Somebody without an account, reading English."""
    return Client(headers={"accept-language": "en"})


def address(invoice: UUID) -> str:
    key = invoices.link_key(invoice=invoice, at=timezone.now())
    return reverse("follow_invoice:invoice", args=[key])


def test_without_an_account_one_invoice_is_shown_and_nothing_else(world: World) -> None:
    one = receive(world, bill("KL-10001"), at=timezone.now()).invoice
    receive(world, bill("KL-10002"), at=timezone.now())
    answer = reader().get(address(one))
    page = text(answer)
    assert answer.status_code == 200
    assert "KL-10001" in page
    assert "KL-10002" not in page
    assert "Being approved" in page
    assert "NL91" not in page
    assert (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"]) == (
        "no-store",
        "no-referrer",
        "noindex",
    )
    assert reader().post(address(one)).status_code == 405
    reader().get(address(one))
    opened = [each.act for each in seen(world, one).timeline].count(invoices.InvoiceAct.PAGE_OPENED)
    assert opened == 1


def test_a_clerk_who_looks_as_the_supplier_does_is_not_noted(world: World, signed_in: SignedIn) -> None:
    one = receive(world, bill("KL-10001"), at=timezone.now()).invoice
    assert signed_in(world.clerk).get(address(one)).status_code == 200
    assert invoices.InvoiceAct.PAGE_OPENED not in [each.act for each in seen(world, one).timeline]


def test_one_that_went_back_says_what_is_wrong_in_it(world: World) -> None:
    one = receive(world, bill("KL-10001"), WRONG, at=timezone.now()).invoice
    assert "KvK number" not in text(reader().get(address(one)))
    invoices.send_invoice_back(actor=world.clerk, invoice=one, words="Gemaild", at=timezone.now())
    page = text(reader().get(address(one)))
    assert "Waits for you" in page
    assert "KvK number" in page
    assert "Gemaild" not in page


def test_who_tries_many_links_is_shown_none(world: World) -> None:
    one = receive(world, bill("KL-10001"), at=timezone.now()).invoice
    client = reader()
    for _ in range(MOST_GUESSES + 1):  # not even a guess
        assert client.get(reverse("follow_invoice:invoice", args=["geraden"])).status_code == 404
    wrong = f"{address(one)[:-4]}AAA/"
    for _ in range(MOST_GUESSES):
        answer = client.get(wrong)
        assert answer.status_code == 404
        assert "This link opens nothing" in text(answer)
    assert client.get(address(one)).status_code == 429
    assert reader().get(address(one), REMOTE_ADDR="10.1.2.3").status_code == 200


def test_a_clerk_sees_the_link_ends_it_and_notes_a_reminder(world: World, signed_in: SignedIn) -> None:
    one = receive(world, bill("KL-10001"), WRONG, at=timezone.now()).invoice
    clerk, page = signed_in(world.clerk), reverse("invoices:invoice", args=[one])
    shown = clerk.get(page)
    link = shown.context["where"]
    assert f"/leverancier/{one.hex}." in link
    assert link in shown.context["reply"].body
    path = link[link.index("/leverancier/") :]
    assert reader().get(path).status_code == 200
    assert "No link that was made before now" in text(clerk.post(page, {"act": "end_links"}, follow=True))
    assert reader().get(path).status_code == 404
    assert clerk.post(page, {"act": "remind", "words": ""}).status_code == 422
    today = timezone.localdate()
    filled = {
        "act": "remind",
        "words": "Brief van 3 november",
        "level": "demand",
        "day": today.isoformat(),
        "claimed": "52.50",
    }
    noted = text(clerk.post(page, filled, follow=True))
    assert "Claimed beside the invoice" in noted
    assert "52.50" in noted
    assert "Demand of" in noted
    assert "Demand" in text(clerk.get(reverse("invoices:list"), {"approval": "reminded"}))
    assert "It is noted that the supplier asked for it." in noted
    assert "The supplier asked for it once." in noted
    assert "Brief van 3 november" in noted
    assert signed_in(world.first.anna).post(page, {"act": "end_links"}).status_code == 403


def test_the_letter_of_a_dispute_has_the_link(world: World, signed_in: SignedIn) -> None:
    one = receive(world, bill("KL-10001"), at=timezone.now()).invoice
    now = timezone.now()
    invoices.dispute_invoice(actor=world.clerk, invoice=one, reason="Tien dozen te weinig", at=now)
    shown = signed_in(world.clerk).get(reverse("invoices:invoice", args=[one]))
    assert shown.context["where"] in shown.context["dispute"]["letter"].body
    page = text(reader().get(address(one)))
    assert "Disputed" in page
    assert "Tien dozen te weinig" in page
