"""An invoice is kept as long as its last credit note, which refers to it."""

from datetime import UTC, date, datetime

from tests.capabilities.sales.selling import issued, set_up
from tests.world import MONDAY, World

from bodemplaat.capabilities.sales import api as sales
from bodemplaat.capabilities.sales.models import SalesInvoice
from bodemplaat.capabilities.sales.retention import SALES
from bodemplaat.foundation.tenancy.api import entered

LATER = datetime(2027, 2, 1, 9, tzinfo=UTC)


def test_an_invoice_closes_with_its_last_credit_note(world: World) -> None:
    made = issued(world, set_up(world))
    note = sales.draft_credit_note(actor=world.clerk, invoice=made, key="terug", at=MONDAY)

    def closed() -> dict[object, int]:
        with entered(world.clerk):
            rows = SALES.closed(SalesInvoice.records.of(world.clerk), date(2030, 1, 1))
            return {row.pk: row.closed_on.year for row in rows}

    assert closed() == {}
    sales.issue_invoice(actor=world.kim, invoice=note, at=LATER)
    assert closed() == {made: 2027, note: 2027}
