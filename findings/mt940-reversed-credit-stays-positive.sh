#!/usr/bin/env bash
# mt-940 5.1.1 gives the reversal of a credit (mark RC) a positive amount, so the movements of a statement
# no longer add up to its own closing balance.
#
# In field 61 of an MT940 the mark C adds, D takes off, RC reverses a credit (takes off) and RD reverses a debit (adds).
# mt-940 makes only D negative. A returned salary payment or a withdrawn receipt therefore counts on the wrong side.
# Why it matters here: a statement read through this package may only be trusted after its sum was held against the
# balances; the mark (`status`) has to be read beside the amount.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mt-940==5.1.1
"$folder/venv/bin/python" - <<'PY'
import importlib.metadata
from decimal import Decimal

import mt940

STATEMENT = """:20:STMT
:25:NL69INGB0123456789EUR
:28C:00001/001
:60F:C261101EUR1000,00
:61:2611021102C100,00NTRFNONREF//A
:86:received
:61:2611021102RC100,00NTRFNONREF//B
:86:the same receipt reversed
:61:2611021102D40,00NTRFNONREF//C
:86:paid
:61:2611021102RD40,00NTRFNONREF//D
:86:the same payment reversed
:62F:C261102EUR1000,00
-"""

read = mt940.parse(STATEMENT)
moved = {line.data["status"]: line.data["amount"].amount for line in read}
opening = read.data["final_opening_balance"].amount.amount
closing = read.data["final_closing_balance"].amount.amount
print("mt-940", importlib.metadata.version("mt-940"))
print("marks and amounts:", {mark: str(amount) for mark, amount in moved.items()})
print("closing - opening:", closing - opening, "| sum of the movements:", sum(moved.values()))
assert moved == {"C": Decimal(100), "RC": Decimal(100), "D": Decimal(-40), "RD": Decimal(40)}, moved
assert closing - opening == 0
assert sum(moved.values()) == Decimal(200)
PY
