"""Invoices at the desk, by what people press: taking files in, the list and its file, one invoice and what becomes of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from tests.capabilities.invoices.post import HOUR, OTHER, WRONG, bill, receive
from tests.capabilities.invoices.test_receiving import organisations_oin
from tests.formats.invoices.samples import line
from tests.surfaces.invoices.conftest import SignedIn
from tests.world import MONDAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.formats.invoices import write_ubl
from bodemplaat.formats.invoices.values import Attachment
from bodemplaat.surfaces.invoices.listing import pay_by
from bodemplaat.surfaces.invoices.reply import reply_to

LIST, NEW, EXPORT = reverse("invoices:list"), reverse("invoices:new"), reverse("invoices:export")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def page_of(invoice: Any) -> str:
    return reverse("invoices:invoice", args=[invoice])


def rows(world: World) -> tuple[invoices.InvoiceRow, ...]:
    return invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter()).rows


def test_files_are_taken_in_each_for_itself(world: World, signed_in: SignedIn) -> None:
    pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
    pytest.importorskip("facturx", reason="the extra einvoice is not installed")
    clerk = signed_in(world.clerk)
    assert "No invoice has come in yet" in text(clerk.get(LIST))
    assert "For which organisation" in text(clerk.get(NEW))
    good = write_ubl(bill("1"))
    sent = {
        "organisation": str(world.first.id),
        "invoices": [file("goed.xml", good), file("scan.pdf", b"%PDF-1.4 x"), file("leeg.xml", b"")],
    }
    shown = text(clerk.post(NEW, sent, follow=True))
    assert "1 invoice is registered." in shown
    assert "1 file is kept and waits" in shown
    assert "leeg.xml: This file is empty." in shown
    assert {each.file_name for each in rows(world)} == {"goed.xml", "scan.pdf"}
    again = text(clerk.post(NEW, {**sent, "invoices": [file("nogmaals.xml", good)]}, follow=True))
    assert "1 file was here already; nothing was changed." in again
    assert "Veenstra Kantoor B.V." in again
    assert len(rows(world)) == 2


def test_what_is_not_filled_in_is_asked_for(world: World, signed_in: SignedIn) -> None:
    clerk = signed_in(world.clerk)
    nothing = clerk.post(NEW, {})
    assert nothing.status_code == 422
    assert "Choose one or more invoices." in text(nothing)
    many = {"organisation": str(world.first.id), "invoices": [file(f"{n}.xml", b"<a/>") for n in range(21)]}
    assert "Choose at most 20 files at once." in text(clerk.post(NEW, many))
    elsewhere = {"organisation": str(world.provider.int), "invoices": [file("a.xml", b"<a/>")]}
    assert clerk.post(NEW, elsewhere).status_code == 422
    assert rows(world) == ()


def test_the_list_is_narrowed_sorted_and_exported_as_it_is_shown(world: World, signed_in: SignedIn) -> None:
    receive(world, bill("A-1"), at=MONDAY - 48 * HOUR)
    receive(world, bill("B-2", supplier=OTHER, lines=(line(1, "900.00"),)), WRONG, at=MONDAY - 24 * HOUR)
    receive(world, bill("C-3", type_code="381"), organisation=world.second.id)
    clerk = signed_in(world.clerk)
    shown = text(clerk.get(LIST))
    assert "1 invoice waits for you." in shown
    assert shown.index("C-3") < shown.index("B-2") < shown.index("A-1")
    assert "1 thing wrong" in shown
    assert "credit note" in shown
    for query, kept in (
        ("?state=waiting", {"B-2"}),
        ("?q=houtman", {"B-2"}),
        ("?q=a-1", {"A-1"}),
        (f"?organisation={world.second.id}", {"C-3"}),
        ("?since=22-11-2026&until=22-11-2026", {"B-2"}),
        ("?state=sent_back", set()),
        ("?q=&since=iets&page=x&sort=niets", {"A-1", "B-2", "C-3"}),
    ):
        page = text(clerk.get(LIST + query))
        assert {number for number in ("A-1", "B-2", "C-3") if f">{number}" in page} == kept, query
    assert "No invoice answers to this" in text(clerk.get(f"{LIST}?state=sent_back"))
    by_amount = text(clerk.get(f"{LIST}?sort=amount"))
    assert by_amount.index("A-1") < by_amount.index("B-2")
    file_ = clerk.get(f"{EXPORT}?format=csv&state=waiting")
    written = b"".join(file_.streaming_content).decode()  # type: ignore[attr-defined]
    assert "B-2" in written
    assert "1089.00" in written.replace(",", ".")
    assert "A-1" not in written
    assert clerk.get(f"{EXPORT}?format=xlsx").status_code == 200
    assert clerk.get(f"{EXPORT}?format=doc").status_code == 404


def test_an_invoice_is_drawn_with_its_term_its_attachments_and_what_was_sent(
    world: World, signed_in: SignedIn
) -> None:
    inside = (
        Attachment("uren", "Urenstaat", "../uren<1>.csv", "text/csv", b"dag;uren\n"),
        Attachment("web", "Voorwaarden", link="https://veenstra.example/v"),
    )
    content = write_ubl(bill(attachments=inside))
    got = receive(world, content, name="<b>factuur.xml")
    clerk = signed_in(world.clerk)
    page = text(clerk.get(page_of(got.invoice)))
    for said in (
        "Veenstra Kantoor B.V.",
        "2026-0417",
        "Papier 1",
        "54.45",
        "23 December 2026",
        "Registered",
    ):
        assert said in page, said
    assert "No invoice of this supplier was registered before." in page
    assert "What to do" not in page
    assert "<b>factuur" not in page
    sent = clerk.get(reverse("invoices:document", args=[got.invoice]))
    assert sent.content == content
    assert sent["Content-Disposition"].startswith("attachment")
    saved = clerk.get(reverse("invoices:attachment", args=[got.invoice, 0]))
    assert saved.content == b"dag;uren\n"
    assert saved["Content-Type"] == "application/octet-stream"
    assert "/" not in saved["Content-Disposition"].partition("filename")[2]
    for form, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        drawn = clerk.get(reverse("invoices:drawn", args=[got.invoice]), {"format": form})
        assert drawn.content.startswith(begins)
        assert f"veenstra-kantoor-bv-2026-0417.{form}" in drawn["Content-Disposition"]
    assert clerk.get(reverse("invoices:drawn", args=[got.invoice]), {"format": "doc"}).status_code == 404
    for position in (1, 2, 10**9):
        assert clerk.get(reverse("invoices:attachment", args=[got.invoice, position])).status_code == 404


def test_a_clerk_decides_about_what_waits(world: World, signed_in: SignedIn) -> None:
    first, second = receive(world, bill("1"), WRONG), receive(world, bill("2"), WRONG)
    clerk = signed_in(world.clerk)
    page = text(clerk.get(page_of(first.invoice)))
    assert "The supplier names no KvK number or OIN." in page
    assert "BR-NL-1" in page
    assert "mailto:facturen%40veenstra.example" in page
    assert clerk.post(page_of(first.invoice), {"act": "register", "words": " "}).status_code == 422
    assert clerk.post(page_of(first.invoice), {"act": "anders", "words": "x"}).status_code == 404
    done = text(clerk.post(page_of(first.invoice), {"act": "register", "words": "Klopt"}, follow=True))
    assert "The invoice is registered." in done
    assert "Klopt" in done
    twice = clerk.post(page_of(first.invoice), {"act": "send_back", "words": "Gemaild"})
    assert twice.status_code == 409
    assert "A colleague decided about this invoice just now." in text(twice)
    gone = text(clerk.post(page_of(second.invoice), {"act": "send_back", "words": "Gemaild"}, follow=True))
    assert "Sent back to the supplier" in gone
    assert "A reply to the supplier" not in gone


def test_the_reply_tells_in_dutch_what_is_wrong_and_nothing_that_helps_a_swindler(world: World) -> None:
    receive(world, bill("1"))
    again = replace(WRONG, place="regel 3")
    got = receive(world, bill("2", account="NL44RABO0123456789"), WRONG, again)
    with translation.override("en"):
        view = invoices.invoice_view(actor=world.clerk, invoice=got.invoice)
        reply = reply_to(view, world.clerk, "https://site.example/x")
    assert reply is not None
    assert reply.subject == "Uw factuur 2 kan niet worden verwerkt"
    assert reply.body.startswith(
        "Geachte Veenstra Kantoor B.V.,\n\nOp 23 november 2026 ontvingen wij uw factuur 2"
    )
    assert reply.body.count("BR-NL-1") == 1
    assert "regel 3" in reply.body
    assert "NL44" not in reply.body
    assert reply.body.endswith("Carlijn Bakker\nServicecentrum K5")


def test_what_a_text_asks_of_the_clerk_is_not_told_to_the_supplier(world: World) -> None:
    """In Dutch every cure begins alike; the texts of what only we know have words of their own for the supplier."""
    receive(world, bill("1"))
    asks = replace(
        WRONG,
        code="BR-NL-2",
        text="Your reference or your order number is missing, so that nobody sees who ordered it. Ask the supplier to add it.",
    )
    got = receive(world, bill("1", buyer_reference="KP-9"), asks)
    reply = reply_to(invoices.invoice_view(actor=world.clerk, invoice=got.invoice), world.clerk, "")
    assert reply is not None
    assert "zodat niemand ziet wie het bestelde. (BR-NL-2" in reply.body
    assert "Wij ontvingen dezelfde factuur al, op 23 november 2026." in reply.body
    assert "leverancier" not in reply.body.replace("(BR-NL-2, leverancier)", "")


def test_a_supplier_whose_invoice_came_before_is_not_asked_for_another(world: World) -> None:
    """The letter said that nothing had to be done, and asked for a new invoice below it."""
    receive(world, bill("1"))
    asked = "Wilt u ons een nieuwe factuur sturen"

    def letter(got: invoices.Received) -> str:
        reply = reply_to(invoices.invoice_view(actor=world.clerk, invoice=got.invoice), world.clerk, "")
        assert reply is not None
        return reply.body

    twice = letter(receive(world, bill("1", notes=("Tweede exemplaar",))))
    assert "U hoeft niets te doen." in twice
    assert asked not in twice
    which = letter(receive(world, bill("1", issued=date(2026, 9, 1))))
    assert "Welke" in which
    assert asked not in which
    assert asked in letter(receive(world, bill("1", issued=date(2026, 9, 2)), WRONG))


def test_what_came_before_has_no_day_to_pay_by(world: World) -> None:
    """Two lines of the list asked for the same amount by a day."""
    receive(world, bill("1"))
    receive(world, bill("1", notes=("Tweede exemplaar",)), at=MONDAY + HOUR)
    twice, once = rows(world)
    assert (once.is_duplicate, twice.is_duplicate) == (False, True)
    assert pay_by(once) == date(2026, 12, 23)
    assert pay_by(twice) is None


def test_a_credit_note_comes_back(world: World, signed_in: SignedIn) -> None:
    """It stood among what is to be paid, with an amount like any other."""
    receive(world, bill("1"))
    got = receive(world, bill("2", type_code="381", due=None), at=MONDAY + HOUR)
    clerk = signed_in(world.clerk)
    first, second = rows(world)
    assert first.payable is not None
    assert second.payable is not None
    assert first.payable == -second.payable
    assert first.payable.cents < 0
    by_amount = invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter(), sort="amount")
    assert [each.number for each in by_amount.rows] == ["2", "1"]
    assert "Comes back" in text(clerk.get(page_of(got.invoice)))
    assert "To pay" not in text(clerk.get(page_of(got.invoice)))


def test_what_cannot_be_read_has_a_page_too(world: World, signed_in: SignedIn) -> None:
    broken = receive(world, b"<a>", name="kapot.xml")
    page = text(signed_in(world.clerk).get(page_of(broken.invoice)))
    assert "kapot.xml" in page
    assert "There is no invoice here that can be read." in page
    assert "Register it all the same" not in page
    assert "It went back to the supplier" in page


def test_only_a_clerk_of_its_desk_opens_it(world: World, elsewhere: World, signed_in: SignedIn) -> None:
    got = receive(world, bill())
    places = [
        page_of(got.invoice),
        reverse("invoices:document", args=[got.invoice]),
        f"{reverse('invoices:drawn', args=[got.invoice])}?format=xlsx",
    ]
    for place in places:
        assert signed_in(elsewhere.clerk).get(place).status_code == 404
        assert signed_in(world.first.carla).get(place).status_code == 403


def test_what_is_wrong_for_us_is_not_called_sound(world: World, signed_in: SignedIn) -> None:
    clerk = signed_in(world.clerk)
    ours = receive(world, bill("1"))
    organisations_oin(world, "00000001002345678000")
    other = receive(world, bill("2"))
    shown = text(clerk.get(reverse("invoices:invoice", args=[ours.invoice])))
    assert "This invoice is sound" in shown
    shown = text(clerk.get(reverse("invoices:invoice", args=[other.invoice])))
    assert ("This invoice is sound" in shown, "By itself it breaks no rule" in shown) == (False, True)
