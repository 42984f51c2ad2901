"""The account that an organisation pays from: proposed by its administrator, confirmed by its controller."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from tests.capabilities.payments.test_batches import codes
from tests.world import IBANS, World, employ

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.models import AccountChange
from bodemplaat.foundation.audit.api import TrailFilter, organisation_trail
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered

NEW = "NL02ABNA0123456789"


def propose(world: World, *, by: Actor | None = None, **changed: str) -> UUID:
    sent = {"iban": NEW, "name": "Gemeente Nederlek", "bic": "", "reason": "Andere huisbank"} | changed
    return payments.propose_account(
        actor=by or world.first.ad, organisation=world.first.id, **sent, at=world.at
    )


def paid_from(world: World) -> list[str]:
    return [each.iban for each in payments.accounts_kept(actor=world.first.ad) if each.active]


def test_nothing_is_paid_from_it_before_a_controller_confirms_it(world: World) -> None:
    before = paid_from(world)
    change = propose(world, iban="nl02 abna 0123 4567 89")
    assert paid_from(world) == before
    assert payments.account_change_waits(actor=world.first.carla)
    payments.confirm_account(actor=world.first.carla, change=change, at=world.at)
    assert paid_from(world) == [NEW]
    kept = payments.accounts_kept(actor=world.first.carla)
    assert [each.iban for each in kept if not each.active] == before, "the earlier one stays readable"
    (seen,) = payments.account_changes(actor=world.first.ad)
    assert (seen.state, seen.asked_by_name, seen.decided_by_name) == (
        "confirmed",
        "Ad van Dijk",
        "Carla Dekker",
    )
    with pytest.raises(Refused, match="decided already"):
        payments.confirm_account(actor=world.first.carla, change=change, at=world.at)


def test_no_human_being_confirms_their_own_with_another_role_or_job(world: World) -> None:
    change = propose(world)
    hall = world.first
    both = employ(hall.system, hall.id, hall.unit, "Ad van Dijk", None, Role.CONTROLLER, hall.ad.user_id)
    for decide in (
        lambda: payments.confirm_account(actor=both, change=change, at=world.at),
        lambda: payments.refuse_account(actor=both, change=change, reason="Nee", at=world.at),
    ):
        with pytest.raises(Refused, match="yourself"):
            decide()
    for somebody in (hall.ad, hall.jan, hall.anna):
        with pytest.raises(Refused, match="A controller of the organisation decides"):
            payments.confirm_account(actor=somebody, change=change, at=world.at)
    assert NEW not in paid_from(world)


def test_the_database_itself_wants_two(world: World) -> None:
    propose(world)
    with entered(world.first.system):
        waiting = AccountChange.records.of(world.first.system).filter(state="asked")
        with pytest.raises(IntegrityError, match="account_changed_by_two"), transaction.atomic():
            waiting.update(state="confirmed", decided_by=F("asked_by"))


def test_only_an_administrator_of_the_organisation_proposes_and_nobody_adds_one_alone(world: World) -> None:
    for somebody in (world.first.carla, world.first.jan, world.payer):
        with pytest.raises(Refused):
            propose(world, by=somebody)
    with pytest.raises((Refused, NotFound)):
        propose(world, by=world.second.ad)
    with pytest.raises(Refused, match="confirmed by a controller"):
        payments.add_bank_account(
            actor=world.first.ad, organisation=world.first.id, iban=NEW, name="Gemeente", at=world.at
        )
    assert NEW not in paid_from(world)


def test_everything_wrong_with_it_is_said_at_once(world: World) -> None:
    with pytest.raises(payments.UnsoundAccount) as error:
        propose(world, iban="NL12", name=" ", bic="x", reason=" ")
    assert codes(error) == ["payments.iban", "payments.name", "payments.bic", "payments.no_reason"]
    assert payments.account_changes(actor=world.first.ad) == ()


def test_an_account_of_another_organisation_here_is_refused_when_proposed_and_when_confirmed(
    world: World,
) -> None:
    with pytest.raises(payments.UnsoundAccount) as error:
        propose(world, iban=IBANS[3])
    assert codes(error) == ["payments.account_elsewhere"]
    change = propose(world)
    payments.add_bank_account(
        actor=world.second.system, organisation=world.second.id, iban=NEW, name="Gemeente", at=world.at
    )
    with pytest.raises(payments.UnsoundAccount) as error:
        payments.confirm_account(actor=world.first.carla, change=change, at=world.at)
    assert codes(error) == ["payments.account_elsewhere"]
    assert NEW not in paid_from(world)


def test_the_account_that_is_paid_from_already_is_no_change_but_another_name_is(world: World) -> None:
    payments.confirm_account(actor=world.first.carla, change=propose(world), at=world.at)
    with pytest.raises(payments.UnsoundAccount) as error:
        propose(world)
    assert codes(error) == ["payments.same_account"]
    change = propose(world, name="Gemeente Nederlek, kas")
    payments.confirm_account(actor=world.first.carla, change=change, at=world.at)
    kept = payments.accounts_kept(actor=world.first.ad)
    assert [each.name for each in kept if each.iban == NEW] == ["Gemeente Nederlek, kas"]


def test_one_waits_at_a_time_and_is_withdrawn_or_refused_with_a_reason(world: World) -> None:
    first = propose(world)
    with pytest.raises(Refused, match="waits for a controller already"):
        propose(world, reason="Nog een keer")
    with pytest.raises(Refused):
        payments.withdraw_account(actor=world.first.carla, change=first, at=world.at)
    payments.withdraw_account(actor=world.first.ad, change=first, at=world.at)
    second = propose(world)
    with pytest.raises(Refused, match="why not"):
        payments.refuse_account(actor=world.first.carla, change=second, reason=" ", at=world.at)
    payments.refuse_account(actor=world.first.carla, change=second, reason="Niet van ons", at=world.at)
    seen = {each.state: each.answer for each in payments.account_changes(actor=world.first.ad)}
    assert seen == {"withdrawn": "", "refused": "Niet van ons"}
    with pytest.raises(NotFound):
        payments.account_change(actor=world.second.ad, change=second)
    assert NEW not in paid_from(world)


def test_the_trail_tells_facts_and_four_characters_only(world: World) -> None:
    change = propose(world)
    payments.confirm_account(actor=world.first.carla, change=change, at=world.at)
    trail = organisation_trail(actor=world.first.carla, organisation=world.first.id, narrow=TrailFilter())
    lines = {line.action: dict(line.details) for line in trail.lines if "account_change" in line.action}
    assert lines == {
        "account_change.asked": {"ends_in": "6789"},
        "account_change.confirmed": {"ends_in": "6789"},
    }
    assert not any(NEW in str(line.details) or "huisbank" in str(line.details) for line in trail.lines)


def test_the_controller_hears_of_it_and_the_administrator_what_became_of_it(world: World) -> None:
    change = propose(world)
    deliver_waiting(world.first.id)
    assert [each.path for each in inbox_of(actor=world.first.carla)] == ["/inrichting/rekening/"]
    payments.refuse_account(actor=world.first.carla, change=change, reason="Niet van ons", at=world.at)
    deliver_waiting(world.first.id)
    (told,) = inbox_of(actor=world.first.ad)
    assert told.subject == "De rekening die eindigt op 6789 is geweigerd"
