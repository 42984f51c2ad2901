"""A closed case is kept as long as its service says, and by the list where it says nothing; the certificate tells which."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from tests.capabilities.cases.desk import ADVICE, STATEMENT, asked, controller_of, published, seen
from tests.world import MONDAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.retention import api as retention
from bodemplaat.foundation.tenancy.api import NotFound

NIGHT = MONDAY + timedelta(days=3)


def closed(world: World, service: UUID) -> UUID:
    case = asked(world.first.anna, service)
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar", at=MONDAY)
    return case


def kept(world: World, at: datetime = NIGHT) -> dict[UUID, tuple[date, str, str]]:
    retention.keep_up(world.first.id, at)
    narrow = retention.KeepingFilter(kind="cases")
    page = retention.keepings(actor=world.first.carla, narrow=narrow)
    return {row.record: (row.destroy_after, row.category, row.list_version) for row in page.rows}


@pytest.fixture
def services(world: World) -> dict[str, UUID]:
    """Four services: one that says nothing about keeping, one for a short time, one for long, one for none at all."""
    controller = controller_of(world)
    terms: dict[str, tuple[int | None, str]] = {
        "SP1": (None, ""),
        "SP2": (1, "Selectielijst 2020, resultaat 6.2"),
        "SP3": (50, ""),
        "SP4": (0, ""),
    }
    return {
        code: published(
            world,
            controller,
            replace(STATEMENT, retention_years=years, retention_basis=basis),
            code,
        )
        for code, (years, basis) in terms.items()
    }


def test_each_case_is_kept_by_the_term_of_its_service(world: World, services: dict[str, UUID]) -> None:
    made = {code: closed(world, service) for code, service in services.items()}
    listed = "6.1 Verzoek met financieel gevolg"
    assert kept(world) == {
        made["SP1"]: (date(2033, 12, 31), listed, "2020"),
        made["SP2"]: (date(2027, 12, 31), "Selectielijst 2020, resultaat 6.2", ""),
        made["SP3"]: (date(2076, 12, 31), listed, ""),
        made["SP4"]: (date(2026, 12, 31), listed, ""),
    }
    assert kept(world) == kept(world, NIGHT + timedelta(days=1))


def test_a_case_that_was_opened_again_gets_its_own_term_anew(world: World, services: dict[str, UUID]) -> None:
    case = closed(world, services["SP2"])
    kept(world)
    cases.reopen_case(actor=world.clerk, case=case, words="Toch niet", at=NIGHT)
    assert kept(world) == {}
    later = datetime(2027, 1, 4, 9, tzinfo=UTC)
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Nu wel", at=later)
    assert [each[0] for each in kept(world, later).values()] == [date(2028, 12, 31)]
    event = [each for each in seen(world.clerk, case, later).timeline if each.act is cases.CaseAct.CLOSED][-1]
    december = datetime(2026, 12, 29, 9, tzinfo=UTC)
    cases.correct_moment(
        actor=world.clerk, case=case, event=event.id, moment=december, reason="Op die dag", at=later
    )
    assert [each[0] for each in kept(world, later).values()] == [date(2027, 12, 31)]


def test_another_term_holds_for_what_is_asked_for_from_its_day_on(world: World) -> None:
    controller = controller_of(world)
    service = published(world, controller, replace(ADVICE, form=STATEMENT.form, retention_years=1))
    first = closed(world, service)
    version = catalogue.write_next_version(actor=world.contract_manager, service=service, at=MONDAY)
    content = replace(ADVICE, form=STATEMENT.form, retention_years=5)
    catalogue.change_draft(actor=world.contract_manager, version=version, content=content, at=MONDAY)
    catalogue.adopt_version(actor=controller, version=version, at=MONDAY)
    tuesday = MONDAY + timedelta(days=1)
    catalogue.publish_version(actor=world.contract_manager, version=version, since=tuesday.date(), at=MONDAY)
    second = asked(world.first.anna, service, tuesday)
    cases.close_case(actor=world.clerk, case=second, result=cases.Result.DONE, words="Klaar", at=tuesday)
    assert {case: after for case, (after, _, _) in kept(world).items()} == {
        first: date(2027, 12, 31),
        second: date(2031, 12, 31),
    }


def test_what_is_over_is_destroyed_and_the_certificate_says_by_which_term(
    world: World, services: dict[str, UUID]
) -> None:
    short, listed = closed(world, services["SP2"]), closed(world, services["SP1"])
    later = datetime(2028, 1, 3, 9, tzinfo=UTC)
    retention.keep_up(world.first.id, later)
    (proposal, *_) = retention.proposals(actor=world.first.carla)
    _, lines = retention.proposal_view(actor=world.first.carla, proposal=proposal.id)
    (line,) = [each for each in lines if each.kind == "cases"]
    assert (line.term.years, line.term.category, line.records) == (1, "Selectielijst 2020, resultaat 6.2", 1)
    retention.accept_destruction(actor=world.first.carla, proposal=proposal.id, at=later)
    retention.confirm_destruction(actor=world.first.ad, proposal=proposal.id, at=later)
    retention.destroy_confirmed(actor=retention.working_for(world.first.id), proposal=proposal.id, at=later)
    with pytest.raises(NotFound):
        seen(world.first.anna, short, later)
    assert seen(world.first.anna, listed, later).id == listed
    (certificate,) = retention.certificates(actor=world.first.carla)
    (of_cases,) = [each for each in certificate.lines if each.kind == "cases"]
    assert (of_cases.years, of_cases.months, of_cases.list_version, of_cases.records) == (1, 0, "", 1)
