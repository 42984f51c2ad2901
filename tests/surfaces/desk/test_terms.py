"""The term at the desk follows the norm of the service that the provider published, on the provider's hours."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.capabilities.performance.agreeing import agree, dvo
from tests.surfaces.desk.conftest import SignIn, text_of
from tests.surfaces.desk.test_queue_and_case import at_the_desk, case_url
from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.surfaces.desk.terms import Terms

ON_THE_SETTING = "telt de balie"


def controller(world: World) -> Actor:
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Cato Prins", None, Role.CONTROLLER)


def promise(
    world: World,
    days: str,
    since: date,
    *,
    service: UUID | None = None,
    by: Actor | None = None,
    before: tuple[catalogue.Indicator, ...] = (),
    unit: str = "working_days",
) -> UUID:
    """Publish the expense claim with a lead time in working days, ``before`` which others stand; answers its service."""
    second = by or controller(world)
    manager = world.contract_manager
    content = catalogue.start_content()["SP10"]
    content = replace(
        content,
        indicators=before
        + tuple(replace(each, number=Decimal(days), unit=unit) for each in content.indicators),
    )
    if service is None:
        service = catalogue.write_service(
            actor=manager, cooperation=world.cooperation, code="SP10", content=content, at=MONDAY
        )
    else:
        begun = catalogue.write_next_version(actor=manager, service=service, at=MONDAY)
        catalogue.change_draft(actor=manager, version=begun, content=content, at=MONDAY)
    version = catalogue.service(actor=manager, service=service, on=TODAY).latest.id
    catalogue.adopt_version(actor=second, version=version, at=MONDAY)
    catalogue.publish_version(actor=manager, version=version, since=since, at=MONDAY)
    return service


def at_nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def due(world: World, day: date) -> date:
    """By when something should be done that reaches the desk on a day."""
    return Terms.of(world.clerk, TODAY).since(at_nine(day), world.first.id).due


def test_page_and_queue_count_by_the_published_norm(world: World, browser: SignIn) -> None:
    promise(world, "3", TODAY)
    claim = at_the_desk(world)
    clerk = browser(world.clerk)
    page, queue = text_of(clerk.get(case_url(claim))), text_of(clerk.get("/balie/"))
    assert "nog 3 dagen" in page
    assert "oudste: nog 3 dagen" in queue
    assert "Volgens dienst SP10, versie 1." in page
    assert "26 november 2026" in page
    assert ON_THE_SETTING not in page
    assert ON_THE_SETTING not in queue


def test_without_a_published_norm_the_setting_counts_and_says_so(
    world: World, browser: SignIn, settings: Any
) -> None:
    settings.DESK_CHECK_DAYS = 4
    claim = at_the_desk(world)
    clerk = browser(world.clerk)
    page, queue = text_of(clerk.get(case_url(claim))), text_of(clerk.get("/balie/"))
    for shown in (page, queue):
        assert "nog 4 dagen" in shown
        assert f"{ON_THE_SETTING} 4 kalenderdagen" in shown
        assert "Een beheerder of contractmanager van uw organisatie publiceert er een" in shown


def test_a_changed_norm_holds_for_what_comes_in_from_its_day(world: World) -> None:
    """A promise that was made stays: what came in before keeps the term of its day."""
    by, changes = controller(world), TODAY + timedelta(days=7)
    service = promise(world, "3", TODAY, by=by)
    promise(world, "10", changes, service=service, by=by)
    assert due(world, TODAY - timedelta(days=1)) == TODAY + timedelta(days=6), "the setting, before any norm"
    assert due(world, TODAY) == TODAY + timedelta(days=3)
    assert due(world, changes - timedelta(days=3)) == changes + timedelta(days=2), "a Friday, over a weekend"
    assert due(world, changes) == changes + timedelta(days=14)


def test_a_day_that_the_provider_is_closed_moves_the_term_and_is_told(world: World, browser: SignIn) -> None:
    promise(world, "3", TODAY)
    claim = at_the_desk(world)
    clock.open_otherwise(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        day=TODAY + timedelta(days=1),
        stretches="",
        reason="Verhuizing van het servicecentrum",
        at=MONDAY,
    )
    page = text_of(browser(world.clerk).get(case_url(claim)))
    assert "nog 4 dagen" in page
    assert "Verhuizing van het servicecentrum" in page


def test_a_norm_that_no_clock_counts_leaves_the_setting(world: World, settings: Any) -> None:
    settings.DESK_CHECK_DAYS = 7
    promise(world, "2.5", TODAY)
    terms = Terms.of(world.clerk, TODAY)
    assert terms.counts_on_the_setting
    assert terms.since(at_nine(TODAY), world.first.id).due == TODAY + timedelta(days=7)


def test_the_desk_takes_the_norm_that_figures_and_cases_take(world: World) -> None:
    """The first that a clock can count: not one of half days that stands before it, and one in hours as well."""
    by = controller(world)
    uncounted = catalogue.Indicator("lead_time", catalogue.Words("Ongeveer"), Decimal("2.5"), "working_days")
    service = promise(world, "3", TODAY, by=by, before=(uncounted,))
    assert due(world, TODAY) == TODAY + timedelta(days=3)
    later = TODAY + timedelta(days=7)
    promise(world, "4", later, service=service, by=by, unit="hours")
    terms = Terms.of(world.clerk, later)
    assert not terms.counts_on_the_setting
    assert terms.since(at_nine(later), world.first.id).due == later


def test_days_that_were_agreed_with_a_municipality_count_for_its_claims_alone(
    world: World, browser: SignIn
) -> None:
    promise(world, "3", TODAY)
    agree(world, dvo(norm=Decimal(6), reason="Kleine afdeling"))
    claim = at_the_desk(world)
    terms, nine = Terms.of(world.clerk, TODAY), at_nine(TODAY)
    assert terms.since(nine, world.first.id).due == TODAY + timedelta(days=8), "six working days"
    assert terms.since(nine, world.second.id).due == TODAY + timedelta(days=3)
    clerk = browser(world.clerk)
    page, queue = text_of(clerk.get(case_url(claim))), text_of(clerk.get("/balie/"))
    assert "nog 8 dagen" in page
    assert "Met deze gemeente zijn andere dagen afgesproken" in page
    assert "oudste: nog 8 dagen" in queue
    assert not [each for each in terms.why(nine, world.second.id) if "andere dagen" in each]
