"""The list of statements tells what came of each."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.capabilities.payments.bank import all_paid, back, bank_file, booked, sent, statement
from tests.capabilities.payments.world import LATER, NEDERLEK, READ, SCHOONHOVEN, Cooperation

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats import camt
from bodemplaat.foundation.tenancy.api import entered
from bodemplaat.kernel import Euro


def read(k5: Cooperation, content: bytes) -> None:
    payments.upload_statement(actor=k5.anna, name="afschrift.xml", content=content, at=READ)


def test_a_statement_tells_what_was_paid_came_back_and_is_unknown(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20", "1.00", "7.00")
    file = k5.release(k5.make())
    first, *others = sent(file)
    stray = camt.Transaction(Euro.of("12.00"), counterparty="Bakker", remittance="huur")
    entries = [booked(t, f"B{i}") for i, t in enumerate([first, *others, back(first), stray])]
    read(k5, bank_file(statement(*entries)))
    (line,) = payments.statements(actor=k5.anna)
    amount = first.amount
    assert amount is not None
    assert (line.paid, line.paid_total) == (3, Euro.of("42.20"))
    assert (line.returned, line.returned_total) == (1, -amount if amount < Euro(0) else amount)
    assert (line.unknown, line.waiting, line.iban) == (1, 1, NEDERLEK)
    (unknown,) = payments.unknown_entries(actor=k5.anna).entries
    payments.settle_unknown_entry(actor=k5.anna, entry=unknown.id, note="Huur, geboekt.", at=LATER)
    (line,) = payments.statements(actor=k5.anna)
    assert (line.unknown, line.waiting) == (1, 0)


def test_a_batch_that_is_booked_as_one_amount_counts_its_payments(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20", "1.00")
    batch = k5.make()
    file = k5.release(batch)
    assert payments.batch(actor=k5.anna, batch=batch).states == {"released": 2}
    block = camt.batch_entry(sent(file), booked_on=LATER.date(), bank_reference="B1")
    read(k5, bank_file(statement(block)))
    (line,) = payments.statements(actor=k5.anna)
    assert (line.paid, line.paid_total) == (2, Euro.of("35.20"))
    assert payments.batch(actor=k5.anna, batch=batch).states == {"paid": 2}


def test_the_number_of_queries_does_not_follow_the_number_of_statements(k5: Cooperation) -> None:
    counts = []
    for _ in range(2):
        k5.owe("Nederlek", "34.20")
        k5.owe("Schoonhoven", "1.00")
        read(k5, all_paid(k5.release(k5.make()), [NEDERLEK, SCHOONHOVEN]))
        with (
            entered(k5.anna),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            payments.statements(actor=k5.anna)
        counts.append(len(queries))
    assert counts[0] == counts[1] == 3
