#!/bin/bash
# pm4py 2.7.23.11 with pandas 3.1.1: pm4py.format_dataframe on a column of Dutch dates as text (day-month-year) reads it
# cell by cell. Within one column "03-04-2026" becomes 4 March and "13-04-2026" becomes 13 April; nothing is said. A case
# that came in on 3 April and was closed on 13 April lasts 40 days instead of 10, one that closed on the 12th
# lasts 275. The same column with pandas.to_datetime and dayfirst gives 10 and 9.
# Matters to us: pm4py is the peer our measuring is held against; an event log of a municipality has such dates.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q pm4py==2.7.23.11 pandas==3.1.1
"$place/venv/bin/python" - 2>/dev/null <<'PYTHON'
import importlib.metadata
import sys

import pandas
import pm4py

print("pm4py", importlib.metadata.version("pm4py"), "pandas", importlib.metadata.version("pandas"))


def lead_times(day_first):
    rows = [
        ("A", "ontvangen", "03-04-2026"),
        ("A", "afgehandeld", "13-04-2026"),
        ("B", "ontvangen", "03-04-2026"),
        ("B", "afgehandeld", "12-04-2026"),
    ]
    log = pandas.DataFrame(rows, columns=["zaak", "stap", "dag"])
    if day_first:
        log["dag"] = pandas.to_datetime(log["dag"], dayfirst=True)
    log = pm4py.format_dataframe(log, case_id="zaak", activity_key="stap", timestamp_key="dag")
    return [seconds / 86400 for seconds in pm4py.get_all_case_durations(log)]


as_text, told = sorted(lead_times(False)), sorted(lead_times(True))
print("days, dates as text:     ", as_text)
print("days, day first was told:", told)
sys.exit(0 if as_text == [40.0, 275.0] and told == [9.0, 10.0] else 1)
PYTHON
