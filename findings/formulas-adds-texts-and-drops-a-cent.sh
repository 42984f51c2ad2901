#!/bin/bash
# formulas 1.3.4 (evaluates Excel workbooks in Python) gives other amounts than the spreadsheet whose file it is:
# 1. SUM over cells counts a figure that is stored as text ("2" typed in a text cell). Excel and LibreOffice pass texts by, so the
#    sheet says 30 and formulas 32; COUNT counts the text too, and AVERAGE and MAX over the same cells are #VALUE!.
# 2. ROUND(10.075,2) is 10.07 and ROUND(0.285,2) is 0.28 where a spreadsheet says 10.08 and 0.29; MROUND(1250,100) is 1200, not 1300.
# 3. A criterion with a wildcard minds capitals: SUMIF(names,"g*",amounts) passes "Gouda" by; without wildcard it does not mind.
# Right values: LibreOffice 7.4 on the same workbook (and the documentation of Excel's functions).
# Matters to us: a workbook recalculated by a library is no witness to the cent; our workbooks with live formulas are held
# against LibreOffice. A column of amounts typed as text is a common fault of municipal sheets, and here it goes unseen.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q formulas==1.3.4 openpyxl==3.1.5 "numpy<2.3"
cd "$place"
"$place/venv/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata
import sys

import formulas
import openpyxl

print("formulas", importlib.metadata.version("formulas"))
ASKED = {  # formula: (what a spreadsheet says, what is seen)
    "=SUM(B1:B3)": (30, 32),
    "=COUNT(B1:B3)": (2, 3),
    "=ROUND(10.075,2)": (10.08, 10.07),
    "=ROUND(0.285,2)": (0.29, 0.28),
    "=MROUND(1250,100)": (1300, 1200),
    '=SUMIF(C1:C3,"g*",D1:D3)': (4, 3),
    '=SUMIF(C1:C3,"gouda",D1:D3)': (4, 4),
}
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "S"
for row, formula in enumerate(ASKED, 1):
    sheet.cell(row, 1, formula)
for row, (amount, name, part) in enumerate([(10, "Gouda", 1), ("2", "Vlist", 2), (20, "gouda", 3)], 1):
    sheet.cell(row, 2, amount)
    sheet.cell(row, 3, name)
    sheet.cell(row, 4, part)
book.save("b.xlsx")
values = formulas.ExcelModel().loads("b.xlsx").finish().calculate()
got = {str(key).upper(): value for key, value in values.items()}
same = True
for row, (formula, (right, seen)) in enumerate(ASKED.items(), 1):
    value = float(got[f"'[B.XLSX]S'!A{row}"].value[0, 0])
    print(f"{formula:30} spreadsheet {right}  formulas {value:g}")
    same = same and abs(value - seen) < 1e-9
sys.exit(0 if same else 1)
PYTHON
