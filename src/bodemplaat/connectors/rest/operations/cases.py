"""Cases: reading their facts and what they say, sending a new one, and passing on what a requester writes."""

import hashlib
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query
from pydantic import Field

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.connectors.rest import schemas, shown
from bodemplaat.connectors.rest.cursors import after_case, case_of
from bodemplaat.connectors.rest.entry import ClientRequest, May
from bodemplaat.connectors.rest.forms import DAY, findings_of, typed_from
from bodemplaat.connectors.rest.interface import PAGE, Cursor, Key, Limit, answers, api, client_of
from bodemplaat.connectors.rest.problems import Wrong, wrong_input
from bodemplaat.connectors.rest.sending import done_once
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, midnight
from bodemplaat.kernel import say
from bodemplaat.kernel.written import Habit

States = Literal[
    "open",
    "over",
    "received",
    "in_progress",
    "waits_for_customer",
    "waits_for_third",
    "closed",
    "reopened",
    "withdrawn",
    "merged",
]
Day = Annotated[str, Field(pattern=DAY, json_schema_extra={"format": "date"})]
NO_SERVICE: Final = say("No request for this service can be sent here.")
ONE_OF_THREE: Final = say(
    "Name the person in one way: by id (personId), personnel number (personnelNumber) or work address (email)."
)
NOBODY: Final = say("Nobody who works at your organisation has this.")
NO_DAY: Final = say("There is no such day.")


@api.get(
    "/cases",
    auth=May(Scope.CASES_READ),
    response=schemas.Cases,
    url_name="cases",
    operation_id="listCases",
    tags=["cases"],
    **answers,
)
def list_cases(
    request: ClientRequest,
    role: Annotated[
        Literal["customer", "provider"],
        Query(description="cases of the own organisation, or those that it handles"),
    ] = "customer",
    state: Annotated[States | None, Query()] = None,
    service: Annotated[UUID | None, Query()] = None,
    received_from: Annotated[Day | None, Query(alias="receivedFrom", description="a Dutch day")] = None,
    received_before: Annotated[Day | None, Query(alias="receivedBefore", description="a Dutch day")] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> dict[str, Any]:
    """The facts of cases, the latest received first."""
    groups = {"open": tuple(cases.OPEN), "over": tuple(set(cases.CaseState) - set(cases.OPEN))}
    states = groups.get(state or "", ()) or ((cases.CaseState(state),) if state else ())
    narrow = cases.OutlineFilter(
        is_handled=role == "provider",
        states=states,
        service=service,
        since=_midnight(received_from, "receivedFrom"),
        until=_midnight(received_before, "receivedBefore"),
    )
    outlines, following = cases.case_outlines(
        actor=request.client_actor,
        narrow=narrow,
        after=case_of(cursor),
        count=limit,
        at=request.asked_at,
    )
    return {"items": [shown.case(each) for each in outlines], "next": following and after_case(following)}


@api.post(
    "/cases",
    auth=May(Scope.CASES_CREATE),
    response={201: schemas.Case},
    url_name="cases",
    operation_id="createCase",
    tags=["cases"],
    **answers,
)
def create_case(request: ClientRequest, idempotency_key: Key, new: schemas.NewCase) -> HttpResponse:
    """Send a request in the name of somebody of the organisation of the client.

    Every finding of the form is told with its place. The same `Idempotency-Key` with the same body gets the same answer.
    """

    def send(actor: Actor) -> tuple[str, schemas.Base]:
        today = timezone.localdate(request.asked_at)
        try:
            offered = cases.service_to_ask_for(
                actor=actor, customer=actor.organisation_id, service=new.service, on=today
            )
        except NotFound:
            raise wrong_input(Wrong("case.service", NO_SERVICE, pointer="/service")) from None
        form = offered.content.form
        typed, wrong = typed_from(form, new.answers)
        requester = _requester(actor, new.requester, today)
        if wrong or isinstance(requester, Wrong):
            known = cases.choices_for(actor=actor, form=form, customer=actor.organisation_id, on=today)
            read = catalogue.read_answers(form, typed, known=known, today=today, habit=Habit.STORED)
            whose = (requester,) if isinstance(requester, Wrong) else ()
            raise wrong_input(*whose, *_once(wrong, findings_of(read.findings, form)))
        try:
            case = cases.open_case_for(
                actor=actor,
                client=client_of(request),
                requester=requester,
                service=new.service,
                question=cases.Question(new.subject, new.words, typed),
                key=hashlib.sha256(f"{client_of(request)} {idempotency_key}".encode()).hexdigest(),
                at=request.asked_at,
            )
        except cases.CaseNotReady as unsound:
            raise wrong_input(*findings_of(unsound.findings, form)) from None
        except catalogue.NotForYou as no:
            raise wrong_input(Wrong("case.requester", no.text, no.values, pointer="/requester")) from None
        outline = cases.case_outline(actor=actor, case=case, at=request.asked_at)
        return f"{request.path}/{case}", schemas.Case.model_validate(shown.case(outline))

    return done_once(request, idempotency_key, send)


@api.get(
    "/cases/{uuid:case}",
    auth=May(Scope.CASES_READ),
    response=schemas.Case,
    url_name="case",
    operation_id="getCase",
    tags=["cases"],
    **answers,
)
def case(request: ClientRequest, case: Annotated[UUID, Path()]) -> dict[str, Any]:
    """The facts of one case, of the own organisation or handled by it."""
    return shown.case(cases.case_outline(actor=request.client_actor, case=case, at=request.asked_at))


@api.get(
    "/cases/{uuid:case}/content",
    auth=May(Scope.CASES_CONTENT),
    response=schemas.CaseContent,
    url_name="case_content",
    operation_id="getCaseContent",
    tags=["cases"],
    **answers,
)
def case_content(request: ClientRequest, case: Annotated[UUID, Path()]) -> dict[str, Any]:
    """What one case says: only of a case that this client sent, or that the organisation of the client handles."""
    view = cases.case_content(
        actor=request.client_actor, client=client_of(request), case=case, at=request.asked_at
    )
    return shown.content(view)


@api.post(
    "/cases/{uuid:case}/messages",
    auth=May(Scope.CASES_CREATE),
    response={201: schemas.Message},
    url_name="case_messages",
    operation_id="createCaseMessage",
    tags=["cases"],
    **answers,
)
def create_message(
    request: ClientRequest, case: Annotated[UUID, Path()], idempotency_key: Key, new: schemas.NewMessage
) -> HttpResponse:
    """Pass on what the requester writes about a case that this client sent; where it waited for them, it goes on."""

    def send(actor: Actor) -> tuple[str, schemas.Base]:
        cases.write_message_for(
            actor=actor, client=client_of(request), case=case, words=new.words, at=request.asked_at
        )
        return "", schemas.Message(at=request.asked_at, case=case)

    return done_once(request, idempotency_key, send)


def _once(first: list[Wrong], more: list[Wrong]) -> list[Wrong]:
    """Both, without a second finding at a place that has one."""
    known = {each.pointer for each in first}
    return [*first, *(each for each in more if each.pointer not in known)]


def _requester(actor: Actor, named: schemas.Requester, on: date) -> UUID | Wrong:
    """The person who is named, or what is wrong with how."""
    named_by = {
        name: value
        for name, value in (
            ("personId", named.person_id),
            ("personnelNumber", named.personnel_number),
            ("email", named.email),
        )
        if value
    }
    if len(named_by) != 1:
        return Wrong("case.requester", ONE_OF_THREE, pointer="/requester")
    ((name, value),) = named_by.items()
    nobody = Wrong("case.requester", NOBODY, pointer=f"/requester/{name}")
    here, people = actor.organisation_id, list[organisations.PersonView]()
    if name == "personId":
        try:
            people = [organisations.person_of(actor=actor, person=UUID(value))]
        except (ValueError, NotFound):
            return nobody
    elif name == "personnelNumber":
        person = organisations.person_with_number(actor=actor, organisation=here, number=value)
        people = [person] if person is not None else []
    else:
        people = list(organisations.people_at_address(actor=actor, organisation=here, email=value))
    ids = [each.id for each in people if each.organisation_id == here]
    jobs = organisations.employments_of_people(actor=actor, people=ids, on=on)
    working = [person for person in ids if jobs.get(person)]
    return working[0] if len(working) == 1 else nobody


def _midnight(day: str | None, parameter: str) -> datetime | None:
    if day is None:
        return None
    try:
        return midnight(date.fromisoformat(day))
    except (ValueError, OverflowError):
        raise wrong_input(Wrong("day", NO_DAY, parameter=parameter)) from None
