"""Typing an invoice over beside its picture, by what people press."""

from django.urls import reverse
from tests.capabilities.invoices.test_typing_over import TYPED, scan
from tests.surfaces.invoices.conftest import SignedIn
from tests.surfaces.invoices.test_approving import page, text
from tests.world import World

LIST = reverse("invoices:list")
SENT = {
    "supplier_name": TYPED.supplier_name,
    "number": "77",
    "issued": "2026-11-20",
    "without_vat": "100.00",
    "vat": "21.00",
    "payable": "121.00",
    "supplier_account": TYPED.supplier_account,
}


def test_it_is_typed_over_beside_its_pages(world: World, signed_in: SignedIn) -> None:
    invoice = scan(world)
    clerk = signed_in(world.clerk)
    assert "To be typed over" in text(clerk.get(LIST))
    assert "Type it over from its picture" in text(clerk.get(page("invoice", invoice)))
    form = page("type_over", invoice)
    shown = text(clerk.get(form))
    assert ("Page 1 of 2 of what came" in shown, "Page 2 of 2 of what came" in shown) == (True, True)
    for sheet, status in ((1, 200), (2, 200), (3, 404), (0, 404)):
        answer = clerk.get(reverse("invoices:picture", args=[invoice, sheet]))
        assert answer.status_code == status
    assert clerk.get(reverse("invoices:picture", args=[invoice, 1]))["Content-Type"] == "image/jpeg"
    assert clerk.post(form, {}).status_code == 422
    bad = clerk.post(form, SENT | {"supplier_account": "NL00"})
    assert (bad.status_code, "not an account number" in text(bad)) == (409, True)
    waits = text(clerk.post(form, SENT | {"payable": "112.00"}, follow=True))
    assert "come to" in waits
    assert "Type it over once more" in waits
    assert 'value="77"' in text(clerk.get(form))
    done = text(clerk.post(form, SENT, follow=True))
    assert "typed over and registered" in done
    assert "Typed over from its picture" in done
    assert clerk.get(form).status_code == 404
