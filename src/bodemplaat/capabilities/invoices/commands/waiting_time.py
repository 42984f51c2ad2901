"""How long is waited before an account that was confirmed is paid to: a rule of an organisation, changed by two clerks."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.invoices.commands.by_two import ByTwoClerks, reason_of, waiting_proposal
from bodemplaat.capabilities.invoices.errors import UnsoundSupplier
from bodemplaat.capabilities.invoices.models import WaitingTime
from bodemplaat.capabilities.invoices.policies import provider_for
from bodemplaat.capabilities.invoices.queries.registered import waiting_days
from bodemplaat.capabilities.invoices.vocabulary import WAITING_TIME
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalView
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import say

KIND: Final = WAITING_TIME
MOST_DAYS: Final = 60


@command
def propose_waiting_time(*, actor: Actor, organisation: UUID, days: int, reason: str, at: datetime) -> UUID:
    """Ask for another waiting time for an organisation; another clerk decides. Accounts that were confirmed keep their day.

    Raises ``UnsoundSupplier`` for what is no number of days up to ``MOST_DAYS`` and for what holds already, ``NoReason``,
    ``NotForThisDesk``, and ``Refused`` while another waits.
    """
    provider = provider_for(actor, organisation, timezone.localdate(at))
    why = reason_of(reason)
    if not 0 <= days <= MOST_DAYS:
        text = say("A waiting time is a whole number of days from 0 to {most}.")
        raise UnsoundSupplier(text, most=MOST_DAYS)
    if days == waiting_days(actor, organisation):
        raise UnsoundSupplier(say("This is how long is waited already."))
    row = WaitingTime(
        organisation_id=organisation,
        provider_id=provider,
        days=days,
        reason=why,
        asked_by=actor.person,
        asked_by_name=actor.person_name[:120],
        asked_at=at,
    )

    def store(proposal: UUID) -> None:
        row.proposal_id = proposal
        row.save(force_insert=True)

    proposals.propose(
        actor=actor,
        kind=KIND,
        organisation=actor.organisation_id,
        subject=str(organisation),
        store=store,
        reason=why,
        at=at,
    )
    return row.id


WAITING_TIMES: Final = proposals.Deciding(KIND, partial(waiting_proposal, WaitingTime))
"""It holds for accounts that are confirmed from now on, not at all, or nothing is asked any more; named by the waiting time."""


class WaitingTimes(ByTwoClerks):
    """Waiting times: another clerk of the same desk decides."""

    code = KIND
    trail = "waiting_time."
    recorded_as = KIND
    table = WaitingTime
    taken = say("Another waiting time waits for a second clerk already: take that one back first.")

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """How many days, for which organisation."""
        row = WaitingTime.records.of(actor).one(proposal_id=proposal.id)
        return {"days": row.days, "organisation": str(row.organisation_id)}
