"""The pages of billing: what is due, a run made and released by two, a bill explained, and what a customer reads."""

import html
import io
import re
import zipfile
from typing import Any
from uuid import UUID

from django.urls import reverse
from tests.capabilities.billing.running import FIRST, JANUARY, Bills, agreed, ready
from tests.capabilities.billing.using import DECEMBER, days_later, using
from tests.pages import SignedIn
from tests.world import World

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.notices import api as notices
from bodemplaat.foundation.outbox.api import deliver_waiting

JANUARY_UP_TO = {"until": FIRST.isoformat()}


def text_of(answer: Any) -> str:
    return html.unescape(" ".join(answer.content.decode().split())).replace("\xa0", " ")


def bill_of(bills: Bills, run: UUID, customer: UUID) -> UUID:
    return next(each.id for each in bills.view(run).bills if each.customer == customer)


def test_a_run_goes_from_what_is_due_to_released_by_two(world: World, signed_in: SignedIn) -> None:
    bills = ready(world)
    maker, releaser = signed_in(bills.maker), signed_in(bills.releaser)
    page = text_of(maker.get(reverse("billing:list"), JANUARY_UP_TO))
    assert "4.928,40" in page
    assert "Maak de run" in page
    made = maker.post(f"{reverse('billing:list')}?until={FIRST.isoformat()}")
    assert made.status_code == 302
    assert "wacht op vrijgave" in text_of(maker.get(reverse("billing:list"), JANUARY_UP_TO))
    again = maker.post(f"{reverse('billing:list')}?until={FIRST.isoformat()}")
    assert (again.status_code, "geef die vrij of neem die eerst terug" in text_of(again)) == (409, True)
    run = made["Location"]
    assert "Geef de run vrij" not in text_of(maker.get(run))
    assert "Een andere controller geeft deze vrij" in text_of(maker.get(run))
    assert maker.post(run, {"action": "release"}).status_code == 409
    shown = text_of(releaser.get(run))
    assert "Voorschot van 33,3 % op 15 januari 2027, van € 2.500,00 in het jaar: 400 keer € 6,25" in shown
    assert releaser.post(run, {"action": "release"}).status_code == 302
    assert "0 van 3" in text_of(releaser.get(run))
    bills.invoice(billing.runs(actor=bills.maker)[0].id)
    page = text_of(releaser.get(run))
    assert "3 van 3" in page
    assert "2027-00001" in page
    assert releaser.post(run, {"action": "nonsense"}).status_code == 404


def test_what_keeps_a_run_from_being_made_is_said_with_where(world: World, signed_in: SignedIn) -> None:
    bills = agreed(world)
    maker = signed_in(bills.maker)
    page = text_of(maker.get(reverse("billing:list"), JANUARY_UP_TO))
    assert "Zeg hoe SP10 (Dienst SP10) wordt belast" in page
    assert "Maak de run" not in page
    assert maker.post(f"{reverse('billing:list')}?until={FIRST.isoformat()}").status_code == 409
    typed = {"service": "SP10", "how": "exempt", "since": "2027-01-01", "reason": ""}
    wrong = maker.post(reverse("billing:vat"), typed)
    assert (wrong.status_code, "waarom er geen btw is" in text_of(wrong)) == (422, True)
    assert maker.post(reverse("billing:vat"), typed | {"reason": "Vrijgesteld"}).status_code == 302
    typed = {"service": "aanloop", "how": "general", "since": "2027-01-01"}
    assert maker.post(reverse("billing:vat"), typed).status_code == 302
    page = text_of(maker.get(reverse("billing:vat")))
    assert "vrijgesteld: Vrijgesteld, vanaf 1 januari 2027" in page
    assert "het algemene tarief, 21 %, vanaf 1 januari 2027" in page
    assert "Nog niet gezegd" in page
    page = text_of(maker.get(reverse("billing:list"), JANUARY_UP_TO))
    assert "Vul eerst in wat er op facturen aan" in page


def test_a_run_is_taken_back_with_the_reason(world: World, signed_in: SignedIn) -> None:
    bills = ready(world)
    run = reverse("billing:run", args=[bills.make()])
    releaser = signed_in(bills.releaser)
    assert releaser.post(run, {"action": "take_back", "because": ""}).status_code == 422
    assert releaser.post(run, {"action": "take_back", "because": "Prijs klopt niet"}).status_code == 302
    page = text_of(releaser.get(run))
    assert "Teruggenomen" in page
    assert "Prijs klopt niet" in page
    assert "Maak de run" in text_of(releaser.get(reverse("billing:list"), JANUARY_UP_TO))


def test_what_could_not_be_invoiced_is_told_and_made_after_all(world: World, signed_in: SignedIn) -> None:
    bills = ready(world)
    run = bills.released()
    party = next(each for each in sales.customers(actor=bills.maker) if each.about == world.first.id)
    sales.keep_customer(
        actor=bills.maker, details=sales.PartyDetails("Nederlek"), customer=party.id, at=JANUARY
    )
    bills.invoice(run)
    page = signed_in(bills.maker)
    address = reverse("billing:run", args=[run])
    assert "Niet alle facturen konden worden gemaakt" in text_of(page.get(address))
    assert page.post(address, {"action": "try_again"}).status_code == 302


def test_a_customer_reads_its_own_bill_with_why_once_it_is_released(
    world: World, signed_in: SignedIn
) -> None:
    bills = ready(world)
    run = bills.make()
    mine, theirs = (bill_of(bills, run, hall.id) for hall in (world.second, world.first))
    customer = signed_in(bills.second)
    assert "nog niets in rekening gebracht" in text_of(customer.get(reverse("billing:list")))
    assert customer.get(reverse("billing:bill", args=[mine])).status_code == 404
    billing.release_run(actor=bills.releaser, run=run, at=JANUARY)
    bills.invoice(run)
    assert "2027-00002" in text_of(customer.get(reverse("billing:list")))
    page = text_of(customer.get(reverse("billing:bill", args=[mine])))
    assert "Voorschot van 33,3 %" in page
    assert reverse("billing:run", args=[run]) not in page
    assert not re.search("/verkoopfacturen/[0-9a-f]{8}-", page)
    assert customer.get(reverse("billing:bill", args=[theirs])).status_code == 404
    assert customer.get(reverse("billing:run", args=[run])).status_code == 404
    assert customer.get(reverse("billing:vat")).status_code == 403


def test_the_same_figures_go_along_as_a_workbook_and_on_paper(world: World, signed_in: SignedIn) -> None:
    bills = ready(world)
    run = bills.make()
    page = signed_in(bills.maker)
    pages: tuple[tuple[str, dict[str, str]], ...] = (
        (reverse("billing:run", args=[run]), {}),
        (reverse("billing:bill", args=[bill_of(bills, run, world.first.id)]), {}),
        (reverse("billing:list"), JANUARY_UP_TO),
    )
    for address, query in pages:
        book = page.get(address, query | {"format": "xlsx"})
        with zipfile.ZipFile(io.BytesIO(book.content)) as parts:
            sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
        assert any(b"SUM(" in each for each in sheets), address
        assert page.get(address, query | {"format": "pdf"}).content.startswith(b"%PDF")


def test_an_amount_is_explained_down_to_its_cases_for_the_customer_and_to_their_number_for_who_bills(
    world: World, signed_in: SignedIn
) -> None:
    used = using(world)
    used.claim()
    used.claim(days_later(2))
    (bill,) = used.bill_up_to(DECEMBER)
    place = next(at for at, each in enumerate(bill.lines, 1) if each.line.kind == billing.USAGE)
    address = reverse("billing:line", args=[bill.id, place])
    customer, maker = signed_in(used.first), signed_in(used.maker)
    assert address in text_of(customer.get(reverse("billing:bill", args=[bill.id])))
    page = text_of(customer.get(address))
    assert "Geleverd van 1 november 2026 tot en met 30 november 2026: 2 keer € 6,25 per declaratie" in page
    assert "€ 6,25 per declaratie, omdat: Zo afgesproken." in page
    assert page.count("2026-00") >= 2
    assert "er geen nummer" not in page
    assert reverse("agreements:agreement", args=[used.files[0]]) in page
    page = text_of(maker.get(address))
    assert "2026-00" not in page
    assert "Van 2 staat er geen nummer" in page
    assert signed_in(used.second).get(address).status_code == 404
    assert signed_in(world.first.anna).get(address).status_code == 403
    book = customer.get(address, {"format": "xlsx"})
    with zipfile.ZipFile(io.BytesIO(book.content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    assert any(b"SUM(" in each for each in sheets)
    assert customer.get(address, {"format": "pdf"}).content.startswith(b"%PDF")


def test_what_is_due_by_what_was_delivered_stands_by_service_beside_the_plan(
    world: World, signed_in: SignedIn
) -> None:
    used = using(world)
    used.claim()
    used.claim(days_later(2))
    page = text_of(signed_in(used.maker).get(reverse("billing:list"), {"until": DECEMBER.isoformat()}))
    assert "Verschuldigd voor wat is geleverd" in page
    assert re.search(r"SP10 Declaratie.{0,400}12,50.{0,200}625,00", page)


def test_each_customer_hears_that_it_was_billed_and_nobody_before(world: World) -> None:
    bills = ready(world)
    run = bills.make()
    deliver_waiting(world.provider)
    assert not any("gefactureerd" in each.subject for each in notices.inbox_of(actor=bills.second))
    billing.release_run(actor=bills.releaser, run=run, at=JANUARY)
    deliver_waiting(world.provider)
    for who in (bills.first, bills.second):
        heard = [each for each in notices.inbox_of(actor=who) if "gefactureerd" in each.subject]
        assert len(heard) == 1
        assert "Servicecentrum K5" in heard[0].subject
        assert heard[0].path == reverse("billing:list")
    assert not any("gefactureerd" in each.subject for each in notices.inbox_of(actor=world.second.anna))


def test_whoever_may_release_is_told_that_a_run_waits(world: World) -> None:
    bills = ready(world)
    bills.make()
    deliver_waiting(world.provider)
    told = [each.subject for each in notices.inbox_of(actor=bills.releaser)]
    assert any("wacht op een tweede controller" in each for each in told)
    assert not any(
        "wacht op een tweede controller" in each.subject for each in notices.inbox_of(actor=bills.maker)
    )
