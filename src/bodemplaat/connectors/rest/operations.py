"""Every operation of the interface, in the order in which the document tells them."""

import functools
import hashlib
import importlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Header, NinjaAPI, Path, Query
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.connectors.rest import problems, schemas, shown
from bodemplaat.connectors.rest.cursors import after_case, after_items, case_of, items_of
from bodemplaat.connectors.rest.entry import VERSION, ClientRequest, May, fault
from bodemplaat.connectors.rest.forms import DAY, findings_of, typed_from
from bodemplaat.connectors.rest.problems import Problem, Wrong, not_there, wrong_input
from bodemplaat.connectors.rest.sending import StrictJson, done_once
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.reports.api import Chosen, Span, period_name, site_voice
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered, midnight
from bodemplaat.foundation.webhooks import api as hooks
from bodemplaat.kernel import say
from bodemplaat.kernel.written import Habit

PAGE: Final = 50
MOST: Final = 100
"""Items in a part of a list when no number is asked for, and at most."""
FILES: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
States = Literal[
    "open", "over", "received", "in_progress", "waits_for_customer", "waits_for_third", "closed", "reopened",
    "withdrawn", "merged",
]  # fmt: skip
Key = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[!-~]{1,255}$")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Cursor = Annotated[
    str | None, Query(max_length=200, pattern=r"^[A-Za-z0-9_-]+$", description="`next` of the part before")
]
Day = Annotated[str, Field(pattern=DAY, json_schema_extra={"format": "date"})]


api = NinjaAPI(
    title="Bodemplaat",
    version=VERSION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="rest",
    parser=StrictJson(),
)
answers: Final[dict[str, Any]] = {"by_alias": True, "exclude_none": True}


@api.get(
    "/services",
    auth=May(Scope.CATALOGUE_READ),
    response=schemas.Services,
    url_name="services",
    operation_id="listServices",
    tags=["services"],
    **answers,
)
def services(request: ClientRequest) -> dict[str, Any]:
    """Every service that is offered to the organisation of the client today, by code."""
    actor, today = request.client_actor, timezone.localdate(request.asked_at)
    here = actor.organisation_id
    with entered(actor):
        offered = catalogue.services_for(actor=actor, customer=here, on=today)
        sent = {each.id for each in cases.services_to_ask_for(actor=actor, customer=here, on=today)}
    return {"items": [shown.service(each, today=today, can_be_sent=each.id in sent) for each in offered]}


@api.get(
    "/services/{uuid:service}",
    auth=May(Scope.CATALOGUE_READ),
    response=schemas.ServiceWithForm,
    url_name="service",
    operation_id="getService",
    tags=["services"],
    **answers,
)
def service(request: ClientRequest, service: Annotated[UUID, Path()]) -> dict[str, Any]:
    """One service with the form that a new case answers, as JSON Schema."""
    actor, today = request.client_actor, timezone.localdate(request.asked_at)
    here = actor.organisation_id
    with entered(actor):
        offered = catalogue.services_for(actor=actor, customer=here, on=today, service=service)
        sent = {each.id for each in cases.services_to_ask_for(actor=actor, customer=here, on=today)}
    for each in offered:
        return shown.service_with_form(
            each, today=today, can_be_sent=each.id in sent, language=get_language() or "nl"
        )
    raise not_there()


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
            raise wrong_input(*whose, *_once(wrong, findings_of(read.findings)))
        case = cases.open_case_for(
            actor=actor,
            client=_client(request),
            requester=requester,
            service=new.service,
            question=cases.Question(new.subject, new.words, typed),
            key=hashlib.sha256(f"{_client(request)} {idempotency_key}".encode()).hexdigest(),
            at=request.asked_at,
        )
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
        actor=request.client_actor, client=_client(request), case=case, at=request.asked_at
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
            actor=actor, client=_client(request), case=case, words=new.words, at=request.asked_at
        )
        return "", schemas.Message(at=request.asked_at, case=case)

    return done_once(request, idempotency_key, send)


@api.get(
    "/reports",
    auth=May(Scope.REPORTS_READ),
    response=schemas.Reports,
    url_name="reports",
    operation_id="listReports",
    tags=["reports"],
    **answers,
)
def reports(request: ClientRequest, cursor: Cursor = None, limit: Limit = PAGE) -> dict[str, Any]:
    """Reports on how norms were kept that both sides signed, of the own organisation as customer or provider."""
    start = items_of(cursor)
    rows = performance.sealed_reports(actor=request.client_actor, start=start, count=limit + 1)
    following = after_items(start + limit) if len(rows) > limit else None
    return {"items": [shown.report(row) for row in rows[:limit]], "next": following}


@api.get(
    "/reports/{uuid:report}",
    auth=May(Scope.REPORTS_READ),
    response=schemas.ReportDocument,
    url_name="report",
    operation_id="getReport",
    tags=["reports"],
    **answers,
)
def report(request: ClientRequest, report: Annotated[UUID, Path()]) -> dict[str, Any]:
    """One signed report with its key figures."""
    return shown.report_document(*performance.sealed_report(actor=request.client_actor, report=report))


@api.get(
    "/reports/{uuid:report}/pdf",
    auth=May(Scope.REPORTS_READ),
    url_name="report_pdf",
    operation_id="getReportAsPdf",
    tags=["reports"],
)
def report_pdf(request: ClientRequest, report: Annotated[UUID, Path()]) -> HttpResponse:
    """One signed report on paper (PDF/UA), in the language that was asked for."""
    return _file(request, report, "pdf")


@api.get(
    "/reports/{uuid:report}/xlsx",
    auth=May(Scope.REPORTS_READ),
    url_name="report_xlsx",
    operation_id="getReportAsXlsx",
    tags=["reports"],
)
def report_xlsx(request: ClientRequest, report: Annotated[UUID, Path()]) -> HttpResponse:
    """One signed report as a workbook, in the language that was asked for."""
    return _file(request, report, "xlsx")


@api.get(
    "/webhooks",
    auth=May(Scope.WEBHOOKS),
    response=schemas.Webhooks,
    url_name="webhooks",
    operation_id="listWebhooks",
    tags=["webhooks"],
    **answers,
)
def webhooks(request: ClientRequest) -> dict[str, Any]:
    """Every address at which this client is told of events, the oldest first."""
    rows = hooks.webhooks_of_client(actor=request.client_actor, client=_client(request))
    return {"items": [shown.webhook(row) for row in rows]}


@api.post(
    "/webhooks",
    auth=May(Scope.WEBHOOKS),
    response={201: schemas.Webhook},
    url_name="webhooks",
    operation_id="createWebhook",
    tags=["webhooks"],
    **answers,
)
def create_webhook(request: ClientRequest, idempotency_key: Key, new: schemas.NewWebhook) -> HttpResponse:
    """Be told of kinds of events at an address. The secret that they are signed with is read at `/webhooks/{webhook}/secret`."""

    def send(actor: Actor) -> tuple[str, schemas.Base]:
        client = _client(request)
        hook = hooks.register_webhook(
            actor=actor, client=client, address=new.address, kinds=new.kinds, at=request.asked_at
        )
        row = hooks.own_webhook(actor=actor, client=client, webhook=hook)
        return f"{request.path}/{hook}", schemas.Webhook.model_validate(shown.webhook(row))

    return done_once(request, idempotency_key, send)


@api.get(
    "/webhooks/{uuid:webhook}",
    auth=May(Scope.WEBHOOKS),
    response=schemas.Webhook,
    url_name="webhook",
    operation_id="getWebhook",
    tags=["webhooks"],
    **answers,
)
def webhook(request: ClientRequest, webhook: Annotated[UUID, Path()]) -> dict[str, Any]:
    """One address at which this client is told of events."""
    client = _client(request)
    return shown.webhook(hooks.own_webhook(actor=request.client_actor, client=client, webhook=webhook))


@api.delete(
    "/webhooks/{uuid:webhook}",
    auth=May(Scope.WEBHOOKS),
    response={204: None},
    url_name="webhook",
    operation_id="deleteWebhook",
    tags=["webhooks"],
)
def delete_webhook(request: ClientRequest, webhook: Annotated[UUID, Path()]) -> HttpResponse:
    """Be told nothing at this address any more; what waits for it is given up."""
    client, actor = _client(request), request.client_actor
    hooks.own_webhook(actor=actor, client=client, webhook=webhook)
    hooks.end_webhook(actor=actor, webhook=webhook, client=client, at=request.asked_at)
    return HttpResponse(status=204)


@api.get(
    "/webhooks/{uuid:webhook}/secret",
    auth=May(Scope.WEBHOOKS),
    response=schemas.WebhookSecret,
    url_name="webhook_secret",
    operation_id="getWebhookSecret",
    tags=["webhooks"],
    **answers,
)
def webhook_secret(request: ClientRequest, webhook: Annotated[UUID, Path()]) -> dict[str, Any]:
    """The newest secret that messages to this address are signed with."""
    secret = hooks.signing_secret(
        actor=request.client_actor, client=_client(request), webhook=webhook, at=request.asked_at
    )
    return {"secret": secret.text, "made_at": secret.made_at}


@functools.cache
def views() -> Mapping[str, Callable[..., HttpResponse]]:
    """What answers at each address, by its name."""
    return {str(each.name): each.callback for each in api.urls[0] if isinstance(each, URLPattern)}


@api.exception_handler(Problem)
def _problem(request: ClientRequest, problem: Problem) -> HttpResponse:
    request.problem = problem
    return problem.response()


@api.exception_handler(HttpError)
def _http_error(request: ClientRequest, error: HttpError) -> HttpResponse:
    cause = error.__cause__
    return _problem(
        request, cause if isinstance(cause, Problem) else Problem(400, "no-json", problems.NO_JSON)
    )


@api.exception_handler(ValidationError)
def _validation(request: ClientRequest, error: ValidationError) -> HttpResponse:
    return _problem(request, wrong_input(*map(_wrong, error.errors)))


@api.exception_handler(NotFound)
def _not_found(request: ClientRequest, error: NotFound) -> HttpResponse:
    return _problem(request, not_there())


@api.exception_handler(Refused)
def _refused(request: ClientRequest, error: Refused) -> HttpResponse:
    return _problem(request, Problem(409, "not-possible", error.text, values=error.values))


@api.exception_handler(cases.CaseNotReady)
def _not_ready(request: ClientRequest, error: cases.CaseNotReady) -> HttpResponse:
    return _problem(request, wrong_input(*findings_of(error.findings)))


@api.exception_handler(Exception)
def _fault(request: ClientRequest, error: Exception) -> HttpResponse:
    return fault(request, error)


NO_SERVICE: Final = say("No request for this service can be sent here.")
ONE_OF_THREE: Final = say("Name the person in one way: by id, by personnel number or by work address.")
NOBODY: Final = say("Nobody who works at your organisation has this.")
MISSING: Final = say("This is missing.")
NOT_DESCRIBED: Final = say("This is not described: leave it out.")
NOT_AS_DESCRIBED: Final = say("This is not as it is described.")
NO_DAY: Final = say("There is no such day.")


def _wrong(error: dict[str, Any]) -> Wrong:
    """A finding of the schema, at its place."""
    texts = {"missing": MISSING, "extra_forbidden": NOT_DESCRIBED}
    code, text = str(error.get("type", "invalid")), texts.get(str(error.get("type")), NOT_AS_DESCRIBED)
    source, *where = map(str, error.get("loc", ("body",)))
    if source == "body":
        steps = (each.replace("~", "~0").replace("/", "~1") for each in where[1:])
        return Wrong(code, text, pointer="".join(f"/{step}" for step in steps))
    return Wrong(code, text, parameter=where[0] if where else source)


def _once(first: list[Wrong], more: list[Wrong]) -> list[Wrong]:
    """Both, without a second finding at a place that has one."""
    known = {each.pointer for each in first}
    return [*first, *(each for each in more if each.pointer not in known)]


def _requester(actor: Actor, named: schemas.Requester, on: date) -> UUID | Wrong:
    """The person who is named, or what is wrong with how."""
    given = {
        name: value
        for name, value in (
            ("personId", named.person_id),
            ("personnelNumber", named.personnel_number),
            ("email", named.email),
        )
        if value
    }
    if len(given) != 1:
        return Wrong("case.requester", ONE_OF_THREE, pointer="/requester")
    ((name, value),) = given.items()
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


def _file(request: ClientRequest, report: UUID, form: str) -> HttpResponse:
    """A report as a file: writers of files take most of a second to load, and only whoever asks for one waits for it."""
    row, seen = performance.sealed_report(actor=request.client_actor, report=report)
    voice = site_voice()
    drawn = performance.report_of(
        seen, name=row.customer_name, period_name=_period(row), language=voice.language
    )
    module = importlib.import_module(f"bodemplaat.calculations.render.{form}")
    write = module.paper if form == "pdf" else module.workbook
    response = HttpResponse(write(drawn, voice), content_type=FILES[form])
    name = f"report-{row.first_day:%Y-%m-%d}-{row.last_day:%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _period(row: performance.ReportRow) -> str:
    for span in (Span.MONTH, Span.QUARTER, Span.YEAR):
        chosen = Chosen.around(span, row.first_day)
        if (chosen.first, chosen.last) == (row.first_day, row.last_day):
            return period_name(chosen)
    return period_name(Chosen(Span.FREE, row.first_day, row.last_day))


def _client(request: ClientRequest) -> UUID:
    assert request.opened is not None  # noqa: S101  # an operation runs only for a client
    return request.opened.client


def _midnight(day: str | None, parameter: str) -> datetime | None:
    if day is None:
        return None
    try:
        return midnight(date.fromisoformat(day))
    except (ValueError, OverflowError):
        raise wrong_input(Wrong("day", NO_DAY, parameter=parameter)) from None
