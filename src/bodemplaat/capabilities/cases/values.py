"""Cases as they are asked for and shown: frozen, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.cases.reckoning.clock import Clock
from bodemplaat.capabilities.cases.vocabulary import (
    CaseAct,
    CaseMove,
    CaseState,
    Channel,
    LinkKind,
    Result,
    Verdict,
)
from bodemplaat.capabilities.catalogue.api import Content
from bodemplaat.foundation.tenancy.api import Refused, Role
from bodemplaat.kernel import Finding, Said


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks: in a few words, with more words, and what the form of the service asks, by the name of the input.

    ``unusable`` are files that do not open, which its reader found before: told with all else that is wrong.
    """

    subject: str
    words: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    unusable: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class EventView:
    """One thing that happened; ``at`` is when it happened as far as is known now, ``first_at`` as it was written first."""

    id: UUID
    act: CaseAct
    at: datetime
    first_at: datetime
    person_id: UUID | None
    person_name: str
    words: str
    details: Mapping[str, object]
    is_internal: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of a case, without its bytes."""

    id: UUID
    name: str
    media_type: str
    field: str
    added_at: datetime
    added_by_name: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """Another case that belongs to this one; ``kind`` is what it is to it, ``None`` for a double and for what one was merged with."""

    case: UUID
    number: str
    subject: str
    requester_name: str
    state: CaseState
    kind: LinkKind | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint about a case; ``id`` is that of the event with which it came in. ``verdict`` is ``None`` while it is open."""

    id: UUID
    person_id: UUID | None
    person_name: str
    words: str
    at: datetime
    taken_by: UUID | None = None
    taken_by_name: str = ""
    verdict: Verdict | None = None
    reason: str = ""
    decided_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing has come of it yet."""
        return self.verdict is None


@dataclass(frozen=True, slots=True)
class CaseTask:
    """Something to be done in a case: what, by whom and until which day; ``id`` is that of the event with which it was set."""

    id: UUID
    what: str
    person_id: UUID
    person_name: str
    until: date
    done_at: datetime | None = None
    done_by_name: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """A complaint in a list: of which case and service, of which customer, and by when something comes of it."""

    complaint: Complaint
    case: UUID
    number: str
    organisation_id: UUID
    organisation_name: str
    service_id: UUID
    content: Content
    due_day: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """A complaint, opened by this reader. ``words`` of others' complaints and the ``timeline`` are for who deals with it.

    ``timeline`` is that of the case, only for whoever took the complaint up; ``why_not`` is why a reader at the provider
    may not deal with it.
    """

    row: ComplaintRow
    words: str
    reason: str
    subject: str
    is_mine: bool
    timeline: tuple[EventView, ...]
    may_take: bool
    may_decide: bool
    may_open_case: bool
    why_not: Refused | None


@dataclass(frozen=True, slots=True)
class ComplaintCount:
    """How many complaints came in in a period about a service for a customer, and what became of them.

    ``late`` are those of which nothing came, or came too late, at the end of their term.
    """

    organisation_id: UUID
    provider_id: UUID
    service_id: UUID
    received: int
    upheld: int
    partly: int
    not_upheld: int
    late: int

    @property
    def open(self) -> int:
        """How many of them nothing came of yet."""
        return self.received - self.upheld - self.partly - self.not_upheld


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case, opened by this reader: everything they may see, and what they may do (``actions``).

    ``tasks`` are for the desk. ``proposal`` is what was handed in to be checked, for the desk while it is. ``complaint_due`` is the last day for the complaint that is open. ``links`` are for the desk alone; ``merged_into`` is the case in which a double goes on, ``doubles`` are those of this one.
    ``answers`` are labels with what was filled in, in the reader's language. ``why_not`` is why a clerk may not act now.
    ``skill`` is what the case asks at its line, ``lacks_skill`` that the reader has not got it; ``skilled`` who has what its service asks.
    """

    id: UUID
    number: str
    organisation_id: UUID
    organisation_name: str
    provider_id: UUID
    provider_name: str
    requester_id: UUID
    requester_name: str
    service_id: UUID
    service_code: str
    version: int
    content: Content
    channel: Channel
    subject: str
    question: str
    answers: Mapping[str, object]
    people: Mapping[str, str]
    line: int
    state: CaseState
    taken_by: UUID | None
    taken_by_name: str
    result: Result | None
    received_at: datetime
    closed_at: datetime | None
    clock: Clock | None
    why_term: tuple[Said, ...]
    timeline: tuple[EventView, ...]
    links: tuple[LinkView, ...]
    merged_into: LinkView | None
    doubles: tuple[LinkView, ...]
    proposal: EventView | None
    tasks: tuple[CaseTask, ...]
    complaints: tuple[Complaint, ...]
    complaint_due: date | None
    documents: tuple[DocumentView, ...]
    actions: frozenset[CaseMove]
    why_not: Refused | None
    is_own: bool
    skill: str
    lacks_skill: bool
    skilled: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. ``clock`` is ``None`` for a service without a norm in days; ``has_news`` when the requester spoke last."""

    id: UUID
    number: str
    organisation_id: UUID
    organisation_name: str
    provider_name: str
    requester_name: str
    content: Content
    subject: str
    line: int
    state: CaseState
    taken_by: UUID | None
    taken_by_name: str
    received_at: datetime
    changed_at: datetime
    closed_at: datetime | None
    due_at: datetime
    clock: Clock | None
    has_news: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue, to go on from: what is due then, and the case itself; ``is_apart`` behind what the reader can do."""

    due_at: datetime
    case: UUID
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    """Part of a list, and from where it goes on (``None`` at its end)."""

    rows: tuple[CaseRow, ...]
    following: Place | None


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases of the desk: any field left empty does not narrow. ``whose``: ``mine``, ``nobody``, ``fits`` or empty."""

    state: str = ""
    line: int = 0
    service: UUID | None = None
    organisation: UUID | None = None
    whose: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class OutlineFilter:
    """Which cases another system asks for: those of its organisation, or those that its organisation handles."""

    is_handled: bool = False
    states: tuple[CaseState, ...] = ()
    service: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseOutline:
    """The facts of a case without words and names of people. A due moment is there while its clock runs, and once it is closed."""

    id: UUID
    number: str
    service_id: UUID
    service_code: str
    version: int
    customer_id: UUID
    customer_name: str
    provider_id: UUID
    provider_name: str
    state: CaseState
    channel: Channel
    received_at: datetime
    changed_at: datetime
    closed_at: datetime | None
    result: Result | None
    due_at: datetime | None
    due_day: date | None
    is_late: bool | None


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How many cases of a customer are open at the desk, and how many of those are mine, nobody's, waiting, to be checked by a second person, and late.

    ``fits`` is how many are nobody's or mine, and ask no skill that I have not.
    """

    organisation_id: UUID
    organisation_name: str
    open: int
    mine: int
    nobody: int
    waiting: int
    to_check: int
    late: int
    fits: int


@dataclass(frozen=True, slots=True)
class SkillHolder:
    """Somebody with a skill, from a day until a day (the first without); ``is_able`` when they can work at the desk with it now."""

    person: UUID
    name: str
    since: date
    until: date | None
    is_able: bool


@dataclass(frozen=True, slots=True)
class SkillView:
    """A skill that services ask: which, by code, and who has it or will have it."""

    skill: str
    services: tuple[tuple[str, Content], ...]
    holders: tuple[SkillHolder, ...]

    @property
    def able(self) -> frozenset[UUID]:
        """Who can work with it now."""
        return frozenset(each.person for each in self.holders if each.is_able)


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case that was found by words."""

    id: UUID
    number: str
    subject: str
    organisation_name: str
    requester_name: str
    state: CaseState
    is_own: bool


@dataclass(frozen=True, slots=True)
class PastEvent:
    """Something that was done with a case before it was brought in: by whom, in which role, and what was written.

    ``person_id`` is ``None`` for somebody who is not known here; ``result`` goes with closing, ``line`` with another line.
    """

    act: CaseAct
    at: datetime
    person_id: UUID | None
    person_name: str
    role: Role
    words: str = ""
    result: Result | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case with its history, as another system kept it. The first event is its receipt; ``key`` names it once and for all.

    ``mark`` from 1 to 10 is what the requester thought of it, kept as nobody's.
    """

    requester: UUID
    service: UUID
    channel: Channel
    question: Question
    key: str
    events: tuple[PastEvent, ...]
    mark: int | None = None
    remark: str = ""
