"""A closed account: the money comes back, the clerk asks, and it is paid again."""

from tests.scenarios.paying import DAY, paid, sent_back
from tests.world import IBANS, TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.sepa import read_payment_file
from bodemplaat.kernel import Euro


def state_of(world: World, claim: object) -> str:
    return claims.claim_view(actor=world.system, claim=claim, on=TODAY).state  # type: ignore[arg-type]


def test_returned_looked_at_by_the_clerk_and_paid_again(world: World) -> None:
    claim = world.approved(world.first.anna, journey())
    file = paid(world)
    assert state_of(world, claim) == "paid"
    sent_back(world, file)
    assert state_of(world, claim) == "bounced"
    (row,) = claims.desk_queue(actor=world.clerk, queue="bounced").rows
    last = claims.claim_view(actor=world.clerk, claim=row.id, on=TODAY).timeline[-1]
    assert (row.id, last.event, last.details["reason_code"]) == (claim, "claim.bounced", "AC04")
    claims.pay_again(actor=world.clerk, claim=claim, at=world.at + 3 * DAY)
    world.at += 4 * DAY
    again = read_payment_file(paid(world))
    assert (state_of(world, claim), again.total) == ("paid", Euro.of("9.66"))
    acts = [e.event for e in claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).timeline]
    assert acts[-4:] == ["claim.paid", "claim.bounced", "claim.pay_again", "claim.paid"]


def test_the_employee_gives_another_account_and_it_goes_the_whole_way_again(world: World) -> None:
    anna = world.first.anna
    claim = world.approved(anna, journey())
    sent_back(world, paid(world))
    claims.return_claim(actor=world.clerk, claim=claim, question="Klopt uw rekening nog?", at=world.at)
    content = claims.Content(description="Reis", iban=IBANS[3], lines=(journey(),))
    claims.save_draft(actor=anna, claim=claim, content=content, at=world.at)
    claims.submit_claim(actor=anna, claim=claim, key="opnieuw", at=world.at)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    world.check(claim)
    claims.look_at_account(actor=world.kim, claim=claim, at=world.at)
    (block,) = read_payment_file(paid(world)).blocks
    assert [transfer.iban for transfer in block.transfers] == [IBANS[3]]
    assert state_of(world, claim) == "paid"


def test_a_clerk_takes_back_what_is_approved_until_it_is_in_a_batch(world: World) -> None:
    claim = world.approved(world.first.anna, journey())
    claims.return_claim(actor=world.clerk, claim=claim, question="Toch nog een vraag", at=world.at)
    assert (state_of(world, claim), payments.payments_waiting(actor=world.payer).count) == ("returned", 0)
