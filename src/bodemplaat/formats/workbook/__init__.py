"""Reading a workbook of others: XLSX and ODS to cells that say what they are, errors, missing results and foreign money included.

``read_workbook`` gives the sheets that are asked for. The values come from calamine; what its Python interface does not
tell apart (an error or a formula without a stored result from an empty cell, dollars from euros) is found in the sheet's own XML. The
library that reads may end its process on a damaged file, so a foreign workbook is read in a guarded child:
``answer_request`` is that child's work, ``written_request`` and ``read_answer`` are the two ends of the line.
"""

from bodemplaat.formats.workbook.cells import Cell, Kind, Sheet, cell_name, column_letters
from bodemplaat.formats.workbook.line import answer_request, read_answer, written_request
from bodemplaat.formats.workbook.read import NotAWorkbook, TooLarge, read_workbook

__all__ = [
    "Cell",
    "Kind",
    "NotAWorkbook",
    "Sheet",
    "TooLarge",
    "answer_request",
    "cell_name",
    "column_letters",
    "read_answer",
    "read_workbook",
    "written_request",
]
