"""Samples: drawn once per finished month, reproducible, judged by another than the claimant."""

from datetime import UTC, datetime
from uuid import UUID

from django.urls import reverse
from tests.surfaces.board.conftest import SignedIn
from tests.world import World, journey, set_up_claims

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.capabilities.claims.reckoning.sampling import draw
from bodemplaat.foundation.tenancy.api import entered
from bodemplaat.kernel import Euro

SAMPLES = "/bestuur/steekproeven/"
OCTOBER = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


def drawn(world: World, signed_in: SignedIn, *, own: bool = False) -> UUID:
    """A sample of October, from twelve small claims of an employee or of the controller herself."""
    set_up_claims(world.first.system, world.first.id, threshold=Euro.of(25))
    who = world.first.carla if own else world.first.anna
    for kilometres in range(1, 13):
        world.submitted(who, journey(str(kilometres), day=OCTOBER.date()), at=OCTOBER)
    response = signed_in(world.first.carla).post(SAMPLES, {"month": "2026-10-01"})
    assert response.status_code == 302
    (sample,) = claims.samples(actor=world.first.carla, organisation=world.first.id)
    assert response.headers["Location"] == reverse("board:sample", args=[sample.id])
    return sample.id


def test_anyone_with_seed_and_ids_draws_the_same_again(world: World, signed_in: SignedIn) -> None:
    sample = claims.sample_view(actor=world.first.carla, sample=drawn(world, signed_in))
    assert (sample.population, sample.drawn) == (12, 2)
    with entered(world.system):
        ids = list(
            Claim.records.of(world.system).filter(organisation_id=world.first.id).values_list("id", flat=True)
        )
    assert set(draw(ids, sample.percent, sample.seed)) == {item.claim for item in sample.items}
    page = signed_in(world.first.carla).get(reverse("board:sample", args=[sample.id])).content.decode()
    assert sample.seed in page
    assert "2 of 12 claims that passed without approval (10%)" in page


def test_a_month_is_drawn_once_and_no_longer_offered(world: World, signed_in: SignedIn) -> None:
    first = drawn(world, signed_in)
    controller = signed_in(world.first.carla)
    assert "Months to draw from" not in controller.get(SAMPLES).content.decode()
    again = controller.post(SAMPLES, {"month": "2026-10-01"})
    assert again.headers["Location"] == reverse("board:sample", args=[first])
    assert controller.post(SAMPLES, {"month": "2026-11-01"}).status_code == 403
    assert controller.post(SAMPLES, {"month": "oktober"}).status_code == 404


def test_a_claim_is_judged_and_the_wrong_one_needs_a_word(world: World, signed_in: SignedIn) -> None:
    sample = claims.sample_view(actor=world.first.carla, sample=drawn(world, signed_in))
    address, item = reverse("board:sample", args=[sample.id]), sample.items[0]
    controller = signed_in(world.first.carla)

    def judge(found: str, comment: str = "") -> str:
        prefix = item.claim.hex
        sent = {"claim": str(item.claim), f"{prefix}-found": found, f"{prefix}-comment": comment}
        return controller.post(address, sent, follow=True).content.decode()

    assert "Write in a few words what is wrong with it." in judge("wrong")
    assert "What you found has been kept." in judge("wrong", "Not a business journey")
    seen = claims.sample_view(actor=world.first.carla, sample=sample.id)
    assert (seen.wrong, seen.right, seen.to_judge) == (1, 0, 1)
    assert seen.items[0].judged_by_name == "Carla Dekker"


def test_nobody_judges_their_own_claim(world: World, signed_in: SignedIn) -> None:
    sample = claims.sample_view(actor=world.first.carla, sample=drawn(world, signed_in, own=True))
    address, item = reverse("board:sample", args=[sample.id]), sample.items[0]
    controller = signed_in(world.first.carla)
    assert "This is your own claim: somebody else looks at it." in controller.get(address).content.decode()
    refused = controller.post(address, {"claim": str(item.claim), f"{item.claim.hex}-found": "right"})
    assert refused.status_code == 403
    assert "nobody approves their own work" in refused.content.decode()


def test_a_sample_of_another_organisation_is_not_there(world: World, signed_in: SignedIn) -> None:
    sample = drawn(world, signed_in)
    assert signed_in(world.second.carla).get(reverse("board:sample", args=[sample])).status_code == 404
    assert "There is nothing to draw from yet" in signed_in(world.second.carla).get(SAMPLES).content.decode()
