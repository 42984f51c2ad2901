"""The register of suppliers, by what people press."""

from typing import Any

from django.urls import reverse
from tests.capabilities.invoices.post import OTHER, WRONG, bill, receive
from tests.surfaces.invoices.conftest import SignedIn
from tests.world import World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.values import SupplierRow

REGISTER, NEW, WAITING = (reverse(f"invoices:{name}") for name in ("suppliers", "new_supplier", "waiting"))


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page_of(supplier: Any) -> str:
    return reverse("invoices:supplier", args=[supplier])


def register(world: World) -> tuple[SupplierRow, ...]:
    return invoices.suppliers_at_desk(actor=world.clerk, narrow=invoices.SupplierFilter()).rows


def change_of(world: World) -> str:
    """The other waiting time that waits, if any."""
    times = invoices.waiting_times(actor=world.kim, at=world.at)
    return next((str(each.change) for each in times if each.change), "")


def test_the_register_is_read_and_narrowed(world: World, signed_in: SignedIn) -> None:
    clerk = signed_in(world.clerk)
    assert "No supplier yet" in text(clerk.get(REGISTER))
    receive(world, bill("1"))
    receive(world, bill("2", supplier=OTHER), organisation=world.second.id)
    shown = text(clerk.get(REGISTER))
    assert "No account waits for a second person." in shown
    assert shown.index("Houtman Groen") < shown.index("Veenstra Kantoor")
    assert "Houtman" not in text(clerk.get(f"{REGISTER}?q=veenstra"))
    assert "Veenstra" not in text(clerk.get(f"{REGISTER}?organisation={world.second.id}"))
    assert "No supplier answers to this" in text(clerk.get(f"{REGISTER}?waits=asked"))
    assert "Houtman" in text(clerk.get(f"{REGISTER}?waits=iets&organisation=x"))


def test_one_is_put_in_by_hand(world: World, signed_in: SignedIn) -> None:
    clerk = signed_in(world.clerk)
    assert "Add a supplier" in text(clerk.get(NEW))
    assert clerk.post(NEW, {}).status_code == 422
    sent = {"organisation": str(world.first.id), "name": "Bakker", "kvk": "12"}
    wrong = clerk.post(NEW, sent)
    assert (wrong.status_code, "“12” is no KvK number" in text(wrong)) == (409, True)
    done = clerk.post(NEW, sent | {"kvk": "61234567"}, follow=True)
    assert "The supplier is in the register." in text(done)
    assert "added by Carlijn Bakker" in text(done)


def test_an_account_is_proposed_confirmed_and_ended(world: World, signed_in: SignedIn) -> None:
    got = receive(world, bill("1"))
    waits = receive(world, bill("2"), WRONG)
    (row,) = register(world)
    clerk, kim = signed_in(world.clerk), signed_in(world.kim)
    page = page_of(row.id)
    assert "NL91 ABNA 0417 1643 00" in text(clerk.get(page))
    invoice = reverse("invoices:invoice", args=[got.invoice])
    assert "Not confirmed for this supplier" in text(clerk.get(invoice))
    assert "Not confirmed" not in text(clerk.get(reverse("invoices:invoice", args=[waits.invoice])))
    assert clerk.post(page, {"action": "propose"}).status_code == 422
    bad = clerk.post(page, {"action": "propose", "iban": "NL00", "reason": "x"})
    assert (bad.status_code, "is not an account number" in text(bad)) == (409, True)
    sent = {"action": "propose", "iban": "NL91 ABNA 0417 1643 00", "reason": "Gebeld"}
    shown = text(clerk.post(page, sent, follow=True))
    assert "Another clerk decides on it." in shown
    assert "1 account waits for a second person." in text(clerk.get(REGISTER))
    (account,) = invoices.supplier_view(actor=world.clerk, supplier=row.id, at=world.at).accounts
    own = clerk.post(page, {"action": "confirm", "which": str(account.id)})
    assert (own.status_code, "Nobody decides on their own proposal" in text(own)) == (409, True)
    assert kim.post(page, {"action": "refuse", "which": str(account.id)}).status_code == 422
    assert "The account is confirmed." in text(
        kim.post(page, {"action": "confirm", "which": str(account.id)}, follow=True)
    )
    assert "Confirmed, the waiting time runs" in text(clerk.get(invoice))
    ended = {"action": "end", "which": str(account.id), "why": "Opgeheven"}
    assert "nothing is paid to it any more" in text(clerk.post(page, ended, follow=True))
    for again, decide in (("refuse", kim), ("withdraw", clerk)):
        clerk.post(page, sent)
        accounts = invoices.supplier_view(actor=world.kim, supplier=row.id, at=world.at).accounts
        (account,) = (each for each in accounts if each.state is invoices.ByTwoState.ASKED)
        decide.post(page, {"action": again, "which": str(account.id), "why": "Nee"})
    assert invoices.suppliers_asked(actor=world.clerk) == 0
    for nothing in ({"action": "confirm"}, {"action": "iets", "which": str(account.id)}):
        assert clerk.post(page, nothing).status_code == 404


def test_the_waiting_time_is_proposed_and_decided(world: World, signed_in: SignedIn) -> None:
    clerk, kim = signed_in(world.clerk), signed_in(world.kim)
    assert "5 days, unless you choose another" in text(clerk.get(WAITING))
    propose = {"action": "propose", "which": str(world.first.id), "days": "9", "reason": "Langer"}
    assert clerk.post(WAITING, propose | {"days": "x"}).status_code == 422
    assert clerk.post(WAITING, propose | {"days": "5"}).status_code == 409
    assert "waits for a second clerk" in text(clerk.post(WAITING, propose, follow=True))
    for action, said in (("refuse", "The change is refused."), ("confirm", "The waiting time is changed.")):
        sent = {"action": action, "which": change_of(world), "why": "Nee"}
        assert said in text(kim.post(WAITING, sent, follow=True))
        clerk.post(WAITING, propose)
    assert change_of(world) == "", "nine days hold already"
    clerk.post(WAITING, propose | {"days": "3"})
    taken_back = {"action": "withdraw", "which": change_of(world)}
    assert "The change is taken back." in text(clerk.post(WAITING, taken_back, follow=True))
    for nothing in ({"action": "confirm"}, {"action": "iets", "which": str(world.first.id)}):
        assert clerk.post(WAITING, nothing).status_code == 404
