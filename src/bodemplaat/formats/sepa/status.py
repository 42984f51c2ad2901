"""What a bank answers to a payment file: pain.002, from version 3 on (.001.03 to .001.10 and later).

The parts read here are the same in all of them: the file, its blocks and its payments, each with a status and
reasons. What is not mentioned has the status of what holds it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from lxml import etree

from bodemplaat.formats.camt.reasons import RETURN_REASONS
from bodemplaat.formats.iso20022 import leaves
from bodemplaat.formats.sepa.statuses import Verdict, verdict_of
from bodemplaat.formats.xml import UnreadableXml, local_name, namespace, parse_xml
from bodemplaat.kernel import Finding, say

_REASONS = MappingProxyType(
    {
        **RETURN_REASONS,
        "AC02": say("The account of the payer is not correct."),
        "AG03": say("The bank does not support this kind of payment."),
        "AM01": say("The amount is zero."),
        "AM03": say("The currency is not allowed."),
        "AM10": say("The sum in the file is not that of its payments."),
        "AM18": say("The number of payments in the file is not right."),
        "CH03": say("The payment day lies too far ahead."),
        "CH04": say("The payment day lies too far back."),
        "CUTA": say("The payment was cancelled on request."),
        "DS0B": say("A signature is missing, or who signed may not."),
        "DT01": say("The payment day is not possible."),
        "DU01": say("This file was received before."),
        "DU03": say("This part of the file was received before."),
        "DU04": say("This payment was received before."),
        "FF01": say("The file is not laid out as the bank asks."),
        "RC10": say("The bank of the receiver is missing or not known."),
    }
)

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:(pain\.002\.001\.(\d\d))")
_OLDEST = 3


@dataclass(frozen=True, slots=True)
class Status:
    """A status and its reasons: ISO codes or the bank's own, and what the bank added in words."""

    code: str = ""
    reasons: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What it says of the payment."""
        return verdict_of(self.code)

    @property
    def refused(self) -> bool:
        """Whether it will not be carried out."""
        return self.verdict is Verdict.REFUSED

    @property
    def explanations(self) -> tuple[str, ...]:
        """The codes in plain English, marked for translation, where they are known; then the bank's own words."""
        return (*(_REASONS.get(code, code) for code in self.reasons), *self.texts)


@dataclass(frozen=True, slots=True)
class PaymentStatus:
    """What is said of one payment."""

    end_to_end_id: str
    status: Status


@dataclass(frozen=True, slots=True)
class BlockStatus:
    """What is said of one block (PmtInf) and of payments in it."""

    payment_id: str
    status: Status
    payments: tuple[PaymentStatus, ...]


@dataclass(frozen=True, slots=True)
class StatusReport:
    """One answer. ``original`` is the MsgId of the payment file that it is about; ``created_at`` has the zone that the bank wrote, if any."""

    version: str
    message_id: str
    created_at: datetime | None
    original: str
    status: Status
    blocks: tuple[BlockStatus, ...]


class UnreadableReport(ValueError):
    """The file is not a pain.002 that can be read; ``finding`` says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.render())


def is_status_report(content: bytes) -> bool:
    """Whether the beginning of a file names pain.002, so that it is for ``read_status_report``."""
    return b":pain.002.001." in content[:4000]


def read_status_report(content: bytes, *, max_bytes: int = 200_000_000) -> StatusReport:
    """The answer. Raises ``UnreadableReport`` for another message, an older version, or one without its file's name."""
    try:
        root = parse_xml(content, max_bytes=max_bytes)
    except UnreadableXml as error:
        raise UnreadableReport(error.finding) from None
    tag = str(root.tag)
    named = _NAMESPACE.fullmatch(namespace(tag))
    report = next(iter(root), None)
    if named is None or int(named[2]) < _OLDEST or report is None:
        root_name = namespace(tag).rpartition(":")[2] or f"<{local_name(tag)}>"
        text = say("This is not an answer of the bank (pain.002, version 3 or later) but {found}.")
        raise UnreadableReport(Finding("sepa.other_report", "", text, {"found": root_name[:80]}))
    group, original = (_first(report, name) for name in ("GrpHdr", "OrgnlGrpInfAndSts"))
    facts = leaves(original) if original is not None else {}
    if not facts.get("OrgnlMsgId"):
        text = say("The answer does not say which payment file it is about (OrgnlMsgId). Ask the bank.")
        raise UnreadableReport(Finding("sepa.no_original", "OrgnlGrpInfAndSts", text))
    head = leaves(group) if group is not None else {}
    return StatusReport(
        named[1],
        head.get("MsgId", ""),
        _moment(head.get("CreDtTm", "")),
        facts["OrgnlMsgId"],
        _status(original, facts.get("GrpSts", "")),
        tuple(_block(element) for element in _all(report, "OrgnlPmtInfAndSts")),
    )


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _block(element: etree._Element) -> BlockStatus:
    payments = tuple(
        PaymentStatus(facts.get("OrgnlEndToEndId", ""), _status(each, facts.get("TxSts", "")))
        for each in _all(element, "TxInfAndSts")
        for facts in [_own(each)]
    )
    facts = _own(element)
    return BlockStatus(facts.get("OrgnlPmtInfId", ""), _status(element, facts.get("PmtInfSts", "")), payments)


def _status(element: etree._Element | None, code: str) -> Status:
    reasons: list[str] = []
    texts: list[str] = []
    for information in _all(element, "StsRsnInf"):
        facts = leaves(information)
        reasons += filter(None, [facts.get("Rsn/Cd") or facts.get("Rsn/Prtry")])
        texts += filter(None, [facts.get("AddtlInf")])
    return Status(code[:4].upper(), tuple(reasons), tuple(texts))


def _own(element: etree._Element) -> Mapping[str, str]:
    """The texts that stand in an element itself, not in its children."""
    return {local_name(str(child.tag)): (child.text or "").strip() for child in element if not len(child)}


def _all(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return (child for child in (element if element is not None else ()) if local_name(str(child.tag)) == name)


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(_all(element, name), None)
