"""The report on invoices in time, as page, workbook and paper."""

from typing import Any

import time_machine
from django.urls import reverse
from tests.capabilities.invoices.paid import PAY_ON, set_up
from tests.capabilities.invoices.test_invoices_against_their_norm import (
    NEW_YEAR,
    asked,
    paid,
    publish_invoices,
)
from tests.pages import signing_in
from tests.world import World

PAGE = reverse("performance:invoices")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@time_machine.travel(NEW_YEAR, tick=False)
def test_page_workbook_and_paper_say_it(world: World) -> None:
    set_up(world)
    publish_invoices(world)
    invoice = asked(world)
    paid(world, invoice, on=PAY_ON)
    manager, query = signing_in("en")(world.contract_manager), {"span": "quarter", "day": "2026-12-01"}
    shown = text(manager.get(PAGE, query))
    for said in (
        "1 of 1 invoice was paid within the term of the law",
        "Nederlek",
        "the budget holder",
        "Financiën",
    ):
        assert said in shown
    for form in ("xlsx", "pdf"):
        file = manager.get(PAGE, query | {"format": form})
        assert (file.status_code, len(file.content) > 2000) == (200, True)
    assert "Of no invoice the term ended" in text(manager.get(PAGE, {"span": "month", "day": "2025-12-01"}))
    assert signing_in("en")(world.clerk).get(PAGE).status_code == 403
    assert PAGE in text(manager.get(reverse("performance:all")))
