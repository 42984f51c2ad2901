"""The list of cost centres that is filled from a file: one line each, recognised by its code."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.ledger.models import CostCentre
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
from bodemplaat.foundation.organisations.api import announce, check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

CODE, NAME, SINCE, UNTIL = (
    say("Code of the cost centre"),
    say("Name of the cost centre"),
    say("Holds from"),
    say("Holds until"),
)
_TITLES: Final = {"name": NAME, "valid_from": SINCE, "valid_until": UNTIL}


def plan_cost_centres(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """What a file of cost centres does: the latest row of each code is the one that a line is about."""
    plan = Plan()
    rows = CostCentre.records.of(actor).filter(organisation_id=organisation).order_by("valid_from")
    there = {row.code.casefold(): row for row in rows}
    wanted: dict[str, Line] = {}
    for line in lines:
        key = line.text("code").casefold()
        if key in wanted:
            text = say("Line {other} has the same code. Give each cost centre a code of its own.")
            plan.wrong(line.number, CODE, text, other=wanted[key].number)
        elif key:
            wanted[key] = line
    for key, line in wanted.items():
        before = there.get(key)
        since = line.day("since") or (before.valid_from if before else terms.since)
        until = line.day("until") if line.has("until") else (before.valid_until if before else None)
        if until is not None and until <= since:
            plan.wrong(
                line.number, UNTIL, say("It ends after the day on which it began. Correct one of the two.")
            )
            continue
        after: dict[str, str | date | None] = {
            "code": line.text("code"),
            "name": line.text("name"),
            "valid_from": since,
            "valid_until": until,
        }
        _add(plan, organisation, line.number, before, after, terms)
    if terms.is_complete:
        for key, row in there.items():
            if (
                key not in wanted
                and row.valid_from < terms.since
                and (row.valid_until or date.max) > terms.since
            ):
                after = {
                    "code": row.code,
                    "name": row.name,
                    "valid_from": row.valid_from,
                    "valid_until": terms.since,
                }
                _add(plan, organisation, 0, row, after, terms)
    return plan


def _add(
    plan: Plan,
    organisation: UUID,
    line: int,
    before: CostCentre | None,
    after: Mapping[str, str | date | None],
    terms: Terms,
) -> None:
    name = f"{after['name']} ({after['code']})"
    if before is None:
        identity = terms.id("cost_centre", str(after["code"]).casefold())
        row = RowChange(CostCentre, identity, None, {"organisation_id": organisation, **after})
        facts = [Fact(title, None, after[column]) for column, title in _TITLES.items() if after[column]]
        record = ("cost_centre.added", "cost_centre", identity)
        plan.changes.append(Change(line, Act.ADD, name, facts, [row], record))
        return
    was: dict[str, str | date | None] = {
        "name": before.name,
        "valid_from": before.valid_from,
        "valid_until": before.valid_until,
    }
    differ = [column for column in was if was[column] != after[column]]
    if not differ:
        plan.unchanged += 1
        return
    row = RowChange(
        CostCentre,
        before.id,
        {column: was[column] for column in differ},
        {column: after[column] for column in differ},
    )
    ends = differ == ["valid_until"] and after["valid_until"] is not None
    facts = [Fact(_TITLES[column], was[column], after[column]) for column in differ]
    record = ("cost_centre.ended" if ends else "cost_centre.changed", "cost_centre", before.id)
    plan.changes.append(Change(line, Act.END if ends else Act.CHANGE, name, facts, [row], record))


def current_cost_centres(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """The cost centres that have not ended, by code."""
    rows = CostCentre.records.of(actor).filter(organisation_id=organisation).order_by("code", "valid_from")
    latest = {row.code.casefold(): row for row in rows}
    return [
        {"code": row.code, "name": row.name, "since": row.valid_from, "until": row.valid_until}
        for row in latest.values()
        if row.valid_until is None or row.valid_until > on
    ]


def _may(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor=actor, organisation=organisation)


COST_CENTRES: Final = ImportedList(
    name="cost-centres",
    title=say("Cost centres"),
    columns=(
        ImportColumn("code", CODE, required=True, longest=20),
        ImportColumn("name", NAME, required=True, longest=80, width=36),
        ImportColumn(
            "since",
            SINCE,
            Kind.DAY,
            width=16,
            note=say("Left empty for a new one: the day on which changes hold."),
        ),
        ImportColumn("until", UNTIL, Kind.DAY, width=16, note=say("The first day without it.")),
    ),
    models=(CostCentre,),
    plan=plan_cost_centres,
    current=current_cost_centres,
    check=_may,
    afterwards=announce,
    order=50,
    completes=say("This is the complete list: a cost centre that is not in it ends"),
)
