"""An organisation whose claims nobody handles on this site: its pages do not invite to hand one in, and say where else."""

import pytest
from tests.surfaces.selfservice.conftest import SignedIn
from tests.surfaces.selfservice.pages import text, url
from tests.world import TODAY, World

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.organisations.models import Provision
from bodemplaat.foundation.tenancy.api import entered


def nobody_handles(world: World) -> None:
    with entered(world.first.system):
        rows = Provision.records.of(world.first.system).filter(organisation_id=world.first.id)
        rows.filter(task=Task.EXPENSE_CLAIMS).update(valid_until=TODAY)


@pytest.mark.parametrize("page", ["home", "claims"])
def test_it_does_not_invite_and_says_where_else(world: World, signed_in: SignedIn, page: str) -> None:
    anna = signed_in(world.first.anna)
    before = anna.get(url(page)).content.decode()
    assert url("new") in before
    nobody_handles(world)
    answer = anna.get(url(page))
    after = answer.content.decode()
    assert url("new") not in after
    assert "Niemand behandelt vandaag op deze site declaraties van" in text(answer)
    for way in ("/wie-bel-ik/", "/vragen/nieuw/"):
        assert f'href="{way}"' in after


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_has_the_address_of_a_new_claim_reads_the_same(
    world: World, signed_in: SignedIn, method: str
) -> None:
    anna = signed_in(world.first.anna)
    nobody_handles(world)
    answer = getattr(anna, method)(url("new"), {"key": "k"}, follow=True)
    assert answer.redirect_chain == [(url("claims"), 302)]
    assert "Niemand behandelt vandaag op deze site declaraties van" in text(answer)
    assert claims.my_claims(actor=world.first.anna).rows == ()
