"""Why the cases that ran furthest over were due when they were: the steps of their own pages, for whoever reads the figures."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.capabilities.performance.policies import check_may_read
from bodemplaat.capabilities.performance.queries.live import promises_of
from bodemplaat.capabilities.performance.reckoning.facts import CaseFacts, Step
from bodemplaat.capabilities.performance.reckoning.outcomes import norm_on
from bodemplaat.capabilities.performance.values import Performance
from bodemplaat.engines.service_time import Closed, Event, History, Received, Reopened, Resumed, Suspended
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Said

_MOVES: Final[Mapping[str, type[Resumed | Closed | Reopened]]] = {
    "resumed": Resumed,
    "closed": Closed,
    "reopened": Reopened,
}


@query
def terms_of_late_cases(*, actor: Actor, seen: Performance) -> dict[UUID, tuple[Said, ...]]:
    """The term of each of these cases, step by step: moments, days off and the norm; nothing that somebody wrote, and no names."""
    check_may_read(actor)
    late = [each for each in seen.services if each.figures.late]
    if not late:
        return {}
    promised = catalogue.versions_shown(actor=actor)
    clocks, norms = clock.clocks(actor=actor), agreements.norms_agreed(actor=actor)
    terms: dict[UUID, tuple[Said, ...]] = {}
    for service in late:
        shown = [
            each
            for each in promised
            if each.service == service.service and each.content.case_type == service.case_type
        ]
        hours = clocks.of(service.provider_id, shown[-1].cooperation_id)
        otherwise = norms.of(service.customer_id, service.service)
        promises = sorted(
            chain.from_iterable(promises_of(version, otherwise) for version in shown),
            key=lambda each: each.since,
        )
        opening = hours.opening(until=timezone.localdate(seen.as_of))
        wanted = {str(each.case) for each in service.figures.late}
        for facts in _among(service.outcomes.facts, wanted):
            norm = norm_on(timezone.localdate(facts.received), promises)
            if norm is None:
                continue
            history = _history(facts).until(seen.as_of)
            answer = hours.answer(history, norm=norm, as_of=seen.as_of)
            terms[UUID(facts.case)] = clock.explain(
                history, answer, opening, causes=service.causes, closed_days=hours.closed_days
            )
    return terms


def _among(facts: Sequence[CaseFacts], wanted: set[str]) -> list[CaseFacts]:
    return [each for each in facts if each.case in wanted]


def _history(facts: CaseFacts) -> History:
    steps = enumerate(facts.steps, start=1)
    return History.of(Received(facts.received), *(_event(step, number) for number, step in steps))


def _event(step: Step, number: int) -> Event:
    at, move, cause = step
    if move == "suspended":
        return Suspended(at, cause, number=number)
    return _MOVES[move](at, number=number)
