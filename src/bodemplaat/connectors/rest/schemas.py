"""What is sent and answered, as the document describes it. Amounts and shares are exact text; what is not known is left out."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from bodemplaat.capabilities.cases.api import CaseState, Channel, Result
from bodemplaat.connectors.rest.forms import AMOUNT
from bodemplaat.foundation.webhooks.api import EventKind

Money = Annotated[
    str, Field(pattern=AMOUNT, description="euros with two decimals, as text", examples=["12.50"])
]
Share = Annotated[
    str, Field(pattern=r"^[0-9]{1,3}\.[0-9]{2}$", description="percent with two decimals, as text")
]
Count = Annotated[int, Field(ge=0)]
BASE64 = r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"


class Base(Schema):
    """Names in lower camel case; nothing that is not described."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Texts(Base):
    """A text in Dutch and, where it was written, in English."""

    nl: str
    en: str | None = None


class Organisation(Base):
    """An organisation of the cooperation."""

    id: UUID
    name: str


class Service(Base):
    """A service that the organisation of the client can ask for."""

    id: UUID
    code: str
    version: int
    name: Texts
    description: Texts | None = None
    how_to_order: Texts | None = None
    package: Literal["basic", "plus"]
    line: int
    provider: Organisation
    offered_from: date
    offered_until: date | None = Field(None, description="the first day on which it is not offered any more")
    unit: Texts | None = None
    price: Money | None = Field(None, description="of one unit this year")
    can_be_sent: bool = Field(
        description="whether a request for it can be sent here: not when it has pages of its own or needs a file whatever is answered"
    )


class ServiceWithForm(Service):
    """A service with what it asks."""

    form: dict[str, Any] = Field(
        description="JSON Schema (2020-12) of `answers` in a new case; texts are in the language that was asked for"
    )


class Services(Base):
    """Every service that is offered today, by code."""

    items: list[Service]


class ServiceOfCase(Base):
    """The service of a case as it was when the case came in."""

    id: UUID
    code: str
    version: int


class Term(Base):
    """The norm of a case as its clock stands now. While the clock waits there is no due moment."""

    due_at: datetime | None = None
    due_date: date | None = Field(None, description="the Dutch day of `dueAt`")
    is_late: bool = Field(description="whether it is, or was closed, after its term")


class Case(Base):
    """The facts of a case: no words and no names of people."""

    id: UUID
    number: str = Field(examples=["Z2026-000123"])
    service: ServiceOfCase
    customer: Organisation
    provider: Organisation
    state: CaseState
    channel: Channel
    received_at: datetime
    changed_at: datetime
    closed_at: datetime | None = None
    result: Result | None = None
    term: Term | None = Field(None, description="left out for a service without a norm in days")


class Cases(Base):
    """A part of a list. `next` is the cursor of the part that follows; left out at the end."""

    items: list[Case]
    next: str | None = None


class Requester(Base):
    """Who asks, of the organisation of the client: one of the three."""

    person_id: str = Field("", min_length=1, max_length=36, json_schema_extra={"format": "uuid"})
    personnel_number: str = Field("", min_length=1, max_length=20)
    email: str = Field("", min_length=1, max_length=254, description="the work address")


class NewCase(Base):
    """A request in the name of somebody."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "service": "6f1f0e0c-7b1d-4e57-9d35-0a0c2f7d9b11",
                "requester": {"personnelNumber": "10443"},
                "subject": "Werkgeversverklaring",
                "answers": {"reden": "Hypotheek"},
            }
        }
    )

    service: UUID = Field(description="the id of a service whose `canBeSent` is true")
    requester: Requester
    subject: str = Field(min_length=1, max_length=140, description="in a few words, to find it back by")
    words: str = Field("", max_length=4000, description="what is asked, where the form asks nothing")
    answers: dict[str, Any] = Field(
        default_factory=dict, description="by the `form` of the service; every number is text"
    )


class NewMessage(Base):
    """What the requester writes to the service centre."""

    words: str = Field(min_length=1, max_length=4000, examples=["De verklaring mag ook per post."])


class Message(Base):
    """A message that was passed on."""

    at: datetime
    case: UUID


class Person(Base):
    """Who asked."""

    person_id: UUID
    name: str


class Spoken(Base):
    """Something that was written, and by which side."""

    at: datetime
    by: Literal["requester", "serviceCentre"]
    words: str


class CaseContent(Base):
    """What a case says."""

    subject: str
    words: str
    answers: dict[str, Any] = Field(description="by the form of that version; every number is text")
    requester: Person
    messages: list[Spoken]


class ReportSummary(Base):
    """A report that both sides signed."""

    id: UUID
    customer: Organisation
    provider: Organisation
    first_date: date
    last_date: date
    made_at: datetime = Field(description="when the figures were worked out")


class Reports(Base):
    """A part of a list. `next` is the cursor of the part that follows; left out at the end."""

    items: list[ReportSummary]
    next: str | None = None


class Month(Base):
    """A month of a service."""

    month: str = Field(pattern=r"^[0-9]{4}-[0-9]{2}$", examples=["2026-07"])
    received: Count
    closed: Count
    judged: Count
    inside: Count


class Waited(Base):
    """What kept closed cases waiting."""

    cause: str
    cases: Count
    working_hours: str = Field(pattern=r"^[0-9]+\.[0-9]{2}$", description="opening hours together, as text")


class KeyFigures(Base):
    """One service in the period: `judged` of the closed cases had a norm, `inside` kept it."""

    service: UUID
    code: str
    name: Texts
    received: Count
    closed: Count
    judged: Count
    inside: Count
    outside: Count
    open: Count
    open_late: Count
    share: Share | None = Field(
        None, description="`inside` of `judged`, in percent; left out when nothing was judged"
    )
    goal: Share | None = Field(None, description="what was promised, in percent")
    is_met: bool | None = None
    months: list[Month]
    waiting: list[Waited]
    credit: Money | None = Field(
        None,
        description="what the provider credits by the agreement, in euros; left out where nothing was agreed",
    )


class DutyOfCustomer(Base):
    """Each time that the customer had a case, against its own term: `inside` and `outside` of those that ended."""

    code: str
    name: Texts
    cause: str
    working_days: Count = Field(description="within which it decides and answers")
    goal: Share = Field(description="what was promised, in percent")
    inside: Count
    outside: Count
    open: Count
    open_late: Count
    share: Share | None = Field(None, description="left out when nothing ended")


class Planned(Base):
    """The plan of a year for a service, and what it comes to. `counted` is left out where its cases are not counted here."""

    code: str
    name: Texts
    unit: Texts | None = None
    since: date
    planned: Count
    counted: Count | None = None
    expected: Count | None = Field(None, description="in the year, when the rest of it goes as what is over")


class Delivered(Base):
    """A line of the delivery calendar in the period: days on which it was handed over in time, too late, or not at all."""

    what: str
    owed_by: Literal["customer", "provider"]
    in_time: Count
    late: Count
    missing: Count
    share: Share = Field(description="the part that was handed over in time, in percent")


class CorrectedCase(Base):
    """A case that is counted otherwise: no moment while it was, or is, not closed; no judgement without a norm."""

    number: str
    closed_then: datetime | None = None
    is_inside_then: bool | None = None
    closed_now: datetime | None = None
    is_inside_now: bool | None = None


class Corrected(Base):
    """What an earlier signed period comes to when these figures were made, where that is otherwise than was told last."""

    report: UUID = Field(description="the report in which that period was signed")
    first_date: date
    last_date: date
    service: UUID
    code: str
    name: Texts
    inside_then: Count
    judged_then: Count
    inside_now: Count
    judged_now: Count
    credit_then: Money | None = None
    credit_now: Money | None = None
    credit_difference: str | None = Field(
        None,
        pattern=r"^-?[0-9]+\.[0-9]{2}$",
        description="euros with two decimals, as text; below zero where less is credited",
    )
    cases: list[CorrectedCase]


class Complaints(Base):
    """Complaints that came in, with what became of them when the figures were made; `late` are past their term."""

    service: UUID
    code: str
    name: Texts
    received: Count
    upheld: Count
    partly_upheld: Count
    not_upheld: Count
    open: Count
    late: Count


class Satisfied(Base):
    """Marks of a group in which nobody can be told apart; without a service those of several together."""

    service: UUID | None = None
    code: str | None = None
    name: Texts | None = None
    quarter_from: date
    answers: Count
    mean: str = Field(pattern=r"^[0-9]+\.[0-9]$", description="from 1 to 10, as text")


class Signed(Base):
    """Who signed a report, for which side and when."""

    side: Literal["provider", "customer"]
    name: str | None = Field(None, description="left out where it was signed before names were kept")
    signed_at: datetime


class ReportDocument(ReportSummary):
    """A signed report with its key figures, as they were signed."""

    signatures: list[Signed]
    services: list[KeyFigures]
    credit: Money | None = Field(None, description="all credits together; left out where nothing was agreed")
    duties: list[DutyOfCustomer] = Field(description="what the customer does itself, by service and cause")
    plan: list[Planned] = Field(description="what came in beside the plan of the year")
    deliveries: list[Delivered] = Field(description="what both sides delivered by their calendar")
    corrections: list[Corrected] = Field(description="on earlier periods that were signed; told once")
    complaints: list[Complaints]
    satisfaction: list[Satisfied]


class NewInvoice(Base):
    """A file of a supplier, for the organisation of the client or for one whose invoices it takes in."""

    name: Annotated[str, Field(min_length=1, max_length=200, examples=["factuur.xml"])]
    content: Annotated[
        str,
        Field(
            min_length=4,
            pattern=BASE64,
            json_schema_extra={"format": "byte"},
            description="the file in base64: UBL, CII or PDF, 9 MB at most",
        ),
    ]
    organisation: UUID | None = Field(
        None, description="for which organisation it came; without one that of the client"
    )


class DeliveredInvoice(Base):
    """What became of it: registered where nothing stops it, else it waits for a clerk with what was found."""

    id: UUID
    organisation: UUID
    state: Literal["waiting", "registered", "sent_back"]
    received_at: datetime
    is_new: bool = Field(description="false where the same file had come before, by whichever way")


class Finding(Base):
    """One thing that is wrong, with where it is: a JSON pointer into what was sent, or the name of a parameter."""

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None


class ProblemDocument(Base):
    """Why a request was not answered with what it asks (RFC 9457)."""

    type: str = Field(examples=["urn:bodemplaat:problem:invalid-input"])
    title: str
    status: int
    detail: str
    errors: list[Finding] | None = Field(None, description="every finding")


class NewWebhook(Base):
    """An address at which the client wants to be told."""

    address: str = Field(
        min_length=1,
        max_length=500,
        description="https, on the public internet, without a name or password",
        examples=["https://zaken.gemeente.example/bodemplaat"],
    )
    kinds: list[EventKind] = Field(min_length=1, max_length=20)


class Webhook(Base):
    """An address at which the client is told of events."""

    id: UUID
    address: str
    kinds: list[EventKind]
    is_on: bool = Field(description="false once it failed for days: the administrator turns it on again")
    made_at: datetime


class Webhooks(Base):
    """Every address of the client, the oldest first."""

    items: list[Webhook]


class WebhookSecret(Base):
    """With what messages are signed; while a secret replaces another, messages bear a signature by each."""

    secret: str = Field(description="`whsec_` and base64, as Standard Webhooks has it")
    made_at: datetime


class CaseEvent(Base):
    """Which case, between whom, and where it stands."""

    case: UUID
    customer: UUID
    provider: UUID
    state: CaseState


class ReportEvent(Base):
    """Which report, and between whom. It can be read once both signed it."""

    report: UUID
    customer: UUID
    provider: UUID
    state: Literal["offered", "signed"]
