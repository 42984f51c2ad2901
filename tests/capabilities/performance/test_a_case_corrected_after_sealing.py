"""A moment of a case is corrected after its report was sealed: both reports say so, with the case and its days."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.urls import reverse
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of, published
from tests.capabilities.performance.test_signing import second  # noqa: F401
from tests.pages import signing_in
from tests.world import TODAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import Period

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
DECEMBER = Period(date(2026, 12, 1), date(2027, 1, 1))
CAME = datetime(2026, 11, 23, 10, tzinfo=UTC)
CLOSED = datetime(2026, 12, 2, 10, tzinfo=UTC)
"""Too late: three working days were promised."""
DONE = datetime(2026, 11, 25, 10, tzinfo=UTC)
"""When it was done in truth."""
JANUARY = datetime(2027, 1, 8, 10, tzinfo=UTC)


def closed(world: World, service: UUID, at: datetime) -> UUID:
    case = asked(world.first.anna, service, at=CAME)
    cases.take_case(actor=world.clerk, case=case, at=CAME + timedelta(hours=1))
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar", at=at)
    return case


def sealed(world: World, second: Actor, period: Period) -> UUID:  # noqa: F811
    report = performance.offer_report(
        actor=world.contract_manager, customer=world.first.id, period=period, at=JANUARY
    )
    performance.sign_report(actor=second, report=report, at=JANUARY)
    performance.sign_report(actor=world.first.carla, report=report, at=JANUARY)
    return report


@pytest.fixture
def corrected(world: World, second: Actor) -> tuple[UUID, UUID, str]:  # noqa: F811
    """The reports of two months, sealed; then the desk says that a case was done in the first of them. And its number."""
    service = published(world, controller_of(world), STATEMENT)
    closed(world, service, DONE)
    case = closed(world, service, CLOSED)
    reports = tuple(sealed(world, second, period) for period in (NOVEMBER, DECEMBER))
    (event,) = (
        each
        for each in cases.case_view(actor=world.clerk, case=case, at=JANUARY).timeline
        if each.act is cases.CaseAct.CLOSED
    )
    later = JANUARY + timedelta(days=1)
    cases.correct_moment(
        actor=world.clerk, case=case, event=event.id, moment=DONE, reason="Pas later afgemeld.", at=later
    )
    number = cases.case_view(actor=world.clerk, case=case, at=later).number
    return (*reports, number)  # type: ignore[return-value]


def test_both_reports_name_the_case_and_keep_what_was_signed(
    world: World, corrected: tuple[UUID, UUID, str]
) -> None:
    *reports, number = corrected
    now = JANUARY + timedelta(days=2)
    views = [
        performance.report(actor=world.first.carla, report=report, now=now, on=now.date())
        for report in reports
    ]
    counts = [[(each.figures.inside, each.figures.judged) for each in view.seen.services] for view in views]
    assert counts == [[(1, 1)], [(0, 1)]], "sealed figures stay"
    first, following = (view.corrections[0] for view in views)
    assert (first.inside_now, first.judged_now) == (2, 2)
    assert (following.inside_now, following.judged_now) == (0, 0)
    assert {each.cases[0].number for each in (first, following)} == {number}
    assert (following.cases[0].inside_then, following.cases[0].inside_now) == (False, True)
    assert following.cases[0].ended_then == CLOSED
    assert first.cases[0].ended_now == DONE


def test_the_page_says_it_with_days(world: World, corrected: tuple[UUID, UUID, str]) -> None:
    _, following, number = corrected
    with time_machine.travel(JANUARY + timedelta(days=2), tick=False):
        page = signing_in("en")(world.first.carla).get(reverse("performance:report", args=[following])).text
    text = " ".join(page.split())
    assert f"{number}: was closed 2 December 2026, too late; is closed 25 November 2026, in time" in text


FIRST_QUARTER = Period(date(2027, 1, 1), date(2027, 4, 1))
APRIL = datetime(2027, 4, 8, 10, tzinfo=UTC)


@pytest.fixture
def following(world: World, second: Actor, corrected: tuple[UUID, UUID, str]) -> UUID:  # noqa: F811
    """The report of the quarter after it, offered."""
    (service,) = {each.id for each in catalogue.services_offered(actor=world.first.carla, on=TODAY)}
    case = asked(world.first.anna, service, at=APRIL - timedelta(days=20))
    later = APRIL - timedelta(days=19)
    cases.take_case(actor=world.clerk, case=case, at=later)
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar", at=later)
    return offered(world, FIRST_QUARTER, APRIL)


def offered(world: World, period: Period, at: datetime) -> UUID:
    return performance.offer_report(
        actor=world.contract_manager, customer=world.first.id, period=period, at=at
    )


def corrections_in(world: World, report: UUID) -> list[tuple[date, int, int, int, int, list[str]]]:
    seen = performance.report(actor=world.first.carla, report=report, now=APRIL, on=APRIL.date()).seen
    return [
        (
            each.since,
            each.inside_then,
            each.judged_then,
            each.inside_now,
            each.judged_now,
            [case.number for case in each.cases],
        )
        for each in seen.corrections
    ]


def test_the_report_of_the_next_period_carries_the_correction_and_it_is_sealed_with_it(
    world: World,
    second: Actor,  # noqa: F811
    corrected: tuple[UUID, UUID, str],
    following: UUID,
) -> None:
    number = corrected[2]
    told = [
        (NOVEMBER.start, 1, 1, 2, 2, [number]),
        (DECEMBER.start, 0, 1, 0, 0, [number]),
    ]
    assert corrections_in(world, following) == told
    for who in (second, world.first.carla):
        performance.sign_report(actor=who, report=following, at=APRIL)
    assert corrections_in(world, following) == told
    live = performance.performance_to_offer(
        actor=world.contract_manager, customer=world.first.id, period=FIRST_QUARTER, now=APRIL
    )
    assert live.corrections == (), "told once"


def test_what_changes_after_it_was_told_is_told_from_there(
    world: World,
    second: Actor,  # noqa: F811
    corrected: tuple[UUID, UUID, str],
    following: UUID,
) -> None:
    number = corrected[2]
    for who in (second, world.first.carla):
        performance.sign_report(actor=who, report=following, at=APRIL)
    case = next(
        each.id for each in cases.my_cases(actor=world.first.anna, at=APRIL, count=9) if each.number == number
    )
    view = cases.case_view(actor=world.clerk, case=case, at=APRIL)
    (event,) = (each for each in view.timeline if each.act is cases.CaseAct.CLOSED)
    cases.correct_moment(
        actor=world.clerk,
        case=case,
        event=event.id,
        moment=DONE + timedelta(days=4),
        reason="Toch later.",
        at=APRIL,
    )
    live = performance.performance_to_offer(
        actor=world.contract_manager,
        customer=world.first.id,
        period=Period(date(2027, 4, 1), date(2027, 7, 1)),
        now=APRIL,
    )
    assert [
        (each.since, each.inside_then, each.inside_now, each.judged_now) for each in live.corrections
    ] == [(NOVEMBER.start, 2, 1, 2)]


def test_a_correction_is_not_sealed_twice(
    world: World,
    second: Actor,  # noqa: F811
    corrected: tuple[UUID, UUID, str],
    following: UUID,
) -> None:
    month = offered(world, Period(date(2027, 3, 1), date(2027, 4, 1)), APRIL)
    for who in (second, world.first.carla):
        performance.sign_report(actor=who, report=month, at=APRIL)
    performance.sign_report(actor=second, report=following, at=APRIL)
    with pytest.raises(Refused, match="Another report was signed"):
        performance.sign_report(actor=world.first.carla, report=following, at=APRIL)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Correctie op november 2026", "Correctie op december 2026, per zaak")),
        ("en", ("Correction on November 2026", "Correction on December 2026, by case")),
    ],
)
def test_page_paper_and_workbook_tell_it(
    world: World, following: UUID, language: str, words: tuple[str, str]
) -> None:
    with time_machine.travel(APRIL, tick=False):
        browser = signing_in(language)(world.first.carla)
        address = reverse("performance:report", args=[following])
        page = " ".join(browser.get(address).text.split())
        book = browser.get(address, {"format": "xlsx"}).content
        paper = browser.get(address, {"format": "pdf"}).content
    assert all(each in page for each in words)
    sheets = zipfile.ZipFile(io.BytesIO(book))
    texts = " ".join(sheets.read(name).decode() for name in sheets.namelist() if name.endswith(".xml"))
    assert words[0] in texts
    assert paper.startswith(b"%PDF")
