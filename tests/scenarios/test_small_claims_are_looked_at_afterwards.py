"""What passed under the threshold is drawn by seed, so that anyone can draw it again, and judged by another."""

import math
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.world import World, another_hat, employ, journey, set_up_claims

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.reckoning.sampling import draw
from bodemplaat.foundation.tenancy.api import NotFound, Refused, Role
from bodemplaat.kernel import Euro

OCTOBER = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
DAY = OCTOBER.date()
IDS = st.sets(st.uuids(version=4), max_size=60)
PERCENT = st.decimals(0, 100, places=2)


@settings(max_examples=60)
@given(IDS, PERCENT, st.text(max_size=20))
def test_the_same_seed_draws_the_same(ids: set[UUID], percent: Decimal, seed: str) -> None:
    drawn = draw(ids, percent, seed)
    assert drawn == draw(sorted(ids, reverse=True), percent, seed)
    assert set(drawn) <= ids
    assert len(drawn) == math.ceil(len(ids) * percent / 100)


@settings(max_examples=40)
@given(IDS.filter(bool), PERCENT, st.text(max_size=20), st.data())
def test_a_claim_that_goes_changes_nobody_elses_lot(
    ids: set[UUID], percent: Decimal, seed: str, data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(sorted(ids)))
    before, after = draw(ids, percent, seed), draw(ids - {gone}, percent, seed)
    assert set(after) - set(before) == set() or gone in before
    assert [each for each in before if each in after] == [each for each in after if each in before]


def test_another_seed_draws_others() -> None:
    ids = [UUID(int=n) for n in range(100)]
    assert len({draw(ids, Decimal(10), seed) for seed in ("een", "twee", "drie")}) == 3


@pytest.fixture
def small(world: World) -> World:
    """October: Anna, Bert and Carla handed in small claims, of which half is drawn."""
    set_up_claims(
        world.system,
        world.first.id,
        threshold=Euro.of("25"),
        sample_percent=Decimal(50),
        chain=(
            claims.ChainStep("manager", claims.Approver.MANAGER),
            claims.ChainStep("ssc", claims.Approver.SSC),
        ),
    )
    return world


def test_drawn_once_and_to_be_drawn_again_by_anyone(small: World) -> None:
    first = small.first
    made = {small.submitted(first.anna, journey(str(n), DAY), at=OCTOBER) for n in range(10, 17)}
    drawn_of = partial(claims.draw_sample, organisation=first.id, month=DAY, at=small.at)
    sample = drawn_of(actor=first.carla, seed="noot")
    assert drawn_of(actor=small.clerk, seed="mies") == sample
    view = claims.sample_view(actor=first.carla, sample=sample)
    assert (view.population, view.drawn, view.seed) == (7, 4, "noot")
    assert {item.claim for item in view.items} == set(draw(made, Decimal(50), "noot"))


def test_nobody_judges_their_own(small: World) -> None:
    first = small.first
    own = small.submitted(first.carla, journey("10", DAY), at=OCTOBER)
    sample = claims.draw_sample(actor=first.carla, organisation=first.id, month=DAY, at=small.at)
    (item,) = claims.sample_view(actor=first.carla, sample=sample).items
    assert (item.claim, item.is_own) == (own, True)
    with pytest.raises(claims.NotYourOwnClaim):
        claims.judge_sampled_claim(actor=first.carla, claim=own, is_right=True, comment="", at=small.at)
    claims.judge_sampled_claim(actor=small.clerk, claim=own, is_right=True, comment="", at=small.at)
    assert claims.sample_view(actor=first.carla, sample=sample).right == 1


def test_nor_as_a_clerk_with_a_second_employment(small: World) -> None:
    first, clerk = small.first, small.clerk
    herself = employ(
        small.system,
        first.id,
        first.unit,
        "Carlijn Bakker",
        first.jan.person,
        Role.EMPLOYEE,
        user=clerk.user_id,
    )
    own = small.submitted(herself, journey("10", DAY), at=OCTOBER)
    claims.draw_sample(actor=clerk, organisation=first.id, month=DAY, at=small.at)
    with pytest.raises(claims.NotYourOwnClaim):
        claims.judge_sampled_claim(actor=clerk, claim=own, is_right=True, comment="", at=small.at)
    claims.judge_sampled_claim(actor=small.kim, claim=own, is_right=True, comment="", at=small.at)


def test_only_when_the_month_is_over_and_only_by_who_may(small: World) -> None:
    first = small.first
    with pytest.raises(Refused, match="once the month is over"):
        claims.draw_sample(actor=first.carla, organisation=first.id, month=small.at.date(), at=small.at)
    for other in (first.jan, first.ad, another_hat(small.system, first.anna, Role.MANAGER), small.payer):
        with pytest.raises(Refused, match="for the controller"):
            claims.draw_sample(actor=other, organisation=first.id, month=DAY, at=small.at)
    small.submitted(first.anna, journey("10", DAY), at=OCTOBER)
    sample = claims.draw_sample(actor=first.carla, organisation=first.id, month=DAY, at=small.at)
    with pytest.raises(NotFound):
        claims.sample_view(actor=small.second.carla, sample=sample)


def test_wrong_is_said_in_words(small: World) -> None:
    first = small.first
    claim = small.submitted(first.anna, journey("10", DAY), at=OCTOBER)
    claims.draw_sample(actor=first.carla, organisation=first.id, month=DAY, at=small.at)
    with pytest.raises(Refused, match="what is wrong"):
        claims.judge_sampled_claim(actor=first.carla, claim=claim, is_right=False, comment=" ", at=small.at)
    claims.judge_sampled_claim(
        actor=first.carla, claim=claim, is_right=False, comment="Privérit", at=small.at
    )
    told = claims.claim_view(actor=first.anna, claim=claim, on=small.at.date()).timeline[-1]
    assert (told.event, told.comment) == ("claim.sampled", "Privérit")
