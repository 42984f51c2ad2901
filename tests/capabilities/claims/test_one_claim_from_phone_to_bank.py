"""The handbook's own case, through the doors: filled in, approved, checked, ready to be paid."""

from datetime import timedelta

import pytest
from tests.world import IBANS, TODAY, World, journey, purchase, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.tenancy.api import NotFound, Refused
from bodemplaat.kernel import Euro, IllegalMove


def test_the_whole_way(world: World) -> None:
    anna, jan = world.first.anna, world.first.jan
    claim = world.submitted(anna)
    waiting = claims.claims_to_decide(actor=jan, on=TODAY)
    assert [row.id for row in waiting.rows] == [claim]
    assert claims.desk_queue(actor=world.clerk).rows == ()
    claims.approve_claim(actor=jan, claim=claim, at=world.at)
    assert [row.id for row in claims.desk_queue(actor=world.clerk).rows] == [claim]
    world.check(claim)
    view = claims.claim_view(actor=anna, claim=claim, on=TODAY)
    assert (view.state, view.total, view.number) == ("approved", Euro.of("34.20"), "2026-000001")
    assert [e.event for e in view.timeline if e.event.startswith("claim.step")] == ["claim.step_approved"] * 2
    assert view.payment is not None
    assert view.payment.amount == Euro.of("34.20")


def test_own_data_is_filled_in(world: World) -> None:
    claim = claims.start_claim(actor=world.first.anna, key="een", at=world.at)
    view = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY)
    assert (view.iban, view.unit_name, view.claimant_name) == (IBANS[1], "Financiën", "Anna Jansen")


def test_starting_and_submitting_twice_makes_one_claim(world: World) -> None:
    anna = world.first.anna
    first = claims.start_claim(actor=anna, key="dubbel", at=world.at)
    assert claims.start_claim(actor=anna, key="dubbel", at=world.at) == first
    content = claims.Content(iban=IBANS[1], lines=(journey(),))
    claims.save_draft(actor=anna, claim=first, content=content, at=world.at)
    for _ in range(2):
        claims.submit_claim(actor=anna, claim=first, key="knop", at=world.at)
    with pytest.raises(IllegalMove):
        claims.submit_claim(actor=anna, claim=first, key="andere knop", at=world.at)
    assert claims.my_claims(actor=anna).count == 1


def test_kilometres_are_priced_by_the_rate_of_the_organisation(world: World) -> None:
    claim = world.submitted(world.first.anna, journey("42"), journey("7.5"))
    view = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY)
    assert [line.amount for line in view.lines] == [Euro.of("9.66"), Euro.of("1.73")]
    assert view.total == Euro.of("11.39")


def test_every_lack_is_named_at_its_place(world: World) -> None:
    anna = world.first.anna
    lines = (
        purchase("34.20", TODAY + timedelta(days=1)),
        purchase("600.00", TODAY - timedelta(days=100)),
        claims.Line(kind="car", day=TODAY),
        claims.Line(kind="helicopter", day=None),
    )
    claim = world.draft(anna, *lines)
    claims.save_draft(
        actor=anna, claim=claim, content=claims.Content(iban="NL00BANK0123456789", lines=lines), at=world.at
    )
    with pytest.raises(claims.ClaimNotReady) as refused:
        claims.submit_claim(actor=anna, claim=claim, key="x", at=world.at)
    assert {(f.place, f.code.removeprefix("claim.")) for f in refused.value.findings} == {
        ("iban", "iban_wrong"),
        ("lines.0.day", "day_in_future"),
        ("lines.0.evidence", "evidence_missing"),
        ("lines.1.day", "too_old"),
        ("lines.1.amount", "over_limit"),
        ("lines.1.evidence", "evidence_missing"),
        ("lines.2.kilometres", "kilometres_missing"),
        ("lines.2.origin", "journey_missing"),
        ("lines.3.day", "day_missing"),
        ("lines.3.kind", "kind_unknown"),
    }
    assert claims.claim_view(actor=anna, claim=claim, on=TODAY).state == "draft"


def test_the_same_receipt_twice_is_a_warning_with_a_link(world: World) -> None:
    anna = world.first.anna
    photo = receipt("teal")
    found = []
    for _ in range(2):
        claim = world.draft(anna, purchase())
        claims.attach_evidence(
            actor=anna, claim=claim, position=0, name="bon.jpg", content=photo, at=world.at
        )
        found.append(claims.weigh_claim(actor=anna, claim=claim, on=TODAY).findings)
        claims.submit_claim(actor=anna, claim=claim, key=str(claim), at=world.at)
        if len(found) == 1:
            first = claim
    assert found[0] == ()
    assert {(f.code, f.link, f.stops) for f in found[1]} == {
        ("claim.receipt_twice", str(first), False),
        ("claim.cost_twice", str(first), False),
    }


def test_a_colleagues_receipt_is_reported_without_showing_whose(world: World) -> None:
    photo = receipt("gold")
    for who in (world.first.anna, world.first.bert):
        claim = world.draft(who, purchase())
        claims.attach_evidence(actor=who, claim=claim, position=0, name="b.jpg", content=photo, at=world.at)
        found = claims.weigh_claim(actor=who, claim=claim, on=TODAY).findings
        claims.submit_claim(actor=who, claim=claim, key="k", at=world.at)
    assert [(f.code, f.link) for f in found] == [("claim.receipt_twice", "")]


def test_returned_with_a_question_and_handed_in_again(world: World) -> None:
    anna, jan = world.first.anna, world.first.jan
    claim = world.submitted(anna)
    with pytest.raises(Refused):
        claims.return_claim(actor=jan, claim=claim, question="  ", at=world.at)
    claims.return_claim(actor=jan, claim=claim, question="Welke cursus?", at=world.at)
    assert claims.claim_view(actor=anna, claim=claim, on=TODAY).actions == {
        claims.ClaimAct.SUBMITTED,
        claims.ClaimAct.WITHDRAWN,
    }
    claims.submit_claim(actor=anna, claim=claim, key="again", at=world.at)
    view = claims.claim_view(actor=jan, claim=claim, on=TODAY)
    assert (view.round, view.number) == (2, "2026-000001")
    assert view.actions == {
        claims.ClaimAct.STEP_APPROVED,
        claims.ClaimAct.RETURNED,
        claims.ClaimAct.REJECTED,
    }
    with pytest.raises(claims.ChangedMeanwhile):
        claims.approve_claim(actor=jan, claim=claim, seen_round=1, at=world.at)


def test_the_desk_cannot_approve_what_is_not_booked(world: World) -> None:
    claim = world.submitted(world.first.anna)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    with pytest.raises(claims.ClaimNotReady) as refused:
        claims.approve_claim(actor=world.clerk, claim=claim, at=world.at)
    assert [f.place for f in refused.value.findings] == ["lines.0.cost_centre"]


def test_another_municipality_finds_nothing(world: World) -> None:
    claim = world.submitted(world.first.anna)
    for stranger in (world.second.anna, world.second.jan, world.second.carla, world.first.bert):
        with pytest.raises(NotFound):
            claims.claim_view(actor=stranger, claim=claim, on=TODAY)
    for knower in (world.first.jan, world.first.carla, world.clerk):
        assert claims.claim_view(actor=knower, claim=claim, on=TODAY).id == claim


def test_a_draft_is_seen_by_its_writer_only(world: World) -> None:
    claim = world.draft(world.first.anna)
    for other in (world.first.jan, world.first.carla, world.clerk):
        with pytest.raises(NotFound):
            claims.claim_view(actor=other, claim=claim, on=TODAY)
