"""Cases that were dealt with elsewhere come in with their history, many at once: set-based, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone

from bodemplaat.capabilities.agreements.api import AgreedNorms, norms_agreed
from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.commands.acting import MOST_WORDS, place_in_queue
from bodemplaat.capabilities.cases.commands.opening import check_question
from bodemplaat.capabilities.cases.errors import CasesNotSound
from bodemplaat.capabilities.cases.mapping import answers_as_stored, texts_of_answers
from bodemplaat.capabilities.cases.models import NOT_RUNNING, Case, CaseEvent, CaseRated, CaseWord, Opinion
from bodemplaat.capabilities.cases.policies import check_is_system
from bodemplaat.capabilities.cases.queries.clock import norm_on
from bodemplaat.capabilities.cases.queries.services import known_for, services_to_ask_for
from bodemplaat.capabilities.cases.reckoning.clock import Happened, read_clock
from bodemplaat.capabilities.cases.reckoning.satisfaction import MARKS, quarter_of
from bodemplaat.capabilities.cases.values import PastCase, PastEvent
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.capabilities.catalogue.api import Known, OfferedView, read_answers
from bodemplaat.capabilities.clock.api import Clocks, clocks
from bodemplaat.foundation.audit.api import PastAct, record_past
from bodemplaat.foundation.finding.api import words_noted
from bodemplaat.foundation.organisations.api import people_of
from bodemplaat.foundation.tenancy.api import Actor, Role, command, insert_many, midnight
from bodemplaat.kernel import Finding, IllegalMove, say

MOST_AT_ONCE: Final = 5_000
_INTERNAL: Final = (CaseAct.NOTE, CaseAct.OTHER_LINE)
_WITH_WORDS: Final = (
    CaseAct.WAITS_FOR_CUSTOMER,
    CaseAct.WAITS_FOR_THIRD,
    CaseAct.ANSWERED,
    CaseAct.MESSAGE,
    CaseAct.CONTACT,
    CaseAct.CLOSED,
    CaseAct.REOPENED,
    *_INTERNAL,
)
_KNOWN: Final = frozenset(
    (*_WITH_WORDS, CaseAct.RECEIVED, CaseAct.TAKEN, CaseAct.PUT_BACK, CaseAct.RESUMED, CaseAct.WITHDRAWN)
)
_EVENT: Final = (
    *("id", "organisation_id", "case_id", "at", "act", "is_internal", "person_id", "person_name"),
    *("role", "words", "details"),
)
_OPINION: Final = ("organisation_id", "provider_id", "service_id", "quarter_at", "mark", "words")
_WORD: Final = ("organisation_id", "person_id", "record_id", "word", "at", "is_internal")


@dataclass(frozen=True, slots=True)
class _Sound:
    """A case that can come in, with what is offered and what its form reads."""

    past: PastCase
    offered: OfferedView
    answers: Mapping[str, object]

    @property
    def received(self) -> datetime:
        return self.past.events[0].at


_Row = tuple[Case, _Sound]


@command
def bring_in_cases(*, actor: Actor, cases: Sequence[PastCase], at: datetime) -> tuple[UUID, ...]:
    """Write down cases of the actor's organisation as they went elsewhere, with what happened to each; answers their ids.

    Number, state, term and the words by which they are found follow as for any case; the trail names who did what and says that
    it was brought in. Nobody is told, for it was over. A case whose key is there already stays as it is. For the platform:
    raises ``Refused`` for people, and ``CasesNotSound`` with every finding, its place the number of the case.
    """
    check_is_system(actor)
    there = {
        (row.requester_id, row.start_key): row.id
        for row in Case.records.of(actor)
        .filter(organisation_id=actor.organisation_id, start_key__in={each.key for each in cases})
        .only("id", "requester_id", "start_key")
    }
    new = [each for each in cases if (each.requester, each.key) not in there]
    sound = _checked(actor, new, at)
    rows = _rows(actor, sorted(sound, key=lambda each: each.received), at)
    _write(actor, rows)
    there |= {(row.requester_id, row.start_key): row.id for row, _ in rows}
    return tuple(there[each.requester, each.key] for each in cases)


def _checked(actor: Actor, cases: Sequence[PastCase], at: datetime) -> list[_Sound]:
    """The cases as they can come in; raises ``CasesNotSound`` with all that is wrong."""
    if len(cases) > MOST_AT_ONCE:
        text = say("Bring in at most {most} cases at once.")
        raise CasesNotSound((Finding("cases.many", "", text, {"most": MOST_AT_ONCE}),))
    here = actor.organisation_id
    people = {each.id for each in people_of(actor=actor, organisation=here)}
    offers = _offers(actor, [timezone.localdate(each.events[0].at) for each in cases if each.events])
    known: dict[tuple[UUID, int], Known] = {}
    findings: list[Finding] = []
    sound: list[_Sound] = []
    keys: set[tuple[UUID, str]] = set()
    for place, past in enumerate(cases):
        wrong = list(_of_events(past, at))
        if past.requester not in people or (past.requester, past.key) in keys:
            wrong.append(say("It names nobody of this organisation, or its key stands twice."))
        keys.add((past.requester, past.key))
        if past.mark is not None and past.mark not in MARKS:
            wrong.append(say("A mark goes from 1 to 10."))
        if not wrong:
            day = timezone.localdate(past.events[0].at)
            offered = offers[day].get(past.service)
            if offered is None:
                wrong.append(say("This service was not offered to this organisation on that day."))
            else:
                form = offered.content.form
                version = (offered.id, offered.number)
                if version not in known:
                    known[version] = known_for(actor, form, here, day)
                reading = read_answers(form, past.question.typed, known=known[version], today=day)
                words = check_question(past.question, needs_words=not form.fields)
                findings += [
                    Finding(each.code, f"{place}.{each.place}", each.text, each.values)
                    for each in (*words, *reading.findings)
                ]
                sound.append(_Sound(past, offered, answers_as_stored(reading.answers)))
        findings += [Finding("cases.unsound", str(place), text) for text in wrong]
    if findings:
        raise CasesNotSound(tuple(findings))
    return sound


def _offers(actor: Actor, days: Iterable[date]) -> Mapping[date, Mapping[UUID, OfferedView]]:
    """What was offered on each of these days: days between two on which the very same versions were offered are not asked."""
    wanted = sorted(set(days))
    offers: dict[date, Mapping[UUID, OfferedView]] = {}

    def ask(day: date) -> Mapping[UUID, OfferedView]:
        if day not in offers:
            every = services_to_ask_for(actor=actor, customer=actor.organisation_id, on=day)
            offers[day] = {each.id: each for each in every}
        return offers[day]

    def fill(first: int, last: int) -> None:
        if ask(wanted[first]) == ask(wanted[last]):
            offers.update(dict.fromkeys(wanted[first : last + 1], ask(wanted[first])))
        elif last - first > 1:
            middle = (first + last) // 2
            fill(first, middle)
            fill(middle, last)

    if wanted:
        fill(0, len(wanted) - 1)
    return offers


def _of_events(past: PastCase, at: datetime) -> Iterator[str]:
    """What cannot be in a history."""
    events = past.events
    acts = [each.act for each in events]
    if not events or acts[0] is not CaseAct.RECEIVED or CaseAct.RECEIVED in acts[1:]:
        yield say("A history begins with its receipt, once.")
        return
    if any(late.at <= early.at for early, late in pairwise(events)) or events[-1].at > at:
        yield say("What happened stands in the order in which it happened, and before now.")
    if not _KNOWN.issuperset(acts):
        yield say("It holds something that does not come from elsewhere.")
    try:
        lifecycle.state_of(acts)
    except IllegalMove:
        yield say("What happened cannot follow on what was before.")
    for each in events:
        text = each.words.replace("\x00", "").strip()
        if (not text and each.act in _WITH_WORDS) or len(text) > MOST_WORDS or len(each.person_name) > 120:
            yield say("Words are missing, or there are more than anybody reads.")
        if (each.act is CaseAct.CLOSED) != (each.result is not None):
            yield say("Closing has a result, and nothing else has.")
        if (each.act is CaseAct.OTHER_LINE) != (each.line in (1, 2, 3)):
            yield say("Another line has its number, and nothing else has.")
        by_requester = each.person_id == past.requester
        if by_requester != (each.role not in (Role.SSC_CLERK, Role.SYSTEM)):
            yield say("Whoever asked and the desk each do their own part.")


def _rows(actor: Actor, sound: Sequence[_Sound], at: datetime) -> list[_Row]:
    numbers = _numbers(sound)
    hours, agreed = clocks(actor=actor), norms_agreed(actor=actor)
    return [(_row(actor, each, next(numbers[_giver(each)]), hours, agreed, at), each) for each in sound]


def _row(actor: Actor, each: _Sound, number: str, hours: Clocks, agreed: AgreedNorms, at: datetime) -> Case:
    """A case as its events make it."""
    past, offered = each.past, each.offered
    line, taken_by = offered.content.line, None
    closed_at: datetime | None = None
    result = ""
    for event in past.events:
        match event.act:
            case CaseAct.TAKEN:
                taken_by = event.person_id
            case CaseAct.PUT_BACK:
                taken_by = None
            case CaseAct.OTHER_LINE:
                line, taken_by = event.line or line, None
            case CaseAct.CLOSED | CaseAct.WITHDRAWN:
                closed_at, result = event.at, event.result.value if event.result else ""
            case CaseAct.REOPENED:
                closed_at, result = None, ""
    state = lifecycle.state_of(event.act for event in past.events)
    due = NOT_RUNNING
    if state in lifecycle.OPEN:
        events = [Happened(event.act, event.at) for event in past.events]
        calendar = hours.of(offered.provider_id, offered.cooperation_id)
        norm = norm_on(agreed, actor.organisation_id, offered.id, each.received, offered.content.indicators)
        due = place_in_queue(read_clock(events, norm, calendar, at))
    return Case(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        requester_id=past.requester,
        provider_id=offered.provider_id,
        cooperation_id=offered.cooperation_id,
        service_id=offered.id,
        version=offered.number,
        number=number,
        numbered_by=offered.provider_id,
        channel=past.channel,
        subject=" ".join(past.question.subject.split()),
        question=past.question.words.replace("\x00", "").strip(),
        answers=each.answers,
        line=line,
        state=state,
        taken_by=taken_by,
        result=result,
        start_key=past.key,
        received_at=each.received,
        changed_at=past.events[-1].at,
        closed_at=closed_at,
        due_at=due,
    )


def _giver(each: _Sound) -> tuple[UUID, int]:
    """Which provider gives a number, and of which year."""
    return each.offered.provider_id, timezone.localdate(each.received).year


def _numbers(sound: Sequence[_Sound]) -> Mapping[tuple[UUID, int], Iterator[str]]:
    """As many numbers as are needed of each provider and year, in one statement each."""
    counts: dict[tuple[UUID, int], int] = defaultdict(int)
    for each in sound:
        counts[_giver(each)] += 1
    numbers: dict[tuple[UUID, int], Iterator[str]] = {}
    for (provider, year), count in sorted(counts.items()):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT cases_next_number(%s, %s) FROM generate_series(1, %s)", [provider, year, count]
            )
            numbers[provider, year] = iter([f"Z{year}-{row[0]:06d}" for row in cursor.fetchall()])
    return numbers


def _write(actor: Actor, rows: Sequence[_Row]) -> None:
    """Cases, events, words, trail and what was thought: a statement for each table."""
    fields = [field.attname for field in Case._meta.concrete_fields]
    insert_many(actor, Case, fields, ([getattr(case, name) for name in fields] for case, _ in rows))
    insert_many(actor, CaseEvent, _EVENT, _events(rows))
    insert_many(actor, CaseWord, _WORD, _words(rows))
    record_past(actor, "case", _acts(rows))
    rated = [(case, sound.past) for case, sound in rows if sound.past.mark is not None]
    insert_many(
        actor, CaseRated, ("organisation_id", "case_id"), ((c.organisation_id, c.id) for c, _ in rated)
    )
    insert_many(actor, Opinion, _OPINION, (_opinion(case, past) for case, past in rated))


def _opinion(case: Case, past: PastCase) -> tuple[object, ...]:
    quarter = midnight(quarter_of(timezone.localdate(past.events[-1].at)))
    return case.organisation_id, case.provider_id, case.service_id, quarter, past.mark, past.remark.strip()


def _events(rows: Sequence[_Row]) -> Iterator[tuple[object, ...]]:
    for case, sound in rows:
        for each, facts in _with_facts(sound):
            words = each.words.replace("\x00", "").strip()
            is_internal = each.act in _INTERNAL
            yield (
                *(uuid4(), case.organisation_id, case.id, each.at, each.act, is_internal, each.person_id),
                *(each.person_name, each.role.value, words, facts),
            )


def _acts(rows: Sequence[_Row]) -> Iterator[PastAct]:
    for case, sound in rows:
        for each, facts in _with_facts(sound):
            role = each.role.value
            yield PastAct(each.at, each.person_id, role, each.act, case.id, case.organisation_id, facts)


def _with_facts(sound: _Sound) -> Iterator[tuple[PastEvent, Mapping[str, object]]]:
    """Each event with its facts, as the commands of the desk note them."""
    line = sound.offered.content.line
    for each in sound.past.events:
        facts: dict[str, object] = {}
        match each.act:
            case CaseAct.RECEIVED:
                offered = sound.offered
                facts = {
                    "channel": sound.past.channel.value,
                    "service": offered.code,
                    "version": offered.number,
                }
            case CaseAct.TAKEN if each.person_id:
                facts = {"person": str(each.person_id)}
            case CaseAct.OTHER_LINE:
                facts, line = {"from": line, "line": each.line}, each.line or line
            case CaseAct.CLOSED if each.result:
                facts = {"result": each.result.value}
        yield each, facts


def _words(rows: Sequence[_Row]) -> Iterator[tuple[object, ...]]:
    for case, sound in rows:
        request = [case.number, case.subject, case.question, *texts_of_answers(case.answers)]
        texts = [(request, case.received_at, False)]
        texts += [([each.words], each.at, each.act in _INTERNAL) for each in sound.past.events if each.words]
        for written, moment, is_internal in texts:
            for row in words_noted(
                CaseWord,
                written,
                organisation=case.organisation_id,
                person=case.requester_id,
                record=case.id,
                at=moment,
                is_internal=is_internal,
            ):
                yield tuple(getattr(row, name) for name in _WORD)
