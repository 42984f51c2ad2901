"""The list of units: one line each, recognised by its code."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

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
from bodemplaat.foundation.organisations.events import who_can_act_changed
from bodemplaat.foundation.organisations.models import ALWAYS, Employment, Unit, UnitState
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.organisations.unit_states import (
    State,
    changed_from,
    circles_in,
    state_on,
    states_of,
)
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

CODE, NAME, PARENT, SINCE, UNTIL = (
    say("Code"),
    say("Name of the unit"),
    say("Part of (code)"),
    say("Exists since"),
    say("Exists until"),
)
COLUMNS: Final = (
    ImportColumn(
        "code", CODE, required=True, longest=20, note=say("Short and lasting: a unit is recognised by it.")
    ),
    ImportColumn("name", NAME, required=True, width=36),
    ImportColumn("parent", PARENT, longest=20, note=say("The code of the unit that this one is part of.")),
    ImportColumn("since", SINCE, Kind.DAY, note=say("Left empty: always."), width=16),
    ImportColumn("until", UNTIL, Kind.DAY, note=say("The first day without this unit."), width=16),
)


@dataclass(slots=True)
class _Unit:
    """A unit as it is, or will be: what a line says is laid over what stands."""

    id: UUID
    code: str
    name: str
    parent: UUID | None
    since: date
    until: date | None

    def columns(self) -> dict[str, object]:
        return {
            "code": self.code,
            "name": self.name,
            "parent_id": self.parent,
            "valid_from": self.since,
            "valid_until": self.until,
        }


def plan_units(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """What a file of units does."""
    plan = Plan()
    rows = list(Unit.records.of(actor).filter(organisation_id=organisation).order_by("code"))
    states = _States(actor, organisation, rows, terms)
    there = {row.code.casefold(): states.unit_of_day(row) for row in rows}
    wanted: dict[str, Line] = {}
    for line in lines:
        key = line.text("code").casefold()
        if not key:
            continue
        if key in wanted:
            text = say("Line {other} has the same code. Give each unit a code of its own.")
            plan.wrong(line.number, CODE, text, other=wanted[key].number)
        else:
            wanted[key] = line
    ids = {key: unit.id for key, unit in there.items()}
    ids |= {key: terms.id("unit", key) for key in wanted if key not in ids}
    after = {key: _after(plan, line, there.get(key), ids) for key, line in wanted.items()}
    if terms.is_complete:
        for key, unit in there.items():
            if (
                key not in wanted
                and unit.since < terms.since
                and (unit.until is None or unit.until > terms.since)
            ):
                after[key] = _Unit(unit.id, unit.code, unit.name, unit.parent, unit.since, terms.since)
    codes = {ids[key]: (after.get(key) or there[key]).code for key in ids}
    _check_loops(plan, wanted, {**there, **after}, states)
    _check_ends(plan, actor, organisation, wanted, there, after)
    for key, unit in after.items():
        _add(plan, states, wanted[key].number if key in wanted else 0, there.get(key), unit, codes)
    return plan


class _States:
    """What units are called and part of from which day, as it is stored, and the rows with which a file changes that."""

    def __init__(self, actor: Actor, organisation: UUID, rows: Sequence[Unit], terms: Terms) -> None:
        self.organisation, self.terms = organisation, terms
        self.rows = {row.id: row for row in rows}
        self.states = states_of(actor, rows)
        stored = UnitState.records.of(actor).filter(organisation_id=organisation)
        self.stored = {
            (unit, since): identity
            for identity, unit, since in stored.values_list("id", "unit_id", "valid_from")
        }

    def unit_of_day(self, row: Unit) -> _Unit:
        """A unit as it is called and placed on the day from which the file holds."""
        state = state_on(self.states[row.id], self.terms.since)
        return _Unit(row.id, row.code, state.name, state.parent_id, row.valid_from, row.valid_until)

    def after(self, unit: _Unit) -> list[State]:
        """The states of a unit once the file holds."""
        was = self.states.get(unit.id)
        if was is None:
            return [State(ALWAYS, unit.name, unit.parent)]
        now = state_on(was, self.terms.since)
        if (now.name, now.parent_id) == (unit.name, unit.parent):
            return was
        return changed_from(was, State(max(self.terms.since, unit.since), unit.name, unit.parent))

    def rows_for(self, unit: _Unit) -> list[RowChange]:
        """The rows with which a unit gets another name or place from the day of the file on; none for one that keeps them."""
        was, now = self.states[unit.id], self.after(unit)
        if was == now:
            return []
        changes = []
        for state in now:
            identity = self.stored.get((unit.id, state.since))
            values = {"name": state.name, "parent_id": state.parent_id}
            if identity is None:
                own = {"organisation_id": self.organisation, "unit_id": unit.id, "valid_from": state.since}
                identity = self.terms.id("unit state", unit.id, state.since)
                changes.append(RowChange(UnitState, identity, None, {**own, **values}))
            elif (before := next(each for each in was if each.since == state.since)) != state:
                old = {"name": before.name, "parent_id": before.parent_id}
                changed = [name for name in values if old[name] != values[name]]
                changes.append(
                    RowChange(
                        UnitState, identity, {n: old[n] for n in changed}, {n: values[n] for n in changed}
                    )
                )
        return changes

    def today(self, unit: _Unit) -> dict[str, object]:
        """The columns of a unit's own row, which says what it is called and part of today."""
        state = state_on(self.after(unit), timezone.localdate())
        return {**unit.columns(), "name": state.name, "parent_id": state.parent_id}


def _after(plan: Plan, line: Line, before: _Unit | None, ids: Mapping[str, UUID]) -> _Unit:
    code = line.text("code")
    parent = before.parent if before else None
    if line.has("parent"):
        code_of_parent = line.text("parent").casefold()
        parent = ids.get(code_of_parent)
        if code_of_parent and parent is None:
            text = say(
                "There is no unit with the code “{code}”, here or in this file. Correct it, or add that unit."
            )
            plan.wrong(line.number, PARENT, text, code=line.text("parent"))
    since = before.since if before else ALWAYS
    if line.has("since"):
        since = line.day("since") or ALWAYS
    until = line.day("until") if line.has("until") else (before.until if before else None)
    if until is not None and until <= since:
        plan.wrong(
            line.number, UNTIL, say("A unit ends after the day on which it began. Correct one of the two.")
        )
    return _Unit(
        before.id if before else ids[code.casefold()],
        before.code if before else code,
        line.text("name"),
        parent,
        since,
        until,
    )


def _check_loops(plan: Plan, wanted: Mapping[str, Line], units: Mapping[str, _Unit], states: _States) -> None:
    by_id = {unit.id: key for key, unit in units.items()}
    of_units = {unit.id: states.after(unit) for unit in units.values()}
    for loop in circles_in(of_units, states.terms.since):
        path = " → ".join(units[by_id[each]].code for each in (*loop, loop[0]))
        for each in loop:
            line = wanted.get(by_id[each])
            if line is not None:
                text = say(
                    "These units are part of each other in a circle: {path}. Let one of them stand on its own."
                )
                plan.wrong(line.number, PARENT, text, path=path)


def _check_ends(
    plan: Plan,
    actor: Actor,
    organisation: UUID,
    wanted: Mapping[str, Line],
    there: Mapping[str, _Unit],
    after: Mapping[str, _Unit],
) -> None:
    """A unit in which people work does not end: who they are is said."""
    ends = {
        unit.id: (key, unit)
        for key, unit in after.items()
        if unit.until is not None and key in there and there[key].until != unit.until
    }
    workers = who_works_in(
        actor, organisation, {identity: unit.until for identity, (_, unit) in ends.items() if unit.until}
    )
    for identity, names in workers.items():
        key, unit = ends[identity]
        line = wanted.get(key)
        text = say(
            "{count} {count:person works|people work} in “{unit}” from that day on: {names}. Give them another unit first."
        )
        plan.wrong(
            line.number if line else 0, UNTIL, text, count=len(names), unit=unit.name, names=some(names)
        )
    parts = [u for u in {**there, **after}.values() if u.parent in ends]
    for part in parts:
        key, unit = ends[part.parent]  # type: ignore[index]  # it is one of them
        if part.until is None or (unit.until and part.until > unit.until):
            line = wanted.get(key)
            text = say("“{part}” is part of “{unit}”. Let it end too, or make it part of another unit.")
            plan.wrong(line.number if line else 0, UNTIL, text, part=part.name, unit=unit.name)


def who_works_in(actor: Actor, organisation: UUID, ends: Mapping[UUID, date]) -> Mapping[UUID, list[str]]:
    """By unit, the names of who works there on or after the day on which it ends; one query."""
    rows = Employment.records.of(actor).filter(organisation_id=organisation, unit_id__in=ends)
    names: dict[UUID, list[str]] = defaultdict(list)
    for unit, name, until in rows.order_by("person__name").values_list(
        "unit_id", "person__name", "valid_until"
    ):
        if until is None or until > ends[unit]:
            names[unit].append(name)
    return names


def some(names: Sequence[str], most: int = 5) -> str:
    """The first few names, with an ellipsis for the rest."""
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


def _add(
    plan: Plan, states: _States, line: int, before: _Unit | None, unit: _Unit, codes: Mapping[UUID, str]
) -> None:
    now = unit.columns()
    was = before.columns() if before else None
    if was == now:
        plan.unchanged += 1
        return
    changed = {name for name in now if was is None or was[name] != now[name]}
    shown = (
        (NAME, "name", lambda u: u.name),
        (PARENT, "parent_id", lambda u: codes.get(u.parent, "") if u.parent else ""),
        (SINCE, "valid_from", lambda u: None if u.since == ALWAYS else u.since),
        (UNTIL, "valid_until", lambda u: u.until),
    )
    facts = [
        Fact(title, show(before) if before else None, show(unit))
        for title, name, show in shown
        if name in changed and ((show(before) if before else None) or show(unit))
    ]
    if before is None:
        rows = [RowChange(Unit, unit.id, None, {"organisation_id": states.organisation, **now})]
        act, action = Act.ADD, "unit.added"
    else:
        rows = states.rows_for(unit)
        row = states.rows[unit.id]
        stands: dict[str, object] = {
            "code": row.code,
            "name": row.name,
            "parent_id": row.parent_id,
            "valid_from": row.valid_from,
            "valid_until": row.valid_until,
        }
        today = states.today(unit)
        other = [name for name in today if stands[name] != today[name]]
        if other:
            rows.append(RowChange(Unit, unit.id, {n: stands[n] for n in other}, {n: today[n] for n in other}))
        ends = changed == {"valid_until"} and unit.until is not None
        act, action = (Act.END, "unit.ended") if ends else (Act.CHANGE, "unit.changed")
    plan.changes.append(
        Change(line, act, f"{unit.name} ({unit.code})", facts, rows, (action, "unit", unit.id))
    )


def current_units(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """The units that have not ended, by code."""
    rows = list(Unit.records.of(actor).filter(organisation_id=organisation).order_by("code"))
    codes = {row.id: row.code for row in rows}
    of_day = {unit: state_on(own, on) for unit, own in states_of(actor, rows).items()}
    return [
        {
            "code": row.code,
            "name": of_day[row.id].name,
            "parent": codes[above] if (above := of_day[row.id].parent_id) else "",
            "since": None if row.valid_from == ALWAYS else row.valid_from,
            "until": row.valid_until,
        }
        for row in rows
        if row.valid_until is None or row.valid_until > on
    ]


def may_arrange(actor: Actor, organisation: UUID) -> None:
    """Raise for who may not arrange this organisation."""
    check_may_arrange(actor=actor, organisation=organisation)


def announce(*, actor: Actor, organisation: UUID, days: Collection[date], at: datetime) -> None:
    """Say from which days others may be able to act: today, for all that lies behind, and each day to come."""
    today = timezone.localdate(at)
    who_can_act_changed(
        actor=actor, organisation=organisation, days={max(day, today) for day in days} | {today}, at=at
    )


UNITS: Final = ImportedList(
    name="units",
    title=say("Units"),
    columns=COLUMNS,
    models=(Unit, UnitState),
    plan=plan_units,
    current=current_units,
    check=may_arrange,
    afterwards=announce,
    order=10,
    completes=say("This is the complete list: a unit that is not in it ends"),
)
