#!/usr/bin/env bash
# holidays 0.109, the Netherlands: the public holidays hold Good Friday of every year, and 5 May of every fifth year only.
# The Algemene termijnenwet (article 3), by which legal terms end, counts both in every year. The optional category holds
# 5 May of the other years, so whoever wants the law's days asks for public and optional together.
#
# Why it matters here: a legal term that ends on 5 May 2026, worked out with the default calendar, is a day too early.
# We keep two named calendars of our own.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check holidays==0.109

"$folder/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys
from datetime import date

import holidays

print("holidays", importlib.metadata.version("holidays"))
public = holidays.country_holidays("NL", years=range(2020, 2031), language="en_US")
both = holidays.country_holidays("NL", years=2026, categories=holidays.NL.supported_categories, language="en_US")
fridays = [day.year for day, name in sorted(public.items()) if "Good Friday" in name]
fifths = [day.year for day in sorted(public) if (day.month, day.day) == (5, 5)]
print("public: Good Friday in", fridays)
print("public: 5 May in", fifths)
print("all categories", sorted(holidays.NL.supported_categories), "in 2026:", {str(day): name for day, name in sorted(both.items()) if day not in public})
if fridays != list(range(2020, 2031)) or fifths != [2020, 2025, 2030] or date(2026, 5, 5) not in both:
    sys.exit("no longer so")
PYTHON
