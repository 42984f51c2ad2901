"""What both sides deliver by their calendar, in the report: in time, too late and not at all; sealed with it."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from tests.capabilities.agreements.conftest import Bargain, bargain  # noqa: F401
from tests.capabilities.agreements.test_deliveries import CALENDAR, at, hand_over, in_year
from tests.capabilities.cases.desk import ADVICE, published
from tests.capabilities.performance.test_signing import second  # noqa: F401

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.capabilities.performance.mapping import deliveries_from
from bodemplaat.connectors.rest import shown
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Period
from bodemplaat.presentation.report import Live, Table

QUARTER = Period(date(2027, 1, 1), date(2027, 4, 1))
LATER = datetime(2027, 4, 20, 9, tzinfo=UTC)


def delivered(bargain: Bargain) -> None:  # noqa: F811
    """January in time, February too late, March not at all; the journal was sent back and then came too late."""
    bargain.signed(agreements.DAP, content=CALENDAR)
    january, february, _ = (each for each in in_year(bargain.writer)[:4] if each.line.number == 1)
    (journal,) = (each for each in in_year(bargain.writer)[:4] if each.line.number == 2)
    hand_over(bargain.customer, january, january.due)
    hand_over(bargain.customer, february, february.due + timedelta(days=1))
    hand_over(bargain.writer, journal, journal.due)
    agreements.send_delivery_back(
        actor=bargain.customer,
        agreement=journal.agreement_id,
        line=journal.line.number,
        planned=journal.planned,
        reason="Leeg",
        at=at(journal.due, 10),
    )
    hand_over(bargain.writer, journal, journal.due + timedelta(days=3))


def seen_by(who: Actor, bargain: Bargain, now: datetime = LATER) -> performance.Performance:  # noqa: F811
    return performance.performance(actor=who, period=QUARTER, now=now, customer=bargain.world.second.id)


def counts(seen: performance.Performance) -> list[tuple[str, str, int, int, int]]:
    return [(each.what, each.owed_by, each.in_time, each.late, each.missing) for each in seen.deliveries]


def closed_one(bargain: Bargain) -> None:  # noqa: F811
    world = bargain.world
    service = published(world, bargain.signer, ADVICE, "SP01")
    came = datetime(2027, 2, 1, 10, tzinfo=UTC)
    case = cases.open_case(
        actor=world.second.anna,
        service=service,
        question=cases.Question("Verlof", "Hoeveel?", {}),
        key="een",
        at=came,
    )
    cases.close_case(
        actor=world.clerk,
        case=case,
        result=cases.Result.ANSWERED,
        words="Veel.",
        at=came + timedelta(hours=1),
    )


def test_each_line_counts_its_days_of_the_period(bargain: Bargain) -> None:  # noqa: F811
    delivered(bargain)
    expected = [
        ("Mutaties voor het salaris", "customer", 1, 1, 1),
        ("Salarisjournaal", "provider", 0, 1, 0),
    ]
    for who in (bargain.writer, bargain.customer):
        assert counts(seen_by(who, bargain)) == expected
    assert [each.share for each in seen_by(bargain.writer, bargain).deliveries] == [Fraction(1, 3), 0]


def test_what_is_due_today_counts_once_it_was_handed_over(bargain: Bargain) -> None:  # noqa: F811
    bargain.signed(agreements.DAP, content=CALENDAR)
    january = in_year(bargain.writer)[0]
    assert not seen_by(bargain.writer, bargain, at(january.due)).deliveries
    assert counts(seen_by(bargain.writer, bargain, at(january.due + timedelta(days=1))))[0][2:] == (0, 0, 1)
    hand_over(bargain.customer, january, january.due)
    assert counts(seen_by(bargain.writer, bargain, at(january.due, 12)))[0][2:] == (1, 0, 0)


def test_the_report_holds_them_as_a_table_with_a_share_that_is_live(bargain: Bargain) -> None:  # noqa: F811
    delivered(bargain)
    report = performance.report_of(
        seen_by(bargain.writer, bargain), name="Vlist", period_name="Q1", language="nl"
    )
    (table,) = (each for each in report.parts if isinstance(each, Table) and each.key == "deliveries")
    salaries, journal = (list(row) for row in table.rows)
    assert (salaries[2:5], journal[2:5]) == ([1, 1, 1], [0, 1, 0])
    assert isinstance(salaries[5], Live)


def test_they_are_sealed_with_it_and_a_report_of_before_has_none(
    bargain: Bargain,  # noqa: F811
    second: Actor,  # noqa: F811
) -> None:
    delivered(bargain)
    closed_one(bargain)
    manager, customer = bargain.writer, bargain.world.second.id
    report = performance.offer_report(actor=manager, customer=customer, period=QUARTER, at=LATER)
    performance.sign_report(actor=second, report=report, at=LATER)
    performance.sign_report(actor=bargain.customer, report=report, at=LATER)
    live = counts(seen_by(manager, bargain))
    march = next(each for each in in_year(manager) if each.counts is None)
    hand_over(bargain.customer, march, LATER.date())
    signed = performance.report(actor=bargain.customer, report=report, now=LATER, on=LATER.date())
    assert counts(signed.seen) == live, "sealed figures stay"
    assert counts(seen_by(manager, bargain)) != live
    told = shown.report_document(signed.row, signed.seen, ())["deliveries"][0]
    assert (told["owed_by"], told["in_time"], told["late"], told["missing"]) == ("customer", 1, 1, 1)
    assert told["share"] == "33.33"
    provider = bargain.world.provider
    before = deliveries_from({"duties": [], "plan": []}, provider=provider, customer=customer, names={})
    assert before == (), "a report of before has none"
