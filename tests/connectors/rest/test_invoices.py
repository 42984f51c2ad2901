"""Invoices through another system, as an access point delivers them: judged, kept once, and only for whom it may."""

import base64
from typing import Any

import pytest
from tests.capabilities.invoices.post import bill, receive
from tests.connectors.rest.conftest import System, connect
from tests.world import World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.formats.invoices import write_ubl
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.clients.api import Scope

pytest.importorskip("saxonche")


def file(content: bytes, name: str = "factuur.xml", **more: Any) -> dict[str, Any]:
    return {"name": name, "content": base64.b64encode(content).decode(), **more}


def test_a_file_is_judged_and_kept_and_the_clerk_sees_where_it_came_from(
    world: World, intranet: System
) -> None:
    answer = intranet.posts("/invoices", file(write_ubl(bill())))
    assert answer.status_code == 201, answer.content
    document = answer.json()
    assert document["isNew"]
    (row,) = invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter()).rows
    assert (str(row.id), row.organisation_id, row.state.value) == (
        document["id"],
        world.first.id,
        document["state"],
    )
    view = invoices.invoice_view(actor=world.clerk, invoice=row.id)
    assert view.channel is invoices.Channel.SYSTEM
    assert view.timeline[0].person_name == "Intranet"
    (line, *_) = trail_of(actor=world.system, subject=row.id)
    assert (line.role, line.person_id) == ("client", None)


def test_a_faulty_one_is_kept_too(world: World, intranet: System) -> None:
    answer = intranet.posts("/invoices", file(b"geen factuur", "scan.pdf"))
    assert (answer.status_code, answer.json()["state"]) == (201, "waiting")


def test_the_same_file_comes_once_by_whichever_way(world: World, intranet: System) -> None:
    content = write_ubl(bill())
    first = receive(world, content)
    again = intranet.posts("/invoices", file(content, "anders.xml")).json()
    assert (again["id"], again["isNew"]) == (str(first.invoice), False)
    assert invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter()).count == 1


def test_the_same_key_gets_the_same_answer(world: World, intranet: System) -> None:
    body = file(write_ubl(bill()))
    first, again = (intranet.posts("/invoices", body, "sleutel") for _ in range(2))
    assert (first.json(), again["Idempotency-Replayed"]) == (again.json(), "true")
    assert intranet.posts("/invoices", file(write_ubl(bill("2"))), "sleutel").status_code == 422


def test_the_centre_delivers_for_whom_it_takes_invoices_in_and_a_municipality_for_itself_alone(
    world: World, centre: System, intranet: System
) -> None:
    body = file(write_ubl(bill()), organisation=str(world.first.id))
    assert centre.posts("/invoices", body).status_code == 201
    elsewhere = intranet.posts("/invoices", file(write_ubl(bill()), organisation=str(world.second.id)))
    assert elsewhere.status_code == 400
    assert elsewhere.json()["errors"][0]["pointer"] == "/organisation"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": "x.xml", "content": "***"}, "/content"),
        ({"name": "x.xml", "content": ""}, "/content"),
        ({"name": "", "content": "AAAA"}, "/name"),
        ({"name": "x.xml"}, "/content"),
    ],
)
def test_what_is_not_as_described_is_told(intranet: System, body: dict[str, Any], pointer: str) -> None:
    answer = intranet.posts("/invoices", body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_without_the_scope_nothing_is_delivered(world: World, intranet: System) -> None:
    reader = connect(world, world.first.ad, world.first.carla, Scope.REPORTS_READ, name="Lezer")
    assert reader.posts("/invoices", file(b"x")).status_code == 403


def test_an_invoice_may_be_larger_than_anything_else(world: World, intranet: System) -> None:
    padded = write_ubl(bill()).replace(b"</Invoice>", b"<!--" + b" " * 300_000 + b"--></Invoice>")
    assert intranet.posts("/invoices", file(padded)).status_code == 201
    assert intranet.posts("/cases", {"subject": "x" * 200_000}).status_code == 413
