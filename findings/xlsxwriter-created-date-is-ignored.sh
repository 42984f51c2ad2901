#!/usr/bin/env bash
# XlsxWriter 3.3.1: the property "created" of a workbook given as a datetime.date is ignored without a word, and the
# file says it was made now. Its documentation for set_properties() asks for exactly that ("the file creation date as a
# datetime.date object", and in the example 'created': datetime.date(2018, 1, 1)). Only a datetime.datetime is used.
# It matters to us because the same model on the same date must give the same bytes, so that a council can see that a
# file was not changed: ours had the clock in it for months, and nothing showed it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q --disable-pip-version-check xlsxwriter==3.3.1
"$place/venv/bin/python" - <<'PY'
import io
import re
import zipfile
from datetime import date, datetime

import xlsxwriter


def created(day):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.set_properties({"created": day})
    book.add_worksheet()
    book.close()
    core = zipfile.ZipFile(out).read("docProps/core.xml").decode()
    return re.search(r"<dcterms:created[^>]*>([^<]*)", core)[1]


print("XlsxWriter", xlsxwriter.__version__)
print("datetime(2001, 2, 3) gives", created(datetime(2001, 2, 3)))
print("date(2001, 2, 3)     gives", created(date(2001, 2, 3)))
assert created(datetime(2001, 2, 3)).startswith("2001-02-03")
assert not created(date(2001, 2, 3)).startswith("2001-02-03"), "a date is used now"
PY
echo "confirmed: a date is taken for no date"
