#!/usr/bin/env bash
# python-calamine 0.9.1: a cell of an XLSX workbook that holds an error (#REF!, #N/A) is given as '', exactly as a cell
# that is empty.
#
# Why it matters here: a controller's budget with one broken reference loses that line, and the total is too low without
# a word. We look for errors in the sheet's own XML beside calamine's values.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 XlsxWriter==3.2.9

"$folder/venv/bin/python" - "$folder/budget.xlsx" <<'PYTHON'
import importlib.metadata
import sys

import python_calamine
import xlsxwriter

path = sys.argv[1]
with xlsxwriter.Workbook(path) as book:
    page = book.add_worksheet("Costs")
    page.write_row(0, 0, ["Rent", 100])
    page.write_row(1, 0, ["ICT"])
    page.write_formula(1, 1, "=Sheet9!A1", None, "#REF!")
    page.write_row(2, 0, ["Heating"])
    page.write_formula(2, 1, "=NA()", None, "#N/A")
    page.write_row(3, 0, ["Nothing", None])
    page.write_row(4, 0, ["Tax", 5])

print("python-calamine", importlib.metadata.version("python-calamine"))
rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name("Costs").to_python()
for row in rows:
    print(row)
errors = [rows[1][1], rows[2][1]]
empty = rows[3][1]
if any(error != empty for error in errors):
    sys.exit("no longer so: an error cell differs from an empty one")
print("an error cell and an empty cell are the same:", repr(empty), "; the sum of the column is", sum(row[1] or 0 for row in rows))
PYTHON
