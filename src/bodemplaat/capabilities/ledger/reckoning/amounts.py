"""What an entry has to be, and what is left to correct one: from values alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bodemplaat.capabilities.ledger.values import AccountView, Amount
from bodemplaat.kernel import Euro, Finding, say

LARGEST: Final = 10**15
"""Cents that one line holds at most: ten thousand billion euros."""
MOST_LINES: Final = 10_000
LONGEST_ITEM, LONGEST_DESCRIPTION = 40, 120


def check_amounts(amounts: Sequence[Amount], accounts: Mapping[str, AccountView]) -> tuple[Finding, ...]:
    """What is wrong with the lines of an entry; no findings means that they can be posted."""
    findings: list[Finding] = []
    if not 2 <= len(amounts) <= MOST_LINES:
        text = say("An entry has at least two lines, and at most {most}.")
        findings.append(Finding("ledger.lines", "", text, {"most": MOST_LINES}))
    for number, each in enumerate(amounts, start=1):
        findings += _of_line(each, f"{number}.", accounts.get(each.account))
    total = Euro.total(each.euro for each in amounts)
    if total:
        text = say("Debit and credit differ by {difference_cents}. Correct the amounts.")
        findings.append(Finding("ledger.does_not_balance", "", text, {"difference_cents": abs(total.cents)}))
    return tuple(findings)


def _of_line(each: Amount, place: str, account: AccountView | None) -> Iterable[Finding]:
    if account is None:
        text = say(
            "There is no account {code} in these books. Choose another, or add it to the list of accounts."
        )
        yield Finding("ledger.unknown_account", f"{place}account", text, {"code": each.account or "–"})
    elif account.has_items and not each.item.strip():
        text = say("Account {code} is followed by item: say what this amount is about.")
        yield Finding("ledger.item_missing", f"{place}item", text, {"code": each.account})
    if not each.euro or abs(each.euro.cents) > LARGEST:
        yield Finding("ledger.no_amount", f"{place}amount", say("This is no amount that can be posted."))
    if len(each.item) > LONGEST_ITEM or len(each.description) > LONGEST_DESCRIPTION:
        yield Finding("ledger.too_long", f"{place}description", say("This text is too long. Shorten it."))


def delta(now: Iterable[Amount], wanted: Iterable[Amount]) -> tuple[Amount, ...]:
    """What has to be posted so that ``now`` becomes ``wanted``: per account and item, in that order; nothing where they agree."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for each in now:
        sums[each.account, each.item] -= each.euro.cents
    for each in wanted:
        sums[each.account, each.item] += each.euro.cents
    return tuple(
        Amount(account, Euro(cents), item) for (account, item), cents in sorted(sums.items()) if cents
    )
