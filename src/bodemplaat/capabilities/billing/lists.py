"""The actual costs of a year that are filled from a file: one line for each cost of a service, or of none."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.billing.models import ActualCost
from bodemplaat.capabilities.billing.policies import cooperations_billed
from bodemplaat.capabilities.billing.reckoning.year import GENERAL_COSTS
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.imports.api import (
    Act,
    Change,
    Fact,
    ImportColumn,
    ImportedList,
    Line,
    Plan,
    RowChange,
    Terms,
    Value,
)
from bodemplaat.foundation.organisations.api import announce, check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say
from bodemplaat.kernel.written import habit_of

SERVICE, NAME, AMOUNT, SOURCE, COOPERATION = (
    say("Service"),
    say("Name of the cost"),
    say("Actual cost"),
    say("Known from"),
    say("Cooperation"),
)
START_UP: Final = {"nl": "aanloop", "en": "start-up"}
"""What stands under service for start-up costs, in either language."""
Key = tuple[UUID, str, str]
"""A cost: of which cooperation, service and name."""


def plan_costs(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """The costs of the year of a day. What the books say is not touched; of a complete file a cost that is not in it is nothing."""
    plan = Plan()
    places = {each.name.casefold(): each.id for each in cooperations_billed(actor)}
    year = terms.since.year
    rows = {
        (row.cooperation_id, row.code, row.name): row
        for row in ActualCost.records.of(actor).filter(organisation_id=organisation, year=year)
    }
    habit = habit_of(line.text("amount") for line in lines if line.text("amount"))
    seen: dict[Key, int] = {}
    for line in lines:
        place = _place(plan, line, places)
        cents = (
            ledger.cents_of(plan, line.number, AMOUNT, line.text("amount"), habit)
            if line.text("amount")
            else None
        )
        if place is None or cents is None or not line.text("name") or not line.text("source"):
            continue
        key = (place, _code(line.text("service")), line.text("name"))
        if key in seen:
            text = say("Line {other} has the same service and name. Add the two up in one line.")
            plan.wrong(line.number, NAME, text, other=seen[key])
            continue
        seen[key] = line.number
        if (there := rows.get(key)) is not None and there.from_books:
            text = say("The books say what this cost already. Give it another name, or leave it out.")
            plan.wrong(line.number, NAME, text)
            continue
        _change(plan, organisation, line.number, key, rows.get(key), cents, line.text("source"), terms)
    if terms.is_complete:
        for key, row in sorted(rows.items()):
            if key not in seen and not row.from_books and row.cents:
                _change(plan, organisation, 0, key, row, 0, row.source, terms)
    return plan


def _place(plan: Plan, line: Line, places: Mapping[str, UUID]) -> UUID | None:
    named = line.text("cooperation")
    if not named and len(places) == 1:
        return next(iter(places.values()))
    if named.casefold() in places:
        return places[named.casefold()]
    if not places:
        plan.wrong(
            line.number,
            COOPERATION,
            say("Your organisation provides nothing to others, so no year is settled."),
        )
    else:
        text = say("Name the cooperation in which your organisation provides: {names}.")
        plan.wrong(line.number, COOPERATION, text, names=", ".join(sorted(places)))
    return None


def _code(text: str) -> str:
    """The code of a service: empty for start-up costs, a star where nothing stands."""
    return "" if text.casefold() in START_UP.values() else text or GENERAL_COSTS


def _change(
    plan: Plan,
    organisation: UUID,
    number: int,
    key: Key,
    before: ActualCost | None,
    cents: int,
    source: str,
    terms: Terms,
) -> None:
    if (before is None and not cents) or (
        before is not None and (before.cents, before.source) == (cents, source)
    ):
        plan.unchanged += 1
        return
    cooperation, code, name = key
    today = timezone.localdate()
    facts = [
        Fact(AMOUNT, None if before is None else ledger.written_of(before.cents), ledger.written_of(cents)),
        Fact(SOURCE, None if before is None else before.source, source),
    ]
    after: dict[str, object] = {"cents": cents, "source": source, "known_on": today}
    if before is None:
        year = terms.since.year
        where = {
            "organisation_id": organisation,
            "cooperation_id": cooperation,
            "year": year,
            "code": code,
            "name": name,
        }
        row = RowChange(ActualCost, terms.id("actual_cost", *key, year), None, where | after)
    else:
        was = {"cents": before.cents, "source": before.source, "known_on": before.known_on}
        row = RowChange(ActualCost, before.id, was, after)
    act = Act.ADD if before is None else Act.CHANGE
    record = ("actual_cost.added" if before is None else "actual_cost.changed", "actual_cost", row.id)
    shown = name if code == GENERAL_COSTS else f"{code or START_UP['nl']} · {name}"
    plan.changes.append(Change(number, act, shown, facts, [row], record))


def current_costs(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """The costs of the year of a day that a file told, by service and name."""
    names = {each.id: each.name for each in cooperations_billed(actor)}
    rows = ActualCost.records.of(actor).filter(organisation_id=organisation, year=on.year, from_books=False)
    return [
        {
            "service": {GENERAL_COSTS: "", "": START_UP["nl"]}.get(row.code, row.code),
            "name": row.name,
            "amount": ledger.written_of(row.cents),
            "source": row.source,
            "cooperation": names.get(row.cooperation_id, ""),
        }
        for row in rows.exclude(cents=0).order_by("cooperation", "code", "name")
    ]


def _may(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor=actor, organisation=organisation)


ACTUAL_COSTS: Final = ImportedList(
    name="actual-costs",
    title=say("Actual costs of a year"),
    columns=(
        ImportColumn(
            "service",
            SERVICE,
            longest=40,
            note=say(
                "The code of the service. Left empty: a cost of no one service. Start-up costs: aanloop."
            ),
        ),
        ImportColumn("name", NAME, required=True, longest=120, width=36),
        ImportColumn("amount", AMOUNT, required=True, longest=30, note=say("Of the whole year.")),
        ImportColumn(
            "source",
            SOURCE,
            required=True,
            longest=200,
            width=36,
            note=say("Where it is known from, with its day, such as the annual accounts."),
        ),
        ImportColumn(
            "cooperation",
            COOPERATION,
            longest=120,
            note=say("Only where your organisation provides in more than one."),
        ),
    ),
    models=(ActualCost,),
    plan=plan_costs,
    current=current_costs,
    check=_may,
    afterwards=announce,
    order=64,
    completes=say("These are all costs of the year: one that is not in the file is nothing"),
)
