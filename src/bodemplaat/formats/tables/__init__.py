"""Tables for people: CSV and XLSX from typed columns, with no cell that a spreadsheet would run.

``write_csv`` as Dutch spreadsheets expect it, ``csv_chunks`` the same as a stream, ``write_xlsx`` a workbook with
real numbers and dates. Texts come from users; ``neutralised`` says what is done to them.
"""

from bodemplaat.formats.tables.csv_table import csv_chunks, write_csv
from bodemplaat.formats.tables.neutral import neutralised
from bodemplaat.formats.tables.sheet_names import sheet_names
from bodemplaat.formats.tables.values import Cell, Column, Kind, Row
from bodemplaat.formats.tables.xlsx_table import LINE_HEIGHT, lines_of_head, write_xlsx

__all__ = [
    "LINE_HEIGHT",
    "Cell",
    "Column",
    "Kind",
    "Row",
    "csv_chunks",
    "lines_of_head",
    "neutralised",
    "sheet_names",
    "write_csv",
    "write_xlsx",
]
