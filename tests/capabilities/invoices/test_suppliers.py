"""The register of suppliers: how one begins, and that nothing is paid to an account that two clerks did not agree on."""

import importlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import F
from tests.capabilities.invoices.post import HOUR, OTHER, WRONG, bill, codes, receive, seen
from tests.database import TestDatabase
from tests.formats.invoices.samples import SUPPLIER
from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import AccountStanding, ByTwoState, InvoiceState
from bodemplaat.capabilities.invoices.models import ReceivedInvoice, Supplier, SupplierAccount
from bodemplaat.capabilities.invoices.values import SupplierRow, SupplierView
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered

USUAL, NEW = "NL91ABNA0417164300", "NL44RABO0123456789"
AT_ONCE = 8


def register(world: World, **narrow: object) -> tuple[SupplierRow, ...]:
    wanted = invoices.SupplierFilter(**narrow)  # type: ignore[arg-type]
    return invoices.suppliers_at_desk(actor=world.clerk, narrow=wanted).rows


def view_of(world: World, supplier: UUID, who: Actor | None = None) -> SupplierView:
    return invoices.supplier_view(actor=who or world.clerk, supplier=supplier, at=MONDAY)


def ask(world: World, supplier: UUID, iban: str = USUAL, by: Actor | None = None) -> UUID:
    return invoices.propose_supplier_account(
        actor=by or world.clerk, supplier=supplier, iban=iban, reason="Gebeld op het oude nummer", at=MONDAY
    )


def confirmed(world: World, supplier: UUID, iban: str = USUAL) -> UUID:
    account = ask(world, supplier, iban)
    invoices.SUPPLIER_ACCOUNTS.confirm(actor=world.kim, which=account, at=MONDAY)
    return account


def by_hand_as(world: World, name: str = "X", **numbers: str) -> UUID:
    return invoices.add_supplier(
        actor=world.clerk, organisation=world.first.id, name=name, **numbers, at=MONDAY
    )


def standing(world: World, invoice: UUID, on: date = TODAY) -> tuple[AccountStanding, date | None]:
    account = invoices.account_of_invoice(actor=world.clerk, invoice=invoice, on=on)
    return account.standing, account.payable_from


def test_a_supplier_begins_with_its_first_registered_invoice(world: World) -> None:
    waits = receive(world, bill("1"), WRONG)
    assert register(world) == ()
    invoices.register_invoice(actor=world.clerk, invoice=waits.invoice, words="Toch", at=MONDAY)
    receive(world, bill("2"), at=MONDAY + HOUR)
    (row,) = register(world)
    assert (row.name, row.accounts, row.asked, row.invoices) == ("Veenstra Kantoor B.V.", (), 0, 2)
    assert row.last_used_at == MONDAY + HOUR
    receive(world, bill("3", supplier=OTHER))
    receive(world, bill("1"), organisation=world.second.id)
    assert [(each.name, each.organisation_name) for each in register(world)] == [
        ("Houtman Groen", "Nederlek"),
        ("Veenstra Kantoor B.V.", "Nederlek"),
        ("Veenstra Kantoor B.V.", "Vlist"),
    ]
    (line_of_trail,) = trail_of(actor=world.system, subject=row.id)
    assert (line_of_trail.action, line_of_trail.details) == ("supplier.added", {"by_hand": False})


def test_one_put_in_by_hand_is_known_when_its_invoice_comes(world: World) -> None:
    by_hand = invoices.add_supplier(
        actor=world.clerk, organisation=world.first.id, name="Veenstra", vat="nl 1234.56782 b01", at=MONDAY
    )
    assert view_of(world, by_hand).begun_by_name == "Carlijn Bakker"
    for wrong in ({"name": " - "}, {"kvk": "123"}, {"oin": "x" * 20}, {"vat": "12"}):
        with pytest.raises(invoices.UnsoundSupplier):
            by_hand_as(world, **wrong)
    with pytest.raises(invoices.UnsoundSupplier, match="register"):
        invoices.add_supplier(
            actor=world.clerk, organisation=world.first.id, name="Anders", vat="NL123456782B01", at=MONDAY
        )
    groen = invoices.add_supplier(
        actor=world.clerk, organisation=world.first.id, name="Houtman", vat="NL001234567B01", at=MONDAY
    )
    got = receive(world, bill("7", supplier=OTHER))
    assert codes(seen(world, got.invoice)) == []
    assert invoices.account_of_invoice(actor=world.clerk, invoice=got.invoice, on=TODAY).supplier == groen


def test_an_account_is_paid_to_after_two_clerks_and_a_waiting_time(world: World) -> None:
    got = receive(world, bill("1"))
    (row,) = register(world)
    assert view_of(world, row.id).seen_accounts == (USUAL,)
    assert standing(world, got.invoice) == (AccountStanding.UNKNOWN, None)
    account = ask(world, row.id, "nl91 abna 0417 1643 00")
    assert standing(world, got.invoice) == (AccountStanding.ASKED, None)
    assert [each.id for each in register(world, waits="asked")] == [row.id]
    (shown,) = view_of(world, row.id).accounts
    assert (shown.may_decide, shown.may_withdraw) == (False, True)
    assert view_of(world, row.id, world.kim).accounts[0].may_decide
    with pytest.raises(Refused, match="own proposal"):
        invoices.SUPPLIER_ACCOUNTS.confirm(actor=world.clerk, which=account, at=MONDAY)
    invoices.SUPPLIER_ACCOUNTS.confirm(actor=world.kim, which=account, at=MONDAY)
    payable = TODAY + timedelta(days=5)
    assert standing(world, got.invoice) == (AccountStanding.LATER, payable)
    assert standing(world, got.invoice, payable) == (AccountStanding.PAYABLE, payable)
    assert register(world)[0].accounts == (USUAL,)
    with pytest.raises(Refused, match="decided already"):
        invoices.SUPPLIER_ACCOUNTS.confirm(actor=world.kim, which=account, at=MONDAY)
    invoices.end_supplier_account(actor=world.clerk, account=account, reason="Opgeheven", at=MONDAY)
    assert standing(world, got.invoice, payable) == (AccountStanding.UNKNOWN, None)
    with pytest.raises(Refused):
        invoices.end_supplier_account(actor=world.clerk, account=account, reason="Nog eens", at=MONDAY)
    ask(world, row.id)  # begins anew, by two


def test_no_human_being_confirms_their_own_with_another_job(world: World) -> None:
    receive(world, bill("1"))
    (row,) = register(world)
    account = ask(world, row.id)
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    again = employ(
        world.system, world.provider, desk.id, "Carlijn Bakker", None, Role.SSC_CLERK, world.clerk.user_id
    )
    for decide in (
        lambda: invoices.SUPPLIER_ACCOUNTS.confirm(actor=again, which=account, at=MONDAY),
        lambda: invoices.SUPPLIER_ACCOUNTS.refuse(actor=again, which=account, reason="Nee", at=MONDAY),
    ):
        with pytest.raises(Refused, match="own proposal"):
            decide()
    with entered(world.clerk):
        rows = SupplierAccount.records.of(world.clerk).filter(id=account)
        with pytest.raises(IntegrityError, match="confirmed_by_another"), transaction.atomic():
            rows.update(state=ByTwoState.CONFIRMED, decided_by=F("asked_by"), payable_from=TODAY)


def test_an_account_is_refused_or_taken_back(world: World) -> None:
    receive(world, bill("1"))
    (row,) = register(world)
    first = ask(world, row.id)
    with pytest.raises(Refused, match="already"):
        ask(world, row.id, by=world.kim)
    with pytest.raises(Refused):
        invoices.SUPPLIER_ACCOUNTS.refuse(actor=world.kim, which=first, reason=" ", at=MONDAY)
    invoices.SUPPLIER_ACCOUNTS.refuse(actor=world.kim, which=first, reason="Niemand nam op", at=MONDAY)
    second = ask(world, row.id)
    invoices.SUPPLIER_ACCOUNTS.withdraw(actor=world.kim, which=second, at=MONDAY)
    states = {each.id: (each.state, each.answer) for each in view_of(world, row.id).accounts}
    assert states == {first: (ByTwoState.REFUSED, "Niemand nam op"), second: (ByTwoState.WITHDRAWN, "")}
    for wrong in ("NL00ABNA0417164300", "", "x"):
        with pytest.raises(invoices.UnsoundSupplier):
            ask(world, row.id, wrong)
    with pytest.raises(invoices.NoReason):
        invoices.propose_supplier_account(
            actor=world.clerk, supplier=row.id, iban=USUAL, reason=" ", at=MONDAY
        )


def test_an_invoice_with_another_account_than_the_confirmed_one_waits(world: World) -> None:
    receive(world, bill("1"))
    (row,) = register(world)
    confirmed(world, row.id)
    changed = receive(world, bill("2", account=NEW))
    assert changed.state is InvoiceState.WAITING
    (known,) = seen(world, changed.invoice).known
    assert (known.code, known.values) == (invoices.OTHER_ACCOUNT, {"account": NEW, "earlier": USUAL})
    invoices.register_invoice(actor=world.clerk, invoice=changed.invoice, words="Gebeld", at=MONDAY)
    assert receive(world, bill("3", account=NEW)).state is InvoiceState.WAITING, (
        "once let pass is not confirmed"
    )
    assert standing(world, changed.invoice)[0] is AccountStanding.UNKNOWN
    confirmed(world, row.id, NEW)
    assert receive(world, bill("4", account=NEW)).state is InvoiceState.REGISTERED
    assert standing(world, changed.invoice)[0] is AccountStanding.LATER


def test_the_waiting_time_is_changed_by_two_and_holds_for_what_is_confirmed_later(world: World) -> None:
    receive(world, bill("1"))
    (row,) = register(world)
    confirmed(world, row.id)
    propose = {
        "actor": world.clerk,
        "organisation": world.first.id,
        "reason": "Bankpas gaat trager",
        "at": MONDAY,
    }
    for days in (-1, 61, 5):
        with pytest.raises(invoices.UnsoundSupplier):
            invoices.propose_waiting_time(**propose, days=days)  # type: ignore[arg-type]
    change = invoices.propose_waiting_time(**propose, days=10)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="already"):
        invoices.propose_waiting_time(**propose, days=11)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="own proposal"):
        invoices.WAITING_TIMES.confirm(actor=world.clerk, which=change, at=MONDAY)
    invoices.WAITING_TIMES.confirm(actor=world.kim, which=change, at=MONDAY)
    confirmed(world, row.id, NEW)
    payable = {each.iban: each.payable_from for each in view_of(world, row.id).accounts}
    assert payable == {USUAL: TODAY + timedelta(days=5), NEW: TODAY + timedelta(days=10)}
    times = {
        each.organisation_name: each.days for each in invoices.waiting_times(actor=world.clerk, at=MONDAY)
    }
    assert {"Nederlek": 10, "Vlist": 5}.items() <= times.items()
    other = invoices.propose_waiting_time(**propose, days=3)  # type: ignore[arg-type]
    invoices.WAITING_TIMES.refuse(actor=world.kim, which=other, reason="Te kort", at=MONDAY)
    third = invoices.propose_waiting_time(**propose, days=4)  # type: ignore[arg-type]
    invoices.WAITING_TIMES.withdraw(actor=world.clerk, which=third, at=MONDAY)
    assert view_of(world, row.id).waiting_days == 10


def test_colleagues_hear_of_it_and_whoever_asked_hears_what_became_of_it(world: World) -> None:
    receive(world, bill("1"))
    (row,) = register(world)
    first, second = ask(world, row.id), ask(world, row.id, NEW)
    invoices.SUPPLIER_ACCOUNTS.confirm(actor=world.kim, which=first, at=MONDAY)
    invoices.SUPPLIER_ACCOUNTS.refuse(actor=world.kim, which=second, reason="Onbekend", at=MONDAY)
    deliver_waiting(world.provider)
    told = [each.subject for each in inbox_of(actor=world.kim)]
    assert len([each for each in told if "Veenstra" in each]) == 2
    assert len([each for each in (e.subject for e in inbox_of(actor=world.clerk)) if "Veenstra" in each]) == 2


def test_nobody_else_sees_or_decides(world: World, elsewhere: World) -> None:
    receive(world, bill("1"))
    (row,) = register(world)
    account = ask(world, row.id)
    for who in (world.payer, world.first.carla, world.first.anna):
        with pytest.raises(invoices.NotForThisDesk):
            view_of(world, row.id, who)
        with pytest.raises(invoices.NotForThisDesk):
            invoices.SUPPLIER_ACCOUNTS.confirm(actor=who, which=account, at=MONDAY)
    with pytest.raises(NotFound):
        view_of(world, row.id, elsewhere.clerk)
    with pytest.raises(NotFound):
        invoices.SUPPLIER_ACCOUNTS.confirm(actor=elsewhere.clerk, which=account, at=MONDAY)
    assert invoices.suppliers_asked(actor=elsewhere.clerk) == 0


def test_the_register_is_narrowed(world: World) -> None:
    receive(world, bill("1"))
    receive(world, bill("2", supplier=OTHER))
    groen, veenstra = register(world)
    confirmed(world, veenstra.id)
    assert register(world, text="houtman") == (groen,)
    assert register(world, text="NL001234567B01") == (groen,)
    assert [each.id for each in register(world, text=USUAL)] == [veenstra.id]
    assert [each.id for each in register(world, waits="none")] == [groen.id]
    assert register(world, organisation=world.second.id) == ()


def test_many_first_invoices_at_once_begin_one_supplier(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    start = Barrier(AT_ONCE)

    def come(number: int) -> InvoiceState:
        try:
            start.wait()
            return receive(world, bill(f"R-{number}")).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(come, range(AT_ONCE))) == [InvoiceState.REGISTERED] * AT_ONCE
    (row,) = register(world)
    assert row.invoices == AT_ONCE
    account = ask(world, row.id)

    def decide(number: int) -> str:
        try:
            start.wait()
            act = invoices.SUPPLIER_ACCOUNTS.confirm if number % 2 else None
            if act is None:
                invoices.SUPPLIER_ACCOUNTS.refuse(actor=world.kim, which=account, reason="Nee", at=MONDAY)
                return "refused"
            act(actor=world.kim, which=account, at=MONDAY)
            return "confirmed"
        except Refused:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        decided = [each for each in pool.map(decide, range(AT_ONCE)) if each]
    (shown,) = view_of(world, row.id).accounts
    assert decided == [shown.state]


def test_what_was_registered_before_there_was_a_register_has_its_supplier(world: World) -> None:
    fill = importlib.import_module(
        "bodemplaat.capabilities.invoices.migrations.0005_suppliers_of_earlier_invoices"
    ).FILL
    bare = replace(OTHER, vat_number="")
    for number, supplier in enumerate((SUPPLIER, SUPPLIER, OTHER, bare)):
        receive(world, bill(str(number), supplier=supplier), at=MONDAY + number * HOUR)
    waits = receive(world, bill("9"), WRONG).invoice
    before = {(each.name, each.vat, each.invoices, each.last_used_at) for each in register(world)}
    with entered(world.clerk):
        ReceivedInvoice.records.of(world.clerk).update(supplier=None)
        Supplier.records.of(world.clerk)._raw_delete(using="default")
        with connection.cursor() as cursor:
            cursor.execute(fill)
            cursor.execute(fill)
    assert {(each.name, each.vat, each.invoices, each.last_used_at) for each in register(world)} == before
    assert len(before) == 3
    assert invoices.account_of_invoice(actor=world.clerk, invoice=waits, on=TODAY).supplier is None
