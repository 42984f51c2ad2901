"""Two tabs on one draft: what one hands in the other can no longer save, and is told so."""

import pytest
from django.urls import reverse
from tests.surfaces.selfservice.conftest import SignedIn
from tests.world import TODAY, World

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.surfaces.selfservice import editing


def test_saving_at_the_moment_of_handing_in_is_told_in_words(
    world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = world.first.anna
    claim = world.draft(anna)
    browser = signed_in(anna)
    seen = claims.claim_view(actor=anna, claim=claim, on=TODAY)
    monkeypatch.setattr(
        editing, "own_draft", lambda actor, claim: seen
    )  # looked at just before the other tab
    claims.submit_claim(actor=anna, claim=claim, key="andere tab", at=world.at)
    answer = browser.post(reverse("selfservice:edit", args=[claim]), {"later": "yes"})
    assert answer.status_code == 409
    assert "ingediend" in answer.content.decode()
    assert claims.claim_view(actor=anna, claim=claim, on=TODAY).total == seen.total


@pytest.mark.parametrize("step", ["edit", "prove", "review"])
def test_back_to_a_step_of_a_claim_that_is_handed_in_leads_to_where_it_stands(
    world: World, signed_in: SignedIn, step: str
) -> None:
    """The back button and a kept address ended on "you may not do this", with no way on to the claim."""
    anna = world.first.anna
    claim = world.submitted(anna)
    browser = signed_in(anna)
    address = reverse(f"selfservice:{step}", args=[claim])
    back = browser.get(address, follow=True)
    assert back.redirect_chain == [(reverse("selfservice:claim", args=[claim]), 302)]
    assert "was al ingediend" in back.content.decode()
