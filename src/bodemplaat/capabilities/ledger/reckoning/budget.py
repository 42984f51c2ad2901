"""The budget as a report, and what is said where something goes beyond it."""

from collections.abc import Sequence

from bodemplaat.capabilities.ledger.reckoning.iv3 import left_out
from bodemplaat.capabilities.ledger.values import AccountKind, BudgetCheck, BudgetRow, BudgetView
from bodemplaat.kernel import Euro, Finding, Said, Severity, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, KeyFigure, Live, Report, Table

BEYOND, WITH_OTHERS, NO_PLACE = (
    "ledger.beyond_budget",
    "ledger.beyond_budget_with_others",
    "ledger.no_budget_place",
)


def budget_report(view: BudgetView, *, name: str, period_name: str, names: dict[str, str]) -> Report:
    """The budget of ``name`` beside what was booked and approved; ``names`` are those of the taakvelden by code."""
    costs = [each for each in view.rows if each.place.side is AccountKind.EXPENSE]
    income = [each for each in view.rows if each.place.side is AccountKind.INCOME]
    beyond = [each for each in costs if each.left.cents < 0]
    tables = (
        _table("expenses", say("Expenses"), say("Left"), costs, names),
        _table("income", say("Income"), say("Still to come in"), income, names),
        left_out(view.left_out),
    )
    has_budget = any(each.budget or each.original for each in view.rows)
    return Report(
        title=say("Budget"),
        subtitle=say("{name}, {period}", name=name, period=period_name),
        lead=_lead(beyond, is_empty=not view.rows, has_budget=has_budget),
        figures=(
            KeyFigure(say("Budget for expenses"), Euro.total(each.budget for each in costs)),
            KeyFigure(say("Booked and approved"), Euro.total(each.booked + each.obliged for each in costs)),
            KeyFigure(say("Left of it"), Euro.total(each.left for each in costs)),
        )
        if costs
        else (),
        parts=tuple(table for table in tables if table.rows),
        warnings=(
            say(
                "{amount} is approved and stands under no line of the budget: choose the account on which it is posted.",
                amount=view.obliged_nowhere,
            ),
        )
        if view.obliged_nowhere
        else (),
    )


def _lead(beyond: Sequence[BudgetRow], *, is_empty: bool, has_budget: bool) -> Said | str:
    if is_empty:
        return say("There is no budget yet, and nothing was booked.")
    if not has_budget:
        return say("There is no budget of this year yet. An administrator fills it from a file.")
    if not beyond:
        return say("No line of the budget for expenses is exceeded.")
    return say(
        "{count} {count:line|lines} of the budget for expenses {count:is|are} exceeded, by {amount} together.",
        count=len(beyond),
        amount=-Euro.total(each.left for each in beyond),
    )


def _table(key: str, title: Said, left: Said, rows: Sequence[BudgetRow], names: dict[str, str]) -> Table:
    return Table(
        key,
        title,
        (
            Column("taakveld", say("Taakveld")),
            Column("name", say("Name")),
            Column("category", say("Category of Iv3")),
            Column("original", say("At first"), Kind.AMOUNT, total=True),
            Column("changes", say("Changes of it"), Kind.AMOUNT, total=True),
            Column("budget", say("Budget now"), Kind.AMOUNT, total=True),
            Column("quarter", say("In the quarter"), Kind.AMOUNT, total=True),
            Column("booked", say("Since January"), Kind.AMOUNT, total=True),
            Column("obliged", say("Obligations"), Kind.AMOUNT, total=True),
            Column("left", left, Kind.AMOUNT, total=True),
        ),
        tuple(
            (
                *(each.place.taakveld, names.get(each.place.taakveld, ""), each.place.category),
                *(each.original, each.budget - each.original),
                Live(each.budget, "{original}+{changes}"),
                *(each.in_quarter, each.booked, each.obliged),
                Live(each.left, "{budget}-{booked}-{obliged}"),
            )
            for each in rows
        ),
        note=say(
            "Obligations are approved and not in the books yet. What the year began with is what the budget had on 1 January."
        ),
        total_label=say("Together"),
    )


def budget_findings(check: BudgetCheck) -> tuple[Finding, ...]:
    """What goes beyond the budget, with its figures: an error where the rule of the organisation stops it, else a warning."""
    findings = []
    severity = Severity.ERROR if check.stops else Severity.WARNING
    for each in check.rooms:
        if each.row is None:
            text = say(
                "What the budget has for taakveld {taakveld} is not known: a controller chooses an account with a taakveld and a"
                " category for its costs."
            )
            findings.append(
                Finding(NO_PLACE, each.taakveld, text, {"taakveld": each.taakveld}, Severity.WARNING)
            )
        elif each.is_beyond and each.left is not None:
            text = say(
                "Taakveld {taakveld}, category {category}: the budget of {year} has {left} left, this asks {asked}. That is {beyond} too"
                " much."
            )
            place = each.row.place
            values = {
                "taakveld": place.taakveld,
                "category": place.category,
                "year": str(check.year),
                "left": each.row.left,
                "asked": each.asked,
                "beyond": -each.left,
            }
            findings.append(Finding(BEYOND, place.taakveld, text, values, severity))
        elif each.is_beyond_with_others and each.left is not None:
            text = say(
                "Taakveld {taakveld}, category {category}: it fits within the budget of {year}, but {waiting} waits for approval as well."
                " Together that is {beyond} too much."
            )
            place = each.row.place
            values = {
                "taakveld": place.taakveld,
                "category": place.category,
                "year": str(check.year),
                "waiting": each.waiting,
                "beyond": each.waiting - each.left,
            }
            findings.append(Finding(WITH_OTHERS, place.taakveld, text, values, Severity.WARNING))
    return tuple(findings)
