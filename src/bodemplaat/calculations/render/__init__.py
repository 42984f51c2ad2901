"""A report drawn: as text for a terminal, as a workbook, as paper, and the answer as JSON."""
