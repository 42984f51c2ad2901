"""Messages to payers (a correction that waits, a batch of which the bank says nothing) and about the account paid from."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.payments.events import (
    ACCOUNT_CONFIRMED,
    ACCOUNT_PROPOSED,
    ACCOUNT_REFUSED,
    CORRECTION_ASKED,
    UNANSWERED,
)
from bodemplaat.capabilities.payments.lifecycle import RELEASED
from bodemplaat.capabilities.payments.models import Batch, Payment
from bodemplaat.foundation.access.api import holders_of_role, same_human
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.outbox.api import Announcement, Heard, publish, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role, command
from bodemplaat.kernel import say

TO_CONFIRM = (
    say("A correction of payments waits for a second payer"),
    say("Look at what a colleague asks to set right, then confirm it or decline it."),
)


NO_ANSWER = (
    say("The bank says nothing yet of payments that were due on {execution_day}"),
    say("Hand in the statement or the bank's answer. When the bank says that it did not pay, free them."),
)


@command
def announce_unanswered(*, actor: Actor, batch: UUID, at: datetime) -> None:
    """Announce that payments of a batch are still without an answer; nothing when all have one."""
    row = Batch.records.of(actor).one(id=batch)
    count = Payment.records.of(actor).filter(batch=row, state=RELEASED, bank_status="").count()
    if count:
        facts = {"batch": str(row.id), "count": count, "execution_day": row.execution_day.isoformat()}
        publish(actor, Announcement(UNANSWERED, row.organisation_id, facts), at=at)


class PaymentMessages:
    """Hears what waits for a payer; ``corrections`` and ``batch`` give the pages, which only the surfaces know."""

    def __init__(self, corrections: Callable[[], str], batch: Callable[[UUID], str]) -> None:
        self.corrections, self.batch = corrections, batch

    def connect(self) -> None:
        """Subscribe to both."""
        subscribe(CORRECTION_ASKED, self.tell_who_confirms)
        subscribe(UNANSWERED, self.tell_unanswered)

    def tell_who_confirms(self, *, actor: Actor, heard: Heard) -> None:
        """Every payer hears of it but the one who asked."""
        own = same_human(actor=actor, person=UUID(str(heard.payload["asked_by"])))
        others = _holders(actor, heard, Role.SSC_PAYER) - own
        tell(actor=actor, people=others, text=TO_CONFIRM, path=self.corrections(), heard=heard)

    def tell_unanswered(self, *, actor: Actor, heard: Heard) -> None:
        """Every payer hears of it."""
        page = self.batch(UUID(str(heard.payload["batch"])))
        payers = _holders(actor, heard, Role.SSC_PAYER)
        tell(actor=actor, people=payers, text=NO_ANSWER, path=page, heard=heard)


ACCOUNT_WAITS = (
    say("Another account to pay from is proposed; it ends in {ends_in}"),
    say(
        "Check the number with the bank's own papers, then confirm it or refuse it. Nothing is paid from it before."
    ),
)
TO_PROPOSER: Mapping[str, tuple[str, str]] = {
    ACCOUNT_CONFIRMED: (
        say("The account that ends in {ends_in} has been confirmed: your organisation pays from it now"),
        say("Nothing more is asked of you."),
    ),
    ACCOUNT_REFUSED: (
        say("The account that ends in {ends_in} has been refused"),
        say("The page of the accounts says why."),
    ),
}


class AccountMessages:
    """Hears what is proposed for the account that an organisation pays from; ``accounts`` gives the page."""

    def __init__(self, accounts: Callable[[], str]) -> None:
        self.accounts = accounts

    def connect(self) -> None:
        """Subscribe to what is proposed and decided."""
        subscribe(ACCOUNT_PROPOSED, self.tell_controllers)
        for topic in TO_PROPOSER:
            subscribe(topic, self.tell_proposer)

    def tell_controllers(self, *, actor: Actor, heard: Heard) -> None:
        """Notify those who may confirm, except the proposer in another role."""
        own = same_human(actor=actor, person=UUID(str(heard.payload["asked_by"])))
        others = _holders(actor, heard, Role.CONTROLLER) - own
        tell(actor=actor, people=others, text=ACCOUNT_WAITS, path=self.accounts(), heard=heard)

    def tell_proposer(self, *, actor: Actor, heard: Heard) -> None:
        """The administrator hears what became of it."""
        proposer = UUID(str(heard.payload["asked_by"]))
        tell(actor=actor, people=[proposer], text=TO_PROPOSER[heard.topic], path=self.accounts(), heard=heard)


def _holders(actor: Actor, heard: Heard, role: Role) -> frozenset[UUID]:
    return holders_of_role(
        actor=actor, organisation=actor.organisation_id, role=role, on=timezone.localdate(heard.at)
    )
