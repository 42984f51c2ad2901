"""Reports through another system: those that both sides signed, as figures, on paper and as a workbook."""

# ruff: noqa: F811  # fixtures of the module on signing are used here
import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook
from tests.capabilities.performance.agreeing import agree, dfa, dvo
from tests.capabilities.performance.test_claims_against_their_norm import reject_at_the_desk
from tests.capabilities.performance.test_signing import offered, second, signed, world  # noqa: F401
from tests.connectors.rest.conftest import System, connect
from tests.world import MONDAY, World

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.connectors.rest.schemas import ReportDocument
from bodemplaat.connectors.rest.shown import report_document
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Period


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
    assert {name: document[name] for name in row} == row
    assert {name: document[name] for name in ("duties", "plan", "complaints", "satisfaction")} == {
        "duties": [],
        "plan": [],
        "complaints": [],
        "satisfaction": [],
    }
    assert "credit" not in document
    assert [(each["side"], each["name"]) for each in document["signatures"]] == [
        ("provider", second.person_name),
        ("customer", world.first.carla.person_name),
    ]


def test_what_was_agreed_is_in_the_figures(world: World, second: Actor) -> None:
    agree(world, dvo(duty=agreements.Duty(2, Decimal(90))), dfa(volume=10))
    reject_at_the_desk(world, handed_in=0, decided=1, settled=2)
    quarter, later = Period(date(2026, 10, 1), date(2027, 1, 1)), MONDAY + timedelta(days=45)
    row, seen = _shown(world, quarter, later)
    document = ReportDocument.model_validate(report_document(row, seen, ())).model_dump(
        by_alias=True, mode="json"
    )
    assert document["credit"] == str(seen.credit)
    assert document["services"][0]["credit"] == str(seen.credit)
    (duty,) = document["duties"]
    assert (duty["code"], duty["workingDays"], duty["goal"]) == ("SP10", 2, "90.00")
    (planned,) = document["plan"]
    assert (planned["code"], planned["planned"], planned["counted"]) == ("SP10", 10, 2)


def _shown(
    world: World, period: Period, now: datetime
) -> tuple[performance.ReportRow, performance.Performance]:
    """A report as it would be signed."""
    manager, customer = world.contract_manager, world.first.id
    report = performance.offer_report(actor=manager, customer=customer, period=period, at=now)
    view = performance.report(actor=manager, report=report, now=now, on=now.date())
    return view.row, view.seen


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
    if form == "pdf":
        sheets = [*pypdfium2.PdfDocument(answer.content)]
        written = " ".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    else:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        written = str([workbook.get_sheet_by_name(sheet).to_python() for sheet in workbook.sheet_names])
    assert second.person_name in written


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
