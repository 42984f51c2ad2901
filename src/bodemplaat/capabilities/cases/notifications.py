"""Messages to whoever asked and to who works on it: what the outbox delivers becomes notices in people's inboxes."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases.commands.terms import work_out_terms_again
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.queries.services import DESK_TASK
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.capabilities.clock.api import HOURS_CHANGED
from bodemplaat.foundation.notices.api import notify
from bodemplaat.foundation.organisations.api import served_by
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

TO_REQUESTER: Mapping[str, tuple[str, str]] = {
    CaseAct.RECEIVED: (
        say("Your request {number} has been received: {subject}"),
        say("On its page you see who works on it and when it is done at the latest."),
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
        say("Open the request to read what was done. Not right? Open it again there, within thirty days."),
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
TO_CLERK = (
    say("Case {number} was given to you"),
    say("It stands in the queue under your name."),
)


class CaseMessages:
    """Hears what cases announce. ``own`` gives the page of whoever asked, ``desk`` that of the desk."""

    def __init__(self, own: Callable[[UUID], str], desk: Callable[[UUID], str]) -> None:
        self.own, self.desk = own, desk

    def connect(self) -> None:
        """Subscribe to everything that somebody waits for, and to other opening hours."""
        for topic in TO_REQUESTER:
            subscribe(topic, self.tell_requester)
        subscribe(CaseAct.ASSIGNED, self.tell_clerk)
        subscribe(HOURS_CHANGED, self.hours_changed)

    def tell_requester(self, *, actor: Actor, heard: Heard) -> None:
        """Notify whoever asked. The words stay on the page of the case: a message travels further than who may read them."""
        case = Case.records.of(actor).one(id=heard.payload["case"])
        subject, body = TO_REQUESTER[heard.topic]
        notify(
            actor=actor,
            person=case.requester_id,
            organisation=case.organisation_id,
            cause=heard.message,
            subject=subject,
            body=body,
            values={"number": case.number, "subject": case.subject},
            path=self.own(case.id),
            at=heard.at,
        )

    def tell_clerk(self, *, actor: Actor, heard: Heard) -> None:
        """Notify the colleague to whom a case was given."""
        notify(
            actor=actor,
            person=UUID(str(heard.payload["person"])),
            organisation=actor.organisation_id,
            cause=heard.message,
            subject=TO_CLERK[0],
            body=TO_CLERK[1],
            values={"number": heard.payload["number"]},
            path=self.desk(UUID(str(heard.payload["case"]))),
            at=heard.at,
        )

    def hours_changed(self, *, actor: Actor, heard: Heard) -> None:
        """The desk is open at other hours: the queue is put in order again, for every customer it works for."""
        provider = actor.organisation_id
        today = timezone.localdate(heard.at)
        customers = served_by(actor=actor, organisation=provider, task=DESK_TASK, on=today) - {provider}
        reach = Actor.system(
            provider, *sorted(customers), cooperations=[UUID(str(heard.payload["cooperation"]))]
        )
        work_out_terms_again(actor=reach, provider=provider, at=timezone.now())
