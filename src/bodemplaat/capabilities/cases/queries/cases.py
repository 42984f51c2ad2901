"""One case, opened: everything that its reader may see of it, and what they may do."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.agreements.api import norms_agreed
from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.mapping import answers_from_stored, happened_in
from bodemplaat.capabilities.cases.models import Case, CaseDocument, CaseRated
from bodemplaat.capabilities.cases.policies import (
    check_may_check,
    check_may_work,
    is_at_desk,
    is_of_oneself,
    visible_cases,
)
from bodemplaat.capabilities.cases.queries.clock import (
    contents_for,
    hours_for,
    norm_of,
    timelines,
    where_asked,
)
from bodemplaat.capabilities.cases.queries.links import Belonging, belonging, links_of, others_of
from bodemplaat.capabilities.cases.queries.skills import skills_asked
from bodemplaat.capabilities.cases.reckoning.checking import did_the_work, proposed
from bodemplaat.capabilities.cases.reckoning.clock import read_clock, why_this_term
from bodemplaat.capabilities.cases.reckoning.complaints import (
    COMPLAINED_WITHIN,
    COMPLAINT_NORM,
    complaints_in,
)
from bodemplaat.capabilities.cases.reckoning.satisfaction import RATED_WITHIN
from bodemplaat.capabilities.cases.reckoning.tasks import tasks_in
from bodemplaat.capabilities.cases.values import CaseView, Complaint, DocumentView, LinkView
from bodemplaat.capabilities.cases.vocabulary import CaseMove, CaseState, Channel, Result
from bodemplaat.capabilities.catalogue.api import FieldKind, Form, codes_of
from bodemplaat.capabilities.clock.api import due_since
from bodemplaat.foundation.access.api import holders_of_role
from bodemplaat.foundation.organisations.api import names_of, providers_among_partners
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, query

AT_DESK = frozenset(
    {
        CaseMove.TAKE,
        CaseMove.PUT_BACK,
        CaseMove.ASSIGN,
        CaseMove.CONTACT,
        CaseMove.NOTE,
        CaseMove.DOCUMENT,
        CaseMove.CORRECT,
        CaseMove.LINK,
        CaseMove.UNLINK,
        CaseMove.SET_TASK,
        CaseMove.FINISH_TASK,
    }
)
"""What a clerk may do with an open case, also with a colleague's (``take`` excepted)."""
IN_HAND = frozenset(
    {
        CaseMove.ASK,
        CaseMove.WAIT,
        CaseMove.RESUME,
        CaseMove.ANSWER,
        CaseMove.CLOSE,
        CaseMove.OTHER_LINE,
        CaseMove.MERGE,
    }
)
"""What a clerk does with a case that is nobody's or their own."""
WHILE_CHECKED = frozenset(
    {CaseMove.CONTACT, CaseMove.NOTE, CaseMove.DOCUMENT, CaseMove.CORRECT, CaseMove.LINK, CaseMove.UNLINK}
)
"""What a clerk may do with a case that waits for its second check."""
CHECKING = {CaseMove.CHECK, CaseMove.SEND_BACK}
"""What who did not work on it may do with it then."""
ONCE_OVER: Mapping[str, set[CaseMove]] = {
    lifecycle.CLOSED: {CaseMove.REOPEN, CaseMove.CORRECT, CaseMove.LINK, CaseMove.UNLINK},
    lifecycle.MERGED: {CaseMove.UNMERGE},
}
"""What a clerk may do with one that is over, by its state."""


@query
def case_view(*, actor: Actor, case: UUID, at: datetime) -> CaseView:
    """One case as it stands at a moment; raises ``NotFound`` for one that the actor may not open. A fixed number of statements.

    A clerk who asked it themselves, in whatever job, sees of it what anyone who asked sees.
    """
    row = visible_cases(actor).select_related("organisation", "requester").one(id=case)
    asked_in = where_asked(actor, [row])
    content = contents_for(actor, [row])[row.service_id, row.version]
    events = timelines(actor, [row.id], all_acts=True)[row.id]
    hours = hours_for(actor, [row]).of(row.provider_id, row.cooperation_id)
    clock = read_clock(happened_in(events), norm_of(norms_agreed(actor=actor), row, content), hours, at)
    at_desk = is_at_desk(actor, row) and not is_of_oneself(actor, row)
    is_own = row.requester_id == actor.person_id
    is_checked = at_desk and row.state == lifecycle.SECOND_CHECK
    workers = did_the_work(events) if is_checked else None
    why_not = _why_not(actor, row, at, workers) if is_at_desk(actor, row) else None
    related = belonging(events)
    others = others_of(actor, related)
    complaints = complaints_in(events)
    open_complaint = next((each for each in complaints if each.is_open), None)
    answers = answers_from_stored(content.form, row.answers)
    people = _people_in(content.form, row.answers)
    set_for = {each.person_id for each in tasks_in(events)} if at_desk else set()
    skills = skills_asked(actor, [content] if at_desk else [], timezone.localdate(at))
    skilled = skills.people.get(content.skill, frozenset())
    skill, lacks_skill = skills.asked(content, row.line), bool(skills.lacks(content, row.line))
    taken_by = [row.taken_by] if row.taken_by else []
    names = names_of(actor=actor, people={*people, *set_for, *taken_by, *skilled})
    tasks = tasks_in(events, names) if at_desk else ()
    return CaseView(
        id=row.id,
        number=row.number,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        provider_id=row.provider_id,
        provider_name=_provider_name(asked_in, row),
        requester_id=row.requester_id,
        requester_name=row.requester.name,
        service_id=row.service_id,
        service_code=codes_of(actor=asked_in, services=[row.service_id])[row.service_id],
        version=row.version,
        content=content,
        channel=Channel(row.channel),
        subject=row.subject,
        question=row.question,
        answers=answers,
        people={str(person): name for person, name in names.items()},
        line=row.line,
        state=CaseState(row.state),
        taken_by=row.taken_by,
        taken_by_name=names.get(row.taken_by, "") if row.taken_by and at_desk else "",
        result=Result(row.result) if row.result else None,
        received_at=row.received_at,
        closed_at=row.closed_at,
        clock=clock,
        why_term=() if clock is None else why_this_term(happened_in(events), clock, hours),
        timeline=events if at_desk else tuple(each for each in events if not each.is_internal),
        links=links_of(related, others) if at_desk else (),
        merged_into=others.get(related.merged_into) if related.merged_into else None,
        doubles=tuple(others[each] for each in related.doubles if each in others),
        proposal=proposed(events) if is_checked else None,
        tasks=tasks,
        complaints=complaints,
        complaint_due=timezone.localdate(due_since(hours, open_complaint.at, COMPLAINT_NORM))
        if open_complaint
        else None,
        documents=_documents(actor, row),
        actions=_actions(
            actor,
            row,
            at_desk=at_desk,
            is_own=is_own,
            why_not=why_not,
            may_check=why_not is None,
            hands_on=lacks_skill and row.taken_by != actor.person_id,
        )
        .union(_about_it(actor, row, open_complaint, at) if is_own else ())
        .difference(_not_now(related, others))
        .difference(() if any(each.is_open for each in tasks) else (CaseMove.FINISH_TASK,)),
        why_not=why_not,
        is_own=is_own,
        skill=skill,
        lacks_skill=lacks_skill,
        skilled={person: names[person] for person in skilled if person in names},
    )


@query
def document_of(*, actor: Actor, case: UUID, document: UUID) -> DocumentView:
    """A document of a case that the actor may open; raises ``NotFound`` for any other."""
    row = visible_cases(actor).only("id").one(id=case)
    kept = (
        CaseDocument.records.of(actor).filter(case=row).select_related("document").one(document_id=document)
    )
    return _document(kept)


@query
def clerks_at_desk(*, actor: Actor, at: datetime) -> dict[UUID, str]:
    """The clerks of the actor's service centre, by id with their names, to give a case to."""
    people = holders_of_role(
        actor=actor,
        organisation=actor.organisation_id,
        role=Role.SSC_CLERK,
        on=timezone.localdate(at),
    )
    names = names_of(actor=actor, people=people)
    return dict(sorted(names.items(), key=lambda each: each[1]))


def _not_now(related: Belonging, others: Mapping[UUID, LinkView]) -> set[CaseMove]:
    """What cannot be done because of the other cases: no link to take away, or a merged one whose other is over."""
    into = others.get(related.merged_into) if related.merged_into else None
    return {
        *(() if set(others) & set(related.links) else (CaseMove.UNLINK,)),
        *(() if into is not None and into.state in lifecycle.OPEN else (CaseMove.UNMERGE,)),
    }


def _why_not(actor: Actor, row: Case, at: datetime, workers: frozenset[UUID] | None) -> Refused | None:
    """Why a clerk may not act now; with ``workers`` of a case that waits for a colleague who is none of them."""
    try:
        if workers is None:
            check_may_work(actor, row, timezone.localdate(at))
        else:
            check_may_check(actor, row, workers, timezone.localdate(at))
    except Refused as refusal:
        return refusal
    return None


def _about_it(actor: Actor, row: Case, open_complaint: Complaint | None, at: datetime) -> set[CaseMove]:
    """What whoever asked may say of how it went: a complaint, unless one is open, and once a mark. Of a double nothing."""
    if row.state == lifecycle.MERGED:
        return set()
    moves = set()
    if open_complaint is None and (row.closed_at is None or at - row.closed_at <= COMPLAINED_WITHIN):
        moves.add(CaseMove.COMPLAIN)
    is_fresh = row.closed_at is not None and at - row.closed_at <= RATED_WITHIN
    if row.state == lifecycle.CLOSED and is_fresh:
        moves |= set() if CaseRated.records.of(actor).filter(case=row).exists() else {CaseMove.RATE}
    return moves


def _provider_name(actor: Actor, row: Case) -> str:
    return providers_among_partners(actor=actor, on=timezone.localdate()).get(row.provider_id, "")


def _people_in(form: Form, stored: dict[str, object]) -> set[UUID]:
    people = {
        stored[each.key] for each in form.fields if each.kind is FieldKind.PERSON and each.key in stored
    }
    for field in form.fields:
        columns = [each.key for each in field.columns if each.kind is FieldKind.PERSON]
        lines = stored.get(field.key)
        if columns and isinstance(lines, list):
            people |= {line[key] for line in lines for key in columns if key in line}
    return {UUID(str(each)) for each in people}


def _documents(actor: Actor, row: Case) -> tuple[DocumentView, ...]:
    rows = CaseDocument.records.of(actor).filter(case=row).select_related("document")
    return tuple(map(_document, rows.order_by("added_at", "id")))


def _document(row: CaseDocument) -> DocumentView:
    return DocumentView(
        id=row.document_id,
        name=row.document.name,
        media_type=row.document.media_type,
        field=row.field,
        added_at=row.added_at,
        added_by_name=row.added_by_name,
    )


def _actions(
    actor: Actor,
    row: Case,
    *,
    at_desk: bool,
    is_own: bool,
    why_not: Refused | None,
    may_check: bool,
    hands_on: bool,
) -> frozenset[CaseMove]:
    """What the reader may do; of what asks a skill that they have not only to take it with a reason, or to hand it on."""
    is_open = row.state in lifecycle.OPEN
    allowed: set[CaseMove] = set()
    if is_own:
        if is_open:
            allowed |= {CaseMove.MESSAGE, CaseMove.WITHDRAW, CaseMove.DOCUMENT}
        elif row.state == lifecycle.CLOSED:
            allowed.add(CaseMove.REOPEN)
    if at_desk:
        if not is_open:
            return frozenset(allowed | ONCE_OVER.get(row.state, set()))
        if row.state == lifecycle.SECOND_CHECK:
            return frozenset(allowed | WHILE_CHECKED | (CHECKING if may_check else set()))
        allowed |= AT_DESK
        if why_not is None:
            in_hand = IN_HAND & {CaseMove(move) for move in lifecycle.CASE.allowed(row.state)}
            allowed |= in_hand & {CaseMove.OTHER_LINE, CaseMove.MERGE} if hands_on else in_hand
        if row.taken_by == actor.person or why_not is not None:
            allowed.discard(CaseMove.TAKE)
        if row.taken_by is None:
            allowed.discard(CaseMove.PUT_BACK)
    return frozenset(allowed)
