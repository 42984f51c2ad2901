"""The controller's list: narrowed, sorted, exported as shown, and never another organisation's."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.surfaces.board.conftest import SignedIn
from tests.world import MONDAY, TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.foundation.tenancy.api import entered
from bodemplaat.surfaces.board import claims as view

LIST, EXPORT = "/bestuur/declaraties/", "/bestuur/declaraties/export/"


def as_csv(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(f"{EXPORT}?format=csv&{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def as_sheet(client: Client, query: str = "") -> Sequence[Sequence[object]]:
    content = client.get(f"{EXPORT}?format=xlsx&{query}").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def test_what_is_shown_is_narrowed_and_summed(world: World, signed_in: SignedIn) -> None:
    world.submitted(world.first.anna, journey("100"))
    world.submitted(world.first.bert, journey("10"))
    page = signed_in(world.first.carla).get(LIST, {"q": "Anna"}).content.decode()
    assert "1 claim of €23.00." in page
    assert "Anna Jansen" in page
    assert "Bert Hendriks" not in page
    car = signed_in(world.first.carla).get(LIST, {"kind": "purchase"}).content.decode()
    assert "No claim answers to this" in car


def test_the_head_of_a_column_sorts_and_turns_round(world: World, signed_in: SignedIn) -> None:
    for kilometres in ("10", "30", "20"):
        world.submitted(world.first.anna, journey(kilometres))
    controller = signed_in(world.first.carla)
    amounts = [row[6] for row in as_csv(controller, "sort=amount")[1:]]
    assert amounts == ["2,30", "4,60", "6,90"]
    assert [row[6] for row in as_csv(controller, "sort=-amount")[1:]] == amounts[::-1]
    assert 'aria-sort="ascending"' in controller.get(LIST, {"sort": "amount"}).content.decode()
    assert "sort=-amount" in controller.get(LIST, {"sort": "amount"}).content.decode()


def test_both_exports_hold_exactly_what_is_shown(world: World, signed_in: SignedIn) -> None:
    world.approved(world.first.anna, at=MONDAY - timedelta(days=3))
    world.submitted(world.first.bert, journey("10"))
    controller = signed_in(world.first.carla)
    for query in ("", "state=in_approval", "q=Bert", "since=2026-11-23&until=2026-11-23"):
        shown = controller.get(f"{LIST}?{query}").context["page"].object_list
        numbers = [row.number for row in shown]
        assert numbers
        assert [row[0] for row in as_csv(controller, query)[1:]] == numbers
        assert [row[0] for row in as_sheet(controller, query)[1:]] == numbers


def test_a_file_is_named_after_what_it_holds(world: World, signed_in: SignedIn) -> None:
    controller = signed_in(world.first.carla)
    disposition = controller.get(f"{EXPORT}?format=xlsx").headers["Content-Disposition"]
    assert disposition == 'attachment; filename="claims-nederlek-2026-11-23.xlsx"'
    assert controller.get(f"{EXPORT}?format=exe").status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_same_claims_on_the_same_day_give_the_same_bytes(
    form: str, world: World, signed_in: SignedIn
) -> None:
    world.submitted(world.first.anna, journey("10"))
    controller = signed_in(world.first.carla)

    def sent(after: timedelta) -> bytes:
        with time_machine.travel(MONDAY + after, tick=False):
            return controller.get(f"{EXPORT}?format={form}").getvalue()

    assert sent(timedelta(minutes=1)) == sent(timedelta(minutes=8, seconds=5))


def test_no_text_of_an_employee_becomes_a_formula(world: World, signed_in: SignedIn) -> None:
    claim = world.submitted(world.first.anna, journey("10"))
    nasty = '=HYPERLINK("http://evil.example";"klik")'
    with entered(world.system):
        Claim.records.of(world.system).filter(id=claim).update(description=nasty)
    controller = signed_in(world.first.carla)
    assert as_csv(controller)[1][4] == f"'{nasty}"
    content = controller.get(f"{EXPORT}?format=xlsx").content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
    assert as_sheet(controller)[1][4] == nasty


def test_a_file_says_where_it_was_cut_off(
    world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        world.submitted(world.first.anna, journey("10"))
    monkeypatch.setattr(view, "MOST_EXPORTED", 2)
    controller = signed_in(world.first.carla)
    rows = as_csv(controller)
    assert len(rows) == 4
    assert rows[3][0].startswith("Cut off after 2 claims")
    assert "first" in controller.get(f"{EXPORT}?format=csv").headers["Content-Disposition"]


def test_nothing_of_another_organisation_is_listed_exported_or_counted(
    world: World, elsewhere: World, signed_in: SignedIn
) -> None:
    other = elsewhere
    world.submitted(world.second.anna, journey("10"))
    other.submitted(other.first.anna, journey("10"))
    controller = signed_in(world.first.carla)
    assert "Nothing has been claimed yet" in controller.get(LIST).content.decode()
    for organisation in (world.second.id, other.first.id):
        assert len(as_csv(controller, f"organisation={organisation}")) == 1
        assert len(as_sheet(controller, f"organisation={organisation}&unit={world.second.unit}")) == 1


def test_a_draft_is_nobodys_business(world: World, signed_in: SignedIn) -> None:
    world.draft(world.first.anna)
    assert len(as_csv(signed_in(world.first.carla))) == 1
    found = claims.claims(actor=world.first.carla, on=TODAY, narrow=claims.ClaimFilter(state="draft"))
    assert found.rows == ()


def test_pages_follow_each_other_and_the_total_is_of_all(
    world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(5):
        world.submitted(world.first.anna, journey(str(10 + day)))
    monkeypatch.setattr(view, "ROWS", 2)
    controller = signed_in(world.first.carla)
    numbers = [
        row.number
        for page in (1, 2, 3)
        for row in controller.get(LIST, {"page": page}).context["page"].object_list
    ]
    assert len(set(numbers)) == 5
    last = controller.get(LIST, {"page": 3}).content.decode()
    assert "Total of all pages" in last
    assert "€13.80" in last


def test_a_purchase_is_found_by_its_kind(world: World, signed_in: SignedIn) -> None:
    world.submitted(world.first.bert, journey("10"))
    mine = world.submitted(world.first.anna)
    rows = signed_in(world.first.carla).get(LIST, {"kind": "purchase"}).context["page"].object_list
    assert [row.id for row in rows] == [mine]
