#!/bin/bash
# ics 0.7.3 (reads and writes iCalendar files): a calendar that is read and written again is another one.
# 1. A meeting at 20:00 Amsterdam time that recurs (RRULE kept as it stood) is written at its moment in UTC and without zone. The first
#    date is right; every date after the clocks change is an hour off: in April and May the council meets at 21:00.
# 2. A file without CALSCALE is written with "CALSCALE:GEORGIAN" (the word is GREGORIAN, RFC 5545 3.7.1), and a strict reader refuses it:
#    recurring-ical-events 3.8.2 says that only Gregorian calendars are supported.
# Matters to us: council meetings and terms go out and come in as calendars; a decision that must be sent before a meeting is
# planned on the wrong hour. We would write DTSTART with its zone, and take another package.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from ics import Calendar

print("ics", importlib.metadata.version("ics"))
COUNCIL = "\r\n".join(
    [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//council//NL",
        "BEGIN:VTIMEZONE", "TZID:Europe/Amsterdam",
        "BEGIN:STANDARD", "DTSTART:19701025T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT", "END:VTIMEZONE",
        "BEGIN:VEVENT", "UID:1@council", "DTSTAMP:20260101T000000Z",
        "DTSTART;TZID=Europe/Amsterdam:20260205T200000", "DTEND;TZID=Europe/Amsterdam:20260205T220000",
        "RRULE:FREQ=MONTHLY;BYDAY=1TH;COUNT=4", "SUMMARY:Council", "END:VEVENT", "END:VCALENDAR", "",
    ]
)  # fmt: skip
HERE = ZoneInfo("Europe/Amsterdam")


def starts(text):
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 1, 1), (2026, 12, 31))
    return sorted(f"{each['DTSTART'].dt.astimezone(HERE):%d-%m %H:%M}" for each in events)


written = Calendar(COUNCIL).serialize()
scale = next(line for line in written.splitlines() if line.startswith("CALSCALE"))
print(scale, "·", [line for line in written.splitlines() if line.startswith("DTSTART")])
try:
    starts(written)
    refused = False
except Exception as error:
    refused = True
    print(type(error).__name__, error)
before, after = starts(COUNCIL), starts(written.replace("GEORGIAN", "GREGORIAN"))
print("as read:   ", before)
print("as written:", after)
same = scale == "CALSCALE:GEORGIAN" and refused
same = same and before == ["02-04 20:00", "05-02 20:00", "05-03 20:00", "07-05 20:00"]
sys.exit(0 if same and after == ["02-04 21:00", "05-02 20:00", "05-03 20:00", "07-05 21:00"] else 1)
PYTHON
