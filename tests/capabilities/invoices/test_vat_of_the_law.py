"""A Dutch supplier that invoices at a rate the law does not have is asked about, and nothing is stopped by it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.capabilities.invoices.post import OTHER, bill, codes, receive, seen
from tests.formats.invoices.samples import line
from tests.world import World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.reckoning.vat import against_the_law
from bodemplaat.capabilities.invoices.vocabulary import OTHER_RATE
from bodemplaat.formats.invoices.values import InvoicePeriod, Party
from bodemplaat.kernel import Severity


def test_a_rate_that_the_law_does_not_have_is_a_warning(world: World) -> None:
    odd = receive(world, bill("1", lines=(line(1, "100.00", rate="20"),)))
    view = seen(world, odd.invoice)
    assert OTHER_RATE in codes(view)
    assert (odd.state, view.row.errors) == (invoices.InvoiceState.REGISTERED, 0)
    (told,) = [each for each in view.known if each.code == OTHER_RATE]
    assert told.severity is Severity.WARNING
    assert "20" in told.render()
    assert "21 / 9" in told.render()
    sound = receive(world, bill("2", supplier=OTHER, lines=(line(1, "100.00", rate="9"),)))
    assert OTHER_RATE not in codes(seen(world, sound.invoice))


@pytest.mark.parametrize(
    ("changes", "is_asked"),
    [
        ({"issued": date(2019, 1, 10)}, True),
        ({"issued": date(2019, 1, 10), "delivered": date(2018, 12, 20)}, False),
        ({"issued": date(2019, 1, 10), "tax_point": date(2018, 12, 31)}, False),
        (
            {"issued": date(2019, 1, 10), "period": InvoicePeriod(date(2018, 12, 1), date(2018, 12, 31))},
            False,
        ),
        ({"issued": date(2018, 12, 31)}, False),
        ({"supplier": Party("Van elders", vat_number="DE129273398")}, False),
    ],
)
def test_each_day_that_the_invoice_names_counts(changes: dict[str, Any], is_asked: bool) -> None:
    sent = bill("3", lines=(line(1, "100.00", rate="6"),), **changes)
    assert bool(list(against_the_law(sent))) is is_asked


def test_what_is_due_at_no_rate_is_not_asked_about() -> None:
    exempt = bill("4", lines=(line(1, "100.00", category="E", rate="0"),))
    assert exempt.vat[0].rate == Decimal(0)
    assert list(against_the_law(exempt)) == []
