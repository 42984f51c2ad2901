"""The second step: what a line wants of somebody's employment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from uuid import UUID

from bodemplaat.foundation.imports.api import Line
from bodemplaat.foundation.organisations.lists.people.columns import MANAGER, UNIT
from bodemplaat.foundation.organisations.lists.people.overlay import Overlay
from bodemplaat.foundation.organisations.lists.people.standing import Job
from bodemplaat.kernel import say


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line wants of somebody's employment; ``last`` is the one that it is about, ``None`` where one begins."""

    person: UUID
    last: Job | None
    unit: UUID | None
    manager: UUID | None
    job: str
    iban: str
    since: date | None
    until: date | None

    def differs(self, job: Job) -> bool:
        """Whether anything of it is otherwise than the job."""
        return (self.unit, self.manager, self.job, self.iban) != job.terms() or self.until != job.until

    def laid_over(self, last: Job) -> Job:
        """The employment that it is about, as it is wanted; its first day moves only where nothing went before it."""
        return replace(
            last,
            unit=self.unit or last.unit,
            manager=self.manager,
            job=self.job,
            iban=self.iban,
            until=self.until,
            since=self.since if self.since and last.begun == last.since else last.since,
        )


def wanted_of(overlay: Overlay) -> Iterator[tuple[Line, Wanted]]:
    """What every line wants, with its line."""
    people_by_word: Mapping[str, list[UUID]] = _people_by_word(overlay)
    for person, line in overlay.lines.items():
        yield line, _wanted(overlay, line, person, people_by_word)


def _wanted(overlay: Overlay, line: Line, person: UUID, people_by_word: Mapping[str, list[UUID]]) -> Wanted:
    last = _job_meant(overlay, line, person)
    unit = _unit(overlay, line)
    manager = last.manager if last else None
    if line.has("manager"):
        manager = _manager(overlay, line, person, people_by_word)
    return Wanted(
        person=person,
        last=last,
        unit=unit or (last.unit if last else None),
        manager=manager,
        job=line.text("job") if line.has("job") or not last else last.job,
        iban=line.text("iban") if line.has("iban") or not last else last.iban,
        since=line.day("since"),
        until=line.day("until") if line.has("until") or not last else last.until,
    )


def _job_meant(overlay: Overlay, line: Line, person: UUID) -> Job | None:
    """The last employment. One that has ended only where the line repeats it: otherwise a new one begins."""
    last = overlay.standing.last_job(person)
    if last is None or last.lasts_after(overlay.terms.since):
        return last
    repeats = line.day("until") == last.until and line.day("since") in (None, last.begun)
    return last if repeats else None


def _unit(overlay: Overlay, line: Line) -> UUID | None:
    word = line.text("unit")
    if not word:
        return None
    known = overlay.standing.unit_by_word.get(word.casefold(), [])
    if len(known) == 1:
        return known[0]
    if known:
        text = say("Several units are called “{unit}”. Fill in the code of the one that is meant.")
        overlay.plan.wrong(line.number, UNIT, text, unit=word)
        return None
    near = get_close_matches(word.casefold(), overlay.standing.unit_by_word, 1)
    if near:
        code, name = overlay.standing.units[overlay.standing.unit_by_word[near[0]][0]]
        text = say("There is no unit “{unit}”. Is {near} meant? Otherwise fill the list of units first.")
        overlay.plan.wrong(line.number, UNIT, text, unit=word, near=f"{code} ({name})")
    else:
        text = say("There is no unit “{unit}”. Fill the list of units first, or correct the code.")
        overlay.plan.wrong(line.number, UNIT, text, unit=word)
    return None


def _manager(
    overlay: Overlay, line: Line, person: UUID, people_by_word: Mapping[str, list[UUID]]
) -> UUID | None:
    word = line.text("manager")
    if not word:
        return None
    known = people_by_word.get(word.casefold(), [])
    if len(known) != 1:
        text = (
            say("Several people have the address “{manager}”. Fill in the personnel number.")
            if known
            else say(
                "Nobody has the number or address “{manager}”, here or in this file. Correct it, or add that person."
            )
        )
        overlay.plan.wrong(line.number, MANAGER, text, manager=word)
        return None
    if known[0] == person:
        overlay.plan.wrong(line.number, MANAGER, say("Nobody is their own manager: choose a colleague."))
    return known[0]


def _people_by_word(overlay: Overlay) -> dict[str, list[UUID]]:
    """Everybody by personnel number and by address, as they are after the file."""
    words: dict[str, list[UUID]] = defaultdict(list)
    for someone in overlay.everybody().values():
        for own in {someone.number.casefold(), someone.email.casefold()} - {""}:
            words[own].append(someone.id)
    return words
