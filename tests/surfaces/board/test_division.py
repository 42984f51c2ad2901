"""The division of work on its pages: drawn up by one, adopted by another, read by the members, constant in its rows."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from tests.capabilities.catalogue.test_a_customer_hears_what_leaves_its_list import drafted, published
from tests.surfaces.board.conftest import SignedIn
from tests.surfaces.board.test_number_of_queries import queries
from tests.world import TODAY, World, employ

from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.division.queries import versions
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role

LIST = "/bestuur/taakverdeling/"


def director_of(world: World) -> Actor:
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Inge Visser", None, Role.CONTROLLER)


def begun(world: World, filling: division.Filling = division.Filling.HIGH) -> str:
    version = division.draft_cut(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        filling=filling,
        provider=world.provider,
        at=world.at,
    )
    return f"{LIST}{version}/"


@pytest.mark.parametrize("list_name", ["personnel", "finance", "ict"])
def test_under_a_heading_stand_its_own_parts_alone(world: World, signed_in: SignedIn, list_name: str) -> None:
    body = signed_in(world.contract_manager).get(f"{begun(world)}?lijst={list_name}").content.decode()
    held = {
        code: re.findall(r'<tr id="([^"]+)"', inside)
        for code, inside in re.findall(r'data-folds id="([^"]+)">(.*?)</details>', body, re.DOTALL)
    }
    every = division.processes(division.ProcessList(list_name))
    assert held == {
        each.code: [part.code for part in every if part.parent == each.code]
        for each in every
        if each.is_heading
    }
    assert re.findall(r'<tr id="([^"]+)"', body) == [each.code for each in every if not each.is_heading]


def test_a_version_goes_from_the_manual_to_adopted_on_the_pages(world: World, signed_in: SignedIn) -> None:
    maker, second = signed_in(world.contract_manager), signed_in(director_of(world))
    assert "Nothing has been divided yet" in maker.get(LIST).content.decode()
    choice = {"cooperation": str(world.cooperation), "filling": "high", "provider": str(world.provider)}
    there = maker.post(f"{LIST}beginnen/", choice)
    assert there.status_code == 302
    cut = there.headers["Location"]
    body = maker.get(cut).content.decode()
    assert "fixed" in body
    assert "Provider of the cooperation" in body
    assert "our own proposal" in body
    row = f"{cut}fin-10/"
    saved = maker.post(row, {"side": "municipality", "reason": "The treasury stays"})
    assert saved.status_code == 302
    assert "The treasury stays" in maker.get(f"{cut}?lijst=finance").content.decode()
    differs = f"{row}?voor={world.first.id}"
    maker.post(differs, {"side": "provider", "provider": str(world.provider), "reason": "Nederlek differs"})
    assert "Nederlek differs" in maker.get(f"{cut}?lijst=finance").content.decode()
    maker.post(differs, {"follow": "1"})
    assert "Nederlek differs" not in maker.get(f"{cut}?lijst=finance").content.decode()
    day = (TODAY + timedelta(days=30)).isoformat()
    proposed = maker.post(f"{cut}voorstellen/", {"holds_from": day, "remains": "finish_and_read"})
    assert proposed.status_code == 302, re.findall(r'error">([^<]+)', proposed.content.decode())
    own = maker.post(f"{cut}besluiten/", {"act": "adopt"})
    assert own.status_code == 422
    assert "You proposed this division yourself" in own.content.decode()
    assert second.post(f"{cut}besluiten/", {"act": "adopt"}).status_code == 302
    assert "Adopted, has still to begin" in second.get(LIST).content.decode()


def test_what_stands_in_the_way_is_told_on_the_page(world: World, signed_in: SignedIn) -> None:
    cut, maker = begun(world), signed_in(world.contract_manager)
    maker.post(f"{cut}fin-2/", {"side": "both", "provider": str(world.provider)})
    day = (TODAY + timedelta(days=30)).isoformat()
    answer = maker.post(f"{cut}voorstellen/", {"holds_from": day, "remains": "nothing"})
    assert answer.status_code == 422
    assert "General ledger: This is split, but not into parts" in answer.content.decode()


def test_a_finding_names_a_customer_once_and_its_number_as_one_writes_it(
    world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small(cut: division.Cut, customers: Iterable[division.Customer]) -> tuple[division.CutFinding, ...]:
        return division.check_cut(cut, [replace(each, inhabitants=9_000) for each in customers])

    monkeypatch.setattr(versions, "check_cut", small)
    body = signed_in(world.contract_manager).get(begun(world)).content.decode()
    assert "<li>Nederlek has fewer than 30,000 inhabitants" in body


def test_a_fixed_row_says_why_it_stays(world: World, signed_in: SignedIn) -> None:
    answer = signed_in(world.contract_manager).post(f"{begun(world)}per-1A/", {"side": "joint"})
    assert answer.status_code == 422
    assert "stays with the municipality" in answer.content.decode()


def test_a_member_reads_what_it_may_not_change(world: World, signed_in: SignedIn) -> None:
    cut, reader = begun(world), signed_in(world.first.carla)
    body = reader.get(cut).content.decode()
    assert "You can read this" in body
    assert "Propose this version" not in body
    answer = reader.post(f"{cut}besluiten/", {"act": "drop"})
    assert "drawn up where the cooperation is administered" in answer.content.decode()
    assert signed_in(world.clerk).get(cut).status_code == 403


def test_two_versions_stand_side_by_side(world: World, signed_in: SignedIn) -> None:
    first = begun(world)
    day = TODAY + timedelta(days=9)
    version = first.rstrip("/").rpartition("/")[2]
    division.propose_cut(actor=world.contract_manager, version=version, holds_from=day, at=world.at)  # type: ignore[arg-type]
    division.adopt_cut(actor=director_of(world), version=version, at=world.at)  # type: ignore[arg-type]
    second = begun(world, division.Filling.ADMINISTRATIVE)
    maker = signed_in(world.contract_manager)
    beside = f"{second}naast/{version}/"
    some, every = (maker.get(f"{beside}{query}").content.decode() for query in ("", "?alles=1"))
    assert "Treasury" in some
    assert "General ledger" not in some
    assert "General ledger" in every
    assert maker.get(f"{second}export/").headers["Content-Type"].endswith("spreadsheetml.sheet")


def test_many_rows_cost_no_more_queries_than_none(world: World, signed_in: SignedIn) -> None:
    cut = begun(world, division.Filling.PER_PROCESS)
    maker = signed_in(world.contract_manager)
    pages = (LIST, cut, f"{cut}export/", f"{cut}fin-1/")
    empty = [queries(maker, each) for each in pages]
    version = cut.rstrip("/").rpartition("/")[2]
    for each in division.divisible("finance"):
        for customer in (None, world.first.id, world.second.id):
            if not each.fixed:
                row = division.Row(each.code, division.Side.PROVIDER, customer, world.provider)
                division.change_row(actor=world.contract_manager, version=version, row=row, at=world.at)  # type: ignore[arg-type]
    assert [queries(maker, each) for each in pages] == empty


def test_all_lists_stand_on_one_page_to_print(world: World, signed_in: SignedIn) -> None:
    maker, cut = signed_in(world.contract_manager), begun(world)
    body = maker.get(f"{cut}?lijst=alles").content.decode()
    for of in division.ProcessList:
        for each in division.divisible(of):
            assert f'id="{each.code}"' in body
    assert maker.get(f"{cut}?lijst=niets").status_code == 404


def test_a_controller_says_why_not_on_the_page(world: World, signed_in: SignedIn) -> None:
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.second.id,
        parts=("provider",),
        since=TODAY - timedelta(days=300),
        at=world.at,
    )
    maker, cut = signed_in(world.contract_manager), begun(world)
    version = UUID(cut.removeprefix(LIST).strip("/"))
    for process in ("per-8B", "fin-7"):
        row = division.Row(process, division.Side.PROVIDER, world.first.id, world.second.id)
        division.change_row(actor=world.contract_manager, version=version, row=row, at=world.at)
    division.propose_cut(
        actor=world.contract_manager, version=version, holds_from=TODAY + timedelta(days=30), at=world.at
    )
    carla = signed_in(world.first.carla)
    assert "I do not agree" in carla.get(cut).content.decode()
    empty = carla.post(f"{cut}besluiten/", {"act": "refuse", "reason": " "})
    assert empty.status_code == 422
    told = carla.post(f"{cut}besluiten/", {"act": "refuse", "reason": "De raad wacht"}, follow=True)
    assert "hears that you do not agree" in told.content.decode()
    seen = maker.get(cut).content.decode()
    assert "does not agree" in seen
    assert "De raad wacht" in seen


def test_the_page_says_which_services_leave_whose_list_and_when(world: World, signed_in: SignedIn) -> None:
    director = director_of(world)
    published(world, director)
    version = drafted(world, division.Row("per-3D", division.Side.MUNICIPALITY, world.first.id))
    manager, address = signed_in(world.contract_manager), f"{LIST}{version}/"

    def told() -> str:
        return " ".join(manager.get(address).text.split())

    assert "Services that leave the list of a customer on the day that you choose" in told()
    assert "<li>Nederlek: Statement (SP18)</li>" in told()
    day = TODAY + timedelta(days=30)
    division.propose_cut(actor=world.contract_manager, version=version, holds_from=day, at=world.at)
    assert "Services that leave the list of a customer on 23 December 2026" in told()
    division.adopt_cut(actor=director, version=version, at=world.at)
    assert "<li>Nederlek: Statement (SP18)</li>" in told()
