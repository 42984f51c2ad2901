"""From approved claims to the bank and back, for stories."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tests.capabilities.payments.bank import back, bank_file, booked, sent, statement
from tests.world import IBANS, World

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats import camt

ACCOUNT = IBANS[2]
"""From which the first municipality pays."""
DAY = timedelta(days=1)


def released(world: World) -> bytes:
    """Everything that waits goes to the bank: made by one payer, released by another; answers the file."""
    batch = payments.make_batch(
        actor=world.payer,
        execution_date=world.at.date() + DAY,
        key=uuid.uuid4().hex,
        at=world.at,
    )
    payments.release_batch(actor=world.paula, batch=batch, at=world.at)
    return payments.batch_file(actor=world.paula, batch=batch)[2]


def read(world: World, content: bytes, at: datetime) -> payments.StatementOutcome:
    """The payer hands in a bank statement."""
    return payments.upload_statement(actor=world.payer, name="afschrift.xml", content=content, at=at)


def paid(world: World) -> bytes:
    """Everything that waits is paid by the bank; answers the payment file."""
    file = released(world)
    read(world, _booked(sent(file, ACCOUNT), (world.at + DAY).date()), world.at + DAY)
    return file


def sent_back(world: World, file: bytes) -> None:
    """The bank returns everything in a payment file: the accounts are closed."""
    returned = [back(each) for each in sent(file, ACCOUNT)]
    read(world, _booked(returned, (world.at + DAY).date()), world.at + 2 * DAY)


def _booked(transactions: Sequence[camt.Transaction], day: date) -> bytes:
    entries = [booked(each, uuid.uuid4().hex[:30], day) for each in transactions]
    return bank_file(statement(*entries, on=day, account=ACCOUNT, name=uuid.uuid4().hex[:8]))
