"""Messages at each step to those concerned (F6): what the outbox delivers becomes notices in people's inboxes."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from uuid import UUID, uuid5

from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.commands.readdressing import tell_when_no_clerk_can, tell_who_decides_now
from bodemplaat.capabilities.claims.models import Claim, ClaimStep, RuleProposal
from bodemplaat.capabilities.claims.queries.waiting import address_of
from bodemplaat.capabilities.claims.tasks import readdress
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.engines import approval
from bodemplaat.engines.approval import Approver
from bodemplaat.foundation.access.api import holders_of_role, holders_of_roles, same_human
from bodemplaat.foundation.notices.api import notify
from bodemplaat.foundation.organisations.api import WHO_CAN_ACT_CHANGED, Task, served_by
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role, midnight
from bodemplaat.kernel import say

TO_CLAIMANT: Mapping[str, tuple[str, str]] = {
    ClaimAct.SUBMITTED: (
        say("Your claim {number} of {amount_cents} has been handed in"),
        say("You will hear when it is decided. You can follow each step."),
    ),
    ClaimAct.APPROVED: (
        say("Your claim {number} of {amount_cents} has been approved"),
        say("It goes with the next payment to your account."),
    ),
    ClaimAct.RETURNED: (
        say("A question about your claim {number}"),
        say("{comment}"),
    ),
    ClaimAct.REJECTED: (
        say("Your claim {number} has been rejected"),
        say("{comment}"),
    ),
    ClaimAct.PAID: (
        say("Your claim {number} of {amount_cents} has been paid"),
        say("The money left the account of your organisation on {paid_day}."),
    ),
    ClaimAct.BOUNCED: (
        say("Your bank sent back the payment of claim {number}"),
        say("The service centre looks into it. Is your account number still right?"),
    ),
}
TO_DECIDER = (
    say("A claim of {claimant} waits for you: {amount_cents}"),
    say("Look at the claim and its evidence, then approve it, return it with a question, or reject it."),
)
NOBODY_CAN = (
    say("Nobody can decide on claim {number} of {claimant}"),
    say("Name a manager or a substitute, or give somebody the function that decides when no manager can."),
)
NOBODY_AT_THE_CENTRE = (
    say("Nobody at the service centre can decide on your organisation’s claims: {count} waiting"),
    say("Ask the service centre to give a colleague the role of clerk."),
)
NO_CLERK_CAN = (
    say("No clerk of the service centre can decide: {count} {count:claim|claims} waiting"),
    say("Give a colleague the role of clerk."),
)
PAID_TO_APPROVER = (
    say("The claim of {claimant} that you approved has been paid: {amount_cents}"),
    say("Nothing more is asked of you."),
)


class ClaimMessages:
    """Hears what claims announce. Only the surfaces know the pages: ``address`` gives that of a claim, ``stuck`` that of
    what nobody can decide, and ``stuck_at_desk`` the same for the service centre.
    """

    def __init__(
        self, address: Callable[[UUID], str], stuck: Callable[[], str], stuck_at_desk: Callable[[], str]
    ) -> None:
        self.address, self.stuck, self.stuck_at_desk = address, stuck, stuck_at_desk

    def connect(self) -> None:
        """Subscribe to every topic that somebody waits for."""
        for topic in TO_CLAIMANT:
            subscribe(topic, self.tell_claimant)
        subscribe(ClaimAct.APPROVAL_ASKED, self.tell_deciders)
        subscribe(ClaimAct.READDRESSED, self.tell_newly_asked)
        subscribe(ClaimAct.PAID, self.tell_approvers)
        subscribe(WHO_CAN_ACT_CHANGED, self.who_can_act_changed)
        for topic in (ClaimAct.SUBMITTED, ClaimAct.STEP_APPROVED, ClaimAct.ACCOUNT_LOOKED_AT):
            subscribe(topic, self.may_wait_for_nobody)
        subscribe(events.NOBODY_AT_THE_DESK, self.tell_of_an_empty_desk)

    def tell_claimant(self, *, actor: Actor, heard: Heard) -> None:
        """Notify the employee of every change of their claim."""
        claim = _claim(actor, heard)
        self._notify(actor, [claim.claimant_id], TO_CLAIMANT[heard.topic], claim, heard)

    def tell_deciders(self, *, actor: Actor, heard: Heard) -> None:
        """Notify those who can decide that a claim waits; nobody when it was decided in the meantime."""
        claim = _claim(actor, heard)
        step = (
            ClaimStep.records.of(actor)
            .filter(claim=claim, round=str(heard.payload["round"]), state=approval.OPEN)
            .select_related("claim")
            .first()
        )
        if step is not None and step.name == heard.payload["step"]:
            people = address_of(actor, step, timezone.localdate(heard.at)).people
            self._notify(actor, people, TO_DECIDER, claim, heard)
            if not people:
                self._tell_administrators(actor, claim, heard)

    def tell_newly_asked(self, *, actor: Actor, heard: Heard) -> None:
        """Notify those who have to decide now because somebody left, changed or is away; else the administrators."""
        claim = _claim(actor, heard)
        if claim.state != lifecycle.IN_APPROVAL or claim.round != heard.payload["round"]:
            return
        if heard.payload["people"]:
            self._notify(actor, _ids(heard.payload["new"]), TO_DECIDER, claim, heard)
            return
        self._tell_administrators(actor, claim, heard)

    def _tell_administrators(self, actor: Actor, claim: Claim, heard: Heard) -> None:
        administrators = holders_of_role(
            actor=actor,
            organisation=claim.organisation_id,
            role=Role.ADMINISTRATOR,
            on=timezone.localdate(heard.at),
        )
        self._notify(actor, administrators - {claim.claimant_id}, NOBODY_CAN, claim, heard, self.stuck())

    def who_can_act_changed(self, *, actor: Actor, heard: Heard) -> None:
        """Now, and again at the start of each day on which the change takes effect."""
        tell_who_decides_now(actor=actor, at=heard.at)
        days = heard.payload["days"]
        assert isinstance(days, list)  # noqa: S101  # as announced
        for day in map(date.fromisoformat, days):
            if day > timezone.localdate(heard.at):
                readdress.configure(schedule_at=midnight(day)).defer(organisation=str(actor.organisation_id))

    def may_wait_for_nobody(self, *, actor: Actor, heard: Heard) -> None:
        """A claim came to the service centre, or a clerk there may not decide on it any more: when none can, that is announced."""
        tell_when_no_clerk_can(actor=actor, claim=UUID(str(heard.payload["claim"])), at=heard.at)

    def tell_of_an_empty_desk(self, *, actor: Actor, heard: Heard) -> None:
        """The administrators hear it, once a day; at a service centre without one, its payers, who see that list."""
        organisation, on = actor.organisation_id, timezone.localdate(heard.at)
        is_centre = bool(
            served_by(actor=actor, organisation=organisation, tasks=(Task.EXPENSE_CLAIMS,), on=on)
        )
        roles = (Role.ADMINISTRATOR, Role.SSC_PAYER) if is_centre else (Role.ADMINISTRATOR,)
        holders = (
            holders_of_role(actor=actor, organisation=organisation, role=role, on=on) for role in roles
        )
        text = NO_CLERK_CAN if is_centre else NOBODY_AT_THE_CENTRE
        for person in sorted(next(filter(None, holders), frozenset())):
            notify(
                actor=actor,
                person=person,
                organisation=organisation,
                cause=uuid5(organisation, f"{events.NOBODY_AT_THE_DESK} {on}"),
                subject=text[0],
                body=text[1],
                values=heard.payload,
                path=self.stuck_at_desk() if is_centre else self.stuck(),
                at=heard.at,
            )

    def tell_approvers(self, *, actor: Actor, heard: Heard) -> None:
        """Who approved in the organisation itself hears that it is settled."""
        claim = _claim(actor, heard)
        steps = (
            ClaimStep.records.of(actor)
            .filter(claim=claim, round=claim.round, state=approval.DONE)
            .exclude(by=Approver.SSC.value)
        )
        approvers = {step.decided_by for step in steps if step.decided_by}
        self._notify(actor, approvers - {claim.claimant_id}, PAID_TO_APPROVER, claim, heard)

    def _notify(
        self,
        actor: Actor,
        people: Collection[UUID],
        text: tuple[str, str],
        claim: Claim,
        heard: Heard,
        path: str = "",
    ) -> None:
        values = {
            "amount_cents": claim.total_cents,
            **heard.payload,
            "number": claim.number,
            "claimant": claim.claimant.name,
        }
        for person in sorted(people):
            notify(
                actor=actor,
                person=person,
                organisation=claim.organisation_id,
                cause=heard.message,
                subject=text[0],
                body=text[1],
                values=values,
                path=path or self.address(claim.id),
                at=heard.at,
            )


def _ids(announced: object) -> frozenset[UUID]:
    assert isinstance(announced, list)  # noqa: S101  # as announced
    return frozenset(UUID(str(each)) for each in announced)


def _claim(actor: Actor, heard: Heard) -> Claim:
    return Claim.records.of(actor).select_related("claimant").one(id=heard.payload["claim"])


PROPOSED = (
    say("Other rules for claims are proposed from {since_day}"),
    say("Look at what would change, then confirm it or refuse it. Nothing changes until you do."),
)
TO_PROPOSER: Mapping[str, tuple[str, str]] = {
    events.PROPOSAL_CONFIRMED: (
        say("What you proposed has been confirmed and holds from {since_day}"),
        say("Nothing more is asked of you."),
    ),
    events.PROPOSAL_REFUSED: (
        say("What you proposed from {since_day} has been refused"),
        say("The page of the proposal says why."),
    ),
}


ANOTHER_CEILING = (
    say("How far rules for claims may go is another from {since_day}"),
    say("The cooperation agreed on it. Rules that went further come down to it from that day."),
)


class RuleMessages:
    """Hears what is proposed for the rules; ``address`` gives the page of a proposal, ``rules`` that of all rules."""

    def __init__(self, address: Callable[[UUID], str], rules: Callable[[], str]) -> None:
        self.address, self.rules = address, rules

    def connect(self) -> None:
        """Subscribe to what is proposed and decided."""
        subscribe(events.PROPOSAL_MADE, self.tell_controllers)
        for topic in TO_PROPOSER:
            subscribe(topic, self.tell_proposer)
        subscribe(events.CEILING_SET, self.tell_of_ceiling)

    def tell_controllers(self, *, actor: Actor, heard: Heard) -> None:
        """Notify those who may confirm, except the proposer in another role."""
        row = RuleProposal.records.of(actor).one(id=heard.payload["proposal"])
        controllers = holders_of_role(
            actor=actor,
            organisation=row.organisation_id,
            role=Role.CONTROLLER,
            on=timezone.localdate(heard.at),
        )
        own = same_human(actor=actor, person=row.proposed_by)
        self._notify(actor, controllers - own, PROPOSED, self.address(row.id), heard)

    def tell_of_ceiling(self, *, actor: Actor, heard: Heard) -> None:
        """Who proposes rules and who confirms them hear how far they may go."""
        people = holders_of_roles(
            actor=actor,
            organisation=actor.organisation_id,
            roles=(Role.ADMINISTRATOR, Role.CONTROLLER),
            on=timezone.localdate(heard.at),
        )
        self._notify(actor, people, ANOTHER_CEILING, self.rules(), heard)

    def tell_proposer(self, *, actor: Actor, heard: Heard) -> None:
        """The administrator hears what became of it."""
        row = RuleProposal.records.of(actor).one(id=heard.payload["proposal"])
        self._notify(actor, [row.proposed_by], TO_PROPOSER[heard.topic], self.address(row.id), heard)

    def _notify(
        self,
        actor: Actor,
        people: Collection[UUID],
        text: tuple[str, str],
        path: str,
        heard: Heard,
    ) -> None:
        for person in sorted(people):
            notify(
                actor=actor,
                person=person,
                organisation=actor.organisation_id,
                cause=heard.message,
                subject=text[0],
                body=text[1],
                values=heard.payload,
                path=path,
                at=heard.at,
            )
