"""The budget that is filled from a file, and changed by another from a later day on: one line for each place."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.ledger.lists.amounts import cents_of, written_of
from bodemplaat.capabilities.ledger.models import BudgetAmount, FinancialYear
from bodemplaat.capabilities.ledger.queries.budget_amounts import amounts_in, in_order
from bodemplaat.capabilities.ledger.queries.classification import taakvelden
from bodemplaat.capabilities.ledger.reckoning.iv3 import SIDES
from bodemplaat.capabilities.ledger.values import AccountKind, BudgetPlace
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
from bodemplaat.kernel.written import Habit, habit_of

TAAKVELD, SIDE, CATEGORY, AMOUNT, DECISION = (
    say("Taakveld"),
    say("Side"),
    say("Category of Iv3"),
    say("Amount of the budget"),
    say("Decided in"),
)
_NAMES: Final = {kind.value: name for kind, name in SIDES.items()}


def plan_budget(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """The amounts that a budget has from a day on; what stood before that day stays what it was then.

    What is as it stands already changes nothing. Of a complete file a line that is not in it has nothing from then on.
    """
    plan = Plan()
    kept = FinancialYear.records.of(actor).filter(organisation_id=organisation, year=terms.since.year)
    if not kept.exists():
        text = say("No books are kept of {year}. Let a controller open that year first.")
        plan.wrong(0, "", text, year=str(terms.since.year))
        return plan
    rows = amounts_in(actor, organisation, terms.since.year)
    known = {each.code for each in taakvelden(on=terms.since)}
    habit = habit_of(line.text("amount") for line in lines if line.text("amount"))
    seen: dict[BudgetPlace, int] = {}
    for line in lines:
        place = BudgetPlace(
            line.text("taakveld"), AccountKind(line.text("side") or "expense"), line.text("category")
        )
        if place in seen:
            text = say("Line {other} has the same taakveld, side and category. Add the two up in one line.")
            plan.wrong(line.number, TAAKVELD, text, other=seen[place])
            continue
        if not place.taakveld or not place.category or not line.text("amount"):
            continue
        seen[place] = line.number
        _plan_line(plan, organisation, line, place, rows.get(place, ()), known, habit, terms)
    if terms.is_complete and lines:
        decision = lines[0].text("decision")
        for place in in_order(rows.keys() - seen.keys()):
            _change(plan, organisation, 0, place, rows[place], 0, decision, terms)
    return plan


def _plan_line(
    plan: Plan,
    organisation: UUID,
    line: Line,
    place: BudgetPlace,
    rows: Sequence[BudgetAmount],
    known: set[str],
    habit: Habit,
    terms: Terms,
) -> None:
    cents = cents_of(plan, line.number, AMOUNT, line.text("amount"), habit)
    if place.taakveld not in known:
        text = say("There is no taakveld {code} on this date. Choose one from the list.")
        plan.wrong(line.number, TAAKVELD, text, code=place.taakveld)
    elif cents is not None and line.text("decision"):
        _change(plan, organisation, line.number, place, rows, cents, line.text("decision"), terms)


def _change(
    plan: Plan,
    organisation: UUID,
    number: int,
    place: BudgetPlace,
    rows: Sequence[BudgetAmount],
    cents: int,
    decision: str,
    terms: Terms,
) -> None:
    begun = [row for row in rows if row.valid_from <= terms.since]
    before = begun[-1] if begun else None
    if cents == (before.cents if before else None) or (before is None and not cents and not number):
        plan.unchanged += 1
        return
    for later in (row for row in rows if row.valid_from > terms.since):
        text = say("From {day} on {amount} holds for this line already, by {decision}. That stays.")
        plan.warn(
            number,
            AMOUNT,
            text,
            day=later.valid_from,
            amount=written_of(later.cents),
            decision=later.decision,
        )
    name = f"{place.taakveld} · {place.category}"
    facts = [
        Fact(AMOUNT, written_of(before.cents) if before else None, written_of(cents)),
        Fact(DECISION, before.decision if before else None, decision),
    ]
    if place.side is AccountKind.INCOME:
        facts.append(Fact(SIDE, None, _NAMES[place.side.value]))
    if before is not None and before.valid_from == terms.since:
        was = {"cents": before.cents, "decision": before.decision}
        row = RowChange(BudgetAmount, before.id, was, {"cents": cents, "decision": decision})
    else:
        new = {
            "organisation_id": organisation,
            "valid_from": terms.since,
            "cents": cents,
            "decision": decision,
        }
        where = {"taakveld": place.taakveld, "side": place.side.value, "category": place.category}
        row = RowChange(
            BudgetAmount, terms.id("budget", *where.values(), terms.since.isoformat()), None, new | where
        )
    act = Act.ADD if before is None else Act.CHANGE
    record = ("ledger_budget.added" if before is None else "ledger_budget.changed", "ledger_budget", row.id)
    plan.changes.append(Change(number, act, name, facts, [row], record))


def current_budget(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """The budget of the year of a day, as it is on that day, in the order of the regulation."""
    rows = amounts_in(actor, organisation, on.year)
    there = {place: [row for row in rows[place] if row.valid_from <= on] for place in in_order(rows)}
    return [
        {
            "taakveld": place.taakveld,
            "side": place.side.value,
            "category": place.category,
            "amount": written_of(begun[-1].cents),
            "decision": begun[-1].decision,
        }
        for place, begun in there.items()
        if begun
    ]


def _may(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor=actor, organisation=organisation)


BUDGET: Final = ImportedList(
    name="ledger-budget",
    title=say("Budget"),
    columns=(
        ImportColumn("taakveld", TAAKVELD, required=True, longest=10),
        ImportColumn("side", SIDE, Kind.CHOICE, choices=_NAMES, note=say("Left empty it is about expenses.")),
        ImportColumn(
            "category",
            CATEGORY,
            required=True,
            longest=10,
            note=say("The economic category of Iv3, such as 3.8."),
        ),
        ImportColumn(
            "amount",
            AMOUNT,
            required=True,
            longest=30,
            note=say("What the whole year has from this day on, not what it differs."),
        ),
        ImportColumn(
            "decision",
            DECISION,
            required=True,
            longest=120,
            width=36,
            note=say("The decision that says so, such as that on a change of the budget, with its day."),
        ),
    ),
    models=(BudgetAmount,),
    plan=plan_budget,
    current=current_budget,
    check=_may,
    afterwards=announce,
    order=62,
    completes=say("This is the complete budget: a line that is not in it has nothing from this day on"),
)
