"""The second check: which cases need one before they are closed, what was proposed, and who did the work."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.cases.values import EventView
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.capabilities.catalogue.api import ALWAYS, FROM_AMOUNT, SAMPLE, Content
from bodemplaat.kernel import Euro

WORK: Final = frozenset(
    {
        CaseAct.TAKEN,
        CaseAct.WAITS_FOR_CUSTOMER,
        CaseAct.WAITS_FOR_THIRD,
        CaseAct.ANSWERED,
        CaseAct.CHECK_ASKED,
        CaseAct.CLOSED,
    }
)
"""What makes a case somebody's own work."""


def needs_second_check(content: Content, answers: Mapping[str, object], case: UUID) -> bool:
    """Whether a second person checks a case, by the rule of its version of the service; a sample goes by the id of the case."""
    match content.second_check:
        case rule if rule == ALWAYS:
            return True
        case rule if rule == FROM_AMOUNT and content.second_check_from is not None:
            return any(each.cents >= content.second_check_from * 100 for each in _amounts(answers))
        case rule if rule == SAMPLE:
            drawn = int.from_bytes(sha256(case.bytes).digest()[:8]) % 100
            return drawn < (content.second_check_share or 0)
    return False


def proposed(timeline: Iterable[EventView]) -> EventView | None:
    """What was handed in last to be checked: words and result."""
    last = None
    for event in timeline:
        if event.act is CaseAct.CHECK_ASKED:
            last = event
    return last


def did_the_work(timeline: Iterable[EventView]) -> frozenset[UUID]:
    """Who worked on a case, and so does not check it."""
    return frozenset(each.person_id for each in timeline if each.act in WORK and each.person_id is not None)


def _amounts(answers: object) -> Iterator[Euro]:
    if isinstance(answers, Euro):
        yield answers
    elif isinstance(answers, Mapping):
        for each in answers.values():
            yield from _amounts(each)
    elif isinstance(answers, tuple):
        for each in answers:
            yield from _amounts(each)
