"""What may be missing between the statements of an account."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F

from bodemplaat.capabilities.payments.models import BankAccount, Statement
from bodemplaat.capabilities.payments.reckoning.statement_file import Told
from bodemplaat.formats.camt import StatementHead
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Finding, Severity, say

_FACTS = ("account", "sequence", "first_day", "last_day", "opening_cents", "closing_cents")


def _facts(account: BankAccount, head: StatementHead) -> tuple[object, ...]:
    """What makes it the same statement, whatever message brings it."""
    opening, closing = (each.cents if each is not None else None for each in (head.opening, head.closing))
    return account.id, head.sequence, head.opening_on, head.closing_on, opening, closing


def _is_earlier(head: StatementHead, before: Sequence[tuple[date, int | None, int | None]]) -> bool:
    """Whether the bank counted it before the last one that was read, on the same day: it follows on none of these."""
    if not before or head.sequence is None or head.opening_on is None:
        return False
    last_day, _, number = before[-1]
    return number is not None and head.sequence <= number and head.opening_on <= last_day


def missing_between(
    actor: Actor, new: Sequence[Told], accounts: Mapping[str, BankAccount]
) -> Iterator[Finding]:
    """Where the balance or the number does not follow on the statement before it: one may be missing.

    A statement that was read before, brought by another message, follows on nothing.
    """
    read: dict[UUID, list[tuple[date, int | None, int | None]]] = defaultdict(list)
    rows = Statement.records.of(actor).filter(
        account__in={accounts[each.account].id for each in new}, closing_cents__isnull=False
    )
    highest = F("sequence").desc(nulls_last=True)
    latest = rows.order_by("account_id", "-last_day", highest, "-read_at", "-part").distinct("account_id")
    for account, last_day, closing, number in latest.values_list(
        "account_id", "last_day", "closing_cents", "sequence"
    ):
        if last_day is not None:
            read[account].append((last_day, closing, number))
    stored = set(rows.filter(last_day__in={each.head.closing_on for each in new}).values_list(*_FACTS))
    for each in new:
        head, before = each.head, read[accounts[each.account].id]
        if _facts(accounts[each.account], head) in stored or _is_earlier(head, before):
            continue
        if before and head.opening is not None and (head.opening_on or date.min) >= before[-1][0]:
            _, closing, number = before[-1]
            values: dict[str, object] = {"iban": each.account}
            if closing is not None and head.opening.cents != closing:
                text = say(
                    "The opening balance of account {iban} is {opening_cents}, but the statement read before it closed with "
                    "{closing_cents}. A statement in between may be missing."
                )
                yield Finding(
                    "payments.gap_balance",
                    each.place,
                    text,
                    {**values, "opening_cents": head.opening.cents, "closing_cents": closing},
                    Severity.WARNING,
                )
            if number is not None and head.sequence is not None and head.sequence > number + 1:
                text = say(
                    "Statement {number} of account {iban} follows on {before}. What lies between was not handed in."
                )
                yield Finding(
                    "payments.gap_number",
                    each.place,
                    text,
                    {**values, "number": head.sequence, "before": number},
                    Severity.WARNING,
                )
        if head.closing is not None and head.closing_on is not None:
            before.append((head.closing_on, head.closing.cents, head.sequence))
