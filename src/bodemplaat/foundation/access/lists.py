"""The lists of roles and of functions: one line per person and role or function, with its days."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.text import slugify

from bodemplaat.foundation.access.models import FunctionAssignment, RoleAssignment
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
    in_every_language,
)
from bodemplaat.foundation.organisations.api import (
    announce,
    check_may_arrange,
    days_as_provider,
    people_of,
    units_of,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import Said, say

PERSON, ROLE, FUNCTION, UNIT, SINCE, UNTIL = (
    say("Person (e-mail or number)"),
    say("Role"),
    say("Function"),
    say("Only for unit (code)"),
    say("Holds from"),
    say("Holds until"),
)
ROLES: Final = {
    Role.EMPLOYEE.value: say("Employee"),
    Role.MANAGER.value: say("Manager"),
    Role.SSC_CLERK.value: say("SSC clerk"),
    Role.SSC_PAYER.value: say("SSC payer"),
    Role.CONTROLLER.value: say("Controller"),
    Role.CONTRACT_MANAGER.value: say("Contract manager"),
    Role.ADMINISTRATOR.value: say("Administrator"),
}
OF_A_PROVIDER: Final = {Role.SSC_CLERK.value, Role.SSC_PAYER.value, Role.CONTRACT_MANAGER.value}
FUNCTIONS: Final = {
    "agreement_signer": say("agreement signer"),
    "budget_holder": say("budget holder"),
    "director": say("director"),
    "fallback_approver": say("fallback approver"),
}
"""Functions that the platform knows by name; an organisation may write any other."""
_ALSO_WRITTEN: Final = {
    "fallback_approver": (
        say("somebody who decides when no manager can"),
        say("who decides when no manager can"),
        say("decides when no manager can"),
    ),
}
"""How pages describe a function, for whoever writes that down instead of its name."""
_PERSON = ImportColumn(
    "person",
    PERSON,
    required=True,
    longest=254,
    width=34,
    note=say("Somebody in the list of people."),
)
_SINCE = ImportColumn("since", SINCE, Kind.DAY, required=True, width=16)
_UNTIL = ImportColumn("until", UNTIL, Kind.DAY, width=16, note=say("The first day without it."))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the two lists differ in: the table, its column, and how a line names what is held."""

    model: Any
    column: str
    title: Said
    nouns: tuple[str, str, str]
    """What the trail says when one begins, changes and ends."""


_ROLE = _Kind(RoleAssignment, "role", ROLE, ("role.assigned", "role.changed", "role.ended"))
_FUNCTION = _Kind(
    FunctionAssignment, "function", FUNCTION, ("function.assigned", "function.changed", "function.ended")
)

_Key = tuple[UUID, str, UUID | None]
_Days = tuple[date, date | None]


def plan_roles(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """What a file of roles does."""
    provides = days_as_provider(actor=actor, organisation=organisation)
    planner = _Planner(actor, organisation, terms, _ROLE, lambda value: ROLES.get(value, value))
    for line in lines:
        role = line.text("role")
        since = line.day("since") or terms.since
        if role in OF_A_PROVIDER and not any(
            begins <= since and (until is None or since < until) for begins, until in provides
        ):
            coming = next((begins for begins, _ in provides if begins > since), None)
            if coming is None:
                text = say("Only a provider has this role. Choose another one.")
                planner.result.wrong(line.number, ROLE, text)
            else:
                text = say("This organisation provides from {since_day}: fill in that day or a later one.")
                planner.result.wrong(line.number, SINCE, text, since_day=coming.isoformat())
        planner.take(line, role, None)
    return planner.plan()


def plan_functions(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """What a file of functions does."""
    planner = _Planner(
        actor, organisation, terms, _FUNCTION, lambda value: FUNCTIONS.get(value, value.replace("_", " "))
    )
    here = {what for _, what, _ in planner.there}
    units = {unit.code.casefold(): unit.id for unit in units_of(actor=actor, organisation=organisation)}
    for line in lines:
        unit = units.get(line.text("unit").casefold())
        if line.text("unit") and unit is None:
            text = say("There is no unit “{unit}”. Fill the list of units first, or correct the code.")
            planner.result.wrong(line.number, UNIT, text, unit=line.text("unit"))
        code = code_of(line.text("function"))
        if code and code not in FUNCTIONS and code not in here:
            here.add(code)
            text = say(
                "“{function}” is a new function of your own: it decides about nothing until a rule names it. The platform knows"
                " {choices}."
            )
            choices = [Said(word) for word in FUNCTIONS.values()]
            planner.result.warn(line.number, FUNCTION, text, function=line.text("function"), choices=choices)
        planner.take(line, code, unit)
    return planner.plan()


def code_of(written: str) -> str:
    """How a function is stored, whatever language or capitals it is written in."""
    for code, word in FUNCTIONS.items():
        texts = (word, *_ALSO_WRITTEN.get(code, ()))
        if written.casefold() in {
            code,
            *(each.casefold() for text in texts for each in in_every_language(text)),
        }:
            return code
    return slugify(written).replace("-", "_")[:40]


class _Planner:
    """One file laid over the assignments that have not ended."""

    def __init__(
        self, actor: Actor, organisation: UUID, terms: Terms, kind: _Kind, word: Callable[[str], str]
    ) -> None:
        self.actor, self.organisation, self.terms, self.kind, self.word = (
            actor,
            organisation,
            terms,
            kind,
            word,
        )
        self.result = Plan()
        self.names: dict[UUID, str] = {}
        self.by_word: dict[str, list[UUID]] = defaultdict(list)
        for person in people_of(actor=actor, organisation=organisation):
            self.names[person.id] = person.name
            for own in {person.number.casefold(), person.email.casefold()} - {""}:
                self.by_word[own].append(person.id)
        rows = kind.model.records.of(actor).filter(organisation_id=organisation).order_by("valid_from")
        if kind is _ROLE:
            rows = rows.filter(role__in=ROLES)  # another role is not given by this list, and not ended by it
        unit = ("unit_id",) if kind is _FUNCTION else ()
        self.there: dict[_Key, tuple[UUID, date, date | None]] = {}
        for identity, held_by, what, since, until, *of in rows.values_list(
            "id", "person_id", kind.column, "valid_from", "valid_until", *unit
        ):
            self.there[held_by, what, of[0] if of else None] = (identity, since, until)
        self.wanted: dict[_Key, Line] = {}

    def take(self, line: Line, what: str, unit: UUID | None) -> None:
        """Find who a line is about."""
        word = line.text("person")
        if not word or not what:
            return
        known = self.by_word.get(word.casefold(), [])
        if len(known) != 1:
            text = (
                say(
                    "Nobody has the number or address “{person}”. Fill the list of people first, or correct it."
                )
                if not known
                else say("Several people have the address “{person}”. Fill in the personnel number.")
            )
            self.result.wrong(line.number, PERSON, text, person=word)
            return
        key = (known[0], what, unit)
        if key in self.wanted:
            text = say("Line {other} says the same of this person. Keep one of the two.")
            self.result.wrong(line.number, PERSON, text, other=self.wanted[key].number)
        else:
            self.wanted[key] = line

    def plan(self) -> Plan:
        """What the lines come to."""
        for key, line in self.wanted.items():
            since, until = line.day("since"), line.day("until")
            if since is None:
                continue  # told already
            if until is not None and until <= since:
                text = say("It ends after the day on which it began. Correct one of the two.")
                self.result.wrong(line.number, UNTIL, text)
                continue
            if not line.has("until") and key in self.there:
                until = self.there[key][2]
            self._compare(line.number, key, (since, until))
        if self.terms.is_complete:
            day = self.terms.since
            for key, (_, since, until) in self.there.items():
                if key not in self.wanted and since < day and (until is None or until > day):
                    self._compare(0, key, (since, day))
        return self.result

    def _compare(self, line: int, key: _Key, days: _Days) -> None:
        person, what, unit = key
        before = self.there.get(key)
        if before is not None and before[2] is not None and before[2] <= min(days[0], self.terms.since):
            before = None  # that one is over: another begins
        if before is not None and before[1:] == days:
            self.result.unchanged += 1
            return
        if person in self.actor.people:
            text = say("Nobody changes their own roles or functions: ask another administrator to do it.")
            self.result.wrong(line, PERSON, text)
            return
        columns = {"valid_from": days[0], "valid_until": days[1]}
        was = before[1:] if before else (None, None)
        facts = [
            Fact(title, old, new)
            for title, old, new in ((SINCE, was[0], days[0]), (UNTIL, was[1], days[1]))
            if old != new
        ]
        began, changed, ended = self.kind.nouns
        if before is None:
            new = {
                "organisation_id": self.organisation,
                "person_id": person,
                self.kind.column: what,
                **columns,
            }
            if self.kind is _FUNCTION:
                new["unit_id"] = unit
            row = RowChange(self.kind.model, self.terms.id(self.kind.column, *key), None, new)
            act, action = Act.ADD, began
        else:
            differ = [name for name, old, new in zip(columns, was, days, strict=True) if old != new]
            old_columns = dict(zip(columns, was, strict=True))
            row = RowChange(
                self.kind.model,
                before[0],
                {name: old_columns[name] for name in differ},
                {name: columns[name] for name in differ},
            )
            only_ends = differ == ["valid_until"] and days[1] is not None
            act, action = (Act.END, ended) if only_ends else (Act.CHANGE, changed)
        facts.insert(0, Fact(self.kind.title, None, self.word(what)))
        self.result.days |= {day for day in (*days, *was) if day is not None}
        record = (action, "person", person)
        self.result.changes.append(Change(line, act, self.names[person], facts, [row], record))


def current_roles(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """The roles that have not ended, by person."""
    rows = RoleAssignment.records.of(actor).filter(organisation_id=organisation, role__in=ROLES)
    return [
        {"person": _word(row.person), "role": row.role, "since": row.valid_from, "until": row.valid_until}
        for row in rows.select_related("person").order_by("person__name", "role", "valid_from")
        if (row.valid_until is None or row.valid_until > on) and _word(row.person)
    ]


def current_functions(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """The functions that have not ended, by person."""
    rows = FunctionAssignment.records.of(actor).filter(organisation_id=organisation)
    return [
        {
            "person": _word(row.person),
            "function": row.function,
            "unit": row.unit.code if row.unit else "",
            "since": row.valid_from,
            "until": row.valid_until,
        }
        for row in rows.select_related("person", "unit").order_by("person__name", "function", "valid_from")
        if (row.valid_until is None or row.valid_until > on) and _word(row.person)
    ]


def _word(person: Any) -> str:
    return str(person.number or person.email)


def _may(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor=actor, organisation=organisation)


def _check_undo(actor: Actor, rows: Sequence[RowChange]) -> None:
    for model in (RoleAssignment, FunctionAssignment):
        ids = [row.id for row in rows if row.model is model]
        if model.records.of(actor).filter(id__in=ids, person_id__in=actor.people).exists():
            text = say(
                "This file changed your own roles or functions. Nobody takes that back themselves: ask another"
                " administrator to undo it."
            )
            raise Refused(text)


ROLE_LIST: Final = ImportedList(
    name="roles",
    title=say("Roles"),
    columns=(_PERSON, ImportColumn("role", ROLE, Kind.CHOICE, required=True, choices=ROLES), _SINCE, _UNTIL),
    models=(RoleAssignment,),
    plan=plan_roles,
    current=current_roles,
    check=_may,
    afterwards=announce,
    check_undo=_check_undo,
    order=30,
    completes=say("This is the complete list: a role that is not in it ends"),
)
FUNCTION_LIST: Final = ImportedList(
    name="functions",
    title=say("Functions"),
    columns=(
        _PERSON,
        ImportColumn(
            "function",
            FUNCTION,
            required=True,
            longest=40,
            note=say("Such as budget holder, director or fallback approver, or one of your own."),
        ),
        ImportColumn("unit", UNIT, longest=20, note=say("Left empty: the whole organisation.")),
        _SINCE,
        _UNTIL,
    ),
    models=(FunctionAssignment,),
    plan=plan_functions,
    current=current_functions,
    check=_may,
    afterwards=announce,
    check_undo=_check_undo,
    order=40,
    completes=say("This is the complete list: a function that is not in it ends"),
)
