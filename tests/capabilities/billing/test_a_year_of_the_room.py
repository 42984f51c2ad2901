"""A year is begun, its costs come in, the board decides, another seals it, and the next run bills it once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.capabilities.billing.settling import (
    BY,
    COSTS,
    DECIDED,
    NEW_YEAR,
    RULE,
    TODAY,
    Settling,
    decided,
    fill_costs,
    sealed,
    seen,
    started,
    year_billed,
)
from tests.database import TestDatabase
from tests.world import World

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.billing.models import YearDecision, YearShare
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.tenancy.api import NotFound, Refused, entered
from bodemplaat.kernel import Euro


@pytest.fixture
def bills(world: World) -> Settling:
    return year_billed(world)


def next_run(bills: Settling, day: date = TODAY, at: datetime = NEW_YEAR) -> tuple[billing.BillView, ...]:
    """The next run, released and invoiced."""
    run = bills.released(day, at)
    bills.invoice(run, at)
    return billing.run(actor=bills.releaser, run=run, on=day).bills


def of_years(views: tuple[billing.BillView, ...]) -> list[billing.BillLine]:
    return [each.line for view in views for each in view.lines if each.line.kind == billing.YEAR_END]


def test_a_year_is_worked_out_from_what_was_billed_and_what_it_cost(bills: Settling) -> None:
    year = started(bills)
    assert [each.code for each in seen(bills, year).findings] == ["billing.year_no_costs"]
    fill_costs(bills)
    view = seen(bills, year)
    rule, shared = view.ways
    assert (rule.billed, rule.cost, rule.result) == (Euro.of(37100), Euro.of(30000), Euro.of(7100))
    assert [(each.treatment, each.movement) for each in (rule, shared)] == [
        (billing.BY_RULE, Euro.of(1000)),
        (billing.SHARED, Euro(0)),
    ]
    assert rule.to_settle == Euro.of(-6100)
    assert (view.may_propose, view.may_adopt, view.unbilled) == (True, False, Euro(0))
    assert [(each.name, each.source) for each in view.costs] == [
        ("Huisvesting", "Jaarrekening"),
        ("Salarissen", "Jaarrekening"),
    ]


def test_what_was_not_billed_yet_of_the_year_is_told(world: World) -> None:
    bills = year_billed(world)
    assert seen(bills, started(bills)).unbilled == Euro(0)
    other = started(bills, 2026)
    assert [each.code for each in seen(bills, other).findings] == ["billing.year_not_billed"]


def test_one_puts_the_decision_down_and_another_adopts_it(bills: Settling) -> None:
    fill_costs(bills)
    year = started(bills)
    decided(bills, year)
    view = seen(bills, year)
    assert (view.row.state, view.reference, view.decided_on, view.may_change) == (
        "waiting",
        BY,
        DECIDED,
        False,
    )
    with pytest.raises(Refused, match="you put it down"):
        billing.adopt_year(actor=bills.maker, settlement=year, at=NEW_YEAR)
    with pytest.raises(Refused, match="stays as it is"):
        decided(bills, year)
    with pytest.raises(Refused, match="stays as it is"):
        billing.keep_year_rule(actor=bills.maker, settlement=year, rule=RULE, at=NEW_YEAR)
    assert billing.own_year_shares(actor=bills.first) == ()
    billing.adopt_year(actor=bills.releaser, settlement=year, at=NEW_YEAR)
    view = seen(bills, year)
    assert (view.row.state, view.adopted_by) == ("confirmed", "Dirk Prins")
    assert Euro.total(each.share.amount for each in view.shares) == Euro.of(-6100)
    with pytest.raises(Refused, match="No decision"):
        billing.adopt_year(actor=bills.releaser, settlement=year, at=NEW_YEAR)


def test_what_is_taken_back_can_be_decided_on_again(bills: Settling) -> None:
    fill_costs(bills)
    year = started(bills)
    decided(bills, year)
    with pytest.raises(Refused, match="why"):
        billing.take_back_year(actor=bills.maker, settlement=year, because=" ", at=NEW_YEAR)
    billing.take_back_year(actor=bills.maker, settlement=year, because="Kosten kloppen niet", at=NEW_YEAR)
    assert (seen(bills, year).row.state, seen(bills, year).because) == (billing.DRAFT, "Kosten kloppen niet")
    decided(bills, year, billing.SHARED)
    billing.adopt_year(actor=bills.releaser, settlement=year, at=NEW_YEAR)
    assert seen(bills, year).ways[0].to_settle == Euro.of(-7100)


def test_a_decision_has_a_day_a_reference_and_a_year_that_is_over(bills: Settling) -> None:
    fill_costs(bills)
    year = started(bills)

    def decide(
        day: date = DECIDED, reference: str = BY, at: datetime = NEW_YEAR, way: str = billing.BY_RULE
    ) -> None:
        billing.decide_year(
            actor=bills.maker, settlement=year, treatment=way, decided_on=day, reference=reference, at=at
        )

    for match, values in (
        ("day of the decision", {"day": date(2027, 12, 31)}),
        ("day of the decision", {"day": date(2028, 2, 16)}),
        ("by which decision", {"reference": " "}),
        ("once it has ended", {"at": datetime(2027, 12, 1, tzinfo=UTC)}),
        ("becomes of the result", {"way": "otherwise"}),
    ):
        with pytest.raises(Refused, match=match):
            decide(**values)
    fill_costs(bills, COSTS.replace("SP10", "SP99"))
    with pytest.raises(billing.CannotBill):
        decide()
    assert seen(bills, year).row.state == billing.DRAFT


def test_the_next_run_bills_what_was_settled_once_as_credit_notes(bills: Settling) -> None:
    year = sealed(bills)
    assert billing.preview(
        actor=bills.maker, cooperation=bills.world.cooperation, until=TODAY, on=TODAY
    ).total == Euro.of(-6100)
    views = next_run(bills)
    assert Euro.total(each.amount for each in of_years(views)) == Euro.of(-6100)
    assert {each.share for each in of_years(views)} == {each.id for each in seen(bills, year).shares}
    assert all(each.number for each in views)
    assert all("afrekening" in " ".join(line.name for line in _sold(bills, each)) for each in views)
    with pytest.raises(Refused, match="Nothing is due"):
        bills.make(TODAY, NEW_YEAR)


def _sold(bills: Settling, view: billing.BillView) -> Sequence[sales.SalesLine]:
    assert view.invoice is not None
    return sales.sales_view(actor=bills.maker, invoice=view.invoice, on=TODAY).content.lines


def test_a_deficit_becomes_correction_invoices_of_their_own(bills: Settling) -> None:
    fill_costs(bills, COSTS.replace("20000,00", "40000,00"))
    year = started(bills)
    decided(bills, year)
    billing.adopt_year(actor=bills.releaser, settlement=year, at=NEW_YEAR)
    views = next_run(bills)
    assert Euro.total(each.total for each in views) == Euro.of(12900)
    assert all(each.number for each in views)
    assert billing.year_settled(actor=bills.maker, settlement=year, on=TODAY).ways[0].billed == Euro.of(37100)


def test_each_amount_on_the_bill_adds_up_to_what_it_follows_from(bills: Settling) -> None:
    sealed(bills)
    views = next_run(bills)
    for view in views:
        for place, each in enumerate(view.lines, 1):
            for who in (bills.maker, bills.first if view.customer == bills.world.first.id else bills.second):
                told = billing.explained(actor=who, bill=view.id, position=place, on=TODAY)
                (steps,) = billing.explanation(told, language="nl").tables
                assert steps.totals is not None
                assert steps.totals[-1] == each.line.amount


def test_what_becomes_known_later_changes_nothing_sealed_and_stands_in_the_next_year(bills: Settling) -> None:
    year = sealed(bills)
    before = seen(bills, year)
    fill_costs(bills, COSTS.replace("20000,00", "20600,00"), at=NEW_YEAR)
    after = seen(bills, year)
    assert after.ways == before.ways
    assert after.shares == before.shares
    assert {each.year for each in after.later} == {2027}
    assert Euro.total(each.difference for each in after.later if each.customer) == Euro.of(600)
    text = "Service;Name of the cost;Actual cost;Known from\n;Huisvesting;0,01;Jaarrekening\n"
    fill_costs(bills, text, day=date(2028, 12, 31))
    following = started(bills, 2028, replace(RULE, part=RULE.part))
    assert seen(bills, following).findings[0].code == "billing.year_not_billed"
    assert not seen(bills, following).may_propose


def test_who_may_and_who_may_not(bills: Settling) -> None:
    year = sealed(bills)
    for who in (bills.first, bills.second):
        with pytest.raises(NotFound):
            billing.year_settled(actor=who, settlement=year, on=TODAY)
        with pytest.raises(NotFound):
            billing.start_year(actor=who, cooperation=bills.world.cooperation, year=2027, at=NEW_YEAR)
    with pytest.raises(billing.NotYourBills):
        billing.start_year(
            actor=bills.world.clerk, cooperation=bills.world.cooperation, year=2027, at=NEW_YEAR
        )
    own = billing.own_year_shares(actor=bills.first)
    assert {each.share.part.customer for each in own} == {bills.world.first.id}
    theirs = billing.own_year_shares(actor=bills.second)[0]
    with pytest.raises(NotFound):
        billing.year_share(actor=bills.first, share=theirs.id)
    assert billing.year_share(actor=bills.maker, share=theirs.id) == theirs


def test_a_year_is_begun_once_with_the_rule_of_the_year_before(bills: Settling) -> None:
    year = started(bills)
    assert (
        billing.start_year(actor=bills.releaser, cooperation=bills.world.cooperation, year=2027, at=NEW_YEAR)
        == year
    )
    following = billing.start_year(
        actor=bills.maker, cooperation=bills.world.cooperation, year=2028, at=NEW_YEAR
    )
    assert seen(bills, following).rule == RULE
    assert seen(bills, following).waits_for_earlier
    with pytest.raises(Refused, match="has begun"):
        billing.start_year(actor=bills.maker, cooperation=bills.world.cooperation, year=2029, at=NEW_YEAR)


def test_the_database_holds_what_was_decided(bills: Settling) -> None:
    sealed(bills)
    with entered(bills.maker):
        share = YearShare.records.of(bills.maker).first()
        decision = YearDecision.records.of(bills.maker).first()
        assert share is not None
        assert decision is not None
        for change in (
            lambda: YearShare.records.of(bills.maker).filter(id=share.id).update(cents=1),
            lambda: YearDecision.records.of(bills.maker).filter(id=decision.id).update(facts={}),
            lambda: YearShare.records.of(bills.maker).filter(id=share.id).delete(),
            lambda: YearDecision.records.of(bills.maker).filter(id=decision.id).update(reference="anders"),
        ):
            with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
                change()


def test_two_at_the_same_moment_seal_a_year_once(committed_world: tuple[TestDatabase, World]) -> None:
    _, world = committed_world
    bills = year_billed(world)
    fill_costs(bills)
    year = started(bills)
    decided(bills, year)

    def adopt(_: int) -> str:
        try:
            billing.adopt_year(actor=bills.releaser, settlement=year, at=NEW_YEAR)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "adopted"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(adopt, range(4)))
    assert outcomes == ["adopted", *["refused"] * 3]

    def make(_: int) -> UUID | None:
        try:
            return bills.make(TODAY, NEW_YEAR)
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = [each for each in pool.map(make, range(4)) if each is not None]
    assert len(made) == 1
