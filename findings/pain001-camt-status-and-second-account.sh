#!/bin/bash
# pain001 0.0.74: parse_camt053_statement reads the first statement of a file and says nothing of the others, and gives an
# empty status for every entry of camt.053.001.08, where the status moved one level down (Sts/Cd). So a pending entry (PDNG)
# cannot be told from a booked one. A reversal (RvslInd) is not told either: the bank's undoing of a debit reads as
# money that came in.
# Matters to us: banks deliver one file with a statement per account; what pends is not paid; a returned payment must
# open its claim again.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q pain001==0.0.74
cd "$place"
entry() { # amount, status, booking side, reversal
    echo "<Ntry><Amt Ccy=\"EUR\">$1</Amt><CdtDbtInd>$3</CdtDbtInd><RvslInd>$4</RvslInd><Sts><Cd>$2</Cd></Sts>
      <BookgDt><Dt>2026-11-03</Dt></BookgDt><BkTxCd><Prtry><Cd>541</Cd></Prtry></BkTxCd></Ntry>"
}
balances() {
    for code in OPBD CLBD; do
        echo "<Bal><Tp><CdOrPrtry><Cd>$code</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
          <Dt><Dt>2026-11-03</Dt></Dt></Bal>"
    done
}
{
    echo '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
    echo '<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-03T20:00:00</CreDtTm></GrpHdr>'
    echo '<Stmt><Id>S1</Id><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>'
    balances
    entry 10.00 BOOK DBIT false
    entry 20.00 PDNG DBIT false
    entry 10.00 BOOK CRDT true
    echo '</Stmt><Stmt><Id>S2</Id><Acct><Id><IBAN>NL02ABNA0123456789</IBAN></Id></Acct>'
    balances
    entry 30.00 BOOK DBIT false
    echo '</Stmt></BkToCstmrStmt></Document>'
} > statement.xml
venv/bin/python - <<'PYTHON'
import importlib.metadata
import sys

from pain001.camt053 import parse_camt053_statement

print("pain001", importlib.metadata.version("pain001"))
read = parse_camt053_statement("statement.xml")
print("statements in the file: 2; read:", read["statement_id"])
for entry in read["entries"]:
    print(entry["amount"], entry["credit_debit_indicator"], "status:", repr(entry["status"]))
statuses = [entry["status"] for entry in read["entries"]]
told = any("reversal" in name for entry in read["entries"] for name in entry)
sys.exit(0 if read["statement_id"] == "S1" and statuses == ["", "", ""] and not told else 1)
PYTHON
