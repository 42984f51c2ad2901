"""Laws, over any postings: the trial balance adds up to nothing, is what SQL adds up, and knows no order."""

import itertools
from collections import Counter
from collections.abc import Sequence

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.capabilities.ledger.books import APRIL, MARCH, Books
from tests.world import World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.ledger.api import Amount
from bodemplaat.capabilities.ledger.reckoning.amounts import check_amounts, delta
from bodemplaat.foundation.tenancy.api import entered
from bodemplaat.kernel import Euro

CENTS = st.integers(-(10**9), 10**9).filter(bool)
CODES = st.sampled_from(("0100", "0500", "0900", "4100", "4200", "8100"))


@st.composite
def amounts(draw: st.DrawFn) -> tuple[Amount, ...]:
    """The lines of an entry: the last one makes it balance."""
    lines = draw(st.lists(st.tuples(CODES, CENTS, st.sampled_from(("a", "b"))), min_size=1, max_size=5))
    rest = -sum(cents for _, cents, _ in lines)
    if not rest:
        lines, rest = lines[:1], -lines[0][1]
    closing = (draw(CODES), rest, "a")
    return tuple(Amount(code, Euro(cents), item) for code, cents, item in (*lines, closing))


POSTINGS = st.lists(st.tuples(amounts(), st.sampled_from((MARCH, APRIL))), min_size=1, max_size=4)


@pytest.fixture
def books(world: World) -> Books:
    return Books.of(world)


def played(books: Books, postings: Sequence[tuple[tuple[Amount, ...], object]]) -> dict[str, int]:
    """The balances when these are posted, of which nothing remains."""
    numbers = itertools.count()
    with entered(books.keeper), transaction.atomic():
        for lines, day in postings:
            books.post(*lines, day=day, key=str(next(numbers)))  # type: ignore[arg-type]
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(
                "SELECT a.code, sum(l.cents)::bigint FROM ledger_journalline l JOIN ledger_account a ON a.id = l.account_id"
                " GROUP BY a.code"
            )
            by_sql = dict(cursor.fetchall())
        balances = books.balances()
        assert balances == by_sql
        assert sum(balances.values()) == 0
        assert sum(books.balances(until=3).values()) == 0
        transaction.set_rollback(True)
    return balances


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(postings=POSTINGS, order=st.randoms(use_true_random=False))
def test_the_trial_balance_adds_up_to_nothing_and_knows_no_order(
    books: Books, postings: list[tuple[tuple[Amount, ...], object]], order: object
) -> None:
    otherwise = list(postings)
    order.shuffle(otherwise)  # type: ignore[attr-defined]
    assert played(books, postings) == played(books, otherwise)


@given(now=amounts(), wanted=st.one_of(st.just(()), amounts()))
def test_a_delta_leads_from_what_is_there_to_what_was_meant(
    now: tuple[Amount, ...], wanted: tuple[Amount, ...]
) -> None:
    differs = delta(now, wanted)

    def summed(*lines: Amount) -> Counter[tuple[str, str]]:
        sums: Counter[tuple[str, str]] = Counter()
        for each in lines:
            sums[each.account, each.item] += each.euro.cents
        return Counter({key: cents for key, cents in sums.items() if cents})

    assert summed(*now, *differs) == summed(*wanted)
    assert sum(each.euro.cents for each in differs) == 0
    assert len(differs) != 1
    assert delta(wanted, wanted) == ()


@given(lines=amounts(), cents=CENTS)
def test_only_what_balances_can_be_posted(lines: tuple[Amount, ...], cents: int) -> None:
    accounts = {
        code: ledger.AccountView(None, code, code, ledger.AccountKind.ASSET, "", "", False)  # type: ignore[arg-type]
        for code in ("0100", "0500", "0900", "4100", "4200", "8100")
    }
    assert check_amounts(lines, accounts) == ()
    uneven = (*lines, Amount("0100", Euro(cents)))
    assert [each.code for each in check_amounts(uneven, accounts)] == ["ledger.does_not_balance"]
