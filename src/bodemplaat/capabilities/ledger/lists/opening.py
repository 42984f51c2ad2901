"""The balances with which a year opens, from a file: one entry, posted once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.ledger.lists.amounts import cents_of, written_of
from bodemplaat.capabilities.ledger.models import (
    Account,
    AccountingPeriod,
    JournalCount,
    JournalEntry,
    JournalLine,
)
from bodemplaat.capabilities.ledger.values import AccountKind, JournalCode
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
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import Euro, say
from bodemplaat.kernel.written import Habit, Written, habit_of

ACCOUNT, DEBIT, CREDIT, ITEM = (
    say("Account"),
    say("Debit amount"),
    say("Credit amount"),
    say("Open item"),
)
_Read = tuple[Line, Account, int, str]


def plan_opening(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """One entry in the opening of the year of the day from which the file holds; what was posted already stays as it is."""
    plan = Plan()
    period = _opening_of(actor, organisation, terms.since)
    if period is None:
        text = say("No books are kept of {year}. Let a controller open that year first.")
        plan.wrong(0, "", text, year=str(terms.since.year))
        return plan
    amounts = _read(actor, organisation, lines, plan)
    difference = sum(cents for _, _, cents, _ in amounts)
    if difference and not plan.mistakes:
        text = say("Debit and credit differ by € {difference}. Correct the amounts.")
        plan.wrong(0, DEBIT, text, difference=Written(str(Euro(abs(difference)).decimal)))
    if plan.mistakes:
        return plan
    earlier = _posted(actor, period)
    if earlier:
        if sorted(earlier) == sorted((account.code, cents, item) for _, account, cents, item in amounts):
            plan.unchanged = len(amounts)
        else:
            text = say(
                "This year was opened with other balances. What differs is posted as a correction of that entry."
            )
            plan.wrong(0, "", text)
    elif period.is_closed:
        plan.wrong(0, "", say("The opening of {year} is closed."), year=str(terms.since.year))
    elif len(amounts) < 2:
        plan.wrong(0, "", say("An entry has at least two lines."))
    else:
        _post(plan, actor, organisation, period, amounts, terms)
    return plan


def _opening_of(actor: Actor, organisation: UUID, day: date) -> AccountingPeriod | None:
    rows = AccountingPeriod.records.of(actor).filter(organisation_id=organisation)
    return rows.filter(year__year=day.year, number=0).first()


def _posted(actor: Actor, period: AccountingPeriod) -> list[tuple[str, int, str]]:
    """The lines of the entry that opened the year, without what corrected it later."""
    rows = JournalLine.records.of(actor).filter(period=period).order_by("number")
    return list(rows.values_list("account__code", "cents", "item"))


def _read(actor: Actor, organisation: UUID, lines: Sequence[Line], plan: Plan) -> list[_Read]:
    accounts = {row.code: row for row in Account.records.of(actor).filter(organisation_id=organisation)}
    habit = habit_of(text for line in lines for text in (line.text("debit"), line.text("credit")) if text)
    amounts: list[_Read] = []
    for line in lines:
        account = accounts.get(line.text("account"))
        cents = _cents(plan, line, habit)
        if account is None:
            if line.text("account"):
                text = say("There is no account {code} in these books. Add it to the list of accounts first.")
                plan.wrong(line.number, ACCOUNT, text, code=line.text("account"))
        elif AccountKind(account.kind).is_of_the_year:
            text = say("Account {code} begins each year at nothing: put its balance on equity.")
            plan.wrong(line.number, ACCOUNT, text, code=account.code)
        elif account.has_items and not line.text("item"):
            text = say("Account {code} is followed by item: say what this amount is about.")
            plan.wrong(line.number, ITEM, text, code=account.code)
        elif cents:
            amounts.append((line, account, cents, line.text("item")))
    return amounts


def _cents(plan: Plan, line: Line, habit: Habit) -> int:
    """Debit less credit; a mistake where neither or both are there. Nothing for a line of zero."""
    written = {column: line.text(name) for name, column in (("debit", DEBIT), ("credit", CREDIT))}
    if all(written.values()) or not any(written.values()):
        plan.wrong(line.number, DEBIT, say("Fill in debit or credit, one of the two."))
        return 0
    column, text = next((column, text) for column, text in written.items() if text)
    cents = cents_of(plan, line.number, column, text, habit) or 0
    return cents if column is DEBIT else -cents


def _post(
    plan: Plan,
    actor: Actor,
    organisation: UUID,
    period: AccountingPeriod,
    amounts: Sequence[_Read],
    terms: Terms,
) -> None:
    entry = terms.id("entry")
    count = JournalCount.records.of(actor).one(year_id=period.year_id, journal=JournalCode.OPENING.value)
    head = RowChange(
        JournalEntry,
        entry,
        None,
        {
            "organisation_id": organisation,
            "period_id": period.id,
            "year_id": period.year_id,
            "journal": JournalCode.OPENING.value,
            "number": count.last + 1,
            "day": period.first_day,
            "description": f"Beginbalans {period.first_day.year}",
            "line_count": len(amounts),
            "key": f"opening {period.first_day.year}",
            "posted_by": actor.person_id,
        },
    )
    counted = RowChange(JournalCount, count.id, {"last": count.last}, {"last": count.last + 1})
    for number, (line, account, cents, item) in enumerate(amounts, start=1):
        row = RowChange(
            JournalLine,
            terms.id("line", number),
            None,
            {
                "organisation_id": organisation,
                "entry_id": entry,
                "period_id": period.id,
                "account_id": account.id,
                "number": number,
                "cents": cents,
                "item": item,
            },
        )
        facts = [Fact(DEBIT if cents > 0 else CREDIT, None, written_of(abs(cents)))]
        if item:
            facts.append(Fact(ITEM, None, item))
        record = ("ledger_account.opened", "ledger_account", account.id)
        rows = [head, row, counted] if number == 1 else [row]
        plan.changes.append(
            Change(line.number, Act.ADD, f"{account.code} {account.name}", facts, rows, record)
        )


def current_opening(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """The balances with which the year of a day was opened, in the order in which they were posted."""
    period = _opening_of(actor, organisation, on)
    return [
        {
            "account": code,
            "debit": written_of(cents) if cents > 0 else "",
            "credit": written_of(-cents) if cents < 0 else "",
            "item": item,
        }
        for code, cents, item in (_posted(actor, period) if period else ())
    ]


def _may(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor=actor, organisation=organisation)


def _stays(actor: Actor, rows: Sequence[RowChange]) -> None:
    raise Refused(
        say(
            "What is posted is not taken back. Let a controller post what differs as a correction of that entry."
        )
    )


OPENING: Final = ImportedList(
    name="ledger-opening",
    title=say("Opening balances"),
    columns=(
        ImportColumn("account", ACCOUNT, required=True, longest=20),
        ImportColumn("debit", DEBIT, longest=30),
        ImportColumn("credit", CREDIT, longest=30),
        ImportColumn(
            "item",
            ITEM,
            longest=40,
            note=say(
                "On an account that is followed by item: what the amount is about, such as the number of an invoice."
            ),
        ),
    ),
    models=(JournalEntry, JournalLine, JournalCount),
    plan=plan_opening,
    current=current_opening,
    check=_may,
    afterwards=announce,
    order=61,
    completes=say("This is the complete list: a year is opened with everything at once"),
    check_undo=_stays,
)
