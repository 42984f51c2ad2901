"""The chart of accounts that is filled from a file: one line each, recognised by its code."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from bodemplaat.capabilities.ledger.models import Account
from bodemplaat.capabilities.ledger.queries.classification import taakvelden
from bodemplaat.capabilities.ledger.values import AccountKind
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

CODE, NAME, KIND, TAAKVELD, CATEGORY, ITEMS = (
    say("Code of the account"),
    say("Name of the account"),
    say("What it holds"),
    say("Taakveld"),
    say("Category of Iv3"),
    say("Followed by item"),
)
YES, NO = "yes", "no"
KINDS: Final[Mapping[str, str]] = {
    AccountKind.ASSET.value: say("Assets"),
    AccountKind.LIABILITY.value: say("Liabilities"),
    AccountKind.EQUITY.value: say("Equity"),
    AccountKind.EXPENSE.value: say("Expenses"),
    AccountKind.INCOME.value: say("Income"),
}
_TITLES: Final = {"name": NAME, "kind": KIND, "taakveld": TAAKVELD, "category": CATEGORY, "has_items": ITEMS}


def plan_accounts(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """What a file of accounts does. The kind of an account stays what it is: what was posted rests on it."""
    plan = Plan()
    there = {row.code: row for row in Account.records.of(actor).filter(organisation_id=organisation)}
    known = {each.code for each in taakvelden(on=terms.since)}
    seen: dict[str, int] = {}
    for line in lines:
        code = line.text("code")
        if code in seen:
            text = say("Line {other} has the same code. Give each account a code of its own.")
            plan.wrong(line.number, CODE, text, other=seen[code])
            continue
        if not code:
            continue
        seen[code] = line.number
        before = there.get(code)
        after = _after(line, before)
        if after["taakveld"] and after["taakveld"] not in known:
            text = say("There is no taakveld {code} on this date. Choose one from the list.")
            plan.wrong(line.number, TAAKVELD, text, code=after["taakveld"])
        elif before is not None and line.text("kind") and before.kind != after["kind"]:
            text = say("An account keeps holding what it holds. Make another account with a code of its own.")
            plan.wrong(line.number, KIND, text)
        else:
            _add(plan, organisation, line.number, before, after, terms)
    if terms.is_complete:
        for code in sorted(there.keys() - seen.keys()):
            plan.warn(0, CODE, say("Account {code} is not in this file. It stays."), code=code)
    return plan


def _after(line: Line, before: Account | None) -> dict[str, Any]:
    def kept(name: str, present: str) -> str:
        return line.text(name) if line.has(name) else present

    return {
        "code": line.text("code"),
        "name": line.text("name"),
        "kind": line.text("kind"),
        "taakveld": kept("taakveld", before.taakveld if before else ""),
        "category": kept("category", before.category if before else ""),
        "has_items": kept("items", YES if before and before.has_items else NO) == YES,
    }


def _add(
    plan: Plan, organisation: UUID, number: int, before: Account | None, after: dict[str, Any], terms: Terms
) -> None:
    name = f"{after['code']} {after['name']}"
    if before is None:
        identity = terms.id("account", after["code"])
        row = RowChange(Account, identity, None, {"organisation_id": organisation, **after})
        facts = [Fact(_TITLES[key], None, _shown(key, after[key])) for key in _TITLES if after[key]]
        plan.changes.append(
            Change(number, Act.ADD, name, facts, [row], ("ledger_account.added", "ledger_account", identity))
        )
        return
    was = {key: getattr(before, key) for key in _TITLES}
    differ = [key for key in _TITLES if was[key] != after[key]]
    if not differ:
        plan.unchanged += 1
        return
    row = RowChange(
        Account, before.id, {key: was[key] for key in differ}, {key: after[key] for key in differ}
    )
    facts = [Fact(_TITLES[key], _shown(key, was[key]), _shown(key, after[key])) for key in differ]
    plan.changes.append(
        Change(
            number, Act.CHANGE, name, facts, [row], ("ledger_account.changed", "ledger_account", before.id)
        )
    )


def _shown(key: str, value: Any) -> str:
    if key == "kind":
        return KINDS[value]
    if key == "has_items":
        return _YES_NO[YES if value else NO]
    return str(value)


def current_accounts(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """The accounts as they are, by code."""
    rows = Account.records.of(actor).filter(organisation_id=organisation).order_by("code")
    return [
        {
            "code": row.code,
            "name": row.name,
            "kind": row.kind,
            "taakveld": row.taakveld,
            "category": row.category,
            "items": YES if row.has_items else NO,
        }
        for row in rows
    ]


def _may(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor=actor, organisation=organisation)


_YES_NO: Final[Mapping[str, str]] = {YES: say("Yes"), NO: say("No")}

ACCOUNTS: Final = ImportedList(
    name="ledger-accounts",
    title=say("Accounts of the books"),
    columns=(
        ImportColumn("code", CODE, required=True, longest=20),
        ImportColumn("name", NAME, required=True, longest=80, width=36),
        ImportColumn("kind", KIND, Kind.CHOICE, required=True, choices=KINDS),
        ImportColumn(
            "taakveld",
            TAAKVELD,
            longest=10,
            note=say("Of expenses and income: the taakveld that it is told under."),
        ),
        ImportColumn(
            "category", CATEGORY, longest=10, note=say("The economic category of Iv3, such as 3.8.")
        ),
        ImportColumn(
            "items",
            ITEMS,
            Kind.CHOICE,
            choices=_YES_NO,
            note=say("Yes where you want to see what is still open, such as what has to be paid."),
        ),
    ),
    models=(Account,),
    plan=plan_accounts,
    current=current_accounts,
    check=_may,
    afterwards=announce,
    order=60,
    completes=say("This is the complete list: an account that is not in it is named, and stays"),
)
