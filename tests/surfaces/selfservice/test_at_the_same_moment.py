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
