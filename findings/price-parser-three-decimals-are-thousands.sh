#!/bin/bash
# price-parser 0.5.1: an amount with three decimals is read a thousand times too large, whatever stands before the
# comma: "€ 0,235" (a mileage rate) gives 235, "€ 1,125" gives 1125; "€ 0,23" and "€ 0,2350" are read right. A number that
# begins with "0," can have no thousands in it. It reads right when the separator is told. The minus of a credit ("€ -5,00",
# "-€ 5,00") is dropped as well.
# Matters to us: tariffs and rates have three decimals; why amounts are read by our own grammar, which refuses what may
# mean two things.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q price-parser==0.5.1
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys
from decimal import Decimal

from price_parser import Price

print("price-parser", importlib.metadata.version("price-parser"))
expected = {
    "€ 0,23": Decimal("0.23"),
    "€ 0,2350": Decimal("0.2350"),
    "€ 0,235": Decimal(235),
    "€ 1,125": Decimal(1125),
    "€ -5,00": Decimal("5.00"),
    "-€ 5,00": Decimal("5.00"),
}
seen = {text: Price.fromstring(text).amount for text in expected}
for text, amount in seen.items():
    print(f"{text:10} {amount}")
told = Price.fromstring("€ 0,235", decimal_separator=",").amount
print("€ 0,235 with the separator told:", told)
sys.exit(0 if seen == expected and told == Decimal("0.235") else 1)
PYTHON
