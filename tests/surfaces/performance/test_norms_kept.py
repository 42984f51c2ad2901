"""The pages on which both sides read how norms were kept, and the files of the same figures."""

import html
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook
from tests.capabilities.cases.desk import asked, controller_of, published, seen
from tests.capabilities.performance.agreeing import agree, dfa, dvo
from tests.capabilities.performance.test_claims_against_their_norm import reject_at_the_desk
from tests.world import MONDAY, World, employ

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.design.api import in_words
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Period

ALL = reverse("performance:all")
WHY = "Why the cases that ran furthest over were due when they were"


@pytest.fixture
def busy(world: World) -> World:
    """One claim kept the norm, one did not, one lies with its manager."""
    reject_at_the_desk(world, handed_in=0, decided=3, settled=4)
    reject_at_the_desk(world, handed_in=0, decided=0, settled=4)
    world.submitted(world.second.anna, at=world.at)
    return world


def second(world: World) -> Actor:
    """A second reader of figures at the provider, who signs what the first offered."""
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Cora Vink", None, Role.CONTRACT_MANAGER)


def of(world: World) -> str:
    return reverse("performance:customer", args=[world.first.id])


def test_the_contract_manager_sees_all_customers_side_by_side(busy: World, signed_in: Any) -> None:
    page = signed_in(busy.contract_manager).get(ALL).text
    assert "quarter 4 of 2026" in page
    assert "1 norm was not kept" in page
    assert "Nederlek" in page
    assert "Vlist" in page
    assert "50.0%" in page


def test_a_customer_sees_only_its_own(busy: World, signed_in: Any) -> None:
    client = signed_in(busy.first.carla)
    page = client.get(ALL).text
    assert "Nederlek" in page
    assert "Vlist" not in page
    assert client.get(of(busy)).status_code == 200
    assert client.get(reverse("performance:customer", args=[busy.second.id])).status_code == 404


def test_one_service_of_two_providers_is_called_by_its_provider_in_the_list_and_the_report(
    busy: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a list of services goes over to a desk of its own, and both offer what is in it."""
    period = Period(date(2026, 10, 1), date(2027, 1, 1))
    seen = performance.performance(actor=busy.first.carla, period=period, now=timezone.now())
    (first,) = seen.services
    both = replace(
        seen, services=(first, replace(first, provider_id=busy.second.id, provider_name="Gemeente Vlist"))
    )
    monkeypatch.setattr(performance, "performance", lambda **_: both)
    client = signed_in(busy.first.carla)
    listed, report = client.get(ALL).text, client.get(of(busy)).text
    for name in ("Expense claim (Servicecentrum K5)", "Expense claim (Gemeente Vlist)"):
        assert name in listed
        assert f"SP10 {name}" in report
    monkeypatch.setattr(performance, "performance", lambda **_: seen)
    assert "(Servicecentrum K5)" not in client.get(ALL).text + client.get(of(busy)).text


def test_page_workbook_and_paper_say_the_same(busy: World, signed_in: Any) -> None:
    client = signed_in(busy.contract_manager)
    page = client.get(of(busy)).text
    assert "1 of 1 norm was not kept: 1 of 2 cases were closed in time, 50.0%." in page
    assert "promised 95%" in page
    assert "the manager" in page
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{of(busy)}?format=xlsx").content))
    cells = [
        cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    ]
    assert any("1 of 2 cases" in str(value) for value in cells)
    paper = client.get(f"{of(busy)}?format=pdf").content
    text = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    assert "1 of 2 cases were closed in" in " ".join(text.split())


def test_what_was_agreed_stands_on_page_workbook_and_paper_and_is_signed(busy: World, signed_in: Any) -> None:
    agree(busy, dvo(duty=agreements.Duty(2, Decimal(90))), dfa())
    with time_machine.travel(MONDAY + timedelta(days=45), tick=False):
        manager, controller = signed_in(busy.contract_manager), signed_in(busy.first.carla)
        quarter = f"{of(busy)}?span=quarter&day=2026-11-01"
        page = " ".join(controller.get(quarter).text.split())
        for told in (
            "45 whole points short, 1 % of €7,500.00 for each point",
            "above the ceiling of 20 % of €7,500.00 in a year, €1,500.00",
            "Numbers beside the plan of the year",
            "What the customer does itself",
        ):
            assert told in page
        for text in (
            str(
                CalamineWorkbook.from_filelike(
                    io.BytesIO(controller.get(f"{quarter}&format=xlsx").content)
                ).sheet_names
            ),
            paper_of(controller.get(f"{quarter}&format=pdf").content),
        ):
            assert "credited" in text
        place = manager.post(f"{of(busy)}aanbieden/?span=quarter&day=2026-11-01").headers["Location"]
        assert "1,500.00" in controller.get(place).text
        assert "1.500,00" in paper_of(signed_in(busy.first.carla, "nl").get(f"{place}?format=pdf").content)


def paper_of(content: bytes) -> str:
    """The words of a PDF."""
    return " ".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(content))


def test_in_dutch_everything_is_dutch(busy: World, signed_in: Any) -> None:
    client = signed_in(busy.first.carla, "nl")
    assert "Niet gehaald" in client.get(ALL).text
    page = client.get(of(busy)).text
    assert "Hoe de normen zijn gehaald" in page
    assert "betaald binnen 2 werkdagen" in page
    assert "de leidinggevende" in page


def test_a_controller_opens_the_cases_a_contract_manager_reads_why(busy: World, signed_in: Any) -> None:
    controller, manager = (
        signed_in(who).get(of(busy)).text for who in (busy.first.carla, busy.contract_manager)
    )
    why = controller.partition(WHY)[2]
    assert re.search('<h3><a href="[^"]+">2026-', why)
    assert "Agreed: 2 working days of the provider." in why
    why = manager.partition(WHY)[2]
    assert re.search("<h3>2026-", why)
    assert "Agreed: 2 working days of the provider." in why


def test_a_case_from_before_its_service_was_published_is_explained_by_the_norm_that_judged_it(
    world: World, signed_in: Any
) -> None:
    reject_at_the_desk(world, handed_in=-82, decided=-74, settled=-62)
    for who in (world.first.carla, world.contract_manager):
        page = signed_in(who).get(f"{of(world)}?span=quarter&day=2026-08-01").text
        assert "Furthest beyond the norm" in page
        assert "Agreed: 2 working days of the provider." in page.partition(WHY)[2]


def test_why_a_late_case_was_due_is_told_to_both_as_on_its_own_page(world: World, signed_in: Any) -> None:
    service = published(world, controller_of(world, "Cor Blom"))
    case = asked(world.first.anna, service)
    day = timedelta(days=1)
    cases.wait_for_third(actor=world.clerk, case=case, words="Het salarispakket", at=MONDAY + day)
    cases.resume_case(actor=world.clerk, case=case, words="", at=MONDAY + 2 * day)
    with time_machine.travel(MONDAY + 30 * day, tick=False):
        cases.close_case(
            actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar", at=MONDAY + 30 * day
        )
        steps = told_of(case, world)
        assert len(steps) >= 5
        for who in (world.first.carla, world.contract_manager):
            shown = signed_in(who).get(f"{of(world)}?span=quarter&day=2026-10-01")
            why = html.unescape(shown.text.partition(WHY)[2])
            assert re.findall("<li>(.*?)</li>", why.partition("</ol>")[0]) == steps
            for secret in ("Verklaring voor de bank", "salarispakket", "Anna"):
                assert secret not in shown.text


def told_of(case: UUID, world: World) -> list[str]:
    """The term of a case as its own page says it, in English."""
    with translation.override("en"):
        return [in_words(each) for each in seen(world.clerk, case, timezone.now()).why_term]


def test_a_period_without_cases_says_so(busy: World, signed_in: Any) -> None:
    client = signed_in(busy.contract_manager)
    assert "Nothing to hold against a norm" in client.get(f"{ALL}?span=month&day=2020-01-01").text
    assert client.get(f"{of(busy)}?span=month&day=2020-01-01").status_code == 200


def test_others_are_refused(busy: World, signed_in: Any) -> None:
    for actor in (busy.first.anna, busy.first.jan, busy.clerk, busy.first.ad):
        assert signed_in(actor).get(ALL).status_code == 403


def test_as_many_statements_for_more_claims(busy: World, signed_in: Any) -> None:
    client = signed_in(busy.contract_manager)

    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            client.get(of(busy))
        return len(statements)

    asked()
    few = asked()
    for _ in range(3):
        reject_at_the_desk(busy, handed_in=0, decided=0, settled=1)
    assert asked() == few


def test_figures_are_offered_signed_and_read_by_both(busy: World, signed_in: Any) -> None:
    with time_machine.travel(MONDAY + timedelta(days=45), tick=False):
        manager, controller = signed_in(busy.contract_manager), signed_in(busy.first.carla)
        month = f"{of(busy)}?span=month&day=2026-11-01"
        assert "Offer for signing" in manager.get(month).text
        assert "Offer for signing" not in controller.get(month).text
        offer = f"{of(busy)}aanbieden/?span=month&day=2026-11-01"
        place = manager.post(offer).headers["Location"]
        assert "two others do" in manager.post(place, {"action": "sign"}).text
        page = controller.get(place).text
        assert "Waits for signatures" in page
        assert "Sign these figures" in page
        assert controller.post(place, {"action": "refuse"}).status_code == 422
        for client in (manager, controller):
            waits = client.get(month).text
            assert "Offer for signing" not in waits
            assert place in waits
            assert "Waits for signatures" in waits
        assert controller.post(place, {"action": "sign"}).status_code == 302
        assert "Carla Dekker" in controller.get(place).text
        assert "Waits for signatures" in controller.get(ALL).text
        assert "by Coen Visser of" in controller.get(place).text
        assert signed_in(second(busy)).post(place, {"action": "sign"}).status_code == 302
        assert "Cora Vink, for the provider" in controller.get(place).text
        assert "Carla Dekker, for the customer" in manager.get(place).text
        paper = pypdfium2.PdfDocument(controller.get(f"{place}?format=pdf").content)
        written = " ".join(sheet.get_textpage().get_text_range() for sheet in paper)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(controller.get(f"{place}?format=xlsx").content))
        cells = str([workbook.get_sheet_by_name(sheet).to_python() for sheet in workbook.sheet_names])
        for who in ("Cora Vink", "Carla Dekker"):
            assert who in written
            assert who in cells
        assert signed_in(busy.second.carla).get(place).status_code == 404


def test_in_a_signed_report_the_cases_furthest_over_open_as_on_the_live_page(
    busy: World, signed_in: Any
) -> None:
    with time_machine.travel(MONDAY + timedelta(days=45), tick=False):
        manager, controller = signed_in(busy.contract_manager), signed_in(busy.first.carla)
        month = f"{of(busy)}?span=month&day=2026-11-01"
        live = {client: client.get(month).text.partition(WHY)[2] for client in (manager, controller)}
        place = manager.post(f"{of(busy)}aanbieden/?span=month&day=2026-11-01").headers["Location"]
        assert controller.post(place, {"action": "sign"}).status_code == 302
        assert signed_in(second(busy)).post(place, {"action": "sign"}).status_code == 302
        for client, shown in live.items():
            why = client.get(place).text.partition(WHY)[2]
            assert "Agreed: 2 working days of the provider." in why
            assert re.findall("<h3>.*?</h3>|<li>.*?</li>", why) == re.findall(
                "<h3>.*?</h3>|<li>.*?</li>", shown
            )
        assert re.search('<h3><a href="[^"]+">2026-', live[controller])


def test_what_is_known_today_of_a_period_that_is_over_is_dated_today_and_what_was_offered_by_its_day(
    busy: World, signed_in: Any
) -> None:
    month = "?span=month&day=2026-11-01"
    with time_machine.travel(MONDAY + timedelta(days=45), tick=False):
        manager = signed_in(busy.contract_manager)
        shown = manager.get(f"{of(busy)}{month}").text
        assert "November 2026 · 7 January 2027" in shown
        place = manager.post(f"{of(busy)}aanbieden/{month}").headers["Location"]
        assert "January 2027" in manager.get(f"{of(busy)}{month}").text
    with time_machine.travel(MONDAY + timedelta(days=50), tick=False):
        manager = signed_in(busy.contract_manager)
        assert "· 7 January 2027" in manager.get(place).text
        assert "· 12 January 2027" in manager.get(f"{of(busy)}{month}").text
        assert "12 January 2027" in paper_of(manager.get(f"{of(busy)}{month}&format=pdf").content)


def test_it_is_the_first_page_of_a_contract_manager(busy: World, signed_in: Any) -> None:
    assert signed_in(busy.contract_manager).get(reverse("front:home"))["Location"] == ALL


def test_what_was_missed_stands_first_and_the_rest_is_folded_where_it_is_long(
    busy: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with translation.override("en"):
        short = signed_in(busy.contract_manager).get(ALL)
        monkeypatch.setattr("bodemplaat.surfaces.performance.views.SHORT", 0)
        long = signed_in(busy.contract_manager).get(ALL)
    (missed,) = long.context["missed"]
    rest = [*long.context["kept"], *long.context["not_judged"]]
    assert missed["is_met"] is False
    assert rest
    assert all(row["is_met"] is not False for row in rest)
    first, *folded = long.text.split("<main", 1)[1].split("<details")
    folded = [each for each in folded if "Nederlek" in each or "Vlist" in each]
    assert f">{missed['customer']}</a>" in first
    assert not any(each.startswith(' class="details" open') for each in folded)
    assert len(folded) == sum(bool(long.context[each]) for each in ("kept", "not_judged"))
    assert short.text.split("<main", 1)[1].count('<details class="details" open>') == len(folded)


def test_what_was_signed_by_both_is_shown_on_its_period_and_not_offered_again(
    busy: World, signed_in: Any
) -> None:
    with time_machine.travel(MONDAY + timedelta(days=45), tick=False):
        manager, controller = signed_in(busy.contract_manager), signed_in(busy.first.carla)
        month = f"{of(busy)}?span=month&day=2026-11-01"
        place = manager.post(f"{of(busy)}aanbieden/?span=month&day=2026-11-01").headers["Location"]
        controller.post(place, {"action": "sign"})
        performance.sign_report(actor=second(busy), report=UUID(place.split("/")[-2]), at=timezone.now())
        for client in (manager, controller):
            page = client.get(month).text
            assert "Signed by both" in page
            assert place in page
            assert "Offer for signing" not in page
        assert "Offer for signing" in manager.get(f"{of(busy)}?span=quarter&day=2026-10-01").text
