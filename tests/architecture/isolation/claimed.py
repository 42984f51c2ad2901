"""Claims in every state, and what is paid: what each side claims and pays in the exam."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from tests.architecture.isolation.side import TOMORROW, Side, iban_of
from tests.capabilities.payments.bank import back, bank_file, booked, sent, statement
from tests.world import IBANS, TODAY, journey, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats import camt
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro

PROVED = {1, 2, 10, 22}
"""Which claims have receipts: a draft, one that waits, one that is paid, one from which a receipt is crossed out."""


def _filled(side: Side, who: Actor, number: int, at: datetime | None = None) -> UUID:
    """A draft with a text, an account, an amount and a file that only this cooperation has."""
    at = at or side.world.at
    claim = claims.start_claim(actor=who, key=uuid.uuid4().hex, at=at)
    amount = Euro(side.euros * 100 + number)
    lines = (
        claims.Line(
            f"soort-{side.mark}", at.date() - timedelta(days=2), f"Aankoop {side.mark}{number}", amount
        ),
        claims.Line(
            "car",
            at.date() - timedelta(days=1),
            kilometres=Decimal(number + side.euros) / 10,
            origin=f"Van{side.mark}",
            destination=f"Naar{side.mark}",
        ),
    )
    content = claims.Content(f"Omschrijving {side.mark}", iban_of(side, number), lines)
    claims.save_draft(actor=who, claim=claim, content=content, at=at)
    for name in ("bon.jpg", f"bon {side.mark}{number}.jpg") if number in PROVED else ():
        claims.attach_evidence(
            actor=who,
            claim=claim,
            position=0,
            name=name,
            content=receipt(f"#{uuid.uuid4().hex[:6]}"),
            at=at,
        )
    return claim


def _handed_in(side: Side, who: Actor, number: int) -> UUID:
    claim = _filled(side, who, number)
    claims.submit_claim(actor=who, claim=claim, key="knop", at=side.world.at)
    return claim


def _approved(side: Side, who: Actor, number: int) -> UUID:
    claim = _handed_in(side, who, number)
    claims.approve_claim(
        actor=side.world.municipality_of(who).jan, claim=claim, comment=f"Goed {side.mark}", at=side.world.at
    )
    side.world.check(claim)
    claims.look_at_account(actor=side.world.kim, claim=claim, at=side.world.at)
    return claim


def claim_in_every_state(side: Side) -> None:
    w, hall = side.world, side.world.first
    act: dict[str, Callable[..., None]] = {
        "return": partial(claims.return_claim, actor=hall.jan, question=f"Vraag {side.mark}", at=w.at),
        "reject": partial(claims.reject_claim, actor=hall.jan, reason=f"Reden {side.mark}", at=w.at),
        "withdraw": partial(claims.withdraw_claim, actor=hall.anna, at=w.at),
        "approve": partial(claims.approve_claim, actor=hall.jan, at=w.at),
    }
    for shift in range(side.euros % 7):  # so that the numbers given out are not the same
        w.submitted(hall.bert, journey(str(40 + shift)))
    _filled(side, hall.anna, 1)
    _handed_in(side, hall.anna, 2)
    for number, name in enumerate(act, start=3):
        act[name](claim=_handed_in(side, hall.anna, number))
    crossed_out = _handed_in(side, hall.bert, 22)
    claims.return_claim(  # the fallback: the manager is away, and the claimant stands in for him
        actor=hall.piet, claim=crossed_out, question=f"Welke {side.mark}?", at=w.at
    )
    (proof, *_) = claims.claim_view(actor=hall.bert, claim=crossed_out, on=TODAY).lines[0].evidence
    claims.remove_evidence(actor=hall.bert, claim=crossed_out, document=proof.id, at=w.at)
    w.submitted(
        hall.piet, journey("31")
    )  # nobody can decide on it: no manager, and his own the fallback function
    _handed_in(side, w.second.anna, 8)
    taken = _handed_in(side, w.second.anna, 9)
    claims.approve_claim(actor=w.second.jan, claim=taken, at=w.at)
    claims.take_claim(actor=w.clerk, claim=taken, at=w.at)


def pay_and_be_answered(side: Side) -> None:
    w = side.world
    make = partial(payments.make_batch, actor=w.payer, execution_date=TOMORROW, at=w.at)
    for number, who in enumerate((w.first.anna, w.first.anna, w.second.anna), start=10):
        _approved(side, who, number)
    batch = make(key="een")
    payments.release_batch(actor=w.paula, batch=batch, at=w.at)
    carried_out = sent(payments.batch_file(actor=w.payer, batch=batch)[2], IBANS[2])
    stray = camt.paid_transaction(
        end_to_end_id=f"E2E{side.mark}",
        amount=Euro(side.euros * 100 + 77),
        creditor=f"Onbekende {side.mark}",
        iban=iban_of(side, 77),
        message_id=f"M{side.mark}",
        payment_id=f"P{side.mark}",
    )
    entries = [booked(each, f"{i}{side.mark}", TODAY) for i, each in enumerate(carried_out)]
    entries += [booked(back(carried_out[0]), f"R{side.mark}", TODAY), booked(stray, f"S{side.mark}", TODAY)]
    entries += [booked(stray, f"T{side.mark}", TODAY)]
    payments.upload_statement(
        actor=w.payer,
        name=f"afschrift {side.mark}.xml",
        content=bank_file(statement(*entries, on=TODAY, account=IBANS[2], name=f"S{side.mark}")),
        at=w.at,
    )
    settled = payments.unknown_entries(actor=w.payer).entries[0].id
    payments.settle_unknown_entry(actor=w.payer, entry=settled, note=f"Uitgezocht {side.mark}", at=w.at)
    payments.ask_correction(
        actor=w.payer, kind="free", batch=batch, reason=f"Nooit aangekomen {side.mark}", at=w.at
    )
    _approved(side, w.first.anna, 20)
    payments.cancel_batch(actor=w.payer, batch=make(key="twee"), reason=f"Toch niet {side.mark}", at=w.at)
    make(key="drie")
    _approved(side, w.second.anna, 21)


def another_account(side: Side) -> None:
    """One account to pay from in each state but confirmed, and one confirmed, as the administrator proposes them."""
    hall, at = side.world.first, side.world.at

    def proposed(number: int) -> UUID:
        return payments.propose_account(
            actor=hall.ad,
            organisation=hall.id,
            iban=iban_of(side, 700 + number),
            name=f"Kas {side.mark}",
            reason=f"Huisbank {side.mark}",
            at=at,
        )

    payments.confirm_account(actor=hall.carla, change=proposed(1), at=at)
    reason = f"Onbekend {side.mark}"
    payments.refuse_account(actor=hall.carla, change=proposed(2), reason=reason, at=at)
    payments.withdraw_account(actor=hall.ad, change=proposed(3), at=at)
    proposed(4)
