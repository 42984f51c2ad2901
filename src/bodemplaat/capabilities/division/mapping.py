"""Rows to and from values, and processes to words."""

from collections.abc import Iterable

from django.utils.translation import get_language

from bodemplaat.capabilities.division.models import CutRow, CutVersion
from bodemplaat.capabilities.division.reckoning.cut import Cut, Row, Side, SubProcess
from bodemplaat.capabilities.division.reckoning.processes import Process


def cut_of(version: CutVersion, rows: Iterable[CutRow]) -> Cut:
    """A version with its rows as a value."""
    functions = {pair: (names[0], names[1]) for pair, names in version.functions.items()}
    return Cut(tuple(map(value_of, rows)), functions)


def value_of(row: CutRow) -> Row:
    """One row as a value."""
    return Row(
        process=row.process,
        side=Side(row.side),
        customer=row.customer_id,
        provider=row.provider_id,
        other_provider=row.other_provider,
        parts=tuple(SubProcess(name, Side(side)) for name, side in row.parts),
        takes_write_off=row.takes_write_off,
        reason=row.reason,
        remarks=row.remarks,
    )


def row_of(version: CutVersion, row: Row) -> CutRow:
    """A value as a row of a version, not stored."""
    return CutRow(
        organisation_id=version.organisation_id,
        cooperation_id=version.cooperation_id,
        version=version,
        process=row.process,
        customer_id=row.customer,
        side=row.side,
        provider_id=row.provider,
        other_provider=row.other_provider,
        parts=[[part.name, part.side.value] for part in row.parts],
        takes_write_off=row.takes_write_off,
        reason=row.reason,
        remarks=row.remarks,
    )


def named(processes: Iterable[Process]) -> str:
    """What processes are called in the language of who is reading, by name, to stand in a sentence: ``“Expense claims”``."""
    language = get_language() or "nl"
    return ", ".join(sorted({f"“{each.name(language)}”" for each in processes}))
