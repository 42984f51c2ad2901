"""The pages on which a year is settled, step by step, and on which a customer reads what it came to."""

import html
import io
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.capabilities.billing.settling import (
    COSTS,
    NEW_YEAR,
    Settling,
    decided,
    fill_costs,
    sealed,
    started,
    year_billed,
)
from tests.pages import SignedIn
from tests.world import World

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.foundation.notices import api as notices
from bodemplaat.foundation.outbox.api import deliver_waiting

YEARS = reverse("billing:years")


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    """Every test of this module happens in the February after."""
    with time_machine.travel(NEW_YEAR, tick=False):
        yield


def text_of(answer: Any) -> str:
    return html.unescape(" ".join(answer.content.decode().split())).replace("\xa0", " ")


def page_of(year: Any) -> str:
    return reverse("billing:year", args=[year])


def test_a_year_goes_from_begun_to_sealed_by_two(world: World, signed_in: SignedIn) -> None:
    bills = year_billed(world)
    maker, releaser = signed_in(bills.maker), signed_in(bills.releaser)
    assert "nog geen jaar afgerekend" in text_of(maker.get(YEARS))
    begun = maker.post(YEARS, {"year": "2027"})
    assert begun.status_code == 302
    year = begun["Location"]
    assert "werkelijke kosten van 2027 zijn nog niet bekend" in text_of(maker.get(year))
    fill_costs(bills)
    typed = {"action": "rule", "divide": "billed", "part": "50", "maximum": "1.000", "opening": "0"}
    assert maker.post(year, typed | {"part": "101"}).status_code == 422
    assert maker.post(year, typed | {"target_year": "2026"}).status_code == 409
    assert maker.post(year, typed | {"source": "Artikel 12"}).status_code == 302
    page = text_of(maker.get(year))
    assert "De afnemers krijgen samen € 6.100,00 terug" in page
    assert "Alles met de afnemers verrekenen" in page
    assert "samen € 7.100,00 terug" in text_of(maker.get(f"{year}?way=shared"))
    decision = {
        "action": "decide",
        "treatment": "rule",
        "decided_on": "2028-02-10",
        "reference": "AB 2028-07",
    }
    assert maker.post(year, decision | {"reference": ""}).status_code == 422
    assert maker.post(year, decision | {"decided_on": "2027-06-01"}).status_code == 409
    assert maker.post(year, decision).status_code == 302
    assert "Stel vast en verzegel" not in text_of(maker.get(year))
    assert maker.post(year, {"action": "adopt"}).status_code == 409
    assert maker.post(year, {"action": "nonsense"}).status_code == 404
    assert "AB 2028-07, 10 februari 2028" in text_of(releaser.get(year))
    assert releaser.post(year, {"action": "adopt"}).status_code == 302
    page = text_of(releaser.get(year))
    assert "Verzegeld" in page
    assert "Leg het besluit" not in page
    assert "Reserve en doel" in text_of(releaser.get(YEARS))


def test_a_decision_is_taken_back_with_the_reason(world: World, signed_in: SignedIn) -> None:
    bills = year_billed(world)
    fill_costs(bills)
    year = started(bills)
    decided(bills, year)
    releaser = signed_in(bills.releaser)
    assert releaser.post(page_of(year), {"action": "take_back", "because": ""}).status_code == 422
    assert (
        releaser.post(page_of(year), {"action": "take_back", "because": "Kosten kloppen niet"}).status_code
        == 302
    )
    page = text_of(releaser.get(page_of(year)))
    assert "Kosten kloppen niet" in page
    assert "Leg het besluit van het bestuur vast" in page


def test_a_customer_reads_its_own_amounts_with_why_once_they_were_adopted(
    world: World, signed_in: SignedIn
) -> None:
    bills = year_billed(world)
    fill_costs(bills)
    year = started(bills)
    decided(bills, year)
    customer = signed_in(bills.first)
    assert "nog geen jaar afgerekend" in text_of(customer.get(YEARS))
    billing.adopt_year(actor=bills.releaser, settlement=year, at=NEW_YEAR)
    page = text_of(customer.get(YEARS))
    assert "AB 2028-07" in page
    assert customer.get(page_of(year)).status_code == 404
    mine = next(each for each in billing.own_year_shares(actor=bills.first) if each.share.part.code == "SP10")
    theirs, *_ = billing.own_year_shares(actor=bills.second)
    listed = text_of(customer.get(YEARS))
    assert "SP10 Dienst SP10" in listed, "a service is called as the page is written"
    assert "SP10 Service SP10" not in listed
    page = text_of(customer.get(reverse("billing:year_share", args=[mine.id])))
    assert "Van wat de dienst kostte, € 20.000,00: als € 2.500,00 van de" in page
    assert "Min wat over 2027 is gefactureerd" in page
    assert "Vlist" not in page
    assert customer.get(reverse("billing:year_share", args=[theirs.id])).status_code == 404


def test_what_became_known_later_stands_on_the_page_of_the_sealed_year(
    world: World, signed_in: SignedIn
) -> None:
    bills = year_billed(world)
    year = sealed(bills)
    fill_costs(bills, COSTS.replace("20000,00", "20600,00"))
    page = text_of(signed_in(bills.maker).get(page_of(year)))
    assert "corrigeert dit jaar met € 600,00" in page
    assert "samen € 6.100,00 terug" in page


def test_the_workbook_and_the_paper_say_the_same(world: World, signed_in: SignedIn) -> None:
    bills = year_billed(world)
    year = sealed(bills)
    maker = signed_in(bills.maker)
    mine, *_ = billing.own_year_shares(actor=bills.first)
    for address in (page_of(year), YEARS, reverse("billing:year_share", args=[mine.id])):
        book = maker.get(f"{address}?format=xlsx")
        assert CalamineWorkbook.from_filelike(
            io.BytesIO(b"".join(book) if book.streaming else book.content)
        ).sheet_names
        assert maker.get(f"{address}?format=pdf").status_code == 200


def test_those_who_decide_and_those_who_pay_are_told(world: World) -> None:
    bills = year_billed(world)
    sealed(bills)
    for each in (world.provider, world.first.id):
        deliver_waiting(each)
    subjects = {
        who.person_name: [each.subject for each in notices.inbox_of(actor=who)]
        for who in (bills.releaser, bills.maker, bills.first)
    }
    for who, words in ((bills.releaser, "2027"), (bills.maker, "2027"), (bills.first, "2027")):
        assert any(words in each for each in subjects[who.person_name]), who.person_name


def test_the_statements_of_a_page_do_not_grow_with_years(world: World, signed_in: SignedIn) -> None:
    bills = year_billed(world)
    year = sealed(bills)
    maker = signed_in(bills.maker)

    def statements(address: str) -> int:
        maker.get(address)
        with CaptureQueriesContext(connection) as queries:
            maker.get(address)
        return len(queries)

    before = [statements(each) for each in (YEARS, page_of(year))]
    _one_more(bills)
    assert [statements(each) for each in (YEARS, page_of(year))] == before


def _one_more(bills: Settling) -> None:
    billing.start_year(actor=bills.maker, cooperation=bills.world.cooperation, year=2028, at=NEW_YEAR)
