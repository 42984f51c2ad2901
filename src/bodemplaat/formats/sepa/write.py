"""Write pain.001.001.09. Why not with a library: docs/adr/0006-own-pain001-writer.md."""

from io import BytesIO
from xml.sax.saxutils import escape

from lxml import etree

from bodemplaat.formats.iso20022 import written_moment
from bodemplaat.formats.sepa.charset import to_sepa_text
from bodemplaat.formats.sepa.check import ADDRESS_LIMITS, NAME, REMITTANCE, check_payment_file
from bodemplaat.formats.sepa.references import issuer_of
from bodemplaat.formats.sepa.values import CreditTransfer, DebtorBlock, PaymentFile, StructuredAddress
from bodemplaat.kernel import Finding
from bodemplaat.kernel.finding import errors

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"

_ADDRESS_ELEMENTS = (
    ("street", "StrtNm"),
    ("building_number", "BldgNb"),
    ("postcode", "PstCd"),
    ("town", "TwnNm"),
)


class UnsoundPaymentFile(ValueError):
    """The file may not be sent; ``findings`` holds every reason."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{finding.place}: {finding.render()}" for finding in findings[:5]))


def write_payment_file(file: PaymentFile) -> bytes:
    """The message as UTF-8 bytes: the same bytes for the same file.

    Texts are carried over to the SEPA character set and cut to what the message holds; identifications never
    are. Raises ``UnsoundPaymentFile`` when ``check_payment_file`` finds an error.
    """
    stopping = errors(check_payment_file(file))
    if stopping:
        raise UnsoundPaymentFile(stopping)
    out = BytesIO()
    out.write(f"{_BEGIN}{_text(_group_header(file))}".encode())
    for block in file.blocks:
        out.write(b"<PmtInf>" + "".join(map(_text, _block_header(block))).encode())
        out.write("".join(map(_transfer, block.transfers)).encode())
        out.write(b"</PmtInf>")
    out.write(b"</CstmrCdtTrfInitn></Document>")
    return out.getvalue()


_BEGIN = f"<?xml version='1.0' encoding='UTF-8'?>\n<Document xmlns=\"{NAMESPACE}\"><CstmrCdtTrfInitn>"


def _text(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode")


def _group_header(file: PaymentFile) -> etree._Element:
    header = etree.Element("GrpHdr")
    _add(header, "MsgId", file.message_id)
    _add(header, "CreDtTm", written_moment(file.created_at))
    _add(header, "NbOfTxs", str(file.count))
    _add(header, "CtrlSum", str(file.total))
    _add(_add(header, "InitgPty"), "Nm", _cut(file.initiating_party, NAME))
    return header


def _block_header(block: DebtorBlock) -> list[etree._Element]:
    holder = etree.Element("PmtInf")
    _add(holder, "PmtInfId", block.payment_id)
    _add(holder, "PmtMtd", "TRF")
    _add(holder, "BtchBookg", "true" if block.batch_booking else "false")
    _add(holder, "NbOfTxs", str(len(block.transfers)))
    _add(holder, "CtrlSum", str(block.total))
    _add(_add(_add(holder, "PmtTpInf"), "SvcLvl"), "Cd", "SEPA")
    _add(_add(holder, "ReqdExctnDt"), "Dt", block.requested_on.isoformat())
    _add_party(holder, "Dbtr", block.debtor, block.address)
    _add(_add(_add(holder, "DbtrAcct"), "Id"), "IBAN", block.iban)
    agent = _add(_add(holder, "DbtrAgt"), "FinInstnId")
    if block.bic:
        _add(agent, "BICFI", block.bic)
    else:
        _add(_add(agent, "Othr"), "Id", "NOTPROVIDED")
    _add(holder, "ChrgBr", "SLEV")
    return list(holder)


def _transfer(transfer: CreditTransfer) -> str:
    """One payment, written as text: of a hundred thousand, elements would take three times as long.

    Every value was checked or carried over to the SEPA character set, which holds nothing that XML reads as its own; it is
    escaped all the same.
    """
    agent, postal = "", ""
    if transfer.bic:
        agent = f"<CdtrAgt><FinInstnId><BICFI>{escape(transfer.bic)}</BICFI></FinInstnId></CdtrAgt>"
    if transfer.address is not None:
        holder = etree.Element("Cdtr")
        _add_address(holder, transfer.address)
        postal = _text(holder[0])
    if transfer.reference:
        information = _structured(transfer.reference)
    else:
        remittance = escape(_cut(transfer.remittance, REMITTANCE))
        information = f"<RmtInf><Ustrd>{remittance}</Ustrd></RmtInf>" if remittance else ""
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>{escape(transfer.end_to_end_id)}</EndToEndId></PmtId>"
        f'<Amt><InstdAmt Ccy="EUR">{transfer.amount}</InstdAmt></Amt>{agent}'
        f"<Cdtr><Nm>{escape(_cut(transfer.creditor, NAME))}</Nm>{postal}</Cdtr>"
        f"<CdtrAcct><Id><IBAN>{escape(transfer.iban)}</IBAN></Id></CdtrAcct>"
        f"{information}</CdtTrfTxInf>"
    )


def _structured(reference: str) -> str:
    """A creditor reference with its kind and who issues that (EPC132-08)."""
    return (
        "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry>"
        f"<Issr>{issuer_of(reference)}</Issr></Tp><Ref>{escape(reference)}</Ref></CdtrRefInf></Strd></RmtInf>"
    )


def _add_party(parent: etree._Element, tag: str, name: str, address: StructuredAddress | None) -> None:
    party = _add(parent, tag)
    _add(party, "Nm", _cut(name, NAME))
    if address is not None:
        _add_address(party, address)


def _add_address(party: etree._Element, address: StructuredAddress) -> None:
    postal = _add(party, "PstlAdr")
    for part, element in _ADDRESS_ELEMENTS:
        text = _cut(getattr(address, part), ADDRESS_LIMITS[part])
        if text:
            _add(postal, element, text)
    _add(postal, "Ctry", address.country)


def _add(parent: etree._Element, tag: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, tag)
    element.text = text
    return element


def _cut(text: str, limit: int) -> str:
    return to_sepa_text(text)[:limit].rstrip()
