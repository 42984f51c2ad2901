"""An agreement promises nothing that the cut gives elsewhere on its first day: not when offered, and not when signed."""

from datetime import date

import pytest
from tests.capabilities.agreements.conftest import NEXT_YEAR, Bargain

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.division.api import Filling, Row, Side
from bodemplaat.foundation.tenancy.api import Refused


def divided(bargain: Bargain, side: Side, since: date = NEXT_YEAR) -> None:
    """A cut by which the provider does everything, but what SF03 is a service of."""
    w = bargain.world
    version = division.draft_cut(
        actor=bargain.writer,
        cooperation=w.cooperation,
        filling=Filling.HIGH,
        provider=w.provider,
        at=w.at,
    )
    division.change_row(actor=bargain.writer, version=version, row=Row("fin-7", side, w.second.id), at=w.at)
    division.propose_cut(actor=bargain.writer, version=version, holds_from=since, at=w.at)
    division.adopt_cut(actor=bargain.signer, version=version, at=w.at)


@pytest.mark.parametrize("kind", [agreements.DVO, agreements.DFA])
def test_what_goes_to_the_municipality_is_not_offered_from_that_day(bargain: Bargain, kind: str) -> None:
    divided(bargain, Side.MUNICIPALITY)
    until = date(2027, 12, 31) if kind == agreements.DFA else None
    row = bargain.draft(kind, until=until)
    with pytest.raises(agreements.UnsoundAgreement) as unsound:
        agreements.offer_agreement(actor=bargain.writer, agreement=row, at=bargain.world.at)
    (finding,) = unsound.value.findings
    told = finding.render()
    assert finding.place == "services.SF03"
    for part in ("SF03 Dienst SF03", division.process("fin-7").name("nl"), "to Vlist on"):
        assert part in told
    assert bargain.view(row).state == "draft"


def test_what_nobody_decided_is_not_promised_either(bargain: Bargain) -> None:
    divided(bargain, Side.UNDECIDED)
    row = bargain.draft()
    with pytest.raises(agreements.UnsoundAgreement, match="to nobody on"):
        agreements.offer_agreement(actor=bargain.writer, agreement=row, at=bargain.world.at)


def test_before_the_day_of_the_cut_it_is_offered_as_it_was(bargain: Bargain) -> None:
    divided(bargain, Side.MUNICIPALITY, since=date(2027, 3, 1))
    assert bargain.view(bargain.signed()).state == "signed"


def test_a_cut_adopted_since_the_offer_keeps_either_side_from_signing(bargain: Bargain) -> None:
    row = bargain.offered()
    divided(bargain, Side.MUNICIPALITY)
    for who in (bargain.customer, bargain.signer):
        with pytest.raises(agreements.UnsoundAgreement, match="SF03"):
            agreements.sign_agreement(actor=who, agreement=row, at=bargain.world.at)
    with pytest.raises(Refused, match="mandate"):
        agreements.sign_agreement(actor=bargain.world.second.ad, agreement=row, at=bargain.world.at)
    assert bargain.view(row).signatures == ()
    agreements.refuse_agreement(
        actor=bargain.customer, agreement=row, reason="Wij doen dit zelf", at=bargain.world.at
    )
    assert bargain.view(row).state == "refused"
