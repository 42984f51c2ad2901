#!/usr/bin/env bash
# Babel 2.18.0: format_unit has no Dutch words for days and hours. CLDR has ("{0} dagen", "{0} uur"), and Babel itself
# says "2 minuten" and, in format_timedelta, "2 dagen" and "over 2 dagen"; yet format_unit(2, "duration-day", locale="nl")
# is "2 duration-day".
# Why it matters to us: how long ago something was is written in Dutch on every page; the words stay ours.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.18.0
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import timedelta

import babel
from babel.dates import format_timedelta
from babel.units import format_unit

days, hours, minutes = (format_unit(2, f"duration-{unit}", locale="nl") for unit in ("day", "hour", "minute"))
ahead = format_timedelta(timedelta(days=2), add_direction=True, locale="nl")
bare = format_timedelta(timedelta(days=2), locale="nl")
print(f"babel {babel.__version__}: {days!r}, {hours!r}, {minutes!r}; with a direction {ahead!r}, without {bare!r}")
assert (minutes, ahead) == ("2 minuten", "over 2 dagen")
assert (days, hours) == ("2 duration-day", "2 duration-hour")
PYTHON
