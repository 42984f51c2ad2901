"""A weighted matrix: who wins, and exactly where the balance tips."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bodemplaat.engines.choice import (
    Alternative,
    Choice,
    Criterion,
    check,
    rank,
    tipping_scores,
    tipping_weights,
)

QUALITY, COST = Criterion("kwaliteit", Decimal(3)), Criterion("kosten", Decimal(2))


def alternative(name: str, quality: int, cost: int) -> Alternative:
    return Alternative(name, {"kwaliteit": Decimal(quality), "kosten": Decimal(cost)})


CHOICE = Choice(
    (QUALITY, COST), (alternative("SSC", 2, 0), alternative("zelf", 0, 1), alternative("markt", -1, 2))
)


def test_points_are_weight_times_score() -> None:
    places = rank(CHOICE).places
    assert [(p.rank, p.name, p.total) for p in places] == [(1, "SSC", 6), (2, "zelf", 2), (3, "markt", 1)]
    assert places[0].contributions == {"kwaliteit": 6, "kosten": 0}
    assert rank(CHOICE).lead == 4


def test_equal_points_share_a_place_and_the_next_is_skipped() -> None:
    tied = Choice((QUALITY,), tuple(alternative(name, q, 0) for name, q in (("b", 1), ("a", 1), ("c", 0))))
    assert [(p.rank, p.name) for p in rank(tied).places] == [(1, "a"), (1, "b"), (3, "c")]
    assert rank(tied).winners == ("a", "b")
    assert tipping_weights(tied) == tipping_scores(tied) == ()


def test_who_does_not_meet_a_requirement_cannot_win() -> None:
    strict = replace(CHOICE, criteria=(replace(QUALITY, least=Decimal(0)), replace(COST, least=Decimal(1))))
    ranking = rank(strict)
    assert ranking.winners == ("zelf",)
    assert {p.name: p.fails for p in ranking.places} == {
        "zelf": (),
        "SSC": ("kosten",),
        "markt": ("kwaliteit",),
    }
    assert ranking.lead is None


def test_the_weight_at_which_another_comes_level_is_exact() -> None:
    tips = {(t.challenger, t.criterion): t.to for t in tipping_weights(CHOICE)}
    # cost at w: SSC 6, zelf w, markt 2w - 3; markt passes SSC at 4.5 while zelf has 4.5
    assert tips[("markt", "kosten")] == Fraction(9, 2)
    assert ("zelf", "kosten") not in tips  # by the time it reaches SSC's six, markt has nine
    # quality at w: SSC 2w, zelf 2, markt 4 - w; markt passes SSC at 4/3
    assert tips[("markt", "kwaliteit")] == Fraction(4, 3)
    assert ("zelf", "kwaliteit") not in tips


def test_a_winner_that_must_meet_a_requirement_falls_out_before_it_is_overtaken() -> None:
    strict = replace(CHOICE, criteria=(replace(QUALITY, least=Decimal(1)), COST))
    strict = replace(strict, alternatives=(*CHOICE.alternatives[:1], alternative("bureau", 1, 0)))
    (tip,) = [t for t in tipping_scores(strict) if (t.alternative, t.criterion) == ("SSC", "kwaliteit")]
    assert (tip.to, tip.challenger) == (1, "bureau")


def test_what_has_no_answer_is_named() -> None:
    broken = Choice(
        (replace(QUALITY, weight=Decimal(-1)), replace(COST, weight=Decimal(0))),
        (Alternative("SSC", {"kwaliteit": Decimal(9), "smaak": Decimal(1)}),),
    )
    assert sorted(finding.code for finding in check(broken)) == [
        "choice.no_score", "choice.no_weight", "choice.nothing_to_choose", "choice.outside_scale",
        "choice.unknown_criterion", "choice.weight",
    ]  # fmt: skip


scores = st.integers(-2, 2).map(Decimal)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    criteria = tuple(
        Criterion(f"c{n}", Decimal(draw(st.integers(1, 5))), draw(st.sampled_from([None, None, Decimal(-1)])))
        for n in range(draw(st.integers(1, 4)))
    )
    alternatives = tuple(
        Alternative(f"a{n}", {criterion.name: draw(scores) for criterion in criteria})
        for n in range(draw(st.integers(2, 4)))
    )
    choice = Choice(criteria, alternatives)
    assert check(choice) == []
    return choice


@settings(max_examples=100)
@given(choices())
def test_at_a_tipping_weight_the_challenger_is_level_and_nobody_is_ahead(choice: Choice) -> None:
    for tip in tipping_weights(choice):
        criteria = tuple(
            replace(c, weight=tip.to) if c.name == tip.criterion else c  # type: ignore[arg-type]
            for c in choice.criteria
        )
        assert tip.challenger in rank(replace(choice, criteria=criteria)).winners
        assert tip.to >= 0


@settings(max_examples=100)
@given(choices())
def test_before_the_nearest_tipping_weight_the_winner_stays(choice: Choice) -> None:
    winners = rank(choice).winners
    for tip in tipping_weights(choice)[:1]:
        almost = tip.now + tip.change * Fraction(999, 1000)
        criteria = tuple(
            replace(c, weight=almost) if c.name == tip.criterion else c  # type: ignore[arg-type]
            for c in choice.criteria
        )
        assert rank(replace(choice, criteria=criteria)).winners == winners


@settings(max_examples=100)
@given(choices())
def test_at_a_tipping_score_the_challenger_is_level_or_the_winner_stands_at_his_requirement(
    choice: Choice,
) -> None:
    least = {criterion.name: criterion.least for criterion in choice.criteria}
    for tip in tipping_scores(choice):
        changed = tuple(
            Alternative(a.name, {**a.scores, tip.criterion: tip.to})  # type: ignore[dict-item]
            if a.name == tip.alternative
            else a
            for a in choice.alternatives
        )
        assert choice.lowest <= tip.to <= choice.highest
        if tip.alternative != tip.challenger and tip.to == least[tip.criterion]:
            continue
        assert tip.challenger in rank(replace(choice, alternatives=changed)).winners


@given(choices(), st.integers(2, 9))
def test_only_the_proportions_of_weights_count(choice: Choice, factor: int) -> None:
    scaled = replace(choice, criteria=tuple(replace(c, weight=c.weight * factor) for c in choice.criteria))
    assert [p.name for p in rank(scaled).places] == [p.name for p in rank(choice).places]
