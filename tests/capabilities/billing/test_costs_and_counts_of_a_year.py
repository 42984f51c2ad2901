"""Where a year's figures come from: costs out of the books of the provider, and what was delivered as the application counted it."""

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from tests.capabilities.billing.running import Bills
from tests.capabilities.billing.settling import NEW_YEAR, Settling, fill_costs, seen, started, year_billed
from tests.capabilities.billing.using import DECEMBER, days_later, using
from tests.world import World, employ

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Refused, Role
from bodemplaat.kernel import Euro

ACCOUNTS = (
    "code;name;kind;taakveld;category;items\n0110;Bank;asset;;;no\n4100;Salarissen;expense;0.4;1.1;no\n"
)


def booked(bills: Settling, cents: int, key: str) -> None:
    """An expense of 2027."""
    ledger.post_entry(
        actor=bills.maker,
        day=date(2027, 6, 1),
        description="Salarissen",
        amounts=(ledger.Amount("4100", Euro(cents)), ledger.Amount("0110", Euro(-cents))),
        key=key,
        at=NEW_YEAR,
    )


def test_the_costs_of_a_year_come_from_the_books_and_are_replaced_by_what_they_say_later(
    world: World,
) -> None:
    bills = year_billed(world)
    year = started(bills)
    with pytest.raises(Refused, match="No books of 2027"):
        billing.take_costs_from_books(actor=bills.maker, settlement=year, at=NEW_YEAR)
    ledger.open_year(actor=bills.maker, year=2027, at=NEW_YEAR)
    preview = imports.preview_import(
        actor=bills.keeper,
        list_name="ledger-accounts",
        file_name="rekeningen.csv",
        content=ACCOUNTS.encode(),
        since=date(2027, 1, 1),
        is_complete=True,
        at=NEW_YEAR,
    )
    imports.carry_out_import(actor=bills.keeper, import_id=preview, at=NEW_YEAR)
    for number, cents in enumerate((3_000_000, 500_000), 1):
        booked(bills, cents, f"{number}")
        for _ in range(2):
            assert billing.take_costs_from_books(actor=bills.maker, settlement=year, at=NEW_YEAR) == 1
        (cost,) = seen(bills, year).costs
        assert (cost.name, cost.source) == ("4100 Salarissen", "")
    assert seen(bills, year).ways[0].cost == Euro(3_500_000)


def test_by_use_the_cases_of_the_year_are_counted_and_a_later_one_changes_nothing_sealed(
    world: World,
) -> None:
    used = using(world)
    for days in (0, 1):
        used.claim(days_later(days))
    used.bill_up_to(DECEMBER)
    at = datetime(2027, 2, 1, 9, tzinfo=UTC)
    year = billing.start_year(actor=used.maker, cooperation=world.cooperation, year=2026, at=at)
    rule = billing.YearRule(divide=billing.BY_USE)
    billing.keep_year_rule(actor=used.maker, settlement=year, rule=rule, at=at)
    view = billing.year_settled(actor=used.releaser, settlement=year, on=date(2027, 2, 1))
    assert [each.code for each in view.findings] == ["billing.year_no_costs"]
    assert view.unbilled != Euro(0)
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    keeper = employ(world.system, world.provider, desk.id, "Ada Vries", None, Role.ADMINISTRATOR)
    bills = Settling(**{each.name: getattr(used, each.name) for each in fields(Bills)}, keeper=keeper)
    text = "Service;Name of the cost;Actual cost;Known from\nSP10;Salarissen;9,00;Jaarrekening\n"
    fill_costs(bills, text, at=at, day=date(2026, 12, 31))
    decided_on = date(2027, 1, 20)
    billing.decide_year(
        actor=used.maker,
        settlement=year,
        treatment=billing.BY_RULE,
        decided_on=decided_on,
        reference="AB 1",
        at=at,
    )
    billing.adopt_year(actor=used.releaser, settlement=year, at=at)
    before = billing.year_settled(actor=used.releaser, settlement=year, on=date(2027, 2, 1))
    assert {each.code: each.used for each in before.ways[0].parts}["SP10"] == 2
    used.claim(days_later(2))
    after = billing.year_settled(actor=used.releaser, settlement=year, on=date(2027, 2, 1))
    assert (after.ways, after.shares) == (before.ways, before.shares)
