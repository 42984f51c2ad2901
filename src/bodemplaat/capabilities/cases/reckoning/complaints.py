"""Complaints about a case, from its events: who complained, who deals with it, and what came of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.cases.values import Complaint, EventView
from bodemplaat.capabilities.cases.vocabulary import CaseAct, Verdict
from bodemplaat.engines.service_time import Norm, Unit

COMPLAINT_NORM: Final = Norm(42, Unit.CALENDAR_DAYS, ends_on_working_day=True)
"""Six weeks, as article 9:11 of the Awb sets for a complaint without an advisory committee."""
COMPLAINED_WITHIN: Final = timedelta(days=365)
"""So long after a case was over a complaint about it is dealt with, as article 9:8 of the Awb has it."""
COMPLAINT_ACTS: Final = frozenset({CaseAct.COMPLAINED, CaseAct.COMPLAINT_TAKEN, CaseAct.COMPLAINT_DECIDED})


def complaints_in(timeline: Iterable[EventView]) -> tuple[Complaint, ...]:
    """The complaints of a case in the order in which they came in; the events in the order in which they happened."""
    complaints: dict[UUID, Complaint] = {}
    for event in timeline:
        if event.act is CaseAct.COMPLAINED:
            complaints[event.id] = Complaint(
                event.id, event.person_id, event.person_name, event.words, event.at
            )
        elif event.act in COMPLAINT_ACTS:
            of = UUID(str(event.details["complaint"]))
            complaints[of] = _after(complaints[of], event)
    return tuple(complaints.values())


def not_to_handle(timeline: Iterable[EventView], complaint: Complaint) -> frozenset[UUID]:
    """Who may not deal with a complaint: whoever did something with the case before it, was given it, or complained."""
    people: set[UUID] = {complaint.person_id} if complaint.person_id else set()
    for event in timeline:
        if event.id == complaint.id:
            break
        if event.act not in COMPLAINT_ACTS:
            people |= {event.person_id} if event.person_id else set()
            people |= {UUID(str(event.details["person"]))} if event.details.get("person") else set()
    return frozenset(people)


def _after(complaint: Complaint, event: EventView) -> Complaint:
    handled = replace(complaint, taken_by=event.person_id, taken_by_name=event.person_name)
    if event.act is CaseAct.COMPLAINT_TAKEN:
        return handled
    verdict = Verdict(str(event.details["verdict"]))
    return replace(handled, verdict=verdict, reason=event.words, decided_at=event.at)
