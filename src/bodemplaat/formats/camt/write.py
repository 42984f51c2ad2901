"""Write camt.053.001.02 or .08: the same bytes for the same values, valid against the standard's schema."""

from datetime import date
from io import BytesIO

from lxml import etree

from bodemplaat.formats.camt.values import (
    Entry,
    ReturnReason,
    StatementFile,
    StatementHead,
    Transaction,
    Version,
)
from bodemplaat.formats.iso20022 import written_moment
from bodemplaat.kernel import Euro


def write_statement_file(file: StatementFile) -> bytes:
    """The message as UTF-8 bytes, in the version that ``file.head`` names. ``findings`` are not written.

    Raises ``ValueError`` when a statement lacks a moment or a balance, which the schema asks for.
    """
    writer = _Writer(file.head.version)
    if file.head.created_at is None:
        raise ValueError("a statement file has a moment of creation")
    out = BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with (
            xml.element("Document", nsmap={None: file.head.version.namespace}),
            xml.element("BkToCstmrStmt"),
        ):
            group = etree.Element("GrpHdr")
            _add(group, "MsgId", file.head.message_id)
            _add(group, "CreDtTm", written_moment(file.head.created_at))
            xml.write(group)
            for statement in file.statements:
                with xml.element("Stmt"):
                    for element in _head(statement.head):
                        xml.write(element)
                    for entry in statement.entries:
                        xml.write(writer.entry(entry))
    return out.getvalue()


def _head(head: StatementHead) -> list[etree._Element]:
    if head.created_at is None:
        raise ValueError(f"statement {head.id} has no moment of creation")
    holder = etree.Element("Stmt")
    _add(holder, "Id", head.id)
    if head.sequence is not None:
        _add(holder, "ElctrncSeqNb", str(head.sequence))
    _add(holder, "CreDtTm", written_moment(head.created_at))
    account = _add(holder, "Acct")
    _add(_add(account, "Id"), "IBAN", head.account)
    _add(account, "Ccy", "EUR")
    for code, amount, day in (
        ("OPBD", head.opening, head.opening_on),
        ("CLBD", head.closing, head.closing_on),
    ):
        if amount is None or day is None:
            raise ValueError(f"statement {head.id} has no balance {code}")
        balance = _add(holder, "Bal")
        _add(_add(_add(balance, "Tp"), "CdOrPrtry"), "Cd", code)
        _add_amount(balance, amount)
        _add(balance, "CdtDbtInd", _direction(amount))
        _add(_add(balance, "Dt"), "Dt", day.isoformat())
    return list(holder)


class _Writer:
    """What differs between the versions."""

    def __init__(self, version: Version) -> None:
        self.newer = version is Version.V08
        self.bic = "BICFI" if self.newer else "BIC"

    def entry(self, entry: Entry) -> etree._Element:
        element = etree.Element("Ntry")
        _add_if(element, "NtryRef", entry.reference)
        _add_amount(element, entry.amount)
        _add(element, "CdtDbtInd", _direction(entry.amount))
        if entry.reversal:
            _add(element, "RvslInd", "true")
        if self.newer:
            _add(_add(element, "Sts"), "Cd", entry.status)
        else:
            _add(element, "Sts", entry.status)
        _add_day(element, "BookgDt", entry.booked_on)
        _add_day(element, "ValDt", entry.value_on)
        _add_if(element, "AcctSvcrRef", entry.bank_reference)
        _add_bank_code(element, entry.bank_code)
        if entry.batch is not None or entry.transactions:
            details = _add(element, "NtryDtls")
            if entry.batch is not None:
                batch = _add(details, "Btch")
                _add_if(batch, "MsgId", entry.batch.message_id)
                _add_if(batch, "PmtInfId", entry.batch.payment_id)
                _add_if(batch, "NbOfTxs", "" if entry.batch.count is None else str(entry.batch.count))
            for transaction in entry.transactions:
                self.transaction(details, transaction, entry)
        _add_if(element, "AddtlNtryInf", entry.additional_text)
        return element

    def transaction(self, parent: etree._Element, transaction: Transaction, entry: Entry) -> None:
        element = _add(parent, "TxDtls")
        references = _add(element, "Refs")
        _add_if(references, "MsgId", transaction.message_id)
        _add_if(references, "AcctSvcrRef", transaction.bank_reference)
        _add_if(references, "PmtInfId", transaction.payment_id)
        _add(references, "EndToEndId", transaction.end_to_end_id or "NOTPROVIDED")
        amount = transaction.amount
        if amount is not None:
            if self.newer:
                _add_amount(element, amount)
                _add(element, "CdtDbtInd", _direction(amount))
            else:
                _add_amount(_add(_add(element, "AmtDtls"), "TxAmt"), amount)
        if transaction.bank_code:
            _add_bank_code(element, transaction.bank_code)
        outgoing = (amount if amount is not None else entry.amount).cents < 0
        role = "Cdtr" if outgoing or transaction.return_reason is not None else "Dbtr"
        self.parties(element, role, transaction)
        if transaction.remittance or transaction.creditor_reference:
            information = _add(element, "RmtInf")
            _add_if(information, "Ustrd", transaction.remittance)
            if transaction.creditor_reference:
                reference = _add(_add(information, "Strd"), "CdtrRefInf")
                _add(reference, "Ref", transaction.creditor_reference)
        if transaction.return_reason is not None:
            _add_reason(element, transaction.return_reason)
        _add_if(element, "AddtlTxInf", transaction.additional_text)

    def parties(self, element: etree._Element, role: str, transaction: Transaction) -> None:
        if transaction.counterparty or transaction.counterparty_iban:
            parties = _add(element, "RltdPties")
            if transaction.counterparty:
                party = _add(parties, role)
                _add(_add(party, "Pty") if self.newer else party, "Nm", transaction.counterparty)
            if transaction.counterparty_iban:
                _add(_add(_add(parties, f"{role}Acct"), "Id"), "IBAN", transaction.counterparty_iban)
        if transaction.counterparty_bic:
            agent = _add(_add(element, "RltdAgts"), f"{role}Agt")
            _add(_add(agent, "FinInstnId"), self.bic, transaction.counterparty_bic)


def _add_reason(parent: etree._Element, reason: ReturnReason) -> None:
    element = _add(parent, "RtrInf")
    if reason.code:
        _add(_add(element, "Rsn"), "Cd", reason.code)
    elif reason.proprietary:
        _add(_add(element, "Rsn"), "Prtry", reason.proprietary)
    _add_if(element, "AddtlInf", reason.text)


def _add_bank_code(parent: etree._Element, code: str) -> None:
    element = _add(parent, "BkTxCd")
    parts = code.split("/")
    if len(parts) == 3:
        domain = _add(element, "Domn")
        _add(domain, "Cd", parts[0])
        family = _add(domain, "Fmly")
        _add(family, "Cd", parts[1])
        _add(family, "SubFmlyCd", parts[2])
    elif code:
        _add(_add(element, "Prtry"), "Cd", code)


def _add_amount(parent: etree._Element, amount: Euro) -> None:
    _add(parent, "Amt", str(abs(amount))).set("Ccy", "EUR")


def _add_day(parent: etree._Element, tag: str, day: date | None) -> None:
    if day is not None:
        _add(_add(parent, tag), "Dt", day.isoformat())


def _direction(amount: Euro) -> str:
    return "DBIT" if amount.cents < 0 else "CRDT"


def _add_if(parent: etree._Element, tag: str, text: str) -> None:
    if text:
        _add(parent, tag, text)


def _add(parent: etree._Element, tag: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, tag)
    element.text = text
    return element
