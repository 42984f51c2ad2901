"""A backup was set up: what went to the bank since is not known, so nothing is paid until two payers read the statements."""

import uuid
from datetime import date, timedelta

import psycopg
import pytest
from tests.capabilities.payments.bank import bank_file, booked, sent, statement
from tests.database import TestDatabase
from tests.scenarios.paying import ACCOUNT, DAY, read, released
from tests.world import IBANS, World, journey

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.tenancy.api import NotFound, Refused
from bodemplaat.kernel import IllegalMove

OTHER = "NL02ABNA0123456789"
NONE = "De bank heeft geen afschrift: er is niets afgeschreven"


def restored(database: TestDatabase, world: World) -> None:
    """What setting a backup up leaves behind: that of this morning, set up an hour ago."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "INSERT INTO backup_restoration (id, moment, restored_at) VALUES (%s, %s, %s)",
            [uuid.uuid4(), world.at - timedelta(hours=3), world.at - timedelta(hours=1)],
        )


def made(world: World) -> uuid.UUID:
    """A batch of what waits."""
    day = world.at.date() + DAY
    return payments.make_batch(actor=world.payer, execution_date=day, key=uuid.uuid4().hex, at=world.at)


def test_nothing_is_paid_until_two_payers_say_that_the_statements_were_read(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    world.approved(world.first.anna, journey())
    batch = made(world)
    world.approved(world.first.bert, journey("9"))
    assert payments.paying_shut(actor=world.payer) is None
    restored(database, world)

    for _ in range(2):  # shut, and shut again once one of the two has said it
        with pytest.raises(payments.PayingShut, match="could be paid twice"):
            payments.release_batch(actor=world.paula, batch=batch, at=world.at)
        with pytest.raises(payments.PayingShut):
            made(world)
        said = payments.say_statements_read(actor=world.payer, reason=NONE, at=world.at)
    with pytest.raises(Refused, match="yourself"):
        payments.confirm_statements_read(actor=world.payer, reopening=said, at=world.at)
    with pytest.raises(Refused):
        payments.confirm_statements_read(actor=world.clerk, reopening=said, at=world.at)
    with pytest.raises(NotFound):
        payments.confirm_statements_read(actor=world.paula, reopening=uuid.uuid4(), at=world.at)
    shut = payments.paying_shut(actor=world.paula)
    assert shut is not None
    assert (shut.reopening, shut.why_not, shut.reason, len(shut.unread)) == (said, None, NONE, 2)

    for _ in range(2):
        payments.confirm_statements_read(actor=world.paula, reopening=said, at=world.at)
    assert payments.paying_shut(actor=world.payer) is None
    payments.release_batch(actor=world.paula, batch=batch, at=world.at)
    assert made(world)
    acts = [line.action for line in trail_of(actor=world.payer, subject=said)]
    assert acts == ["paying.statements_said", "paying.statements_confirmed"]


def test_a_file_from_before_is_not_handed_out_a_second_time(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    world.approved(world.first.anna, journey())
    released(world)
    restored(database, world)
    (batch,) = payments.batches(actor=world.payer)
    with pytest.raises(payments.PayingShut):
        payments.batch_file(actor=world.payer, batch=batch.id)


def test_what_one_payer_said_can_be_taken_back_and_said_again(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    with pytest.raises(IllegalMove):
        payments.say_statements_read(actor=world.payer, reason=NONE, at=world.at)
    restored(database, world)
    first = payments.say_statements_read(actor=world.payer, reason=NONE, at=world.at)
    payments.decline_statements_read(actor=world.paula, reopening=first, at=world.at)
    with pytest.raises(IllegalMove):
        payments.confirm_statements_read(actor=world.paula, reopening=first, at=world.at)
    again = payments.say_statements_read(actor=world.paula, reason=NONE, at=world.at)
    assert again != first
    payments.confirm_statements_read(actor=world.payer, reopening=again, at=world.at)
    assert payments.paying_shut(actor=world.paula) is None


def test_each_restore_shuts_paying_anew_and_statements_read_since_are_counted(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    world.approved(world.first.anna, journey())
    file = released(world)
    restored(database, world)
    said = payments.say_statements_read(actor=world.payer, reason=NONE, at=world.at)
    payments.confirm_statements_read(actor=world.paula, reopening=said, at=world.at)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "INSERT INTO backup_restoration (id, moment, restored_at) VALUES (%s, %s, %s)",
            [uuid.uuid4(), world.at, world.at],
        )
    shut = payments.paying_shut(actor=world.payer)
    assert shut is not None
    assert shut.reopening is None
    assert len(shut.unread) == 2
    day = world.at.date() + DAY
    entries = [booked(each, uuid.uuid4().hex[:30], day) for each in sent(file, ACCOUNT)]
    read(world, bank_file(statement(*entries, on=day, account=ACCOUNT, name="later")), world.at + DAY)
    shut = payments.paying_shut(actor=world.payer)
    assert shut is not None
    assert {each.iban: each.last_day for each in shut.accounts} == {ACCOUNT: day, IBANS[3]: None}


def test_without_a_statement_of_every_account_nobody_opens_paying_unless_it_is_said_why(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    world.approved(world.first.anna, journey())
    file = released(world)
    restored(database, world)

    def statement_of(day: date, account: str, name: str) -> None:
        entries = [booked(each, uuid.uuid4().hex[:30], day) for each in sent(file, account)]
        read(world, bank_file(statement(*entries, on=day, account=account, name=name)), world.at + DAY)

    today = world.at.date()
    with pytest.raises(Refused) as no:
        payments.say_statements_read(actor=world.payer, reason="  ", at=world.at)
    assert f"({ACCOUNT[-4:]})" in str(no.value)
    assert f"({IBANS[3][-4:]})" in str(no.value)
    statement_of(today + DAY, ACCOUNT, "of-the-first")
    statement_of(today - DAY, IBANS[3], "from-before-the-backup")
    with pytest.raises(Refused) as no:
        payments.say_statements_read(actor=world.payer, at=world.at)
    assert f"({ACCOUNT[-4:]})" not in str(no.value)
    assert f"({IBANS[3][-4:]})" in str(no.value), "it says nothing of what came after the backup"
    statement_of(today, IBANS[3], "of-the-day-itself")
    said = payments.say_statements_read(actor=world.payer, at=world.at)
    payments.add_bank_account(
        actor=world.first.system, organisation=world.first.id, iban=OTHER, name="Gemeente", at=world.at
    )
    with pytest.raises(Refused, match="no statement was read"):
        payments.confirm_statements_read(actor=world.paula, reopening=said, at=world.at)
    statement_of(today, OTHER, "of-another")
    payments.confirm_statements_read(actor=world.paula, reopening=said, at=world.at)
    assert payments.paying_shut(actor=world.payer) is None
