"""The books on the site: opened, filled, posted in, closed and opened again, read as page, workbook and paper."""

import io
import re
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from tests.capabilities.ledger.books import MARCH, OPENING, OPENING_COLUMNS, Books, credit, debit
from tests.foundation.imports.files import csv_file
from tests.world import World, account_of
from time_machine import travel

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import Actor


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(account_of(actor))
    return client


def text_of(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())  # type: ignore[attr-defined]


def test_a_controller_opens_a_year(world: World) -> None:
    client = client_of(world.first.carla)
    assert "Er is nog geen boekhouding" in text_of(client.get("/boekhouding/"))
    assert client.post("/boekhouding/", {"year": "1999"}).status_code == 422
    assert client.post("/boekhouding/", {"year": "x"}).status_code == 404
    year = str(date.today().year)  # the page offers the year of its own clock
    shown = client.post("/boekhouding/", {"year": year}, follow=True)
    assert f"De boekhouding van {year} is geopend." in text_of(shown)
    assert ledger.years(actor=world.first.carla) == (int(year),)


@pytest.fixture
def books(world: World) -> Books:
    books = Books.of(world)
    opening = csv_file("ledger-opening", OPENING_COLUMNS, *OPENING)
    books.desk.do("ledger-opening", opening, since=date(2026, 1, 1))
    books.post(debit("4100", 3420), credit("0500", 3420, "D-7"))
    return books


def test_the_trial_balance_is_a_page_a_workbook_and_a_paper(books: Books) -> None:
    client = client_of(books.keeper)
    shown = text_of(client.get("/boekhouding/?jaar=2026"))
    for told in ("Debet en credit zijn gelijk.", "4100", "Reiskosten", "34,20", "1.000,00", "D-7"):
        assert told in shown
    assert "Reiskosten" not in text_of(client.get("/boekhouding/?jaar=2026&tot=2"))
    assert "D-7" not in text_of(client.get("/boekhouding/?jaar=2026&tot=2"))
    assert "D-1" in text_of(client.get("/boekhouding/?jaar=2026&tot=0"))
    for form, start in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        file = client.get(f"/boekhouding/?jaar=2026&format={form}")
        assert file.content.startswith(start)
        assert f".{form}" in file.headers["Content-Disposition"]


def test_an_entry_is_posted_by_hand_once_and_taken_back(books: Books) -> None:
    client = client_of(books.keeper)
    page = client.get("/boekhouding/boeken/")
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert key is not None
    typed = {
        "day": "2026-03-10",
        "description": "Verkoop leges",
        "key": key[1],
        "line1-account": "0100",
        "line1-debit": "12,50",
        "line2-account": "8100",
        "line2-credit": "12,40",
    }
    wrong = client.post("/boekhouding/boeken/", typed)
    assert wrong.status_code == 422
    assert "Debet en credit verschillen € 0,10" in text_of(wrong).replace("\N{NO-BREAK SPACE}", " ")
    assert client.post("/boekhouding/boeken/", typed | {"line1-credit": "1"}).status_code == 422
    assert client.post("/boekhouding/boeken/", typed | {"line1-account": ""}).status_code == 422
    assert client.post("/boekhouding/boeken/", typed | {"line1-account": "9999"}).status_code == 422
    right = typed | {"line2-credit": "12,50"}
    assert client.post("/boekhouding/boeken/", right | {"line3-item": "D-8"}).status_code == 422
    first = client.post("/boekhouding/boeken/", right)
    again = client.post("/boekhouding/boeken/", right)
    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    place = first.headers["Location"]
    assert "Verkoop leges" in text_of(client.get(place))
    assert client.post(place, {"action": "other"}).status_code == 404
    assert client.post(place, {"action": "back", "day": "2026-04-01"}).status_code == 422
    assert client.post(place, {"action": "back", "day": "2024-04-01", "description": "x"}).status_code == 422
    back = {"action": "back", "day": "2026-04-01", "description": "Dubbel"}
    taken = client.post(place, back, follow=True)
    assert "Corrigeert" in text_of(taken)
    assert books.balances()["8100"] == 0
    assert "Deze boeking terugnemen" not in text_of(client.get(place))
    assert client.post(place, back).status_code == 422


def test_the_card_of_an_account_leads_to_its_entries(books: Books) -> None:
    client = client_of(books.keeper)
    (owed,) = [each for each in ledger.accounts(actor=books.keeper) if each.code == "0500"]
    place = f"/boekhouding/rekening/{owed.id}/?jaar=2026"
    shown = text_of(client.get(place))
    assert "2 regels in 2026" in shown
    assert "Memoriaal 1" in shown
    assert client.get(f"{place}&format=xlsx").content.startswith(b"PK")
    assert client.get(f"{place}&format=pdf").content.startswith(b"%PDF")


def test_the_card_begins_with_what_the_year_opened_with_and_says_where_it_stands(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        books.post(debit("4100", 100), credit("0100", 100), day=date(2026, 1, 1), key=f"nieuwjaar {number}")
    (bank,) = [each for each in ledger.accounts(actor=books.keeper) if each.code == "0100"]
    _, lines, count = ledger.card(actor=books.keeper, account=bank.id, year=2026)
    assert next(each.journal.value for each in lines) == "opening"
    total = 0
    for each in lines:
        total += each.euro.cents
        assert each.balance.cents == total
    _, second, _ = ledger.card(actor=books.keeper, account=bank.id, year=2026, start=2, count=1)
    assert second == lines[2:3]
    shown = text_of(client_of(books.keeper).get(f"/boekhouding/rekening/{bank.id}/?jaar=2026"))
    assert "Waarmee het jaar opende, staat bovenaan" in shown
    assert count == len(lines)


def test_iv3_is_a_page_and_three_files(books: Books) -> None:
    client = client_of(books.keeper)
    place = "/boekhouding/iv3/?jaar=2026&kwartaal=1"
    shown = text_of(client.get(place))
    assert "Iv3-detail" in shown
    text = b"".join(client.get(f"{place}&format=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert text.splitlines()[0].startswith("Jaar;Kwartaal;Taakveld;")
    assert client.get(f"{place}&format=xlsx").content.startswith(b"PK")
    assert client.get(f"{place}&format=pdf").content.startswith(b"%PDF")
    assert client.get("/boekhouding/iv3/?jaar=2026&kwartaal=5").status_code == 404


def test_iv3_without_books_leads_to_where_a_year_is_opened(world: World) -> None:
    shown = client_of(world.first.carla).get("/boekhouding/iv3/").content.decode()
    assert "Een controller opent een jaar." in shown
    (empty,) = re.findall(r"Een controller opent een jaar\..*?</div>", shown, re.DOTALL)
    assert 'href="/boekhouding/"' in empty


def test_a_period_is_closed_and_opened_again_by_two_on_the_page(books: Books, world: World) -> None:
    carla, ad = client_of(books.keeper), client_of(world.first.ad)
    place, march = "/boekhouding/perioden/?jaar=2026", str(books.period(3).id)
    assert carla.post(place, {"action": "close", "which": "x"}).status_code == 404
    assert carla.post(place, {"action": "confirm", "which": march}).status_code == 404
    assert carla.post(place, {"action": "close", "which": march}).status_code == 302
    assert books.period(3).is_closed
    assert carla.post(place, {"action": "propose", "which": march, "reason": ""}).status_code == 422
    asked = carla.post(place, {"action": "propose", "which": march, "reason": "Bon vergeten"})
    assert asked.status_code == 302
    assert 'value="confirm"' not in carla.get(place).content.decode()
    assert 'value="refuse"' not in carla.get(place).content.decode()
    assert 'value="confirm"' in ad.get(place).content.decode()
    assert carla.post(place, {"action": "confirm", "which": march}).status_code == 422
    assert "Bon vergeten" in text_of(ad.get(place))
    assert ad.post(place, {"action": "close", "which": march}).status_code in (403, 422)
    assert ad.post(place, {"action": "refuse", "which": march, "reason": "Nee"}).status_code == 302
    assert carla.post(place, {"action": "propose", "which": march, "reason": "Toch"}).status_code == 302
    assert ad.post(place, {"action": "confirm", "which": march}).status_code == 302
    assert not books.period(3).is_closed
    books.post(debit("4100", 1), credit("0100", 1), day=MARCH, key="alsnog")


def test_an_administrator_sees_how_far_the_books_are_filled(books: Books, world: World) -> None:
    shown = text_of(client_of(world.first.ad).get("/inrichting/"))
    assert "Grootboekrekeningen" in shown
    assert "6 rekeningen" in shown
    assert "2026 geopend met saldi" in shown
    assert "Grootboekrekeningen" not in text_of(client_of(world.second.ad).get("/inrichting/"))


def test_what_is_posted_by_itself_has_its_accounts_chosen_on_a_page(books: Books, world: World) -> None:
    client, place = client_of(books.keeper), "/boekhouding/vanzelf/"
    world.approved(world.first.anna)
    shown = text_of(client.get(place))
    assert "1 gebeurtenis staat nog niet in de boekhouding." in shown
    assert "Er is geen rekening voor gekozen" in shown
    assert "1 gebeurtenis staat nog niet" in text_of(client.get("/boekhouding/?jaar=2026"))
    by_code = {each.code: str(each.id) for each in ledger.accounts(actor=books.keeper)}
    debt = {"action": "choose", "which": "claim.debt", "account": by_code["0500"]}
    assert client.post(place, debt).status_code == 302
    assert client.post(place, debt | {"which": "loans"}).status_code == 404
    assert client.post(place, debt | {"account": "x"}).status_code == 422
    own = {"action": "taakveld", "which": "claim.cost", "taakveld": "0.4", "own": by_code["4200"]}
    assert client.post(place, own | {"which": "x"}).status_code == 404
    assert client.post(place, own | {"taakveld": "9.9"}).status_code == 422
    assert client.post(place, own).status_code == 302
    done = client.post(place, {"action": "post"}, follow=True)
    assert "1 boeking gedaan." in text_of(done)
    assert "Alles wat er gebeurde, staat in de boekhouding." in text_of(done)
    assert books.balances()["4200"] == 3420


def test_the_audit_file_is_downloaded(books: Books) -> None:
    client = client_of(books.keeper)
    file = client.get("/boekhouding/auditfile/?jaar=2026")
    assert b"XmlauditfileXAF_4.0" in b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert "auditfile-nederlek-2026.xaf" in file.headers["Content-Disposition"]
    assert client.get("/boekhouding/auditfile/?jaar=2025").status_code == 404
    assert client.get("/boekhouding/auditfile/").status_code == 404


def test_a_year_is_closed_by_two_and_carried(books: Books, world: World) -> None:
    page = "/boekhouding/perioden/?jaar=2026"
    keeper, ad = client_of(books.keeper), client_of(world.first.ad)
    assert "Jaar afsluiten" not in text_of(keeper.get(page)), "it is not over"
    with travel(datetime(2027, 1, 20, 9, tzinfo=UTC), tick=False):
        keeper, ad = client_of(books.keeper), client_of(world.first.ad)
        reserve = next(str(each.id) for each in ledger.accounts(actor=books.keeper) if each.code == "0900")
        assert "Jaar afsluiten" in text_of(keeper.get(page))
        assert keeper.post(page, {"action": "propose_year"}).status_code == 422
        sent = {"action": "propose_year", "account": reserve, "basis": "Besluit van de raad"}
        assert "Besluit van de raad" in text_of(keeper.post(page, sent, follow=True))
        assert keeper.post(page, {"action": "confirm_year"}).status_code == 422
        assert ad.post(page, {"action": "refuse_year"}).status_code == 422
        assert ad.post(page, {"action": "iets_year"}).status_code == 404
        shown = text_of(ad.post(page, {"action": "refuse_year", "reason": "Nog niet"}, follow=True))
        assert "Het jaar is niet afgesloten" in shown
        keeper.post(page, sent)
        assert "Het jaar is niet afgesloten" in text_of(
            keeper.post(page, {"action": "withdraw_year"}, follow=True)
        )
        keeper.post(page, sent)
        done = text_of(ad.post(page, {"action": "confirm_year"}, follow=True))
        assert "Afgesloten en overgebracht naar het volgende jaar" in done
        assert "1.000,00" in text_of(keeper.get("/boekhouding/?jaar=2027"))


BUDGET_COLUMNS = ("taakveld", "side", "category", "amount", "decision")


def budgeted(books: Books, amount: str = "20,00") -> None:
    lines = (
        ("0.4", "", "3.8", amount, "Raad 13-11-2025"),
        ("0.2", "income", "3.7", "75,00", "Raad 13-11-2025"),
    )
    content = csv_file("ledger-budget", BUDGET_COLUMNS, *lines)
    books.desk.do("ledger-budget", content, since=date(2026, 1, 1))


def test_the_budget_is_a_page_a_workbook_and_a_paper_and_leads_to_entries(books: Books) -> None:
    client = client_of(books.keeper)
    place = "/boekhouding/begroting/?jaar=2026&kwartaal=1"
    assert "Er is nog geen begroting van dit jaar" in text_of(client.get(place))
    budgeted(books)
    page = client.get(place)
    shown = text_of(page).replace("\N{NO-BREAK SPACE}", " ")
    for told in ("1 begrotingspost voor lasten is overschreden, samen met € 14,20", "Overhead", "75,00"):
        assert told in shown
    for form, start in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        assert client.get(f"{place}&format={form}").content.startswith(start)
    links = re.findall(r'href="(/boekhouding/begroting/post/[^"]+)"', page.content.decode())
    assert len(links) == 2
    overhead = next(each for each in links if "0.4" in each).replace("&amp;", "&")
    detail = client.get(overhead)
    told = text_of(detail).replace("\N{NO-BREAK SPACE}", " ")
    for said in ("Van € 20,00 resteert € -14,20", "Raad 13-11-2025", "4100 Reiskosten", "Memoriaal 1"):
        assert said in told.replace("−", "-").replace("-€ ", "€ -"), told
    assert "/boekhouding/boeking/" in detail.content.decode()
    fees = next(each for each in links if "0.2" in each).replace("&amp;", "&")
    assert "nog € 75,00 binnenkomen" in text_of(client.get(fees)).replace("\N{NO-BREAK SPACE}", " ")
    bare = client.get("/boekhouding/begroting/post/?jaar=2026")
    assert bare["Location"] == "/boekhouding/begroting/", "which line is chosen there"
    for wrong in ("&kant=x", "&kant=expense&taakveld=9.9&categorie=3.8"):
        assert client.get(f"/boekhouding/begroting/post/?jaar=2026{wrong}").status_code == 404
    assert client.get("/boekhouding/begroting/?kwartaal=5").status_code == 404
    assert client_of(books.desk.actor).get(place).status_code == 403


def test_the_workbook_of_the_budget_calculates_what_is_left(books: Books) -> None:
    budgeted(books)
    file = client_of(books.keeper).get("/boekhouding/begroting/?jaar=2026&kwartaal=1&format=xlsx")
    with ZipFile(io.BytesIO(file.content)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    formulas = [each for sheet in sheets for each in re.findall(r"<f[^>]*>([^<]+)</f>", sheet)]
    assert len(formulas) >= 4


def test_the_rule_about_what_goes_beyond_the_budget_is_decided_by_two(books: Books) -> None:
    page = reverse("books:budget_rule")
    keeper, second = client_of(books.keeper), client_of(books.desk.actor)
    assert "wordt gewaarschuwd" in text_of(keeper.get(page))
    sent = {"action": "propose", "stops": "yes", "since": "2026-12-01", "reason": "Zo besloten"}
    with travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        keeper, second = client_of(books.keeper), client_of(books.desk.actor)
        assert keeper.post(page, {"action": "propose"}).status_code == 422
        assert keeper.post(page, sent | {"since": "2026-11-23"}).status_code == 409
        assert keeper.post(page, {"action": "confirm"}).status_code == 404
        assert "Een andere controller of een beheerder" in text_of(keeper.post(page, sent, follow=True))
        assert "wacht op een tweede persoon" in text_of(second.get(reverse("board:settings")))
        assert keeper.post(page, {"action": "confirm"}).status_code == 409
        assert second.post(page, {"action": "refuse"}).status_code == 422
        done = text_of(second.post(page, {"action": "refuse", "why": "Nee"}, follow=True))
        assert "Afgewezen" in done
        keeper.post(page, sent)
        assert "ingetrokken" in text_of(keeper.post(page, {"action": "withdraw"}, follow=True))
        keeper.post(page, sent)
        assert "Later" in text_of(second.post(page, {"action": "confirm"}, follow=True))
    with travel(datetime(2026, 12, 2, 9, tzinfo=UTC), tick=False):
        assert "wordt tegengehouden" in text_of(client_of(books.keeper).get(page))


def test_entries_are_handed_over_to_books_elsewhere(books: Books) -> None:
    client = client_of(books.keeper)
    address = "/boekhouding/elders/?jaar=2026"
    shown = text_of(client.get(address))
    for told in ("2 boekingen zijn nog niet overgedragen.", "Beginbalans 1", "0500 Te betalen declaraties"):
        assert told in shown
    assert "Volgend bestand maken" not in shown
    kept = client.post(address)
    assert kept.status_code == 422
    assert "4 rekeningen hebben geen code in de boekhouding elders." in text_of(kept)
    codes = [(code, f"E{code}", "") for code in ("0100", "0500", "0900", "4100")]
    books.desk.do("ledger-elsewhere", csv_file("ledger-elsewhere", ("account", "code", "name"), *codes))
    assert "Volgend bestand maken" in text_of(client.get(address))
    shown = text_of(client.post(address, follow=True))
    for told in ("Elke boeking is overgedragen.", "2026-1", "1.034,20", "Carla"):
        assert told in shown
    for form, start in (("csv", b"\xef\xbb\xbfVerwijzing;Dagboek"), ("xaf", b"<?xml")):
        file = client.get(f"/boekhouding/elders/bestand/?jaar=2026&bestand=1&vorm={form}")
        assert b"".join(file).startswith(start)
        assert f"boekingen-nederlek-2026-1.{form}" in file.headers["Content-Disposition"]
    for odd in ("jaar=2026&bestand=2", "jaar=2026", "jaar=2026&bestand=1&vorm=exe"):
        assert client.get(f"/boekhouding/elders/bestand/?{odd}").status_code == 404
