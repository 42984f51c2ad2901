"""Invoices from receipt to the bank, counted against the norm that the provider published, with who kept them waiting."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.capabilities.invoices.paid import ASKED_FROM, PAY_ON, approved, ask_all, noon, set_up
from tests.capabilities.invoices.post import WRONG, bill, receive, seen
from tests.capabilities.invoices.test_approving import approve, code, part, registered
from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.queries.facts import SUPPLIER, overlaid
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role, midnight
from bodemplaat.kernel import Period

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
NEW_YEAR = noon(date(2027, 1, 4))
DAY = timedelta(days=1)


def publish_invoices(world: World) -> None:
    """The processing of invoices as a service with the handbook's own norm, agreed on by two people."""
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    second = employ(world.system, world.provider, desk.id, "Noortje Kok", None, Role.CONTROLLER)
    norm = catalogue.Indicator(
        "lead_time",
        catalogue.Words("betaald binnen", "paid within"),
        Decimal(30),
        "calendar_days",
        Decimal(95),
    )
    content = catalogue.Content(
        name=catalogue.Words("Inkoopfactuur verwerken en betalen", "Processing and paying an invoice"),
        process="fin-7",
        indicators=(norm,),
        case_type=invoices.CASE_TYPE,
    )
    service = catalogue.write_service(
        actor=world.contract_manager, cooperation=world.cooperation, code="SF03", content=content, at=MONDAY
    )
    version = catalogue.service(actor=world.contract_manager, service=service, on=TODAY).latest.id
    catalogue.adopt_version(actor=second, version=version, at=MONDAY)
    catalogue.publish_version(actor=world.contract_manager, version=version, since=TODAY, at=MONDAY)


def paid(world: World, *ids: object, on: date) -> None:
    """The bank paid these on a day."""
    outcomes = invoices.InvoicePayments()
    outcomes.paid(actor=world.first.system, source_ids=list(ids), day=on, at=noon(on + DAY))  # type: ignore[arg-type]


def seen_by(actor: Actor, period: Period = YEAR) -> list[performance.ServiceFigures]:
    return list(performance.performance(actor=actor, period=period, now=NEW_YEAR).services)


def facts_of(world: World, customer: UUID | None = None) -> list[performance.CaseFacts]:
    """What is counted of a year, as the contract manager's organisation reads it."""
    since, until = midnight(YEAR.start), midnight(date(2027, 1, 1))
    return list(
        invoices.case_facts(actor=world.contract_manager, since=since, until=until, customer=customer)
    )


def asked(world: World, number: str = "1") -> object:
    invoice = approved(world, number)
    ask_all(world, ASKED_FROM)
    return invoice


def test_what_is_paid_in_time_keeps_the_norm_at_both_sides(world: World) -> None:
    set_up(world)
    publish_invoices(world)
    in_time, late = asked(world), asked(world, "2")
    paid(world, in_time, on=PAY_ON)
    paid(world, late, on=date(2026, 12, 30))
    (shown,) = seen_by(world.contract_manager)
    assert (shown.code, shown.customer_name, shown.figures.judged, shown.figures.inside) == (
        "SF03",
        "Nederlek",
        2,
        1,
    )
    assert [each.number for each in shown.figures.late] == ["2"]
    assert seen_by(world.first.carla) == [shown]
    assert seen_by(world.second.carla) == []


def test_the_clock_stands_still_by_cause(world: World) -> None:
    set_up(world)
    publish_invoices(world)
    invoice = registered(world)
    code(world, invoice, part())
    approve(world, world.first.jan, invoice)
    by_clerk = {"actor": world.clerk, "invoice": invoice}
    invoices.dispute_invoice(**by_clerk, reason="Te veel", at=MONDAY + 2 * DAY)  # type: ignore[arg-type]
    invoices.lift_dispute(**by_clerk, outcome="Klopt toch", at=MONDAY + 4 * DAY)  # type: ignore[arg-type]
    (facts,) = facts_of(world)
    assert [(move, cause) for _, move, cause in facts.steps] == [
        ("suspended", "customer:budget_holder"),
        ("resumed", ""),
        ("suspended", SUPPLIER),
        ("resumed", ""),
    ]
    assert facts.steps[2][0] == MONDAY + 2 * DAY


def test_a_dispute_lies_over_whatever_else_happens() -> None:
    moments = [MONDAY + n * DAY for n in range(6)]
    marks = [(moments[0], "customer:budget_holder"), (moments[2], ""), (moments[4], "customer:director")]
    shown = list(overlaid(marks, [(moments[1], True), (moments[3], False)]))
    assert shown == [
        (moments[0], "customer:budget_holder"),
        (moments[1], SUPPLIER),
        (moments[2], SUPPLIER),
        (moments[3], ""),
        (moments[4], "customer:director"),
    ]


def test_left_out_is_what_is_not_to_be_paid(world: World) -> None:
    receive(world, bill("6", type_code="381"))
    back = receive(world, bill("7"), WRONG).invoice
    invoices.send_invoice_back(actor=world.clerk, invoice=back, words="Terug", at=MONDAY)
    waits = receive(world, bill("8"), WRONG).invoice
    again = receive(world, bill("8", buyer_reference="KP-9"), WRONG).invoice
    assert seen(world, again).row.is_duplicate
    set_up(world)
    refused = registered(world, "9")
    code(world, refused, part())
    invoices.refuse_invoice(
        actor=world.first.jan, invoice=refused, seen_round=1, reason="Niet besteld", at=MONDAY
    )
    assert [UUID(each.case) for each in facts_of(world)] == [waits]
    assert facts_of(world, world.second.id) == []
    unpaid = invoices.paid_in_time(actor=world.contract_manager, period=YEAR, now=NEW_YEAR)
    assert [(each.due, each.unpaid) for each in unpaid.months] == [(1, 1)]


@pytest.mark.usefixtures("world")
def test_as_many_statements_for_six_as_for_one(world: World) -> None:
    set_up(world)

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            facts_of(world)
        return len(captured)

    approved(world)
    few = statements()
    for number in range(2, 7):
        approved(world, str(number))
    assert statements() == few
