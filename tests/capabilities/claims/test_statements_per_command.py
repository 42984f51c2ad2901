"""A command asks the database a small, fixed number of times: however many lines, claims and people there are.

Counted are BEGIN, the key of the actor and COMMIT too (a savepoint and its release, in the transaction of a test). The numbers are the
ones of ``docs/reference/performance.md``: whoever adds a statement to a command changes them here, in sight.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.world import IBANS, MONDAY, TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims

START, SAVE, SUBMIT = 8, 10, 16
APPROVE, TAKE, BOOK, APPROVE_AT_THE_DESK = 12, 8, 10, 14


def statements(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked) - 1  # the key is turned back, because the transaction of the test goes on


def lines(count: int, first: int) -> tuple[claims.Line, ...]:
    return tuple(
        journey(str(10 + n), day=TODAY - timedelta(days=1 + n % 60)) for n in range(first, first + count)
    )


def way_of_a_claim(world: World, count: int, first: int) -> dict[str, int]:
    anna, jan, clerk = world.first.anna, world.first.jan, world.clerk
    asked = {}
    claim = uuid.UUID(int=0)

    def start() -> None:
        nonlocal claim
        claim = claims.start_claim(actor=anna, key=uuid.uuid4().hex, at=MONDAY)

    content = claims.Content("Dienstreis", IBANS[1], lines(count, first))
    bookings = dict.fromkeys(range(count), ("0.4", "6100"))
    asked["start"] = statements(start)
    asked["save"] = statements(lambda: claims.save_draft(actor=anna, claim=claim, content=content, at=MONDAY))
    asked["submit"] = statements(lambda: claims.submit_claim(actor=anna, claim=claim, key="k", at=MONDAY))
    asked["approve"] = statements(lambda: claims.approve_claim(actor=jan, claim=claim, at=MONDAY))
    asked["take"] = statements(lambda: claims.take_claim(actor=clerk, claim=claim, at=MONDAY))
    asked["book"] = statements(
        lambda: claims.book_claim(actor=clerk, claim=claim, bookings=bookings, at=MONDAY)
    )
    asked["approve at the desk"] = statements(
        lambda: claims.approve_claim(actor=clerk, claim=claim, at=MONDAY)
    )
    return asked


def test_each_step_of_a_claim_costs_a_fixed_number_of_statements(world: World) -> None:
    world.submitted(world.first.anna, journey())  # the first of the year makes its counter
    most = dict(
        zip(
            ("start", "save", "submit", "approve", "take", "book", "approve at the desk"),
            (START, SAVE, SUBMIT, APPROVE, TAKE, BOOK, APPROVE_AT_THE_DESK),
            strict=True,
        )
    )
    one = way_of_a_claim(world, 1, 0)
    assert {step: count for step, count in one.items() if count > most[step]} == {}
    assert way_of_a_claim(world, 20, 1) == one
    assert way_of_a_claim(world, 20, 1) == one  # with as many claims that are alike beside it


def test_several_claims_approved_at_once_cost_no_more_each(world: World) -> None:
    anna, jan = world.first.anna, world.first.jan
    some = [world.submitted(anna, journey(str(10 + n), day=TODAY - timedelta(days=1 + n))) for n in range(6)]
    one = statements(lambda: claims.approve_claims(actor=jan, claims=some[:1], at=MONDAY))
    five = statements(lambda: claims.approve_claims(actor=jan, claims=some[1:], at=MONDAY))
    assert five <= one + 4 * APPROVE
