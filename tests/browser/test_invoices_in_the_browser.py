"""Invoices come in at the desk: taken in, read and sent back on a phone in Dutch and wide in English, each page scanned."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.capabilities.invoices.post import OTHER, WRONG, bill, receive
from tests.capabilities.invoices.test_approving import holds
from tests.capabilities.invoices.test_budget import budgeted
from tests.capabilities.invoices.test_typing_over import scan
from tests.database import TestDatabase
from tests.formats.invoices.samples import line
from tests.world import World, account_of

from bodemplaat.formats.invoices import write_ubl
from bodemplaat.formats.invoices.values import Attachment

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(
    ("language", "width", "take_in", "reply", "went_back", "note"),
    [
        ("nl", 390, "Innemen", "Een antwoord aan de leverancier", "Terug naar de leverancier", "Vastleggen"),
        ("en", 1280, "Take in", "A reply to the supplier", "It went back to the supplier", "Note it"),
    ],
)
def test_an_invoice_is_taken_in_read_and_sent_back(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    tmp_path: Path,
    language: str,
    width: int,
    take_in: str,
    reply: str,
    went_back: str,
    note: str,
) -> None:
    pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
    _, world = committed_world
    now = timezone.now()
    clerk = visitor(language, width, 900)
    clerk.sign_in(account_of(world.clerk).email)
    clerk.goto("/balie/facturen/")
    clerk.pictured(f"invoices-none-{width}")
    hours = Attachment("uren", "Uren per medewerker", "uren.csv", "text/csv", b"dag;uren\n")
    receive(
        world, bill("2026-0417", lines=(line(1, "1250.00"), line(2, "80.05")), attachments=(hours,)), at=now
    )
    receive(world, bill("2026-0418", account="NL44RABO0123456789"), WRONG, at=now)
    receive(world, bill("H-12", supplier=OTHER, type_code="381"), organisation=world.second.id, at=now)
    file = tmp_path / "factuur.xml"
    file.write_bytes(write_ubl(bill("2026-0420", buyer_reference="", order="")))
    clerk.goto("/balie/facturen/nieuw/")
    clerk.pictured(f"invoices-new-{width}")
    clerk.page.locator("select[name=organisation]").select_option(str(world.first.id))
    clerk.page.locator("input[type=file]").set_input_files(file)
    clerk.page.get_by_role("button", name=take_in, exact=True).click()
    expect(clerk.page.get_by_text("2026-0420").first).to_be_visible()
    clerk.page.get_by_text(reply).click()
    letter = clerk.page.locator("#reply-body").input_value()
    assert letter.startswith("Geachte Veenstra Kantoor B.V.,")
    assert "2026-0420 voor Nederlek" in letter
    clerk.pictured(f"invoice-waits-{width}")
    clerk.page.locator("summary", has_text=went_back).click()
    clerk.page.locator("#id_send_back_words").fill("Vandaag gemaild")
    clerk.page.get_by_role("button", name=note).click()
    expect(clerk.page.get_by_text("Vandaag gemaild")).to_be_visible()
    clerk.goto("/balie/facturen/")
    clerk.pictured(f"invoices-{width}")
    clerk.page.get_by_role("link", name="Veenstra Kantoor B.V.").nth(2).click()
    clerk.page.wait_for_load_state()
    clerk.pictured(f"invoice-registered-{width}")


@pytest.mark.parametrize(
    ("language", "width", "propose", "button", "confirm", "done"),
    [
        (
            "nl",
            390,
            "Rekening voorstellen",
            "Rekening voorstellen",
            "Bevestigen",
            "De rekening is bevestigd.",
        ),
        ("en", 1280, "Propose an account", "Propose an account", "Confirm", "The account is confirmed."),
    ],
)
def test_an_account_of_a_supplier_is_proposed_by_one_and_confirmed_by_another(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    propose: str,
    button: str,
    confirm: str,
    done: str,
) -> None:
    _, world = committed_world
    now = timezone.now()
    got = receive(world, bill("2026-0417", lines=(line(1, "1250.00"),)), at=now)
    receive(world, bill("H-12", supplier=OTHER), organisation=world.second.id, at=now)
    clerk = visitor(language, width, 900)
    clerk.sign_in(account_of(world.clerk).email)
    clerk.goto("/balie/facturen/leveranciers/")
    clerk.pictured(f"suppliers-{width}")
    clerk.page.get_by_role("link", name="Veenstra Kantoor B.V.").click()
    clerk.page.locator("summary", has_text=propose).click()
    clerk.page.locator("input[name=iban]").fill("NL91 ABNA 0417 1643 00")
    clerk.page.locator("textarea[name=reason]").fill("Gebeld met de administratie, nummer uit het contract")
    clerk.pictured(f"supplier-propose-{width}")
    clerk.page.get_by_role("button", name=button).click()
    clerk.page.wait_for_load_state()
    clerk.pictured(f"supplier-waits-{width}")
    clerk.goto("/balie/facturen/leveranciers/nieuw/")
    clerk.pictured(f"supplier-new-{width}")
    kim = visitor(language, width, 900)
    kim.sign_in(account_of(world.kim).email)
    kim.goto("/balie/facturen/leveranciers/?waits=asked")
    kim.page.get_by_role("link", name="Veenstra Kantoor B.V.").click()
    kim.page.wait_for_load_state()
    kim.pictured(f"supplier-to-decide-{width}")
    kim.page.get_by_role("button", name=confirm).click()
    expect(kim.page.get_by_text(done)).to_be_visible()
    kim.pictured(f"supplier-{width}")
    kim.goto(f"/balie/facturen/{got.invoice}/")
    kim.pictured(f"invoice-with-account-{width}")
    kim.goto("/balie/facturen/leveranciers/wachttijd/")
    kim.page.locator("main summary").first.click()
    kim.pictured(f"waiting-time-{width}")


@pytest.mark.parametrize(
    ("language", "width", "begin", "keep", "done"),
    [
        (
            "nl",
            390,
            "Overtypen van het beeld",
            "Bewaren wat ik typte",
            "De factuur is overgetypt en geregistreerd.",
        ),
        (
            "en",
            1280,
            "Type it over from its picture",
            "Keep what I typed",
            "The invoice is typed over and registered.",
        ),
    ],
)
def test_a_pdf_is_typed_over_beside_its_picture(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    begin: str,
    keep: str,
    done: str,
) -> None:
    _, world = committed_world
    invoice = scan(world)
    clerk = visitor(language, width, 900)
    clerk.sign_in(account_of(world.clerk).email)
    clerk.goto(f"/balie/facturen/{invoice}/")
    clerk.page.get_by_role("link", name=begin).click()
    clerk.page.wait_for_load_state()
    form, sheet = (
        clerk.page.locator("form.form").bounding_box(),
        clerk.page.locator("img").first.bounding_box(),
    )
    assert form is not None
    assert sheet is not None
    assert (form["y"] > sheet["y"] + 200) is (width == 390), "above on a phone, beside on a wide screen"
    clerk.pictured(f"type-over-{width}")
    for name, value in (
        ("supplier_name", "Veenstra Kantoor B.V."),
        ("number", "77"),
        ("issued", "2026-11-20"),
        ("without_vat", "100.00" if language == "en" else "100,00"),
        ("vat", "21"),
        ("payable", "121"),
        ("supplier_account", "NL91 ABNA 0417 1643 00"),
    ):
        clerk.page.locator(f"input[name={name}]").fill(value)
    clerk.page.get_by_role("button", name=keep).click()
    expect(clerk.page.get_by_text(done)).to_be_visible()
    clerk.pictured(f"typed-over-{width}")


@pytest.mark.parametrize(
    ("language", "width", "propose", "confirm", "done"),
    [
        ("nl", 390, "Ander bedrag voorstellen", "Bevestigen", "Bevestigd: het geldt vanaf zijn dag."),
        ("en", 1280, "Propose another amount", "Confirm", "Confirmed: it holds from its day."),
    ],
)
def test_the_amount_of_a_second_approval_is_proposed_and_confirmed(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    propose: str,
    confirm: str,
    done: str,
) -> None:
    _, world = committed_world
    ad = visitor(language, width, 900)
    ad.sign_in(account_of(world.first.ad).email)
    ad.goto("/balie/facturen/tweede-akkoord/")
    ad.page.locator("main summary").click()
    ad.page.locator("input[name=amount]").fill("15000")
    ad.page.locator("input[name=since]").fill((timezone.localdate() + timedelta(days=40)).isoformat())
    ad.page.locator("textarea[name=reason]").fill("De accountant vroeg erom")
    ad.pictured(f"second-approval-propose-{width}")
    ad.page.get_by_role("button", name=propose).click()
    ad.page.wait_for_load_state()
    ad.pictured(f"second-approval-waits-{width}")
    carla = visitor(language, width, 900)
    carla.sign_in(account_of(world.first.carla).email)
    carla.goto("/balie/facturen/tweede-akkoord/")
    carla.pictured(f"second-approval-to-decide-{width}")
    carla.page.get_by_role("button", name=confirm).click()
    expect(carla.page.get_by_text(done)).to_be_visible()
    carla.pictured(f"second-approval-{width}")


@pytest.mark.parametrize(
    ("language", "width", "ask", "approve", "done"),
    [
        ("nl", 390, "Akkoord vragen", "Goedkeuren", "U hebt de factuur goedgekeurd."),
        ("en", 1280, "Ask for approval", "Approve", "You approved the invoice."),
    ],
)
def test_an_invoice_is_coded_by_a_clerk_and_approved_by_the_budget_holder(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    ask: str,
    approve: str,
    done: str,
) -> None:
    _, world = committed_world
    holds(world, world.first.jan, "budget_holder")
    now = timezone.now()
    budgeted(world, "1000,00", year=timezone.localdate(now).year)
    got = receive(world, bill("2026-0417", lines=(line(1, "1250.00"), line(2, "80.05"))), at=now)
    clerk = visitor(language, width, 900)
    clerk.sign_in(account_of(world.clerk).email)
    clerk.goto(f"/balie/facturen/{got.invoice}/coderen/?lines=1")
    clerk.page.locator("select[name=unit]").select_option(str(world.first.unit))
    for n in range(2):
        clerk.page.locator(f"select[name=line-{n}-taakveld]").select_option("0.4")
        clerk.page.locator(f"select[name=line-{n}-cost_centre]").select_option("6100")
    clerk.pictured(f"invoice-code-{width}")
    clerk.page.get_by_role("button", name=ask).click()
    expect(clerk.page.locator("#asked-of-budget")).to_contain_text("330")
    clerk.pictured(f"invoice-beyond-budget-{width}")
    clerk.page.get_by_role("button", name=ask).click()
    expect(clerk.page.get_by_text("Jan de Vries").first).to_be_visible()
    clerk.pictured(f"invoice-asked-{width}")
    jan = visitor(language, width, 900)
    jan.sign_in(account_of(world.first.jan).email)
    jan.goto("/balie/facturen/akkoord/")
    jan.pictured(f"invoices-to-decide-{width}")
    jan.page.get_by_role("link", name="Veenstra Kantoor B.V.").click()
    jan.page.wait_for_load_state()
    jan.pictured(f"invoice-decide-{width}")
    jan.page.get_by_role("button", name=approve, exact=True).click()
    expect(jan.page.get_by_text(done)).to_be_visible()
    jan.pictured(f"invoices-none-to-decide-{width}")
