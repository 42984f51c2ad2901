"""Who decides on a step now. Pure: worked out from who can act on the day, never remembered.

A manager who leaves, a role that ends, a substitution taken back: each moves the open steps at once, because nothing is
stored that would have to be moved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from bodemplaat.engines.approval.chain import Approver


@dataclass(frozen=True, slots=True)
class AskedStep:
    """A step of the chain as the rules asked for it, with what else matters for who decides.

    ``never`` are those whose own it is; ``manager`` is the one in the employment of that person on the day; ``approved_by``
    decided earlier in this round.
    """

    organisation: UUID
    by: Approver
    function: str
    never: frozenset[UUID]
    unit: UUID
    manager: UUID | None
    approved_by: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Office:
    """Who can act on a day.

    ``able``: holds a role and no job of theirs has ended. ``former_managers``: had the role of manager, and it ended.
    ``stand_ins``: the substitutes in force by who is away. ``holders``: by organisation and function, per unit
    (``None`` for the whole organisation). ``fallback``: the function that decides where nobody else can.
    """

    able: frozenset[UUID]
    former_managers: frozenset[UUID]
    stand_ins: Mapping[UUID, frozenset[UUID]]
    holders: Mapping[tuple[UUID, str], Mapping[UUID | None, frozenset[UUID]]]
    fallback: Mapping[UUID, str]

    def holding(self, organisation: UUID, function: str, unit: UUID) -> frozenset[UUID]:
        """Who can act by a function: those of the unit, or else those of the whole organisation."""
        by_unit = self.holders.get((organisation, function), {})
        return by_unit.get(unit, frozenset()) & self.able or by_unit.get(None, frozenset()) & self.able

    def with_stand_ins(self, first: Iterable[UUID]) -> frozenset[UUID]:
        """These people and their stand-ins, along chains of people who can act."""
        seen = set(first) & self.able
        waiting = list(seen)
        while waiting:
            new = (self.stand_ins.get(waiting.pop(), frozenset()) & self.able) - seen
            seen |= new
            waiting.extend(new)
        return frozenset(seen)


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who decides: any of ``people``, as (stand-in of) ``first``. Empty when nobody can.

    ``barred`` would decide, had they not approved an earlier step of the round.
    """

    people: frozenset[UUID]
    first: frozenset[UUID]
    by: Approver
    function: str
    barred: frozenset[UUID] = frozenset()

    @property
    def manager(self) -> UUID | None:
        """The manager by whose right it is decided, if it is one."""
        return next(iter(self.first), None) if self.by is Approver.MANAGER else None


def addressed(step: AskedStep, office: Office) -> Addressed:
    """Who decides on a step: whom the rules ask, or the fallback function where that leaves nobody who is there.

    Never anybody whose own it is, and never somebody who approved an earlier step of the same round: every step is another pair of
    eyes. Anyone who is away may decide as well, as long as somebody else is there.
    """
    barred = step.approved_by | step.never
    if step.by is Approver.MANAGER:
        manages = step.manager is not None and step.manager not in office.former_managers
        first = frozenset({step.manager} if manages and step.manager else ()) & office.able
    else:
        first = office.holding(step.organisation, step.function, step.unit)
    reached = office.with_stand_ins(first)
    addressees = Addressed(reached - barred, first, step.by, step.function, reached & step.approved_by)
    if addressees.people - office.stand_ins.keys():
        return addressees
    function = office.fallback.get(step.organisation, "")
    first = office.holding(step.organisation, function, step.unit)
    further = office.with_stand_ins(first)
    fallen = Addressed(
        further - barred, first, Approver.FUNCTION, function, (reached | further) & step.approved_by
    )
    return fallen if fallen.people or not addressees.people else addressees
