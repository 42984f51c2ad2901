"""One payment from its leaves, for both versions of the message."""

from collections.abc import Mapping

from bodemplaat.formats.camt.values import ReturnReason, Transaction
from bodemplaat.formats.iso20022 import identity, read_amount
from bodemplaat.kernel import Euro

Facts = Mapping[str, str]
_AMOUNTS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
_SIGNS = {"CRDT": 1, "DBIT": -1}


def signed_amount(facts: Facts, path: str, direction: str) -> Euro:
    """The amount in euros, positive when it comes in. Raises ``ValueError`` with the reason in a few words."""
    written, currency = facts.get(path, ""), facts.get(f"{path}/@Ccy", "")
    if currency != "EUR":
        raise ValueError(f"currency {currency or '–'}")
    if direction not in _SIGNS:
        raise ValueError(f"CdtDbtInd {direction or '–'}")
    return read_amount(written) * _SIGNS[direction]


def bank_code(facts: Facts) -> str:
    """Domain/family/sub-family, else the bank's own code."""
    if "BkTxCd/Domn/Cd" in facts:
        family, sub_family = facts.get("BkTxCd/Domn/Fmly/Cd", ""), facts.get("BkTxCd/Domn/Fmly/SubFmlyCd", "")
        return f"{facts['BkTxCd/Domn/Cd']}/{family}/{sub_family}"
    return facts.get("BkTxCd/Prtry/Cd", "")


def transaction_of(facts: Facts, direction: str) -> Transaction:
    """The transaction; ``direction`` is that of its entry, used where it has none of its own."""
    direction = facts.get("CdtDbtInd", direction)
    reason = _return_reason(facts)
    name, iban, bic = _counterparty(facts, direction, returned=reason is not None)
    return Transaction(
        _amount(facts, direction),
        identity(facts.get("Refs/EndToEndId", "")),
        identity(facts.get("Refs/MsgId", "")),
        identity(facts.get("Refs/PmtInfId", "")),
        identity(facts.get("Refs/AcctSvcrRef", "")),
        name,
        iban,
        bic,
        facts.get("RmtInf/Ustrd", ""),
        facts.get("RmtInf/Strd/CdtrRefInf/Ref", ""),
        bank_code(facts),
        facts.get("AddtlTxInf", ""),
        reason,
    )


def _amount(facts: Facts, direction: str) -> Euro | None:
    for path in _AMOUNTS:
        try:
            return signed_amount(facts, path, direction)
        except ValueError:
            continue
    return None


def _return_reason(facts: Facts) -> ReturnReason | None:
    code, own = facts.get("RtrInf/Rsn/Cd", ""), facts.get("RtrInf/Rsn/Prtry", "")
    text = facts.get("RtrInf/AddtlInf", "")
    return ReturnReason(code, own, text) if code or own or text else None


def _counterparty(facts: Facts, direction: str, *, returned: bool) -> tuple[str, str, str]:
    """Name, IBAN and BIC of the other party: who receives what goes out, who sends what comes in.

    Banks leave the parties of a returned payment as they were in the original, so there it is the receiver.
    """
    receiver_first = direction == "DBIT" or returned
    for role in ("Cdtr", "Dbtr") if receiver_first else ("Dbtr", "Cdtr"):
        name = facts.get(f"RltdPties/{role}/Nm") or facts.get(f"RltdPties/{role}/Pty/Nm", "")
        iban = facts.get(f"RltdPties/{role}Acct/Id/IBAN") or facts.get(f"RltdPties/{role}Acct/Id/Othr/Id", "")
        if name or iban:
            agent = f"RltdAgts/{role}Agt/FinInstnId"
            return name, iban, facts.get(f"{agent}/BICFI") or facts.get(f"{agent}/BIC", "")
    return "", "", ""
