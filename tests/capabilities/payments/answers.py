"""A bank that answers to a payment file with pain.002, for tests of what we make of it."""

from collections.abc import Mapping

from bodemplaat.formats.sepa import read_payment_file

ROOTS = {"10": "CstmrPmtStsRpt", "03": "CstmrPmtStsRpt", "12": "CstmrPmtStsRpt"}


def reason(code: str, text: str = "") -> str:
    """A reason as it stands under a status."""
    more = f"<AddtlInf>{text}</AddtlInf>" if text else ""
    return f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn>{more}</StsRsnInf>"


def answer(
    file: bytes,
    group: str = "",
    *,
    why: str = "",
    block: str = "",
    payments: Mapping[str, tuple[str, str]] | None = None,
    version: str = "10",
) -> bytes:
    """The answer: the file's status, its first block's, and of payments (EndToEndId → status, reason code)."""
    sent = read_payment_file(file)
    transactions = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId><TxSts>{status}</TxSts>"
        f"{reason(code) if code else ''}</TxInfAndSts>"
        for name, (status, code) in (payments or {}).items()
    )
    of_block = f"<PmtInfSts>{block}</PmtInfSts>" if block else ""
    blocks = (
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{sent.blocks[0].payment_id}</OrgnlPmtInfId>{of_block}{transactions}"
        "</OrgnlPmtInfAndSts>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}"><{ROOTS[version]}>'
        "<GrpHdr><MsgId>A1</MsgId><CreDtTm>2026-11-24T08:00:00</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{sent.message_id}</OrgnlMsgId><OrgnlMsgNmId>pain.001</OrgnlMsgNmId>"
        f"{f'<GrpSts>{group}</GrpSts>' if group else ''}{why}</OrgnlGrpInfAndSts>{blocks if of_block or transactions else ''}"
        f"</{ROOTS[version]}></Document>"
    ).encode()
