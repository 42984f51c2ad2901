"""Complaints and satisfaction in the figures, on a screen: live, offered, and what is known since; axe on each page."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.browser.test_a_request_in_the_browser import signed_in
from tests.capabilities.cases.desk import ADVICE, controller_of
from tests.capabilities.performance.test_complaints_and_satisfaction import decide, people
from tests.database import TestDatabase
from tests.world import World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.kernel import Period

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

QUARTER = Period(date(2026, 7, 1), date(2026, 10, 1))
AUGUST = datetime(2026, 8, 3, 9, tzinfo=UTC)


def offered_since(world: World, at: datetime) -> UUID:
    """A service that was published then."""
    manager, on = world.contract_manager, timezone.localdate(at)
    service = catalogue.write_service(
        actor=manager, cooperation=world.cooperation, code="SP01", content=ADVICE, at=at
    )
    version = catalogue.service(actor=manager, service=service, on=on).latest.id
    catalogue.adopt_version(actor=controller_of(world), version=version, at=at)
    catalogue.publish_version(actor=manager, version=version, since=on, at=at)
    return service


@ON_A_PHONE_AND_AT_A_DESK
def test_what_people_found_stands_in_the_report(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    service = offered_since(world, datetime(2026, 6, 1, 9, tzinfo=UTC))
    made = []
    for number, who in enumerate(people(world, 5)):
        question = cases.Question("Verlof", "Hoeveel?", {})
        case = cases.open_case(actor=who, service=service, question=question, key="een", at=AUGUST)
        done, later = cases.Result.ANSWERED, AUGUST + timedelta(hours=2)
        cases.close_case(actor=world.clerk, case=case, result=done, words="Veel.", at=later)
        cases.rate_case(actor=who, case=case, mark=6 + number, at=later)
        made.append((who, case))
    who, case = made[0]
    cases.complain_about_case(actor=who, case=case, words="Te traag.", at=AUGUST + timedelta(days=2))
    (complaint,) = cases.case_view(actor=who, case=case, at=AUGUST + timedelta(days=2)).complaints
    manager, now = world.contract_manager, timezone.now()
    report = performance.offer_report(actor=manager, customer=world.first.id, period=QUARTER, at=now)
    decide(world, case, complaint.id, cases.Verdict.UPHELD, now)

    someone = visitor(language, width, height)
    signed_in(someone, world.first.carla)
    someone.goto(f"/prestaties/rapport/{report}/")
    someone.pictured(f"report-with-thoughts-{language}")
    signed_in(someone, manager)
    someone.goto(f"/prestaties/{world.first.id}/?span=quarter&day=2026-08-01")
    someone.pictured(f"figures-of-all-with-thoughts-{language}")
