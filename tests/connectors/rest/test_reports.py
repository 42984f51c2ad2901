"""Reports through another system: those that both sides signed, as figures, on paper and as a workbook."""

# ruff: noqa: F811  # fixtures of the module on signing are used here
from uuid import UUID

import pytest
from tests.capabilities.performance.test_signing import offered, second, signed, world  # noqa: F401
from tests.connectors.rest.conftest import System, connect
from tests.world import World

from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.tenancy.api import Actor


@pytest.fixture
def reader(world: World) -> System:
    return connect(world, world.first.ad, None, Scope.REPORTS_READ)


def test_a_report_is_there_once_both_have_signed(world: World, reader: System, second: Actor) -> None:
    assert reader.gets("/reports").json() == {"items": []}
    report = signed(world, second)
    (row,) = reader.gets("/reports").json()["items"]
    assert (row["id"], row["firstDate"], row["customer"]["id"]) == (
        str(report),
        "2026-11-01",
        str(world.first.id),
    )
    document = reader.gets(f"/reports/{report}").json()
    figures = document["services"][0]
    assert figures["judged"] == figures["inside"] + figures["outside"]
    assert figures["share"].count(".") == 1
    assert {**document, "services": None} == {**row, "services": None}


def test_a_report_that_waits_for_a_signature_is_not_there(world: World, reader: System) -> None:
    report = offered(world)
    for form in ("", "/pdf", "/xlsx"):
        assert reader.gets(f"/reports/{report}{form}").status_code == 404


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_a_report_is_a_file_too(
    world: World,
    reader: System,
    second: Actor,
    form: str,
    start: bytes,
) -> None:
    answer = reader.gets(f"/reports/{signed(world, second)}/{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"] == f'attachment; filename="report-2026-11-01-2026-11-30.{form}"'
    assert answer["API-Version"]


def test_another_customer_reads_none_of_it(world: World, second: Actor) -> None:
    report: UUID = signed(world, second)
    stranger = connect(world, world.second.ad, None, Scope.REPORTS_READ)
    assert stranger.gets("/reports").json() == {"items": []}
    assert stranger.gets(f"/reports/{report}").status_code == 404


def test_a_list_of_reports_goes_on_from_a_place(world: World, reader: System, second: Actor) -> None:
    signed(world, second)
    document = reader.gets("/reports", limit=1).json()
    assert len(document["items"]) == 1
    assert "next" not in document
    assert reader.gets("/reports", cursor="x").status_code == 400
