#!/bin/bash
# pain001 0.0.74: parse_pain002_report keeps the first transaction of each batch in a payment status report and drops the
# others without a word. A report in which the bank refuses three of a batch's payments, each for its own reason, comes
# back as one status. Reading the group status instead does not help: PART says that some were refused, not which.
# Matters to us: refused payments that are not read stay "paid" in the books, and are claimed again by the employee.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q pain001==0.0.74
cd "$place"
cat > status.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">
  <CstmrPmtStsRpt>
    <GrpHdr><MsgId>STATUS-1</MsgId><CreDtTm>2026-11-03T10:00:00</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts>
      <OrgnlMsgId>FILE-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts>
    </OrgnlGrpInfAndSts>
    <OrgnlPmtInfAndSts>
      <OrgnlPmtInfId>BATCH-1</OrgnlPmtInfId>
      <TxInfAndSts><OrgnlEndToEndId>CLAIM-1</OrgnlEndToEndId><TxSts>RJCT</TxSts>
        <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>
      <TxInfAndSts><OrgnlEndToEndId>CLAIM-2</OrgnlEndToEndId><TxSts>RJCT</TxSts>
        <StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts>
      <TxInfAndSts><OrgnlEndToEndId>CLAIM-3</OrgnlEndToEndId><TxSts>RJCT</TxSts>
        <StsRsnInf><Rsn><Cd>MD07</Cd></Rsn></StsRsnInf></TxInfAndSts>
    </OrgnlPmtInfAndSts>
  </CstmrPmtStsRpt>
</Document>
XML
venv/bin/python - <<'PYTHON'
import importlib.metadata
import sys

from pain001.pain002 import parse_pain002_report

print("pain001", importlib.metadata.version("pain001"))
report = parse_pain002_report("status.xml")
statuses = report["payment_statuses"]
print("refusals in the file: 3; read:", len(statuses))
for status in statuses:
    print(status)
sys.exit(0 if [status["original_end_to_end_id"] for status in statuses] == ["CLAIM-1"] else 1)
PYTHON
