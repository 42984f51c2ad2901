"""Who decides on a step: the ones whom the rules ask, their stand-ins, or the fallback; never whose own it is."""

from uuid import UUID, uuid4

from bodemplaat.engines.approval import Approver, AskedStep, ChainStep, Office, addressed, undecided_from
from bodemplaat.kernel import Euro

HERE, UNIT, OTHER_UNIT = uuid4(), uuid4(), uuid4()
JAN, PIET, MIA, WIM = (uuid4() for _ in range(4))


def office(
    *,
    able: frozenset[UUID] = frozenset({JAN, PIET, MIA, WIM}),
    stand_ins: dict[UUID, frozenset[UUID]] | None = None,
) -> Office:
    holders: dict[tuple[UUID, str], dict[UUID | None, frozenset[UUID]]] = {
        (HERE, "budget_holder"): {UNIT: frozenset({JAN}), None: frozenset({PIET})},
        (HERE, "fallback"): {None: frozenset({WIM})},
    }
    return Office(able, frozenset(), stand_ins or {}, holders, {HERE: "fallback"})


def step(
    unit: UUID = UNIT, never: frozenset[UUID] = frozenset(), before: frozenset[UUID] = frozenset()
) -> AskedStep:
    return AskedStep(HERE, Approver.FUNCTION, "budget_holder", never, unit, None, before)


def test_the_holder_for_the_unit_decides_and_elsewhere_that_for_the_whole() -> None:
    assert addressed(step(), office()).people == {JAN}
    assert addressed(step(OTHER_UNIT), office()).people == {PIET}
    assert addressed(step(), office(able=frozenset({PIET}))).people == {PIET}


def test_a_stand_in_decides_too_and_whose_own_it_is_never() -> None:
    away = {JAN: frozenset({MIA})}
    assert addressed(step(), office(stand_ins=away)).people == {JAN, MIA}
    assert addressed(step(never=frozenset({MIA})), office(stand_ins=away)).people == {WIM}
    fallen = addressed(step(never=frozenset({JAN})), office())
    assert (fallen.people, fallen.function) == ({WIM}, "fallback")
    assert addressed(step(before=frozenset({JAN})), office()).barred == {JAN}
    assert addressed(step(never=frozenset({JAN, WIM})), office()).people == frozenset()


def test_a_step_is_asked_within_its_amounts() -> None:
    low = ChainStep("low", Approver.FUNCTION, "budget_holder", below_amount=Euro.of("1000"))
    high = ChainStep("high", Approver.FUNCTION, "director", from_amount=Euro.of("1000"))
    assert [each.applies(Euro.of("999.99")) for each in (low, high)] == [True, False]
    assert [each.applies(Euro.of("1000")) for each in (low, high)] == [False, True]
    of_kind = ChainStep("kind", Approver.SSC, kinds=frozenset({"x"}))
    assert [of_kind.applies(Euro(1), kinds) for kinds in ((), ("y",), ("x", "y"))] == [False, False, True]
    assert undecided_from([low, high], Euro(1)) is None
    assert undecided_from([high], Euro(1)) == Euro(1)
    assert undecided_from([low, of_kind], Euro(1)) == Euro.of("1000")
