"""Messages to whoever asked and to who works on it: what the outbox delivers becomes notices in people's inboxes."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases.commands.terms import work_out_terms_again
from bodemplaat.capabilities.cases.models import Case, CaseEvent
from bodemplaat.capabilities.cases.ports import CaseLetter, Letters
from bodemplaat.capabilities.cases.reckoning.escalation import Step
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.capabilities.clock.api import HOURS_CHANGED
from bodemplaat.foundation.access.api import holders_of_role
from bodemplaat.foundation.notices.api import notify, tell
from bodemplaat.foundation.organisations.api import DESKS, employments_of_people, served_by
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

TO_REQUESTER: Mapping[str, tuple[str, str]] = {
    CaseAct.RECEIVED: (
        say("Your request {number} has been received: {subject}"),
        say("On its page you see how it stands and when it is done at the latest."),
    ),
    CaseAct.WAITS_FOR_CUSTOMER: (
        say("A question about your request {number}"),
        say("It waits until you answer. Open the request to read the question."),
    ),
    CaseAct.ANSWERED: (
        say("An answer to your request {number}"),
        say("Open the request to read it."),
    ),
    CaseAct.CLOSED: (
        say("Your request {number} is done"),
        say(
            "Open the request to read what was done, and to say how it went. Not right? Open it again there, within thirty days."
        ),
    ),
    CaseAct.REOPENED: (
        say("Your request {number} is open again"),
        say("The service centre works on it once more."),
    ),
    CaseAct.MERGED: (
        say("Your request {number} goes on in another one of yours"),
        say(
            "The service centre had it twice and works on it in one place. Open the request to see in which."
        ),
    ),
    CaseAct.UNMERGED: (
        say("Your request {number} stands by itself again"),
        say("The service centre works on it apart from the other one."),
    ),
}
RUNS_OUT = say("Case {number} is to be done by {due_day}")
OF_TERM: Mapping[Step, tuple[str, str]] = {
    Step.CLERK: (RUNS_OUT, say("Half of its term is over. Take it up, or hand it to a colleague.")),
    Step.TEAM_LEADER: (
        RUNS_OUT,
        say("Three quarters of its term are over, with people you lead. See that it can be done in time."),
    ),
    Step.CONTRACT_MANAGER: (
        RUNS_OUT,
        say("Its term is nearly over. Agree with your customer what happens if it is not done in time."),
    ),
    Step.CUSTOMER: (
        say("A request of your organisation, {number}, is to be done by {due_day}"),
        say(
            "The last day of its term has come, and the service centre has not finished it. Ask them by its number."
        ),
    ),
}
"""What is told at each step. The words of a case are in none of it: not everyone who hears may open it."""
TO_CLERK: Mapping[str, tuple[str, str]] = {
    CaseAct.ASSIGNED: (
        say("Case {number} was given to you"),
        say("It stands in the queue under your name."),
    ),
    CaseAct.TASK_SET: (
        say("A task for you in case {number}"),
        say("It is to be done by {until_day}. Open the case to read what."),
    ),
}
"""What a colleague is told. What was written stays in the case."""


OF_COMPLAINT: Mapping[str, tuple[str, str]] = {
    CaseAct.COMPLAINED: (
        say("Your complaint about request {number} has been received"),
        say("Somebody who had no part in it deals with it. You have an answer by {due_day} at the latest."),
    ),
    CaseAct.COMPLAINT_DECIDED: (
        say("Your complaint about request {number} has been dealt with"),
        say("Open it to read what came of it, and why."),
    ),
}
"""What whoever complained is told; what was written stays on the page."""
TO_HANDLERS = (
    say("A complaint about case {number}"),
    say("It is to be dealt with by {due_day}, by somebody who had no part in the case."),
)

OF_COMPLAINT_TERM: Mapping[Step, tuple[str, str]] = {
    Step.CLERK: (
        say("The complaint about case {number} is to be dealt with by {due_day}"),
        say("Half of its term is over. Whoever complained waits for what comes of it, and why."),
    ),
    Step.CONTRACT_MANAGER: (
        say("The complaint about case {number} is to be dealt with by {due_day}"),
        say("Its term is nearly over. See that somebody says what comes of it in time."),
    ),
}


class CaseMessages:
    """Hears what cases announce. ``own`` gives the page of whoever asked, ``desk`` that of the desk, ``complaints`` their list."""

    def __init__(
        self,
        own: Callable[[UUID], str],
        desk: Callable[[UUID], str],
        complaints: Callable[[], str],
        letters: Letters | None = None,
    ) -> None:
        self.own, self.desk, self.complaints, self.letters = own, desk, complaints, letters

    def connect(self) -> None:
        """Subscribe to everything that somebody waits for, and to other opening hours."""
        for topic in TO_REQUESTER:
            subscribe(topic, self.tell_requester)
        for topic in TO_CLERK:
            subscribe(topic, self.tell_clerk)
        subscribe(CaseAct.ESCALATED, self.tell_of_term)
        for topic in OF_COMPLAINT:
            subscribe(topic, self.tell_of_complaint)
        subscribe(CaseAct.COMPLAINT_REMINDED, self.tell_of_complaint_term)
        subscribe(HOURS_CHANGED, self.hours_changed)

    def tell_requester(self, *, actor: Actor, heard: Heard) -> None:
        """Notify whoever asked. The words stay on the page of the case: a message travels further than who may read them.

        Whoever mails about a case reads them in a mail of its thread instead: there they were asked (ADR 0101).
        """
        case = Case.records.of(actor).one(id=heard.payload["case"])
        subject, body = TO_REQUESTER[heard.topic]
        send = self.letters(actor=actor, case=case.id) if self.letters else None
        path = self.own(case.id)
        is_new = notify(
            actor=actor,
            person=case.requester_id,
            organisation=case.organisation_id,
            cause=heard.message,
            subject=subject,
            body=body,
            values={"number": case.number, "subject": case.subject},
            path=path + ("#opinion" if heard.topic == CaseAct.CLOSED else ""),
            is_mailed=send is None,
            at=heard.at,
        )
        if send is not None and is_new:
            words = _words_of(actor, case, heard)
            said = (subject, body)
            send(
                CaseLetter(
                    case.id,
                    case.number,
                    case.subject,
                    case.requester_id,
                    heard.message,
                    said,
                    words,
                    path,
                    heard.at,
                )
            )

    def tell_clerk(self, *, actor: Actor, heard: Heard) -> None:
        """Notify the colleague to whom a case, or a task in one, was given."""
        subject, body = TO_CLERK[heard.topic]
        notify(
            actor=actor,
            person=UUID(str(heard.payload["person"])),
            organisation=actor.organisation_id,
            cause=heard.message,
            subject=subject,
            body=body,
            values=heard.payload,
            path=self.desk(UUID(str(heard.payload["case"]))),
            at=heard.at,
        )

    def tell_of_term(self, *, actor: Actor, heard: Heard) -> None:
        """Notify those of one step: who works on a case, who leads them, who keeps the agreement, or the customer."""
        step = Step(int(str(heard.payload["step"])))
        tell(
            actor=actor,
            people=_hearers(actor, step, str(heard.payload["person"]), timezone.localdate(heard.at)),
            text=OF_TERM[step],
            path=self.desk(UUID(str(heard.payload["case"]))) if step is Step.CLERK else "",
            heard=heard,
        )

    def tell_of_complaint(self, *, actor: Actor, heard: Heard) -> None:
        """Notify whoever complained; of a new one also the contract managers of the provider, or its clerks where it has none."""
        case, complainer = UUID(str(heard.payload["case"])), UUID(str(heard.payload["person"]))
        path = self.own(case) if heard.payload["own"] else self.complaints()
        tell(actor=actor, people={complainer}, text=OF_COMPLAINT[heard.topic], heard=heard, path=path)
        if heard.topic == CaseAct.COMPLAINED:
            provider = UUID(str(heard.payload["provider"]))
            desk, on = Actor.system(provider), timezone.localdate(heard.at)
            people = holders_of_role(actor=desk, organisation=provider, role=Role.CONTRACT_MANAGER, on=on)
            people = people or holders_of_role(actor=desk, organisation=provider, role=Role.SSC_CLERK, on=on)
            tell(
                actor=desk,
                people=people - {complainer},
                text=TO_HANDLERS,
                heard=heard,
                path=self.complaints(),
            )

    def tell_of_complaint_term(self, *, actor: Actor, heard: Heard) -> None:
        """Notify whoever deals with a complaint; where nobody does, or at the last, who keeps the agreement."""
        step, on = Step(int(str(heard.payload["step"]))), timezone.localdate(heard.at)
        here, taken_by = actor.organisation_id, str(heard.payload["person"])
        clerks, managers = (
            holders_of_role(actor=actor, organisation=here, role=role, on=on)
            for role in (Role.SSC_CLERK, Role.CONTRACT_MANAGER)
        )
        dealing = (clerks | managers) & ({UUID(taken_by)} if taken_by else set())
        people = dealing if step is Step.CLERK and dealing else managers or dealing or clerks
        tell(
            actor=actor,
            people=people,
            text=OF_COMPLAINT_TERM[step],
            heard=heard,
            path=self.complaints(),
        )

    def hours_changed(self, *, actor: Actor, heard: Heard) -> None:
        """The desk is open at other hours: the queue is put in order again, for every customer it works for."""
        provider = actor.organisation_id
        today = timezone.localdate(heard.at)
        customers = served_by(actor=actor, organisation=provider, tasks=DESKS, on=today) - {provider}
        reach = Actor.system(
            provider, *sorted(customers), cooperations=[UUID(str(heard.payload["cooperation"]))]
        )
        work_out_terms_again(actor=reach, provider=provider, at=timezone.now())


def _words_of(actor: Actor, case: Case, heard: Heard) -> str:
    """What was written when it happened."""
    rows = CaseEvent.records.of(actor).filter(case=case, act=heard.topic, is_internal=False, at=heard.at)
    return rows.order_by("-written_at").values_list("words", flat=True).first() or ""


def _hearers(actor: Actor, step: Step, taken_by: str, on: date) -> frozenset[UUID]:
    """Who hears of a term at a step. What nobody works on, or somebody who is no clerk any more, is every clerk's."""
    here = actor.organisation_id
    if step in _ROLES:
        return holders_of_role(actor=actor, organisation=here, role=_ROLES[step], on=on)
    clerks = holders_of_role(actor=actor, organisation=here, role=Role.SSC_CLERK, on=on)
    working = clerks & {UUID(taken_by)} if taken_by else clerks
    working = working or clerks
    if step is Step.CLERK:
        return working
    jobs = employments_of_people(actor=actor, people=working, on=on)
    return frozenset(job.manager_id for views in jobs.values() for job in views if job.manager_id)


_ROLES: Mapping[Step, Role] = {Step.CONTRACT_MANAGER: Role.CONTRACT_MANAGER, Step.CUSTOMER: Role.CONTROLLER}
