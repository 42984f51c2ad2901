#!/bin/bash
# business-duration 0.68: unit="day" divides open hours by 24, not by the length of the working day. From Monday 8:00 to
# Friday 17:00 with an office open from 8:00 to 17:00 gives 1.875 "days" (45 / 24) where five working days passed; unit="hour"
# gives 45. The number depends on the opening hours: an office that is open half the day halves every lead time in days.
# When the end lies before the start (a clock that was set back, two systems) it returns nan and raises nothing, so an average
# over cases passes such a case by.
# Matters to us: norms are in working days; a peer for our clock must be asked for hours.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q business_duration==0.68 pandas==3.1.1 holidays==0.109 numpy==2.4.6
"$place/venv/bin/python" - <<'PYTHON'
import datetime
import importlib.metadata
import math
import sys

import pandas
from business_duration import businessDuration

print("business-duration", importlib.metadata.version("business_duration"))
monday, friday = pandas.Timestamp(2026, 6, 1, 8), pandas.Timestamp(2026, 6, 5, 17)


def between(start, end, unit, closes=17):
    return businessDuration(start, end, datetime.time(8), datetime.time(closes), [5, 6], None, unit=unit)


hours, days = between(monday, friday, "hour"), between(monday, friday, "day")
half = between(monday, friday, "day", closes=12)
back = between(friday, monday, "hour")
print("Monday 8:00 to Friday 17:00, open 8-17:", hours, "hours,", days, "days")
print("the same, open 8-12:", half, "days")
print("end before start:", back)
sys.exit(0 if (hours, days, half) == (45.0, 1.875, 20 / 24) and math.isnan(back) else 1)
PYTHON
