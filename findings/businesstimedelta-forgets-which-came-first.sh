#!/bin/bash
# businesstimedelta 1.0.1: Rules.difference(start, end) gives the same positive time when the end lies before the start. An
# answer 16 working hours before its deadline and one 16 working hours after it both differ by "16 hours"; nothing is raised, and
# the value has no sign to ask for. timedelta, numpy.busday_count and business-duration (nan) all tell the two apart.
# Matters to us: time left until a norm is the difference between now and the deadline; with this package as a peer of our
# clock a late case reads as one that has time left. The order has to be compared before asking.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q businesstimedelta==1.0.1 pytz numpy==2.2.6
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys
from datetime import datetime, time

import businesstimedelta as business
import numpy

print("businesstimedelta", importlib.metadata.version("businesstimedelta"))
rules = business.Rules([business.WorkDayRule(time(9), time(17), [0, 1, 2, 3, 4])])
friday, monday = datetime(2026, 4, 3, 9), datetime(2026, 4, 6, 17)
ahead, behind = rules.difference(friday, monday), rules.difference(monday, friday)
days = numpy.busday_count("2026-04-03", "2026-04-07"), numpy.busday_count("2026-04-07", "2026-04-03")
print("Friday to Monday:", ahead, "· Monday to Friday before:", behind, "· numpy:", *days)
sys.exit(0 if ahead.hours == behind.hours == 16 and days[0] > 0 > days[1] else 1)
PYTHON
