#!/bin/bash
# trytond_account_payment_sepa 8.2.0 (with trytond 8.2.1): its reader of camt.054 does not look at the status of an entry.
# An entry that is still pending (PDNG) makes its payment "succeeded", like a booked one. And it asks for the payment by the
# booking side of the notification: a plain outgoing payment is a debit, so it is looked for among payments to receive
# ("receivable"); only a return, which is credited, is looked for among payments to make.
# Matters to us: Tryton is the ERP we connect to and the peer of our bank reader; a payment said to be made is not paid twice,
# but one that still pends is not made. The payments are a recorder here: only the package's own reading runs.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q trytond==8.2.1 trytond_account_payment_sepa==8.2.0
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import io
import sys

from trytond.modules.account_payment_sepa.sepa_handler import CAMT054
from trytond.transaction import Transaction

print("trytond_account_payment_sepa", importlib.metadata.version("trytond_account_payment_sepa"))


def entry(status, reference, side="DBIT", returned=""):
    return f"""<Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>{status}</Sts><BkTxCd/>
      <NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{returned}</TxDtls></NtryDtls></Ntry>"""


RETURNED = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
NOTICE = f"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-03T20:00:00</CreDtTm></GrpHdr>
<Ntfctn><Id>N1</Id><CreDtTm>2026-11-03T20:00:00</CreDtTm><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>
{entry("BOOK", "BOOKED")}{entry("PDNG", "PENDING")}{entry("BOOK", "SENT-BACK", "CRDT", RETURNED)}
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"""


class Payment:
    """Keeps what the reader asks for and says."""

    asked, succeeded = {}, []

    @classmethod
    def search(cls, domain):
        wanted = {name: value for name, _, value in domain}
        cls.asked[wanted["sepa_end_to_end_id"]] = wanted["kind"]
        row = cls()
        row.reference = wanted["sepa_end_to_end_id"]
        return [row]

    @classmethod
    def save(cls, rows):
        pass

    @classmethod
    def fail(cls, rows):
        print("failed:   ", [row.reference for row in rows])

    @classmethod
    def succeed(cls, rows):
        print("succeeded:", [row.reference for row in rows])
        cls.succeeded += [row.reference for row in rows]


Transaction().context = {}  # as within a transaction; no database is asked
CAMT054(io.BytesIO(NOTICE.encode()), Payment)
print("looked for among:", Payment.asked)
kinds = {"BOOKED": "receivable", "PENDING": "receivable", "SENT-BACK": "payable"}
sys.exit(0 if Payment.succeeded == ["BOOKED", "PENDING"] and Payment.asked == kinds else 1)
PYTHON
