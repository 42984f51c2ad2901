"""The third step: what becomes different, as rows to store and facts to show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bodemplaat.foundation.imports.api import Act, Change, Fact, Line, RowChange
from bodemplaat.foundation.organisations.lists.people.columns import (
    EMAIL,
    IBAN,
    JOB,
    LANGUAGE,
    LANGUAGES,
    MANAGER,
    NAME,
    NUMBER,
    SINCE,
    UNIT,
    UNTIL,
)
from bodemplaat.foundation.organisations.lists.people.overlay import Overlay
from bodemplaat.foundation.organisations.lists.people.standing import Job, Someone
from bodemplaat.foundation.organisations.lists.people.wanting import Wanted
from bodemplaat.foundation.organisations.models import Employment, Person
from bodemplaat.foundation.organisations.policies import NOT_BY_FUNCTION, NOT_UNDER_ONESELF, comes_under
from bodemplaat.kernel import Said, say

PERSON_TITLES = {"number": NUMBER, "name": NAME, "email": EMAIL}
ENDS_TOO_SOON = say("An employment ends after the day on which it began. Correct one of the two.")


@dataclass(frozen=True, slots=True)
class _JobChanges:
    """What becomes of somebody's employment: rows and facts, and how the change as a whole is called."""

    act: Act
    action: str
    rows: Sequence[RowChange] = ()
    facts: Sequence[Fact] = ()


def compare(overlay: Overlay, line: Line, wanted: Wanted) -> None:
    """Add what a line changes to the plan."""
    if wanted.unit is None:
        return  # a mistake says so already
    person = wanted.person
    before, after = overlay.standing.people.get(person), overlay.after[person]
    job = _job_changes(overlay, line, wanted)
    if job.rows and person in overlay.actor.people:
        text = say(
            "This line changes your own employment. Nobody does that themselves: ask another administrator."
        )
        overlay.plan.wrong(line.number, NAME, text)
    was = wanted.last.manager if wanted.last else None
    if wanted.manager is not None and wanted.manager != was and wanted.manager in overlay.actor.people:
        overlay.plan.wrong(line.number, MANAGER, NOT_UNDER_ONESELF)
    if job.rows and comes_under(overlay.functions, wanted.unit, wanted.last.unit if wanted.last else None):
        overlay.plan.wrong(line.number, UNIT, NOT_BY_FUNCTION)
    ends = overlay.ends.get(person) or wanted.until
    if ends is None or ends > overlay.terms.since:
        overlay.managers[person] = wanted.manager
    rows = [*_person_rows(overlay, before, after), *job.rows]
    if not rows:
        overlay.plan.unchanged += 1
        return
    facts = [*_person_facts(before, after), *job.facts]
    subject = ("person", person) if job.action.startswith("person") else ("employment", rows[-1].id)
    overlay.plan.changes.append(Change(line.number, job.act, after.name, facts, rows, (job.action, *subject)))


def _person_rows(overlay: Overlay, before: Someone | None, after: Someone) -> list[RowChange]:
    if before is None:
        columns = {"organisation_id": overlay.standing.organisation, **after.columns()}
        return [RowChange(Person, after.id, None, columns)]
    return _changed_row(Person, before, after)


def _person_facts(before: Someone | None, after: Someone) -> list[Fact]:
    """A new person is shown by name already, and so is the language that everybody begins with."""
    now, was = after.columns(), before.columns() if before else {}
    facts = [
        Fact(title, str(was[name]) if was else None, str(now[name]))
        for name, title in PERSON_TITLES.items()
        if now[name] != was.get(name) and (was or (name != "name" and now[name]))
    ]
    if after.language != (before.language if before else "nl"):
        facts.append(
            Fact(LANGUAGE, LANGUAGES[before.language] if before else None, LANGUAGES[after.language])
        )
    return facts


def _job_changes(overlay: Overlay, line: Line, wanted: Wanted) -> _JobChanges:
    last = wanted.last
    if last is None:
        return _begun(overlay, line, wanted)
    if not _may_change(overlay, line, wanted, last):
        return _JobChanges(Act.CHANGE, "employment.changed")
    after, day = wanted.laid_over(last), overlay.terms.since
    if after.terms() != last.terms() and last.since < day and last.lasts_after(day):
        rows = _rows_from_a_day(overlay, last, after)
        overlay.plan.days.add(day)
    else:
        rows = _changed_row(Employment, last, after)
    facts = _job_facts(overlay, last, after)
    if after.until is not None and after.until != last.until:
        overlay.ends[wanted.person] = after.until
        overlay.plan.days.add(after.until)
        if after.terms() == last.terms():
            return _JobChanges(Act.END, "employment.ended", rows, facts)
    return _JobChanges(Act.CHANGE, "employment.changed" if rows else "person.changed", rows, facts)


def _may_change(overlay: Overlay, line: Line, wanted: Wanted, last: Job) -> bool:
    """Whether a file can change this employment; what stops it is noted."""
    if wanted.since not in (None, last.begun) and last.begun != last.since:
        text = say(
            "This employment began on {begun_day}, with changes since. A file does not change that day: leave it as it is."
        )
        overlay.plan.wrong(line.number, SINCE, text, begun_day=last.begun.isoformat())
    if wanted.until is not None and wanted.until <= (wanted.since or last.since):
        overlay.plan.wrong(line.number, UNTIL, ENDS_TOO_SOON)
        return False
    day = overlay.terms.since
    lasting = [job for job in overlay.standing.jobs[wanted.person] if job.lasts_after(day)]
    if len(lasting) > 1 and wanted.differs(last):
        text = say(
            "{name} has several employments on or after {since_day}. Change them on the page of this person."
        )
        name = overlay.name(wanted.person)
        overlay.plan.wrong(line.number, NAME, text, name=name, since_day=day.isoformat())
        return False
    return True


def _rows_from_a_day(overlay: Overlay, last: Job, after: Job) -> list[RowChange]:
    """What was holds until the day of the file, and what is wanted from then on."""
    day = overlay.terms.since
    if after.until is not None and after.until <= day:
        return _changed_row(Employment, last, replace(last, until=after.until))
    following = replace(after, id=overlay.terms.id("job", last.person), since=day)
    ended = replace(last, until=day, since=after.since)
    return [*_changed_row(Employment, last, ended), _new_job_row(overlay, following)]


def _begun(overlay: Overlay, line: Line, wanted: Wanted) -> _JobChanges:
    """An employment of somebody who has none on or after the day."""
    action = "employment.added" if wanted.person in overlay.standing.people else "person.added"
    job = _new_job(overlay, line, wanted)
    if job is None:
        return _JobChanges(Act.ADD, action)
    overlay.plan.days.add(job.since)
    return _JobChanges(Act.ADD, action, [_new_job_row(overlay, job)], _job_facts(overlay, None, job))


def _new_job(overlay: Overlay, line: Line, wanted: Wanted) -> Job | None:
    """The employment that begins; ``None``, and a mistake, where it cannot."""
    person, past = wanted.person, overlay.standing.last_job(wanted.person)
    if wanted.since is None:
        text = say("Fill in since when {name} is employed.")
        overlay.plan.wrong(line.number, SINCE, text, name=overlay.name(person))
    elif wanted.until is not None and wanted.until <= wanted.since:
        overlay.plan.wrong(line.number, UNTIL, ENDS_TOO_SOON)
    elif past is not None and past.until is not None and wanted.since < past.until:
        text = say("{name} was employed until {until_day}. A new employment begins on that day or later.")
        until = past.until.isoformat()
        overlay.plan.wrong(line.number, SINCE, text, name=overlay.name(person), until_day=until)
    elif wanted.unit is not None:
        return Job(
            id=overlay.terms.id("job", person),
            person=person,
            unit=wanted.unit,
            manager=wanted.manager,
            job=wanted.job,
            iban=wanted.iban,
            since=wanted.since,
            until=wanted.until,
            begun=wanted.since,
        )
    return None


def _new_job_row(overlay: Overlay, job: Job) -> RowChange:
    columns = {"organisation_id": overlay.standing.organisation, **job.columns()}
    return RowChange(Employment, job.id, None, columns)


def _changed_row(
    model: type[Person | Employment], before: Someone | Job, after: Someone | Job
) -> list[RowChange]:
    """The columns that become different; no row where none does."""
    was, now = before.columns(), after.columns()
    changed = [name for name in now if was[name] != now[name]]
    if not changed:
        return []
    return [RowChange(model, before.id, {n: was[n] for n in changed}, {n: now[n] for n in changed})]


def _job_facts(overlay: Overlay, before: Job | None, after: Job) -> list[Fact]:
    shown: tuple[tuple[Said, Callable[[Job], str | date | None]], ...] = (
        (UNIT, lambda job: overlay.standing.unit(job.unit)),
        (MANAGER, lambda job: overlay.name(job.manager)),
        (JOB, lambda job: job.job),
        (IBAN, lambda job: job.iban),
        (SINCE, lambda job: job.begun if job is before else job.since),
        (UNTIL, lambda job: job.until),
    )
    facts = []
    for title, show in shown:
        if title == SINCE and before is not None and after.since == before.since:
            continue
        was, now = show(before) if before else None, show(after)
        if (was or None) != (now or None):
            facts.append(Fact(title, was, now))
    return facts
