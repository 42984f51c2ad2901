"""What was seen is what is handed in; what was handed in is kept; money goes to an account that somebody looked at."""

import dataclasses
import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.world import (
    IBANS,
    KINDS,
    SINCE,
    TODAY,
    World,
    journey,
    purchase,
    receipt,
    set_up_claims,
)

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.models import PersonalAccount
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered
from bodemplaat.kernel import Euro

NEW_ACCOUNT = "NL02ABNA0123456789"


def cheaper(world: World, rate: str = "0.10") -> None:
    kind = dataclasses.replace(KINDS[0], rate=Decimal(rate))
    claims.set_kind(
        actor=world.system, organisation=world.first.id, since=TODAY, kind=kind, position=0, at=world.at
    )


def submit(world: World, claim: uuid.UUID, seen: Euro | None = None) -> None:
    claims.submit_claim(
        actor=world.first.anna, claim=claim, key=uuid.uuid4().hex, seen_total=seen, at=world.at
    )


def view(world: World, claim: uuid.UUID, who: Actor | None = None) -> claims.ClaimView:
    return claims.claim_view(actor=who or world.first.anna, claim=claim, on=TODAY)


def with_account(world: World, iban: str) -> uuid.UUID:
    anna = world.first.anna
    claim = world.draft(anna, journey())
    claims.save_draft(
        actor=anna, claim=claim, content=claims.Content("Reis", iban, (journey(),)), at=world.at
    )
    return claim


def payment(world: World, claim: uuid.UUID) -> object:
    return payments.payment_of(actor=world.payer, source_type=claims.SOURCE, source_id=claim)


def test_a_rate_that_changed_holds_at_hand_in_and_is_told(world: World) -> None:
    claim = world.draft(world.first.anna, journey("100"))
    cheaper(world)
    now = claims.weigh_claim(actor=world.first.anna, claim=claim, on=TODAY).content
    assert [line.amount for line in now.lines] == [Euro.of("10.00")]
    with pytest.raises(claims.PricesChanged) as refused:
        submit(world, claim, Euro.of("23.00"))
    assert refused.value.values == {"seen_cents": 2300, "total_cents": 1000}
    assert (view(world, claim).state, view(world, claim).total) == ("draft", Euro.of("23.00"))
    submit(world, claim, Euro.of("10.00"))
    seen = view(world, claim)
    assert (seen.state, seen.total, seen.lines[0].amount) == ("in_approval", Euro.of("10"), Euro.of("10"))
    (told,) = [event for event in seen.timeline if event.event == "claim.priced_again"]
    assert told.details == {"from_cents": 2300, "to_cents": 1000}


def test_a_returned_claim_is_priced_again_and_the_chain_looks_at_the_new_amount(world: World) -> None:
    set_up_claims(world.system, world.first.id, threshold=Euro.of("15"), chain=claims.DEFAULT_CHAIN[:1])
    claim = world.submitted(world.first.anna, journey("100"))
    claims.return_claim(actor=world.first.jan, claim=claim, question="Waarheen?", at=world.at)
    cheaper(world)
    submit(world, claim)
    assert (view(world, claim).state, view(world, claim).passed_small) == ("approved", True)


def test_a_day_before_the_change_keeps_the_rate_of_that_day(world: World) -> None:
    claim = world.draft(world.first.anna, journey("100", TODAY - timedelta(days=1)))
    cheaper(world)
    submit(world, claim, Euro.of("23.00"))
    assert view(world, claim).total == Euro.of("23.00")


def test_a_stale_form_changes_and_removes_nothing(world: World) -> None:
    anna = world.first.anna
    claim = world.draft(anna, purchase("1"))
    opened = view(world, claim).version
    three = claims.Content("Drie", IBANS[1], tuple(purchase(f"{n}") for n in (1, 2, 3)))
    claims.save_draft(
        actor=anna, claim=claim, content=three, seen_version=opened, form_key="tab-1", at=world.at
    )
    for position in range(3):
        content = receipt(("red", "green", "blue")[position])
        claims.attach_evidence(
            actor=anna, claim=claim, position=position, name="bon.jpg", content=content, at=world.at
        )
    one = claims.Content("Een", IBANS[1], (purchase("1"),))
    with pytest.raises(claims.ChangedInAnotherWindow):
        claims.save_draft(
            actor=anna, claim=claim, content=one, seen_version=opened, form_key="tab-2", at=world.at
        )
    with pytest.raises(claims.ChangedInAnotherWindow):
        claims.attach_evidence(
            actor=anna,
            claim=claim,
            position=0,
            name="bon.jpg",
            content=receipt(),
            seen_version=opened,
            at=world.at,
        )
    kept = view(world, claim)
    assert (kept.description, [len(line.evidence) for line in kept.lines]) == ("Drie", [1, 1, 1])
    claims.save_draft(
        actor=anna, claim=claim, content=three, seen_version=opened, form_key="tab-1", at=world.at
    )  # the same form again is no other window: a press that went out twice


@pytest.mark.parametrize("how", ["the receipt", "the cost", "all costs"])
def test_evidence_that_was_handed_in_is_crossed_out_and_never_gone(world: World, how: str) -> None:
    anna, jan = world.first.anna, world.first.jan
    claim = world.submitted(anna)
    document = view(world, claim).lines[0].evidence[0].id
    claims.return_claim(actor=jan, claim=claim, question="Welke?", at=world.at)
    if how == "the receipt":
        claims.remove_evidence(actor=anna, claim=claim, document=document, at=world.at)
    else:
        lines = () if how == "all costs" else (journey(),)
        if how == "the cost":
            claims.remove_evidence(actor=anna, claim=claim, document=document, at=world.at)
        content = claims.Content("Anders", IBANS[1], lines)
        claims.save_draft(actor=anna, claim=claim, content=content, at=world.at)
    claims.save_draft(
        actor=anna, claim=claim, content=claims.Content("Anders", IBANS[1], (journey(),)), at=world.at
    )
    submit(world, claim)
    for reader in (anna, jan, world.clerk, world.first.carla):
        seen = view(world, claim, reader)
        assert [each.document.id for each in seen.struck] == [document]
        assert (seen.struck[0].struck_by_name, seen.struck[0].amount) == ("Anna Jansen", Euro.of("34.20"))
        assert claims.evidence_of(actor=reader, claim=claim, document=document, on=TODAY).id == document
    assert "claim.evidence_struck" in [event.event for event in view(world, claim).timeline]


def test_a_payer_reads_the_claim_and_not_its_receipts(world: World) -> None:
    """Also who knows the address of a receipt: paying asks for a name, an account and an amount."""
    claim = world.submitted(world.first.anna)
    (document,) = view(world, claim).lines[0].evidence
    for reader in (world.first.anna, world.first.jan, world.clerk, world.first.carla):
        assert claims.evidence_of(actor=reader, claim=claim, document=document.id, on=TODAY) == document
        assert view(world, claim, reader).receipts_kept_back == 0
    seen = view(world, claim, world.payer)
    assert [line.evidence for line in seen.lines] == [()]
    assert seen.receipts_kept_back == 1
    assert seen.total == view(world, claim).total
    with pytest.raises(NotFound):
        claims.evidence_of(actor=world.payer, claim=claim, document=document.id, on=TODAY)


def test_evidence_added_after_the_return_still_goes_when_it_is_taken_off(world: World) -> None:
    anna = world.first.anna
    claim = world.submitted(anna)
    claims.return_claim(actor=world.first.jan, claim=claim, question="Welke?", at=world.at)
    later = world.at + timedelta(hours=1)
    document = claims.attach_evidence(
        actor=anna, claim=claim, position=0, name="bon.jpg", content=receipt("teal"), at=later
    )
    claims.remove_evidence(actor=anna, claim=claim, document=document, at=later)
    assert view(world, claim).struck == ()
    with pytest.raises(NotFound):
        claims.evidence_of(actor=anna, claim=claim, document=document, on=TODAY)


def test_another_account_is_told_and_nothing_is_paid_before_a_second_look(world: World) -> None:
    first, claim = world.first, with_account(world, NEW_ACCOUNT)
    submit(world, claim)
    for reader in (first.anna, first.jan, world.clerk):
        assert (view(world, claim, reader).account_differs, view(world, claim, reader).account_waits) == (
            True,
            True,
        )
    claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
    world.check(claim)
    assert (view(world, claim).state, payment(world, claim)) == ("approved", None)
    queue = claims.desk_queue(actor=world.clerk, queue="accounts", on=TODAY)
    assert [row.id for row in queue.rows] == [claim]
    for nobody in (first.jan, first.anna, world.payer):
        with pytest.raises(Refused):
            claims.look_at_account(actor=nobody, claim=claim, at=world.at)
    assert claims.ClaimAct.ACCOUNT_LOOKED_AT in view(world, claim, world.kim).actions
    claims.look_at_account(actor=world.kim, claim=claim, at=world.at)
    assert payment(world, claim) is not None
    assert claims.desk_queue(actor=world.clerk, queue="accounts", on=TODAY).rows == ()
    with pytest.raises(claims.AccountNotToBeLookedAt):
        claims.look_at_account(actor=world.kim, claim=claim, at=world.at)
    again = with_account(world, NEW_ACCOUNT)
    submit(world, again)
    assert not view(world, again).account_differs, "it is known now"


def test_a_small_claim_that_needs_no_approval_waits_for_the_look_all_the_same(world: World) -> None:
    set_up_claims(world.system, world.first.id, threshold=Euro.of("25"), chain=claims.DEFAULT_CHAIN[:1])
    claim = with_account(world, NEW_ACCOUNT)
    submit(world, claim)
    assert (view(world, claim).state, payment(world, claim)) == ("approved", None)
    claims.look_at_account(actor=world.clerk, claim=claim, at=world.at)
    assert payment(world, claim) is not None


def test_a_look_holds_for_that_account_only(world: World) -> None:
    anna, claim = world.first.anna, with_account(world, NEW_ACCOUNT)
    submit(world, claim)
    claims.look_at_account(actor=world.clerk, claim=claim, at=world.at)
    claims.return_claim(actor=world.first.jan, claim=claim, question="Welke?", at=world.at)
    content = claims.Content("Reis", IBANS[0], (journey(),))
    claims.save_draft(actor=anna, claim=claim, content=content, at=world.at)
    submit(world, claim)
    assert view(world, claim).account_waits


def as_clerk(world: World, who: Actor) -> Actor:
    """The same human being with the job of a clerk at the service centre."""
    clerk = world.clerk
    assert clerk.assignment_id is not None
    with entered(world.system):
        PersonalAccount.records.of(world.system).filter(person_id=clerk.person).update(user_id=who.user_id)
    return access.actor_wearing(user=who.user_id or 0, assignment=clerk.assignment_id, on=TODAY)


def changed_account(world: World, iban: str, since: date, who: Actor | None = None) -> None:
    """An administrator changes the account of Anna; the first day of her employment overwrites it."""
    (job,) = organisations.employments_of(actor=world.system, person=world.first.anna.person, on=since)
    organisations.change_employment(
        actor=who or world.first.ad,
        employment=job.id,
        unit=job.unit_id,
        manager=job.manager_id,
        job_title=job.job_title,
        iban=iban,
        since=since,
        at=world.at,
    )


@pytest.mark.parametrize("since", [SINCE, TODAY])
def test_an_account_that_an_administrator_changed_waits_for_a_second_person(
    world: World, since: date
) -> None:
    """Also where it was overwritten from the first day; moving her to another manager does not make it known."""
    changed_account(world, NEW_ACCOUNT, since)
    (job,) = organisations.employments_of(actor=world.system, person=world.first.anna.person, on=TODAY)
    organisations.change_manager(
        actor=world.first.ad, employment=job.id, manager=world.first.bert.person, since=TODAY, at=world.at
    )
    claim = with_account(world, NEW_ACCOUNT)
    submit(world, claim)
    assert view(world, claim).account_waits
    with pytest.raises(claims.AccountChangedByYou):
        claims.look_at_account(actor=as_clerk(world, world.first.ad), claim=claim, at=world.at)
    claims.look_at_account(actor=world.kim, claim=claim, at=world.at)
    again = with_account(world, NEW_ACCOUNT)
    submit(world, again)
    assert not view(world, again).account_differs, "it is known now"


def test_emptied_and_filled_again_is_changed_all_the_same(world: World) -> None:
    changed_account(world, "", SINCE)
    changed_account(world, NEW_ACCOUNT, SINCE)
    claim = with_account(world, NEW_ACCOUNT)
    submit(world, claim)
    assert view(world, claim).account_waits


def test_the_first_account_that_is_filled_in_is_known(world: World) -> None:
    person = organisations.employ_somebody(
        actor=world.first.ad,
        organisation=world.first.id,
        name="Nieuw",
        email="nieuw@nederlek.example",
        number="N1",
        language="nl",
        unit=organisations.units_of(actor=world.system, organisation=world.first.id)[0].id,
        manager=None,
        since=TODAY,
        job_title="",
        iban="",
        at=world.at,
    )
    (job,) = organisations.employments_of(actor=world.system, person=person, on=TODAY)
    organisations.change_employment(
        actor=world.first.ad,
        employment=job.id,
        unit=job.unit_id,
        manager=None,
        job_title="",
        iban=NEW_ACCOUNT,
        since=TODAY,
        at=world.at,
    )
    (row,) = organisations.jobs_begun(actor=world.system, people={person}, on=TODAY)
    assert (row.iban, row.iban_changed_by) == (NEW_ACCOUNT, None)


def test_the_known_account_waits_for_nothing(world: World) -> None:
    claim = world.submitted(world.first.anna, journey())
    assert not view(world, claim).account_differs


@pytest.mark.parametrize("written", ["NL20INGB0001234567", "nl20 ingb 0001 2345 67"])
def test_the_account_of_the_municipality_itself_is_refused(world: World, written: str) -> None:
    claim = with_account(world, written)
    with pytest.raises(claims.ClaimNotReady) as lacking:
        submit(world, claim)
    assert [finding.code for finding in lacking.value.findings] == ["claim.iban_of_organisation"]
    payments.add_bank_account(
        actor=world.system, organisation=world.first.id, iban=IBANS[0], name="Gemeente", at=world.at
    )
    with pytest.raises(claims.ClaimNotReady):
        submit(world, claim)


def test_who_gave_the_second_look_does_not_approve_the_claim(world: World) -> None:
    claim = with_account(world, NEW_ACCOUNT)
    submit(world, claim)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    claims.take_claim(actor=world.clerk, claim=claim, at=world.at)
    claims.look_at_account(actor=world.clerk, claim=claim, at=world.at)
    with pytest.raises(claims.LookedAtByYou):
        world.check(claim)
    seen = view(world, claim, world.clerk)
    assert claims.ClaimAct.STEP_APPROVED not in seen.actions
    assert isinstance(seen.why_not, claims.LookedAtByYou)
    world.clerk, world.kim = world.kim, world.clerk  # what was taken is in the queue again
    world.check(claim)
    assert payment(world, claim) is not None


def test_who_approved_a_claim_does_not_give_its_account_the_second_look(world: World) -> None:
    claim = with_account(world, NEW_ACCOUNT)
    submit(world, claim)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    world.check(claim)
    assert claims.ClaimAct.ACCOUNT_LOOKED_AT not in view(world, claim, world.clerk).actions
    with pytest.raises(claims.ApprovedByYou):
        claims.look_at_account(actor=world.clerk, claim=claim, at=world.at)
    assert payment(world, claim) is None
    claims.look_at_account(actor=world.kim, claim=claim, at=world.at)
    assert payment(world, claim) is not None


def test_a_cost_gets_no_more_files_by_moving_them_than_by_adding_them(world: World) -> None:
    anna = world.first.anna
    claim = world.draft(anna, purchase("1"), purchase("2"))
    for position, count in ((0, 6), (1, 5)):
        for n in range(count):
            claims.attach_evidence(
                actor=anna,
                claim=claim,
                position=position,
                name="bon.jpg",
                content=receipt(f"#{position}0{n}0{n}0"),
                at=world.at,
            )
    before = view(world, claim)
    all_of_them = tuple(document.id for line in before.lines for document in line.evidence)
    line = dataclasses.replace(purchase("1"), documents=all_of_them)
    with pytest.raises(claims.TooManyFiles):
        claims.save_draft(
            actor=anna, claim=claim, content=claims.Content("Een", IBANS[1], (line,)), at=world.at
        )
    after = view(world, claim)
    assert (after.version, [len(line.evidence) for line in after.lines]) == (before.version, [6, 5])
