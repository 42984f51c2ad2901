"""A PDF without an e-invoice is typed over by a clerk: the same checks, the same approval, and nothing read by itself."""

import io
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PIL import Image
from tests.capabilities.invoices.post import HOUR, bill, codes, receive, seen
from tests.capabilities.invoices.scanned import scanned
from tests.capabilities.invoices.test_approving import code, holds, stands
from tests.capabilities.invoices.test_suppliers import NEW, USUAL, confirmed, register
from tests.formats.invoices.samples import SUPPLIER
from tests.world import MONDAY, World

from bodemplaat.calculations.invoices import check_invoices
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import InvoiceState, TypedInvoice
from bodemplaat.foundation.documents.api import drawn_page
from bodemplaat.kernel import Euro

PAPER = scanned(("Veenstra Kantoor B.V.", "Factuur 77", "Te betalen 121,00"), ("Voorwaarden",))
TYPED = TypedInvoice(
    supplier_name="Veenstra Kantoor B.V.",
    number="77",
    issued=date(2026, 11, 20),
    without_vat=Euro.of("100.00"),
    vat=Euro.of("21.00"),
    payable=Euro.of("121.00"),
    supplier_kvk=SUPPLIER.kvk,
    supplier_vat=SUPPLIER.vat_number,
    supplier_account=USUAL,
)


def pictured(form: str, pages: int = 1) -> bytes:
    """A picture of that form; a TIFF of as many pages."""
    out = io.BytesIO()
    sheets = [Image.new("RGB", (60, 80), "white") for _ in range(pages)]
    more = {"save_all": True, "append_images": sheets[1:]} if pages > 1 else {}
    sheets[0].save(out, form, **more)
    return out.getvalue()


def scan(world: World, content: bytes = PAPER) -> UUID:
    """It comes as any file does."""
    (judged,) = check_invoices([("scan.pdf", content)])
    got = receive(world, content, name="scan.pdf", as_judged=judged)
    assert got.state is InvoiceState.WAITING
    return got.invoice


def type_over(world: World, invoice: UUID, typed: TypedInvoice = TYPED) -> InvoiceState:
    return invoices.type_over_invoice(actor=world.clerk, invoice=invoice, typed=typed, at=MONDAY + HOUR)


def test_it_waits_to_be_typed_over_and_then_passes_the_approval_that_all_pass(world: World) -> None:
    invoice = scan(world)
    view = seen(world, invoice)
    assert (view.row.is_to_type, view.may_type_over, view.row.number) == (True, True, "")
    with pytest.raises(invoices.CannotBeRegistered):
        invoices.register_invoice(actor=world.clerk, invoice=invoice, words="Toch", at=MONDAY)
    assert type_over(world, invoice) is InvoiceState.REGISTERED
    view = seen(world, invoice)
    assert (view.row.supplier_name, view.row.number, view.row.payable) == (
        "Veenstra Kantoor B.V.",
        "77",
        Euro.of("121"),
    )
    assert (view.row.is_to_type, view.may_type_over, view.row.errors) == (False, False, 0)
    assert view.timeline[-1].act is invoices.InvoiceAct.TYPED_OVER
    assert view.document.media_type == "application/pdf", "what the supplier sent stays beside it"
    assert [each.name for each in register(world)] == ["Veenstra Kantoor B.V."]
    with pytest.raises(invoices.AlreadyDecided):
        type_over(world, invoice)
    holds(world, world.first.jan, "budget_holder")
    code(world, invoice)
    assert [each.state for each in stands(world, invoice).steps] == ["open"]


def test_the_same_invoice_as_an_e_invoice_is_a_duplicate(world: World) -> None:
    first = bill("77", issued=TYPED.issued)
    receive(world, first)
    invoice = scan(world)
    typed = replace(
        TYPED,
        payable=Euro.of(first.totals.payable or 0),
        without_vat=Euro.of(first.totals.without_vat or 0),
        vat=Euro.of(first.totals.vat or 0),
    )
    assert type_over(world, invoice, typed) is InvoiceState.WAITING
    assert invoices.DUPLICATE in codes(seen(world, invoice))
    with pytest.raises(invoices.CannotBeRegistered):
        invoices.register_invoice(actor=world.clerk, invoice=invoice, words="Toch", at=MONDAY)


def test_another_account_than_the_confirmed_one_waits(world: World) -> None:
    receive(world, bill("1"))
    confirmed(world, register(world)[0].id)
    invoice = scan(world)
    assert type_over(world, invoice, replace(TYPED, supplier_account=NEW)) is InvoiceState.WAITING
    assert "known.other_account" in codes(seen(world, invoice))


def test_what_does_not_add_up_waits_and_is_typed_once_more(world: World) -> None:
    receive(world, bill("1"))
    invoice = scan(world)
    wrong = replace(TYPED, payable=Euro.of("112.00"), due=date(2026, 11, 1), supplier_account="")
    assert type_over(world, invoice, wrong) is InvoiceState.WAITING
    assert sorted(codes(seen(world, invoice))) == [
        "known.typed_arithmetic",
        "known.typed_days",
        "known.typed_no_account",
    ]
    assert seen(world, invoice).may_type_over
    assert type_over(world, invoice) is InvoiceState.REGISTERED, "its own first typing is no duplicate"
    assert codes(seen(world, invoice)) == []


def test_more_vat_than_there_is_asks_for_a_look(world: World) -> None:
    receive(world, bill("1"))
    invoice = scan(world)
    more = replace(TYPED, vat=Euro.of("23.00"), payable=Euro.of("123.00"))
    assert type_over(world, invoice, more) is InvoiceState.REGISTERED
    assert codes(seen(world, invoice)) == ["known.typed_vat"]


@pytest.mark.parametrize(
    "changes",
    [
        {"supplier_kvk": "12"},
        {"supplier_vat": "X"},
        {"supplier_account": "NL00"},
        {"payable": Euro.of("0")},
        {"vat": Euro.of("-1")},
        {"number": " "},
        {"supplier_name": " "},
    ],
)
def test_what_no_invoice_can_have_is_refused(world: World, changes: dict[str, object]) -> None:
    invoice = scan(world)
    with pytest.raises((invoices.UnsoundTyping, invoices.UnsoundSupplier)):
        type_over(world, invoice, replace(TYPED, **changes))  # type: ignore[arg-type]
    assert seen(world, invoice).row.is_to_type


def test_an_e_invoice_is_not_typed_over_and_another_desk_neither(world: World) -> None:
    sound = receive(world, bill("1", account="")).invoice
    with pytest.raises((invoices.UnsoundTyping, invoices.AlreadyDecided)):
        type_over(world, sound)
    invoice = scan(world)
    with pytest.raises(invoices.NotForThisDesk):
        invoices.type_over_invoice(actor=world.first.carla, invoice=invoice, typed=TYPED, at=MONDAY)


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff"), ("GIF", "image/gif")],
)
def test_a_photo_or_scan_of_an_invoice_is_typed_over_too(world: World, form: str, media_type: str) -> None:
    invoice = scan(world, pictured(form))
    view = seen(world, invoice)
    assert (view.document.media_type, view.row.is_to_type, view.may_type_over) == (media_type, True, True)
    assert type_over(world, invoice) is InvoiceState.REGISTERED


def test_a_picture_is_drawn_to_read_from_and_a_scan_page_by_page() -> None:
    photo, two = drawn_page(pictured("JPEG"), 1), drawn_page(pictured("TIFF", pages=2), 2)
    assert photo is not None
    assert two is not None
    assert (photo[0][:3], photo[1], two[0][:3], two[1]) == (b"\xff\xd8\xff", 1, b"\xff\xd8\xff", 2)
    assert [drawn_page(pictured("JPEG"), 2), drawn_page(pictured("TIFF", pages=2), 3)] == [None] * 2


def test_a_page_is_drawn_in_a_child_and_what_is_none_is_not() -> None:
    drawn = drawn_page(PAPER, 2)
    assert drawn is not None
    assert (drawn[0][:3], drawn[1]) == (b"\xff\xd8\xff", 2)
    assert [
        drawn_page(PAPER, 3),
        drawn_page(PAPER, 0),
        drawn_page(b"%PDF-1.4 niets", 1),
        drawn_page(b"x", 1),
    ] == [None] * 4
