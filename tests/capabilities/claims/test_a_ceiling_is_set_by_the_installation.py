"""The command that bounds the rules of an organisation."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from tests.world import TODAY, World

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.kernel import Euro

GIVEN = {"since": TODAY, "threshold": "250.00", "sample": "5", "rate": "0.25", "source": "Besluit 3 november"}


def test_what_the_cooperation_agreed_holds_from_its_day(world: World) -> None:
    before = claims.ceiling_for(actor=world.system, organisation=world.first.id, on=TODAY)
    assert before.threshold == Euro.of(100)
    call_command("set_claim_ceiling", world.first.id, **GIVEN)
    after = claims.ceiling_for(actor=world.first.ad, organisation=world.first.id, on=TODAY)
    assert after == claims.Ceiling(Euro.of(250), Decimal(5), Decimal("0.25"), "Besluit 3 november")
    elsewhere = claims.ceiling_for(actor=world.system, organisation=world.second.id, on=TODAY)
    assert elsewhere == before


@pytest.mark.parametrize(
    "wrong",
    [{"threshold": "veel"}, {"threshold": "-1"}, {"sample": "NaN"}, {"rate": "1e99"}, {"source": " "}],
)
def test_what_bounds_nothing_is_refused(world: World, wrong: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        call_command("set_claim_ceiling", world.first.id, **{**GIVEN, **wrong})
