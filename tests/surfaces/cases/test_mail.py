"""What was mailed and is in no case, by what people press: the desk's list, one message, and the addresses."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.capabilities.mailbox.letters import BASE, DESK, advice, email_of, letter, taken
from tests.surfaces.cases.conftest import SignedIn
from tests.world import MONDAY, World, receipt

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.mailbox import api as mailbox

LIST, ADDRESSES = reverse("cases:mail_list"), reverse("cases:mail_addresses")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture(autouse=True)
def advised(world: World, settings: Any) -> UUID:
    settings.MAIL_FOLDER, settings.MAIL_ADDRESS = "/nergens", BASE
    return advice(world)


def waiting(world: World) -> str:
    (row,) = mailbox.mail_at_desk(actor=world.clerk)[mailbox.MailState.WAITING]
    return reverse("cases:mail", args=[row.id])


def test_a_case_that_came_by_mail_says_so_and_folds_what_it_repeats(
    world: World, signed_in: SignedIn
) -> None:
    repeated = "Klopt dit?\n\nOn Mon, Nov 3, 2025 at 10:00 AM Desk <d@e.nl> wrote:\n\n> Your balance is 32."
    taken(letter(email_of(world.first.anna), repeated), timezone.now())
    (row,) = cases.my_cases(actor=world.first.anna, at=timezone.now())
    for who, page in ((world.clerk, "cases:desk_case"), (world.first.anna, "cases:case")):
        shown = text(signed_in(who).get(reverse(page, args=[row.id])))
        assert "Received: E-mail" in shown
        folded = shown.index("Earlier text that this e-mail repeats")
        assert shown.index("Klopt dit?") < folded < shown.index("Your balance is 32.")


def test_the_queue_leads_to_what_has_to_be_placed(world: World, signed_in: SignedIn, settings: Any) -> None:
    clerk = signed_in(world.clerk)
    assert "No message has to be placed." in text(clerk.get(LIST))
    taken(letter("Iemand <iemand@elders.example>"), timezone.now())
    taken(letter("robot@elders.example", Precedence="bulk"), timezone.now())
    assert LIST in text(clerk.get(reverse("cases:queue")))
    page = text(clerk.get(LIST))
    assert "One message has to be placed." in page
    assert "Nobody whom your desk works for signs in with this address." in page
    assert "A program sent it" in page
    settings.MAIL_FOLDER = ""
    assert LIST not in text(clerk.get(reverse("cases:queue")))
    assert "E-mail is not read at this installation." in text(clerk.get(LIST))


def test_a_clerk_finds_whose_it_is_and_makes_a_case(world: World, signed_in: SignedIn, advised: UUID) -> None:
    made = letter("prive@thuis.example", "Hoeveel verlof?")
    made.add_attachment(receipt(), maintype="image", subtype="jpeg", filename="p.jpg")
    taken(made, timezone.now())
    clerk, address = signed_in(world.clerk), waiting(world)
    name = world.first.anna.person_name
    looked = text(clerk.get(f"{address}?organisation={world.first.id}&q={name.split()[0]}"))
    assert name in looked
    chosen = text(clerk.get(f"{address}?person={world.first.anna.person}"))
    assert f"For {name}, Nederlek." in chosen
    assert [page.count('<details class="details" open') for page in (looked, chosen)] == [1, 1]
    unsaid = clerk.post(address, {"act": "make"})
    assert unsaid.status_code == 409
    assert "Choose whose message it is" in text(unsaid)
    sent = {"act": "make", "person": str(world.first.anna.person), "service": str(advised)}
    done = text(clerk.post(address, sent, follow=True))
    assert "The message is in the case." in done
    assert "p.jpg" in done
    assert clerk.post(address, sent).status_code == 409


def test_a_clerk_puts_it_with_a_case_or_throws_it_away(world: World, signed_in: SignedIn) -> None:
    taken(letter(email_of(world.first.anna)), timezone.now())
    (row,) = cases.my_cases(actor=world.first.anna, at=timezone.now())
    clerk = signed_in(world.clerk)
    taken(letter("bank@elders.example", "Wij missen de datum."), timezone.now())
    address = waiting(world)
    assert clerk.post(address, {"act": "put", "number": ""}).status_code == 422
    wrong = clerk.post(address, {"act": "put", "number": "Z2026-999999"})
    assert wrong.status_code == 409
    placed = text(clerk.post(address, {"act": "put", "number": row.number}, follow=True))
    own = text(signed_in(world.first.anna).get(reverse("cases:case", args=[row.id])))
    for page in (placed, own):
        assert "E-mail from bank@elders.example" in page
        assert f"put here by {world.clerk.person_name}" in page
    taken(letter("reclame@elders.example", "Koop nu!"), timezone.now())
    address = waiting(world)
    assert clerk.post(address, {"act": "throw", "words": ""}).status_code == 422
    assert "The message is thrown away." in text(
        clerk.post(address, {"act": "throw", "words": "Advert"}, follow=True)
    )
    gone = text(clerk.get(address))
    assert "Advert" in gone
    assert "Koop nu!" not in gone
    assert "Throw it away" not in gone
    assert clerk.post(address, {"act": "anders"}).status_code == 409


def test_whoever_keeps_the_agreement_arranges_the_addresses(
    world: World, signed_in: SignedIn, advised: UUID
) -> None:
    manager = signed_in(world.contract_manager)
    page = text(manager.get(ADDRESSES))
    assert DESK in page
    assert "Everybody whom the desk works for" in page
    assert ADDRESSES in text(manager.get(reverse("services:kept")))
    new = {"address": "Vlist@ssc.example", "service": str(advised), "customer": str(world.second.id)}
    assert "vlist@ssc.example" in text(manager.post(ADDRESSES, new, follow=True))
    assert manager.post(ADDRESSES, new).status_code == 409
    assert manager.post(ADDRESSES, {**new, "address": "niets"}).status_code == 422
    (first, *_) = mailbox.mail_addresses(actor=world.contract_manager, on=timezone.localdate())
    ended = text(manager.post(ADDRESSES, {"end": str(first.id)}, follow=True))
    assert "The address leads nowhere any more." in ended
    assert signed_in(world.clerk).get(ADDRESSES).status_code == 403
    assert signed_in(world.first.ad).get(ADDRESSES).status_code == 403


def test_an_address_for_invoices_is_of_one_organisation(
    world: World, signed_in: SignedIn, advised: UUID
) -> None:
    manager = signed_in(world.contract_manager)
    new = {"address": "facturen@ssc.example", "service": "facturen", "customer": ""}
    refused = manager.post(ADDRESSES, new)
    assert refused.status_code == 422
    assert "Choose the organisation whose invoices are mailed there." in text(refused)
    made = text(manager.post(ADDRESSES, {**new, "customer": str(world.second.id)}, follow=True))
    assert "Invoices that are mailed there are taken in from now on." in made
    assert "Invoices that suppliers send" in made
    *_, row = sorted(
        mailbox.mail_addresses(actor=world.contract_manager, on=timezone.localdate()),
        key=lambda each: each.service is None,
    )
    assert (row.service, row.customer) == (None, world.second.id)


def test_a_clerk_takes_in_the_invoice_of_a_mail_that_waits(
    world: World, signed_in: SignedIn, advised: UUID
) -> None:
    to = "facturen@ssc.example"
    mailbox.make_invoice_address(
        actor=world.contract_manager, address=to, customer=world.second.id, at=MONDAY
    )
    made = letter("noreply@kabels.example", "Zie bijlage", to, Auto_Submitted="auto-replied")
    made.add_attachment(b"%PDF-1.4 scan", maintype="application", subtype="pdf", filename="f.pdf")
    taken(made)
    clerk = signed_in(world.clerk)
    (row,) = mailbox.mail_at_desk(actor=world.clerk)[mailbox.MailState.REFUSED]
    address = reverse("cases:mail", args=[row.id])
    shown = text(clerk.get(address))
    assert "Take in what came with it as invoices" in shown
    without = clerk.post(address, {"act": "take", "customer": ""})
    assert without.status_code == 409
    assert "Choose for which organisation the invoices are." in text(without)
    page = text(clerk.post(address, {"act": "take", "customer": str(world.second.id)}, follow=True))
    assert "1 invoice is taken in, with this e-mail." in page
    assert "From and for the supplier" in page
    assert "noreply@kabels.example" in page
    assert "Take in what came with it as invoices" not in text(clerk.get(address))


def test_the_whole_message_is_saved_from_the_page_of_its_invoice(world: World, signed_in: SignedIn) -> None:
    to = "facturen@ssc.example"
    mailbox.make_invoice_address(actor=world.contract_manager, address=to, customer=world.first.id, at=MONDAY)
    made = letter("post@kabels.example", "Zie bijlage", to)
    made.add_attachment(b"%PDF-1.4 scan", maintype="application", subtype="pdf", filename="f.pdf")
    taken(made)
    (row,) = invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter()).rows
    (kept,) = invoices.letters_of_invoice(actor=world.clerk, invoice=row.id)
    clerk = signed_in(world.clerk)
    answer = clerk.get(reverse("invoices:message", args=[row.id, kept.id]))
    assert (b"".join(answer) if answer.streaming else answer.content) == made.as_bytes()
    assert answer["Content-Disposition"].startswith("attachment")
    assert clerk.get(reverse("invoices:message", args=[row.id, row.id])).status_code == 404
