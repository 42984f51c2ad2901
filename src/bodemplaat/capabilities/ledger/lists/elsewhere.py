"""What accounts are called in books elsewhere, filled from a file: one line for each account of our own, recognised by its code."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.ledger.models import Account, AccountElsewhere
from bodemplaat.capabilities.ledger.values import AccountKind
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

ACCOUNT, CODE, NAME = say("Account here"), say("Code elsewhere"), say("Name elsewhere")
_TITLES: Final = {"code": CODE, "name": NAME}


def plan_elsewhere(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """What a file of codes does: several accounts may come together under one code, of one side of the books."""
    plan = Plan()
    own = {row.code: row for row in Account.records.of(actor).filter(organisation_id=organisation)}
    rows = AccountElsewhere.records.of(actor).filter(organisation_id=organisation).select_related("account")
    there = {row.account.code: row for row in rows}
    sides = {row.code: (code, _side(row.account)) for code, row in there.items()}
    named = {line.text("account") for line in lines}
    sides = {code: (first, side) for code, (first, side) in sides.items() if first not in named}
    seen: dict[str, int] = {}
    for line in lines:
        account = line.text("account")
        if account in seen:
            text = say("Line {other} is about the same account. Leave one of the two out.")
            plan.wrong(line.number, ACCOUNT, text, other=seen[account])
        elif account and account not in own:
            text = say(
                "There is no account {code} in these books. Choose another, or add it to the list of accounts."
            )
            plan.wrong(line.number, ACCOUNT, text, code=account)
        elif account:
            seen[account] = line.number
            code = line.text("code")
            first, side = sides.setdefault(code, (account, _side(own[account])))
            if side is not _side(own[account]):
                text = say(
                    "Account {other} has this code too, and only one of the two stands on the balance sheet. Choose another"
                    " code."
                )
                plan.wrong(line.number, CODE, text, other=first)
            else:
                _add(plan, organisation, line, own[account], there.get(account), terms)
    if terms.is_complete:
        for code in sorted(there.keys() - seen.keys()):
            plan.warn(
                0, ACCOUNT, say("Account {code} is not in this file. Its code elsewhere stays."), code=code
            )
    return plan


def _side(account: Account) -> bool:
    return AccountKind(account.kind).is_of_the_year


def _add(
    plan: Plan,
    organisation: UUID,
    line: Line,
    account: Account,
    before: AccountElsewhere | None,
    terms: Terms,
) -> None:
    after = {
        "code": line.text("code"),
        "name": line.text("name") if line.has("name") or before is None else before.name,
    }
    title = f"{account.code} {account.name}"
    if before is None:
        identity = terms.id("account_elsewhere", account.code)
        row = RowChange(
            AccountElsewhere,
            identity,
            None,
            {"organisation_id": organisation, "account_id": account.id, **after},
        )
        facts = [Fact(_TITLES[key], None, after[key]) for key in _TITLES if after[key]]
        record = ("ledger_elsewhere.added", "ledger_account", account.id)
        plan.changes.append(Change(line.number, Act.ADD, title, facts, [row], record))
        return
    was = {"code": before.code, "name": before.name}
    differ = [key for key in _TITLES if was[key] != after[key]]
    if not differ:
        plan.unchanged += 1
        return
    row = RowChange(
        AccountElsewhere, before.id, {key: was[key] for key in differ}, {key: after[key] for key in differ}
    )
    facts = [Fact(_TITLES[key], was[key], after[key]) for key in differ]
    record = ("ledger_elsewhere.changed", "ledger_account", account.id)
    plan.changes.append(Change(line.number, Act.CHANGE, title, facts, [row], record))


def current_elsewhere(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """The accounts that have a code elsewhere, by their own code."""
    rows = AccountElsewhere.records.of(actor).filter(organisation_id=organisation).select_related("account")
    return [
        {"account": row.account.code, "code": row.code, "name": row.name}
        for row in rows.order_by("account__code")
    ]


def _may(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor=actor, organisation=organisation)


ELSEWHERE: Final = ImportedList(
    name="ledger-elsewhere",
    title=say("Accounts in books elsewhere"),
    columns=(
        ImportColumn("account", ACCOUNT, required=True, longest=20),
        ImportColumn("code", CODE, required=True, longest=35),
        ImportColumn("name", NAME, longest=80, width=36, note=say("Empty where it is called the same.")),
    ),
    models=(AccountElsewhere,),
    plan=plan_elsewhere,
    current=current_elsewhere,
    check=_may,
    afterwards=announce,
    order=70,
    completes=say("This is the complete list: an account that is not in it is named, and keeps its code"),
)
