"""Read pain.001.001.09 back, every fact, and hold the stated totals against the transfers."""

from lxml import etree

from bodemplaat.formats.iso20022 import leaves, read_amount, read_day, read_moment
from bodemplaat.formats.sepa.values import CreditTransfer, DebtorBlock, PaymentFile, StructuredAddress
from bodemplaat.formats.sepa.write import NAMESPACE
from bodemplaat.formats.xml import UnreadableXml, local_name, namespace, parse_xml
from bodemplaat.kernel import Euro, Finding, say

_NS = f"{{{NAMESPACE}}}"


class UnreadablePaymentFile(ValueError):
    """The file is not a sound pain.001.001.09; ``findings`` holds every reason found."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{finding.place}: {finding.render()}" for finding in findings[:5]))


def read_payment_file(content: bytes, *, max_bytes: int = 500_000_000) -> PaymentFile:
    """The values that were written. Raises ``UnreadablePaymentFile`` with all findings: not this message, a part
    missing or unreadable, a count or control sum that differs from the transfers.
    """
    try:
        root = parse_xml(content, max_bytes=max_bytes)
    except UnreadableXml as error:
        raise UnreadablePaymentFile((error.finding,)) from None
    message = root.find(f"{_NS}CstmrCdtTrfInitn")
    if message is None:
        raise UnreadablePaymentFile((_other_message(str(root.tag)),))
    reader = _Reader()
    file = reader.file(message)
    if reader.findings:
        raise UnreadablePaymentFile(tuple(reader.findings))
    return file


class _Reader:
    """Reads on after a fault, so that all of them are reported."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def file(self, message: etree._Element) -> PaymentFile:
        header = message.find(f"{_NS}GrpHdr")
        stated = leaves(header) if header is not None else {}
        blocks = tuple(
            self.block(element, f"PmtInf[{i}]")
            for i, element in enumerate(message.iterchildren(f"{_NS}PmtInf"), start=1)
        )
        created = self.needed(stated, "CreDtTm", "GrpHdr")
        try:
            moment = read_moment(created)
        except ValueError:
            moment = read_moment("0001-01-01T00:00:00")
            self.unreadable("GrpHdr/CreDtTm", created)
        file = PaymentFile(
            self.needed(stated, "MsgId", "GrpHdr"), moment, stated.get("InitgPty/Nm", ""), blocks
        )
        self.totals(stated, file.count, file.total, "GrpHdr")
        return file

    def block(self, element: etree._Element, place: str) -> DebtorBlock:
        transfers = tuple(
            self.transfer(child, f"{place}/CdtTrfTxInf[{i}]")
            for i, child in enumerate(element.iterchildren(f"{_NS}CdtTrfTxInf"), start=1)
        )
        for child in list(element.iterchildren(f"{_NS}CdtTrfTxInf")):
            element.remove(child)
        facts = leaves(element)
        written = self.needed(facts, "ReqdExctnDt/Dt", place)
        try:
            day = read_day(written)
        except ValueError:
            day = read_day("0001-01-01")
            self.unreadable(f"{place}/ReqdExctnDt", written)
        block = DebtorBlock(
            self.needed(facts, "PmtInfId", place),
            self.needed(facts, "Dbtr/Nm", place),
            self.needed(facts, "DbtrAcct/Id/IBAN", place),
            day,
            transfers,
            facts.get("DbtrAgt/FinInstnId/BICFI", ""),
            _address(facts, "Dbtr/PstlAdr"),
            facts.get("BtchBookg") in {"true", "1"},
        )
        self.totals(facts, len(transfers), block.total, place)
        return block

    def transfer(self, element: etree._Element, place: str) -> CreditTransfer:
        facts = leaves(element)
        written = self.needed(facts, "Amt/InstdAmt", place)
        try:
            if facts.get("Amt/InstdAmt/@Ccy") != "EUR":
                raise ValueError
            amount = read_amount(written)
        except ValueError:
            amount = Euro(0)
            self.unreadable(f"{place}/Amt", f"{facts.get('Amt/InstdAmt/@Ccy', '')} {written}")
        return CreditTransfer(
            self.needed(facts, "PmtId/EndToEndId", place),
            amount,
            self.needed(facts, "Cdtr/Nm", place),
            self.needed(facts, "CdtrAcct/Id/IBAN", place),
            facts.get("RmtInf/Ustrd", ""),
            facts.get("CdtrAgt/FinInstnId/BICFI", ""),
            _address(facts, "Cdtr/PstlAdr"),
            facts.get("RmtInf/Strd/CdtrRefInf/Ref", ""),
        )

    def totals(self, facts: dict[str, str], count: int, total: Euro, place: str) -> None:
        for name, counted in (("NbOfTxs", str(count)), ("CtrlSum", str(total))):
            if facts.get(name) != counted:
                self.findings.append(
                    Finding(
                        "sepa.total",
                        f"{place}/{name}",
                        say("The file states {stated} but its transfers give {counted}."),
                        {"stated": facts.get(name, "–"), "counted": counted},
                    )
                )

    def needed(self, facts: dict[str, str], path: str, place: str) -> str:
        if path not in facts:
            text = say("{element} is missing or empty.")
            self.findings.append(Finding("sepa.missing", f"{place}/{path}", text, {"element": path}))
        return facts.get(path, "")

    def unreadable(self, place: str, value: str) -> None:
        text = say("“{value}” cannot be read.")
        self.findings.append(Finding("sepa.unreadable", place, text, {"value": value[:80]}))


def _address(facts: dict[str, str], path: str) -> StructuredAddress | None:
    parts = [facts.get(f"{path}/{tag}", "") for tag in ("TwnNm", "Ctry", "StrtNm", "BldgNb", "PstCd")]
    return StructuredAddress(*parts) if any(parts) else None


def _other_message(tag: str) -> Finding:
    return Finding(
        "sepa.other_message",
        "",
        say("This is not a pain.001.001.09 payment file but {found}."),
        {"found": namespace(tag) or local_name(tag)},
    )
