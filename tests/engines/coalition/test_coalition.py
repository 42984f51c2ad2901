"""Does the coalition hold: values, fair parts, objections and compensation, beside games solved by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodemplaat.engines.coalition import (
    CostGame,
    Game,
    Loss,
    Player,
    Pool,
    TableGame,
    check_core,
    check_game,
    exact_shapley,
    leavings,
    sampled_shapley,
    shapley,
    so_that_nobody_leaves,
    so_that_nobody_loses,
)
from bodemplaat.kernel import Euro

cents = st.integers(-10_000_000, 10_000_000)


@st.composite
def tables(draw: st.DrawFn) -> TableGame:
    count = draw(st.integers(1, 5))
    values = draw(st.lists(cents, min_size=(1 << count) - 1, max_size=(1 << count) - 1))
    return TableGame(tuple(f"p{n}" for n in range(count)), (0, *values))


@st.composite
def cost_games(draw: st.DrawFn) -> CostGame:
    count = draw(st.integers(2, 6))
    amounts = st.integers(0, 100_000_00).map(Euro)
    players = tuple(
        Player(
            f"p{n}", draw(amounts), draw(amounts), draw(amounts), Decimal(draw(st.integers(1, 50))),
            draw(st.integers(0, 1_000_00).map(Euro)),
        )
        for n in range(count)
    )  # fmt: skip
    weights = st.lists(st.integers(0, 9), min_size=count, max_size=count).map(tuple)
    pools = tuple(Pool(f"pool{n}", draw(amounts), draw(weights)) for n in range(draw(st.integers(0, 2))))
    return CostGame(players, pools, draw(st.sampled_from([0.0, 0.1, 0.5])))


def by_orders(game: TableGame) -> list[Fraction]:
    """The textbook definition: average what each adds over every order of joining."""
    count = len(game.names)
    shares = [Fraction(0)] * count
    orders = list(permutations(range(count)))
    for order in orders:
        coalition = 0
        for player in order:
            joined = coalition | 1 << player
            shares[player] += Fraction(game.table[joined] - game.table[coalition], len(orders))
            coalition = joined
    return shares


@settings(max_examples=40, deadline=None)
@given(tables())
def test_shapley_is_the_average_over_all_orders_and_adds_up(game: TableGame) -> None:
    division = exact_shapley(game.values())
    assert sum(part.cents for part in division.parts) == game.table[-1]
    for part, share in zip(division.parts, by_orders(game), strict=True):
        assert abs(part.cents - share) <= 1


def test_the_glove_market() -> None:
    """One left glove, two right gloves; a pair is worth 6: the left glove gets 4, each right glove 1."""
    game = TableGame(("left", "right", "other right"), tuple(6 if s & 1 and s & 6 else 0 for s in range(8)))
    assert [part.cents for part in exact_shapley(game.values()).parts] == [4, 1, 1]
    everything_to_the_left = [Euro(6), Euro(0), Euro(0)]
    assert check_core(game, everything_to_the_left).stable
    assert check_core(game, exact_shapley(game.values()).parts).objections[0].gain == Euro(1)


def test_the_airport_game() -> None:
    """Littlechild and Owen 1973: each pays an equal part of every stretch of runway it needs."""
    needs = (100, 200, 600)
    costs = tuple(-max((needs[n] for n in range(3) if s >> n & 1), default=0) for s in range(8))
    parts = exact_shapley(np.array(costs, dtype=np.int64)).parts
    assert [part.cents for part in parts] == [-33, -83, -484]  # −33⅓, −83⅓, −483⅓: ties to the earlier


@settings(max_examples=40, deadline=None)
@given(cost_games())
def test_the_two_roads_to_a_coalitions_value_agree(game: CostGame) -> None:
    count = len(game.names)
    members = np.array([[s >> n & 1 for n in range(count)] for s in range(1 << count)], dtype=bool)
    assert game.values().tolist() == game.values_of(members).tolist()


@settings(max_examples=40, deadline=None)
@given(cost_games())
def test_what_is_agreed_adds_up_to_what_the_coalition_gains(game: CostGame) -> None:
    assert check_game(game) == ()
    agreed = Euro.total(game.agreed())
    apart = Euro.total(player.alternative for player in game.players)
    assert int(game.values()[-1]) == max(agreed, apart).cents


@settings(max_examples=40, deadline=None)
@given(cost_games())
def test_nobody_loses_after_the_smallest_compensation(game: CostGame) -> None:
    agreed = game.agreed()
    alternatives = [player.alternative for player in game.players]
    compensation = so_that_nobody_loses(agreed, alternatives)
    after = [part + extra for part, extra in zip(agreed, compensation.amounts, strict=True)]
    assert all(part >= alone for part, alone in zip(after, alternatives, strict=True))
    assert Euro.total(compensation.amounts) == compensation.outside
    lacking = sum(max(0, (alone - part).cents) for part, alone in zip(agreed, alternatives, strict=True))
    assert compensation.moved.cents == lacking
    assert bool(compensation.outside) == (Euro.total(agreed) < Euro.total(alternatives))


@settings(max_examples=40, deadline=None)
@given(cost_games())
def test_nobody_leaves_after_the_smallest_payments(game: CostGame) -> None:
    agreed = game.agreed()
    payments = so_that_nobody_leaves(game, agreed)
    after = [part + extra for part, extra in zip(agreed, payments.amounts, strict=True)]
    assert Euro.total(payments.amounts) == payments.outside
    assert all(objection.gain.cents < len(game.names) for objection in check_core(game, after).objections)
    if check_core(game, agreed).stable:
        assert payments.moved == Euro(0)


def test_a_core_that_is_empty_needs_money_from_outside() -> None:
    """Three of whom any two can have 100: with 100 for all, every pair objects; 150 would do."""
    game = TableGame(("a", "b", "c"), (0, 0, 0, 100, 0, 100, 100, 100))
    payments = so_that_nobody_leaves(game, [Euro(34), Euro(33), Euro(33)])
    assert payments.outside == Euro(50)
    assert sorted(payments.amounts) == [Euro(16), Euro(17), Euro(17)]


def three_municipalities() -> CostGame:
    """Big and Middle gain without Small, for whom the others pay: a fixed cost divided equally."""

    def player(name: str, alone: int, variable: int) -> Player:
        return Player(name, Euro(alone), Euro(variable), volume=Decimal(alone))

    return CostGame(
        (player("Big", 1000, 600), player("Middle", 600, 360), player("Small", 100, 60)),
        (Pool("centre", Euro(300), (1, 1, 1)),),
    )


def test_objections_are_named_with_what_they_gain() -> None:
    game = three_municipalities()
    assert game.agreed() == (Euro(300), Euro(140), Euro(-60))
    check = check_core(game, game.agreed())
    assert not check.stable
    assert check.complete
    assert [(o.members, o.worth, o.receives, o.gain) for o in check.objections] == [
        (("Small",), Euro(0), Euro(-60), Euro(60))
    ]
    nobody_loses = so_that_nobody_loses(game.agreed(), [Euro(0)] * 3)
    assert nobody_loses.amounts == (Euro(-41), Euro(-19), Euro(60))
    assert so_that_nobody_leaves(game, game.agreed()).moved == Euro(60)
    assert so_that_nobody_leaves(game, game.agreed(), prefer=nobody_loses) == nobody_loses


def test_leaving_shifts_the_shared_cost_to_the_others() -> None:
    small = leavings(three_municipalities())[2]
    assert (small.name, small.loses) == ("Small", Euro(60))
    assert small.effects == {"Big": Euro(-50), "Middle": Euro(-50)}
    big = leavings(three_municipalities())[0]
    assert big.effects == {"Middle": Euro(-50), "Small": Euro(-50)}
    assert big.gone == ("Small",)


def test_a_smaller_centre_is_dearer_a_unit_when_scale_matters() -> None:
    players = tuple(Player(name, Euro(1000), Euro(800), volume=Decimal(1)) for name in "abcd")
    flat, scaled = CostGame(players), CostGame(players, elasticity=0.1)
    assert flat.values()[-1] == scaled.values()[-1] == 800
    assert flat.values()[0b11] == 400
    assert scaled.values()[0b11] == 2000 - round(1600 * 2**0.1)


def big_game(count: int) -> CostGame:
    random = np.random.default_rng(7)
    return CostGame(
        tuple(
            Player(f"p{n}", Euro(int(a)), Euro(int(a * 0.6)), volume=Decimal(int(a)))
            for n, a in enumerate(random.integers(10**7, 10**9, count))
        ),
        (Pool("centre", Euro(10**8), (1,) * count),),
        0.1,
    )


def test_sampling_comes_within_its_error_bars_of_the_exact_value() -> None:
    game = big_game(10)
    exact = exact_shapley(game.values())
    sampled = sampled_shapley(game, random=np.random.default_rng(3), orders=4_000)
    assert not sampled.exact
    assert sum(part.cents for part in sampled.parts) == int(game.values()[-1])
    for part, estimate, error in zip(exact.parts, sampled.parts, sampled.errors, strict=True):
        assert abs(part.cents - estimate.cents) < 5 * error + 1


def test_beyond_twenty_the_answer_is_sampled_and_says_what_was_looked_at() -> None:
    game: Game = big_game(22)
    with pytest.raises(ValueError, match="generator"):
        shapley(game)
    division = shapley(game, random=np.random.default_rng(1), orders=1_000)
    assert division.orders >= 1_000
    check = check_core(game, division.parts)
    assert not check.complete
    assert check.looked_at == 2 * (22 + 22 * 21 // 2)
    with pytest.raises(ValueError, match="at most 20"):
        game.values()
    with pytest.raises(ValueError, match="at most 15"):
        so_that_nobody_leaves(game, division.parts)


def test_what_is_wrong_with_a_game_is_named() -> None:
    game = CostGame((Player("a", Euro(1), Euro(1), volume=Decimal(-1)),), (Pool("x", Euro(1), (1, 2)),), 2.0)
    assert [finding.code for finding in check_game(game)] == [
        "coalition.alone",
        "coalition.volume",
        "coalition.elasticity",
        "coalition.weights",
    ]


@st.composite
def games_with_needs_and_losses(draw: st.DrawFn) -> CostGame:
    game = draw(cost_games())
    everyone = list(range(len(game.players)))
    amounts = st.integers(0, 1_000_000_00).map(Euro)
    some = st.sets(st.sampled_from(everyone), min_size=1).map(frozenset)
    weights = st.lists(st.integers(0, 9), min_size=len(everyone), max_size=len(everyone)).map(tuple)
    needed = [
        Pool(f"needed{n}", draw(amounts), draw(weights), draw(some)) for n in range(draw(st.integers(0, 2)))
    ]
    losses = []
    for n in range(draw(st.integers(0, 3))):
        members, exactly = draw(some), draw(st.booleans())
        most = len(members) if exactly else len(everyone)
        losses.append(
            Loss(f"loss{n}", draw(amounts), draw(weights), members, exactly, draw(st.integers(1, most)))
        )
    return replace(game, pools=(*game.pools, *needed), losses=tuple(losses))


def by_brute_force(game: CostGame, coalition: tuple[int, ...]) -> int:
    """What a coalition is worth, told member by member and cost by cost."""
    if not coalition:
        return 0
    bare = replace(game, pools=(), losses=())
    inside = np.array([[n in coalition for n in range(len(game.players))]])
    players = [game.players[n] for n in coalition]
    apart = sum(player.alternative.cents for player in players)
    worth = apart
    if len(coalition) > 1:
        # without pools, and with alternatives that never win, ``bare`` tells what is gained together
        never = tuple(replace(player, alternative=Euro(-(10**12))) for player in game.players)
        together = int(replace(bare, players=never).values_of(inside)[0])
        for pool in game.pools:
            if pool.needed_by is None or any(n in pool.needed_by for n in coalition):
                together -= pool.amount.cents
        worth = max(together, apart)
    for loss in game.losses:
        named = set(coalition) == loss.members if loss.exactly else all(n in coalition for n in loss.members)
        if named and len(coalition) >= loss.least:
            worth -= loss.amount.cents
    return worth


def coalitions(count: int) -> list[tuple[int, ...]]:
    return [tuple(n for n in range(count) if number >> n & 1) for number in range(1 << count)]


class TestNeedsAndLosses:
    @settings(max_examples=40, deadline=None)
    @given(games_with_needs_and_losses())
    def test_both_roads_to_a_coalitions_value_are_the_brute_one(self, game: CostGame) -> None:
        assert check_game(game) == ()
        count = len(game.players)
        members = np.array([[n in c for n in range(count)] for c in coalitions(count)])
        wanted = [by_brute_force(game, coalition) for coalition in coalitions(count)]
        assert game.values().tolist() == game.values_of(members).tolist() == wanted
        assert [game.worth_alone(n).cents for n in range(count)] == [wanted[1 << n] for n in range(count)]

    @settings(max_examples=25, deadline=None)
    @given(games_with_needs_and_losses())
    def test_fair_parts_core_and_payments_follow(self, game: CostGame) -> None:
        table = tuple(by_brute_force(game, coalition) for coalition in coalitions(len(game.players)))
        fair = shapley(game)
        for part, share in zip(fair.parts, by_orders(TableGame(game.names, table)), strict=True):
            assert abs(part.cents - share) <= 1
        agreed = game.agreed()
        objecting = sum(
            sum(agreed[n].cents for n in coalition) < worth
            for coalition, worth in zip(coalitions(len(game.players)), table, strict=True)
        )
        assert check_core(game, agreed).count == objecting
        payments = so_that_nobody_leaves(game, agreed)
        after = [part + extra for part, extra in zip(agreed, payments.amounts, strict=True)]
        assert Euro.total(payments.amounts) == payments.outside
        assert all(o.gain.cents < len(game.names) for o in check_core(game, after).objections)

    @settings(max_examples=25, deadline=None)
    @given(games_with_needs_and_losses())
    def test_what_is_agreed_adds_up_and_a_cost_or_loss_makes_no_coalition_better_off(
        self, game: CostGame
    ) -> None:
        apart = Euro.total(p.alternative for p in game.players)
        lost = Euro.total(x.amount for x in game.losses if x.holds(range(len(game.players))))
        assert int(game.values()[-1]) == max(Euro.total(game.agreed()), apart - lost).cents
        assert (game.values() <= replace(game, losses=()).values()).all()
        needed = replace(game, pools=tuple(pool for pool in game.pools if pool.needed_by is None))
        assert (game.values() <= needed.values()).all()

    def test_a_fair_part_lays_a_cost_mostly_with_who_needs_it(self) -> None:
        """A system of 90 that only c needs. In four of six orders c comes to others and brings it along: 60. In
        the other two c is there first, alone and without a centre, and who comes second makes it: 15 for a and b."""
        players = tuple(Player(name, Euro(1000), Euro(0)) for name in "abc")
        without, needed = CostGame(players), Pool("system", Euro(90), (1, 1, 1), frozenset({2}))
        less = [
            before.cents - after.cents
            for before, after in zip(
                shapley(without).parts, shapley(CostGame(players, (needed,))).parts, strict=True
            )
        ]
        assert less == [15, 15, 60]
        assert CostGame(players, (needed,)).values().tolist()[0b011] == 2000, "a and b do without it"
        assert [part.cents for part in CostGame(players, (needed,)).agreed()] == [970, 970, 970]

    def test_a_loss_of_who_goes_on_alone_keeps_it_in(self) -> None:
        small = three_municipalities()
        assert not check_core(small, small.agreed()).stable
        bound = replace(
            small, losses=(Loss("withdrawal", Euro(60), (1, 1, 1), frozenset({2}), exactly=True),)
        )
        assert check_core(bound, bound.agreed()).stable
        assert bound.worth_alone(2) == Euro(-60)
        assert leavings(bound)[2].loses == Euro(0)

    def test_a_loss_of_all_is_borne_by_its_weights(self) -> None:
        game = replace(three_municipalities(), losses=(Loss("interest", Euro(40), (2, 1, 1), least=3),))
        assert game.agreed() == (Euro(280), Euro(130), Euro(-70))
        assert game.values()[-1] == 340

    def test_what_is_wrong_with_them_is_named(self) -> None:
        wrong = replace(
            three_municipalities(),
            pools=(Pool("x", Euro(1), (1, 1, 1), frozenset()),),
            losses=(
                Loss("a", Euro(-1), (1, 1, 1)),
                Loss("b", Euro(1), (1, 1), frozenset({7})),
                Loss("c", Euro(1), (1, 1, 1), frozenset({1}), exactly=True, least=2),
            ),
        )
        assert [finding.code for finding in check_game(wrong)] == [
            "coalition.needs",
            "coalition.loss",
            "coalition.members",
            "coalition.weights",
            "coalition.least",
        ]


@pytest.mark.parametrize(
    ("pools", "losses", "worth", "shares"),
    [
        # Only Small needs the bridge: Big and Middle together do not pay for it.
        ((Pool("bridge", Euro(90), (1, 1, 1), frozenset({2})),), (), [0, 0, 340, 0, 50, 0, 290], [270, 110, -90]),
        # Breaking up costs Big and Middle 50 when exactly those two go on.
        ((), (Loss("break", Euro(50), (1, 1, 1), frozenset({0, 1}), exactly=True),), [0, 0, 290, 0, 140, 0, 380], [300, 140, -60]),
        # Two or more bear 40, one half of it by Small where Small is in.
        ((), (Loss("licence", Euro(40), (1, 1, 2), least=2),), [0, 0, 300, 0, 100, -40, 340], [290, 130, -80]),
        # Small bears 70 wherever it goes, also alone.
        ((), (Loss("lease", Euro(70), (0, 0, 1), frozenset({2})),), [0, 0, 340, -70, 70, -70, 310], [300, 140, -130]),
    ],
)  # fmt: skip
def test_needs_and_losses_worked_out_by_hand(
    pools: tuple[Pool, ...], losses: tuple[Loss, ...], worth: list[int], shares: list[int]
) -> None:
    """Worth of Big, Middle, both, Small, Big and Small, Middle and Small, all; then what each gains with all."""
    small = three_municipalities()
    game = replace(small, pools=(*small.pools, *pools), losses=losses)
    assert game.values().tolist()[1:] == worth
    assert [share.cents for share in game.agreed()] == shares
