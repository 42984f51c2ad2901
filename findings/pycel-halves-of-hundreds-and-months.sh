#!/bin/bash
# pycel 1.0b30 (compiles Excel workbooks to Python): two functions of a budget and a term are not those of a spreadsheet.
# 1. ROUND to tens or hundreds rounds a half to the even side: ROUND(1250,-2) is 1200 and ROUND(25,-1) is 20 where Excel and
#    LibreOffice say 1300 and 30. With decimals (ROUND(0.125,2)) it does round away from zero, so a test on cents sees nothing.
# 2. EDATE from the end of a month runs over: one month after 31 January 2026 is 3 March, where a spreadsheet says 28 February; after
#    31 May it is 1 July.
# Right values: LibreOffice 7.4 on the same workbook (and the documentation of Excel's functions).
# Matters to us: figures of municipal models are rounded to hundreds (inhabitants, budgets), and terms are counted in months;
# this package would move both without a word.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q pycel==1.0b30 openpyxl==3.1.5 "numpy<2.3"
cd "$place"
"$place/venv/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata
import sys
from datetime import date, timedelta

import openpyxl
from pycel import ExcelCompiler

print("pycel", importlib.metadata.version("pycel"))
ASKED = {  # formula: (what a spreadsheet says, what is seen)
    "=ROUND(1250,-2)": (1300, 1200),
    "=ROUND(25,-1)": (30, 20),
    "=ROUND(0.125,2)": (0.13, 0.13),
    "=EDATE(DATE(2026,1,31),1)": (46081, 46084),
    "=EDATE(DATE(2026,5,31),1)": (46203, 46204),
}
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "S"
for row, formula in enumerate(ASKED, 1):
    sheet.cell(row, 1, formula)
book.save("b.xlsx")
compiled = ExcelCompiler(filename="b.xlsx")
same = True
for row, (formula, (right, seen)) in enumerate(ASKED.items(), 1):
    value = compiled.evaluate(f"S!A{row}")
    day = f" ({date(1899, 12, 30) + timedelta(days=int(value))})" if "EDATE" in formula else ""
    print(f"{formula:28} spreadsheet {right}  pycel {value}{day}")
    same = same and abs(value - seen) < 1e-9
sys.exit(0 if same else 1)
PYTHON
