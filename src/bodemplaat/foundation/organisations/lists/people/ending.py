"""The last step: who is not in a complete list, and who is left under whom."""

from collections import defaultdict
from uuid import UUID

from bodemplaat.foundation.imports.api import Act, Change, Fact, RowChange
from bodemplaat.foundation.organisations.lists.loops import loops_in
from bodemplaat.foundation.organisations.lists.people.columns import MANAGER, NAME, UNTIL
from bodemplaat.foundation.organisations.lists.people.overlay import Overlay
from bodemplaat.foundation.organisations.lists.people.standing import Job
from bodemplaat.foundation.organisations.lists.units import some
from bodemplaat.foundation.organisations.models import Employment
from bodemplaat.kernel import say


def end_the_others(overlay: Overlay) -> None:
    """Whoever is not in a complete list leaves on its day."""
    day = overlay.terms.since
    for person, jobs in overlay.standing.jobs.items():
        if person in overlay.lines:
            continue
        for job in jobs:
            if job.since < day and job.lasts_after(day):
                _end(overlay, job)


def _end(overlay: Overlay, job: Job) -> None:
    if job.person in overlay.actor.people:
        text = say(
            "You are not in this file yourself, so your own employment would end. Add yourself, or ask another administrator."
        )
        overlay.plan.wrong(0, NAME, text)
        return
    day = overlay.terms.since
    overlay.ends[job.person] = day
    overlay.plan.days.add(day)
    row = RowChange(Employment, job.id, {"valid_until": job.until}, {"valid_until": day})
    record = ("employment.ended", "employment", job.id)
    facts = [Fact(UNTIL, job.until, day)]
    name = overlay.standing.name(job.person)
    overlay.plan.changes.append(Change(0, Act.END, name, facts, [row], record))


def check_managers(overlay: Overlay) -> None:
    """Nobody is above themselves, and whoever leaves with people under them is pointed at."""
    managers = _managers_after(overlay)
    _check_circles(overlay, managers)
    _warn_of_leaving_managers(overlay, managers)


def _managers_after(overlay: Overlay) -> dict[UUID, UUID | None]:
    """By person the manager after the file, of everybody who has a job then."""
    managers = {
        person: job.manager
        for person, jobs in overlay.standing.jobs.items()
        for job in jobs
        if person not in overlay.ends and job.lasts_after(overlay.terms.since)
    }
    return managers | overlay.managers


def _check_circles(overlay: Overlay, managers: dict[UUID, UUID | None]) -> None:
    text = say(
        "These people are each other's manager in a circle: {path}. Let one of them have another manager, or none."
    )
    for loop in loops_in(managers):
        if len(loop) == 1:
            continue  # a mistake says so already
        path = " → ".join(overlay.name(each) for each in (*loop, loop[0]))
        for each in loop:
            if each in overlay.lines:
                overlay.plan.wrong(overlay.lines[each].number, MANAGER, text, path=path)


def _warn_of_leaving_managers(overlay: Overlay, managers: dict[UUID, UUID | None]) -> None:
    text = say(
        "{name} leaves and is still the manager of {count} {count:person|people}: {names}. Give them another manager."
    )
    reports: dict[UUID, list[str]] = defaultdict(list)
    for person, manager in managers.items():
        if manager in overlay.ends and person not in overlay.ends:
            reports[manager].append(overlay.name(person))
    for manager, names in reports.items():
        line = overlay.lines.get(manager)
        overlay.plan.warn(
            line.number if line else 0,
            MANAGER,
            text,
            name=overlay.name(manager),
            count=len(names),
            names=some(sorted(names)),
        )
