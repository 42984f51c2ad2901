"""The list of people: one line each with their employment, recognised by personnel number or else e-mail address."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Final
from uuid import UUID

from bodemplaat.foundation.imports.api import (
    Act,
    Change,
    Fact,
    ImportColumn,
    ImportedList,
    Kind,
    Line,
    Plan,
    RowChange,
    Terms,
    Value,
)
from bodemplaat.foundation.organisations.lists.loops import loops_in
from bodemplaat.foundation.organisations.lists.units import announce, may_arrange, some
from bodemplaat.foundation.organisations.models import Employment, Person, Unit
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

NUMBER, NAME, EMAIL, UNIT, MANAGER, JOB, IBAN, SINCE, UNTIL, LANGUAGE = (
    say("Personnel number"),
    say("Name"),
    say("E-mail address"),
    say("Unit (code)"),
    say("Manager (e-mail or number)"),
    say("Job title"),
    say("Account number (IBAN)"),
    say("Employed since"),
    say("Employed until"),
    say("Language of letters"),
)
LANGUAGES: Final = {"nl": say("Dutch"), "en": say("English")}
COLUMNS: Final = (
    ImportColumn(
        "number",
        NUMBER,
        longest=20,
        note=say(
            "Somebody is recognised by it, or else by the e-mail address: one of the two must be there."
        ),
    ),
    ImportColumn("name", NAME, required=True, width=30),
    ImportColumn("email", EMAIL, Kind.EMAIL, longest=254, width=34),
    ImportColumn(
        "unit", UNIT, required=True, longest=120, note=say("The code of a unit in the list of units.")
    ),
    ImportColumn(
        "manager",
        MANAGER,
        longest=254,
        width=30,
        note=say("Anywhere in this file, or somebody who is known already."),
    ),
    ImportColumn("job", JOB, width=24),
    ImportColumn("iban", IBAN, Kind.IBAN, longest=60, width=26),
    ImportColumn("since", SINCE, Kind.DAY, width=16, note=say("Needed for somebody new.")),
    ImportColumn("until", UNTIL, Kind.DAY, width=16, note=say("The first day without this employment.")),
    ImportColumn(
        "language", LANGUAGE, Kind.CHOICE, choices=LANGUAGES, width=18, note=say("Left empty: Dutch.")
    ),
)


@dataclass(slots=True)
class _Someone:
    """A person as they are, or will be."""

    id: UUID
    number: str
    name: str
    email: str
    language: str

    def columns(self) -> dict[str, object]:
        return {"number": self.number, "name": self.name, "email": self.email, "language": self.language}


@dataclass(slots=True)
class _Job:
    """An employment as it is, or will be; ``begun`` is where the unbroken row of employments before it began."""

    id: UUID
    person: UUID
    unit: UUID
    manager: UUID | None
    job: str
    iban: str
    since: date
    until: date | None
    begun: date

    def columns(self) -> dict[str, object]:
        return {
            "person_id": self.person,
            "unit_id": self.unit,
            "manager_id": self.manager,
            "job_title": self.job,
            "iban": self.iban,
            "valid_from": self.since,
            "valid_until": self.until,
        }

    def what(self) -> tuple[object, ...]:
        """What can become different from a day on."""
        return self.unit, self.manager, self.job, self.iban


@dataclass(slots=True)
class _State:
    """Everybody and everything that a file of people refers to, read in three statements."""

    organisation: UUID
    people: dict[UUID, _Someone]
    jobs: dict[UUID, list[_Job]]
    units: dict[UUID, tuple[str, str]]
    by_number: dict[str, UUID] = field(default_factory=dict)
    by_email: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    unit_by_word: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, actor: Actor, organisation: UUID) -> "_State":
        people = Person.records.of(actor).filter(organisation_id=organisation).order_by("name", "id")
        jobs = Employment.records.of(actor).filter(organisation_id=organisation).order_by("valid_from", "id")
        units = Unit.records.of(actor).filter(organisation_id=organisation).order_by("code")
        state = cls(
            organisation,
            {
                row[0]: _Someone(*row)
                for row in people.values_list("id", "number", "name", "email", "language")
            },
            defaultdict(list),
            {identity: (code, name) for identity, code, name in units.values_list("id", "code", "name")},
        )
        for identity, person, unit, manager, job, iban, since, until in jobs.values_list(
            "id", "person_id", "unit_id", "manager_id", "job_title", "iban", "valid_from", "valid_until"
        ):
            earlier = state.jobs[person]
            joins = bool(earlier) and earlier[-1].until == since
            begun = earlier[-1].begun if joins else since
            earlier.append(_Job(identity, person, unit, manager, job, iban, since, until, begun))
        for someone in state.people.values():
            if someone.number:
                state.by_number[someone.number.casefold()] = someone.id
            if someone.email:
                state.by_email[someone.email.casefold()].append(someone.id)
        for identity, (code, name) in state.units.items():
            for word in {code.casefold(), name.casefold()}:
                state.unit_by_word[word].append(identity)
        return state

    def name(self, person: UUID | None) -> str:
        return self.people[person].name if person in self.people else ""

    def unit(self, unit: UUID) -> str:
        return f"{self.units[unit][1]} ({self.units[unit][0]})" if unit in self.units else ""


def plan_people(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """What a file of people does."""
    return _Planner(actor, _State.read(actor, organisation), terms).plan(lines)


class _Planner:
    """One file laid over what stands."""

    def __init__(self, actor: Actor, state: _State, terms: Terms) -> None:
        self.actor, self.state, self.terms = actor, state, terms
        self.result = Plan()
        self.who: dict[int, UUID] = {}
        """By line, the person that it is about."""
        self.lines: dict[UUID, Line] = {}
        self.after: dict[UUID, _Someone] = {}
        self.managers: dict[UUID, UUID | None] = {}
        """By person, the manager after the file; of whom has a job then."""
        self.ends: dict[UUID, date] = {}

    def plan(self, lines: Sequence[Line]) -> Plan:
        """Recognise everybody first, so that a manager may stand anywhere in the file."""
        for line in lines:
            self._recognise(line)
        self._check_addresses()
        names_after = {**self.state.people, **self.after}
        jobs = [(line, self._job(line, names_after)) for line in self.lines.values()]
        for line, job in jobs:
            self._compare(line, job)
        if self.terms.is_complete:
            self._end_the_others()
        self._check_managers()
        return self.result

    # -- who ----------------------------------------------------------------------------------------------------------

    def _recognise(self, line: Line) -> None:
        number, email = line.text("number"), line.text("email")
        if not number and not email:
            text = say("Fill in a personnel number or an e-mail address: somebody is recognised by it.")
            self.result.wrong(line.number, NUMBER, text)
            return
        person = self.state.by_number.get(number.casefold()) if number else None
        if person is None and email:
            person = self._by_email(line, number, email)
        if person is None:
            person = self.terms.id("person", (number or email).casefold())
        if person in self.lines:
            text = say("Line {other} is about the same person. Keep one line per person.")
            self.result.wrong(line.number, NUMBER if number else EMAIL, text, other=self.lines[person].number)
            return
        self.lines[person], self.who[line.number] = line, person
        before = self.state.people.get(person)
        base = before or _Someone(person, "", "", "", "nl")
        self.after[person] = replace(
            base,
            number=number if line.has("number") else base.number,
            name=line.text("name") or base.name,
            email=email if line.has("email") else base.email,
            language=(line.text("language") or "nl") if line.has("language") else base.language,
        )

    def _by_email(self, line: Line, number: str, email: str) -> UUID | None:
        known = self.state.by_email.get(email.casefold(), [])
        without_number = [person for person in known if not number or not self.state.people[person].number]
        if len(without_number) > 1:
            text = say(
                "{count} people have this address. Fill in the personnel number too, so that it is clear who is meant."
            )
            self.result.wrong(line.number, EMAIL, text, count=len(without_number))
            return without_number[0]
        return without_number[0] if without_number else None

    def _check_addresses(self) -> None:
        """An address is one person's: an account is found by it."""
        owners: dict[str, UUID] = {}
        for someone in {**self.state.people, **self.after}.values():
            if not someone.email:
                continue
            other = owners.setdefault(someone.email.casefold(), someone.id)
            if other == someone.id:
                continue
            mine, theirs = self.lines.get(someone.id), self.lines.get(other)
            line = mine or theirs
            if line is None:
                continue
            whose = someone.id if line is theirs else other
            text = say("{name} has this address already. Each person needs one of their own.")
            name = (self.after.get(whose) or self.state.people[whose]).name
            self.result.wrong(line.number, EMAIL, text, name=name)

    # -- where and under whom -----------------------------------------------------------------------------------------

    def _job(self, line: Line, everybody: Mapping[UUID, _Someone]) -> "_Wanted":
        person = self.who[line.number]
        last = self.state.jobs[person][-1] if self.state.jobs.get(person) else None
        if last is not None and last.until is not None and last.until <= self.terms.since:
            last = None  # ended: a new one begins, or this line is about what was
            ended = self.state.jobs[person][-1]
            if line.day("until") == ended.until and line.day("since") in (None, ended.begun):
                last = ended
        unit = self._unit(line)
        manager = last.manager if last else None
        if line.has("manager"):
            manager = self._manager(line, person, everybody)
        return _Wanted(
            person=person,
            last=last,
            unit=unit or (last.unit if last else None),
            manager=manager,
            job=line.text("job") if line.has("job") or not last else last.job,
            iban=line.text("iban") if line.has("iban") or not last else last.iban,
            since=line.day("since"),
            until=line.day("until") if line.has("until") or not last else last.until,
        )

    def _unit(self, line: Line) -> UUID | None:
        word = line.text("unit")
        if not word:
            return None
        found = self.state.unit_by_word.get(word.casefold(), [])
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            text = say("Several units are called “{unit}”. Fill in the code of the one that is meant.")
            self.result.wrong(line.number, UNIT, text, unit=word)
            return None
        near = get_close_matches(word.casefold(), self.state.unit_by_word, 1)
        if near:
            meant = self.state.units[self.state.unit_by_word[near[0]][0]]
            text = say("There is no unit “{unit}”. Is {near} meant? Otherwise fill the list of units first.")
            self.result.wrong(line.number, UNIT, text, unit=word, near=f"{meant[0]} ({meant[1]})")
        else:
            self.result.wrong(
                line.number,
                UNIT,
                say("There is no unit “{unit}”. Fill the list of units first, or correct the code."),
                unit=word,
            )
        return None

    def _manager(self, line: Line, person: UUID, everybody: Mapping[UUID, _Someone]) -> UUID | None:
        word = line.text("manager")
        if not word:
            return None
        found = self._found(word.casefold(), everybody)
        if len(found) != 1:
            text = (
                say(
                    "Nobody has the number or address “{manager}”, here or in this file. Correct it, or add that person."
                )
                if not found
                else say("Several people have the address “{manager}”. Fill in the personnel number.")
            )
            self.result.wrong(line.number, MANAGER, text, manager=word)
            return None
        if found[0] == person:
            self.result.wrong(line.number, MANAGER, say("Nobody is their own manager: choose a colleague."))
        return found[0]

    def _found(self, word: str, everybody: Mapping[UUID, _Someone]) -> list[UUID]:
        if not hasattr(self, "_words"):
            self._words: dict[str, list[UUID]] = defaultdict(list)
            for someone in everybody.values():
                for own in {someone.number.casefold(), someone.email.casefold()} - {""}:
                    self._words[own].append(someone.id)
        return self._words.get(word, [])

    # -- what becomes different ---------------------------------------------------------------------------------------

    def _compare(self, line: Line, wanted: "_Wanted") -> None:
        if wanted.unit is None:
            return  # told already
        person = wanted.person
        rows: list[RowChange] = []
        facts: list[Fact] = []
        self._person_row(person, rows, facts)
        is_own = person in self.actor.people
        people_rows = len(rows)
        act, action = self._job_rows(line, wanted, rows, facts)
        if is_own and len(rows) > people_rows:
            text = say(
                "This line changes your own employment. Nobody does that themselves: ask another administrator."
            )
            self.result.wrong(line.number, NAME, text)
        ends = self.ends.get(person) or wanted.until
        if ends is None or ends > self.terms.since:
            self.managers[person] = wanted.manager
        if not rows:
            self.result.unchanged += 1
            return
        record = (
            (action, "person", person) if action.startswith("person") else (action, "employment", rows[-1].id)
        )
        self.result.changes.append(Change(line.number, act, self.after[person].name, facts, rows, record))

    def _person_row(self, person: UUID, rows: list[RowChange], facts: list[Fact]) -> None:
        before, after = self.state.people.get(person), self.after[person]
        now, was = after.columns(), before.columns() if before else None
        changed = [name for name in now if was is None or was[name] != now[name]]
        if not changed:
            return
        titles = {"number": NUMBER, "name": NAME, "email": EMAIL}
        facts.extend(
            Fact(titles[name], str(was[name]) if was else None, str(now[name]))
            for name in changed
            if name in titles and (name != "name" or was is not None) and (now[name] or was)
        )
        if "language" in changed and (was is not None or after.language != "nl"):
            facts.append(
                Fact(LANGUAGE, LANGUAGES[before.language] if before else None, LANGUAGES[after.language])
            )
        if was is None:
            rows.append(RowChange(Person, person, None, {"organisation_id": self.state.organisation, **now}))
        else:
            rows.append(RowChange(Person, person, {n: was[n] for n in changed}, {n: now[n] for n in changed}))

    def _job_rows(
        self, line: Line, wanted: "_Wanted", rows: list[RowChange], facts: list[Fact]
    ) -> tuple[Act, str]:
        last, is_new = wanted.last, wanted.person not in self.state.people
        if last is None:
            return self._begin(line, wanted, rows, facts, is_new=is_new)
        if wanted.since not in (None, last.begun) and last.begun != last.since:
            text = say(
                "This employment began on {begun_day}, with changes since. A file does not change that day: leave it as it is."
            )
            self.result.wrong(line.number, SINCE, text, begun_day=last.begun.isoformat())
        if wanted.until is not None and wanted.until <= (wanted.since or last.since):
            self.result.wrong(
                line.number,
                UNTIL,
                say("An employment ends after the day on which it began. Correct one of the two."),
            )
            return Act.CHANGE, "employment.changed"
        day = self.terms.since
        jobs = [job for job in self.state.jobs[wanted.person] if job.until is None or job.until > day]
        if len(jobs) > 1 and wanted.differs(last):
            text = say(
                "{name} has several employments on or after {since_day}. Change them on the page of this person."
            )
            self.result.wrong(
                line.number, NAME, text, name=self.after[wanted.person].name, since_day=day.isoformat()
            )
            return Act.CHANGE, "employment.changed"
        asked = replace(
            last,
            unit=wanted.unit or last.unit,
            manager=wanted.manager,
            job=wanted.job,
            iban=wanted.iban,
            until=wanted.until,
            since=wanted.since if wanted.since and last.begun == last.since else last.since,
        )
        facts.extend(self._job_facts(last, asked))
        if asked.what() != last.what() and last.since < day and (last.until is None or last.until > day):
            following = replace(asked, id=self.terms.id("job", wanted.person), since=day)
            if following.until is not None and following.until <= day:
                self._change_row(last, replace(last, until=asked.until), rows)
            else:
                self._change_row(last, replace(last, until=day, since=asked.since), rows)
                rows.append(
                    RowChange(
                        Employment,
                        following.id,
                        None,
                        {"organisation_id": self.state.organisation, **following.columns()},
                    )
                )
            self.result.days.add(day)
        else:
            self._change_row(last, asked, rows)
        ends = asked.until is not None and asked.until != last.until
        if ends and asked.until:
            self.ends[wanted.person] = asked.until
            self.result.days.add(asked.until)
        only_ends = ends and asked.what() == last.what()
        jobs_changed = any(row.model is Employment for row in rows)
        action = (
            "employment.ended" if only_ends else "employment.changed" if jobs_changed else "person.changed"
        )
        return (Act.END if only_ends else Act.CHANGE), action

    def _begin(
        self, line: Line, wanted: "_Wanted", rows: list[RowChange], facts: list[Fact], *, is_new: bool
    ) -> tuple[Act, str]:
        """An employment of somebody who has none on or after the day."""
        past = self.state.jobs.get(wanted.person, [])
        if wanted.since is None:
            text = say("Fill in since when {name} is employed.")
            self.result.wrong(line.number, SINCE, text, name=self.after[wanted.person].name)
        elif wanted.until is not None and wanted.until <= wanted.since:
            self.result.wrong(
                line.number,
                UNTIL,
                say("An employment ends after the day on which it began. Correct one of the two."),
            )
        elif past and past[-1].until is not None and wanted.since < past[-1].until:
            text = say("{name} was employed until {until_day}. A new employment begins on that day or later.")
            name, until = self.after[wanted.person].name, past[-1].until.isoformat()
            self.result.wrong(line.number, SINCE, text, name=name, until_day=until)
        elif wanted.unit is not None:
            job = _Job(
                self.terms.id("job", wanted.person),
                wanted.person,
                wanted.unit,
                wanted.manager,
                wanted.job,
                wanted.iban,
                wanted.since,
                wanted.until,
                wanted.since,
            )
            facts.extend(self._job_facts(None, job))
            columns = {"organisation_id": self.state.organisation, **job.columns()}
            rows.append(RowChange(Employment, job.id, None, columns))
            self.result.days.add(wanted.since)
        return Act.ADD, "person.added" if is_new else "employment.added"

    def _change_row(self, before: _Job, after: _Job, rows: list[RowChange]) -> None:
        was, now = before.columns(), after.columns()
        changed = [name for name in now if was[name] != now[name]]
        if changed:
            rows.append(
                RowChange(Employment, before.id, {n: was[n] for n in changed}, {n: now[n] for n in changed})
            )

    def _job_facts(self, before: _Job | None, after: _Job) -> list[Fact]:
        shown: tuple[tuple[str, Callable[[_Job], str | date | None]], ...] = (
            (UNIT, lambda job: self.state.unit(job.unit)),
            (MANAGER, lambda job: self._name(job.manager)),
            (JOB, lambda job: job.job),
            (IBAN, lambda job: job.iban),
            (SINCE, lambda job: job.begun if before is not None and job is before else job.since),
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

    def _name(self, person: UUID | None) -> str:
        if person is None:
            return ""
        return self.after[person].name if person in self.after else self.state.name(person)

    # -- who is not in it, and whom that leaves -----------------------------------------------------------------------

    def _end_the_others(self) -> None:
        day = self.terms.since
        for person, jobs in self.state.jobs.items():
            if person in self.lines:
                continue
            for job in jobs:
                if job.since >= day or (job.until is not None and job.until <= day):
                    continue
                name = self.state.name(person)
                if person in self.actor.people:
                    text = say(
                        "You are not in this file yourself, so your own employment would end. Add yourself, or ask another administrator."
                    )
                    self.result.wrong(0, NAME, text)
                    continue
                self.ends[person] = day
                self.result.days.add(day)
                row = RowChange(Employment, job.id, {"valid_until": job.until}, {"valid_until": day})
                facts = [Fact(UNTIL, job.until, day)]
                record = ("employment.ended", "employment", job.id)
                self.result.changes.append(Change(0, Act.END, name, facts, [row], record))

    def _check_managers(self) -> None:
        day = self.terms.since
        after: dict[UUID, UUID | None] = {}
        for person, jobs in self.state.jobs.items():
            for job in jobs:
                if person not in self.ends and (job.until is None or job.until > day):
                    after[person] = job.manager
        after |= self.managers
        for loop in loops_in(after):
            path = " → ".join(self._name(each) for each in (*loop, loop[0]))
            touched = [each for each in loop if each in self.lines]
            if len(loop) > 1:
                for each in touched:
                    text = say(
                        "These people are each other's manager in a circle: {path}. Let one of them have another manager, or none."
                    )
                    self.result.wrong(self.lines[each].number, MANAGER, text, path=path)
        reports: dict[UUID, list[str]] = defaultdict(list)
        for person, manager in after.items():
            if manager in self.ends and person not in self.ends:
                reports[manager].append(self._name(person))
        for manager, names in reports.items():
            line = self.lines.get(manager)
            text = say(
                "{name} leaves and is still the manager of {count} {count:person|people}: {names}. Give them another manager."
            )
            self.result.warn(
                line.number if line else 0,
                MANAGER,
                text,
                name=self._name(manager),
                count=len(names),
                names=some(sorted(names)),
            )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a line wants of somebody's employment; ``last`` is the one that it is about, ``None`` where one begins."""

    person: UUID
    last: _Job | None
    unit: UUID | None
    manager: UUID | None
    job: str
    iban: str
    since: date | None
    until: date | None

    def differs(self, job: _Job) -> bool:
        """Whether anything of it is otherwise than the job."""
        return (self.unit, self.manager, self.job, self.iban) != job.what() or self.until != job.until


def current_people(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """Who is employed on a day or will be, by name: the last employment of each."""
    state = _State.read(actor, organisation)
    lines: list[Mapping[str, Value]] = []
    for someone in state.people.values():
        jobs = [job for job in state.jobs.get(someone.id, []) if job.until is None or job.until > on]
        if not jobs:
            continue
        job = jobs[-1]
        manager = state.people.get(job.manager) if job.manager else None
        lines.append(
            {
                "number": someone.number,
                "name": someone.name,
                "email": someone.email,
                "unit": state.units[job.unit][0],
                "manager": (manager.number or manager.email) if manager else "",
                "job": job.job,
                "iban": job.iban,
                "since": job.begun,
                "until": job.until,
                "language": someone.language,
            }
        )
    return lines


PEOPLE: Final = ImportedList(
    name="people",
    title=say("People"),
    columns=COLUMNS,
    models=(Person, Employment),
    plan=plan_people,
    current=current_people,
    check=may_arrange,
    afterwards=announce,
    order=20,
    completes=say("This is the complete list: somebody who is not in it leaves"),
)
