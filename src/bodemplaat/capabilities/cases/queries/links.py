"""Which other cases belong to a case: worked out from its timeline, and told as far as the reader may open them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from bodemplaat.capabilities.cases.policies import visible_cases
from bodemplaat.capabilities.cases.values import EventView, LinkView
from bodemplaat.capabilities.cases.vocabulary import CaseAct, CaseState, LinkKind
from bodemplaat.foundation.tenancy.api import Actor


@dataclass(frozen=True, slots=True)
class Belonging:
    """Ids of other cases: those that are linked with what they are to this one, the one it goes on in, and its doubles."""

    links: Mapping[UUID, LinkKind]
    merged_into: UUID | None
    doubles: tuple[UUID, ...]


def belonging(timeline: Iterable[EventView]) -> Belonging:
    """What belongs to a case after what happened, in the order in which it was written down."""
    links: dict[UUID, LinkKind] = {}
    doubles: dict[UUID, None] = {}
    merged_into: UUID | None = None
    for each in timeline:
        match each.act:
            case CaseAct.LINKED:
                links[_other(each)] = LinkKind(str(each.details["kind"]))
            case CaseAct.UNLINKED:
                links.pop(_other(each), None)
            case CaseAct.MERGED:
                merged_into = _other(each)
            case CaseAct.UNMERGED:
                merged_into = None
            case CaseAct.DOUBLE:
                doubles[_other(each)] = None
            case CaseAct.DOUBLE_OFF:
                doubles.pop(_other(each), None)
    return Belonging(links, merged_into, tuple(doubles))


def others_of(actor: Actor, related: Belonging) -> Mapping[UUID, LinkView]:
    """Those of them that the actor may open, by id; one statement, none where nothing belongs to it."""
    ids = {*related.links, *related.doubles, *([related.merged_into] if related.merged_into else [])}
    if not ids:
        return {}
    rows = visible_cases(actor).filter(id__in=ids).select_related("requester").order_by("number", "id")
    return {
        row.id: LinkView(row.id, row.number, row.subject, row.requester.name, CaseState(row.state))
        for row in rows
    }


def links_of(related: Belonging, others: Mapping[UUID, LinkView]) -> tuple[LinkView, ...]:
    """What is linked and may be opened, each with what it is to the case."""
    return tuple(
        replace(other, kind=related.links[case]) for case, other in others.items() if case in related.links
    )


def _other(event: EventView) -> UUID:
    return UUID(str(event.details["case"]))
