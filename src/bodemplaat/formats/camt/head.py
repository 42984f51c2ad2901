"""The head of a statement: identification, account and booked balances."""

from lxml import etree

from bodemplaat.formats.camt.transaction import signed_amount
from bodemplaat.formats.camt.values import StatementHead
from bodemplaat.formats.iso20022 import day_or_none, leaves, moment_or_none
from bodemplaat.formats.xml import local_name
from bodemplaat.kernel import Euro, Finding, say

OPENING = ("OPBD", "PRCD")
"""Opening booked; where a bank gives none, the closing balance of the period before."""


def read_head(statement: etree._Element, place: str) -> tuple[StatementHead, list[Finding]]:
    """What stands before the entries, and what is wrong with it: no identification or no account."""
    facts: dict[str, str] = {}
    balances: dict[str, dict[str, str]] = {}
    for child in statement:
        name = local_name(str(child.tag))
        if name == "Ntry":
            break
        if name == "Bal":
            balance = leaves(child)
            balances.setdefault(balance.get("Tp/CdOrPrtry/Cd", ""), balance)
        elif len(child):
            facts |= {f"{name}/{path}": text for path, text in leaves(child).items()}
        else:
            facts[name] = (child.text or "").strip()
    sequence = facts.get("ElctrncSeqNb") or facts.get("LglSeqNb", "")
    opening = next((balances[code] for code in OPENING if code in balances), {})
    closing = balances.get("CLBD", {})
    head = StatementHead(
        facts.get("Id", ""),
        facts.get("Acct/Id/IBAN") or facts.get("Acct/Id/Othr/Id", ""),
        int(sequence) if sequence.isdecimal() else None,
        moment_or_none(facts.get("CreDtTm", "")),
        _balance(opening),
        day_or_none(opening, "Dt"),
        _balance(closing),
        day_or_none(closing, "Dt"),
    )
    missing = [name for name, text in (("Id", head.id), ("Acct/Id", head.account)) if not text]
    text = say("The statement has no {element}. Ask the bank for the file again.")
    return head, [Finding("camt.head", place, text, {"element": name}) for name in missing]


def _balance(facts: dict[str, str]) -> Euro | None:
    try:
        return signed_amount(facts, "Amt", facts.get("CdtDbtInd", ""))
    except ValueError:
        return None
