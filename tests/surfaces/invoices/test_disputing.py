"""Disputing an invoice, by what people press."""

from django.urls import reverse
from tests.capabilities.invoices.test_approving import registered
from tests.surfaces.invoices.conftest import SignedIn
from tests.surfaces.invoices.test_approving import page, text
from tests.world import World


def test_a_clerk_disputes_with_a_letter_and_lifts_it(world: World, signed_in: SignedIn) -> None:
    clerk, invoice = signed_in(world.clerk), registered(world)
    address = page("invoice", invoice)
    assert "Dispute the invoice" in text(clerk.get(address))
    assert clerk.post(address, {"act": "dispute", "words": ""}).status_code == 422
    done = text(clerk.post(address, {"act": "dispute", "words": "Pak 3 ontbreekt"}, follow=True))
    for said in (
        "The invoice is disputed: nothing is paid.",
        "Stands still: it waits for the supplier.",
        "Runs on: it ends on 23 December 2026.",
        "wij betwisten",
        "Pak 3 ontbreekt",
        "Lift the dispute",
    ):
        assert said.lower() in done.lower()
    assert "In dispute" in text(clerk.get(reverse("invoices:list"), {"approval": "disputed"}))
    again = clerk.post(address, {"act": "dispute", "words": "Nog eens"})
    assert (again.status_code, "This invoice is disputed already." in text(again)) == (409, True)
    lifted = text(clerk.post(address, {"act": "lift", "words": "Alsnog geleverd"}, follow=True))
    assert "The dispute is lifted: the invoice goes on." in lifted
    assert "Alsnog geleverd" in lifted
    stale = clerk.post(address, {"act": "lift", "words": "Nog eens"})
    assert (stale.status_code, "Nothing of this invoice is disputed any more." in text(stale)) == (409, True)
    assert signed_in(world.first.jan).post(address, {"act": "dispute", "words": "x"}).status_code == 403
