#!/bin/bash
# python-stdnum 2.2: stdnum.iban.validate() refuses sound Belgian accounts.
# For a Belgian IBAN it also asks stdnum.be.iban, which looks the first three digits up in a list of banks that comes with
# the package; the account is refused (InvalidComponent) when the list does not have them. The check digits are right
# and schwifty (ISO 13616 structure and check digits) takes the same accounts. The IBANs here are calculated, not
# anybody's. Matters to us: an employee with such an account could not hand in a claim, with a message that the number
# is wrong.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q python-stdnum==2.2 schwifty==2026.10.1
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys

import schwifty
from stdnum import iban

print("python-stdnum", importlib.metadata.version("python-stdnum"))
refused = 0
for bank in ("128", "167", "606", "875", "919"):
    number = f"{bank}1234567"
    national = f"{number}{int(number) % 97 or 97:02d}"
    account = f"BE{98 - int(national + '111400') % 97:02d}{national}"
    assert int(national + "1114" + account[2:4]) % 97 == 1
    schwifty.IBAN(account)
    try:
        iban.validate(account)
        print(account, "schwifty: sound, stdnum: sound")
    except Exception as error:
        refused += 1
        print(account, "schwifty: sound, stdnum:", type(error).__name__)
sys.exit(0 if refused == 5 else 1)
PYTHON
