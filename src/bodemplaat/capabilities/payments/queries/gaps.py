"""What may be missing between the statements of an account."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F

from bodemplaat.capabilities.payments.models import BankAccount, Statement
from bodemplaat.capabilities.payments.reckoning.statement_file import Told
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Finding, Severity, say


def missing_between(
    actor: Actor, new: Sequence[Told], accounts: Mapping[str, BankAccount]
) -> Iterator[Finding]:
    """Where the balance or the number does not follow on the statement before it: one may be missing."""
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
    for each in new:
        head, before = each.statement.head, read[accounts[each.account].id]
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
