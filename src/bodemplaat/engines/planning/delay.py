"""What a delay does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bodemplaat.engines.planning.model import Duration, Project
from bodemplaat.engines.planning.network import UnknownActivity
from bodemplaat.engines.planning.schedule import Plan, schedule
from bodemplaat.kernel import Finding


@dataclass(frozen=True, slots=True)
class Delay:
    """The plan ``before`` and ``after`` one activity takes longer.

    ``end`` is how many days the end moves; ``moved`` by how many days each other activity ends later, as far as it
    does; ``missed`` are the dates that could be kept before and cannot now.
    """

    before: Plan
    after: Plan
    end: int
    moved: Mapping[str, int]
    missed: tuple[Finding, ...]


def delay(project: Project, name: str, workdays: int) -> Delay:
    """What happens when an activity takes so many workdays longer (or shorter, if negative).

    Raises ``UnknownActivity``, ``ValueError`` when it would take less than nothing, and as ``schedule`` does.
    """
    if name not in {activity.name for activity in project.activities}:
        raise UnknownActivity(f"{name!r} is not in the plan")
    longer = tuple(
        replace(a, duration=Duration.of(a.duration.likely + workdays)) if a.name == name else a
        for a in project.activities
    )
    before, after = schedule(project), schedule(replace(project, activities=longer))
    moved = {
        new.name: (new.finish - old.finish).days
        for old, new in zip(before.activities, after.activities, strict=True)
        if new.name != name and new.finish != old.finish
    }
    known = {(finding.code, finding.place) for finding in before.findings}
    missed = tuple(f for f in after.findings if (f.code, f.place) not in known)
    return Delay(before, after, (after.finish - before.finish).days, moved, missed)
