"""One request from its form to the figure in a signed quarterly report, and that report beside a count of its own in plain SQL."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from fractions import Fraction
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.formats.free_days import FreeDays, free_days
from bodemplaat.foundation.tenancy.api import Actor, Role, entered, midnight
from bodemplaat.kernel import Euro, Period
from bodemplaat.rehearsal.demo.asking import KEY, askers_of, follow_one
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import FoundedAlliance
from bodemplaat.rehearsal.demo.mailing import SUBJECT, mail
from bodemplaat.rehearsal.demo.reporting import contract_manager_of, quarters_over
from bodemplaat.rehearsal.demo.year import BAD_QUARTER, STRUCK, Shape, live_a_year

_CASES: Final = """
WITH known AS (
    SELECT c.id, c.number, s.code, c.received_at, c.received_at >= %(start)s AS came_in, e.act, e.at,
        NOT EXISTS (
            SELECT FROM cases_caseevent w WHERE w.case_id = c.id
            AND w.act IN ('case.waits_for_customer', 'case.waits_for_third', 'case.reopened')
        ) AS is_plain
    FROM cases_case c JOIN catalogue_service s ON s.id = c.service_id
    LEFT JOIN LATERAL (
        SELECT x.act, x.at FROM cases_caseevent x
        WHERE x.case_id = c.id AND x.act IN ('case.closed', 'case.reopened') AND x.at < %(end)s
        ORDER BY x.at DESC LIMIT 1
    ) e ON true
    WHERE c.organisation_id = %(customer)s AND c.received_at < %(end)s AND c.state NOT IN ('withdrawn', 'merged')
)
"""
_COUNTED: Final = f"""{_CASES}
SELECT code, count(*) FILTER (WHERE came_in), count(*) FILTER (WHERE act = 'case.closed' AND at >= %(start)s),
    count(*) FILTER (WHERE act IS DISTINCT FROM 'case.closed')
FROM known GROUP BY code
"""  # noqa: S608  # a text of our own
_PLAIN: Final = f"""{_CASES}
SELECT k.number, k.at < (
    SELECT (max(d.day) + interval '1 day') AT TIME ZONE 'Europe/Amsterdam' FROM (
        SELECT day FROM generate_series(1, 60) n,
            LATERAL (SELECT date_trunc('day', k.received_at AT TIME ZONE 'Europe/Amsterdam') + n * interval '1 day' AS day) x
        WHERE extract(isodow FROM day) < 6 AND NOT day = ANY(%(free)s::timestamp[])
        ORDER BY day LIMIT (%(days)s::jsonb ->> k.code)::int
    ) d
)
FROM known k
WHERE k.is_plain AND k.act = 'case.closed' AND k.at >= %(start)s AND %(days)s::jsonb ? k.code
"""  # noqa: S608  # a text of our own


@dataclass(frozen=True, slots=True)
class _Signed:
    """A report that both signed, with the customer whose it is."""

    customer: Actor
    period: Period
    row: performance.ReportRow
    seen: performance.Performance
    cases: Mapping[str, list[list[Any]]]

    @property
    def place(self) -> dict[str, Any]:
        """What the count asks for."""
        end = self.period.end or self.period.start
        return {
            "customer": self.customer.organisation_id,
            "start": midnight(self.period.start),
            "end": midnight(end),
        }


def prove_a_year(alliance: FoundedAlliance, *, now: datetime, shape: Shape) -> Iterator[Fact]:
    """Let a year go by, follow one request in it to the report that both sides sign, and count that report again."""
    periods = list(quarters_over(timezone.localdate(now)))
    last, bad = periods[-1], periods[BAD_QUARTER]
    day = last.start + timedelta(days=32)
    day += timedelta(days=-day.weekday() % 7)
    live_a_year(alliance, now=now, until=now, shape=shape)
    yield from _of_the_mail(alliance, now)
    yield from follow_one(alliance, now=timezone.make_aware(datetime.combine(day, time(10))))
    signed = _sign(alliance, alliance.municipalities[0].name, last)
    yield from _of_the_one(alliance, signed)
    yield from _of_the_count(signed)
    yield from _of_the_credit(_sign(alliance, STRUCK, bad))


def _of_the_mail(alliance: FoundedAlliance, now: datetime) -> Iterator[Fact]:
    """What somebody mailed became a case of theirs, what they answered went into it, and what does not belong there waits."""
    mail(alliance, now=now)
    asker, clerk = askers_of(alliance.municipalities[0])[0], alliance.provider.with_role(Role.SSC_CLERK)[0]
    views = [
        cases.case_view(actor=asker, case=each.id, at=now)
        for each in cases.my_cases(actor=asker, count=1000, at=now)
        if each.subject == SUBJECT
    ]
    yield Fact(
        "a mail became a case of whoever sent it", [each.channel for each in views] == [cases.Channel.EMAIL]
    )
    acts = {each.act for view in views for each in view.timeline}
    yield Fact("what they answered by mail went into it", cases.CaseAct.MESSAGE in acts)
    waiting = mailbox.mail_at_desk(actor=clerk)[mailbox.MailState.WAITING]
    yield Fact("what a stranger mailed waits for a clerk", len(waiting) == 2)


def _sign(alliance: FoundedAlliance, customer: str, period: Period) -> _Signed:
    centre = alliance.members[0]
    whose = next(each for each in alliance.municipalities if each.name == customer)
    at = midnight(period.end or period.start) + timedelta(days=8, hours=15)
    manager = contract_manager_of(centre, timezone.localdate(at))
    report = performance.offer_report(actor=manager, customer=whose.id, period=period, at=at)
    for place in (centre, whose):
        performance.sign_report(actor=place.with_role(Role.CONTROLLER)[0], report=report, at=at)
    row, seen, _ = performance.sealed_report(actor=whose.system, report=report)
    (kept,) = _rows(
        whose.system, "SELECT cases FROM performance_performancereport WHERE id = %(id)s", {"id": report}
    )
    return _Signed(whose.system, period, row, seen, json.loads(kept[0]))


def _of_the_one(alliance: FoundedAlliance, signed: _Signed) -> Iterator[Fact]:
    query = "SELECT number FROM cases_case WHERE start_key = %(key)s"
    ((number,),) = _rows(signed.customer, query, {"key": KEY})
    rests_on = [each for each in signed.cases["SP18"] if each[0] == number]
    yield Fact("the signed report rests on it, closed in time", len(rests_on) == 1 and rests_on[0][3] is True)
    yield Fact("the report was signed by both", signed.row.state == "confirmed")
    marks = cases.satisfaction(
        actor=contract_manager_of(alliance.members[0], timezone.localdate(signed.place["end"])),
        since=signed.place["start"],
        until=signed.place["end"],
        at=signed.place["end"] + timedelta(days=8),
    )
    yield Fact(
        "what was thought of it is told in groups", any(each.answers >= cases.FEWEST for each in marks)
    )
    events = "SELECT count(*) FROM cases_opinion"
    (columns,) = _rows(
        signed.customer,
        "SELECT count(*) FROM information_schema.columns WHERE table_name = 'cases_opinion'"
        " AND column_name IN ('case_id', 'person_id', 'requester_id')",
        {},
    )
    yield Fact("and by nobody", columns == (0,) and _rows(signed.customer, events, {})[0][0] > 0)


def _of_the_count(signed: _Signed) -> Iterator[Fact]:
    signed_counts = {
        each.code: (each.figures.received, each.figures.counted, each.figures.open)
        for each in signed.seen.services
        if each.case_type == "general"
    }
    counted = {code: tuple(numbers) for code, *numbers in _rows(signed.customer, _COUNTED, signed.place)}
    yield Fact(
        "the signed counts are those of plain SQL", counted == signed_counts and len(signed_counts) > 4
    )
    days = {
        each.code: int(each.indicator.number)
        for each in signed.seen.services
        if each.indicator is not None and each.indicator.number is not None
    }
    free = free_days(FreeDays.AGREEMENT, range(signed.period.start.year - 1, signed.period.start.year + 2))
    place = {**signed.place, "days": json.dumps(days), "free": sorted(free)}
    by_hand = dict(_rows(signed.customer, _PLAIN, place))
    sealed = {each[0]: each[3] for of_one in signed.cases.values() for each in of_one}
    yield Fact(
        "each case that waited for nobody is in or out of its term as SQL reckons it",
        len(by_hand) > 4 and all(sealed[number] is is_inside for number, is_inside in by_hand.items()),
    )


def _of_the_credit(signed: _Signed) -> Iterator[Fact]:
    credited = Euro(0)
    for each in signed.seen.services:
        if each.credit is None or each.goal is None or not each.figures.judged:
            continue
        short = each.goal * 100 - Fraction(each.figures.inside * 100, each.figures.judged)
        points = max(0, int(short))
        one = each.credit.price.cents * points * each.credit.rule.percent / 100
        most = each.credit.price.cents * each.credit.rule.ceiling / 100
        credited += Euro(round(min(one, most)))
    yield Fact(
        f"the bad quarter of {signed.row.customer_name} credits € {credited}, reckoned again by hand",
        signed.seen.credit == credited and credited > Euro(0),
    )


def _rows(actor: Actor, statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with entered(actor), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
