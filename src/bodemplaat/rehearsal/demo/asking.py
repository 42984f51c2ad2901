"""Requests to the shared centre, one by one: the last weeks of them with a seeded pattern, and one followed from form to result.

Most are done in time; some wait for the requester or for somebody else, a few are late, and the last ones are still open.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance
from bodemplaat.rehearsal.demo.offering import CHECKED
from bodemplaat.rehearsal.demo.stories import STORIES, Story

WEEKS, A_WEEK = 3, 10
KEY: Final = "demo check"
"""By which the request that is followed is known."""
THOUGHTS: Final = ("", "Snel en duidelijk.", "", "Graag eerder horen dat het binnen is.", "Prima geholpen.")
"""What was written beside a mark, if anything."""


def ask(alliance: FoundedAlliance, *, now: datetime) -> int:
    """Play the requests of the weeks before ``now``; answers how many."""
    chance = random.Random(f"cases {alliance.alliance.folder}")  # noqa: S311  # a story, not a secret
    clerks = alliance.provider.with_role(Role.SSC_CLERK)
    managers = alliance.provider.with_role(Role.CONTRACT_MANAGER)
    offered = {
        each.id: {
            service.code: service
            for service in cases.services_to_ask_for(
                actor=askers_of(each)[0], customer=each.id, on=timezone.localdate(now)
            )
            if service.code in STORIES
        }
        for each in alliance.municipalities
    }
    made = 0
    for week in range(WEEKS, 0, -1):
        for _ in range(A_WEEK):
            customer = chance.choice(alliance.municipalities)
            if not offered[customer.id]:
                continue
            code = chance.choice(sorted(offered[customer.id]))
            at = _moment(now, week, chance)
            _one(customer, clerks, managers, offered[customer.id][code], chance, at, now)
            made += 1
    return made


def leave_to_check(alliance: FoundedAlliance, *, now: datetime) -> UUID:
    """Let one change of an account number be handed in by a clerk an hour ago: it waits for a colleague who checks it."""
    customer = alliance.municipalities[0]
    who, clerk = askers_of(customer)[0], alliance.provider.with_role(Role.SSC_CLERK)[0]
    service = next(
        each
        for each in cases.services_to_ask_for(actor=who, customer=customer.id, on=timezone.localdate(now))
        if each.code == CHECKED
    )
    story = STORIES[CHECKED][0]
    question = question_of(service, story)
    case = cases.open_case(
        actor=who,
        service=service.id,
        question=replace(question, typed={**question.typed, "what": "account"}),
        key=f"{CHECKED} to check",
        at=now - timedelta(hours=20),
    )
    cases.take_case(actor=clerk, case=case, at=now - timedelta(hours=2))
    cases.close_case(
        actor=clerk, case=case, result=cases.Result.DONE, words=story[2], at=now - timedelta(hours=1)
    )
    return case


def follow_one(alliance: FoundedAlliance, *, now: datetime) -> Iterator[Fact]:
    """One request from form to result and back, and what must be true of it."""
    first, clerk = alliance.municipalities[0], alliance.provider.with_role(Role.SSC_CLERK)[0]
    anna, day = askers_of(first)[0], timedelta(days=1)
    service = next(
        each
        for each in cases.services_to_ask_for(actor=anna, customer=first.id, on=timezone.localdate(now))
        if each.code == "SP18"
    )
    case = _send(anna, service, ("Werkgeversverklaring", "Voor de bank.", ""), KEY, now)
    queue = cases.desk_cases(actor=clerk, narrow=cases.CaseFilter(), count=1000, at=now + day / 48).rows
    place = next((each for each in queue if each.id == case), None)
    yield Fact(
        "it stands in the queue with its term",
        place is not None and place.clock is not None and place.clock.is_running,
    )
    cases.take_case(actor=clerk, case=case, at=now + day / 24)
    cases.ask_requester(actor=clerk, case=case, question="Voor welke bank?", at=now + day / 12)
    waiting = cases.case_view(actor=anna, case=case, at=now + 2 * day)
    cases.write_message(actor=anna, case=case, words="De BNG Bank.", at=now + 2 * day)
    cases.note_for_colleagues(actor=clerk, case=case, words="Even nagebeld.", at=now + 2 * day)
    cases.close_case(
        actor=clerk, case=case, result=cases.Result.DONE, words="Verstuurd.", at=now + 2 * day + day / 24
    )
    deliver_waiting(first.id)
    cases.rate_case(actor=anna, case=case, mark=9, at=now + 2 * day + day / 12)
    view = cases.case_view(actor=anna, case=case, at=now + 3 * day)
    yield Fact("the request is closed with its result", view.result is cases.Result.DONE)
    yield Fact(
        "its clock stood still while it waited", waiting.clock is not None and not waiting.clock.is_running
    )
    yield Fact("it was done within its norm", view.clock is not None and not view.clock.is_late)
    yield Fact(
        "its state is what its events make of it",
        view.state is cases.state_of(each.act for each in view.timeline),
    )
    yield Fact(
        "whoever asked reads no note for colleagues", all(not each.is_internal for each in view.timeline)
    )
    notices = inbox_of(actor=anna)
    yield Fact("whoever asked heard of it three times", sum(str(case) in each.path for each in notices) == 3)
    yield Fact(
        "every step is on the audit trail", len(trail_of(actor=anna, subject=case)) >= len(view.timeline)
    )
    other = askers_of(alliance.municipalities[1])[0]
    try:
        cases.case_view(actor=other, case=case, at=now)
    except NotFound:
        yield Fact("another municipality does not find it", True)
    else:
        yield Fact("another municipality does not find it", False)


def _one(
    customer: Founded,
    clerks: Sequence[Actor],
    managers: Sequence[Actor],
    service: catalogue.OfferedView,
    chance: random.Random,
    at: datetime,
    now: datetime,
) -> None:
    """One request as far as it got before ``now``."""
    story = chance.choice(STORIES[service.code])
    who, clerk = chance.choice(askers_of(customer)), chance.choice(clerks)
    key = str(uuid.UUID(int=chance.getrandbits(128)))
    if chance.random() < 0.3:
        channel = chance.choice((cases.Channel.TELEPHONE, cases.Channel.TELEPHONE, cases.Channel.COUNTER))
        case = cases.write_down_case(
            actor=clerk,
            requester=who.person,
            service=service.id,
            channel=channel,
            question=question_of(service, story),
            key=key,
            at=at,
        )
    else:
        case = _send(who, service, story, key, at)
    at += timedelta(hours=chance.choice((1, 3, 20, 26)))
    if at >= now:
        return
    cases.take_case(actor=clerk, case=case, at=at)
    luck = chance.random()
    if luck < 0.25:
        at += timedelta(hours=1)
        if at >= now:
            return
        cases.ask_requester(actor=clerk, case=case, question="Kunt u dit iets toelichten?", at=at)
        at += timedelta(hours=chance.choice((4, 24, 49)))
        if at >= now:
            return
        cases.write_message(actor=who, case=case, words="Ja, zie de bijlage bij mijn vorige bericht.", at=at)
    elif luck < 0.35:
        cases.wait_for_third(actor=clerk, case=case, words="Salarisverwerker", at=at)
        at += timedelta(hours=chance.choice((24, 72)))
        if at >= now:
            return
        cases.resume_case(actor=clerk, case=case, at=at)
    elif luck < 0.42:
        cases.hand_to_line(actor=clerk, case=case, line=3, words="Vraagt om een specialist.", at=at)
    at += timedelta(hours=chance.choice((2, 5, 24, 48, 48, 170)))
    if at >= now:
        return
    state = cases.close_case(
        actor=clerk,
        case=case,
        result=cases.Result.ANSWERED if service.code.endswith("01") else cases.Result.DONE,
        words=story[2],
        at=at,
    )
    if state is cases.CaseState.SECOND_CHECK:
        at += timedelta(hours=1)
        if at >= now:
            return
        cases.check_case(actor=next(each for each in clerks if each.person != clerk.person), case=case, at=at)
    if int(luck * 1000) % 2:
        cases.rate_case(
            actor=who,
            case=case,
            mark=6 + int(luck * 10_000) % 5,
            words=THOUGHTS[int(luck * 1000) % len(THOUGHTS)],
            at=at,
        )
    if luck > 0.95 and at + timedelta(hours=20) < now:
        cases.reopen_case(
            actor=who, case=case, words="Er staat nog een fout in.", at=at + timedelta(hours=20)
        )

    if 0.42 < luck < 0.5 and at + timedelta(hours=20) < now:
        handlers = [each for each in (*clerks, *managers) if each.person != clerk.person]
        _complain(who, case, handlers, at + timedelta(hours=20), now)


def _complain(who: Actor, case: UUID, handlers: Sequence[Actor], at: datetime, now: datetime) -> None:
    """A complaint about how it went, dealt with in a week by somebody else; the last ones are still open."""
    cases.complain_about_case(
        actor=who, case=case, words="Ik heb twee keer gebeld en ben niet teruggebeld.", at=at
    )
    (complaint,) = cases.case_view(actor=who, case=case, at=at).complaints
    at += timedelta(days=7)
    if at < now and handlers:
        cases.decide_complaint(
            actor=handlers[0],
            case=case,
            complaint=complaint.id,
            verdict=cases.Verdict.UPHELD,
            reason="U had gelijk: het terugbelverzoek bleef liggen. Wie belt krijgt voortaan dezelfde dag antwoord.",
            at=at,
        )


def _send(who: Actor, service: catalogue.OfferedView, story: Story, key: str, at: datetime) -> UUID:
    return cases.open_case(
        actor=who, service=service.id, question=question_of(service, story), key=key, at=at
    )


def question_of(service: catalogue.OfferedView, story: Story) -> cases.Question:
    """The story, with a choice and some words wherever the form of the service asks for something."""
    typed = {}
    for field in service.content.form.fields:
        match field.kind:
            case catalogue.FieldKind.CHOICE:
                typed[field.key] = field.choices[len(story[0]) % len(field.choices)].code
            case catalogue.FieldKind.TEXT | catalogue.FieldKind.LONG_TEXT:
                typed[field.key] = story[1]
    return cases.Question(story[0], story[1], typed)


def _moment(now: datetime, weeks_ago: int, chance: random.Random) -> datetime:
    """Within office hours of a working day of that week, and before ``now``."""
    today = timezone.localdate(now)
    monday: date = today - timedelta(days=today.weekday() + 7 * (weeks_ago - 1))
    day = monday + timedelta(days=chance.randint(0, 4))
    moment = timezone.make_aware(datetime.combine(day, time(chance.randint(9, 15), chance.randrange(60))))
    return moment if moment < now - timedelta(hours=1) else moment - timedelta(days=7)


def askers_of(customer: Founded) -> tuple[Actor, ...]:
    """Who asks at a municipality."""
    return customer.with_role(Role.EMPLOYEE, Role.MANAGER)
