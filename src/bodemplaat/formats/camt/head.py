"""The head of a statement: identification, account and booked balances."""

from collections.abc import Mapping

from lxml import etree

from bodemplaat.formats.camt.transaction import signed_amount
from bodemplaat.formats.camt.values import StatementHead
from bodemplaat.formats.iso20022 import day_or_none, leaves, moment_or_none
from bodemplaat.formats.xml import local_name
from bodemplaat.kernel import Euro, Finding, bare_iban, say

OPENING, CLOSING, INTERIM = ("OPBD", "PRCD"), ("CLBD",), "ITBD"
"""Opening booked, or where a bank gives none the closing balance of the period before; closing booked; interim
booked, which stands between two pages."""


def read_head(statement: etree._Element, place: str) -> tuple[StatementHead, list[Finding]]:
    """What stands before the entries, and what is wrong with it: no identification or no account."""
    facts: dict[str, str] = {}
    balances: dict[str, list[dict[str, str]]] = {}
    for child in statement:
        name = local_name(str(child.tag))
        if name == "Ntry":
            break
        if name == "Bal":
            balance = leaves(child)
            balances.setdefault(balance.get("Tp/CdOrPrtry/Cd", ""), []).append(balance)
        elif len(child):
            facts |= {f"{name}/{path}": text for path, text in leaves(child).items()}
        else:
            facts[name] = (child.text or "").strip()
    sequence = facts.get("ElctrncSeqNb") or facts.get("LglSeqNb", "")
    opening, closing = _between(balances)
    page = facts.get("StmtPgntn/PgNb", "")
    head = StatementHead(
        facts.get("Id", ""),
        bare_iban(facts.get("Acct/Id/IBAN", "")) or facts.get("Acct/Id/Othr/Id", ""),
        _number(sequence),
        moment_or_none(facts.get("CreDtTm", "")),
        _balance(opening),
        day_or_none(opening, "Dt"),
        _balance(closing),
        day_or_none(closing, "Dt"),
        _number(page),
        {"true": True, "1": True, "false": False, "0": False}.get(facts.get("StmtPgntn/LastPgInd", "")),
    )
    missing = [name for name, text in (("Id", head.id), ("Acct/Id", head.account)) if not text]
    text = say("The statement has no {element}. Ask the bank for the file again.")
    return head, [Finding("camt.head", place, text, {"element": name}) for name in missing]


def _between(balances: Mapping[str, list[dict[str, str]]]) -> tuple[dict[str, str], dict[str, str]]:
    """The balance before the first entry and the one after the last."""
    opening = next((_by_day(balances[code])[0] for code in OPENING if code in balances), None)
    closing = next((_by_day(balances[code])[-1] for code in CLOSING if code in balances), None)
    interim = _by_day(balances.get(INTERIM, []))
    if opening is None and interim and (closing is not None or len(interim) > 1):
        opening = interim[0]
    if closing is None and interim and interim[-1] is not opening:
        closing = interim[-1]
    return opening or {}, closing or {}


def _by_day(balances: list[dict[str, str]]) -> list[dict[str, str]]:
    """By day where each has one; else as they stand."""
    days = [day_or_none(balance, "Dt") for balance in balances]
    if None in days:
        return balances
    return [
        balance
        for _, _, balance in sorted(
            zip(days, range(len(balances)), balances, strict=True), key=lambda each: each[:2]
        )
    ]


def _number(text: str) -> int | None:
    """A number of up to eighteen figures, the most a statement or page can have."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def _balance(facts: dict[str, str]) -> Euro | None:
    try:
        return signed_amount(facts, "Amt", facts.get("CdtDbtInd", ""))
    except ValueError:
        return None
