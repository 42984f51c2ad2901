"""What people found of the work, in the report: complaints and satisfaction per customer and period, sealed, and corrected beside it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from tests.capabilities.cases.desk import ADVICE, asked, controller_of, published, seen
from tests.capabilities.performance.test_signing import second  # noqa: F401
from tests.connectors.rest.conftest import connect
from tests.world import World, employ

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Period
from bodemplaat.presentation.report import Table
from bodemplaat.presentation.voice import Voice

QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1))
DECEMBER = Period(date(2026, 12, 1), date(2027, 1, 1))
CAME = datetime(2026, 12, 1, 10, tzinfo=UTC)
LATER = datetime(2027, 1, 20, 9, tzinfo=UTC)


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world), ADVICE, "SP01")


def people(world: World, count: int) -> list[Actor]:
    """So many people of the first customer."""
    (unit, *_) = organisations.units_of(actor=world.first.system, organisation=world.first.id)
    system, here = world.first.system, world.first.id
    return [
        employ(system, here, unit.id, f"Nieuw{number} Mens", None, Role.EMPLOYEE) for number in range(count)
    ]


def closed(world: World, who: Actor, service: UUID) -> UUID:
    case = cases.open_case(
        actor=who, service=service, question=cases.Question("Verlof", "Hoeveel?", {}), key="een", at=CAME
    )
    cases.close_case(
        actor=world.clerk,
        case=case,
        result=cases.Result.ANSWERED,
        words="Veel.",
        at=CAME + timedelta(hours=2),
    )
    return case


def complained(world: World, who: Actor, service: UUID) -> tuple[UUID, UUID]:
    case = closed(world, who, service)
    cases.complain_about_case(actor=who, case=case, words="Te traag.", at=CAME + timedelta(days=2))
    return case, seen(who, case, CAME + timedelta(days=2)).complaints[0].id


def figures(world: World, period: Period = QUARTER, now: datetime = LATER) -> performance.Performance:
    return performance.performance(
        actor=world.contract_manager, period=period, now=now, customer=world.first.id
    )


def decide(world: World, case: UUID, complaint: UUID, verdict: cases.Verdict, at: datetime) -> None:
    cases.take_complaint(actor=world.kim, case=case, complaint=complaint, at=at)
    cases.decide_complaint(
        actor=world.kim, case=case, complaint=complaint, verdict=verdict, reason="Zo.", at=at
    )


def test_complaints_are_counted_in_the_period_in_which_they_came_in(world: World, service: UUID) -> None:
    case, complaint = complained(world, world.first.anna, service)
    complained(world, world.first.bert, service)
    complained(world, world.second.anna, service)
    decide(world, case, complaint, cases.Verdict.PARTLY, CAME + timedelta(days=9))
    (counted,) = figures(world).complaints
    assert (counted.code, counted.customer_name) == ("SP01", "Nederlek")
    assert (counted.received, counted.upheld, counted.partly, counted.not_upheld) == (2, 0, 1, 0)
    assert (counted.open, counted.late) == (1, 1)
    assert figures(world, DECEMBER).complaints == (counted,)
    assert figures(world, Period(date(2026, 11, 1), date(2026, 12, 1))).complaints == ()
    every = performance.performance(actor=world.contract_manager, period=QUARTER, now=LATER)
    assert [each.customer_name for each in every.complaints] == ["Nederlek", "Vlist"]


def test_satisfaction_stands_there_above_the_threshold_and_in_whole_quarters(
    world: World, service: UUID
) -> None:
    for number, who in enumerate(people(world, 5)):
        if number == 4:
            assert figures(world).satisfaction == (), "four answers are too few"
        cases.rate_case(
            actor=who, case=closed(world, who, service), mark=7 + number % 2, at=CAME + timedelta(hours=3)
        )
    (group,) = figures(world).satisfaction
    assert (group.code, group.quarter, group.answers) == ("SP01", date(2026, 10, 1), 5)
    assert group.mean == Decimal("7.4")
    assert figures(world, DECEMBER).satisfaction == (), "a month has no figure of its own"
    running = figures(world, now=datetime(2026, 12, 20, tzinfo=UTC))
    assert running.satisfaction == (), "a quarter is shown when it is over"


def test_both_are_tables_of_the_report(world: World, service: UUID) -> None:
    for number, who in enumerate(people(world, 5)):
        case = closed(world, who, service)
        cases.rate_case(actor=who, case=case, mark=6 + number, at=CAME + timedelta(hours=3))
    complained(world, world.first.anna, service)
    report = performance.report_of(figures(world), name="Nederlek", period_name="Q4", language="en")
    tables = {each.key: each for each in report.parts if isinstance(each, Table)}
    assert [list(row)[1:] for row in tables["complaints"].rows] == [[1, 0, 0, 0, 1, 1]]
    assert [list(row)[1:] for row in tables["satisfaction"].rows] == [[date(2026, 10, 1), 5, Decimal("8.0")]]
    assert "people" in Voice("en")(tables["satisfaction"].note)
    every = performance.performance(actor=world.contract_manager, period=QUARTER, now=LATER)
    assert performance.report_of(every, name="K5", period_name="Q4", language="nl").parts


def test_they_are_sealed_with_the_report_and_corrected_beside_it(
    world: World,
    service: UUID,
    second: Actor,  # noqa: F811
) -> None:
    for number, who in enumerate(people(world, 5)):
        case = closed(world, who, service)
        cases.rate_case(actor=who, case=case, mark=6 + number, at=CAME + timedelta(hours=3))
    case, complaint = complained(world, world.first.anna, service)
    manager, customer = world.contract_manager, world.first.id
    report = performance.offer_report(actor=manager, customer=customer, period=QUARTER, at=LATER)
    performance.sign_report(actor=second, report=report, at=LATER)
    performance.sign_report(actor=world.first.carla, report=report, at=LATER)
    day = LATER.date()
    signed = performance.report(actor=world.first.carla, report=report, now=LATER, on=day)
    live = figures(world)
    assert (signed.seen.complaints, signed.seen.satisfaction) == (live.complaints, live.satisfaction)
    assert signed.complaints_since == ()
    after = LATER + timedelta(days=1)
    decide(world, case, complaint, cases.Verdict.UPHELD, after)
    corrected = performance.report(actor=world.first.carla, report=report, now=after, on=day)
    assert corrected.seen == signed.seen, "what was signed stays"
    ((then, now),) = [(each.then, each.now) for each in corrected.complaints_since]
    assert then is not None
    assert now is not None
    assert (then.upheld, then.open, now.upheld, now.open) == (0, 1, 1, 0)

    reader = connect(world, world.first.ad, None, Scope.REPORTS_READ)
    document = reader.gets(f"/reports/{report}").json()
    (about,) = document["complaints"]
    assert (about["received"], about["upheld"], about["open"], about["late"]) == (1, 0, 1, 1)
    (group,) = document["satisfaction"]
    assert (group["quarterFrom"], group["answers"], group["mean"]) == ("2026-10-01", 5, "8.0")
    assert (document["duties"], document["plan"]) == ([], [])
    assert "credit" not in document


def test_a_request_of_before_is_asked_as_usual(world: World, service: UUID) -> None:
    """A report without a complaint or an answer has neither table."""
    asked(world.first.anna, service, at=CAME)
    names = {getattr(each, "key", "") for each in _parts(world)}
    assert not names & {"complaints", "satisfaction"}


def _parts(world: World) -> tuple[object, ...]:
    return tuple(
        performance.report_of(figures(world), name="Nederlek", period_name="Q4", language="nl").parts
    )
