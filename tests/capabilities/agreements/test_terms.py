"""What an agreement comes to: prices of the catalogue, parts that add up, and differences in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.agreements.conftest import NEXT_YEAR, Bargain, dfa, dvo
from tests.world import TODAY

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.agreements.reckoning.content import as_stored, from_stored
from bodemplaat.kernel import Euro

NAMES = {"SP10": "Declaratie", "SF03": "Factuur"}
PERCENTS = st.lists(st.integers(1, 99), min_size=1, max_size=11).map(
    lambda parts: [Decimal(part) * 100 / sum(parts) for part in parts]
)


def told(before: agreements.Terms, after: agreements.Terms) -> list[tuple[str, str]]:
    found = agreements.differences(before, after, NAMES)
    return [(part, text.render()) for part, text in found]


def test_prices_are_those_of_the_catalogue_unless_agreed_otherwise(bargain: Bargain) -> None:
    terms = bargain.view(bargain.draft(agreements.DFA, until=date(2028, 1, 1))).terms
    assert [str(terms.unit_price(each)) for each in terms.content.lines] == ["6.25", "4.10"]
    assert str(terms.total) == "22300.00"  # 1200 * 6.25 + 3000 * 4.10 + 2500
    assert [str(amount) for _, amount in terms.bills] == ["7425.90", "14874.10"]


def test_another_year_begins_on_its_own_days_and_does_not_start_up_again(bargain: Bargain) -> None:
    terms = bargain.view(bargain.draft(agreements.DFA, until=date(2028, 1, 1))).terms
    assert terms.content.start_up
    assert terms.content_from(terms.since) == terms.content, "another version of the same year says the same"
    content = terms.content_from(date(terms.since.year + 1, 1, 1))
    assert content.start_up == ()
    assert content.lines == terms.content.lines
    assert [(each.day.year, each.day.month, each.percent) for each in content.billing] == [
        (each.day.year + 1, each.day.month, each.percent) for each in terms.content.billing
    ]


@given(total=st.integers(0, 10**9), percents=PERCENTS)
def test_what_is_billed_adds_up_to_the_total(total: int, percents: list[Decimal]) -> None:
    content = agreements.Content(
        billing=tuple(
            agreements.BillingMoment(date(2027, 1, day), each) for day, each in enumerate(percents, start=1)
        ),
        start_up=(agreements.StartUp("Alles", Euro(total)),),
    )
    terms = agreements.Terms(agreements.DFA, 1, NEXT_YEAR, None, content)
    assert Euro.total(amount for _, amount in terms.bills) == terms.total == Euro(total)


RULE = agreements.CreditRule(Decimal("1.5"), Decimal(10))
DUTY = agreements.Duty(5, Decimal(90))


def test_what_is_wrong_with_a_credit_and_a_duty_is_told(bargain: Bargain) -> None:
    for rule, code in (
        (agreements.CreditRule(Decimal(0), Decimal(10)), "agreement.credit"),
        (agreements.CreditRule(Decimal(5), Decimal(101)), "agreement.credit"),
        (agreements.CreditRule(Decimal(5), Decimal(4)), "agreement.credit_ceiling"),
        (agreements.CreditRule(Decimal("NaN"), Decimal(4)), "agreement.credit"),
    ):
        terms = agreements.Terms(agreements.DFA, 1, NEXT_YEAR, date(2028, 1, 1), dfa(credit=rule))
        assert code in {each.code for each in agreements.check_terms(terms)}
    for duty, code in (
        (agreements.Duty(0, Decimal(90)), "agreement.duty"),
        (agreements.Duty(5, Decimal(101)), "agreement.duty_percentage"),
    ):
        content = agreements.Content(services=(agreements.Taken("SP10", 1, duty=duty),))
        terms = agreements.Terms(agreements.DVO, 1, NEXT_YEAR, None, content, charter_number=1)
        assert code in {each.code for each in agreements.check_terms(terms)}


def test_a_credit_and_a_duty_differ_in_words(bargain: Bargain) -> None:
    year = bargain.view(bargain.signed(agreements.DFA, until=date(2028, 1, 1))).terms
    with_credit = agreements.Terms(**{**year.__dict__, "content": dfa(credit=RULE)})
    rule = "1.5 % of the price of the year for each whole point, at most 10 % in a year"
    assert told(year, with_credit) == [("credit", f"A missed norm now costs {rule}.")]
    by_month = dfa(credit=replace(RULE, by_month=True))
    each_month = agreements.Terms(**{**year.__dict__, "content": by_month})
    over = "1.5 % of the price of the year for each whole point over a month, at most 10 % in a year"
    assert told(with_credit, each_month) == [("credit", f"A missed norm costs {over}; it was {rule}.")]
    assert told(with_credit, year) == [("credit", "A missed norm costs nothing any more.")]
    levels = bargain.view(bargain.draft()).terms
    _, invoices = levels.content.services
    content = agreements.Content(services=(agreements.Taken("SP10", 1, duty=DUTY), invoices))
    with_duty = agreements.Terms(**{**levels.__dict__, "content": content})
    assert told(levels, with_duty) == [
        ("customer_deliveries", "Declaratie: the customer answers within 5 working days, in 90 %.")
    ]
    assert told(with_duty, levels) == [
        ("customer_deliveries", "Declaratie: no term for the customer's own answers any more.")
    ]


def test_what_was_kept_before_credits_and_duties_is_read_still() -> None:
    old = as_stored(dvo())
    del old["credit"]
    old["services"] = [each[:5] for each in old["services"]]
    assert from_stored(old) == dvo()


@pytest.mark.parametrize(
    "content",
    [
        dvo(),
        dfa(),
        dfa(credit=RULE),
        agreements.Content(services=(agreements.Taken("SP10", 1, duty=DUTY),)),
        agreements.Content(texts=(("procedures", "Bel eerst"),)),
    ],
)
def test_what_is_kept_comes_back_the_same(content: agreements.Content) -> None:
    assert from_stored(as_stored(content)) == content


def test_a_deviation_stands_in_the_place_of_the_charter(bargain: Bargain) -> None:
    deviation = agreements.Deviation("levels", "Binnen 8 dagen", "Eigen cao", Euro.of("900"))
    terms = bargain.view(bargain.draft(content=dvo(deviations=(deviation,)))).terms
    assert terms.says("levels") == "Binnen 8 dagen"
    assert terms.says("escalation") == "Voor iedereen geldt escalation."


def test_two_versions_differ_in_words(bargain: Bargain) -> None:
    first = bargain.view(bargain.signed()).terms
    deviation = agreements.Deviation("levels", "Binnen 8 dagen", "Eigen cao", Euro.of("900"))
    content = agreements.Content(
        services=(agreements.Taken("SF03", 1, norm=Decimal(8), reason="Vlist betaalt sneller"),),
        deviations=(deviation,),
    )
    second = bargain.view(
        bargain.draft(since=date(2027, 3, 1), until=date(2028, 1, 1), content=content)
    ).terms
    first = agreements.Terms(**{**first.__dict__, "until": None})
    assert told(first, second) == [
        ("days", "Holds from 2027-03-01 instead of 2027-01-01."),
        ("days", "Ends on 2028-01-01; it was until further notice."),
        ("services", "Declaratie goes out."),
        ("levels", "Factuur: the norm is 8 working days instead of 10 working days."),
        ("levels", "Factuur: 95 % within the norm instead of 98 %."),
        ("levels", "Was “Voor iedereen geldt levels.”, is “Binnen 8 dagen”."),
        ("levels", "Deviates from the charter, because: Eigen cao."),
        ("levels", "The deviation costs 900.00 a year instead of 0.00."),
    ]
    assert told(second, second) == []


def test_two_years_differ_in_words(bargain: Bargain) -> None:
    row = bargain.signed(agreements.DFA, until=date(2028, 1, 1))
    first = bargain.view(row).terms
    content = dfa(volume=1300, start_up=(), texts=(("other", "Indexatie 3 %"),))
    second = agreements.Terms(**{**first.__dict__, "content": content})
    assert told(first, second) == [
        ("lines", "Declaratie: 1300 planned instead of 1200."),
        ("lines", "Together 20425.00 instead of 22300.00."),
        ("billing", "6801.53 is billed on 2027-01-15 instead of 7425.90."),
        ("billing", "13623.47 is billed on 2027-07-15 instead of 14874.10."),
        ("start_up", "Start-up costs “Inrichting”: 0.00 instead of 2500.00."),
        ("other", "Was “”, is “Indexatie 3 %”."),
    ]


def test_the_list_takes_as_many_statements_for_six_agreements_as_for_two(bargain: Bargain) -> None:
    counts = []
    for since in (NEXT_YEAR, date(2027, 3, 1), date(2027, 6, 1)):
        bargain.signed(since=since)
        late = (agreements.BillingMoment(date(2027, 12, 1), Decimal(100)),)
        bargain.signed(agreements.DFA, since=since, until=date(2028, 1, 1), content=dfa(billing=late))
        with CaptureQueriesContext(connection) as asked:
            rows = agreements.customers_with_agreements(actor=bargain.writer, on=TODAY)
        assert [each.customer_name for each in rows] == ["Nederlek", "Vlist"]
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
