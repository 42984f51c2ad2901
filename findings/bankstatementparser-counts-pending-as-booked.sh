#!/usr/bin/env bash
# bankstatementparser 0.0.29 lists a pending entry of a camt.053 among the booked ones, without its status.
#
# An entry with status PDNG is announced, not booked, and is no part of the balances. The package's table of transactions
# has no column for the status, and the reversal indicator of an entry is not in it either, so the lines of a
# statement no longer lead from its opening to its closing balance, and no reader of the table can see which line to
# leave out. Why it matters here: a payment counts as paid only when booked; this package cannot tell.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check bankstatementparser==0.0.29
cd "$folder"
"$folder/venv/bin/python" - <<'PY'
import importlib.metadata
from pathlib import Path

from bankstatementparser import CamtParser


def balance(code: str, amount: str) -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>'
        "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>"
    )


def entry(reference: str, amount: str, status: str) -> str:
    return (
        f'<Ntry><NtryRef>{reference}</NtryRef><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
        f"<Sts>{status}</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd>"
        "<Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd></Ntry>"
    )


Path("statement.xml").write_text(
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'
    "<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-02T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id>"
    "<CreDtTm>2026-11-02T20:00:00</CreDtTm><Acct><Id><IBAN>NL69INGB0123456789</IBAN></Id></Acct>"
    + balance("OPBD", "1000.00")
    + balance("CLBD", "700.00")
    + entry("1", "300.00", "BOOK")
    + entry("2", "10.00", "PDNG")
    + "</Stmt></BkToCstmrStmt></Document>"
)
lines = CamtParser("statement.xml").parse()
print("bankstatementparser", importlib.metadata.version("bankstatementparser"))
print("columns:", list(lines.columns))
print("sum of the lines:", lines["Amount"].astype(float).sum(), "| closing - opening: -300.0")
assert len(lines) == 2
assert lines["Amount"].astype(float).sum() == -310.0
assert not any("sts" in name.lower() or "status" in name.lower() or "rvsl" in name.lower() for name in lines.columns)
PY
