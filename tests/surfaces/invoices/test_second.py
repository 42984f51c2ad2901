"""The rule of a second approval, by what people press."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from tests.capabilities.invoices.test_approving import code, part, registered
from tests.surfaces.invoices.conftest import SignedIn
from tests.world import TODAY, World

from bodemplaat.capabilities.invoices import api as invoices

PAGE, RULES = reverse("invoices:second"), reverse("board:settings")
SENT = {
    "action": "propose",
    "amount": "5000",
    "since": (TODAY + timedelta(days=1)).isoformat(),
    "reason": "Te ruim",
}


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_it_is_proposed_confirmed_and_seen(world: World, signed_in: SignedIn) -> None:
    ad, carla = signed_in(world.first.ad), signed_in(world.first.carla)
    assert "25,000.00 on, with VAT" in text(ad.get(PAGE))
    assert ad.post(PAGE, {"action": "propose"}).status_code == 422
    late = ad.post(PAGE, SENT | {"since": TODAY.isoformat()})
    assert (late.status_code, "from tomorrow at the earliest" in text(late)) == (409, True)
    assert "A controller decides on it." in text(ad.post(PAGE, SENT, follow=True))
    assert "waits for a controller" in text(carla.get(RULES))
    assert carla.post(PAGE, {"action": "refuse"}).status_code == 422
    assert carla.post(PAGE, {"action": "iets"}).status_code == 404
    done = text(carla.post(PAGE, {"action": "confirm"}, follow=True))
    assert ("it holds from its day" in done, "5,000.00" in done, "Later" in done) == (True, True, True)
    assert carla.post(PAGE, {"action": "confirm"}).status_code == 404
    ad.post(PAGE, SENT | {"amount": "6000"})
    assert "Refused" in text(carla.post(PAGE, {"action": "refuse", "why": "Nee"}, follow=True))
    ad.post(PAGE, SENT | {"amount": "6000"})
    assert "taken back" in text(ad.post(PAGE, {"action": "withdraw"}, follow=True))


def test_the_invoice_says_which_rule_asked(world: World, signed_in: SignedIn) -> None:
    invoice = registered(world, amount="20661.16")
    code(world, invoice, part("20661.16"))
    page = reverse("invoices:invoice", args=[invoice])
    assert "the organisation chose no other amount" in text(signed_in(world.clerk).get(page))
    assert invoices.approval_view(actor=world.clerk, invoice=invoice, on=TODAY).steps[1].asked_from
