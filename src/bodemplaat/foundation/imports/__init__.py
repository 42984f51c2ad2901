"""Lists from files: an organisation fills a list from CSV or XLSX, sees first what would change, and can take it back.

A list is declared once (``ImportedList``): its columns, and a function from the lines of a file to a plan. This room
reads the file, holds what was previewed, carries a plan out set by set in one transaction, and undoes it as long as
nothing builds on it. It knows no list by name: rooms above it register theirs.
"""
