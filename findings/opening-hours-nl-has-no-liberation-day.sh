#!/bin/bash
# opening-hours-py 2.1.4 (the reader of OpenStreetMap's opening hours, made in Rust): with country="NL" a rule "PH off" never
# closes on 5 May, not even in the years when Liberation Day is a day off in most agreements (every fifth: 2015, 2020, 2025,
# 2030). The other Dutch holidays are there, 27 April and its move to the 26th too. The package `holidays` has the day in
# those years.
# Matters to us: a desk that copies its hours from there is open on a day off, and every term that counts open hours ends
# half a day to a day too early, once in five years, when nobody looks any more.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q opening-hours-py==2.1.4 holidays==0.109
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys
from datetime import datetime

import holidays
from opening_hours import OpeningHours

print("opening-hours-py", importlib.metadata.version("opening-hours-py"))
desk = OpeningHours("Mo-Su 09:00-17:00; PH off", country="NL")
seen = []
for year in (2015, 2020, 2025, 2030):
    moment = datetime(year, 5, 5, 12)
    seen.append((desk.is_open(moment), moment.date() in holidays.Netherlands(years=year)))
    print(moment.date(), "open" if seen[-1][0] else "closed", "· holidays:", "a day off" if seen[-1][1] else "none")
king = desk.is_open(datetime(2025, 4, 26, 12))
print("2025-04-26 (King's Day, a Saturday)", "open" if king else "closed")
sys.exit(0 if seen == [(True, True)] * 4 and not king else 1)
PYTHON
